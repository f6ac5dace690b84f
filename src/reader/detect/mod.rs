//! Which format a file has: by its content first, by its name second.
//!
//! Owns the signatures of formats. Extensions stand in the table of readers; how the inside of the two container
//! formats is looked at is the affair of `archive` and `compound`.

mod archive;
pub(in crate::reader) mod compound;
mod mail;

pub(super) use archive::is_package;

use crate::document::{Format, ProblemKind};
use crate::reader::encoding;

/// What a file was found to be.
pub(super) struct Detected {
    pub(super) format: Format,
    /// Why it cannot be read, although its format could be.
    pub(super) obstacle: Option<ProblemKind>,
}

impl Detected {
    /// A file of this format with nothing in the way.
    pub(super) fn plainly(format: Format) -> Self {
        Self {
            format,
            obstacle: None,
        }
    }

    /// A file of this format that cannot be read.
    fn hindered(format: Format, obstacle: ProblemKind) -> Self {
        Self {
            format,
            obstacle: Some(obstacle),
        }
    }
}

/// A kind of file in which others lie.
pub(super) enum Container {
    Zip,
    /// A compound file (OLE2).
    Compound,
}

/// Which container these bytes begin like.
pub(super) fn container(bytes: &[u8]) -> Option<Container> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        Some(Container::Zip)
    } else {
        bytes
            .starts_with(compound::SIGNATURE)
            .then_some(Container::Compound)
    }
}

/// The format of a file with these bytes, whose name promises the format `named`.
pub(super) fn detect(named: Option<Format>, bytes: &[u8]) -> Detected {
    match container(bytes) {
        Some(Container::Zip) => return archive::detect(named, bytes),
        Some(Container::Compound) => return compound::detect(named, bytes),
        None => {}
    }
    if is_lfs_pointer(bytes) {
        return Detected::hindered(named.unwrap_or_default(), ProblemKind::LfsPointer);
    }
    match (text_or_other(named, bytes), named) {
        // Nothing that writes Word documents would open it under this name.
        (Format::Text, Some(named @ Format::Docx)) if !bytes.is_empty() => {
            Detected::hindered(named, ProblemKind::NotAnArchive { named })
        }
        (format, _) => Detected::plainly(format),
    }
}

/// Whether these are the few lines that Git LFS keeps in place of a file.
/// <https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md#the-pointer>
fn is_lfs_pointer(bytes: &[u8]) -> bool {
    const LONGEST: usize = 1024;
    let oid = b"\noid sha256:";
    bytes.len() < LONGEST
        && bytes.starts_with(b"version https://git-lfs.github.com/spec/")
        && bytes.windows(oid.len()).any(|window| window == oid)
}

fn text_or_other(named: Option<Format>, bytes: &[u8]) -> Format {
    if bytes.is_empty() {
        return named.unwrap_or(Format::Text);
    }
    let start = bytes.trim_ascii_start();
    if start.starts_with(b"%PDF-") {
        return Format::Pdf;
    }
    if start.starts_with(br"{\rtf") {
        return Format::Rtf;
    }
    if encoding::is_binary(bytes) {
        // A format without a signature of its own could only be told by its name.
        return if named == Some(Format::Pdf) {
            Format::Pdf
        } else {
            Format::Binary
        };
    }
    match named {
        // Their own words may begin like another format; they are readable as what they are called.
        Some(named) if named.is_text() || matches!(named, Format::Html | Format::Pdf) => named,
        Some(Format::Eml) if mail::begins_with_field(start) => Format::Eml,
        _ => marked_up(start).unwrap_or(Format::Text),
    }
}

/// The formats that are text, but not text a person wrote.
fn marked_up(start: &[u8]) -> Option<Format> {
    const HEAD: usize = 1 << 10;
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let head = start.get(..HEAD).unwrap_or(start).to_ascii_lowercase();
    let holds = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") {
        return Some(Format::Html);
    }
    if let Some(format) = mail::format(start) {
        return Some(format);
    }
    if !head.starts_with(b"<?xml") {
        return None;
    }
    if let Some(format) = flat_open_document(start) {
        return Some(format);
    }
    // Office 2003 could save documents as one file of XML.
    let kinds: [(&[u8], Format); 3] = [
        (b"word.document", Format::Doc),
        (b"excel.sheet", Format::Xls),
        (b"<html", Format::Html),
    ];
    kinds
        .iter()
        .find(|(word, _)| holds(word))
        .map(|&(_, format)| format)
}

/// An OpenDocument file that is one text of XML says of what kind it is behind some dozens of namespaces.
fn flat_open_document(start: &[u8]) -> Option<Format> {
    const HEAD: usize = 16 << 10;
    let head = start.get(..HEAD).unwrap_or(start);
    let root = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    memchr::memmem::find(head, root)?;
    let word = b"application/vnd.oasis.opendocument.";
    let at = memchr::memmem::find(head, word)?;
    archive::format_of_media_type(head.get(at..)?)
}
