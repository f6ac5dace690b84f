//! What a document shows and is not read is counted, and what Word would not open is damaged: no such file reads as whole.

use unfilled::document::{Document, Format, NodeKind, ProblemKind, Status, UnreadContent};
use unfilled::reader::docx;
use unfilled::text::Stop;

use super::package::{archive, body, document, package, parts_of, relationships};
use super::soundness::assert_sound_package;

const MAIN: &str = "word/document.xml";

fn read(bytes: &[u8]) -> Document {
    docx::read(bytes.into(), Format::Docx, &Stop::never())
}

fn kinds(document: &Document) -> Vec<ProblemKind> {
    let problems = document.problems.iter();
    problems.map(|problem| problem.kind.clone()).collect()
}

fn paragraph(content: &str) -> String {
    format!("<w:p><w:r>{content}</w:r></w:p>")
}

/// The counts of what was not read in a document with this body.
fn unread(content: &str) -> UnreadContent {
    let document = read(&document(body(&content.replace("<w:p>", "<w:p xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\">"))));
    match kinds(&document).as_slice() {
        [] => {
            assert_eq!(document.status(), Status::Ok);
            UnreadContent::default()
        }
        [ProblemKind::UnreadContent(unread)] => {
            assert_eq!(document.status(), Status::Incomplete);
            *unread
        }
        others => panic!("{others:?}"),
    }
}

fn drawing(width: u32, height: u32, more: &str) -> String {
    paragraph(&format!(
        "<w:drawing><wp:inline><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr>{more}</wp:docPr>\
         <a:graphic><a:blip r:embed=\"x\"/></a:graphic></wp:inline></w:drawing>"
    ))
}

#[test]
fn pictures_count_that_are_large_enough_for_words() {
    const CM: u32 = 360_000;
    let pictures = |content: &str| unread(content).pictures;
    assert_eq!(pictures(&drawing(14 * CM, 8 * CM, "")), 1, "a screenshot");
    assert_eq!(pictures(&drawing(4 * CM, 4 * CM, "")), 0, "an emblem");
    let decorative = drawing(14 * CM, 8 * CM, "<adec:decorative val=\"1\"/>");
    assert_eq!(pictures(&decorative), 0, "its author says so");
    let two = drawing(14 * CM, 8 * CM, "") + &drawing(7 * CM, 7 * CM, "");
    assert_eq!(pictures(&two), 2);
    let older = |style: &str| {
        paragraph(&format!(
            "<w:pict><v:shape style=\"{style}\"><v:imagedata r:id=\"x\"/></v:shape></w:pict>"
        ))
    };
    assert_eq!(pictures(&older("width:400pt;height:250.5pt")), 1);
    assert_eq!(
        pictures(&older("position:absolute;width:2in; height:3cm")),
        0
    );
    assert_eq!(pictures(&older("width:60%")), 1, "nobody knows how large");
    assert_eq!(
        pictures(&paragraph(
            "<w:pict><v:shape style=\"width:400pt;height:250pt\"/></w:pict>"
        )),
        0
    );
    let gone = format!("<w:p><w:del>{}</w:del></w:p>", drawing(14 * CM, 8 * CM, ""));
    assert_eq!(pictures(&gone), 0);
}

#[test]
fn embedded_objects_count_by_the_program_that_made_them() {
    let object = |program: &str| {
        paragraph(&format!(
            "<w:object><v:shape style=\"width:400pt;height:250pt\"><v:imagedata r:id=\"x\"/></v:shape>\
             <o:OLEObject Type=\"Embed\" ProgID=\"{program}\" r:id=\"y\"/></w:object>"
        ))
    };
    let all: String = [
        "Excel.Sheet.12",
        "ET.Workbook.6",
        "Word.Document.8",
        "PowerPoint.Show.12",
        "Package",
        "Equation.DSMT4",
    ]
    .map(object)
    .concat();
    let activex = paragraph("<w:object><w:control r:id=\"z\"/></w:object>");
    let expected = UnreadContent {
        pictures: 0,
        workbooks: 2,
        documents: 1,
        presentations: 1,
        objects: 2,
    };
    assert_eq!(unread(&(all + &activex)), expected);
}

/// A package of a main part with these chunks, which it shows in order.
fn with_chunks(chunks: &[(&str, &[u8])]) -> Vec<u8> {
    let names: Vec<String> = chunks
        .iter()
        .map(|(name, _)| format!("word/{name}"))
        .collect();
    let listed: Vec<_> = names
        .iter()
        .map(|name| (name.clone(), String::new()))
        .collect();
    let shown: String = chunks
        .iter()
        .map(|(name, _)| format!("<w:altChunk r:id=\"{name}\"/>"))
        .collect();
    let main = body(&format!(
        "{}{shown}{}",
        paragraph("<w:t>前</w:t>"),
        paragraph("<w:t>后</w:t>")
    ));
    let rels = relationships(&listed);
    let mut entries: Vec<(&str, &[u8])> = rels
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_bytes()))
        .collect();
    entries.push((MAIN, main.as_bytes()));
    entries.extend(
        names
            .iter()
            .zip(chunks)
            .map(|(name, (_, bytes))| (name.as_str(), *bytes)),
    );
    archive(entries)
}

#[test]
fn a_document_in_a_document_is_read_with_its_tables_and_comments() {
    let cell = |text: &str| {
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
            paragraph(text)
        )
    };
    let commented = "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>多少</w:t></w:r><w:commentRangeEnd w:id=\"0\"/></w:p>";
    let comments = "<w:comments {w}><w:comment w:id=\"0\" w:author=\"甲\"><w:p><w:r><w:t>问</w:t></w:r></w:p></w:comment></w:comments>"
        .replace("{w}", &format!("xmlns:w=\"{}\"", super::package::WORD));
    let inner = package(&[
        (MAIN.to_owned(), body(&(cell("<w:t>里</w:t>") + commented))),
        ("word/comments.xml".to_owned(), comments),
        (
            "docProps/core.xml".to_owned(),
            "<dc:title xmlns:dc=\"http://purl.org/dc/elements/1.1/\">不读</dc:title>".to_owned(),
        ),
    ]);
    let bytes = with_chunks(&[("chunk1.docx", &inner)]);
    let found = read(&bytes);
    assert_eq!(found.problems, []);
    assert_eq!(found.text, "前\n里\n多少\n问\n后\n");
    assert_sound_package(&found, &parts_of(&bytes));
    let detail = |kind: NodeKind| {
        let node = found.nodes.iter().find(|node| node.kind == kind).unwrap();
        node.detail.clone().unwrap().into_string()
    };
    assert_eq!(detail(NodeKind::TableCell), "1:1:1");
    let (of_comment, place) = (detail(NodeKind::Comment), detail(NodeKind::Commented));
    assert_eq!(of_comment, format!("{place}:甲"));
    assert_ne!(place, "0", "which a comment outside may have");
}

#[test]
fn documents_are_read_two_deep_and_no_deeper() {
    let mut bytes = document(body(&paragraph("<w:t>最里</w:t>")));
    for _ in 0..2 {
        bytes = with_chunks(&[("chunk1.docx", &bytes)]);
    }
    let two_deep = read(&bytes);
    assert_eq!(two_deep.problems, []);
    assert_eq!(two_deep.text, "前\n前\n最里\n后\n后\n");
    bytes = with_chunks(&[("chunk1.docx", &bytes)]);
    let deeper = read(&bytes);
    let one = UnreadContent {
        documents: 1,
        ..UnreadContent::default()
    };
    assert_eq!(kinds(&deeper), [ProblemKind::UnreadContent(one)]);
    assert_eq!(deeper.text, "前\n前\n前\n后\n后\n后\n");
}

#[test]
fn an_inserted_file_that_is_not_read_is_told() {
    let rtf: &[u8] = br"{\rtf1 text}";
    let found = read(&with_chunks(&[
        ("chunk1.rtf", rtf),
        ("chunk2.htm", b"<p>\xB6\xE0\xC9\xD9</p>"),
    ]));
    let one = UnreadContent {
        documents: 1,
        ..UnreadContent::default()
    };
    assert_eq!(kinds(&found), [ProblemKind::UnreadContent(one)]);
    assert_eq!(
        found.text, "前\n多少\n后\n",
        "and a page in another encoding is read"
    );
    let broken = read(&with_chunks(&[("chunk1.docx", b"PK\x03\x04")]));
    assert_eq!(kinds(&broken), [ProblemKind::BrokenArchive]);
    let outside = body("<w:altChunk r:id=\"nobody\"/>");
    assert_eq!(
        kinds(&read(&document(outside))),
        [ProblemKind::UnreadContent(one)]
    );
}

#[test]
fn a_main_part_that_is_no_document_is_damage() {
    let foreign = body(&paragraph("<w:t>多少次</w:t>")).replace("/2006/main", "/2099/main");
    let no_body = body("").replace("w:body", "w:other");
    let header = body(&paragraph("<w:t>多少次</w:t>")).replace("w:document", "w:hdr");
    for main in [
        "",
        &"\0".repeat(3000),
        "开展活动多少次，党的XX大",
        "<html><body><p>多少次</p></body></html>",
        &foreign,
        &no_body,
        &header,
    ] {
        let found = read(&document(main));
        assert_eq!(
            found.status(),
            Status::Corrupt,
            "{main:?}: {:?}",
            found.problems
        );
    }
    assert_eq!(kinds(&read(&document(""))), [ProblemKind::MissingBody]);
    let strict = body(&paragraph("<w:t>多少次</w:t>")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    assert_eq!(read(&document(strict)).problems, []);
}

#[test]
fn a_document_type_is_damage() {
    let with = |declaration: &str| {
        let main = body(&paragraph("<w:t>甲&x;乙</w:t>"));
        read(&document(format!(
            "<?xml version=\"1.0\"?>{declaration}{main}"
        )))
    };
    let entity = with("<!DOCTYPE w [<!ENTITY x \"开展活动多少次\">]>");
    assert_eq!(kinds(&entity), [ProblemKind::Dtd]);
    assert_eq!(entity.status(), Status::Corrupt);
    assert_eq!(entity.text, "甲&x;乙\n", "nothing is made of it");
    assert_eq!(
        kinds(&with("<!DOCTYPE w SYSTEM \"file:///etc/passwd\">")),
        [ProblemKind::Dtd]
    );
}

/// The archive with an extra field that gives the entry `name` the name `other` in Unicode, in its directory or before its data.
fn with_unicode_path(bytes: &[u8], name: &str, other: &str, in_directory: bool) -> Vec<u8> {
    let signature: &[u8] = if in_directory {
        b"PK\x01\x02"
    } else {
        b"PK\x03\x04"
    };
    let (length_at, extra_at, name_at) = if in_directory {
        (28, 30, 46)
    } else {
        (26, 28, 30)
    };
    let at = (0..bytes.len())
        .find(|&at| {
            bytes[at..].starts_with(signature) && bytes[at + name_at..].starts_with(name.as_bytes())
        })
        .unwrap();
    let length = usize::from(bytes[at + length_at]);
    let mut field = vec![
        0x75,
        0x70,
        u8::try_from(other.len() + 5).unwrap(),
        0,
        1,
        0,
        0,
        0,
        0,
    ];
    field.extend(other.as_bytes());
    let mut changed = bytes.to_vec();
    assert_eq!(changed[at + extra_at], 0);
    changed[at + extra_at] = u8::try_from(field.len()).unwrap();
    let place = at + name_at + length;
    changed.splice(place..place, field.iter().copied());
    // Where the directory begins and how long it is stands at the end, and where entries lie in the directory.
    let end = changed.len() - 22;
    if in_directory {
        add_to(&mut changed, end + 12, field.len());
        return changed;
    }
    add_to(&mut changed, end + 16, field.len());
    for header in place..end {
        if changed[header..].starts_with(b"PK\x01\x02") {
            let offset = u32::from_le_bytes(changed[header + 42..header + 46].try_into().unwrap());
            if offset as usize > at {
                add_to(&mut changed, header + 42, field.len());
            }
        }
    }
    changed
}

fn add_to(bytes: &mut [u8], at: usize, more: usize) {
    let number = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let number = number + u32::try_from(more).unwrap();
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

#[test]
fn a_part_that_goes_by_two_names_is_damage() {
    let whole = document(body(&paragraph("<w:t>正文</w:t>")));
    for in_directory in [true, false] {
        let same = read(&with_unicode_path(&whole, MAIN, MAIN, in_directory));
        assert_eq!(same.problems, [], "the same name twice is one");
        let other = read(&with_unicode_path(&whole, MAIN, "word/x.xml", in_directory));
        assert_eq!(kinds(&other), [ProblemKind::TwoNames]);
        assert_eq!(other.status(), Status::Corrupt);
    }
}
