//! Marked documents in the eyes of LibreOffice and pandoc, where they are there: the same words as before, and the comments beside them.

use unfilled::writer::{NoteStyle, annotate, remove};

use super::docx::{COMMENTS, note};
use super::package::read;
use crate::support::other_programs::{read_by_pandoc, saved_by_libreoffice};

/// A Word document of the project's own.
const REPORT: &[u8] = include_bytes!("../../fixtures/sample/report.docx");

#[test]
fn other_programs_see_the_same_words() {
    let document = read(REPORT);
    let words: Vec<&str> = document
        .text
        .lines()
        .filter(|line| line.len() > 9)
        .collect();
    let notes: Vec<_> = words.iter().map(|words| note(&document, words)).collect();
    assert!(notes.len() > 3);
    let highlights = NoteStyle {
        comments: false,
        highlights: true,
        ..COMMENTS
    };
    for style in [COMMENTS, highlights] {
        let marked = annotate(REPORT, &document, &notes, style).unwrap().bytes;
        let as_text = |bytes: &[u8]| saved_by_libreoffice("a.docx", bytes, "txt:Text");
        assert_eq!(as_text(&marked), as_text(REPORT));
        assert_eq!(read_by_pandoc(&marked), read_by_pandoc(REPORT));
        let removed = remove(&marked, &read(&marked)).unwrap().bytes;
        assert_eq!(as_text(&removed), as_text(REPORT));
    }
}
