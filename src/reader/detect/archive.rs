//! Tells zip-based formats apart by the names in the archive's central directory.
//!
//! Reads names only, so it works without a zip library; whether an OpenDocument file needs a password takes one.
//! Layout: APPNOTE.TXT, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).

use crate::document::{Format, ProblemKind};
use crate::reader::detect::Detected;

/// More names than this tell nothing new.
const NAMES: usize = 10_000;

pub(super) fn detect(named: Option<Format>, bytes: &[u8]) -> Detected {
    let mut names = names_in_directory(bytes);
    if names.is_empty() {
        names = names_in_headers(bytes);
    }
    let Some(format) = format_of(&names, bytes) else {
        // A damaged archive is of the format that its name says; the reader of that format reports the damage.
        let format = named
            .filter(|&format| is_package(format))
            .unwrap_or(Format::Zip);
        return Detected::plainly(format);
    };
    let open_document = matches!(format, Format::Odt | Format::Ods | Format::Odp);
    match open_document && is_encrypted(&names, bytes) {
        true => Detected::hindered(format, ProblemKind::Encrypted),
        false => Detected::plainly(format),
    }
}

/// Whether files of this format are packages of parts in a zip archive.
pub(in crate::reader) fn is_package(format: Format) -> bool {
    matches!(
        format,
        Format::Docx
            | Format::Xlsx
            | Format::Xlsb
            | Format::Pptx
            | Format::Odt
            | Format::Ods
            | Format::Odp
            | Format::Ofd
            | Format::Epub
    )
}

fn format_of(names: &[&[u8]], bytes: &[u8]) -> Option<Format> {
    if let Some(format) = media_type(bytes).and_then(format_of_media_type) {
        return Some(format);
    }
    let has = |wanted: &[u8]| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let has_folder = |folder: &[u8]| {
        names
            .iter()
            .any(|name| match name.split_at_checked(folder.len()) {
                Some((start, rest)) => {
                    start.eq_ignore_ascii_case(folder) && matches!(rest.first(), Some(b'/' | b'\\'))
                }
                None => false,
            })
    };
    if has(b"OFD.xml") {
        Some(Format::Ofd)
    } else if !has(b"[Content_Types].xml") {
        None
    } else if has_folder(b"word") {
        Some(Format::Docx)
    } else if has(b"xl/workbook.bin") {
        Some(Format::Xlsb)
    } else if has_folder(b"xl") {
        Some(Format::Xlsx)
    } else if has_folder(b"ppt") {
        Some(Format::Pptx)
    } else {
        None
    }
}

/// OpenDocument and EPUB begin with an uncompressed entry `mimetype`.
fn media_type(bytes: &[u8]) -> Option<&[u8]> {
    let (name, after) = local_header(bytes)?;
    (name == b"mimetype").then_some(after)
}

pub(super) fn format_of_media_type(content: &[u8]) -> Option<Format> {
    if content.starts_with(b"application/epub+zip") {
        return Some(Format::Epub);
    }
    let kind = content.strip_prefix(b"application/vnd.oasis.opendocument.")?;
    if kind.starts_with(b"text") {
        Some(Format::Odt)
    } else if kind.starts_with(b"spreadsheet") {
        Some(Format::Ods)
    } else if kind.starts_with(b"presentation") {
        Some(Format::Odp)
    } else {
        None
    }
}

/// The names that the central directory lists; none when the archive is cut short.
fn names_in_directory(bytes: &[u8]) -> Vec<&[u8]> {
    const LONGEST_COMMENT: usize = 0xFFFF;
    const END: usize = 22;
    let tail_start = bytes.len().saturating_sub(LONGEST_COMMENT + END);
    let tail = bytes.get(tail_start..).unwrap_or_default();
    let Some(end) = tail.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Vec::new();
    };
    let end = tail_start + end;
    let size = u32_at(bytes, end + 12).unwrap_or(0);
    // Counted from the end, because something may have been put before the archive.
    let mut rest = bytes.get(end.saturating_sub(size)..end).unwrap_or_default();
    let mut names = Vec::new();
    while rest.starts_with(b"PK\x01\x02") && names.len() < NAMES {
        let length = |at| u16_at(rest, at).unwrap_or(0);
        let name_end = 46 + length(28);
        let Some(name) = rest.get(46..name_end) else {
            break;
        };
        names.push(name);
        rest = rest
            .get(name_end + length(30) + length(32)..)
            .unwrap_or_default();
    }
    names
}

/// The names before each entry, as far as they can be found without the directory.
fn names_in_headers(bytes: &[u8]) -> Vec<&[u8]> {
    const HEAD: usize = 1 << 20;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    head.windows(4)
        .enumerate()
        .filter(|(_, window)| *window == b"PK\x03\x04")
        .filter_map(|(at, _)| Some(local_header(head.get(at..)?)?.0))
        .take(NAMES)
        .collect()
}

/// The name in a local header at the start of `bytes`, and the bytes of the entry's content.
fn local_header(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let name_end = 30 + u16_at(bytes, 26)?;
    let name = bytes.get(30..name_end)?;
    let content = bytes.get(name_end + u16_at(bytes, 28)?..)?;
    Some((name, content))
}

#[cfg(feature = "office")]
fn is_encrypted(names: &[&[u8]], bytes: &[u8]) -> bool {
    use std::io::Read as _;

    const MANIFEST_LIMIT: u64 = 4 << 20;
    if names.contains(&b"encrypted-package".as_slice()) {
        return true;
    }
    let mut manifest = Vec::new();
    let read = rawzip::ZipArchive::from_slice(bytes)
        .ok()
        .and_then(|archive| {
            let entry = archive
                .entries()
                .map_while(Result::ok)
                .find(|entry| entry.file_path().as_bytes() == b"META-INF/manifest.xml")?;
            let deflated = archive.get_entry(entry.wayfinder()).ok()?.data();
            let stored = entry.compression_method() == rawzip::CompressionMethod::STORE;
            let content: &mut dyn std::io::Read = match stored {
                true => &mut &*deflated,
                false => &mut flate2::read::DeflateDecoder::new(deflated),
            };
            content.take(MANIFEST_LIMIT).read_to_end(&mut manifest).ok()
        });
    let word = b":encryption-data";
    read.is_some() && manifest.windows(word.len()).any(|window| window == word)
}

#[cfg(not(feature = "office"))]
fn is_encrypted(names: &[&[u8]], _bytes: &[u8]) -> bool {
    names.contains(&b"encrypted-package".as_slice())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let &[low, high] = bytes.get(at..at + 2)? else {
        return None;
    };
    Some(usize::from(u16::from_le_bytes([low, high])))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u16_at(bytes, at)? | u16_at(bytes, at + 2)? << 16)
}
