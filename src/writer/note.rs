//! Notes at places of a document: what is asked for and what became of it.

use super::Refusal;
use crate::text::TextRange;

/// What is said of a place. All notes are signed with [`COMMENT_AUTHOR`](crate::document::COMMENT_AUTHOR).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The place, in bytes of the document's text.
    pub range: TextRange,
    /// What is said; lines end with `\n`.
    pub text: String,
    /// The place in words ("header", "第 3 段"), for a note that cannot hang on it.
    pub place: String,
}

/// How places are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoteStyle {
    /// With the words of the notes: comments in Word, 〔※…〕 in a text.
    pub comments: bool,
    /// With a yellow ground, where the format has one and the words have none yet.
    pub highlights: bool,
    /// Also in a document whose author [protects](super::Protection) it; that stays in it.
    pub despite_protection: bool,
}

/// A file with notes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotated {
    /// All bytes of the file.
    pub bytes: Vec<u8>,
    /// The 0-based numbers of the notes that hang on no place of their own: one note at the first paragraph has them all.
    pub collected: Vec<usize>,
    /// The notes that were not written, in the order of their numbers.
    pub refused: Vec<Refusal>,
}

/// A file without the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// All bytes of the file.
    pub bytes: Vec<u8>,
    /// How many notes were taken out.
    pub count: usize,
    /// Whether each part is byte for byte what it was before notes were made. Otherwise a program has saved the file since:
    /// comments were known by their author, and a ground under words stays.
    pub exact: bool,
}
