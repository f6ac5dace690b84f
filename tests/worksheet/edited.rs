//! Answers for a document that was edited after its sheet was made, and answers that cannot be taken.

use unfilled::worksheet::{Asked, FillOptions, Outcome, WrongKind, fill, read};

use super::{answered, answered_csv, check, outcomes, parsed, sheet, written};

const REPORT: &str = include_str!("../../fixtures/worksheet/report.txt");

/// An answer for each of the nine places.
fn answer(number: usize, _: &str) -> String {
    let all = [
        "12",
        "300人次",
        "25",
        "1,200",
        "3",
        "1.5万",
        "98.5",
        "2024-03-05",
        "三楼会议室",
    ];
    all[number - 1].to_owned()
}

const FILLED: &str = "水务局上半年工作总结
一、队伍建设
上半年组织业务培训12次，培训干部300人次。开展谈心谈话25人。
二、工程建设
完成投资1,200万元，新建泵站3座，受益群众1.5万户。水质达标率98.5%。
三、下步打算
会议定于2024年3月5日召开，三楼会议室。
";

#[test]
fn all_places_are_filled_in_and_nothing_is_left() {
    let report = check("总结.txt", REPORT.as_bytes());
    let answers = answered(&sheet(std::slice::from_ref(&report)), answer);
    let mut plan = fill(&report, &answers, FillOptions::default());
    assert_eq!(plan.filled(), 9, "{:?}", outcomes(&plan));
    let bytes = written(&report, REPORT.as_bytes(), &mut plan);
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), FILLED);
    assert!(sheet(&[check("总结.txt", &bytes)]).rows().is_empty());
}

/// The samples of the repository, in every format: each place is answered by its kind, filled in and not found again.
#[test]
#[cfg(feature = "office")]
fn samples_of_every_format_are_filled_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample");
    for name in ["report.txt", "report.docx", "agreement.md"] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let report = check(name, &bytes);
        let sheet = sheet(std::slice::from_ref(&report));
        assert!(sheet.rows().len() >= 8, "{name}");
        let kinds: Vec<Asked> = sheet.rows().iter().map(|row| row.place.asked).collect();
        let answers = answered(&sheet, |number, _| {
            let words = match kinds[number - 1] {
                Asked::Number | Asked::Percent => "12",
                Asked::Amount => "3,500",
                Asked::Date if name.ends_with("md") => "26",
                Asked::Date => "2026-03-05",
                _ if name.ends_with("md") => "Riverside",
                _ => "二十",
            };
            words.to_owned()
        });
        let mut plan = fill(&report, &answers, FillOptions::default());
        let filled = written(&report, &bytes, &mut plan);
        let count = sheet.rows().len();
        assert_eq!(plan.filled(), count, "{name}: {:?}", plan.rows);
        let left = super::sheet(&[check(name, &filled)]);
        assert!(left.rows().is_empty(), "{name}: {:?}", left.rows());
    }
}

#[test]
fn what_was_edited_meanwhile_is_found_again_or_listed() {
    let before = check("总结.txt", REPORT.as_bytes());
    let answers = answered(&sheet(&[before]), answer);
    // A sentence added, a paragraph moved, one gap mended, one more that looks like another.
    let lines: Vec<&str> = REPORT.lines().collect();
    let edited = [
        lines[0],
        "上半年，我局围绕中心工作，取得较好成绩。",
        lines[3],
        &lines[4].replace("XX座", "4座"),
        lines[1],
        lines[2],
        "街道开展谈心谈话多少人。",
        lines[5],
        lines[6],
    ]
    .join("\n");
    let report = check("总结.txt", edited.as_bytes());
    let mut plan = fill(&report, &answers, FillOptions::default());
    let expected = [
        "1 Filled",
        "2 Filled",
        "3 Filled",
        "4 Filled",
        "5 NotFound",
        "6 Filled",
        "7 Filled",
        "8 Filled",
        "9 Filled",
    ];
    assert_eq!(outcomes(&plan), expected);
    let bytes = written(&report, edited.as_bytes(), &mut plan);
    let text = String::from_utf8(bytes).unwrap();
    for words in [
        "业务培训12次",
        "谈心谈话25人。\n街道",
        "街道开展谈心谈话多少人",
        "新建泵站4座，受益群众1.5万户",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn two_places_that_look_the_same_are_in_doubt_after_an_edit() {
    let text = "甲：\n走访多少户。\n乙：\n走访多少户。\n";
    let report = check("a.txt", text.as_bytes());
    let answers = answered(&sheet(std::slice::from_ref(&report)), |number, _| {
        format!("{number}0")
    });
    let plan = fill(&report, &answers, FillOptions::default());
    assert_eq!(outcomes(&plan), ["1 Filled", "2 Filled"], "by their ranges");
    let edited = format!("新的一行。\n{text}");
    let plan = fill(
        &check("a.txt", edited.as_bytes()),
        &answers,
        FillOptions::default(),
    );
    assert_eq!(outcomes(&plan), ["1 Ambiguous", "2 Ambiguous"]);
    assert!(plan.edits.is_empty());
}

#[test]
fn a_renamed_file_is_known_by_its_bytes_and_a_moved_one_by_its_name() {
    let report = check("drafts/总结.txt", REPORT.as_bytes());
    let answers = answered(&sheet(&[report]), answer);
    for (name, text, filled) in [
        ("定稿.txt", REPORT.to_owned(), 9),
        ("final/总结.txt", format!("新：\n{REPORT}"), 9),
        ("别的.txt", format!("新：\n{REPORT}"), 0),
    ] {
        let plan = fill(
            &check(name, text.as_bytes()),
            &answers,
            FillOptions::default(),
        );
        assert_eq!(plan.filled(), filled, "{name}: {:?}", outcomes(&plan));
    }
}

#[test]
fn two_departments_answer_and_contradict_each_other() {
    let report = check("总结.txt", REPORT.as_bytes());
    let whole = sheet(std::slice::from_ref(&report));
    let mut answers = answered(&whole.of_department("教育科"), answer);
    answers.add(answered(&whole.of_department("财务科"), answer));
    // The whole sheet comes back, too: the same for one place, other words for another, nothing for the rest.
    answers.add(answered(&whole, |number, _| match number {
        1 => "12".to_owned(),
        4 => "1,300".to_owned(),
        _ => String::new(),
    }));
    let plan = fill(&report, &answers, FillOptions::default());
    let expected = [
        "1 Filled",
        "2 Filled",
        "3 Open",
        "4 Conflict",
        "5 Filled",
        "6 Filled",
        "7 Open",
        "8 Open",
        "9 Open",
    ];
    assert_eq!(outcomes(&plan), expected);
    let both = ["1,200", "1,300"].map(str::to_owned).to_vec();
    assert_eq!(plan.rows[3].outcome, Outcome::Conflict { answers: both });
}

#[test]
fn an_answer_of_another_kind_is_written_only_by_force() {
    let report = check("总结.txt", REPORT.as_bytes());
    let answers = answered(
        &sheet(std::slice::from_ref(&report)),
        |number, _| match number {
            1 => "很多".to_owned(),
            4 => "12座".to_owned(),
            8 => "下周".to_owned(),
            _ => String::new(),
        },
    );
    let plan = fill(&report, &answers, FillOptions::default());
    let wrong = |at: usize| plan.rows[at].outcome.clone();
    assert_eq!(wrong(0), Outcome::WrongKind(WrongKind::NotANumber));
    let expected = "万元".to_owned();
    assert_eq!(
        wrong(3),
        Outcome::WrongKind(WrongKind::OtherUnit { expected })
    );
    assert_eq!(wrong(7), Outcome::WrongKind(WrongKind::NotADate));
    assert!(plan.edits.is_empty());
    let mut plan = fill(&report, &answers, FillOptions { force: true });
    assert_eq!(plan.filled(), 3);
    let text = String::from_utf8(written(&report, REPORT.as_bytes(), &mut plan)).unwrap();
    assert!(
        text.contains("培训很多次") && text.contains("定于下周召开"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_written_is_told_with_its_reason() {
    let (bytes, ..) = encoding_rs::GBK.encode(REPORT);
    let report = check("总结.txt", &bytes);
    let answers = answered(
        &sheet(std::slice::from_ref(&report)),
        |number, _| match number {
            1 => "12".to_owned(),
            9 => "会议室😀".to_owned(),
            _ => String::new(),
        },
    );
    let mut plan = fill(&report, &answers, FillOptions::default());
    written(&report, &bytes, &mut plan);
    let told = outcomes(&plan);
    assert_eq!(
        (told[0].as_str(), told[8].as_str()),
        ("1 Filled", "9 Refused")
    );
}

#[test]
fn a_table_is_read_whatever_its_encoding_separator_and_order() {
    let report = check("总结.txt", REPORT.as_bytes());
    let csv = answered_csv(&sheet(std::slice::from_ref(&report)), answer);
    let text = String::from_utf8(csv).unwrap();
    let plain = text.trim_start_matches('\u{feff}');
    let (gbk, ..) = encoding_rs::GBK.encode(plain);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cells = parsed(text.as_bytes());
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: &Vec<String>| cells.iter().map(quoted).collect::<Vec<_>>().join("\t");
    let tabs = cells.iter().map(line).collect::<Vec<_>>().join("\n");
    let mut lines: Vec<&str> = plain.trim_end().split("\r\n").collect();
    lines[1..].reverse();
    let reversed = format!("答复汇总\n\n{}", lines.join("\r\n"));
    for (form, bytes) in [
        ("GBK", gbk.into_owned()),
        ("UTF-16", utf16),
        ("tabs", tabs.into_bytes()),
        ("reversed", reversed.into_bytes()),
    ] {
        let answers = read(&bytes, "a.csv").unwrap();
        let plan = fill(&report, &answers, FillOptions::default());
        assert_eq!(plan.filled(), 9, "{form}: {:?}", outcomes(&plan));
    }
}
