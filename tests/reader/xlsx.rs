//! Workbooks, as cases in files: sections that begin with `=== part name` hold what stands in the root of that part, and `=== shows` each line of
//! the text with its place. `↵` is a break inside a cell.

use std::fmt::Write as _;

use unfilled::document::{Document, Locator};
use unfilled::text::TextRange;

use super::read_sound;
use crate::support::zip::archive;

const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The root of the part of that name, with `content` in it, and the kind of the relationships that lead to it.
fn part(name: &str, content: &str, namespace: &str) -> (String, &'static str) {
    let (root, kind) = match name
        .trim_end_matches(".xml")
        .trim_end_matches(char::is_numeric)
    {
        "xl/workbook" => ("workbook", "officeDocument"),
        "xl/sharedStrings" => ("sst", "sharedStrings"),
        "xl/styles" => ("styleSheet", "styles"),
        "xl/worksheets/sheet" => ("worksheet", "worksheet"),
        "xl/comments" => ("comments", "comments"),
        "xl/threadedComments" => ("ThreadedComments", "threadedComment"),
        "xl/drawings/drawing" => ("xdr:wsDr", "drawing"),
        other => panic!("{other}"),
    };
    let namespace = match kind {
        "threadedComment" => {
            "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
        }
        _ => namespace,
    };
    let xml = format!(
        "<{root} xmlns=\"{namespace}\" xmlns:r=\"{LINKS}\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\">{content}</{root}>"
    );
    (xml, kind)
}

/// The workbook of these parts.
fn workbook(parts: &[(&str, &str)], namespace: &str) -> Vec<u8> {
    let list = |lines: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )
    };
    let line = |kind: &str, name: &str| {
        let (_, id) = name.rsplit_once('/').unwrap();
        format!("<Relationship Id=\"{id}\" Type=\"{LINKS}/{kind}\" Target=\"/{name}\"/>")
    };
    let mut all = Vec::new();
    let (mut of_workbook, mut of_sheet) = (String::new(), String::new());
    for (name, content) in parts {
        let (xml, kind) = part(name, content, namespace);
        match kind {
            "officeDocument" => all.push(("_rels/.rels".to_owned(), list(line(kind, name)))),
            "worksheet" | "sharedStrings" | "styles" => of_workbook += &line(kind, name),
            _ => of_sheet += &line(kind, name),
        }
        all.push(((*name).to_owned(), xml));
    }
    all.push(("xl/_rels/workbook.xml.rels".to_owned(), list(of_workbook)));
    all.push((
        "xl/worksheets/_rels/sheet1.xml.rels".to_owned(),
        list(of_sheet),
    ));
    archive(all.iter().map(|(name, it)| (name.as_str(), it.as_bytes())))
}

/// Each line with its place.
fn shown(document: &Document) -> String {
    let locator = Locator::new(document);
    let (mut shown, mut start) = (String::new(), 0);
    for line in document.text.lines() {
        let place = locator.location(TextRange::new(start, start + line.len()));
        start += line.len() + 1;
        let cell = place.table.as_ref();
        shown += place.sheet.as_deref().unwrap_or_default();
        if let Some(cell) = cell {
            write!(shown, "!{}", cell.name()).unwrap();
            let column = cell.column_header.as_ref();
            let words = column.map(|column| format!("({column})"));
            for words in words.iter().chain(&cell.row_header) {
                write!(shown, " {}", words.replace('\u{2028}', "↵")).unwrap();
            }
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
fn cases() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/xlsx");
    for path in crate::support::corpus::files(folder.as_ref()) {
        let case = std::fs::read_to_string(&path).unwrap();
        let sections = case.split("=== ").skip(1);
        let sections = sections.map(|it| it.split_once('\n').unwrap());
        let mut parts: Vec<(&str, &str)> = sections.collect();
        let (_, expected) = parts.pop().unwrap();
        for namespace in [SHEET, STRICT] {
            let document = read_sound("表.xlsx", &workbook(&parts, namespace));
            assert_eq!(document.problems, [], "{}", path.display());
            assert_eq!(shown(&document), expected, "{}", path.display());
        }
    }
}

#[test]
fn a_text_of_many_cells_does_not_fill_the_memory() {
    let long = "多".repeat(100_000);
    let strings = format!("<si><t>{long}</t></si>");
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(300);
    let sheet = format!("<sheetData><row>{cells}</row></sheetData>");
    let parts = [
        (
            "xl/workbook.xml",
            "<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"sheet1.xml\"/></sheets>",
        ),
        ("xl/sharedStrings.xml", strings.as_str()),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    let document = read_sound("a.xlsx", &workbook(&parts, SHEET));
    assert!(document.text.len() < 65 << 20);
    let said: Vec<&str> = document.problems.iter().map(|it| it.kind.name()).collect();
    assert_eq!(said, ["archive-too-large"]);
}
