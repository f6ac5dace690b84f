//! From edits in a document's text to the bytes of its file. One file or folder a format; the table [`WRITERS`] lists them.
//!
//! A writer changes nothing but what it is asked to: all other bytes of a text, all other parts of a package and all other
//! markup of a part stay as they are. Nothing here opens a file, and what to write is decided elsewhere.

#[cfg(feature = "office")]
mod docx;
mod error;
mod manner;
mod note;
mod protection;
mod text;

pub use error::WriteError;
pub use manner::{Manner, Revision};
pub use note::{Annotated, Note, NoteStyle, Removed};
pub use protection::Protection;

use crate::document::{Document, Edit, Format, NotWritable};

/// A file with edits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// All bytes of the file.
    pub bytes: Vec<u8>,
    /// The edits that were not made, in the order of their numbers.
    pub refused: Vec<Refusal>,
}

/// An edit or note that was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its 0-based number among those that were given.
    pub index: usize,
    /// Why.
    pub reason: NotWritable,
}

/// Writes one format.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    /// The format.
    pub format: Format,
    apply: Apply,
    annotate: Annotate,
    remove: Remove,
}

type Apply = fn(&[u8], &Document, &[Edit], &Manner) -> Result<Written, WriteError>;
type Annotate = fn(&[u8], &Document, &[Note], NoteStyle) -> Result<Annotated, WriteError>;
type Remove = fn(&[u8], &Document) -> Result<Removed, WriteError>;

/// Every format that is written. A new writer is a file and a line here.
pub const WRITERS: &[Writer] = &[
    TEXT,
    Writer {
        format: Format::Markdown,
        ..TEXT
    },
    #[cfg(feature = "office")]
    Writer {
        format: Format::Docx,
        apply: docx::apply,
        annotate: docx::annotate,
        remove: docx::remove,
    },
];

const TEXT: Writer = Writer {
    format: Format::Text,
    apply: text::write,
    annotate: text::annotate,
    remove: text::remove,
};

/// Make `edits` in the file with the bytes `source`, which was read as `document`. Each edit is made or refused as a whole. In Word
/// documents ends of paragraphs and automatic numbers within a range stay: no paragraph is taken out.
///
/// # Errors
/// [`WriteError`] where nothing can be written: edits share bytes, or the file cannot be changed at all.
pub fn apply(source: &[u8], document: &Document, edits: &[Edit]) -> Result<Written, WriteError> {
    apply_as(source, document, edits, &Manner::default())
}

/// As [`apply`], in the manner that is asked for.
///
/// # Errors
/// [`WriteError`] where nothing can be written, [`WriteError::NotTracked`] where the format has no tracked changes among them.
pub fn apply_as(
    source: &[u8],
    document: &Document,
    edits: &[Edit],
    manner: &Manner,
) -> Result<Written, WriteError> {
    check_order(edits)?;
    (writer(source, document)?.apply)(source, document, edits, manner)
}

/// Mark the places of `notes` in the file with the bytes `source`, which was read as `document`.
///
/// # Errors
/// [`WriteError`] where nothing can be written.
pub fn annotate(
    source: &[u8],
    document: &Document,
    notes: &[Note],
    style: NoteStyle,
) -> Result<Annotated, WriteError> {
    (writer(source, document)?.annotate)(source, document, notes, style)
}

/// Take the marks of [`annotate`] out of the file with the bytes `source`, which was read as `document`.
///
/// # Errors
/// [`WriteError`] where the file cannot be read or written.
pub fn remove(source: &[u8], document: &Document) -> Result<Removed, WriteError> {
    (writer(source, document)?.remove)(source, document)
}

fn writer(source: &[u8], document: &Document) -> Result<&'static Writer, WriteError> {
    if document.size != 0 && document.size != source.len() {
        return Err(WriteError::Changed);
    }
    // Text with signs of its own is written as text: a place that stands otherwise in the file is refused there.
    let format = match document.format {
        format if WRITERS.iter().any(|writer| writer.format == format) => format,
        format if format.is_text() => Format::Text,
        format => format,
    };
    WRITERS
        .iter()
        .find(|writer| writer.format == format)
        .ok_or(WriteError::Unsupported(document.format))
}

/// No byte may be replaced twice, and of two insertions at one place it is open which comes first.
fn check_order(edits: &[Edit]) -> Result<(), WriteError> {
    let mut order: Vec<usize> = (0..edits.len()).collect();
    let key = |&index: &usize| {
        edits
            .get(index)
            .map(|it| (it.range.start(), it.range.end()))
    };
    order.sort_by_key(key);
    for pair in order.windows(2) {
        let &[first, second] = pair else { continue };
        let (Some(before), Some(after)) = (edits.get(first), edits.get(second)) else {
            continue;
        };
        let same_place = before.range == after.range;
        if after.range.start() < before.range.end() || same_place {
            return Err(WriteError::Overlap {
                first: first.min(second),
                second: first.max(second),
            });
        }
    }
    Ok(())
}

/// Whether `range` lies in the text of `document`, between characters.
fn is_place(document: &Document, range: crate::text::TextRange) -> bool {
    document.text.get(range.start()..range.end()).is_some()
}
