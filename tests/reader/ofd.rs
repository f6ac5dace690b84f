//! OFD files: pages of characters at their places, built here object by object.

use std::fmt::Write as _;

use unfilled::document::{Document, Format, Locator, NodeKind, Pages, ProblemKind, Status};
use unfilled::text::TextRange;

use super::read_as;
use crate::support::zip::archive;

/// A line of letters that are 5 mm wide, or half as wide.
fn line(x: f32, y: f32, text: &str) -> String {
    let mut steps = String::new();
    for c in text.chars() {
        write!(steps, "{} ", if c.is_ascii() { 2.5 } else { 5.0 }).unwrap();
    }
    format!(
        "<ofd:TextObject ID=\"1\" Boundary=\"{x} {y} 150 6\" Font=\"1\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"{}\">{text}</ofd:TextCode></ofd:TextObject>",
        steps.trim_end()
    )
}

/// A file of these pages under the address of some namespace.
fn file(namespace: &str, pages: &[&str], others: &[(&str, &str)]) -> Vec<u8> {
    let whole = |name: &str, content: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:{name} xmlns:ofd=\"{namespace}\">{content}</ofd:{name}>"
        )
    };
    let mut list = String::new();
    let mut parts = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        write!(
            list,
            "<ofd:Page ID=\"p{number}\" BaseLoc=\"Pages\\Page_{number}/content.xml\"/>"
        )
        .unwrap();
        let content = format!(
            "<ofd:Template TemplateID=\"t\"/><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content>"
        );
        parts.push((
            format!("Doc_0/Pages/Page_{number}/Content.xml"),
            whole("Page", &content),
        ));
    }
    let main = "<ofd:DocBody><ofd:DocInfo><ofd:Title>某报告</ofd:Title><ofd:Author>作者</ofd:Author><ofd:Creator>程序</ofd:Creator></ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>";
    parts.push(("OFD.xml".to_owned(), whole("OFD", main)));
    let document = format!(
        "<ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID=\"t\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>\
         <ofd:Pages>{list}</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
    );
    parts.push((
        "Doc_0/Document.xml".to_owned(),
        whole("Document", &document),
    ));
    let has = |name: &str| others.iter().any(|(other, _)| *other == name);
    if !has("Doc_0/Tpls/Tpl_0/Content.xml") {
        parts.push(("Doc_0/Tpls/Tpl_0/Content.xml".to_owned(), whole("Page", "")));
    }
    for (name, content) in others {
        parts.push(((*name).to_owned(), whole("Page", content)));
    }
    archive(
        parts
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_bytes())),
    )
}

fn open(bytes: &[u8]) -> Document {
    read_as("a.ofd", bytes)
}

fn kinds(document: &Document) -> Vec<ProblemKind> {
    document.problems.iter().map(|it| it.kind.clone()).collect()
}

/// The page and the line where some words stand.
fn place(document: &Document, words: &str) -> (Option<usize>, Option<usize>) {
    let start = document
        .text
        .find(words)
        .unwrap_or_else(|| panic!("{words} in {}", &*document.text));
    let location = Locator::new(document).location(TextRange::new(start, start + words.len()));
    (location.page, location.line)
}

#[test]
fn lines_become_paragraphs_and_places_are_lines_of_pages() {
    let first = [
        line(30.0, 20.0, "本年度全县共召开会议多少次，研究重点议"),
        line(20.0, 28.0, "题XX项，整改问题____个，其余问题正在抓紧"),
        line(20.0, 36.0, "整改。"),
        line(30.0, 44.0, "第二段从这里开始。"),
    ];
    let second = line(20.0, 20.0, "后页待定");
    for namespace in ["http://www.ofdspec.org/2016", "http://example.org/anything"] {
        let document = open(&file(namespace, &[&first.concat(), &second], &[]));
        assert_eq!(document.format, Format::Ofd);
        assert_eq!(document.problems, []);
        assert_eq!(
            &*document.text,
            "本年度全县共召开会议多少次，研究重点议题XX项，整改问题____个，其余问题正在抓紧整改。\n第二段从这里开始。\n后页待定\n某报告\n作者\n"
        );
        assert_eq!(place(&document, "多少次"), (Some(1), Some(1)));
        assert_eq!(place(&document, "____个"), (Some(1), Some(2)));
        assert_eq!(place(&document, "第二段"), (Some(1), Some(4)));
        assert_eq!(place(&document, "待定"), (Some(2), Some(1)));
        let mut properties = document
            .nodes
            .iter()
            .filter(|it| it.kind == NodeKind::Property);
        assert_eq!(properties.next().unwrap().detail.as_deref(), Some("title"));
        assert_eq!(
            properties.next().unwrap().detail.as_deref(),
            Some("creator")
        );
    }
}

#[test]
fn what_is_drawn_in_pieces_is_read_from_left_to_right() {
    let page = [
        // A form: the words of the template, and what somebody typed, drawn later and a little higher.
        line(60.0, 20.3, "某单位"),
        line(20.0, 60.0, "序号"),
        line(80.0, 60.0, "名称"),
        line(140.0, 60.0, "数量"),
        // Fake bold: twice the same.
        line(20.0, 80.0, "重点工作"),
        line(20.1, 80.0, "重点工作"),
        "<ofd:TextObject Boundary=\"20 100 150 6\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 3 9\">工作总结</ofd:TextCode></ofd:TextObject>".to_owned(),
        "<ofd:TextObject Boundary=\"20 120 150 6\" Size=\"10\" CTM=\"0.5 0 0 0.5 0 0\"><ofd:TextCode X=\"0\" Y=\"10\" DeltaX=\"5 5 10 5 5 5\">the end</ofd:TextCode></ofd:TextObject>".to_owned(),
        // Words of the template with blanks, and what somebody typed over these.
        line(20.0, 160.0, "第    页"),
        line(27.0, 160.0, "3"),
        "<ofd:TextObject Boundary=\"20 140 150 6\" Size=\"5\" Visible=\"false\"><ofd:TextCode X=\"0\" Y=\"5\">不显示</ofd:TextCode></ofd:TextObject>".to_owned(),
    ];
    let template = line(20.0, 20.0, "填报单位：");
    let others = [("Doc_0/Tpls/Tpl_0/Content.xml", template.as_str())];
    let document = open(&file(
        "http://www.ofdspec.org/2016",
        &[&page.concat()],
        &others,
    ));
    assert_eq!(
        &*document.text,
        "填报单位：\t某单位\n序号\t名称\t数量\n重点工作\n工作总结\nthe end\n第    3 页\n某报告\n作者\n"
    );
}

#[test]
fn vertical_text_is_read_column_by_column_from_the_right() {
    let column = |x: f32, text: &str| {
        let steps = vec!["5"; text.chars().count() - 1].join(" ");
        format!(
            "<ofd:TextObject Boundary=\"{x} 20 6 150\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaY=\"{steps}\">{text}</ofd:TextCode></ofd:TextObject>"
        )
    };
    let page = [column(80.0, "左边一行字"), column(120.0, "右边先读的一行")];
    let document = open(&file("http://www.ofdspec.org/2016", &[&page.concat()], &[]));
    assert!(
        document.text.starts_with("右边先读的一行\n左边一行字\n"),
        "{}",
        &*document.text
    );
}

#[test]
fn annotations_follow_their_page_and_attachments_are_counted() {
    let others = [
        (
            "Doc_0/Annots/Annotations.xml",
            "<ofd:Page PageID=\"p0\"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>",
        ),
        (
            "Doc_0/Annots/Page_0/Annotation.xml",
            "<ofd:Annot Type=\"Highlight\" Creator=\"审核\"><ofd:Remark>核实多少？</ofd:Remark></ofd:Annot>\
             <ofd:Annot Type=\"Watermark\"><ofd:Appearance Boundary=\"0 0 200 200\"><ofd:TextObject Boundary=\"50 50 50 6\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\">草稿</ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot>",
        ),
        (
            "Doc_0/Attachs/Attachments.xml",
            "<ofd:Attachment Name=\"a.xlsx\" Format=\"xlsx\"/><ofd:Attachment Name=\"b.xml\" Visible=\"false\"/>",
        ),
    ];
    let pages = [line(20.0, 20.0, "前页"), line(20.0, 20.0, "后页")];
    let document = open(&file(
        "http://www.ofdspec.org/2016",
        &[&pages[0], &pages[1]],
        &others,
    ));
    assert!(
        document.text.starts_with("前页\n核实多少？\n草稿\n后页\n"),
        "{}",
        &*document.text
    );
    assert_eq!(place(&document, "核实"), (Some(1), None));
    let comment = document
        .nodes
        .iter()
        .find(|it| it.kind == NodeKind::Comment);
    assert_eq!(comment.unwrap().detail.as_deref(), Some("1:审核"));
    let [ProblemKind::UnreadContent(unread)] = kinds(&document)[..] else {
        panic!("{:?}", document.problems);
    };
    assert_eq!((unread.workbooks, unread.documents), (1, 0));
}

#[test]
fn pages_without_characters_are_told() {
    let picture = "<ofd:ImageObject Boundary=\"0 0 210 297\" ResourceID=\"1\"/>";
    let words = line(20.0, 20.0, "有字");
    let pages = |numbers, of| ProblemKind::PagesWithoutText(Pages { numbers, of });
    let document = open(&file(
        "http://www.ofdspec.org/2016",
        &[&words, picture],
        &[],
    ));
    assert_eq!(kinds(&document), [pages(vec![2], 2)]);
    assert_eq!(document.status(), Status::Incomplete);
    let outlines = "<ofd:PathObject Boundary=\"0 0 5 5\"><ofd:AbbreviatedData>M 0 0 L 5 5</ofd:AbbreviatedData></ofd:PathObject>";
    let document = open(&file(
        "http://www.ofdspec.org/2016",
        &[picture, outlines],
        &[],
    ));
    assert_eq!(document.status(), Status::NoText);
    let glyphs = line(20.0, 20.0, "¤¤¤¤有字");
    let document = open(&file("http://www.ofdspec.org/2016", &[&glyphs], &[]));
    let unreadable = Pages {
        numbers: vec![1],
        of: 1,
    };
    assert_eq!(
        kinds(&document),
        [ProblemKind::UnreadableLetters(unreadable)]
    );
}

#[test]
fn damage_is_told_and_the_other_pages_are_read() {
    let words = line(20.0, 20.0, "有字");
    let broken = "<ofd:TextObject Boundary=\"nan inf 1e99 x\" Size=\"-1\" CTM=\"1 2\"><ofd:TextCode DeltaX=\"g 99999999999 1 g x\" X=\"1e38\">甲</ofd:TextCode></ofd:Wrong>";
    let document = open(&file("http://www.ofdspec.org/2016", &[broken, &words], &[]));
    assert!(document.text.contains("有字\n"), "{}", &*document.text);
    assert_eq!(document.status(), Status::Corrupt);
    let nothing = archive([("OFD.xml", b"<ofd:OFD xmlns:ofd=\"x\"/>".as_slice())]);
    assert_eq!(kinds(&open(&nothing))[0], ProblemKind::MissingBody);
}
