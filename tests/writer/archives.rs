//! Archives of unusual make: with sizes and places of 64 bits, with something before them or between the entries, with comments.

use flate2::Crc;
use unfilled::document::Edit;
use unfilled::writer::apply;

use super::docx::DRAFT;
use super::package::{package, place, read};
use crate::support::zip::parts_of;

/// What stands between two entries.
const PADDING: &[u8] = b"padding";

fn field(bytes: &mut Vec<u8>, values: &[(u64, usize)]) {
    for &(value, width) in values {
        bytes.extend_from_slice(&value.to_le_bytes()[..width]);
    }
}

/// These parts, stored (APPNOTE 4.3): sizes and places stand in the fields for 64 bits where `is_zip64`, and `before` stands
/// before all of it.
fn archive(parts: &[(&str, &[u8])], is_zip64: bool, before: &[u8]) -> Vec<u8> {
    const ELSEWHERE: u64 = 0xFFFF_FFFF;
    let mut bytes = before.to_vec();
    let mut directory = Vec::new();
    for &(name, content) in parts {
        let offset = bytes.len() as u64;
        let mut crc = Crc::new();
        crc.update(content);
        let (size, name_len) = (content.len() as u64, name.len() as u64);
        let shown = if is_zip64 { ELSEWHERE } else { size };
        let mut local = Vec::new();
        let mut record = Vec::new();
        if is_zip64 {
            field(&mut local, &[(1, 2), (16, 2), (size, 8), (size, 8)]);
            field(
                &mut record,
                &[(1, 2), (24, 2), (size, 8), (size, 8), (offset, 8)],
            );
        }
        // Another extra field, which nobody knows.
        field(&mut local, &[(0xCAFE, 2), (2, 2), (7, 2)]);
        field(&mut record, &[(0xCAFE, 2), (2, 2), (7, 2)]);
        let facts = [
            (0x5A21, 2),
            (0x7C21, 2),
            (u64::from(crc.sum()), 4),
            (shown, 4),
            (shown, 4),
            (name_len, 2),
        ];
        field(&mut bytes, &[(0x0403_4B50, 4), (45, 2), (0, 2), (0, 2)]);
        field(&mut bytes, &facts);
        field(&mut bytes, &[(local.len() as u64, 2)]);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(&local);
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(PADDING);
        field(
            &mut directory,
            &[(0x0201_4B50, 4), (45, 2), (45, 2), (0, 2), (0, 2)],
        );
        field(&mut directory, &facts);
        let place = if is_zip64 { ELSEWHERE } else { offset };
        field(
            &mut directory,
            &[
                (record.len() as u64, 2),
                (4, 2),
                (0, 2),
                (1, 2),
                (0x81A4_0000, 4),
                (place, 4),
            ],
        );
        directory.extend_from_slice(name.as_bytes());
        directory.extend_from_slice(&record);
        directory.extend_from_slice(b"note");
    }
    let (start, size, count) = (
        bytes.len() as u64,
        directory.len() as u64,
        parts.len() as u64,
    );
    bytes.extend_from_slice(&directory);
    field(
        &mut bytes,
        &[
            (0x0605_4B50, 4),
            (0, 4),
            (count, 2),
            (count, 2),
            (size, 4),
            (start, 4),
            (7, 2),
        ],
    );
    bytes.extend_from_slice(b"archive");
    bytes
}

#[test]
fn archives_of_any_make_keep_all_that_is_not_changed() {
    let parts = parts_of(&package(DRAFT, &[("word/footer1.xml", "<w:ftr/>")]));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, it)| (name.as_str(), it.as_slice()))
        .collect();
    for (is_zip64, before) in [
        (false, ""),
        (true, ""),
        (false, "#!/bin/sh\n"),
        (true, "#!/bin/sh\n"),
    ] {
        let bytes = archive(&parts, is_zip64, before.as_bytes());
        let document = read(&bytes);
        assert!(document.problems.is_empty(), "{:?}", document.problems);
        let edit = Edit::new(place(&document, "多少次"), "十二回");
        let written = apply(&bytes, &document, &[edit]).unwrap();
        assert_eq!(
            read(&written.bytes).text,
            document.text.replace("多少次", "十二回")
        );
        // The words have the same length, so that all places stay: what differs is the part and its headers.
        let main = parts
            .iter()
            .find(|(name, _)| *name == "word/document.xml")
            .unwrap()
            .1;
        let at = bytes.windows(main.len()).position(|it| it == main).unwrap();
        assert_eq!(written.bytes[..at - 100], bytes[..at - 100]);
        assert!(written.bytes.ends_with(b"archive"));
        let changed = parts_of(&written.bytes);
        for (name, content) in &parts {
            assert_eq!(
                changed[*name] == *content,
                *name != "word/document.xml",
                "{name}"
            );
        }
        let count = |bytes: &[u8], words: &[u8]| {
            bytes.windows(words.len()).filter(|it| it == &words).count()
        };
        assert_eq!(count(&written.bytes, b"note"), parts.len());
        assert_eq!(count(&written.bytes, PADDING), parts.len() - 1);
        assert_eq!(count(&written.bytes, b"\xFE\xCA"), 2 * parts.len());
    }
}
