//! Whole outputs, compared with the files under `fixtures/report/`.

use std::path::PathBuf;

use unfilled::document::{Format, NodeKind, Problem, ProblemKind, UnreadContent};
use unfilled::finding::{FileReport, FindingStatus};
use unfilled::report::{problems, source_error};
use unfilled::rule::{Category, Vocabulary, load};
use unfilled::text::{Language, TextRange};

use super::sample::{formats, marked, node, options, page, run, without_color};

const LANGUAGES: [(&str, Language); 2] = [("zh", Language::Zh), ("en", Language::En)];

fn check(case: &str, found: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/report")
        .join(case);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("no {}; run with UPDATE_EXPECT=1", path.display()));
    assert_eq!(found, expected, "{case} differs");
}

/// A year-end report as Word documents are: headings, a table, a page break, a header, a comment.
fn office() -> FileReport {
    let text = [
        "XX局工作总结",
        "一、总体情况",
        "　　今年以来，在局党组的坚强领导下，全局上下团结一心、真抓实干，共召开会议⟦多少次⟧，办理事项⟦多少件⟧。",
        "二、重点工作",
        "（一）抓好理论学习",
        "　　坚持把学习放在首位，全年组织机关集体学习⟦多少次⟧、中心组专题学习⟦多少次⟧，印发学习资料⟦多少期⟧，\
         撰写心得体会⟦多少篇⟧，先后获得⟦what-thing|什么荣誉⟧和⟦what-thing|哪些表彰⟧，选派骨干参加培训⟦多少人⟧。",
        "序号\t内容\t数量",
        "走访",
        "⟦多少户⟧",
        "三、存在的不足",
        "　　办结⟦多少件⟧，但⟦what-thing|什么问题⟧还没有根本解决。",
        "联系电话请补",
        "这里写⟦多少⟧要核对",
    ]
    .join("\n");
    let mut report = marked("年终总结/工作报告.docx", Format::Docx, &text);
    report.document.size = 20_480;
    node(
        &mut report,
        "序号\t内容\t数量\n走访\n多少户",
        NodeKind::Table,
        "",
    );
    for (words, place) in [
        ("序号", "1:1:1"),
        ("内容", "1:1:2"),
        ("数量", "1:1:3"),
        ("走访", "1:2:2"),
    ] {
        node(&mut report, words, NodeKind::TableCell, place);
    }
    node(&mut report, "多少户", NodeKind::TableCell, "1:2:3");
    node(&mut report, "三、存在的不足", NodeKind::Heading, "1");
    node(&mut report, "一、总体情况", NodeKind::Heading, "1");
    node(&mut report, "二、重点工作", NodeKind::Heading, "1");
    node(&mut report, "联系电话请补", NodeKind::Header, "");
    node(&mut report, "这里写多少要核对", NodeKind::Comment, "李");
    let start = report.document.text.find("二、重点").unwrap();
    let page_break = unfilled::document::Node::new(TextRange::empty(start), NodeKind::PageBreak);
    report.document.nodes.push(page_break);
    report.document.sort_nodes();
    report
}

fn markdown() -> FileReport {
    let mut report = marked(
        "docs/weekly.md",
        Format::Markdown,
        "# Weekly\n\nWe held ⟦多少次⟧ meetings and\n## Next\nask ⟦what-thing|what⟧ to do.\n⟦todo|TODO⟧ call\n",
    );
    report.findings[2].status = FindingStatus::BelowSeverity;
    report
}

fn unread() -> FileReport {
    let mut report = marked("旧稿/讲话.doc", Format::Doc, "");
    report.document.problems = vec![Problem::new(ProblemKind::Legacy(Format::Doc))];
    report
}

fn damaged() -> FileReport {
    let mut report = marked("附件.docx", Format::Docx, "正文读到了。\n");
    report.document.problems = vec![
        Problem::in_part(
            ProblemKind::BrokenXml { offset: 4096 },
            "word/footnotes.xml",
        ),
        Problem::new(ProblemKind::Renamed {
            named: Format::Text,
            found: Format::Docx,
        }),
    ];
    report
}

/// A name and a line that need escapes, characters of two UTF-16 units, and a note that silences.
fn silenced() -> FileReport {
    let text =
        "<!-- unfilled:ignore how-many 数字待定 -->\n⟦多少次⟧ & <b>\"𠀀𠀀\"⟦what-thing|什么]]>⟧\n";
    let mut report = marked("草稿 #1.md", Format::Markdown, text);
    let note = report.document.text.find("unfilled").unwrap();
    let end = report.document.text.find(" -->").unwrap();
    report.findings[0].status = FindingStatus::Suppressed(TextRange::new(note, end));
    report
}

#[test]
fn human_output_reads_well() {
    for (name, language) in LANGUAGES {
        for width in [60, 80, 200] {
            let found = run("human", options(language, width), &[office()]);
            check(&format!("office.{name}.{width}.txt"), &found);
        }
        let all = [
            markdown(),
            marked("ok.txt", Format::Text, "好。"),
            unread(),
            damaged(),
        ];
        check(
            &format!("several.{name}.txt"),
            &run("human", options(language, 80), &all),
        );
    }
}

#[test]
fn the_other_formats_keep_their_contract() {
    let all = [office(), markdown(), unread(), damaged(), silenced()];
    for (name, language) in LANGUAGES {
        for format in formats().filter(|&format| format != "human") {
            let found = run(format, options(language, 80), &all);
            check(&format!("{format}.{name}.txt"), &found);
        }
    }
}

#[test]
fn the_page_beside_a_step_keeps_its_shape() {
    let all = [office(), markdown(), unread(), damaged(), silenced()];
    for (name, language) in LANGUAGES {
        let page = page("github", options(language, 80), &all).unwrap();
        check(&format!("github-page.{name}.md"), &page);
    }
}

#[test]
fn problems_and_mistakes_say_what_where_and_how_to_mend() {
    let rule = "id = \"how-many\"\nlanguages = [\"zh\"]\nseverity = \"eror\" # 多写了\n";
    let mistake = load(
        "house/数量.toml",
        rule,
        Some(Category::Quantity),
        &Vocabulary::default(),
    );
    let mistake = mistake.unwrap_err();
    for (name, language) in LANGUAGES {
        let options = options(language, 70);
        let mut found = problems(&unread(), &options) + &problems(&damaged(), &options);
        assert_eq!(problems(&office(), &options), "");
        found += &source_error(&mistake, &options);
        check(&format!("problems.{name}.txt"), &found);
    }
}

/// The same with all that it finds less certain than a person wants to see.
fn below(mut report: FileReport) -> FileReport {
    for finding in &mut report.findings {
        finding.status = FindingStatus::BelowSeverity;
    }
    report
}

fn known() -> FileReport {
    let mut report = marked("k.txt", Format::Text, "⟦多少次⟧");
    report.findings[0].status = FindingStatus::Known;
    report
}

fn empty() -> FileReport {
    let mut report = marked("空白.md", Format::Markdown, " \n");
    report.document.problems = vec![Problem::new(ProblemKind::NoText)];
    report
}

fn with_pictures() -> FileReport {
    let mut report = marked("图.docx", Format::Docx, "好。");
    let content = UnreadContent {
        pictures: 2,
        workbooks: 1,
        ..UnreadContent::default()
    };
    report.document.problems = vec![Problem::new(ProblemKind::UnreadContent(content))];
    report
}

#[test]
fn verdicts() {
    let clean = || marked("a.txt", Format::Text, "好。");
    let mut silenced = marked("b.txt", Format::Text, "⟦多少次⟧");
    silenced.findings[0].status = FindingStatus::Suppressed(TextRange::empty(0));
    let doubtful = || marked("c.txt", Format::Text, "⟦todo|TODO⟧");
    let unchanged = || {
        let mut report = marked("d.txt", Format::Text, "⟦多少次⟧，⟦多少次⟧");
        for finding in &mut report.findings {
            finding.status = FindingStatus::Unchanged;
        }
        report
    };
    let cases = [
        vec![],
        vec![clean()],
        vec![clean(), silenced],
        vec![doubtful()],
        vec![clean(), unread()],
        vec![doubtful(), unread()],
        vec![markdown(), clean()],
        vec![below(doubtful())],
        vec![below(marked(
            "d.txt",
            Format::Text,
            "⟦what-thing|什么⟧和⟦todo|TODO⟧",
        ))],
        vec![below(doubtful()), doubtful(), empty()],
        vec![empty()],
        vec![empty(), empty()],
        vec![empty(), clean()],
        vec![with_pictures()],
        vec![with_pictures(), below(doubtful()), unread()],
        vec![unread(), unread()],
        vec![known()],
        vec![known(), doubtful()],
        (0..12).map(|_| unread()).collect(),
        vec![unchanged()],
        vec![clean(), doubtful(), unchanged()],
        vec![markdown(), unchanged()],
        vec![unchanged(), unread()],
    ];
    for (name, language) in LANGUAGES {
        let mut found = String::new();
        for case in &cases {
            let whole = run("human", options(language, 80), case);
            let closing = whole.rsplit("\n\n").next().unwrap();
            found.push_str(closing);
            found.push_str("----\n");
        }
        check(&format!("verdicts.{name}.txt"), &found);
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let plain = options(Language::Zh, 80);
    let mut colored = plain;
    colored.color = true;
    let found = run("human", colored, &[office()]);
    assert!(found.contains("\u{1b}["));
    let stripped = without_color(&found);
    assert_eq!(stripped, run("human", plain, &[office()]));
}
