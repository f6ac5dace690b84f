//! The cases under `fixtures/docx`: parts of a document, the text and the nodes that a person would name.
//!
//! A file holds sections that begin with `=== name`: `body` (the content of the main part) and other parts by
//! their names, then `text` and `nodes`. In the expected text `⇥` is a tab and `↵` a break inside a paragraph.

use std::collections::BTreeMap;
use std::path::Path;

use unfilled::document::{Document, Format};
use unfilled::reader::docx;
use unfilled::text::Stop;

use super::package::{WORD, body, package, parts_of};
use super::soundness::assert_sound_package;

struct Case {
    name: String,
    parts: Vec<(String, String)>,
    expected: BTreeMap<String, String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/docx");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let mut case = Case {
                name: file.file_stem().unwrap().to_str().unwrap().to_owned(),
                parts: Vec::new(),
                expected: BTreeMap::new(),
            };
            let content = std::fs::read_to_string(file).unwrap();
            for section in content.split("=== ").skip(1) {
                let (name, content) = section.split_once('\n').unwrap();
                match name {
                    "text" | "nodes" => {
                        let known = case.expected.insert(name.to_owned(), content.to_owned());
                        assert!(known.is_none(), "{}: {name} stands twice", case.name);
                    }
                    "body" => case
                        .parts
                        .push(("word/document.xml".to_owned(), body(content))),
                    _ => case.parts.push((
                        name.to_owned(),
                        content
                            .trim_end()
                            .replace("{w}", &format!("xmlns:w=\"{WORD}\"")),
                    )),
                }
            }
            case
        })
        .collect()
}

fn shown(text: &str) -> String {
    text.replace('\t', "⇥").replace('\u{2028}', "↵")
}

fn shown_nodes(document: &Document) -> String {
    document
        .nodes
        .iter()
        .map(|node| {
            let text = shown(node.range.slice(&document.text)).replace('\n', "¶");
            let detail = node.detail.as_deref().unwrap_or("").replace('\n', "¶");
            let line = format!("{} [{text}] {detail}", node.kind.name());
            format!("{}\n", line.trim_end())
        })
        .collect()
}

#[test]
fn every_case_gives_its_text_and_its_nodes() {
    let mut failures = Vec::new();
    for case in cases() {
        let bytes = package(&case.parts);
        let document = docx::read(bytes.clone().into(), Format::Docx, &Stop::never());
        assert!(
            document.problems.is_empty(),
            "{}: {:?}",
            case.name,
            document.problems
        );
        assert_sound_package(&document, &parts_of(&bytes));
        let found = [
            ("text", shown(&document.text)),
            ("nodes", shown_nodes(&document)),
        ];
        for (section, found) in found {
            let expected = case.expected.get(section).map_or("", String::as_str);
            if found != expected {
                failures.push(format!(
                    "{}: expected {section}\n{expected}found {section}\n{found}",
                    case.name
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Rule examples give a body alone; it is read as the same body in a package would be.
#[test]
fn a_body_alone_reads_like_a_document() {
    let mut compared = 0;
    for case in cases() {
        let [(_, document)] = case.parts.as_slice() else {
            continue;
        };
        let (_, rest) = document.split_once("<w:body>").unwrap();
        let (fragment, _) = rest.split_once("</w:body>").unwrap();
        let alone = docx::read_body(fragment);
        let packed = docx::read(package(&case.parts).into(), Format::Docx, &Stop::never());
        assert_eq!(alone.text, packed.text, "{}", case.name);
        assert_eq!(alone.nodes, packed.nodes, "{}", case.name);
        compared += 1;
    }
    assert!(compared > 8);
}
