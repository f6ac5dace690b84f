//! Where the words of a Word document stand in its parts, as whoever writes there asks.

use unfilled::document::{Document, Format, NotWritable, SourceContext, SourceSpan};
use unfilled::reader::docx;
use unfilled::text::{Stop, TextRange};

use super::package::{body, document, parts_of};

/// The pieces of the first `words` in a document with the given body, each with what stands there in the part.
fn source_of(content: &str, words: &str) -> Result<Vec<(SourceContext, String)>, NotWritable> {
    let bytes = document(body(content));
    let parts = parts_of(&bytes);
    let read = docx::read(bytes.into(), Format::Docx, &Stop::never());
    let spans = spans(&read, words)?;
    let shown = spans.into_iter().map(|span| {
        let part = &parts[&read.map.parts()[usize::from(span.part)]];
        let there = &part[span.bytes.start as usize..span.bytes.end as usize];
        (span.context, String::from_utf8(there.to_vec()).unwrap())
    });
    Ok(shown.collect())
}

fn spans(read: &Document, words: &str) -> Result<Vec<SourceSpan>, NotWritable> {
    let start = read.text.find(words).unwrap();
    let range = TextRange::new(start, start + words.len());
    read.map.source_of(range, read.text.len())
}

#[test]
fn tabs_breaks_and_hyphens_stand_where_their_tags_are() {
    let content = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:cr/><w:noBreakHyphen/>\
                   <w:ptab w:leader=\"none\"/><w:t>A&amp;B</w:t></w:r></w:p>";
    use SourceContext::{XmlPiece, XmlTag, XmlText};
    let expected = [
        (XmlText, "甲"),
        (XmlTag, "<w:tab/>"),
        (XmlText, "乙"),
        (XmlTag, "<w:br/>"),
        (XmlTag, "<w:cr/>"),
        (XmlTag, "<w:noBreakHyphen/>"),
        (XmlTag, "<w:ptab w:leader=\"none\"/>"),
        (XmlText, "A"),
        (XmlPiece, "&amp;"),
        (XmlText, "B"),
    ];
    let words = "甲\t乙\u{2028}\u{2028}-\tA&B";
    let found = source_of(content, words).unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|(context, it)| (*context, &**it))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn some_of_a_piece_has_some_of_its_bytes() {
    let content = "<w:p><w:r><w:t>全年多少次会</w:t></w:r></w:p>";
    let found = source_of(content, "多少次").unwrap();
    assert_eq!(found, [(SourceContext::XmlText, "多少次".to_owned())]);
}

#[test]
fn ends_of_paragraphs_stand_nowhere() {
    let content = "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>";
    assert_eq!(source_of(content, "甲\n乙"), Err(NotWritable::NotInSource));
}

#[test]
fn a_place_without_words_is_where_the_character_before_it_ends() {
    let bytes = document(body("<w:p><w:r><w:t>甲乙</w:t></w:r></w:p>"));
    let parts = parts_of(&bytes);
    let read = docx::read(bytes.into(), Format::Docx, &Stop::never());
    let part = std::str::from_utf8(&parts["word/document.xml"]).unwrap();
    for (offset, after) in [(0, "甲乙</w:t>"), (3, "乙</w:t>"), (6, "</w:t>")] {
        let place = TextRange::empty(offset);
        let spans = read.map.source_of(place, read.text.len()).unwrap();
        let [span] = spans.as_slice() else {
            panic!("{spans:?}")
        };
        assert!(span.bytes.is_empty());
        assert!(
            part[span.bytes.start as usize..].starts_with(after),
            "{offset}"
        );
    }
    let beyond = read.map.source_of(TextRange::new(0, 99), read.text.len());
    assert_eq!(beyond, Err(NotWritable::NoPlace));
}
