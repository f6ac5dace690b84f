//! Text files: what is written is what was asked for, and no other byte changes.

use encoding_rs::Encoding;
use proptest::prelude::*;
use unfilled::document::{Document, Edit, Format, NotWritable};
use unfilled::reader::{Input, read};
use unfilled::text::{Stop, TextRange};
use unfilled::writer::{
    Manner, Note, NoteStyle, Revision, WriteError, annotate, apply, apply_as, remove,
};

const CHINESE: &str = "关于召开会议的通知\r\n各部门：\r\n本年度共组织学习多少次、参加多少人次，取得了显著成效。\r\n\
                       请于某月某日前报送。\r\n";

fn read_text(bytes: &[u8], format: Format) -> Document {
    let input = Input {
        name: "通知.txt".to_owned(),
        bytes: bytes.into(),
        format: Some(format),
    };
    read(input, &Stop::never())
}

/// The bytes of `text` in the encoding of this name, behind its mark where it has one.
fn encoded(text: &str, name: &str) -> Vec<u8> {
    let units = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let words = |to: fn(u32) -> [u8; 4]| text.chars().map(u32::from).flat_map(to).collect();
    match name {
        "UTF-8 BOM" => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        "UTF-16LE BOM" => [b"\xFF\xFE".to_vec(), units(u16::to_le_bytes)].concat(),
        "UTF-16BE BOM" => [b"\xFE\xFF".to_vec(), units(u16::to_be_bytes)].concat(),
        "UTF-16LE" => units(u16::to_le_bytes),
        "UTF-32LE" => [b"\xFF\xFE\0\0".to_vec(), words(u32::to_le_bytes)].concat(),
        "UTF-32BE" => [b"\0\0\xFE\xFF".to_vec(), words(u32::to_be_bytes)].concat(),
        _ => {
            let encoding = Encoding::for_label(name.as_bytes()).unwrap();
            let (bytes, _, is_lacking) = encoding.encode(text);
            assert!(!is_lacking, "{name} lacks characters of the text");
            bytes.into_owned()
        }
    }
}

/// An edit that puts `replacement` in the place of the first `words`.
fn edit(document: &Document, words: &str, replacement: &str) -> Edit {
    let start = document.text.find(words).unwrap();
    Edit::new(TextRange::new(start, start + words.len()), replacement)
}

/// Texts that are known to be in these encodings.
fn samples() -> Vec<(&'static str, String)> {
    let traditional =
        "關於召開會議的通知\r\n各部門：本年度共組織學習多少次、參加多少人次，取得了顯著成效。\r\n";
    let russian = "Настоящий договор заключён между сторонами многоточие многоточие о нижеследующем порядке.\r\n";
    let japanese =
        "この契約は、甲と乙との間で次のとおり締結する。期日は未定とし、金額は別途定める。\r\n";
    let korean =
        "본 계약은 갑과 을 사이에 다음과 같이 체결한다. 날짜는 미정이며 금액은 별도로 정한다.\r\n";
    let mut samples: Vec<(&str, String)> = [
        "UTF-8",
        "UTF-8 BOM",
        "UTF-16LE BOM",
        "UTF-16BE BOM",
        "UTF-16LE",
        "UTF-32LE",
        "UTF-32BE",
        "GBK",
        "GB18030",
    ]
    .iter()
    .map(|&name| (name, CHINESE.to_owned()))
    .collect();
    samples.extend([
        ("Big5", traditional.repeat(3)),
        ("windows-1251", russian.repeat(3)),
        ("Shift_JIS", japanese.repeat(3)),
        ("EUC-KR", korean.repeat(3)),
    ]);
    samples
}

#[test]
fn every_encoding_is_written_and_no_other_byte_changes() {
    for (name, text) in samples() {
        let source = encoded(&text, name);
        let document = read_text(&source, Format::Text);
        assert_eq!(document.text, text, "{name}");
        // The sixth to ninth character of the last line go; ASCII is in all encodings.
        let start = document
            .text
            .trim_end()
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let mut places = document.text[start..]
            .char_indices()
            .map(|(at, _)| start + at);
        let (from, to) = (places.nth(5).unwrap(), places.nth(3).unwrap());
        let edit = Edit::new(TextRange::new(from, to), "12\n(x)");
        let written = apply(&source, &document, &[edit]).unwrap();
        assert!(written.refused.is_empty(), "{name}: {:?}", written.refused);
        let expected = format!("{}12\r\n(x){}", &text[..from], &text[to..]);
        assert_eq!(written.bytes, encoded(&expected, name), "{name}");
    }
}

#[test]
fn several_edits_are_made_whatever_their_order() {
    let source = encoded(CHINESE, "GBK");
    let document = read_text(&source, Format::Text);
    let edits = [
        edit(&document, "某月某日", "11月30日"),
        edit(&document, "多少次", "12次"),
        edit(&document, "多少人次", ""),
    ];
    let written = apply(&source, &document, &edits).unwrap();
    let expected = CHINESE
        .replace("某月某日", "11月30日")
        .replace("多少次", "12次")
        .replace("多少人次", "");
    assert_eq!(written.bytes, encoded(&expected, "GBK"));
}

#[test]
fn what_the_encoding_lacks_is_refused_and_the_rest_is_written() {
    let source = encoded(CHINESE, "GBK");
    let document = read_text(&source, Format::Text);
    let edits = [
        edit(&document, "多少次", "😀次"),
        edit(&document, "多少人次", "9人次"),
    ];
    let written = apply(&source, &document, &edits).unwrap();
    let expected = CHINESE.replace("多少人次", "9人次");
    assert_eq!(written.bytes, encoded(&expected, "GBK"));
    let [refusal] = written.refused.as_slice() else {
        panic!("{:?}", written.refused)
    };
    assert_eq!(refusal.index, 0);
    let reason = NotWritable::NotInEncoding {
        encoding: "GB18030",
        character: '😀',
    };
    assert_eq!(refusal.reason, reason);
    // Where the file has characters of four bytes already, whoever reads it knows them.
    let beyond = format!("{CHINESE}𠀀的事。\r\n");
    let source = encoded(&beyond, "GB18030");
    let document = read_text(&source, Format::Text);
    let written = apply(&source, &document, &[edit(&document, "多少次", "😀次")]).unwrap();
    let expected = beyond.replace("多少次", "😀次");
    assert_eq!(written.bytes, encoded(&expected, "GB18030"));
}

/// Chinese in GBK of which the detection sees only the sound beginning.
fn long_text() -> Vec<u8> {
    encoded(&CHINESE.repeat(900), "GBK")
}

#[test]
fn bytes_that_mean_nothing_stay() {
    let mut source = long_text();
    let end = source.len();
    source.splice(end - 30..end - 30, [0xFF, 0xFF]);
    source.push(0x81);
    let document = read_text(&source, Format::Text);
    assert_eq!(document.encoding, Some("GB18030"));
    let start = document.text.rfind("某月").unwrap();
    let range = TextRange::new(start, start + "某月".len());
    let written = apply(&source, &document, &[Edit::new(range, "11月")]).unwrap();
    let (old, new) = (encoded("某月", "GBK"), encoded("11月", "GBK"));
    let at = source.windows(old.len()).rposition(|it| it == old).unwrap();
    let expected = [&source[..at], &new, &source[at + old.len()..]].concat();
    assert_eq!(written.bytes, expected);
}

#[test]
fn edits_that_overlap_are_no_edits() {
    let source = CHINESE.as_bytes();
    let document = read_text(source, Format::Text);
    let both = [
        edit(&document, "学习多少次", "12次"),
        edit(&document, "多少次、", "12次"),
    ];
    let overlap = WriteError::Overlap {
        first: 0,
        second: 1,
    };
    assert_eq!(apply(source, &document, &both), Err(overlap));
    let side_by_side = [
        edit(&document, "多少次", "12次"),
        edit(&document, "学习", "学了"),
    ];
    assert!(apply(source, &document, &side_by_side).is_ok());
}

#[test]
fn a_file_that_was_changed_is_not_written() {
    let document = read_text(CHINESE.as_bytes(), Format::Text);
    let edits = [edit(&document, "多少次", "12次")];
    let longer = format!("新{CHINESE}");
    let result = apply(longer.as_bytes(), &document, &edits);
    assert_eq!(result, Err(WriteError::Changed));
    let other = CHINESE.replace("多少次", "十二次");
    let result = apply(other.as_bytes(), &document, &edits);
    assert_eq!(result, Err(WriteError::Changed));
}

#[test]
fn no_text_holds_tracked_changes() {
    for format in [Format::Text, Format::Markdown] {
        let document = read_text(CHINESE.as_bytes(), format);
        let edits = [edit(&document, "多少次", "12次")];
        let manner = Manner {
            tracked: Some(Revision {
                author: "陈会".to_owned(),
                seconds: 0,
            }),
            ..Manner::default()
        };
        let result = apply_as(CHINESE.as_bytes(), &document, &edits, &manner);
        assert_eq!(result, Err(WriteError::NotTracked(format)));
    }
}

#[test]
fn marks_between_the_words_can_be_taken_out_again() {
    for (name, text) in samples() {
        let source = encoded(&text, name);
        let document = read_text(&source, Format::Markdown);
        let places: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
        let note = |from: usize, words: &str| Note {
            range: TextRange::new(places[from], places[from + 2]),
            text: words.to_owned(),
            place: String::new(),
        };
        let notes = [note(9, "12"), note(3, "a〕\nb"), note(3, "c")];
        let style = NoteStyle {
            comments: true,
            ..NoteStyle::default()
        };
        let marked = annotate(&source, &document, &notes, style).unwrap();
        if !marked.refused.is_empty() {
            // Encodings of other languages have no such signs.
            assert!(
                matches!(name, "windows-1251" | "Shift_JIS" | "EUC-KR" | "Big5"),
                "{name}"
            );
            continue;
        }
        let again = read_text(&marked.bytes, Format::Markdown);
        let marks: Vec<&str> = again.own_marks.iter().map(|mark| &*mark.text).collect();
        let expected = ["a） b", "c", "12"].map(|words| format!("〔※unfilled：{words}〕"));
        assert_eq!(marks, expected, "{name}");
        assert_eq!(again.text, document.text, "{name}");
        assert_eq!(again.nodes, document.nodes, "{name}");
        assert_eq!(
            annotate(&marked.bytes, &again, &notes, style),
            Err(WriteError::HasMarks)
        );
        let removed = remove(&marked.bytes, &again).unwrap();
        assert_eq!((removed.count, removed.exact), (3, true));
        assert_eq!(removed.bytes, source, "{name}");
    }
}

/// Words beside marks are written in every encoding; words with a mark in their midst are not.
#[test]
fn words_beside_marks_are_written() {
    for (name, text) in samples() {
        let source = encoded(&text, name);
        let document = read_text(&source, Format::Text);
        let places: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
        let range = |from: usize, to: usize| TextRange::new(places[from], places[to]);
        let note = Note {
            range: range(3, 5),
            text: "?".repeat(3000),
            place: String::new(),
        };
        let style = NoteStyle {
            comments: true,
            ..NoteStyle::default()
        };
        let marked = annotate(&source, &document, &[note], style).unwrap();
        if !marked.refused.is_empty() {
            continue;
        }
        let again = read_text(&marked.bytes, Format::Text);
        assert_eq!(
            (again.own_marks.len(), &again.text),
            (1, &document.text),
            "{name}"
        );
        let edits = [
            Edit::new(range(3, 5), "12"),
            Edit::new(range(5, 7), "34"),
            Edit::new(range(8, 8), "56"),
        ];
        let written = apply(&marked.bytes, &again, &edits).unwrap();
        assert!(written.refused.is_empty(), "{name}: {:?}", written.refused);
        let unmarked = remove(&written.bytes, &read_text(&written.bytes, Format::Text)).unwrap();
        let plainly = apply(&source, &document, &edits).unwrap();
        assert_eq!(unmarked.bytes, plainly.bytes, "{name}");
        let over = [Edit::new(range(4, 6), "12")];
        let refused = apply(&marked.bytes, &again, &over).unwrap().refused;
        assert_eq!(refused[0].reason, NotWritable::OwnMark, "{name}");
    }
}

#[test]
fn what_only_looks_like_a_mark_is_text() {
    let text = "甲〔※没有完\n乙〕丙〔注〕发〔※〕※号〔※待补充〕〔※unfilled：没有完\n〕\n";
    for name in ["UTF-8", "GBK", "UTF-16LE BOM", "UTF-32BE"] {
        let document = read_text(&encoded(text, name), Format::Text);
        assert!(document.own_marks.is_empty(), "{name}");
        assert_eq!(document.text.trim_start_matches('\u{feff}'), text, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Chinese in GBK with bytes that mean nothing anywhere: whatever is written, all bytes before it and behind it stay.
    #[test]
    fn every_byte_outside_an_edit_stays(
        damage in prop::collection::vec((1_usize..400, any::<u8>()), 0..8),
        place in 0.0_f64..1.0,
        length in 0_usize..6,
    ) {
        let mut source = long_text();
        for (before_end, byte) in damage {
            source.insert(source.len() - before_end, byte);
        }
        let document = read_text(&source, Format::Text);
        prop_assert_eq!(document.encoding, Some("GB18030"));
        let places: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
        let from = places.len() - 8 - (place * 250.0) as usize;
        let range = TextRange::new(places[from], places[from + length]);
        let written = apply(&source, &document, &[Edit::new(range, "甲乙丙")]).unwrap();
        let text = document.text.as_str();
        if let Some(refusal) = written.refused.first() {
            prop_assert_eq!(&refusal.reason, &NotWritable::PartOfPiece);
            prop_assert!(written.bytes == source);
        } else {
            let new = encoded("甲乙丙", "GBK");
            let same = source.iter().zip(&written.bytes).take_while(|(a, b)| a == b).count();
            let head = (source.len() - 500..=same).find(|&at| {
                written.bytes[at..].starts_with(&new)
                    && source.ends_with(&written.bytes[at + new.len()..])
            });
            prop_assert!(head.is_some());
            let (read_again, _) = encoding_rs::GBK.decode_without_bom_handling(&written.bytes);
            let expected = format!("{}甲乙丙{}", &text[..range.start()], &text[range.end()..]);
            prop_assert!(read_again == expected, "other words");
        }
    }
}
