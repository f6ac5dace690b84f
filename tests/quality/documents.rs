//! The labelled documents as files: `fixtures/quality/<language>/<drafts|finished>/<name>`.
//!
//! Owns their reading, Word bodies (`.xml`) among them; knows nothing of findings.

use std::fs;
use std::path::Path;

use unfilled::document::Document;
use unfilled::reader::{self, Input};
use unfilled::text::Stop;

use super::marks::{self, Marked};
use crate::support::corpus::files;

/// The languages, each a folder.
pub(super) const LANGUAGES: [&str; 2] = ["zh", "en"];

/// A document with its labels.
pub(super) struct Labelled {
    /// Its path below `fixtures/quality/`.
    pub(super) name: String,
    pub(super) language: &'static str,
    /// Whether nothing in it should be reported.
    pub(super) finished: bool,
    /// The document as the linter gets it, without marks.
    pub(super) document: Document,
    pub(super) marked: Marked,
}

/// Every labelled document, in the order of their names.
pub(super) fn all() -> Vec<Labelled> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/quality");
    let mut documents = Vec::new();
    for language in LANGUAGES {
        for (folder, finished) in [("drafts", false), ("finished", true)] {
            for path in files(&root.join(language).join(folder)) {
                let file = path.file_name().unwrap().to_string_lossy();
                let name = format!("{language}/{folder}/{file}");
                let source = fs::read_to_string(&path).unwrap();
                let (document, marked) =
                    read(&name, &source).unwrap_or_else(|fault| panic!("{name}: {fault}"));
                documents.push(Labelled {
                    name,
                    language,
                    finished,
                    document,
                    marked,
                });
            }
        }
    }
    documents
}

fn read(name: &str, source: &str) -> Result<(Document, Marked), String> {
    let marked = marks::read(source)?;
    if name.ends_with(".xml") {
        // Marks in a Word document's XML are places in the text that comes out of it.
        let document = reader::docx::read_body(&marked.text);
        let marked = marks::read(&reader::docx::read_body(source).text)?;
        return check(document, marked);
    }
    let input = Input {
        name: name.to_owned(),
        bytes: marked.text.as_str().into(),
        format: None,
    };
    check(reader::read(input, &Stop::never()), marked)
}

fn check(document: Document, marked: Marked) -> Result<(Document, Marked), String> {
    if document.text == marked.text && document.problems.is_empty() {
        Ok((document, marked))
    } else {
        Err("it is not read as it is written".to_owned())
    }
}
