//! Excel workbooks of 1997 to 2003.

use unfilled::document::{Format, NodeKind, ProblemKind};

use super::{Bytes, compound, nodes_over, read_sound, shown};

/// A record.
#[expect(
    clippy::needless_pass_by_value,
    reason = "what is built goes from hand to hand"
)]
pub(super) fn record(kind: u16, data: Bytes) -> Vec<u8> {
    let length = data.0.len() as u16;
    Bytes::default().word(kind).word(length).all(&data.0).0
}

/// A text with its length in two bytes.
fn text(words: &str) -> Bytes {
    let length = words.encode_utf16().count() as u16;
    Bytes::default().word(length).all(&[1]).wide(words)
}

/// Where a cell is and its style.
fn cell(row: u16, column: u16, style: u16) -> Bytes {
    Bytes::default().word(row).word(column).word(style)
}

fn begin(kind: u16) -> Vec<u8> {
    record(
        0x0809,
        Bytes::default().word(0x0600).word(kind).all(&[0; 12]),
    )
}

fn end() -> Vec<u8> {
    record(0x000A, Bytes::default())
}

/// The stream of a workbook with these globals and sheets; each sheet has a name and a state.
fn stream(globals: &[Vec<u8>], sheets: &[(&str, u8, Vec<u8>)]) -> Vec<u8> {
    let entry = |name: &str, state: u8, at: usize| {
        let units = name.encode_utf16().count() as u8;
        let data = Bytes::default()
            .number(at as u32)
            .all(&[state, 0, units, 1])
            .wide(name);
        record(0x0085, data)
    };
    let names: usize = sheets
        .iter()
        .map(|(name, ..)| entry(name, 0, 0).len())
        .sum();
    let mut all = begin(0x0005);
    all.extend(globals.concat());
    let mut at = all.len() + names + end().len();
    for (name, state, content) in sheets {
        all.extend(entry(name, *state, at));
        at += content.len();
    }
    all.extend(end());
    for (.., content) in sheets {
        all.extend(content);
    }
    all
}

fn sheet(records: &[Vec<u8>]) -> Vec<u8> {
    [begin(0x0010), records.concat(), end()].concat()
}

pub(super) fn workbook() -> Vec<u8> {
    // The second text begins in one record, each character in two bytes, and goes on in the next one, each in one.
    let strings = Bytes::default()
        .number(3)
        .number(2)
        .all(&text("项目____").0);
    let strings = strings.word(4).all(&[1]).wide("甲乙");
    let globals = [
        record(0x041E, Bytes::default().word(164).all(&text("0\"XX台\"").0)),
        record(0x00E0, Bytes::default().word(0).word(0).all(&[0; 16])),
        record(0x00E0, Bytes::default().word(0).word(164).all(&[0; 16])),
        record(0x00FC, strings),
        record(0x003C, Bytes::default().all(&[0]).all(b"ab")),
    ];
    let first = [
        record(
            0x007D,
            Bytes::default()
                .word(3)
                .word(3)
                .word(0)
                .word(0)
                .word(1)
                .word(0),
        ),
        record(0x0208, Bytes::default().word(2).all(&[0; 10]).number(0x20)),
        record(0x0014, text("&L&\"宋体\"第&P页&C制表：____")),
        record(0x00FD, cell(0, 0, 0).number(0)),
        record(0x00FD, cell(0, 1, 0).number(1)),
        record(0x0203, cell(0, 2, 1).all(&3.0_f64.to_le_bytes())),
        record(0x027E, cell(0, 3, 0).number((125 << 2) | 3)),
        record(
            0x00BD,
            Bytes::default()
                .word(1)
                .word(0)
                .word(0)
                .number(7 << 2 | 2)
                .word(0)
                .number(8 << 2 | 2)
                .word(1),
        ),
        record(
            0x0006,
            cell(2, 0, 0)
                .all(&[0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
                .all(&[0; 8]),
        ),
        record(0x0207, text("待定\n再议")),
        record(0x0205, cell(2, 1, 0).all(&[0x2A, 1])),
        record(
            0x01BE,
            Bytes::default()
                .number(0)
                .all(&text("\0").0)
                .all(&text("\0").0)
                .all(&text("请填写单位").0)
                .all(&text("\0").0)
                .all(&[0; 8])
                .word(1)
                .word(6)
                .word(6)
                .word(1)
                .word(1),
        ),
        record(
            0x005D,
            Bytes::default()
                .word(0x15)
                .word(0x12)
                .word(0x19)
                .word(1)
                .all(&[0; 14]),
        ),
        record(
            0x01B6,
            Bytes::default().all(&[0; 10]).word(4).word(16).all(&[0; 4]),
        ),
        record(0x003C, Bytes::default().all(&[1]).wide("多少万元")),
        record(0x003C, Bytes::default().all(&[0; 16])),
        record(
            0x001C,
            Bytes::default()
                .word(0)
                .word(1)
                .word(0)
                .word(1)
                .all(&text("李某").0),
        ),
        record(
            0x005D,
            Bytes::default()
                .word(0x15)
                .word(0x12)
                .word(6)
                .word(2)
                .all(&[0; 14]),
        ),
        record(
            0x01B6,
            Bytes::default().all(&[0; 10]).word(2).word(16).all(&[0; 4]),
        ),
        record(0x003C, Bytes::default().all(&[1]).wide("说明")),
        record(0x003C, Bytes::default().all(&[0; 16])),
        record(
            0x005D,
            Bytes::default()
                .word(0x15)
                .word(0x12)
                .word(5)
                .word(3)
                .all(&[0; 14]),
        ),
        begin(0x0020),
        record(0x100D, Bytes::default().word(0).all(&[4, 1]).wide("图X 表")),
        end(),
    ];
    let second = [record(0x0204, cell(6, 1, 0).all(&text("藏着").0))];
    stream(
        &globals,
        &[("明细表", 0, sheet(&first)), ("底稿", 2, sheet(&second))],
    )
}

#[test]
fn sheets_are_read_with_their_places() {
    let bytes = compound(&[("Workbook", &workbook())]);
    let document = read_sound("表.xls", &bytes);
    assert_eq!(document.problems, []);
    assert_eq!(
        shown(&document),
        "明细表 heading | 明细表\n\
         明细表 1:1 | 项目____\n\
         明细表 1:2 | 甲乙ab\n\
         明细表 1:3 | 3XX台\n\
         明细表 1:4 hidden | 1.25\n\
         明细表 2:1 | 7\n\
         明细表 2:2 | 8\n\
         明细表 3:1 hidden | 待定↵再议\n\
         明细表 3:2 hidden | #N/A\n\
         明细表 header | 第页\n\
         明细表 header | 制表：____\n\
         明细表 7:2 input-prompt | 请填写单位\n\
         明细表 1:2 comment | 多少万元\n\
         明细表 text-box | 说明\n\
         明细表 chart | 图X 表\n\
         底稿 hidden heading | 底稿\n\
         底稿 7:2 hidden | 藏着\n"
    );
    let comment = nodes_over(&document, "多少万元");
    assert!(comment.contains(&(NodeKind::Comment, "明细表!0:李某")));
    assert_eq!(read_sound("表.et", &bytes).format, Format::Xls);
}

#[test]
fn what_is_not_read_is_said() {
    let kinds = |stream: &[u8], name| {
        let document = read_sound("a.xls", &compound(&[(name, stream)]));
        let kinds: Vec<_> = document.problems.into_iter().map(|it| it.kind).collect();
        kinds
    };
    let password = record(0x002F, Bytes::default().word(1).all(&[0; 50]));
    assert_eq!(
        kinds(&stream(&[password], &[]), "Workbook"),
        [ProblemKind::Encrypted]
    );
    let old = record(0x0809, Bytes::default().word(0x0500).word(5).all(&[0; 4]));
    for name in ["Workbook", "Book"] {
        assert_eq!(kinds(&old, name), [ProblemKind::Legacy(Format::Xls)]);
    }
    let whole = workbook();
    let document = read_sound(
        "a.xls",
        &compound(&[("Workbook", &whole[..whole.len() - 6])]),
    );
    assert_eq!(document.problems[0].kind, ProblemKind::BrokenPart);
    assert!(document.text.contains("多少万元"));
    // A number of a text that there is not.
    let lost = sheet(&[record(0x00FD, cell(0, 0, 0).number(9))]);
    let document = kinds(&stream(&[], &[("一", 0, lost)]), "Workbook");
    assert_eq!(document, [ProblemKind::BrokenPart]);
}
