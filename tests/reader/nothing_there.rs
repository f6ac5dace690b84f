//! Files that look like documents and hold nothing to check: pointers, text under another name, white space.

use unfilled::document::{Extent, Format, Problem, ProblemKind, Status};

use super::read_sound;

fn outcome(name: &str, bytes: &[u8]) -> (Format, Status) {
    let document = read_sound(name, bytes);
    (document.format, document.status())
}

/// Word opens text under the name .doc, and under the name .docx it says that the file is damaged.
#[test]
fn text_is_no_word_document_of_today() {
    for name in ["a.docx", "a.docm", "a.dotx"] {
        let document = read_sound(name, "本周召开会议多少次。\n".as_bytes());
        let named = Format::Docx;
        assert_eq!(
            document.problems,
            [Problem::new(ProblemKind::NotAnArchive { named })]
        );
        assert_eq!(
            (document.format, document.status()),
            (named, Status::Corrupt)
        );
        assert!(document.text.is_empty());
    }
}

#[test]
fn pointers_of_git_lfs_are_told_apart_from_what_speaks_of_them() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    for name in ["a.txt", "a.md", "a.docx", "a", "<stdin>"] {
        let document = read_sound(name, pointer.as_bytes());
        assert_eq!(
            document.problems,
            [Problem::new(ProblemKind::LfsPointer)],
            "{name}"
        );
        assert_eq!(document.status(), Status::Unreadable);
    }
    assert_eq!(
        outcome("a.pdf", pointer.as_bytes()),
        (Format::Pdf, Status::Unreadable)
    );
    let words = format!("A pointer looks like this:\n\n{pointer}");
    assert_eq!(
        outcome("a.md", words.as_bytes()),
        (Format::Markdown, Status::Ok)
    );
    let long = format!("{pointer}{}", "ext-0-foo sha256:4d7a\n".repeat(60));
    assert_eq!(
        outcome("a.txt", long.as_bytes()),
        (Format::Text, Status::Ok)
    );
}

#[test]
fn a_file_without_text_says_so() {
    for (name, bytes) in [
        ("a.txt", "".as_bytes()),
        ("a.md", " \n\u{3000}\u{feff}\u{200b}\n".as_bytes()),
    ] {
        let document = read_sound(name, bytes);
        assert_eq!(
            document.problems,
            [Problem::new(ProblemKind::NoText)],
            "{name}"
        );
        assert_eq!(
            (document.status(), document.extent()),
            (Status::Ok, Extent::Empty)
        );
    }
    let document = read_sound("a.txt", "一".as_bytes());
    assert_eq!(
        (document.problems.len(), document.extent()),
        (0, Extent::Whole)
    );
}
