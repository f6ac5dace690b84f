//! Packages that are written to, and cases about them as files: sections that begin with `=== name`.
//!
//! In words of a document `⇥` is a tab, `↵` a break inside a paragraph, `↲` the end of one, and `|` a place between words.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use unfilled::document::{Document, Format};
use unfilled::reader::docx;
use unfilled::text::{Stop, TextRange};

use crate::docx::package::{WORD, body, relationships};
use crate::support::zip::{archive, parts_of};

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";

/// A package with a main part that has this in its body, and these other parts.
pub(super) fn package(content: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![("word/document.xml".to_owned(), body(content))];
    let named = |it: &str| it.replace("{w}", &format!("xmlns:w=\"{WORD}\""));
    parts.extend(
        others
            .iter()
            .map(|&(name, it)| (name.to_owned(), named(it))),
    );
    let mut all = vec![("[Content_Types].xml".to_owned(), TYPES.to_owned())];
    all.extend(relationships(&parts));
    all.extend(parts);
    archive(
        all.iter()
            .map(|(name, content)| (name.as_str(), content.as_bytes())),
    )
}

pub(super) fn read(bytes: &[u8]) -> Document {
    docx::read(bytes.into(), Format::Docx, &Stop::never())
}

/// What stands in the body of the main part.
pub(super) fn body_of(bytes: &[u8]) -> String {
    let part = parts_of(bytes)["word/document.xml"].clone();
    let part = String::from_utf8(part).unwrap();
    let start = part.find("<w:body>").unwrap() + "<w:body>".len();
    part[start..part.rfind("</w:body>").unwrap()].to_owned()
}

/// Where the first `words` of a case stand.
pub(super) fn place(document: &Document, words: &str) -> TextRange {
    let plain = plain(words);
    let find = |words: &str| {
        document
            .text
            .find(words)
            .unwrap_or_else(|| panic!("no {words}"))
    };
    match plain.split_once('|') {
        None => TextRange::new(find(&plain), find(&plain) + plain.len()),
        Some((before, after)) => TextRange::empty(find(&format!("{before}{after}")) + before.len()),
    }
}

/// What is written for signs of a case.
pub(super) fn plain(words: &str) -> String {
    words
        .replace('⇥', "\t")
        .replace('↵', "\u{2028}")
        .replace('↲', "\n")
}

/// What stands in the place of `range`: its words give way, ends of paragraphs and automatic numbers stay.
pub(super) fn written_for(document: &Document, range: TextRange, replacement: &str) -> String {
    if range.is_empty() {
        return replacement.to_owned();
    }
    let spans = document.map.spans(range, document.text.len());
    let mut made = String::new();
    let mut from = range.start();
    for (number, span) in spans.enumerate() {
        made += &document.text[from..span.text.start()];
        made += if number == 0 { replacement } else { "" };
        from = span.text.end();
    }
    made + &document.text[from..range.end()]
}

/// A case as a file.
pub(super) struct Case {
    path: PathBuf,
    pub(super) name: String,
    sections: Vec<(String, String)>,
}

impl Case {
    /// All cases in the folder of this name.
    pub(super) fn all(folder: &str) -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures/writer")
            .join(folder);
        let files = crate::support::corpus::files(&folder).into_iter();
        files
            .map(|path| {
                let content = std::fs::read_to_string(&path).unwrap();
                let sections = content.split("=== ").skip(1).map(|section| {
                    let (name, content) = section.split_once('\n').unwrap();
                    let content = content.strip_suffix('\n').unwrap_or(content);
                    (name.to_owned(), content.to_owned())
                });
                Self {
                    name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                    sections: sections.collect(),
                    path,
                }
            })
            .collect()
    }

    /// What stands in a section; nothing where there is none.
    pub(super) fn section(&self, name: &str) -> &str {
        let section = self.sections.iter().find(|(known, _)| known == name);
        section.map_or("", |(_, content)| content)
    }

    /// The other parts of its package, by their names.
    pub(super) fn parts(&self) -> Vec<(&str, &str)> {
        let sections = self.sections.iter().filter(|(name, _)| name.contains('/'));
        sections
            .map(|(name, content)| (name.as_str(), content.as_str()))
            .collect()
    }

    /// What is not as `expected`; with `UPDATE_EXPECT` that is written down.
    pub(super) fn compare(&self, expected: &[(&str, String)]) -> Vec<String> {
        let found: Vec<_> = expected
            .iter()
            .filter(|(_, content)| !content.is_empty())
            .collect();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let mut file = String::new();
            let is_input = |name: &str| expected.iter().all(|(known, _)| *known != name);
            let inputs = self.sections.iter().filter(|(name, _)| is_input(name));
            for (name, content) in inputs {
                writeln!(file, "=== {name}\n{content}").unwrap();
            }
            for (name, content) in found {
                writeln!(file, "=== {name}\n{content}").unwrap();
            }
            std::fs::write(&self.path, file).unwrap();
            return Vec::new();
        }
        let differs = expected
            .iter()
            .filter(|(name, content)| self.section(name) != content);
        differs
            .map(|(name, content)| {
                let known = self.section(name);
                format!(
                    "{}: {name}\nexpected {known}\nfound    {content}\n",
                    self.name
                )
            })
            .collect()
    }
}
