//! Files that are cut or changed at random: a document comes out, whatever is left of it.

use unfilled::document::Status;

use super::word_file::{IN_TABLE, LEVEL_1, ROW_END, WordFile, properties};
use super::{compound, ppt, read_sound, xls};

fn word_file() -> Vec<u8> {
    let mut file = WordFile::new();
    file.text("一、标题").end("\r", LEVEL_1);
    file.text("甲\u{13} FORMTEXT \u{14}乙\u{15}")
        .end("\u{7}", IN_TABLE)
        .end("\u{7}", ROW_END);
    file.text("正文").end("\r", &[]);
    file.properties = properties(&[(2, "题目")]);
    file.bytes()
}

/// Numbers that look random and are the same in every run.
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 16) as usize
}

#[test]
fn damaged_files_are_read_as_far_as_they_go() {
    let (slides, last) = ppt::stream();
    let files = [
        ("a.doc", word_file()),
        ("a.xls", compound(&[("Workbook", &xls::workbook())])),
        ("a.ppt", ppt::file(&slides, last, ppt::PLAIN)),
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15;
    for (name, bytes) in &files {
        let whole = read_sound(name, bytes);
        assert_eq!(whole.status(), Status::Ok);
        for length in (0..bytes.len()).step_by(bytes.len() / 60) {
            let cut = read_sound(name, &bytes[..length]);
            let is_whole = cut.text.as_str() == whole.text.as_str();
            assert!(
                is_whole || cut.status() != Status::Ok,
                "{name} cut to {length}"
            );
        }
        for _ in 0..600 {
            let mut changed = bytes.clone();
            for _ in 0..1 + next(&mut state) % 8 {
                let at = next(&mut state) % changed.len();
                let values = [0, 1, 0x7F, 0x80, 0xFF, next(&mut state) as u8];
                changed[at] = values[next(&mut state) % values.len()];
            }
            read_sound(name, &changed);
        }
    }
}
