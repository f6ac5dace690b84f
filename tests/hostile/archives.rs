//! Word documents of a few kilobytes that would fill memory or never end.

use std::iter;

use tempfile::TempDir;

use super::OPEN;
use super::child::{Run, found, run, status};
use super::zip_file::{Packed, archive};

const HEAD: &str =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
const TAIL: &str = "</w:body></w:document>";
const MAIN: &str = "word/document.xml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MIB: usize = 1 << 20;

/// A part as pieces: the head, a paragraph with a finding, `piece` over and over up to `length` bytes in all, the tail.
fn flat(piece: &str, length: usize) -> impl Iterator<Item = Vec<u8>> {
    let first = format!("{HEAD}{}", paragraph(OPEN)).into_bytes();
    let left = length - first.len() - TAIL.len();
    let per_block = (MIB / piece.len()).min(left / piece.len());
    let block = piece.repeat(per_block).into_bytes();
    let (blocks, rest) = (left / block.len(), left % block.len() / piece.len());
    iter::once(first)
        .chain(iter::repeat_n(block, blocks))
        .chain([piece.repeat(rest).into_bytes(), TAIL.into()])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A document whose main part is `main`.
fn document(main: Packed) -> Vec<u8> {
    let list = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"a\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"{MAIN}\"/></Relationships>"
    );
    let entries = [("_rels/.rels".to_owned(), 0), (MAIN.to_owned(), 1)];
    archive(&[Packed::new([list]), main], &entries)
}

fn check(bytes: &[u8]) -> Run {
    let site = TempDir::new().unwrap();
    std::fs::write(site.path().join("a.docx"), bytes).unwrap();
    // Slow machines get the time they need, so that what is found can be compared.
    run(
        site.path(),
        ["a.docx", "--format", "json", "--timeout", "60"],
    )
}

#[test]
fn entries_that_share_their_bytes_are_counted_each_time() {
    let header = format!(
        "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{}{}</w:hdr>",
        paragraph(OPEN),
        paragraph(&"学".repeat(MIB / 3))
    );
    let parts = 1000;
    let lines: String = (0..parts)
        .map(|n| {
            format!("<Relationship Id=\"h{n}\" Type=\"{RELATIONSHIPS}/header\" Target=\"header{n}.xml\"/>")
        })
        .collect();
    let list = |lines: &str| {
        Packed::new([format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )])
    };
    let package = format!(
        "<Relationship Id=\"a\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"{MAIN}\"/>"
    );
    let data = [
        list(&package),
        list(&lines),
        Packed::new([format!("{HEAD}{}{TAIL}", paragraph(OPEN))]),
        Packed::new([header]),
    ];
    let mut entries = vec![
        ("_rels/.rels".to_owned(), 0),
        ("word/_rels/document.xml.rels".to_owned(), 1),
        (MAIN.to_owned(), 2),
    ];
    entries.extend((0..parts).map(|n| (format!("word/header{n}.xml"), 3)));
    let bytes = archive(&data, &entries);
    assert!(bytes.len() < 150_000, "{} bytes", bytes.len());
    let run = check(&bytes);
    run.assert_within(2, 300, "1,000 entries over the same bytes");
    let report = run.json();
    assert_eq!(status(&report), "limit");
    // The body, and as many headers as there is room for.
    let found = found(&report).len();
    assert!((200..300).contains(&found), "{found}");
}

#[test]
fn inserted_documents_that_share_their_bytes_are_counted_each_time() {
    let list = |lines: &str| {
        Packed::new([format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )])
    };
    let package = format!(
        "<Relationship Id=\"a\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"{MAIN}\"/>"
    );
    let inner = format!(
        "{HEAD}{}{}{TAIL}",
        paragraph(OPEN),
        paragraph(&"学".repeat(MIB / 3))
    );
    let inner = document(Packed::new([inner]));
    let parts = 1000;
    let lines: String = (0..parts)
        .map(|n| {
            format!(
                "<Relationship Id=\"c{n}\" Type=\"{RELATIONSHIPS}/aFChunk\" Target=\"c{n}.docx\"/>"
            )
        })
        .collect();
    let chunks: String = (0..parts)
        .map(|n| format!("<w:altChunk r:id=\"c{n}\"/>"))
        .collect();
    let data = [
        list(&package),
        list(&lines),
        Packed::new([format!("{HEAD}{}{chunks}{TAIL}", paragraph(OPEN))]),
        Packed::new([inner]),
    ];
    let mut entries = vec![
        ("_rels/.rels".to_owned(), 0),
        ("word/_rels/document.xml.rels".to_owned(), 1),
        (MAIN.to_owned(), 2),
    ];
    entries.extend((0..parts).map(|n| (format!("word/c{n}.docx"), 3)));
    let run = check(&archive(&data, &entries));
    run.assert_within(3, 400, "1,000 documents in one");
    let report = run.json();
    assert_eq!(status(&report), "limit");
    let found = found(&report).len();
    assert!((200..300).contains(&found), "{found}");
}

#[test]
fn a_bomb_is_not_inflated_beyond_the_limit_whatever_it_declares() {
    let bomb = || Packed::new(flat(" ", 1 << 30));
    let honest = check(&document(bomb()));
    honest.assert_within(2, 300, "1 GiB of spaces");
    assert_eq!(status(&honest.json()), "limit");
    for declared in [0, 1000, 200 << 20] {
        let mut packed = bomb();
        packed.declared = declared;
        let lying = check(&document(packed));
        lying.assert_within(2, 300, "1 GiB of spaces that are said to be fewer");
        let report = lying.json();
        assert!(
            matches!(status(&report), "limit" | "incomplete"),
            "{}",
            status(&report)
        );
    }
}

#[test]
fn parts_just_below_the_limit_are_read() {
    // The memory is the part's 255 MiB, its text, and what the text is made of.
    for (piece, mebibytes, limit) in [
        (" ", 300, "ok"),
        ("<w:p/>", 350, "ok"),
        // Each break has a place of its own, and so many millions of them are no document.
        ("<w:br/>", 450, "limit"),
        ("<w:p><w:r><w:t>学</w:t></w:r></w:p>", 450, "limit"),
        ("<w:p><w:r><w:t>&lt;学</w:t></w:r></w:p>", 450, "limit"),
        ("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", 700, "limit"),
        ("<w:txbxContent/>", 700, "limit"),
        ("<w:fldSimple w:instr=\"REF a\"/>", 700, "limit"),
        ("<w:p><w:commentRangeEnd w:id=\"1\"/></w:p>", 700, "limit"),
    ] {
        let run = check(&document(Packed::new(flat(piece, 255 * MIB))));
        run.assert_within(4, mebibytes, &format!("255 MiB of {piece:?}"));
        let report = run.json();
        assert_eq!(
            (status(&report), found(&report)),
            (limit, vec!["多少次"]),
            "{piece}"
        );
    }
}

#[test]
fn tables_of_styles_and_relationships_are_bounded() {
    let styles = Packed::new(
        iter::once(
            "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                .to_owned(),
        )
        .chain((0..2_000_000).map(|n| format!("<w:style w:styleId=\"{n}\"/>")))
        .chain(["</w:styles>".to_owned()]),
    );
    let line = |kind: &str, to: &str| {
        format!("<Relationship Id=\"{kind}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"{to}\"/>")
    };
    let list = |lines: String| {
        Packed::new([format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )])
    };
    let data = [
        list(line("officeDocument", MAIN)),
        list(line("styles", "styles.xml") + &line("header", "none.xml").repeat(100_000)),
        Packed::new([format!("{HEAD}{}{TAIL}", paragraph(OPEN))]),
        styles,
    ];
    let names = [
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        MAIN,
        "word/styles.xml",
    ];
    let entries: Vec<(String, usize)> = names
        .iter()
        .map(|name| (*name).to_owned())
        .zip(0..)
        .collect();
    let run = check(&archive(&data, &entries));
    run.assert_within(2, 300, "2,000,000 styles");
    let report = run.json();
    assert_eq!((status(&report), found(&report)), ("limit", vec!["多少次"]));
}

#[test]
fn depth_is_bounded() {
    for tag in ["<w:p>", "<w:sdt>", "<w:tbl><w:tr><w:tc>", "<x>"] {
        let main = format!("{HEAD}{}{}", paragraph(OPEN), tag.repeat(2_000_000));
        let run = check(&document(Packed::new([main])));
        run.assert_within(2, 300, &format!("2,000,000 times {tag}"));
        let report = run.json();
        assert_eq!(status(&report), "limit", "{tag}");
        assert_eq!(found(&report), ["多少次"], "{tag}");
    }
}

#[test]
fn a_million_attributes_are_no_more_than_their_bytes() {
    for kind in ["a", "xmlns:a", "w:val"] {
        let attributes: String = (0..1_000_000)
            .map(|n| format!("{kind}{n}=\"x\" "))
            .collect();
        let main = format!("{HEAD}{}<w:p {attributes}/>{TAIL}", paragraph(OPEN));
        let run = check(&document(Packed::new([main])));
        run.assert_within(2, 300, &format!("1,000,000 attributes {kind}"));
        let report = run.json();
        assert_eq!((status(&report), found(&report)), ("ok", vec!["多少次"]));
    }
}
