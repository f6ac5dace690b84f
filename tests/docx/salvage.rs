//! Packages that are damaged and still hold words: these are read, and the rest is said.

use unfilled::document::{Document, Format, Problem, ProblemKind, Status};
use unfilled::reader::docx;
use unfilled::text::Stop;

use super::package::{WORD, body, package};

const MAIN: &str = "word/document.xml";

fn read(bytes: Vec<u8>) -> Document {
    docx::read(bytes.into(), Format::Docx, &Stop::never())
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn kinds(document: &Document) -> Vec<ProblemKind> {
    let problems = document.problems.iter();
    problems.map(|problem| problem.kind.clone()).collect()
}

/// A package with a header.
fn with_header() -> Vec<u8> {
    let header = format!("<w:hdr xmlns:w=\"{WORD}\">{}</w:hdr>", paragraph("眉"));
    package(&[
        (MAIN.to_owned(), body(&paragraph("正文多少次"))),
        ("word/header1.xml".to_owned(), header),
    ])
}

/// The places of `needle` in `bytes`.
fn places(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    let windows = bytes.windows(needle.len()).enumerate();
    windows
        .filter_map(|(at, window)| (window == needle).then_some(at))
        .collect()
}

#[test]
fn what_a_lost_directory_listed_is_read_all_the_same() {
    let whole = with_header();
    let directory = places(&whole, b"PK\x01\x02")[0];
    let mut shifted = whole[..directory].to_vec();
    shifted.extend(b"something that was put between");
    shifted.extend(&whole[directory..]);
    let mut blind = whole.clone();
    let end = places(&whole, b"PK\x05\x06")[0];
    blind[end..].fill(0);
    for (what, bytes) in [
        ("cut off", whole[..directory].to_vec()),
        ("shifted", shifted),
        ("overwritten", blind),
    ] {
        let found = read(bytes);
        assert_eq!(found.text, "正文多少次\n眉\n", "{what}");
        assert_eq!(kinds(&found), [ProblemKind::SalvagedArchive], "{what}");
        assert_eq!(found.status(), Status::Incomplete, "{what}");
        assert!(!found.has_whole_text(), "{what}");
    }
}

#[test]
fn a_part_that_breaks_off_is_read_up_to_there() {
    let prose: String = (0..400)
        .map(|n| paragraph(&format!("第{}项：开会多少次。", n * 7919 % 1000)))
        .collect();
    let whole = package(&[(MAIN.to_owned(), body(&prose))]);
    let start = places(&whole, MAIN.as_bytes())[0];
    let end = places(&whole, b"PK\x01\x02")[0];
    let cut = whole[..start + (end - start) / 2].to_vec();
    let found = read(cut);
    let lines = found.text.lines().count();
    assert!((50..350).contains(&lines), "{lines} lines");
    assert_eq!(
        found.problems,
        [
            Problem::new(ProblemKind::SalvagedArchive),
            Problem::in_part(ProblemKind::DamagedPart, MAIN)
        ]
    );
}

#[test]
fn a_part_with_another_checksum_is_read_and_told() {
    let mut bytes = with_header();
    let directory = places(&bytes, b"PK\x01\x02");
    let of_main = directory
        .iter()
        .find(|&&at| bytes[at + 46..].starts_with(MAIN.as_bytes()));
    // APPNOTE 4.3.12: the checksum.
    bytes[of_main.unwrap() + 16] ^= 1;
    let found = read(bytes);
    assert_eq!(found.text, "正文多少次\n眉\n");
    assert_eq!(
        found.problems,
        [Problem::in_part(ProblemKind::DamagedPart, MAIN)]
    );
    assert_eq!(found.status(), Status::Incomplete);
    assert!(!found.has_whole_text());
}
