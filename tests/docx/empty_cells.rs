//! Tables with cells that were forgotten: the cases under `fixtures/empty_cells`.
//!
//! A line is a row of a Word table, its cells separated by `|`; `⟦⟧` stands for a cell that is empty and must be found.

use std::fmt::Write as _;
use std::path::Path;

use unfilled::document::{Format, Locator};
use unfilled::filter::Policy;
use unfilled::finding::FileReport;
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::rule::{RuleId, RuleSet, Selector, Severity, Stage};
use unfilled::text::Stop;

use super::package::{body, package};

const FORGOTTEN: &str = "⟦⟧";

/// The cells of a case, row by row.
fn cells(case: &str) -> Vec<Vec<&str>> {
    let rows = case.lines();
    rows.map(|row| row.split('|').map(str::trim).collect())
        .collect()
}

/// A Word document with tables of these cells.
fn document(tables: &[Vec<Vec<&str>>]) -> Vec<u8> {
    let mut content = String::new();
    for table in tables {
        content.push_str("<w:tbl>");
        for row in table {
            content.push_str("<w:tr>");
            for cell in row {
                let words = cell.replace(FORGOTTEN, "");
                write!(
                    content,
                    "<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
                )
                .unwrap();
            }
            content.push_str("</w:tr>");
        }
        content.push_str("</w:tbl><w:p/>");
    }
    package(&[("word/document.xml".to_owned(), body(&content))])
}

fn check(bytes: Vec<u8>, stage: Stage) -> FileReport {
    let linter = Linter::new(RuleSet::builtin().unwrap());
    let input = Input {
        name: "a.docx".to_owned(),
        bytes: bytes.into(),
        format: Some(Format::Docx),
    };
    let policy = Policy {
        stage,
        min_severity: Severity::Info,
        select: vec![Selector::Rule(RuleId::new("empty-cell"))],
        ..Policy::default()
    };
    linter.check(input, &linter.ruling(policy), &Stop::never())
}

/// Table, row and column of what was found, 1-based.
fn found(report: &FileReport) -> Vec<(usize, usize, usize)> {
    let locator = Locator::new(&report.document);
    let place = |finding: &unfilled::finding::Finding| {
        let cell = locator.location(finding.range).table.unwrap();
        (cell.table, cell.row, cell.column)
    };
    report.open_findings().map(place).collect()
}

fn forgotten(table: usize, cells: &[Vec<&str>]) -> Vec<(usize, usize, usize)> {
    let mut places = Vec::new();
    for (row, cells) in cells.iter().enumerate() {
        let gaps = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| **cell == FORGOTTEN);
        places.extend(gaps.map(|(column, _)| (table, row + 1, column + 1)));
    }
    places
}

#[test]
fn the_forgotten_cell_of_each_table_is_found_and_no_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/empty_cells");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case = std::fs::read_to_string(&path).unwrap();
        let cells = cells(&case);
        let report = check(document(std::slice::from_ref(&cells)), Stage::Draft);
        assert_eq!(found(&report), forgotten(1, &cells), "{}", path.display());
        cases += 1;
    }
    assert!(cases >= 7, "only {cases} cases");
}

/// A workbook's worth of data beside a small table does not hide what was forgotten in that one.
#[test]
fn a_table_is_judged_however_many_cells_others_have() {
    const ROWS: usize = 70_000;
    let long = vec![vec!["甲", "乙", "丙", "丁"]; ROWS];
    let small = cells(
        "村名|户数|联系人\n柳树湾|88|佟长河\n石磨沟|⟦⟧|韩四喜\n松岭|73|麻玉成\n望云|40|段有田",
    );
    let report = check(document(&[long, small.clone()]), Stage::Final);
    assert_eq!(found(&report), forgotten(2, &small));
    let severities: Vec<_> = report.open_findings().map(|it| it.severity).collect();
    assert_eq!(severities, [Severity::Warning]);
}
