//! How cells are named.

use super::*;

/// A document with a table a block, a row a line, a cell between bars; `>` says how many columns a cell takes.
fn document(tables: &[&str]) -> Document {
    let mut text = String::new();
    let mut nodes = Vec::new();
    for (table, rows) in tables.iter().enumerate() {
        for (row, line) in rows.lines().enumerate() {
            let mut column = 1;
            for (cell, words) in line.split('|').enumerate() {
                let (words, span) = words.split_once('>').unwrap_or((words, "1"));
                let start = text.len();
                text.push_str(words);
                let range = TextRange::new(start, text.len());
                let place = format!("{}:{}:{}:{column}", table + 1, row + 1, cell + 1);
                nodes.push(Node::with_detail(range, NodeKind::TableCell, place));
                text.push('\n');
                column += span.parse::<usize>().unwrap();
            }
        }
    }
    Document {
        text: text.into(),
        nodes,
        ..Document::default()
    }
}

fn named(document: &Document, words: &str) -> (usize, usize, Option<String>, Option<String>) {
    let start = document.text.find(words).unwrap();
    let node = document
        .nodes
        .iter()
        .find(|node| node.range.start() == start)
        .unwrap();
    let place = Cells::of(document).place(node, &document.text).unwrap();
    (
        place.row,
        place.column,
        place.row_header,
        place.column_header,
    )
}

#[test]
fn a_cell_is_known_by_the_heads_of_its_row_and_column() {
    let document = document(&[
        "人员名单>3\n序号|姓名|联系电话\n1|李某|多少\n2||几个\n合计>2|若干",
        "项目|数量\n培训|何次",
    ]);
    let header = |words: &str| Some(words.to_owned());
    assert_eq!(
        named(&document, "多少"),
        (3, 3, header("李某"), header("联系电话"))
    );
    assert_eq!(named(&document, "几个"), (4, 3, None, header("联系电话")));
    // Merged cells count as the columns that they take.
    assert_eq!(
        named(&document, "若干"),
        (5, 2, header("合计"), header("联系电话"))
    );
    assert_eq!(named(&document, "姓名"), (2, 2, header("序号"), None));
    assert_eq!(named(&document, "何次"), (2, 2, header("培训"), None));
}

#[test]
fn a_cell_of_a_form_is_known_by_the_words_before_it() {
    let document = document(&["姓名：||性别|\n单位>1|某局>3\n电话|多少|职务|什么"]);
    let header = |words: &str| Some(words.to_owned());
    assert_eq!(named(&document, "多少"), (3, 2, header("电话"), None));
    assert_eq!(named(&document, "什么"), (3, 4, header("职务"), None));
}

#[test]
fn the_first_row_of_a_form_may_be_filled_in() {
    let document = document(&["姓名|钟小满|性别|女\n职务|多少|电话|什么"]);
    let header = Some("电话".to_owned());
    assert_eq!(named(&document, "什么"), (2, 4, header, None));
}

#[test]
fn heads_that_are_not_alone_name_nothing() {
    let document = document(&["区县|户数|户数\n东区|12|多少"]);
    assert_eq!(
        named(&document, "多少"),
        (2, 3, Some("东区".to_owned()), None)
    );
}
