//! Slides of PowerPoint 97 to 2003.

use unfilled::document::{Format, NodeKind, ProblemKind};

use super::{Bytes, compound, nodes_over, read_sound, shown};

/// A record; those that hold records say so.
fn record(kind: u16, instance: u16, content: &[u8]) -> Vec<u8> {
    let holds_records = matches!(
        kind,
        0x03E8 | 0x03EE | 0x03F0 | 0x040C | 0x0FF0 | 0x0FD9 | 0x1388 | 0x138A | 0x2EE0
    ) || matches!(kind, 0xF002..=0xF004);
    let version = if holds_records { 0xF } else { 0 };
    Bytes::default()
        .word(instance << 4 | version)
        .word(kind)
        .number(content.len() as u32)
        .all(content)
        .0
}

fn wide(text: &str) -> Vec<u8> {
    record(0x0FA0, 0, &Bytes::default().wide(text).0)
}

fn head(kind: u32) -> Vec<u8> {
    record(0x0F9F, 0, &Bytes::default().number(kind).0)
}

/// A shape with what is in its text, what place of a layout it fills, and where it lies in a group.
fn shape(id: u32, text: &[Vec<u8>], placeholder: u8, anchor: Option<(u32, u32)>) -> Vec<u8> {
    let mut content = record(0xF00A, 1, &Bytes::default().number(id).number(0).0);
    if let Some((left, top)) = anchor {
        let sides = Bytes::default()
            .number(left)
            .number(top)
            .number(left + 9)
            .number(top + 9);
        content.extend(record(0xF00F, 0, &sides.0));
    }
    if placeholder > 0 {
        let atom = record(
            0x0BC3,
            0,
            &Bytes::default().number(0).all(&[placeholder, 0, 0, 0]).0,
        );
        content.extend(record(0xF011, 0, &atom));
    }
    if !text.is_empty() {
        content.extend(record(0xF00D, 0, &text.concat()));
    }
    record(0xF004, 0, &content)
}

fn drawing(shapes: &[Vec<u8>]) -> Vec<u8> {
    let group = record(
        0xF003,
        0,
        &[vec![shape(1, &[], 0, None)], shapes.to_vec()]
            .concat()
            .concat(),
    );
    record(0x040C, 0, &record(0xF002, 0, &group))
}

fn slide(notes: u32, hidden: bool, rest: &[Vec<u8>]) -> Vec<u8> {
    let atom = Bytes::default().all(&[0; 16]).number(notes).all(&[0; 4]);
    let show = Bytes::default()
        .all(&[0; 10])
        .word(if hidden { 4 } else { 0 })
        .all(&[0; 4]);
    let mut content = record(0x03EF, 0, &atom.0);
    content.extend(record(0x03F9, 0, &show.0));
    content.extend(rest.concat());
    record(0x03EE, 0, &content)
}

fn entry(number: u32, id: u32) -> Vec<u8> {
    record(
        0x03F3,
        0,
        &Bytes::default()
            .number(number)
            .all(&[0; 8])
            .number(id)
            .all(&[0; 4])
            .0,
    )
}

/// The stream, and where its last edit stands. The second slide was saved twice.
pub(super) fn stream() -> (Vec<u8>, usize) {
    let outline = record(0x0F9E, 0, &Bytes::default().number(0).0);
    let table = {
        let options = record(0xF122, 1, &Bytes::default().word(0x039F).number(1).0);
        let group = [
            record(0xF00A, 1, &Bytes::default().number(9).number(1).0),
            options,
        ]
        .concat();
        let cell =
            |id, words: &str, left, top| shape(id, &[head(4), wide(words)], 0, Some((left, top)));
        let cells = [
            record(0xF004, 0, &group),
            cell(10, "____", 100, 50),
            cell(11, "名称", 0, 0),
            cell(12, "数量", 100, 0),
            cell(13, "设备", 0, 50),
        ];
        record(0xF003, 0, &cells.concat())
    };
    let comment = {
        let words = |number, text: &str| record(0x0FBA, number, &Bytes::default().wide(text).0);
        let comment = record(
            0x2EE0,
            0,
            &[words(0, "李某"), words(1, "请核对XX次")].concat(),
        );
        let data = record(0x138B, 0, &comment);
        let tag = record(0x138A, 0, &[words(0, "___PPT10"), data].concat());
        record(0x1388, 0, &tag)
    };
    let number = record(0x0FD8, 0, &Bytes::default().number(1).0);
    let first = slide(
        0x100,
        false,
        &[
            drawing(&[
                shape(2, &[outline], 13, None),
                shape(
                    3,
                    &[head(1), record(0x0FA8, 0, b"Item 1\x0BItem 2\rItem 3")],
                    14,
                    None,
                ),
                shape(4, &[head(1)], 14, None),
                shape(5, &[head(4), wide("第*页"), number], 0, None),
                shape(6, &[head(4), wide("*")], 8, None),
                table,
            ]),
            comment,
        ],
    );
    let old = slide(
        0,
        false,
        &[drawing(&[shape(2, &[head(0), wide("旧标题")], 13, None)])],
    );
    let new = slide(
        0,
        true,
        &[drawing(&[shape(2, &[head(0), wide("新标题")], 13, None)])],
    );
    let notes = record(
        0x03F0,
        0,
        &drawing(&[shape(2, &[head(2), wide("讲稿：此处补充")], 12, None)]),
    );
    let lists = [
        record(
            0x0FF0,
            0,
            &[
                entry(2, 0x200),
                head(0),
                wide("关于[项目名称]的汇报"),
                entry(3, 0x201),
            ]
            .concat(),
        ),
        record(0x0FF0, 2, &entry(4, 0x100)),
    ];
    let document = record(0x03E8, 0, &lists.concat());
    let mut all = Vec::new();
    let mut add = |content: &[u8]| {
        all.extend(content);
        (all.len() - content.len()) as u32
    };
    let places = [add(&document), add(&first), add(&old), add(&notes)];
    let places = places
        .into_iter()
        .fold(Bytes::default().number(1 | 4 << 20), Bytes::number);
    let edit = |before: u32, places: u32| {
        let edit = Bytes::default()
            .all(&[0; 8])
            .number(before)
            .number(places)
            .number(1)
            .all(&[0; 8]);
        record(0x0FF5, 0, &edit.0)
    };
    let places = add(&record(0x1772, 0, &places.0));
    let before = add(&edit(0, places));
    let new = add(&new);
    let places = add(&record(
        0x1772,
        0,
        &Bytes::default().number(3 | 1 << 20).number(new).0,
    ));
    let last = add(&edit(before, places));
    (all, last as usize)
}

pub(super) fn file(stream: &[u8], last: usize, sign: u32) -> Vec<u8> {
    let user = Bytes::default()
        .all(&[0; 12])
        .number(sign)
        .number(last as u32);
    compound(&[("PowerPoint Document", stream), ("Current User", &user.0)])
}

pub(super) const PLAIN: u32 = 0xE391_C05F;

const EXPECTED: &str = "slide 1 heading | 关于[项目名称]的汇报\n\
    slide 1 | Item 1↵Item 2\n\
    slide 1 | Item 3\n\
    slide 1 | 第页\n\
    slide 1 1:1 | 名称\n\
    slide 1 1:2 | 数量\n\
    slide 1 2:1 | 设备\n\
    slide 1 2:2 | ____\n\
    slide 1 slide-notes | 讲稿：此处补充\n\
    slide 1 comment | 请核对XX次\n\
    slide 2 hidden heading | 新标题\n";

#[test]
fn slides_are_read_as_they_were_saved_last() {
    let (stream, last) = stream();
    let document = read_sound("汇报.ppt", &file(&stream, last, PLAIN));
    assert_eq!(document.problems, []);
    assert_eq!(shown(&document), EXPECTED);
    let empty = document
        .nodes
        .iter()
        .find(|it| it.kind == NodeKind::EmptyPlaceholder);
    assert_eq!(empty.unwrap().detail.as_deref(), Some("body"));
    assert_eq!(
        nodes_over(&document, "请核对XX次"),
        [(NodeKind::Comment, "1!1:李某")]
    );
    // Without the stream that says which state is the newest, the last one is.
    let document = read_sound("汇报.dps", &compound(&[("PowerPoint Document", &stream)]));
    assert_eq!(document.format, Format::Ppt);
    assert_eq!(shown(&document), EXPECTED);
}

#[test]
fn what_is_not_read_is_said() {
    let (stream, last) = stream();
    let document = read_sound("a.ppt", &file(&stream, last, 0xF3D1_C4DF));
    assert_eq!(document.problems[0].kind, ProblemKind::Encrypted);
    // The second slide is lost with the edit that knows it; the first one is as it was.
    let document = read_sound("a.ppt", &file(&stream[..last - 40], last, PLAIN));
    assert!(document.text.contains("旧标题"));
    let document = read_sound("a.ppt", &file(&stream[..600], 0, PLAIN));
    assert_eq!(document.problems[0].kind, ProblemKind::BrokenPart);
    let document = read_sound("a.ppt", &compound(&[("PP40", &stream)]));
    assert_eq!(document.problems[0].kind, ProblemKind::Legacy(Format::Ppt));
}
