//! What a sheet says, in each of its forms.

use unfilled::worksheet::{Asked, Rows, Sheet};

use super::{check, linter, options, sheet};

const REPORT: &[u8] = include_bytes!("../../fixtures/worksheet/report.txt");

#[test]
fn a_row_says_what_is_asked_and_of_whom() {
    let sheet = sheet(&[check("总结.txt", REPORT)]);
    let rows: Vec<_> = sheet
        .rows()
        .iter()
        .map(|row| {
            let place = &row.place;
            (
                place.number,
                place.asked,
                row.unit.as_str(),
                row.department.as_str(),
                row.sentence.as_str(),
            )
        })
        .collect();
    let training = "上半年组织业务培训【多少】次，培训干部多少人次。";
    let people = "上半年组织业务培训多少次，培训干部【多少】人次。";
    let invested = "完成投资【×××】万元，新建泵站XX座，受益群众多少万余户。";
    let built = "完成投资×××万元，新建泵站【XX】座，受益群众多少万余户。";
    let helped = "完成投资×××万元，新建泵站XX座，受益群众【多少】万余户。";
    let date = "会议定于〖2024年X月X日〗召开，【此处由办公室补充会议地点】。";
    let place = "会议定于2024年X月X日召开，〖【此处由办公室补充会议地点】〗。";
    let expected = [
        (1, Asked::Number, "次", "教育科", training),
        (2, Asked::Number, "人次", "教育科", people),
        (3, Asked::Number, "人", "", "开展谈心谈话【多少】人。"),
        (4, Asked::Amount, "万元", "财务科", invested),
        (5, Asked::Number, "座", "财务科", built),
        (6, Asked::Number, "万余户", "财务科", helped),
        (7, Asked::Percent, "", "", "水质达标率【多少】。"),
        (8, Asked::Date, "", "办公室", date),
        (9, Asked::Place, "", "办公室", place),
    ];
    assert_eq!(rows, expected);
    assert_eq!(sheet.rows()[3].section, "二、工程建设 › 第5段");
    assert_eq!(sheet.departments(), ["教育科", "财务科", "办公室", ""]);
    assert_eq!(sheet.of_department("财务科").rows().len(), 3);
}

#[test]
fn words_to_be_put_right_are_rows_where_they_are_wanted() {
    let text = "共走访多少户。##paidend##\n";
    let reports = [check("a.txt", text.as_bytes())];
    let all = Sheet::new(&reports, linter().rules(), &options(Rows::All));
    let asked: Vec<Asked> = all.rows().iter().map(|row| row.place.asked).collect();
    assert_eq!(asked, [Asked::Number, Asked::Mending]);
    assert_eq!(sheet(&reports).rows().len(), 1);
}

#[test]
fn a_tick_list_is_for_a_chat() {
    let list = sheet(&[check("总结.txt", REPORT)]).to_markdown();
    let first = "## 教育科\n\n- [ ] 1. 上半年组织业务培训【多少】次，培训干部多少人次。（填数字，单位“次”） 一、队伍建设 › 第3段\n";
    assert!(list.starts_with(first), "{list}");
    assert_eq!(list.matches("\n- [ ] ").count(), 9, "{list}");
    assert!(list.contains("\n## 未定部门\n"), "{list}");
}

#[test]
fn the_same_reports_make_the_same_bytes() {
    let bytes = || {
        let sheet = sheet(&[check("总结.txt", REPORT)]);
        #[cfg(feature = "sheet")]
        let workbook = sheet
            .to_xlsx(unfilled::worksheet::Layout::ByDepartment)
            .unwrap();
        #[cfg(not(feature = "sheet"))]
        let workbook = Vec::<u8>::new();
        (workbook, sheet.to_csv())
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_place_in_a_paragraph_without_end_is_shortened() {
    let long = "甲".repeat(100_000);
    let text = format!("{long}走访多少户{long}");
    let sheet = sheet(&[check("a.txt", text.as_bytes())]);
    let sentence = &sheet.rows()[0].sentence;
    assert!(sentence.chars().count() < 100, "{sentence}");
    assert!(
        sentence.contains("走访【多少】户甲") && sentence.ends_with('…'),
        "{sentence}"
    );
}
