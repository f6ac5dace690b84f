//! OpenDocument files, as a case in a file: sections that begin with `=== name` hold what stands in each part of a document, `=== shows` each
//! line of the text with its place, `=== says` the nodes that say something of it. Each case is read as an archive and as one file of XML.
//! `→` is a tab, `↵` a break inside a paragraph, `·` a space of a blank.

use std::collections::HashMap;
use std::fmt::Write as _;

use unfilled::document::{Document, Format, Locator, NodeKind, ProblemKind, Status};
use unfilled::reader::{Input, read};
use unfilled::text::{Stop, TextRange};

use super::read_as;
use crate::support::zip::archive;

const NAMESPACES: &[(&str, &str)] = &[
    ("office", "office:1.0"),
    ("text", "text:1.0"),
    ("table", "table:1.0"),
    ("draw", "drawing:1.0"),
    ("presentation", "presentation:1.0"),
    ("style", "style:1.0"),
    ("svg", "svg-compatible:1.0"),
    ("fo", "xsl-fo-compatible:1.0"),
    ("chart", "chart:1.0"),
    ("meta", "meta:1.0"),
];

const CHART: &str = "<chart:chart><chart:title><text:p>图X</text:p></chart:title><table:table table:name=\"local-table\"><table:table-row>\
    <table:table-cell office:value-type=\"string\"><text:p>XX指标</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"float\"><text:p>12</text:p></table:table-cell></table:table-row></table:table></chart:chart>";

/// A case by its sections.
struct Case<'c> {
    sections: HashMap<&'c str, &'c str>,
    kind: &'c str,
}

impl<'c> Case<'c> {
    fn new(case: &'c str, kind: &'c str) -> Self {
        let sections = case.split("=== ").skip(1);
        let sections = sections.map(|it| it.split_once('\n').unwrap()).collect();
        Self { sections, kind }
    }

    fn section(&self, name: &str) -> &'c str {
        self.sections.get(name).copied().unwrap_or_default()
    }

    fn head(&self) -> String {
        format!(
            "<office:styles>{}</office:styles><office:automatic-styles>{}</office:automatic-styles>",
            self.section("styles"),
            self.section("automatic")
        )
    }

    fn body(&self) -> String {
        let kind = self.kind;
        let body = self.section("body");
        format!("<office:body><office:{kind}>{body}</office:{kind}></office:body>")
    }

    fn archive(&self) -> Vec<u8> {
        let masters = self.section("masters");
        let styles = format!(
            "<office:styles>{}</office:styles><office:master-styles>{masters}</office:master-styles>",
            self.section("styles")
        );
        let content = format!(
            "<office:automatic-styles>{}</office:automatic-styles>{}",
            self.section("automatic"),
            self.body()
        );
        let chart = format!("<office:body><office:chart>{CHART}</office:chart></office:body>");
        let meta = format!("<office:meta>{}</office:meta>", self.section("properties"));
        let media_type = format!("application/vnd.oasis.opendocument.{}", self.kind);
        let parts = [
            ("mimetype", media_type),
            ("content.xml", root("document-content", "", &content)),
            ("styles.xml", root("document-styles", "", &styles)),
            ("meta.xml", root("document-meta", "", &meta)),
            ("Object 1/content.xml", root("document-content", "", &chart)),
        ];
        archive(parts.iter().map(|(name, it)| (*name, it.as_bytes())))
    }

    fn flat(&self) -> Vec<u8> {
        let content = format!(
            "<office:meta>{}</office:meta>{}<office:master-styles>{}</office:master-styles>{}",
            self.section("properties"),
            self.head(),
            self.section("masters"),
            self.body(),
        );
        // There the chart lies where it is shown.
        let chart = format!(
            "<draw:object><office:document><office:body><office:chart>{CHART}</office:chart></office:body></office:document></draw:object>"
        );
        let content = content.replace("<draw:object xlink:href=\"./Object 1\"/>", &chart);
        let kind = format!(
            " office:mimetype=\"application/vnd.oasis.opendocument.{}\"",
            self.kind
        );
        root("document", &kind, &content).into_bytes()
    }
}

fn root(name: &str, attributes: &str, content: &str) -> String {
    let mut namespaces = String::new();
    for (prefix, name) in NAMESPACES {
        write!(
            namespaces,
            " xmlns:{prefix}=\"urn:oasis:names:tc:opendocument:xmlns:{name}\""
        )
        .unwrap();
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:{name}{namespaces} xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\"{attributes}>{content}</office:{name}>"
    )
}

fn written(text: &str) -> String {
    text.replace('\t', "→").replace('\u{2028}', "↵")
}

/// Each line with its place.
fn shown(document: &Document) -> String {
    let locator = Locator::new(document);
    let (mut shown, mut start) = (String::new(), 0);
    for line in document.text.lines() {
        let range = TextRange::new(start, start + line.len());
        let place = locator.location(range);
        start += line.len() + 1;
        if line.is_empty() {
            continue;
        }
        let mut words = Vec::new();
        words.extend(place.sheet.clone());
        words.extend(place.slide.map(|number| format!("slide {number}")));
        let mut around = document.nodes_around(range);
        let heading = around.find(|node| node.kind == NodeKind::Heading);
        if document.format == Format::Odt
            && let Some(level) = heading.and_then(|node| node.detail.as_deref())
        {
            words.push(format!("h{level}"));
        }
        if let Some(cell) = &place.table {
            words.push(match document.format {
                Format::Odt => format!("{}:{}:{}", cell.table, cell.row, cell.column),
                _ => format!("{}:{}", cell.row, cell.column),
            });
        }
        words.extend(place.part.map(|part| part.name().to_owned()));
        words.extend(place.is_hidden.then(|| "hidden".to_owned()));
        writeln!(shown, "{} | {}", words.join(" "), written(line)).unwrap();
    }
    shown
}

/// What is said of the text, in its order.
fn said(document: &Document) -> String {
    let mut said = String::new();
    for node in &document.nodes {
        use NodeKind as K;
        let is_place = matches!(
            node.kind,
            K::TableCell | K::TableRow | K::Table | K::TextBox | K::WordArt | K::Ruby | K::Header
        );
        if is_place || matches!(node.kind, K::Footer | K::Footnote | K::Endnote) {
            continue;
        }
        let detail = node.detail.as_deref().unwrap_or_default();
        let space = if detail.is_empty() { "" } else { " " };
        let text = written(node.range.slice(&document.text));
        let text = match text.trim().is_empty() {
            true => text.replace(' ', "·"),
            false => text,
        };
        let detail = detail.replace('\n', "⏎");
        writeln!(said, "{}{space}{detail} | {text}", node.kind.name()).unwrap();
    }
    said
}

#[test]
fn texts_are_read_with_all_that_stands_beside_them() {
    let case = Case::new(include_str!("../../fixtures/odf/text.txt"), "text");
    for (name, bytes) in [("报告.odt", case.archive()), ("报告.fodt", case.flat())] {
        let document = read_as(name, &bytes);
        assert_eq!(document.format, Format::Odt);
        assert_eq!(shown(&document), case.section("shows"), "{name}");
        assert_eq!(said(&document), case.section("says"), "{name}");
        // The picture without a size may hold words.
        let unread = document.problems.iter().map(|problem| &problem.kind);
        let pictures: Vec<usize> = unread
            .map(|kind| match kind {
                ProblemKind::UnreadContent(unread) => unread.pictures,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(pictures, [1]);
    }
}

#[test]
fn sheets_are_read_cell_by_cell() {
    let case = Case::new(include_str!("../../fixtures/odf/sheets.txt"), "spreadsheet");
    for (name, bytes) in [("表.ods", case.archive()), ("表.fods", case.flat())] {
        let document = read_as(name, &bytes);
        assert_eq!(document.format, Format::Ods);
        assert_eq!(document.problems, []);
        assert_eq!(shown(&document), case.section("shows"), "{name}");
    }
}

#[test]
fn slides_are_read_with_notes_and_comments() {
    let case = Case::new(
        include_str!("../../fixtures/odf/slides.txt"),
        "presentation",
    );
    for (name, bytes) in [("汇报.odp", case.archive()), ("汇报.fodp", case.flat())] {
        let document = read_as(name, &bytes);
        assert_eq!(document.format, Format::Odp);
        assert_eq!(document.problems, []);
        assert_eq!(shown(&document), case.section("shows"), "{name}");
        let mut nodes = document.nodes.iter();
        let empty = nodes.find(|node| node.kind == NodeKind::EmptyPlaceholder);
        assert!(empty.is_some_and(|node| node.detail.as_deref() == Some("body")));
    }
}

#[test]
fn form_controls_show_their_words_and_their_gaps() {
    let body = "=== body\n<office:forms><form:form xmlns:form=\"urn:oasis:names:tc:opendocument:xmlns:form:1.0\">\
        <form:fixed-text form:id=\"c1\" form:label=\"姓名\"/><form:text form:id=\"c2\" form:name=\"名\"/></form:form></office:forms>\
        <text:p><draw:control draw:control=\"c1\"/><draw:control draw:control=\"c2\"/>表</text:p>";
    let document = read_as("表.odt", &Case::new(body, "text").archive());
    assert_eq!(&*document.text, "表\n姓名\n");
    let mut nodes = document.nodes.iter();
    let empty = nodes.find(|node| node.kind == NodeKind::EmptyFormField);
    assert_eq!(empty.unwrap().detail.as_deref(), Some("名"));
}

#[test]
fn damage_is_told_and_what_was_read_before_it_stays() {
    let case = Case::new(
        "=== body\n<text:p>甲____</text:p><text:p>乙</text:p>",
        "text",
    );
    let flat = String::from_utf8(case.flat()).unwrap();
    let cut = flat.find("</text:p><text:p>乙").unwrap();
    let document = read_as("a.fodt", &flat.as_bytes()[..cut]);
    assert_eq!(
        (&*document.text, document.status()),
        ("甲____\n", Status::Corrupt)
    );
    assert!(
        document
            .problems
            .iter()
            .all(|problem| problem.part.is_none())
    );
    let other = flat.replace("office:text>", "office:other>");
    let kinds = |document: &Document| -> Vec<ProblemKind> {
        document.problems.iter().map(|it| it.kind.clone()).collect()
    };
    assert!(kinds(&read_as("a.fodt", other.as_bytes())).contains(&ProblemKind::MissingBody));
    let declared = flat.replace(
        "<office:document ",
        "<!DOCTYPE x [<!ENTITY e \"XX\">]><office:document ",
    );
    let document = read_as("a.fodt", declared.replace("甲", "甲&e;").as_bytes());
    assert_eq!(kinds(&document), [ProblemKind::Dtd]);
    assert_eq!(&*document.text, "甲&e;____\n乙\n");
    let media_type = "application/vnd.oasis.opendocument.text";
    let empty = archive([("mimetype", media_type.as_bytes())]);
    assert_eq!(
        kinds(&read_as("a.odt", &empty))[0],
        ProblemKind::MissingPart
    );
}

#[test]
fn nothing_is_expanded_that_a_file_only_counts() {
    let cells = "<table:table-cell table:number-columns-repeated=\"4294967295\"><text:p>甲<text:s text:c=\"4000000000\"/></text:p></table:table-cell>";
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"4294967295\">{cells}{cells}</table:table-row>"
    );
    let body = format!("=== body\n<table:table table:name=\"表\">{rows}{rows}</table:table>");
    let document = read_as("a.ods", &Case::new(&body, "spreadsheet").archive());
    assert!(document.text.len() < 1 << 16);
    let deep = "<draw:g>".repeat(100_000);
    let body = format!("=== body\n<text:p>甲</text:p>{deep}");
    let document = read_as("a.odt", &Case::new(&body, "text").archive());
    assert_eq!(&*document.text, "甲\n");
}

#[test]
fn no_damage_makes_a_reader_panic() {
    let cases = [
        Case::new(include_str!("../../fixtures/odf/text.txt"), "text").flat(),
        Case::new(include_str!("../../fixtures/odf/sheets.txt"), "spreadsheet").flat(),
        Case::new(
            include_str!("../../fixtures/odf/slides.txt"),
            "presentation",
        )
        .flat(),
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for bytes in &cases {
        for _ in 0..150 {
            let mut damaged = bytes.clone();
            for _ in 0..1 + random(4) {
                let at = random(damaged.len());
                let other = random(damaged.len());
                let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 200));
                match random(4) {
                    0 => damaged.truncate(at.max(1)),
                    1 => drop(damaged.drain(from..to)),
                    2 => damaged[at] = b"<>/&\"=x\0"[random(8)],
                    _ => {
                        let copy = damaged[from..to].to_vec();
                        damaged.splice(other..other, copy);
                    }
                }
                if damaged.is_empty() {
                    damaged.push(b'<');
                }
            }
            for format in [Format::Odt, Format::Ods, Format::Odp] {
                let input = Input {
                    name: String::new(),
                    bytes: damaged.as_slice().into(),
                    format: Some(format),
                };
                let document = read(input, &Stop::never());
                Locator::new(&document).location(TextRange::empty(document.text.len()));
            }
        }
    }
}
