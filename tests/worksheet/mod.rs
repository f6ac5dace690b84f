//! Sheets to be filled in, out and back, through the public interface.

#[cfg(feature = "sheet")]
mod corpus;
mod edited;
mod forms;
#[cfg(feature = "sheet")]
mod hostile;
#[cfg(feature = "sheet")]
mod libreoffice;
mod payloads;
#[cfg(feature = "sheet")]
mod round_trip;
#[cfg(feature = "sheet")]
mod workbook;

use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use unfilled::filter::Policy;
use unfilled::finding::FileReport;
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::rule::RuleSet;
use unfilled::text::{Language, Stop};
use unfilled::worksheet::{Answers, Departments, Plan, Rows, Sheet, SheetOptions, read};
use unfilled::writer::apply;

fn linter() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| Linter::new(RuleSet::builtin().unwrap()))
}

/// The report on a file, as a shell makes it for a sheet.
fn check(name: &str, bytes: &[u8]) -> FileReport {
    let input = Input {
        name: name.to_owned(),
        bytes: bytes.into(),
        format: None,
    };
    let ruling = linter().ruling(Policy::default());
    let mut report = linter().check(input, &ruling, &Stop::never());
    report.document.digest = Some(Sha256::digest(bytes).into());
    report
}

fn options(rows: Rows) -> SheetOptions {
    let known = [("培训", "教育科"), ("投资", "财务科")];
    let known = known.map(|(word, department)| (word.to_owned(), department.to_owned()));
    SheetOptions {
        language: Language::Zh,
        rows,
        departments: Departments::new(known),
    }
}

fn sheet(reports: &[FileReport]) -> Sheet {
    Sheet::new(reports, linter().rules(), &options(Rows::Gaps))
}

/// What comes back of `sheet` as CSV when each row is answered with what `answer` says for its number and its sentence.
fn answered(sheet: &Sheet, answer: impl Fn(usize, &str) -> String) -> Answers {
    read(&answered_csv(sheet, answer), "答复.csv").unwrap()
}

fn answered_csv(sheet: &Sheet, answer: impl Fn(usize, &str) -> String) -> Vec<u8> {
    let text = String::from_utf8(sheet.to_csv()).unwrap();
    let mut lines = text.split_inclusive("\r\n");
    let mut out = lines.next().unwrap().to_owned();
    for (line, row) in lines.zip(sheet.rows()) {
        // The first cell that is empty behind the sentence is that of the answer: the one before the status.
        let words = answer(row.place.number, &row.sentence).replace('"', "\"\"");
        let (before, after) = line.split_once("\"\",\"待填\"").unwrap();
        out += &format!("{before}\"{words}\",\"待填\"{after}");
    }
    out.into_bytes()
}

/// The file with what `plan` writes into it.
fn written(report: &FileReport, bytes: &[u8], plan: &mut Plan) -> Vec<u8> {
    let written = apply(bytes, &report.document, &plan.edits).unwrap();
    for refusal in &written.refused {
        plan.refuse(refusal.index, refusal.reason.clone());
    }
    written.bytes
}

/// How each row ended, as `number word`.
fn outcomes(plan: &Plan) -> Vec<String> {
    let rows = plan.rows.iter();
    rows.map(|row| {
        let debug = format!("{:?}", row.outcome);
        let word = debug.split([' ', '(', '{']).next().unwrap();
        assert!(!row.outcome.message(Language::Zh).is_empty());
        assert!(!row.outcome.message(Language::En).is_empty());
        format!("{} {word}", row.answer.place.number)
    })
    .collect()
}

/// The lines of CSV, each with its cells.
fn parsed(csv: &[u8]) -> Vec<Vec<String>> {
    let text = str::from_utf8(csv).unwrap().trim_start_matches('\u{feff}');
    let (mut lines, mut cell, mut is_quoted) = (vec![Vec::new()], String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => lines.last_mut().unwrap().push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                lines.last_mut().unwrap().push(std::mem::take(&mut cell));
                lines.push(Vec::new());
            }
            c => cell.push(c),
        }
    }
    lines.pop();
    lines
}
