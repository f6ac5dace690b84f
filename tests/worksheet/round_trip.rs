//! Workbooks out and back: what they hold, and what is taken from them.

use unfilled::text::Language;
use unfilled::worksheet::{FillOptions, Layout, SheetError, fill, read};

use super::workbook::{Typed, packed, typed};
use super::{check, outcomes, payloads, sheet, written};
use crate::support::zip::parts_of;

const REPORT: &[u8] = include_bytes!("../../fixtures/worksheet/report.txt");

/// The column of the answers.
const ANSWER: char = 'H';

#[test]
fn no_cell_of_a_workbook_is_a_formula() {
    for layout in [Layout::OneSheet, Layout::ByDepartment] {
        let workbook = payloads::sheet().to_xlsx(layout).unwrap();
        if let Some(folder) = std::env::var_os("UNFILLED_KEEP") {
            let name = format!("payloads-{layout:?}.xlsx");
            std::fs::write(std::path::Path::new(&folder).join(name), &workbook).unwrap();
        }
        for (name, part) in parts_of(&workbook) {
            let part = String::from_utf8(part).unwrap();
            if name.starts_with("xl/worksheets/") {
                assert!(!part.contains("<f>") && !part.contains("<f "), "{name}");
                assert!(
                    !part.contains(" t=\"str\"") && !part.contains("hyperlink"),
                    "{name}"
                );
            }
            assert!(
                !part.contains("<definedName name=\"_xlnm.Auto_Open"),
                "{name}"
            );
        }
        // The words come back as they were written.
        let answers = read(&workbook, "a.xlsx").unwrap();
        let places: Vec<_> = answers.rows().iter().map(|row| &row.place).collect();
        let sheet = payloads::sheet();
        assert_eq!(places.len(), sheet.rows().len());
        for row in sheet.rows() {
            assert!(places.contains(&&row.place), "{:?}", row.place);
        }
    }
}

#[test]
fn a_workbook_is_laid_out_for_people() {
    let sheet = sheet(&[check("总结.txt", REPORT)]);
    let parts = parts_of(&sheet.to_xlsx(Layout::ByDepartment).unwrap());
    let text = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let book = text("xl/workbook.xml");
    for name in ["教育科", "财务科", "办公室", "未定部门"] {
        assert!(book.contains(&format!("name=\"{name}\"")), "{book}");
    }
    assert!(
        book.contains("name=\"_unfilled\"") && book.contains("state=\"veryHidden\""),
        "{book}"
    );
    let first = text("xl/worksheets/sheet1.xml");
    for words in [
        "state=\"frozen\"",
        "<autoFilter",
        "<sheetProtection",
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "fitToHeight=\"0\"",
        "<dataValidation",
        "errorStyle=\"warning\"",
        "hidden=\"1\"",
    ] {
        assert!(first.contains(words), "{words} in {first}");
    }
    assert!(!first.contains("password"), "{first}");
    assert!(book.contains("_xlnm.Print_Titles"), "{book}");
}

/// Each kind of answer is asked for in its own words, departments can be written in, and numerals are figures.
#[test]
fn cells_say_what_belongs_in_them() {
    let text = "贯彻党的XX大精神。\n\n走访多少户，投资××万元，满意率多少。\n\n联系人：×××\n\n会议定于2024年X月X日召开。\n";
    let sheet = sheet(&[check("a.txt", text.as_bytes())]);
    let parts = parts_of(&sheet.to_xlsx(Layout::OneSheet).unwrap());
    let first = String::from_utf8(parts["xl/worksheets/sheet1.xml"].clone()).unwrap();
    for words in [
        "填届次，例如 二十",
        "这里一般填届次",
        "只填数字；单位已在",
        "填百分比，例如 98.5%。",
        "填姓名。",
        "填日期，例如 2026年3月5日。",
        "这里一般填日期",
        "0123456789〇零一二",
    ] {
        assert!(first.contains(words), "{words} in {first}");
    }
    // A cell for the department has the open style of the one for the answer.
    let style = |address: &str| {
        let cell = &first[first.find(&format!("<c r=\"{address}\"")).unwrap()..];
        let style = &cell[cell.find(" s=\"").unwrap() + 4..];
        style[..style.find('"').unwrap()].to_owned()
    };
    assert_eq!(style("G2"), style("H2"));
    assert_ne!(style("F2"), style("H2"));
}

#[test]
fn typed_answers_are_those_that_people_see() {
    let report = check("总结.txt", REPORT);
    let workbook = sheet(std::slice::from_ref(&report))
        .to_xlsx(Layout::OneSheet)
        .unwrap();
    let cell = |row: usize| format!("{ANSWER}{}", row + 1);
    let words = |words: &str| Typed::Words(words.to_owned());
    let cells = [
        (cell(1), Typed::Figure(12.0)),
        (cell(2), words(" 300 人次 ")),
        (cell(3), words("二十五")),
        (cell(4), Typed::Figure(1200.5)),
        (cell(5), Typed::Error("#REF!")),
        (cell(6), words("1.5万")),
        (cell(7), words("98.5%")),
        (cell(8), words("2024/3/5")),
        (cell(9), words("三楼<会议室> & 四楼")),
    ];
    let answers = read(&typed(&workbook, 1, &cells), "a.xlsx").unwrap();
    let mut plan = fill(&report, &answers, FillOptions::default());
    assert_eq!(outcomes(&plan)[4], "5 WrongKind");
    assert_eq!(plan.filled(), 8, "{:?}", outcomes(&plan));
    let text = String::from_utf8(written(&report, REPORT, &mut plan)).unwrap();
    for words in [
        "培训12次，培训干部300 人次。开展谈心谈话二十五人",
        "1200.5万元",
        "1.5万户",
        "2024年3月5日召开，三楼<会议室> & 四楼。",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn rows_on_several_sheets_are_one() {
    let report = check("总结.txt", REPORT);
    let workbook = sheet(std::slice::from_ref(&report))
        .to_xlsx(Layout::ByDepartment)
        .unwrap();
    let cells = |count: usize| -> Vec<_> {
        (1..=count)
            .map(|row| (format!("{ANSWER}{}", row + 1), Typed::Figure(7.0)))
            .collect()
    };
    let workbook = typed(&workbook, 1, &cells(2));
    let workbook = typed(&workbook, 2, &cells(3));
    // As LibreOffice saves it: the hidden sheet is hidden only.
    let mut parts = parts_of(&workbook);
    let book = String::from_utf8(parts["xl/workbook.xml"].clone()).unwrap();
    parts.insert(
        "xl/workbook.xml".to_owned(),
        book.replace("veryHidden", "hidden").into_bytes(),
    );
    let answers = read(&packed(&parts), "a.xlsx").unwrap();
    assert_eq!((answers.rows().len(), answers.answered()), (9, 5));
    let plan = fill(&report, &answers, FillOptions::default());
    let filled: Vec<_> = outcomes(&plan)
        .into_iter()
        .filter(|it| it.ends_with("Filled"))
        .collect();
    assert_eq!(
        filled,
        ["1 Filled", "2 Filled", "4 Filled", "5 Filled", "6 Filled"]
    );
}

#[test]
fn what_is_no_sheet_is_told() {
    let name = || "a".to_owned();
    let workbook = sheet(&[check("总结.txt", REPORT)])
        .to_xlsx(Layout::OneSheet)
        .unwrap();
    let keyless = "填写内容,标识（勿改）\n12,\n";
    let newer = "Answer,Key (do not change)\n12,\"{\"\"unfilled\"\":9}\"\n";
    for (bytes, error) in [
        (&b"a,b\n1,2\n"[..], SheetError::NoColumns { name: name() }),
        (b"", SheetError::NoColumns { name: name() }),
        (keyless.as_bytes(), SheetError::NoKeys { name: name() }),
        (
            newer.as_bytes(),
            SheetError::Newer {
                name: name(),
                row: 2,
                version: 9,
            },
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1",
            SheetError::Locked { name: name() },
        ),
        (b"PK\x03\x04rest", SheetError::Damaged { name: name() }),
        (
            &workbook[..workbook.len() / 2],
            SheetError::Damaged { name: name() },
        ),
        (
            include_bytes!("../../fixtures/sample/report.docx"),
            SheetError::Unsupported { name: name() },
        ),
    ] {
        let found = read(bytes, "a").unwrap_err();
        assert_eq!(found, error);
        assert_ne!(found.message(Language::Zh), found.message(Language::En));
    }
}
