//! Word documents: what stays as it is, what is refused as a whole, and notes in files of many kinds.

use rawzip::{CompressionMethod, ZipArchive};
use unfilled::document::{Edit, NotWritable};
use unfilled::text::Language;
use unfilled::writer::{Note, NoteStyle, WriteError, annotate, apply, remove};

use super::package::{body_of, package, place, read};
use crate::support::zip::{archive, parts_of, stored};

pub(super) const DRAFT: &str =
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>组织学习多少次。</w:t></w:r></w:p>";
pub(super) const COMMENTS: NoteStyle = NoteStyle {
    comments: true,
    highlights: false,
    despite_protection: false,
};

pub(super) fn note(document: &unfilled::document::Document, words: &str) -> Note {
    Note {
        range: place(document, words),
        text: format!("{words} <?> & ]]>\n第二行"),
        place: "页眉".to_owned(),
    }
}

/// What is in an archive: name, method, attributes, checksum and packed bytes.
type Entry = (Vec<u8>, CompressionMethod, u32, u32, Vec<u8>);

/// The entries in the order of the directory.
fn entries(bytes: &[u8]) -> Vec<Entry> {
    let archive = ZipArchive::from_slice(bytes).unwrap();
    let entries = archive.entries().map(|entry| {
        let entry = entry.unwrap();
        let packed = archive
            .get_entry(entry.wayfinder())
            .unwrap()
            .data()
            .to_vec();
        (
            entry.file_path().as_bytes().to_vec(),
            entry.compression_method(),
            entry.external_attributes(),
            entry.crc32(),
            packed,
        )
    });
    entries.collect()
}

#[test]
fn other_entries_are_copied_as_they_are() {
    let parts = parts_of(&package(DRAFT, &[("word/footer1.xml", "<w:ftr/>")]));
    let media = vec![7_u8; 5000];
    let all = parts
        .iter()
        .map(|(name, it)| (name.as_str(), it.as_slice()));
    let all: Vec<_> = all
        .chain([("word/media/image1.png", media.as_slice())])
        .collect();
    for bytes in [archive(all.clone()), stored(all)] {
        let document = read(&bytes);
        let edit = Edit::new(place(&document, "多少次"), "12次");
        let written = apply(&bytes, &document, &[edit]).unwrap();
        assert!(body_of(&written.bytes).contains("学习12次"));
        let (before, after) = (entries(&bytes), entries(&written.bytes));
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            if before.0 == b"word/document.xml" {
                assert_eq!(
                    (&before.0, before.1, before.2),
                    (&after.0, after.1, after.2)
                );
            } else {
                assert_eq!(before, after);
            }
        }
        assert_eq!(apply(&bytes, &document, &[]).unwrap().bytes, bytes);
    }
}

#[test]
fn a_signed_document_is_not_changed() {
    let bytes = package(DRAFT, &[]);
    let mut parts = parts_of(&bytes);
    parts.insert(
        "_xmlsignatures/sig1.xml".to_owned(),
        b"<Signature/>".to_vec(),
    );
    let bytes = archive(
        parts
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_slice())),
    );
    let document = read(&bytes);
    let edit = Edit::new(place(&document, "多少次"), "12次");
    assert_eq!(apply(&bytes, &document, &[edit]), Err(WriteError::Signed));
    let notes = [note(&document, "多少次")];
    assert_eq!(
        annotate(&bytes, &document, &notes, COMMENTS),
        Err(WriteError::Signed)
    );
    assert!(WriteError::Signed.message(Language::Zh).contains("签名"));
}

#[test]
fn a_document_that_was_changed_is_not_written() {
    let bytes = package(DRAFT, &[]);
    let document = read(&bytes);
    let other = package(&DRAFT.replace("多少次", "十二次"), &[]);
    let edit = Edit::new(place(&document, "多少次"), "12次");
    assert_eq!(apply(&other, &document, &[edit]), Err(WriteError::Changed));
}

#[test]
fn headers_and_properties_are_written() {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let header = format!("<w:hdr {word}><w:p><w:r><w:t>XX单位</w:t></w:r></w:p></w:hdr>");
    let core = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
                xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>某某报告</dc:title></cp:coreProperties>";
    let others = [
        ("word/header1.xml", header.as_str()),
        ("docProps/core.xml", core),
    ];
    let bytes = package(DRAFT, &others);
    let document = read(&bytes);
    let edits = [
        Edit::new(place(&document, "XX"), "市"),
        Edit::new(place(&document, "某某"), "A&B"),
    ];
    let written = apply(&bytes, &document, &edits).unwrap();
    assert_eq!(written.refused, []);
    let text = document.text.replace("XX", "市").replace("某某", "A&B");
    assert_eq!(read(&written.bytes).text, text);
    // Word takes no comment in a header: it goes to the first paragraph, with its place.
    let notes = [note(&document, "多少次"), note(&document, "XX")];
    let marked = annotate(&bytes, &document, &notes, COMMENTS).unwrap();
    assert_eq!(marked.collected, [1]);
    let comments = String::from_utf8(parts_of(&marked.bytes)["word/comments.xml"].clone()).unwrap();
    assert!(comments.contains("页眉: XX &lt;?&gt; &amp; ]]&gt;"));
}

#[test]
fn comments_come_beside_those_that_are_there() {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    for (tail, count) in [
        (
            "><w:comment w:id=\"7\" w:author=\"李\"><w:p><w:r><w:t>查</w:t></w:r></w:p></w:comment></w:comments>",
            2,
        ),
        ("/>", 1),
    ] {
        let comments = format!("<w:comments {word}{tail}");
        let bytes = package(DRAFT, &[("word/comments.xml", &comments)]);
        let document = read(&bytes);
        let marked = annotate(&bytes, &document, &[note(&document, "多少次")], COMMENTS).unwrap();
        let parts = parts_of(&marked.bytes);
        let part = String::from_utf8(parts["word/comments.xml"].clone()).unwrap();
        assert_eq!(part.matches("<w:comment ").count(), count, "{part}");
        let id = if count == 2 {
            "w:id=\"8\""
        } else {
            "w:id=\"0\""
        };
        assert!(body_of(&marked.bytes).contains(id));
        let again = read(&marked.bytes);
        assert_eq!(again.text, document.text);
        assert_eq!(
            annotate(&marked.bytes, &again, &[], COMMENTS),
            Err(WriteError::HasMarks)
        );
        let removed = remove(&marked.bytes, &again).unwrap();
        assert!(removed.exact);
        assert_eq!(parts_of(&removed.bytes), parts_of(&bytes));
    }
}

#[test]
fn a_strict_document_gets_strict_comments() {
    let strict = |text: &str| {
        text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    };
    let parts = parts_of(&package(DRAFT, &[]));
    let parts: Vec<(String, String)> = parts
        .into_iter()
        .map(|(name, it)| (name, strict(&String::from_utf8(it).unwrap())))
        .collect();
    let bytes = archive(
        parts
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_bytes())),
    );
    let document = read(&bytes);
    let marked = annotate(&bytes, &document, &[note(&document, "多少次")], COMMENTS).unwrap();
    let parts = parts_of(&marked.bytes);
    let part = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    assert!(
        part("word/comments.xml")
            .contains("xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"")
    );
    assert!(
        part("word/_rels/document.xml.rels")
            .contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments")
    );
    assert!(part("[content_types].xml").contains("PartName=\"/word/comments.xml\""));
}

#[test]
fn comments_that_nothing_leads_to_are_left_alone() {
    let bytes = package(DRAFT, &[]);
    let mut parts = parts_of(&bytes);
    parts.insert("word/comments.xml".to_owned(), b"<w:comments/>".to_vec());
    let bytes = archive(
        parts
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_slice())),
    );
    let document = read(&bytes);
    let notes = [note(&document, "多少次")];
    let unusual = WriteError::Unusual {
        part: "word/comments.xml".to_owned(),
    };
    assert_eq!(annotate(&bytes, &document, &notes, COMMENTS), Err(unusual));
}

/// Word writes every part anew when it saves, and leaves out what it does not know.
#[test]
fn where_a_program_saved_the_file_comments_are_known_by_their_author() {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let comments = format!(
        "<w:comments {word}><w:comment w:id=\"7\" w:author=\"李\"><w:p><w:r><w:t>查</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let content = format!(
        "{DRAFT}<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>乙</w:t></w:r><w:commentRangeEnd w:id=\"7\"/></w:p>"
    );
    let bytes = package(&content, &[("word/comments.xml", &comments)]);
    let document = read(&bytes);
    let marked = annotate(&bytes, &document, &[note(&document, "多少次")], COMMENTS).unwrap();
    let mut parts = parts_of(&marked.bytes);
    let main = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    let saved = main.replace("组织", "认真组织");
    parts.insert("word/document.xml".to_owned(), saved.into_bytes());
    // Word gives each paragraph of a comment a number, and lists the comments by these.
    let part = String::from_utf8(parts["word/comments.xml"].clone()).unwrap();
    let (others, own) = part.split_at(part.find("w:author=\"unfilled\"").unwrap());
    let own = own.replace("<w:p>", "<w:p w14:paraId=\"00000002\">");
    let space = "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:w=";
    let numbered = format!("{others}{own}").replacen("xmlns:w=", space, 1);
    parts.insert("word/comments.xml".to_owned(), numbered.into_bytes());
    let thread = |lines: &str| {
        format!(
            "<w15:commentsEx xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\">{lines}</w15:commentsEx>"
        )
    };
    let other = "<w15:commentEx w15:paraId=\"00000001\" w15:done=\"0\"/>";
    let both = thread(&format!(
        "{other}<w15:commentEx w15:paraId=\"00000002\" w15:done=\"0\"/>"
    ));
    parts.insert("word/commentsextended.xml".to_owned(), both.into_bytes());
    let links = String::from_utf8(parts["word/_rels/document.xml.rels"].clone()).unwrap();
    let link = "<Relationship Id=\"rIdEx\" Type=\"http://schemas.microsoft.com/office/2011/relationships/commentsExtended\" Target=\"commentsExtended.xml\"/></Relationships>";
    let links = links.replace("</Relationships>", link);
    parts.insert(
        "word/_rels/document.xml.rels".to_owned(),
        links.into_bytes(),
    );
    let bytes = archive(
        parts
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_slice())),
    );
    let removed = remove(&bytes, &read(&bytes)).unwrap();
    assert_eq!((removed.count, removed.exact), (1, false));
    let body = body_of(&removed.bytes);
    assert_eq!(body.matches("<w:comment").count(), 2, "{body}");
    assert_eq!(body.matches("w:id=\"7\"").count(), 2, "{body}");
    let parts = parts_of(&removed.bytes);
    let part = String::from_utf8(parts["word/comments.xml"].clone()).unwrap();
    assert_eq!(part, comments.replacen("xmlns:w=", space, 1));
    assert_eq!(parts["word/commentsextended.xml"], thread(other).as_bytes());
    let again = remove(&removed.bytes, &read(&removed.bytes)).unwrap();
    assert_eq!((again.count, again.exact), (0, true));
}

#[test]
fn grounds_in_a_header_alone_go_without_a_trace() {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let header = format!("<w:hdr {word}><w:p><w:r><w:t>XX单位</w:t></w:r></w:p></w:hdr>");
    let bytes = package(DRAFT, &[("word/header1.xml", header.as_str())]);
    let document = read(&bytes);
    let style = NoteStyle {
        highlights: true,
        ..NoteStyle::default()
    };
    let marked = annotate(&bytes, &document, &[note(&document, "XX")], style).unwrap();
    assert_eq!(body_of(&marked.bytes), DRAFT);
    let removed = remove(&marked.bytes, &read(&marked.bytes)).unwrap();
    assert!(removed.exact && removed.count == 1);
    assert_eq!(parts_of(&removed.bytes), parts_of(&bytes));
}

#[test]
fn ids_are_free_however_large_those_are_that_there_are() {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let comments = format!(
        "<w:comments {word}><w:comment w:id=\"0\"/><w:comment w:id=\"2147483647\"/></w:comments>"
    );
    let bytes = package(DRAFT, &[("word/comments.xml", &comments)]);
    let document = read(&bytes);
    let notes = [note(&document, "多少"), note(&document, "次")];
    let marked = annotate(&bytes, &document, &notes, COMMENTS).unwrap();
    let body = body_of(&marked.bytes);
    assert!(
        body.contains("w:id=\"1\"") && body.contains("w:id=\"2\""),
        "{body}"
    );
}

#[test]
fn a_part_in_another_encoding_is_refused() {
    let mut parts = parts_of(&package(DRAFT, &[]));
    let main = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    let units = std::iter::once(0xFEFF).chain(main.encode_utf16());
    let wide = units.flat_map(u16::to_le_bytes).collect();
    parts.insert("word/document.xml".to_owned(), wide);
    let bytes = archive(
        parts
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_slice())),
    );
    let document = read(&bytes);
    let edit = Edit::new(place(&document, "组织学习多少次。"), "12次");
    let written = apply(&bytes, &document, &[edit]).unwrap();
    assert_eq!(written.refused[0].reason, NotWritable::PartEncoding);
    assert_eq!(written.bytes, bytes);
}
