//! A text that was marked is checked like the text without marks: the same findings, and nothing of the marks among them.

use std::fs;
use std::path::Path;

use unfilled::filter::Policy;
use unfilled::finding::FileReport;
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::report::notes;
use unfilled::rule::{RuleSet, Severity};
use unfilled::text::{Language, Stop};
use unfilled::writer::{Note, NoteStyle, annotate};

const SAMPLES: [&str; 2] = ["fixtures/sample/report.txt", "fixtures/sample/agreement.md"];

fn check(linter: &Linter, name: &str, bytes: &[u8]) -> FileReport {
    let ruling = linter.ruling(Policy {
        min_severity: Severity::Info,
        ..Policy::default()
    });
    let input = Input {
        name: name.to_owned(),
        bytes: bytes.into(),
        format: None,
    };
    linter.check(input, &ruling, &Stop::never())
}

#[test]
fn a_marked_text_has_the_findings_of_the_text() {
    let rules = RuleSet::builtin().unwrap();
    let linter = Linter::new(rules.clone());
    for name in SAMPLES {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        let (gbk, _, _) = encoding_rs::GBK.encode(str::from_utf8(&bytes).unwrap());
        for bytes in [&*bytes, &*gbk] {
            let before = check(&linter, name, bytes);
            assert!(!before.findings.is_empty(), "{name}");
            for language in [Language::Zh, Language::En] {
                let said = notes(&before, &rules, language).into_iter();
                let notes = said.map(|said| Note {
                    range: said.range,
                    text: said.text,
                    place: said.place,
                });
                let style = NoteStyle {
                    comments: true,
                    ..NoteStyle::default()
                };
                let notes: Vec<Note> = notes.collect();
                let marked = annotate(bytes, &before.document, &notes, style).unwrap();
                let after = check(&linter, name, &marked.bytes);
                assert_eq!(after.document.own_marks.len(), notes.len(), "{name}");
                assert_eq!(after.document.text, before.document.text, "{name}");
                assert_eq!(after.document.nodes, before.document.nodes, "{name}");
                assert_eq!(after.findings, before.findings, "{name}");
            }
        }
    }
}
