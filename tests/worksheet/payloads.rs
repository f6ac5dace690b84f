//! What a document, its name or a colleague says is never a formula, in no form of a sheet.

use unfilled::worksheet::{Departments, FillOptions, Rows, Sheet, SheetOptions, fill, read};

use super::{answered_csv, check, linter, options, parsed};

const PAYLOADS: &str = include_str!("../../fixtures/worksheet/payloads.txt");

/// A document in which each payload stands in a heading, before a gap and behind one, and its name is one.
pub(super) fn report() -> unfilled::finding::FileReport {
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut text = "情况汇总\n".to_owned();
    for (at, payload) in PAYLOADS.lines().enumerate() {
        text += &format!(
            "{}、{payload}\n{payload}走访多少户，{payload}\n",
            numerals[at % 9]
        );
    }
    check("=1+1.txt", text.as_bytes())
}

pub(super) fn sheet() -> Sheet {
    let departments = PAYLOADS
        .lines()
        .map(|it| (format!("{it}走访"), it.to_owned()));
    let options = SheetOptions {
        departments: Departments::new(departments),
        ..options(Rows::Gaps)
    };
    Sheet::new(&[report()], linter().rules(), &options)
}

#[test]
fn there_are_fifty_payloads_in_the_rows() {
    assert!(PAYLOADS.lines().count() >= 50);
    let sheet = sheet();
    assert!(sheet.rows().len() >= 50, "{}", sheet.rows().len());
    assert!(
        sheet
            .rows()
            .iter()
            .any(|row| row.sentence.starts_with("=SUM("))
    );
    assert!(
        sheet
            .rows()
            .iter()
            .any(|row| row.department.starts_with("@A1"))
    );
}

#[test]
fn no_cell_of_csv_begins_like_a_formula() {
    let lines = parsed(&sheet().to_csv());
    assert_eq!(
        lines.len(),
        sheet().rows().len() + 1,
        "no cell opens a line"
    );
    for cell in lines.iter().flatten() {
        let first = cell.trim_start().chars().next().unwrap_or(' ');
        assert!(!"=+-@|＝＋－＠\t\r".contains(first), "{cell}");
    }
    assert!(
        lines
            .iter()
            .flatten()
            .any(|cell| cell.starts_with("'=SUM("))
    );
}

#[test]
fn no_line_of_a_tick_list_is_anything_else() {
    for line in sheet()
        .to_markdown()
        .lines()
        .filter(|line| !line.is_empty())
    {
        assert!(
            line.starts_with("- [ ] ") || line.starts_with("## "),
            "{line}"
        );
        assert!(
            !line.contains("](") && !line.contains("<s") && !line.contains("{{"),
            "{line}"
        );
    }
}

#[test]
fn an_answer_is_written_as_it_is() {
    let text = "联系方式：【此处补充】。\n";
    let report = check("a.txt", text.as_bytes());
    let sheet = super::sheet(std::slice::from_ref(&report));
    for payload in PAYLOADS.lines() {
        let answers = read(&answered_csv(&sheet, |_, _| payload.to_owned()), "a.csv").unwrap();
        let plan = fill(&report, &answers, FillOptions::default());
        // A spreadsheet that keeps the apostrophe says the same.
        let expected = match payload {
            "'=1+1" => "=1+1",
            "''=1+1" => "'=1+1",
            other => other,
        };
        assert_eq!(plan.edits[0].replacement, expected);
    }
}
