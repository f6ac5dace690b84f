//! PDF files: lines, paragraphs, columns, blanks, forms, and what cannot be read.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use unfilled::document::{Document, Locator, Node, NodeKind, ProblemKind, Status};
use unfilled::text::TextRange;

use super::read_sound;
use crate::support::pdf::{File, Page, hex, string, words};

fn read(file: &File) -> Document {
    read_sound("a.pdf", &file.bytes())
}

/// Lines of 12 points from `y` down at `x`.
fn lines(x: f64, y: f64, lines: &[&str]) -> String {
    let ys = (0..).map(|line| y - 20.0 * f64::from(line));
    let drawn = ys.zip(lines).map(|(y, text)| words(x, y, 12.0, text));
    drawn.collect()
}

/// Page and line of `needle`.
fn place(document: &Document, needle: &str) -> (Option<usize>, Option<usize>) {
    let start = document.text.find(needle).expect(needle);
    let range = TextRange::new(start, start + needle.len());
    let location = Locator::new(document).location(range);
    (location.page, location.line)
}

fn nodes(document: &Document, kind: NodeKind) -> Vec<(&str, Option<&str>)> {
    let of_kind = document.nodes.iter().filter(|node| node.kind == kind);
    let shown = |node: &'_ Node| node.range;
    of_kind
        .map(|node| (shown(node).slice(&document.text), node.detail.as_deref()))
        .collect()
}

fn kinds(document: &Document) -> Vec<&'static str> {
    let problems = document.problems.iter();
    problems.map(|problem| problem.kind.name()).collect()
}

const FULL: &str = "本次会议共讨论了年度预算安排事项并听取了各部门的情况说明会后形成多少";

#[test]
fn lines_that_reach_the_edge_go_on_in_the_next() {
    let drawn = lines(
        60.0,
        700.0,
        &[FULL, "条意见，由办公室汇总后报送。", "二、下一步打算"],
    );
    let document = read(&File::of([drawn]));
    assert_eq!(
        document.text,
        format!("{FULL}条意见，由办公室汇总后报送。\n二、下一步打算\n")
    );
    assert_eq!(place(&document, "多少条"), (Some(1), Some(1)));
    assert_eq!(place(&document, "由办公室"), (Some(1), Some(2)));
    assert_eq!(place(&document, "二、"), (Some(1), Some(3)));
    assert_eq!(document.status(), Status::Ok);
}

#[test]
fn words_cut_at_the_end_of_a_line_are_whole() {
    let first = "The committee will meet twice a year and publish the minutes of each meet-";
    let second = "ing on its site, unless the first draft";
    let document = read(&File::of([lines(60.0, 700.0, &[first, second])]));
    assert!(
        document
            .text
            .ends_with("of each meeting on its site, unless the first draft\n"),
        "{:?}",
        document.text
    );
}

#[test]
fn a_paragraph_goes_on_over_the_end_of_a_page() {
    let page = |number: usize, body: String| {
        words(60.0, 770.0, 9.0, "某某公司内部资料")
            + &body
            + &words(290.0, 30.0, 9.0, &format!("- {number} -"))
    };
    let first = page(1, lines(60.0, 140.0, &[FULL, FULL]));
    let second = page(2, lines(60.0, 700.0, &["条意见。", "此致"]));
    let document = read(&File::of([first, second]));
    let text = format!("某某公司内部资料\n- 1 -\n{FULL}{FULL}条意见。\n此致\n");
    assert_eq!(document.text, text);
    assert_eq!(
        nodes(&document, NodeKind::Header),
        [("某某公司内部资料", None)]
    );
    assert_eq!(nodes(&document, NodeKind::Footer), [("- 1 -", None)]);
    assert_eq!(place(&document, "多少条").0, Some(1));
    assert_eq!(place(&document, "意见").0, Some(2));
    assert_eq!(place(&document, "此致").0, Some(2));
}

#[test]
fn columns_are_read_one_after_the_other_and_tables_across() {
    let columns = lines(60.0, 700.0, &["左栏第一行", "左栏第二行", "左栏第三行"])
        + &lines(320.0, 700.0, &["右栏第一行", "右栏第二行", "右栏第三行"]);
    let text = read(&File::of([columns])).text;
    assert_eq!(
        text,
        "左栏第一行\n左栏第二行\n左栏第三行\n右栏第一行\n右栏第二行\n右栏第三行\n"
    );
    let mut table = String::new();
    for (row, (left, right)) in
        (0..).zip([("项目", "金额"), ("桥梁", "____万元"), ("道路", "五万元")])
    {
        let y = 700.0 - 20.0 * f64::from(row);
        table += &words(60.0, y, 12.0, left);
        table += &words(320.0, y, 12.0, right);
    }
    let text = read(&File::of([table])).text;
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|row| row.split_whitespace().collect())
        .collect();
    assert_eq!(
        rows,
        [["项目", "金额"], ["桥梁", "____万元"], ["道路", "五万元"]]
    );
    assert!(text.lines().all(|row| row.contains("  ")));
}

#[test]
fn an_underlined_gap_is_a_blank_and_the_border_of_a_table_is_none() {
    let text = words(60.0, 700.0, 12.0, "乙方：") + &words(196.0, 700.0, 12.0, "（盖章）");
    let line = "97 698 m 195 698 l S\n";
    let document = read(&File::of([text.clone() + line]));
    let blanks = nodes(&document, NodeKind::UnderlinedBlank);
    assert_eq!(blanks, [(" ".repeat(17).as_str(), None)]);
    let table = "97 698 m 195 698 l S 97 698 m 97 720 l S\n";
    let document = read(&File::of([text + table]));
    assert_eq!(nodes(&document, NodeKind::UnderlinedBlank), []);
    // A blank at the end of a line, drawn as a bar.
    let text = words(60.0, 700.0, 12.0, "签字：");
    let document = read(&File::of([text + "97 697.5 60 0.6 re f\n"]));
    assert_eq!(nodes(&document, NodeKind::UnderlinedBlank).len(), 1);
    assert!(document.text.starts_with("签字：   "));
}

#[test]
fn letters_are_those_that_people_write() {
    let radicals = words(60.0, 700.0, 12.0, "⼝⻅⾯");
    let told = format!(
        "/Span << /ActualText {} >> BDC {} EMC\n",
        string("⼾籍ﬁle"),
        words(60.0, 660.0, 12.0, "⻅⻅")
    );
    // A bold made of two layers, and a wide title.
    let bold = words(60.0, 620.0, 12.0, "重要") + &words(60.4, 620.0, 12.0, "重要");
    let wide: String = (0..5)
        .zip("关于预算的".chars())
        .map(|(index, c)| words(60.0 + 20.0 * f64::from(index), 580.0, 12.0, &c.to_string()))
        .collect();
    let document = read(&File::of([radicals + &told + &bold + &wide]));
    assert_eq!(document.text, "口见面\n户籍file\n重要\n关于预算的\n");
}

#[test]
fn text_from_the_top_to_the_bottom_is_read_in_columns_from_the_right() {
    let mut drawn = String::new();
    for (column, text) in (0..).zip(["今年共召开会议", "多少次"]) {
        for (row, c) in (0..).zip(text.chars()) {
            let (x, y) = (
                400.0 - 24.0 * f64::from(column),
                700.0 - 12.0 * f64::from(row),
            );
            drawn += &words(x, y, 12.0, &c.to_string());
        }
    }
    assert_eq!(read(&File::of([drawn])).text, "今年共召开会议\n多少次\n");
}

#[test]
fn notes_and_fields_are_read_with_what_they_are_called() {
    let field = |name: &str, y: usize, more: &str| {
        format!(
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T ({name}) /Rect [150 {y} 300 {}] {more} >> ",
            y + 16
        )
    };
    let annotations = field("owner", 696, "")
        + &field(
            "phone",
            666,
            &format!("/V {} /TU {}", string("待定"), string("请填写手机号")),
        )
        + &format!(
            "<< /Type /Annot /Subtype /Text /Rect [0 0 20 20] /T {} /Contents {} >>",
            string("审核人"),
            string("此处金额是多少？")
        );
    let page = Page {
        content: words(60.0, 700.0, 12.0, "负责人：") + &words(60.0, 670.0, 12.0, "电话："),
        annotations,
        ..Page::default()
    };
    let document = read(&File {
        pages: vec![page],
        info: format!("/Title {} /Author (Li)", string("申请表")),
        ..File::default()
    });
    assert_eq!(
        nodes(&document, NodeKind::EmptyFormField),
        [("     ", Some("owner"))]
    );
    let fields = nodes(&document, NodeKind::FormField);
    assert_eq!(fields, [("     ", Some("owner")), ("待定", Some("phone"))]);
    assert_eq!(
        nodes(&document, NodeKind::InputPrompt),
        [("请填写手机号", Some("phone"))]
    );
    assert_eq!(
        nodes(&document, NodeKind::Comment),
        [("此处金额是多少？", Some("1:审核人"))]
    );
    assert_eq!(
        nodes(&document, NodeKind::Property),
        [("申请表", Some("title")), ("Li", Some("creator"))]
    );
    assert!(document.text.starts_with("负责人："));
}

const PICTURE: &str = "q 600 0 0 800 0 0 cm /Im Do Q\n";

#[test]
fn pages_without_text_are_named() {
    let text = || words(60.0, 700.0, 12.0, "正文");
    let scan = read(&File::of([PICTURE.to_owned()]));
    assert_eq!(
        (scan.status(), kinds(&scan)),
        (Status::NoText, vec!["pages-without-text"])
    );
    let half = read(&File::of([text(), PICTURE.to_owned(), String::new()]));
    assert_eq!(half.status(), Status::Incomplete);
    let named = half
        .problems
        .iter()
        .find_map(|problem| match &problem.kind {
            ProblemKind::PagesWithoutText(pages) => Some((pages.numbers.clone(), pages.of)),
            _ => None,
        });
    assert_eq!(named, Some((vec![2], 3)));
    let both = read(&File::of([text() + "q 500 0 0 500 0 0 cm /Im Do Q\n"]));
    assert_eq!(
        (both.status(), kinds(&both)),
        (Status::Incomplete, vec!["unread-content"])
    );
    // What was recognised on a scan lies under it.
    let recognised = read(&File::of([format!("3 Tr {}{PICTURE}", text())]));
    assert_eq!(
        (recognised.status(), &*recognised.text),
        (Status::Ok, "正文\n")
    );
}

#[test]
fn letters_that_do_not_say_what_they_are_are_no_text() {
    let drawn = "BT /F2 12 Tf 60 700 Td (abababab) Tj ET\n".to_owned();
    let document = read(&File::of([drawn + &words(60.0, 600.0, 12.0, "第 1 页")]));
    assert_eq!(
        (document.status(), kinds(&document)),
        (Status::NoText, vec!["unreadable-letters"])
    );
    assert_eq!(document.text, "");
}

#[test]
fn of_a_damaged_file_the_rest_is_read() {
    let mut file = File::of([
        words(60.0, 700.0, 12.0, "第一页"),
        "no such data".to_owned(),
        words(60.0, 700.0, 12.0, "第三页"),
    ]);
    file.pages[1].filter = "/Filter /DCTDecode";
    let document = read(&file);
    assert_eq!(
        (document.status(), &*document.text),
        (Status::Corrupt, "第一页\n第三页\n")
    );
    assert_eq!(document.problems[0].part.as_deref(), Some("page 2"));
    assert_eq!(place(&document, "第三页").0, Some(3));
    let cut = &file.bytes()[..500];
    assert_ne!(read_sound("a.pdf", cut).status(), Status::Ok);
    let empty = read_sound("a.pdf", b"%PDF-1.7\n");
    assert_eq!(
        (empty.status(), kinds(&empty)),
        (Status::Corrupt, vec!["broken-archive"])
    );
}

#[test]
fn a_file_with_a_password_is_not_read() {
    let mut file = File::of([words(60.0, 700.0, 12.0, "正文")]);
    file.objects
        .push((900, "<< /Filter /Foreign /V 9 >>".to_owned()));
    file.trailer = "/Encrypt 900 0 R /ID [<00> <00>]".to_owned();
    assert_eq!(read(&file).status(), Status::Encrypted);
}

#[test]
fn what_was_deflated_twice_is_not_inflated() {
    let deflate = |data: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    };
    let twice = deflate(&deflate(&vec![b' '; 8 << 20]));
    let mut bytes = File::of([String::new()]).bytes();
    write!(bytes, "901 0 obj\n<< /Length {} >>\nstream\n", twice.len()).unwrap();
    bytes.extend(twice);
    bytes.extend(b"\nendstream\nendobj\n");
    let document = read_sound("a.pdf", &bytes);
    assert_eq!(
        (document.status(), kinds(&document)),
        (Status::Limit, vec!["part-too-large"])
    );
}

#[test]
fn forms_that_draw_themselves_end() {
    let mut file = File::of(["/Fm Do".to_owned()]);
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] \
                /Resources << /XObject << /Fm 900 0 R >> >> /Length 6 >>\nstream\n/Fm Do\nendstream";
    file.objects.push((900, form.to_owned()));
    assert!(read(&file).text.is_empty());
}

#[test]
fn any_bytes_are_read_to_an_end() {
    let annotation = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [150 600 300 620] >>";
    let page = Page {
        content: lines(60.0, 700.0, &[FULL, "条意见。"]) + PICTURE + "97 698 m 195 698 l S\n",
        annotations: annotation.to_owned(),
        ..Page::default()
    };
    let file = File {
        pages: vec![page],
        info: format!("/Title {}", hex("题")),
        ..File::default()
    };
    let whole = file.bytes();
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap()
    };
    for round in 0..400 {
        let mut bytes = whole.clone();
        if round % 3 == 0 {
            bytes.truncate(random() % bytes.len());
        }
        for _ in 0..random() % 24 {
            let at = random() % bytes.len().max(1);
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random().to_le_bytes()[0];
            }
        }
        let mut shown = String::new();
        write!(shown, "{:?}", read_sound("a.pdf", &bytes).status()).unwrap();
    }
}
