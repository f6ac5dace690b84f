//! A workbook that LibreOffice saved again. Skipped unless `UNFILLED_SOFFICE` names its program.

use unfilled::worksheet::{FillOptions, Layout, fill, read};

use super::workbook::{Typed, typed};
use super::{check, payloads, sheet};
use crate::support::other_programs::saved_by_libreoffice;
use crate::support::zip::parts_of;

/// The workbook as it is after LibreOffice has saved it; nothing where there is none.
fn saved(workbook: &[u8]) -> Option<Vec<u8>> {
    saved_by_libreoffice("a.xlsx", workbook, "xlsx")
}

#[test]
fn libreoffice_keeps_every_word_and_makes_no_formula() {
    let sheet = payloads::sheet();
    let Some(saved) = saved(&sheet.to_xlsx(Layout::ByDepartment).unwrap()) else {
        return;
    };
    for (name, part) in parts_of(&saved) {
        let part = String::from_utf8_lossy(&part).into_owned();
        assert!(
            !name.starts_with("xl/worksheets/") || !(part.contains("<f>") || part.contains("<f ")),
            "{name}"
        );
    }
    let answers = read(&saved, "a.xlsx").unwrap();
    assert_eq!(answers.rows().len(), sheet.rows().len());
    for row in sheet.rows() {
        assert!(
            answers.rows().iter().any(|it| it.place == row.place),
            "{row:?}"
        );
    }
}

#[test]
fn answers_are_the_same_after_libreoffice_saved_them() {
    let report = check(
        "总结.txt",
        include_bytes!("../../fixtures/worksheet/report.txt"),
    );
    let workbook = sheet(std::slice::from_ref(&report))
        .to_xlsx(Layout::OneSheet)
        .unwrap();
    let words = |words: &str| Typed::Words(words.to_owned());
    let all = [
        Typed::Figure(12.0),
        words("300人次"),
        Typed::Figure(25.0),
        words("1,200.50"),
        Typed::Figure(3.0),
        words("1.5万"),
        words("98.5%"),
        words("2024-03-05"),
        words("=三楼<会议室>"),
    ];
    let cells: Vec<_> = all
        .into_iter()
        .zip(2..)
        .map(|(cell, row)| (format!("H{row}"), cell))
        .collect();
    let workbook = typed(&workbook, 1, &cells);
    let Some(saved) = saved(&workbook) else {
        return;
    };
    let plan = |bytes: &[u8]| {
        fill(
            &report,
            &read(bytes, "a.xlsx").unwrap(),
            FillOptions::default(),
        )
    };
    assert_eq!(plan(&saved), plan(&workbook));
    assert_eq!(plan(&saved).filled(), 9);
}
