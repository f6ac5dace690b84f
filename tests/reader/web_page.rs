//! Web pages, as a case in a file: the page, and behind `=== shows` each line of the text with its place in the source and what it is. `↵` is
//! a break inside a paragraph.

use std::fmt::Write as _;

use unfilled::document::{Document, Format, Locator, NodeKind, ProblemKind, Status, UnreadContent};
use unfilled::text::TextRange;

use super::read_sound;

/// Each line with the place where it begins in the source, and the kinds of the nodes round it from the outside in.
fn shown(document: &Document) -> String {
    let locator = Locator::new(document);
    let (mut shown, mut start) = (String::new(), 0);
    for line in document.text.lines() {
        let range = TextRange::new(start, start + line.len());
        let place = locator.line_column(start);
        let kinds = document.nodes_around(range);
        let kinds = kinds.map(|node| match node.kind {
            NodeKind::Table | NodeKind::TableRow => String::new(),
            kind => format!(" {}{}", kind.name(), detail(node.detail.as_deref())),
        });
        let kinds: String = kinds.collect();
        let line = line.replace('\u{2028}', "↵");
        writeln!(shown, "{}:{}{kinds} | {line}", place.line, place.column).unwrap();
        start = range.end() + 1;
    }
    shown
}

fn detail(detail: Option<&str>) -> String {
    detail.map_or(String::new(), |detail| format!("={detail}"))
}

fn text(page: &str) -> String {
    read_sound("a.html", page.as_bytes())
        .text
        .as_str()
        .to_owned()
}

#[test]
fn a_page_is_read_as_a_browser_shows_it() {
    let case = include_str!("../../fixtures/web_page/page.txt");
    let (page, expected) = case.split_once("=== shows\n").unwrap();
    let document = read_sound("通知.html", page.as_bytes());
    assert_eq!(shown(&document), expected);
    let unread = UnreadContent {
        pictures: 1,
        objects: 1,
        ..UnreadContent::default()
    };
    let kinds: Vec<_> = document.problems.iter().map(|it| &it.kind).collect();
    assert_eq!(kinds, [&ProblemKind::UnreadContent(unread)]);
}

#[test]
fn places_are_those_of_the_source() {
    let page = "<p>甲\r\n<b>乙</b>&amp;&nbsp;多少次</p>\n<p>　　丙 XX</p>";
    let document = read_sound("a.html", page.as_bytes());
    assert_eq!(document.text, "甲乙&\u{a0}多少次\n　　丙 XX\n");
    let locator = Locator::new(&document);
    let place = |words: &str| {
        let place = locator.line_column(document.text.find(words).unwrap());
        (place.line, place.column)
    };
    assert_eq!(place("乙"), (2, 4));
    assert_eq!(place("多少次"), (2, 20));
    assert_eq!(place("XX"), (3, 8));
}

#[test]
fn white_space_is_what_a_browser_makes_of_it() {
    assert_eq!(text("<p>one\n  two<i> three</i></p>"), "one two three\n");
    assert_eq!(text("党的XX\n大，召开\n会议"), "党的XX 大，召开会议\n");
    assert_eq!(text("<pre>\n一  二\n\n  三</pre>"), "一  二\n  三\n");
    assert_eq!(text("一<br>二<br/>"), "一\u{2028}二\n");
    assert_eq!(text("一<br>\n<br>二"), "一\n二\n");
}

#[test]
fn an_encoding_is_told_by_what_the_page_says_and_by_its_bytes() {
    let page = |head: &str| format!("{head}<p>镕基在堃、开展活动多少次，走访群众若干户。</p>");
    let gbk = |head: &str| encoding_rs::GB18030.encode(&page(head)).0.into_owned();
    let words = "镕基在堃、开展活动多少次，走访群众若干户。\n";
    let gb2312 = "<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">";
    for (bytes, encoding) in [
        (gbk(gb2312), "GB18030"),
        (gbk("<?xml version='1.0' encoding='GBK'?>"), "GB18030"),
        (gbk(""), "GB18030"),
        // Saved anew by a program that does not look at what the page says.
        (gbk("<meta charset=utf-8>"), "GB18030"),
        (page(gb2312).into_bytes(), "UTF-8"),
        (page("\u{feff}").into_bytes(), "UTF-8"),
    ] {
        let document = read_sound("a.html", &bytes);
        assert_eq!(
            (document.text.as_str(), document.encoding),
            (words, Some(encoding))
        );
        assert_eq!(document.status(), Status::Ok);
    }
}

#[test]
fn a_page_in_xml_may_close_what_is_empty() {
    let page = "<?xml version=\"1.0\"?><html><head><title/><script src=\"a.js\"/></head><body><p/><p>多少次</p></body></html>";
    assert_eq!(text(page), "多少次\n");
}

#[test]
fn the_columns_of_a_table_count_cells_that_reach_over_several() {
    let page =
        "<table><tr><td rowspan=2>一<td colspan=2>二<tr><td>三<td>四<tr><td>五<td><td>六</table>";
    let document = read_sound("a.html", page.as_bytes());
    let nodes = document.nodes.iter();
    let cells = nodes.filter(|node| node.kind == NodeKind::TableCell);
    let cells: Vec<_> = cells.filter_map(|node| node.detail.as_deref()).collect();
    assert_eq!(
        cells,
        [
            "1:1:1", "1:1:2", "1:2:1:2", "1:2:2:3", "1:3:1", "1:3:2", "1:3:3"
        ]
    );
    assert_eq!(document.text, "一\n二\n三\n四\n五\n\n六\n");
}

#[test]
fn pages_saved_as_one_file_are_read_with_those_in_them() {
    let archive = concat!(
        "From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"edge\"\n\n--edge\n",
        "Content-Type: text/html; charset=\"gb2312\"\nContent-Transfer-Encoding: quoted-printable\nContent-Location: file:///C:/a/main.htm\n\n",
        "<title>=B6=E0=C9=D9</title><table><tr><td>=B6=E0=C9=\n=D9=B4=CE</table>\n--edge\nContent-Type: image/png\n\nAAAA\n--edge\n",
        "Content-Type: text/html\n\n<table><tr><td>XX</td></tr></table>\n--edge--\n",
    );
    for name in ["a.mht", "a"] {
        let document = read_sound(name, archive.as_bytes());
        assert_eq!(
            (document.format, document.status()),
            (Format::Html, Status::Ok)
        );
        assert_eq!(document.text, "多少\n多少次\nXX\n");
        assert_eq!(document.map.parts(), ["main.htm", "page 2"]);
        let cells = document.nodes.iter();
        let cells: Vec<_> = cells
            .filter(|node| node.kind == NodeKind::TableCell)
            .collect();
        assert_eq!(cells[1].detail.as_deref(), Some("2:1:1"));
    }
    let without = read_sound(
        "a.mht",
        b"MIME-Version: 1.0\nContent-Type: image/png\n\nAAAA",
    );
    assert_eq!(without.status(), Status::Corrupt);
}

#[test]
fn no_page_is_too_broken_or_too_deep() {
    let case = include_str!("../../fixtures/web_page/page.txt");
    let (page, _) = case.split_once("=== shows\n").unwrap();
    let mut state = 11_usize;
    for round in 0..400 {
        let mut bytes = page.as_bytes().to_vec();
        for _ in 0..round % 7 {
            state = (state * 1_103_515_245 + 12_345) % (1 << 31);
            let at = (state >> 4) % bytes.len();
            bytes[at] = b"<>&\"'/=- \n\0\xB6"[state % 12];
        }
        state = (state * 1_103_515_245 + 12_345) % (1 << 31);
        bytes.truncate((state >> 4) % page.len());
        read_sound("a.html", &bytes);
    }
    for piece in [
        "<table><tr><td>",
        "<div hidden>",
        "<b>",
        "<ul><li>",
        "<template>",
        "&",
        "<a title=x>",
    ] {
        read_sound(
            "a.html",
            format!("{}多少次", piece.repeat(20_000)).as_bytes(),
        );
    }
}
