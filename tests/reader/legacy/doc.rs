//! Word documents of 1997 to 2003, and those of WPS.

use unfilled::document::{Format, NodeKind, Problem, ProblemKind, Status};

use super::word_file::{
    COMMENTS, DELETED, FOOTNOTES, HEADERS, HIDDEN, IN_TABLE, INSERTED, LEVEL_1, RED, ROW_END,
    SPECIAL, TEXT_BOXES, UNDERLINED, WordFile, YELLOW, properties,
};
use super::{Bytes, compound, nodes_over, read_sound, shown};

/// A table of places without entries.
fn places(all: &[u32]) -> Vec<u8> {
    let all = all.iter();
    all.fold(Bytes::default(), |bytes, &place| bytes.number(place))
        .0
}

#[test]
fn stories_are_read_with_their_places() {
    let mut file = WordFile::new();
    file.text("一、总体要求").end("\r", LEVEL_1);
    file.text("会期待定，")
        .run("\u{2}", SPECIAL)
        .run("\u{8}", SPECIAL)
        .text("地点在×市。\u{B}另行通知。")
        .end("\r", &[]);
    file.text("单位").end("\u{7}", IN_TABLE);
    file.text("____").end("\u{7}", IN_TABLE);
    file.end("\u{7}", ROW_END);
    file.text("电话").end("\u{7}", IN_TABLE);
    file.end("\r", IN_TABLE).end("\u{7}", IN_TABLE);
    file.end("\u{7}", ROW_END);
    file.text("附后。").end("\r", &[]);
    file.story(FOOTNOTES)
        .run("\u{2}", SPECIAL)
        .text("来源待补。")
        .end("\r", &[])
        .end("\r", &[]);
    file.table(3, places(&[0, 7, 8]));
    file.story(HEADERS)
        .text("××局")
        .end("\r", &[])
        .end("\r", &[])
        .text("第X稿")
        .end("\r", &[])
        .end("\r", &[])
        .end("\r", &[]);
    let (page, foot) = (5, 10);
    file.table(
        11,
        places(&[0, 0, 0, 0, 0, 0, 0, 0, page, page, foot, foot, foot, 11]),
    );
    file.story(TEXT_BOXES)
        .text("照片")
        .end("\r", &[])
        .end("\r", &[]);
    let shape = 1025;
    // The character with number 13 is the one that the text box hangs on.
    file.table(
        40,
        Bytes::default()
            .number(13)
            .number(33)
            .number(shape)
            .all(&[0; 22])
            .0,
    );
    file.table(
        56,
        Bytes::default()
            .number(0)
            .number(3)
            .number(4)
            .all(&[0; 14])
            .number(shape)
            .all(&[0; 26])
            .0,
    );
    file.properties = properties(&[(2, "工作方案"), (4, "[姓名]")]);
    let document = read_sound("方案.doc", &file.bytes());
    assert_eq!(document.problems, []);
    assert_eq!(
        shown(&document),
        "heading | 一、总体要求\n \
         | 会期待定，地点在×市。↵另行通知。\n\
         text-box | 照片\n\
         1:1 | 单位\n\
         1:2 | ____\n\
         2:1 | 电话\n\
         2:2 | \n \
         | \n \
         | 附后。\n\
         header | ××局\n\
         footer | 第X稿\n\
         footnote | 来源待补。\n\
         property | 工作方案\n\
         property | [姓名]\n"
    );
    assert_eq!(
        nodes_over(&document, "[姓名]"),
        [(NodeKind::Property, "creator")]
    );
    assert_eq!(document.format, Format::Doc);
    let document = read_sound("方案.wps", &file.bytes());
    assert_eq!(
        (document.format, document.status()),
        (Format::Wps, Status::Ok)
    );
}

#[test]
fn fields_show_their_results_and_prompts() {
    let mut file = WordFile::new();
    file.text("\u{13} MACROBUTTON AcceptAllChanges [此处填写单位]\u{15}")
        .end("\r", &[]);
    file.text("\u{13} MERGEFIELD 姓名 \u{14}«姓名»\u{15}")
        .end("\r", &[]);
    file.text("\u{13} HYPERLINK \"http://a.example/\" \u{14}网址\u{15}")
        .end("\r", &[]);
    file.text("编号：\u{13} FORMTEXT \u{14}     \u{15}号")
        .end("\r", &[]);
    file.text("没有结尾\u{13} PAGE").end("\r", &[]);
    let document = read_sound("a.doc", &file.bytes());
    assert_eq!(
        document.text.as_str(),
        "[此处填写单位]\n«姓名»\n网址\n编号：     号\n没有结尾 PAGE\n"
    );
    let over = |words| nodes_over(&document, words);
    assert_eq!(over("[此处填写单位]")[0].0, NodeKind::PromptField);
    assert_eq!(over("«姓名»"), [(NodeKind::MergeField, "MERGEFIELD 姓名")]);
    assert_eq!(over("网址")[0].0, NodeKind::ReferenceField);
    let blank: Vec<_> = over("     ").into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(blank, [NodeKind::FormField, NodeKind::EmptyFormField]);
}

#[test]
fn letters_keep_what_is_said_of_them() {
    let mut file = WordFile::new();
    file.text("甲")
        .run("删去的字", DELETED)
        .run("新写的字", INSERTED)
        .run("藏起来", HIDDEN);
    file.text("名称")
        .run("　　", UNDERLINED)
        .run("红字", RED)
        .run("黄底", YELLOW)
        .text("1\u{1E}2\u{1F}3")
        .end("\r", &[]);
    file.table(
        51,
        Bytes::default()
            .word(0xFFFF)
            .word(2)
            .word(0)
            .word(1)
            .wide("无")
            .word(2)
            .wide("王某")
            .0,
    );
    let document = read_sound("a.doc", &file.bytes());
    assert_eq!(
        document.text.as_str(),
        "甲新写的字藏起来名称　　红字黄底1-23\n"
    );
    let over = |words| nodes_over(&document, words);
    assert_eq!(over("新写的字"), [(NodeKind::Insertion, "王某")]);
    assert_eq!(over("藏起来"), [(NodeKind::Hidden, "")]);
    assert_eq!(over("　　"), [(NodeKind::UnderlinedBlank, "")]);
    assert_eq!(over("红字"), [(NodeKind::RedText, "")]);
    assert_eq!(over("黄底"), [(NodeKind::Highlight, "yellow")]);
    let deletion = document
        .nodes
        .iter()
        .find(|it| it.kind == NodeKind::Deletion);
    assert_eq!(deletion.unwrap().detail.as_deref(), Some("王某\n删去的字"));
}

#[test]
fn comments_know_author_and_words() {
    let mut file = WordFile::new();
    file.text("总额多少万元")
        .run("\u{5}", SPECIAL)
        .text("。")
        .end("\r", &[]);
    file.story(COMMENTS)
        .run("\u{5}", SPECIAL)
        .text("请核实")
        .end("\r", &[])
        .end("\r", &[]);
    let comment = Bytes::default().number(6).number(9).all(&[0; 26]).number(7);
    file.table(4, comment.0);
    file.table(5, places(&[0, 5, 6]));
    file.table(36, Bytes::default().word(2).wide("李某").0);
    let tag = Bytes::default()
        .word(0xFFFF)
        .word(1)
        .word(10)
        .word(0)
        .word(0x0100)
        .number(7)
        .number(0);
    file.table(37, tag.0);
    file.table(42, Bytes::default().number(2).number(9).number(0).0);
    file.table(43, places(&[6, 9]));
    let document = read_sound("a.doc", &file.bytes());
    assert_eq!(document.problems, []);
    assert_eq!(document.text.as_str(), "总额多少万元。\n请核实\n");
    assert_eq!(
        nodes_over(&document, "请核实"),
        [(NodeKind::Comment, "0:李某")]
    );
    assert_eq!(
        nodes_over(&document, "多少万元"),
        [(NodeKind::Commented, "0")]
    );
}

/// What was saved in a hurry stands at the end of the stream, and what is all in one byte a character is Western.
#[test]
fn pieces_are_put_together() {
    let mut file = WordFile::new();
    file.text("XYZ后半").end("\r", &[]);
    let (mut main, mut table) = file.streams();
    let extra = main.len();
    main.extend(b"Caf\xE9 \x93");
    let at = table.len();
    let pieces = [0_u32, 6, 8]
        .into_iter()
        .fold(Bytes::default(), Bytes::number);
    let pieces = pieces
        .word(0)
        .number((extra as u32 * 2) | 1 << 30)
        .word(0)
        .word(0)
        .number(0x800 + 6)
        .word(0);
    table.extend(
        Bytes::default()
            .all(&[2])
            .number(pieces.0.len() as u32)
            .all(&pieces.0)
            .0,
    );
    let entry = 0x9A + 33 * 8;
    main[entry..entry + 4].copy_from_slice(&(at as u32).to_le_bytes());
    main[entry + 4..entry + 8].copy_from_slice(&(pieces.0.len() as u32 + 5).to_le_bytes());
    // The body has eight characters now.
    main[0x4C..0x50].copy_from_slice(&8_u32.to_le_bytes());
    let document = read_sound(
        "a.doc",
        &compound(&[("WordDocument", &main), ("1Table", &table)]),
    );
    assert_eq!(document.text.as_str(), "Café “后半\n");
    assert_eq!(document.problems, []);
}

#[test]
fn what_is_not_read_is_said() {
    let mut file = WordFile::new();
    file.text("正文").end("\r", &[]);
    let kinds = |file: &WordFile| {
        let document = read_sound("a.doc", &file.bytes());
        let kinds: Vec<_> = document.problems.into_iter().map(|it| it.kind).collect();
        kinds
    };
    assert_eq!(kinds(&file), []);
    file.flags |= 1 << 8;
    assert_eq!(kinds(&file), [ProblemKind::Encrypted]);
    file.flags = 1 << 9;
    file.version = 104;
    assert_eq!(kinds(&file), [ProblemKind::Legacy(Format::Doc)]);
    file.version = 0x00C1;
    // A character is missing at the end.
    file.story(FOOTNOTES);
    let (main, mut table) = file.streams();
    let entry = table.len() - 17;
    table[entry + 5..entry + 9].copy_from_slice(&2_u32.to_le_bytes());
    let document = read_sound(
        "a.doc",
        &compound(&[("WordDocument", &main), ("1Table", &table)]),
    );
    assert_eq!(document.text.as_str(), "正文\n");
    let broken = Problem::in_part(ProblemKind::BrokenPart, "1Table");
    assert_eq!(document.problems[0], broken);
    let document = read_sound("a.doc", &compound(&[("WordDocument", &main)]));
    assert_eq!(
        document.problems,
        [Problem::in_part(ProblemKind::MissingPart, "1Table")]
    );
}
