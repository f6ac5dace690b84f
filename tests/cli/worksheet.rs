//! A table of what is left, sent round, and its answers in the documents.

use std::fs;

use tempfile::TempDir;

use super::{run, stderr};

const DRAFT: &str = "全年走访企业多少家，投入资金××万元。\n联系人：×××\n";

fn site() -> TempDir {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("draft.txt"), DRAFT).unwrap();
    site
}

fn read(site: &TempDir, name: &str) -> String {
    fs::read_to_string(site.path().join(name)).unwrap()
}

/// The rows of a table as CSV with these answers in the column for them.
pub(super) fn answered(site: &TempDir, answers: &[&str]) {
    answered_with(site, answers, &[]);
}

/// The same, and other words in the column for the status of these rows, counted from 0.
pub(super) fn answered_with(site: &TempDir, answers: &[&str], statuses: &[(usize, &str)]) {
    let table = read(site, "worksheet.csv");
    let table = table.trim_start_matches('\u{feff}');
    let mut reader = csv_rows(table);
    let column = reader[0].iter().position(|it| it == "Answer").unwrap();
    for (row, answer) in reader[1..].iter_mut().zip(answers) {
        row[column] = (*answer).to_owned();
    }
    let status = reader[0].iter().position(|it| it == "Status").unwrap();
    for &(row, words) in statuses {
        reader[row + 1][status] = words.to_owned();
    }
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let lines = reader
        .iter()
        .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(","));
    let text = lines.collect::<Vec<_>>().join("\r\n");
    fs::write(site.path().join("answers.csv"), text).unwrap();
}

/// Cells of a CSV file with quoted cells.
pub(super) fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut characters) = (false, text.chars().peekable());
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[test]
fn answers_go_where_they_were_asked_for() {
    let site = site();
    let made = run(
        &site,
        [
            "worksheet",
            "--isolated",
            "draft.txt",
            "-o",
            "worksheet.csv",
        ],
    );
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(stderr(&made).contains("3 places"), "{}", stderr(&made));
    answered(&site, &["128", "35.5", "周启明"]);
    let filling = [
        "fill",
        "--isolated",
        "draft.txt",
        "--answers",
        "answers.csv",
    ];
    let looked = run(&site, filling.iter().chain(&["--dry-run"]));
    assert!(
        stderr(&looked).contains("3 of 3 filled in, 0 left"),
        "{}",
        stderr(&looked)
    );
    assert!(!site.path().join("draft.filled.txt").exists());
    let done = run(&site, filling);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    let wanted = "全年走访企业128家，投入资金35.5万元。\n联系人：周启明\n";
    assert_eq!(read(&site, "draft.filled.txt"), wanted);
    assert_eq!(read(&site, "draft.txt"), DRAFT);
    let in_place = run(&site, filling.iter().chain(&["--in-place"]));
    assert_eq!(in_place.status.code(), Some(0), "{}", stderr(&in_place));
    assert_eq!(read(&site, "draft.txt"), wanted);
    assert_eq!(read(&site, "draft.backup.txt"), DRAFT);
}

#[test]
fn what_was_not_answered_is_listed_and_nothing_is_written_over() {
    let site = site();
    run(
        &site,
        [
            "worksheet",
            "--isolated",
            "draft.txt",
            "-o",
            "worksheet.csv",
        ],
    );
    answered(&site, &["128", "", "周启明"]);
    fs::create_dir(site.path().join("out")).unwrap();
    fs::write(site.path().join("out/draft.txt"), "mine\n").unwrap();
    let filling = [
        "fill",
        "--isolated",
        "draft.txt",
        "--answers",
        "answers.csv",
    ];
    let refused = run(&site, filling.iter().chain(&["-o", "out"]));
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert_eq!(read(&site, "out/draft.txt"), "mine\n");
    let done = run(&site, filling.iter().chain(&["-o", "out", "--force"]));
    assert_eq!(done.status.code(), Some(1), "{}", stderr(&done));
    let said = stderr(&done);
    assert!(
        said.contains("2 of 3 filled in, 1 left") && said.contains("no. 2 “××万元”"),
        "{said}"
    );
    assert_eq!(
        read(&site, "out/draft.txt"),
        "全年走访企业128家，投入资金××万元。\n联系人：周启明\n"
    );
}

#[test]
fn copies_of_one_name_do_not_replace_each_other() {
    let site = TempDir::new().unwrap();
    for folder in ["a", "b"] {
        fs::create_dir(site.path().join(folder)).unwrap();
        fs::write(site.path().join(folder).join("draft.txt"), DRAFT).unwrap();
    }
    let files = ["a/draft.txt", "b/draft.txt"];
    let making = ["worksheet", "--isolated", "-o", "worksheet.csv"];
    run(&site, making.iter().chain(&files));
    answered(&site, &["1", "2", "陈一", "3", "4", "陈二"]);
    let filling = [
        "fill",
        "--isolated",
        "--answers",
        "answers.csv",
        "-o",
        "out",
        "--force",
    ];
    let done = run(&site, filling.iter().chain(&files));
    assert_eq!(done.status.code(), Some(2), "{}", stderr(&done));
    assert!(
        stderr(&done).contains("another file of this name"),
        "{}",
        stderr(&done)
    );
    let first = "全年走访企业1家，投入资金2万元。\n联系人：陈一\n";
    assert_eq!(read(&site, "out/draft.txt"), first);
}

#[test]
fn a_workbook_is_the_default_and_gets_a_free_name() {
    let site = site();
    for name in ["worksheet.xlsx", "worksheet-2.xlsx"] {
        let made = run(&site, ["worksheet", "--isolated", "draft.txt"]);
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
        let bytes = fs::read(site.path().join(name)).unwrap();
        assert!(bytes.starts_with(b"PK"), "{name}");
    }
}

#[test]
fn a_table_of_something_else_is_refused_and_answers_are_needed() {
    let site = site();
    fs::write(site.path().join("prices.csv"), "item,price\nrope,12\n").unwrap();
    let refused = run(&site, ["fill", "draft.txt", "--answers", "prices.csv"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("no worksheet"),
        "{}",
        stderr(&refused)
    );
    let without = run(&site, ["fill", "draft.txt"]);
    assert_eq!(without.status.code(), Some(2));
    assert!(
        stderr(&without).contains("--answers"),
        "{}",
        stderr(&without)
    );
}

#[test]
fn the_settings_know_departments_by_their_words() {
    let site = site();
    let settings = "[worksheet]\n\
        departments = [{ name = \"财务科\", words = [\"资金\"] }, { name = \"经发办\", words = [\"企业\", \"资金\"] }]\n";
    fs::write(site.path().join("unfilled.toml"), settings).unwrap();
    let text = "# 企业服务\n\n走访多少家。\n\n投入资金××万元（人事科提供）。\n\n联系人：×××\n";
    fs::write(site.path().join("draft.md"), text).unwrap();
    let made = run(&site, ["worksheet", "draft.md", "-o", "worksheet.csv"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let table = read(&site, "worksheet.csv");
    let rows = csv_rows(table.trim_start_matches('\u{feff}'));
    let column = rows[0].iter().position(|it| it == "Department").unwrap();
    let departments: Vec<&str> = rows[1..].iter().map(|row| row[column].as_str()).collect();
    assert_eq!(departments, ["经发办", "财务科", "人事科", "经发办"]);
}
