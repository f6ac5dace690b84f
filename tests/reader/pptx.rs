//! Slides, as a case in a file: sections that begin with `=== part name` hold what stands in the root of that part, and `=== shows` each line of
//! the text with its place. Notes and comments are those of the slide with the last number. `↵` is a break inside a paragraph.

use std::fmt::Write as _;

use unfilled::document::{Document, Locator, NodeKind};
use unfilled::text::TextRange;

use super::read_sound;
use crate::support::zip::archive;

const SLIDES: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/presentationml/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The root of the part of that name and the kind of the relationship that leads to it.
fn root(name: &str) -> (&'static str, &'static str) {
    match name
        .trim_end_matches(".xml")
        .trim_end_matches(char::is_numeric)
    {
        "ppt/presentation" => ("p:presentation", "officeDocument"),
        "ppt/slides/slide" => ("p:sld", "slide"),
        "ppt/notesSlides/notesSlide" => ("p:notes", "notesSlide"),
        "ppt/comments/comment" => ("p:cmLst", "comments"),
        other => panic!("{other}"),
    }
}

/// The slides of these parts; the second one is `hidden` or not.
fn deck(parts: &[(&str, &str)], namespace: &str, hidden: bool) -> Vec<u8> {
    let list = |lines: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )
    };
    let (mut package, mut of_main, mut of_slide) = (String::new(), String::new(), String::new());
    let mut all = Vec::new();
    for (name, content) in parts {
        let (root, kind) = root(name);
        let (_, id) = name.rsplit_once('/').unwrap();
        let line =
            format!("<Relationship Id=\"{id}\" Type=\"{LINKS}/{kind}\" Target=\"/{name}\"/>");
        match kind {
            "officeDocument" => package += &line,
            "slide" => of_main += &line,
            _ => of_slide += &line,
        }
        let show = match hidden && name.ends_with("slide1.xml") {
            true => " show=\"0\"",
            false => "",
        };
        let xml = format!(
            "<{root} xmlns:p=\"{namespace}\" xmlns:r=\"{LINKS}\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"{show}>{content}</{root}>"
        );
        all.push(((*name).to_owned(), xml));
    }
    for (name, lines) in [
        ("_rels/.rels", package),
        ("ppt/_rels/presentation.xml.rels", of_main),
        ("ppt/slides/_rels/slide2.xml.rels", of_slide),
    ] {
        all.push((name.to_owned(), list(lines)));
    }
    archive(all.iter().map(|(name, it)| (name.as_str(), it.as_bytes())))
}

/// Each line with its place.
fn shown(document: &Document) -> String {
    let locator = Locator::new(document);
    let (mut shown, mut start) = (String::new(), 0);
    for line in document.text.lines() {
        let place = locator.location(TextRange::new(start, start + line.len()));
        start += line.len() + 1;
        write!(shown, "slide {}", place.slide.unwrap()).unwrap();
        if let Some(cell) = &place.table {
            write!(shown, " {}:{}", cell.row, cell.column).unwrap();
        }
        if let Some(part) = place.part {
            write!(shown, " {}", part.name()).unwrap();
        }
        if place.is_hidden {
            shown += " hidden";
        }
        writeln!(shown, " | {}", line.replace('\u{2028}', "↵")).unwrap();
    }
    shown
}

#[test]
fn slides_are_read_in_the_order_of_the_show() {
    let case = include_str!("../../fixtures/pptx/deck.txt");
    let sections = case.split("=== ").skip(1);
    let mut parts: Vec<_> = sections.map(|it| it.split_once('\n').unwrap()).collect();
    let (_, expected) = parts.pop().unwrap();
    for namespace in [SLIDES, STRICT] {
        let document = read_sound("汇报.pptx", &deck(&parts, namespace, false));
        assert_eq!(document.problems, []);
        assert_eq!(shown(&document), expected);
        let mut nodes = document.nodes.iter();
        let empty = nodes.find(|node| node.kind == NodeKind::EmptyPlaceholder);
        assert!(empty.is_some_and(|node| node.detail.as_deref() == Some("body")));
    }
    let document = read_sound("汇报.pptx", &deck(&parts, SLIDES, true));
    assert!(shown(&document).ends_with("slide 2 hidden | 后一页\n"));
}
