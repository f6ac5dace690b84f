//! `fixtures/sample/report.docx`: the sample document for people to try. It is made here, part by part, and committed, so
//! that it opens in Word; run with `UPDATE_EXPECT=1` to write it anew.

use std::path::PathBuf;

use unfilled::filter::Policy;
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::report::{REPORTERS, ReportOptions};
use unfilled::rule::{RuleSet, Severity};
use unfilled::text::{Language, Stop};

use super::package::{WORD, archive, parts_of};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts that the main part refers to, as `rId1`, `rId2`, …
const BESIDE: [&str; 3] = ["styles", "header", "comments"];

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(style: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{content}</w:p>")
}

fn row(cells: [&str; 3]) -> String {
    let cells = cells.map(|cell| {
        let text = paragraph("Normal", &run(cell));
        format!("<w:tc><w:tcPr><w:tcW w:w=\"2800\" w:type=\"dxa\"/></w:tcPr>{text}</w:tc>")
    });
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn body() -> String {
    let commented = format!(
        "{}<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/>\
         <w:r><w:commentReference w:id=\"0\"/></w:r>{}",
        run("全年接待读者31万人次，"),
        run("同比增长多少"),
        run("；开展“书香进社区”活动多少场次。")
    );
    let reference = format!(
        "{}<w:fldSimple w:instr=\" REF _Ref1 \\h \">{}</w:fldSimple>{}",
        run("各分馆情况见"),
        run("错误!未找到引用源。"),
        run("。")
    );
    let control = format!(
        "{}<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run("审核人："),
        run("单击此处输入文字。")
    );
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\"/>"));
    let table = format!(
        "<w:tbl><w:tblPr><w:tblBorders>{}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>{}{}{}</w:tbl>",
        borders.concat(),
        row(["分馆", "新增图书（册）", "负责人"]),
        row(["城南分馆", "1260", "周明"]),
        row(["河西分馆", "XX册", "待补充"])
    );
    [
        paragraph("Title", &run("青河县图书馆2024年度工作报告")),
        paragraph("Heading1", &run("一、读者服务")),
        paragraph("Normal", &commented),
        paragraph("Heading1", &run("二、分馆建设")),
        paragraph("Normal", &reference),
        table,
        paragraph("Heading1", &run("三、明年打算")),
        // The words of one place lie in two runs, as Word often leaves them.
        paragraph(
            "Normal",
            &(run("深入贯彻党的X") + &run("X大精神，建成自助图书馆____座。")),
        ),
        paragraph("Normal", &control),
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/></w:sectPr>".to_owned(),
    ]
    .concat()
}

fn styles() -> String {
    let style = |id: &str, name: &str, more: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>"
        )
    };
    let big = |size: u8| format!("<w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr>");
    [
        style("Normal", "Normal", ""),
        style("Title", "Title", &big(44)),
        style(
            "Heading1",
            "heading 1",
            &format!("<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>{}", big(32)),
        ),
    ]
    .concat()
}

fn parts() -> Vec<(String, String)> {
    let xml = |content: String| {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{content}")
    };
    let part = |root: &str, content: &str| {
        xml(format!(
            "<w:{root} xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\">{content}</w:{root}>"
        ))
    };
    let relationships = |targets: &[(&str, String)]| {
        let lines: String = (1..)
            .zip(targets)
            .map(|(n, (kind, target))| {
                format!(
                    "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
                )
            })
            .collect();
        xml(format!(
            "<Relationships xmlns=\"{RELATIONSHIPS}\">{lines}</Relationships>"
        ))
    };
    let overrides: String = BESIDE
        .iter()
        .map(|name| {
            format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPE}.{name}+xml\"/>")
        })
        .collect();
    let types = xml(format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/>{overrides}</Types>"
    ));
    let header = paragraph("Normal", &run("青河县图书馆  〔2024〕__号"));
    let comment = format!(
        "<w:comment w:id=\"0\" w:author=\"馆办公室\">{}</w:comment>",
        paragraph("Normal", &run("这个数等业务部报来再填"))
    );
    [
        ("[Content_Types].xml", types),
        (
            "_rels/.rels",
            relationships(&[("officeDocument", "word/document.xml".to_owned())]),
        ),
        (
            "word/_rels/document.xml.rels",
            relationships(&BESIDE.map(|name| (name, format!("{name}.xml")))),
        ),
        (
            "word/document.xml",
            part("document", &format!("<w:body>{}</w:body>", body())),
        ),
        ("word/styles.xml", part("styles", &styles())),
        ("word/header.xml", part("hdr", &header)),
        ("word/comments.xml", part("comments", &comment)),
    ]
    .map(|(name, content)| (name.to_owned(), content))
    .into()
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample/report.docx")
}

#[test]
fn the_sample_holds_what_is_written_here() {
    let parts = parts();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let entries = parts
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_bytes()));
        std::fs::write(path(), archive(entries)).unwrap();
    }
    let committed = parts_of(&std::fs::read(path()).unwrap());
    for (name, content) in &parts {
        let held = &committed[&name.to_ascii_lowercase()];
        assert_eq!(&String::from_utf8_lossy(held), content, "{name}");
    }
    assert_eq!(committed.len(), parts.len());
}

#[test]
fn the_sample_gives_its_places_as_people_name_them() {
    let rules = RuleSet::builtin().unwrap();
    let linter = Linter::new(rules.clone());
    let input = Input {
        name: "report.docx".to_owned(),
        bytes: std::fs::read(path()).unwrap().into(),
        format: None,
    };
    let report = linter.check(input, &linter.ruling(Policy::default()), &Stop::never());
    assert_eq!(report.document.problems, []);
    let concise = REPORTERS
        .iter()
        .find(|entry| entry.name == "concise")
        .unwrap();
    let reporter = (concise.make)(
        rules.into(),
        ReportOptions {
            language: Language::Zh,
            width: 100,
            color: false,
            statistics: false,
            fail_on: Severity::Warning,
            clock: || None,
        },
    );
    let found = reporter.file(&report).now;
    let expected = [
        "3:17: error how-many-figure 比率或数值还没有填写：多少（第3段）",
        "3:31: error how-many 数量还没有填写：多少场次（第3段）",
        "5:7: error word-field-error Word 的引用失效：错误!未找到引用源。（第5段）",
        "13:1: warning masked-quantity 数量还没有填写：XX册（表1 第3行（河西分馆）“新增图书（册）”列）",
        "14:1: error pending-note 内容还没有补上：待补充（表1 第3行（河西分馆）“负责人”列）",
        "16:7: error masked-congress 届次还没有填写：党的XX大（第16段）",
        "16:20: warning underscore-blank 空白还没有填写：____座（第16段）",
        "17:5: error word-prompt-zh Word 的输入提示没有换成内容：单击此处输入文字。（第17段）",
        "18:9: error masked-document-number 文号还没有填写：〔2024〕__号（页眉）",
    ];
    let found: Vec<&str> = found
        .lines()
        .filter_map(|line| line.strip_prefix("report.docx:"))
        .collect();
    assert_eq!(found, expected);
}
