//! What `fill` says at the end is true: what is left, what is not needed, and which answers are none.

use std::fs;

use tempfile::TempDir;

use super::worksheet::{answered_with, csv_rows};
use super::{run, stderr};

/// Nine places.
const DRAFT: &str = include_str!("../../fixtures/worksheet/draft.md");
const FILL: [&str; 5] = ["fill", "--isolated", "draft.md", "--answers", "answers.csv"];

fn site() -> TempDir {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("draft.md"), DRAFT).unwrap();
    let making = ["worksheet", "--isolated", "draft.md", "-o", "worksheet.csv"];
    let made = run(&site, making);
    assert!(stderr(&made).contains("9 places"), "{}", stderr(&made));
    site
}

const ANSWERS: [&str; 9] = [
    "20",
    "12.5",
    "36",
    "1,200",
    "350",
    "郑长顺",
    "全市种粮能手",
    "农技员驻村一年，亩产提高一成。",
    "2026-03-05",
];

/// Fill in with these answers and statuses; what was said, and how it ended.
fn filled(site: &TempDir, answers: &[&str], statuses: &[(usize, &str)]) -> (String, Option<i32>) {
    answered_with(site, answers, statuses);
    let done = run(site, FILL.iter().chain(&["--dry-run"]));
    (stderr(&done), done.status.code())
}

#[test]
fn all_answers_leave_nothing() {
    let site = site();
    answered_with(&site, &ANSWERS, &[]);
    let done = run(&site, FILL);
    let said = stderr(&done);
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(said.contains("9 of 9 filled in, 0 left\n"), "{said}");
    let text = fs::read_to_string(site.path().join("draft.filled.md")).unwrap();
    for words in [
        "党的二十大精神",
        "总产12.5万吨",
        "| 青龙镇 | 350 | 李成 |",
        "2026年3月5日",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn a_place_without_answer_is_left_whatever_the_scanner_thinks_of_it_now() {
    let site = site();
    for open in 0..ANSWERS.len() {
        let mut answers = ANSWERS;
        answers[open] = "";
        let (said, status) = filled(&site, &answers, &[]);
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains("8 of 9 filled in, 1 left\n"), "{said}");
        assert!(said.contains(&format!("  no. {} “", open + 1)), "{said}");
    }
}

/// In Word a cell is a text of its own, so that its letters are a hint once nothing stands open beside them.
#[test]
fn a_cell_without_answer_is_left_though_its_neighbours_are_gone() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let row = |words: [&str; 3]| format!("<w:tr>{}</w:tr>", words.map(cell).concat());
    let site = super::tracked::site(&format!(
        "{}<w:tbl>{}{}{}</w:tbl>{}",
        paragraph("全年走访企业多少家，投入资金××万元，惠及____户。"),
        row(["乡镇", "建成面积（亩）", "负责人"]),
        row(["青龙镇", "XX", "李成"]),
        row(["柳河乡", "420", "张文"]),
        paragraph("共有XX名干部参加，发放资料多少份。"),
    ));
    let making = [
        "worksheet",
        "--isolated",
        "draft.docx",
        "-o",
        "worksheet.csv",
    ];
    run(&site, making);
    let fill = [
        "fill",
        "--isolated",
        "draft.docx",
        "--answers",
        "answers.csv",
    ];
    for (answer, status, sum) in [
        ("", Some(1), "5 of 6 filled in, 1 left\n  no. 4 “XX”"),
        ("待定", Some(1), "5 of 6 filled in, 1 left\n  no. 4 “XX”"),
        ("350亩", Some(0), "6 of 6 filled in, 0 left\n"),
    ] {
        answered_with(&site, &["128", "35.5", "900", answer, "12", "300"], &[]);
        for tracked in [&[][..], &["--track"]] {
            let done = run(&site, fill.iter().chain(&["--dry-run"]).chain(tracked));
            let said = stderr(&done);
            assert_eq!(done.status.code(), status, "{said}");
            assert!(said.contains(sum), "{said}");
        }
    }
    // The row is deleted: the place is left all the same.
    let table = fs::read_to_string(site.path().join("answers.csv")).unwrap();
    let rows = table.split("\r\n").enumerate();
    let fewer: Vec<&str> = rows
        .filter(|(at, _)| *at != 4)
        .map(|(_, row)| row)
        .collect();
    fs::write(site.path().join("answers.csv"), fewer.join("\r\n")).unwrap();
    let done = run(&site, fill.iter().chain(&["--dry-run"]));
    let said = stderr(&done);
    assert!(
        said.contains("5 of 5 filled in, 1 left (0 of the worksheet, 1 found besides)\n"),
        "{said}"
    );
    assert_eq!(done.status.code(), Some(1), "{said}");
    answered_with(
        &site,
        &["128", "35.5", "900", "", "12", "300"],
        &[(3, "not needed")],
    );
    let done = run(&site, fill);
    let said = stderr(&done);
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(
        said.contains(
            "5 of 6 filled in, 0 left; 1 marked as not needed, left as in the document\n"
        ),
        "{said}"
    );
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn numbers_add_up_and_each_place_counts_once() {
    let site = site();
    let answers = ["20", "很多", "36", "", "350", "", "", "好", "2026-03-05"];
    let (said, status) = filled(&site, &answers, &[]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("5 of 9 filled in, 4 left\n"), "{said}");
    assert_eq!(said.matches("  no. ").count(), 4, "{said}");
    // Rows that somebody deleted from the sheet are left all the same.
    let table = fs::read_to_string(site.path().join("answers.csv")).unwrap();
    let rows: Vec<&str> = table.split("\r\n").collect();
    let fewer = [&rows[..3], &rows[5..]].concat().join("\r\n");
    fs::write(site.path().join("answers.csv"), fewer).unwrap();
    let done = run(&site, FILL);
    let said = stderr(&done);
    assert!(
        said.contains("4 of 7 filled in, 5 left (3 of the worksheet, 2 found besides)\n"),
        "{said}"
    );
}

#[test]
fn what_is_not_needed_is_settled_and_stays_as_it_is() {
    let site = site();
    let mut answers = ANSWERS;
    answers[3] = "";
    answers[4] = "";
    let marked = [(3, "not needed"), (4, "不需填")];
    let (said, status) = filled(&site, &answers, &marked);
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("7 of 9 filled in, 0 left; 2 marked as not needed"),
        "{said}"
    );
    assert!(!said.contains("no. "), "{said}");
    // An answer and a mark contradict each other.
    let (said, status) = filled(&site, &ANSWERS, &[(3, "不需填")]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("8 of 9 filled in, 1 left"), "{said}");
    assert!(said.contains("marked as not needed; not written"), "{said}");
}

#[test]
fn an_answer_that_is_a_gap_itself_is_none() {
    let site = site();
    for gap in [
        "XX",
        "待补充",
        "____",
        "TBD",
        "？？",
        "多少",
        "【此处补充荣誉】",
    ] {
        let mut answers = ANSWERS;
        answers[6] = gap;
        let (said, status) = filled(&site, &answers, &[]);
        assert_eq!(status, Some(1), "{gap}: {said}");
        assert!(said.contains("8 of 9 filled in, 1 left"), "{gap}: {said}");
        assert!(
            said.contains("itself still to be filled in"),
            "{gap}: {said}"
        );
        let forced = run(&site, FILL.iter().chain(&["--dry-run", "--as-is"]));
        let said = stderr(&forced);
        assert!(said.contains("9 of 9 filled in"), "{gap}: {said}");
    }
    for fine in ["无", "没有", "全市先进", "第三名"] {
        let mut answers = ANSWERS;
        answers[6] = fine;
        let (said, _) = filled(&site, &answers, &[]);
        assert!(said.contains("9 of 9 filled in"), "{fine}: {said}");
    }
}

#[test]
fn places_are_quoted_as_they_stand() {
    let site = site();
    let (said, _) = filled(&site, &[""; 9], &[]);
    for words in ["no. 1 “XX大”", "no. 4 “____户”", "no. 9 “2026年X月X日”"] {
        assert!(said.contains(words), "{words} in {said}");
    }
}

#[test]
fn a_sheet_for_another_file_says_for_which() {
    let site = site();
    answered_with(&site, &ANSWERS, &[]);
    fs::write(site.path().join("other.md"), format!("{DRAFT}\n完。\n")).unwrap();
    let done = run(
        &site,
        ["fill", "--isolated", "other.md", "--answers", "answers.csv"],
    );
    let said = stderr(&done);
    assert!(said.contains("The rows are for “draft.md”"), "{said}");
}

#[test]
fn a_cell_is_asked_for_by_the_head_of_its_column() {
    let site = site();
    let table = fs::read_to_string(site.path().join("worksheet.csv")).unwrap();
    let rows = csv_rows(table.trim_start_matches('\u{feff}'));
    let column = |title: &str| rows[0].iter().position(|it| it == title).unwrap();
    let (asked, unit) = (column("Asked for"), column("Unit"));
    assert_eq!(
        (rows[5][asked].as_str(), rows[5][unit].as_str()),
        ("number", "亩")
    );
    assert_eq!(rows[6][asked], "name of a person");
    assert_eq!(
        (rows[1][asked].as_str(), rows[1][unit].as_str()),
        ("ordinal, such as 二十", "")
    );
    for (answer, words) in [("350亩", "| 350 |"), ("无", "| 无 |")] {
        let mut answers = ANSWERS;
        answers[4] = answer;
        answers[0] = "二十";
        answered_with(&site, &answers, &[]);
        let done = run(&site, FILL.iter().chain(&["-o", answer]));
        assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
        let text = fs::read_to_string(site.path().join(answer).join("draft.md")).unwrap();
        assert!(
            text.contains(words) && text.contains("党的二十大"),
            "{text}"
        );
    }
}
