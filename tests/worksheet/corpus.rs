//! Real drafts: each place is answered, filled in and looked for again. Skipped where the corpus is not there.

use unfilled::text::Language;
use unfilled::worksheet::{Asked, FillOptions, Layout, Outcome, Row, Rows, Sheet, fill, read};

use super::workbook::{Typed, typed};
use super::{check, linter, options, written};
use crate::support::corpus;

/// An answer that nobody takes for a gap.
fn answer(row: &Row) -> String {
    match row.place.asked {
        Asked::Number | Asked::Percent => "12".to_owned(),
        Asked::Amount => "3.5".to_owned(),
        Asked::Date => "2026年3月5日".to_owned(),
        // What stands there is put right.
        Asked::Mending if row.place.text.contains(']') || row.place.text.contains('》') => {
            "《有关事项报告表》".to_owned()
        }
        Asked::Mending if row.place.text.contains('次') => "3次".to_owned(),
        Asked::Mending => "风险".to_owned(),
        Asked::Ordinal => "二十".to_owned(),
        _ => "先进集体".to_owned(),
    }
}

fn answered_workbook(sheet: &Sheet) -> Vec<u8> {
    let workbook = sheet.to_xlsx(Layout::OneSheet).unwrap();
    let cells: Vec<_> = sheet
        .rows()
        .iter()
        .map(|row| {
            (
                format!("H{}", row.place.number + 1),
                Typed::Words(answer(row)),
            )
        })
        .collect();
    typed(&workbook, 1, &cells)
}

#[test]
fn all_places_of_the_seed_are_filled_in() {
    let Some(folder) = corpus::folder("seed") else {
        return;
    };
    let mut files = corpus::files(&folder);
    files.retain(|path| {
        path.extension()
            .is_some_and(|it| it == "txt" || it == "docx")
    });
    assert!(files.len() >= 5);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let report = check(&name, &bytes);
        let sheet = Sheet::new(
            std::slice::from_ref(&report),
            linter().rules(),
            &options(Rows::All),
        );
        assert_eq!(sheet.rows().len(), 57, "{name}");
        let answers = read(&answered_workbook(&sheet), "a.xlsx").unwrap();
        assert_eq!(answers.answered(), 57, "{name}");
        let mut plan = fill(&report, &answers, FillOptions::default());
        let filled = written(&report, &bytes, &mut plan);
        for row in plan
            .rows
            .iter()
            .filter(|row| !matches!(row.outcome, Outcome::Filled { .. }))
        {
            println!(
                "{name}: {:?} {}",
                row.answer,
                row.outcome.message(Language::Zh)
            );
        }
        assert_eq!(plan.filled(), 57, "{name}");
        let left: Vec<String> = check(&name, &filled)
            .open_findings()
            .map(|it| format!("{} {}", it.rule, it.range.slice(&report.document.text)))
            .collect();
        assert!(left.is_empty(), "{name}: {left:?}");
    }
}
