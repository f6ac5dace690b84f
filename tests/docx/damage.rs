//! Broken, hostile and merely strange packages: what can be read is read, and the rest is said.

use std::time::{Duration, Instant};

use unfilled::document::{Document, Format, Problem, ProblemKind};
use unfilled::reader::docx;
use unfilled::text::Stop;

use super::package::{WORD, archive, body, document, package, relationships};

fn read(bytes: Vec<u8>) -> Document {
    docx::read(bytes.into(), Format::Docx, &Stop::never())
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn kinds(document: &Document) -> Vec<ProblemKind> {
    document
        .problems
        .iter()
        .map(|problem| problem.kind.clone())
        .collect()
}

const MAIN: &str = "word/document.xml";

#[test]
fn every_prefix_of_a_document_ends_in_a_word_about_it() {
    let whole = document(body(&paragraph("多少次")));
    assert_eq!(read(whole.clone()).text, "多少次\n");
    for length in 0..whole.len() {
        let cut = read(whole[..length].to_vec());
        assert!(!cut.problems.is_empty(), "cut after {length} bytes");
    }
}

#[test]
fn text_before_broken_xml_is_kept() {
    let intact = body(&paragraph("多少次"));
    let at = intact.find("</w:t>").unwrap();
    for (broken, offset) in [
        (intact[..at].to_owned(), at),
        (format!("{}</w:x>{}", &intact[..at], &intact[at..]), at),
        (format!("{}<w:r {}", &intact[..at], "多".repeat(9)), at),
    ] {
        let found = read(document(broken));
        assert_eq!(found.text, "多少次\n");
        let expected = Problem::in_part(ProblemKind::BrokenXml { offset }, MAIN);
        assert_eq!(found.problems, [expected]);
    }
}

#[test]
fn bytes_that_are_no_text_end_the_part_and_not_the_document() {
    let mut main = body(&paragraph("前")).into_bytes();
    let at = main
        .windows(6)
        .position(|bytes| bytes == b"</w:t>")
        .unwrap();
    main[at] = 0xFF;
    let header = format!("<w:hdr xmlns:w=\"{WORD}\">{}</w:hdr>", paragraph("眉"));
    let names = [(MAIN, ""), ("word/header1.xml", "")].map(|(n, c)| (n.to_owned(), c.to_owned()));
    let rels = relationships(&names);
    let mut entries: Vec<(&str, &[u8])> = rels
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_bytes()))
        .collect();
    entries.push((MAIN, &main));
    entries.push(("word/header1.xml", header.as_bytes()));
    let found = read(archive(entries));
    assert_eq!(found.text, "前\n眉\n");
    assert_eq!(kinds(&found), [ProblemKind::BrokenXml { offset: at }]);
}

#[test]
fn damaged_compressed_bytes_cost_one_part() {
    let header = format!("<w:hdr xmlns:w=\"{WORD}\">{}</w:hdr>", paragraph("眉"));
    let parts = [
        (MAIN.to_owned(), body(&paragraph("正文"))),
        ("word/header1.xml".to_owned(), header),
    ];
    let mut bytes = package(&parts);
    let name = MAIN.as_bytes();
    let at = bytes
        .windows(name.len())
        .position(|bytes| bytes == name)
        .unwrap()
        + name.len();
    for byte in &mut bytes[at + 20..at + 60] {
        *byte ^= 0x55;
    }
    let found = read(bytes);
    assert_eq!(found.text, "眉\n");
    assert_eq!(
        found.problems,
        [Problem::in_part(ProblemKind::BrokenPart, MAIN)]
    );
}

#[test]
fn a_package_without_a_main_part_says_so() {
    let found = read(archive([("readme.txt", b"hello".as_slice())]));
    assert_eq!(
        found.problems,
        [Problem::in_part(ProblemKind::MissingPart, MAIN)]
    );
    assert_eq!(
        kinds(&read(b"PK\x03\x04 no list".to_vec())),
        [ProblemKind::BrokenArchive]
    );
    assert_eq!(kinds(&read(Vec::new())), [ProblemKind::BrokenArchive]);
}

#[test]
fn two_parts_of_one_name_are_reported() {
    let rels = relationships(&[]);
    let other = "word/documenT.xml";
    let (first, second) = (body(&paragraph("甲")), body(&paragraph("乙")));
    let mut bytes = archive([
        (rels[0].0.as_str(), rels[0].1.as_bytes()),
        (MAIN, first.as_bytes()),
        (other, second.as_bytes()),
    ]);
    assert_eq!(
        kinds(&read(bytes.clone())),
        [ProblemKind::DuplicatePart],
        "names differ in case"
    );
    let starts: Vec<usize> = (0..bytes.len())
        .filter(|&at| bytes[at..].starts_with(other.as_bytes()))
        .collect();
    for at in starts {
        bytes[at..at + MAIN.len()].copy_from_slice(MAIN.as_bytes());
    }
    assert_eq!(kinds(&read(bytes)), [ProblemKind::DuplicatePart]);
}

#[test]
fn parts_are_found_by_relationship_type_or_name() {
    let part = body(&paragraph("找到"));
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/main/Text.xml\"/></Relationships>";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/glossary/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml\"/><Override PartName=\"/main/Text.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>";
    for package in [
        archive([
            ("_rels/.rels", rels.as_bytes()),
            ("main/text.xml", part.as_bytes()),
        ]),
        archive([
            ("[Content_Types].xml", types.as_bytes()),
            ("main/Text.xml", part.as_bytes()),
        ]),
        archive([("word\\document.xml", part.as_bytes())]),
    ] {
        let found = read(package);
        assert_eq!(found.text, "找到\n");
        assert!(found.problems.is_empty(), "{:?}", found.problems);
    }
}

#[test]
fn prefixes_and_namespaces_are_free() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    for (namespace, prefix) in [(strict, "w"), (WORD, "ns0"), (WORD, "")] {
        let (colon, binding) = match prefix {
            "" => (String::new(), "xmlns".to_owned()),
            _ => (format!("{prefix}:"), format!("xmlns:{prefix}")),
        };
        let main = format!(
            "<{colon}document {binding}=\"{namespace}\"><{colon}body><{colon}p><{colon}r><{colon}t>多少次</{colon}t></{colon}r></{colon}p></{colon}body></{colon}document>"
        );
        assert_eq!(
            read(document(main)).text,
            "多少次\n",
            "{prefix} {namespace}"
        );
    }
    let foreign = body("<w:p><w:r><w:t xmlns:w=\"urn:other\">不是</w:t><w:t>是</w:t></w:r></w:p>");
    assert_eq!(read(document(foreign)).text, "是\n");
}

#[test]
fn other_encodings_are_read() {
    let main = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}",
        body(&paragraph("多少&amp;次😀"))
    );
    let units: Vec<u16> = std::iter::once(0xFEFF).chain(main.encode_utf16()).collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    for bytes in [little, big] {
        let found = read(archive([(MAIN, bytes.as_slice())]));
        assert_eq!(found.text, "多少&次😀\n");
        for (range, segment) in found.map.segments(found.text.len()) {
            let unfilled::document::Origin::Decoded { start, end } = segment.origin else {
                continue;
            };
            let source: Vec<u16> = bytes[start as usize..end as usize]
                .chunks(2)
                .map(|unit| match bytes[0] {
                    0xFF => u16::from_le_bytes([unit[0], unit[1]]),
                    _ => u16::from_be_bytes([unit[0], unit[1]]),
                })
                .collect();
            let source = String::from_utf16(&source).unwrap().replace("&amp;", "&");
            assert_eq!(source, range.slice(&found.text));
        }
    }
    let marked = [
        b"\xEF\xBB\xBF".as_slice(),
        body(&paragraph("多少次")).as_bytes(),
    ]
    .concat();
    let found = read(archive([(MAIN, marked.as_slice())]));
    assert_eq!(found.text, "多少次\n");
    let Some(unfilled::document::Origin::Verbatim { start }) =
        found.map.segment_at(0).map(|s| s.origin)
    else {
        panic!("the text stands in the part as it is");
    };
    assert!(marked[start as usize..].starts_with("多少次".as_bytes()));
}

#[test]
fn deep_nesting_is_cut_off_and_reported() {
    let deep = format!(
        "{}{}{}",
        "<w:x>".repeat(2_000_000),
        paragraph("深"),
        "</w:x>".repeat(2_000_000)
    );
    let main = body(&format!("{}{deep}{}", paragraph("前"), paragraph("后")));
    let start = Instant::now();
    let found = read(document(main));
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(found.text, "前\n后\n");
    assert_eq!(kinds(&found), [ProblemKind::TooDeep { limit: 512 }]);
}

#[test]
fn a_million_attributes_bindings_and_open_fields_take_no_time() {
    let many = |one: &dyn Fn(usize) -> String| (0..500_000).map(one).collect::<String>();
    let start = Instant::now();
    for main in [
        body(&format!(
            "<w:p {}><w:r><w:t>x</w:t></w:r></w:p>",
            many(&|n| format!("a{n}=\"\" "))
        )),
        body(&format!(
            "<w:p {}><w:r><w:t>x</w:t></w:r></w:p>",
            many(&|n| format!("xmlns:a{n}=\"u{n}\" "))
        )),
        body(&format!(
            "<w:p><w:r>{}<w:t>x</w:t></w:r></w:p>",
            "<w:fldChar w:fldCharType=\"begin\"/>".repeat(500_000)
        )),
        body(&format!(
            "<w:p>{}<w:r><w:t>x</w:t></w:r></w:p>",
            many(&|n| format!("<w:commentRangeStart w:id=\"{n}\"/>"))
                + &many(&|n| format!("<w:commentRangeEnd w:id=\"{}\"/>", 499_999 - n))
        )),
    ] {
        assert_eq!(read(document(main)).text, "x\n");
    }
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_part_that_inflates_beyond_the_limit_is_refused() {
    let bomb = vec![b' '; (256 << 20) + 1];
    let bytes = archive([(MAIN, bomb.as_slice())]);
    drop(bomb);
    assert!(bytes.len() < 1 << 20);
    let start = Instant::now();
    let found = read(bytes);
    assert_eq!(
        kinds(&found),
        [ProblemKind::PartTooLarge { limit: 256 << 20 }]
    );
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn too_many_entries_are_refused() {
    let names: Vec<String> = (0..10_001).map(|number| format!("{number}")).collect();
    let bytes = archive(names.iter().map(|name| (name.as_str(), [].as_slice())));
    assert_eq!(
        kinds(&read(bytes)),
        [ProblemKind::TooManyEntries { limit: 10_000 }]
    );
}

/// A thousand headers over the same bytes, which inflate to eight gigabytes where nobody counts.
#[test]
fn overlapping_entries_count_each_time() {
    let header = format!(
        "<w:hdr xmlns:w=\"{WORD}\">{}{}</w:hdr>",
        " ".repeat(16 << 20),
        paragraph("眉")
    );
    let name = |number: usize| format!("word/header{number:03}.xml");
    let mut parts = vec![(MAIN.to_owned(), body(&paragraph("正文")))];
    parts.push((name(0), header));
    parts.extend((1..100).map(|number| (name(number), String::new())));
    let mut bytes = package(&parts);
    share_first_header(&mut bytes);
    let found = read(bytes);
    assert_eq!(
        found.text.matches("眉\n").count(),
        63,
        "{:?}",
        found.problems.first()
    );
    let limit = ProblemKind::ArchiveTooLarge { limit: 1 << 30 };
    assert_eq!(kinds(&found).first(), Some(&limit));
    assert!(
        found.problems.len() == 1,
        "said once: {}",
        found.problems.len()
    );
}

/// Make the list's records of all headers lead to the bytes of the first.
fn share_first_header(bytes: &mut [u8]) {
    let name = b"word/header";
    let records: Vec<usize> = (0..bytes.len() - 60)
        .filter(|&at| bytes[at..].starts_with(b"PK\x01\x02") && bytes[at + 46..].starts_with(name))
        .collect();
    let first = bytes[records[0]..records[0] + 46].to_vec();
    for &record in &records[1..] {
        // Method, check sum and sizes; then the place of the entry.
        bytes[record + 10..record + 12].copy_from_slice(&first[10..12]);
        bytes[record + 16..record + 28].copy_from_slice(&first[16..28]);
        bytes[record + 42..record + 46].copy_from_slice(&first[42..46]);
    }
}

#[test]
fn a_wish_to_stop_is_heard() {
    let stop = Stop::never();
    stop.request();
    let found = docx::read(document(body(&paragraph("x"))).into(), Format::Docx, &stop);
    assert_eq!(found.problems, [Problem::new(ProblemKind::TooSlow)]);
}
