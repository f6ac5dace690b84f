//! Text comes out as it was written, whatever it was saved in.

use encoding_rs::{BIG5, EUC_KR, GB18030, SHIFT_JIS, WINDOWS_1252};
use unfilled::document::{Problem, ProblemKind, Status};

use super::read_sound;

/// Chinese texts from 2 to some 200 characters.
const TEXTS: &[&str] = &[
    "多少",
    "什么荣誉",
    "召开会议多少次。",
    "本月共走访困难群众XX户，发放慰问金____元。",
    "一、加强学习\r\n全年组织学习多少次，撰写心得体会（待补充）篇。\r\n\r\n二、改进作风\r\n",
    "区委第X届第×次全体会议于某年某月某日召开，应到委员多少名，实到委员多少名，列席人员若干名，符合规定人数。",
    "联系人：　　　　电话：　　　　\n单位盖章：\n年　月　日\n",
    "会议强调，各村各社区要把防汛备汛摆在首位，逐户排查低洼院落、危旧房屋和地质灾害隐患点，建立台账，明确责任人。\
     要备足沙袋、水泵、照明设备，做到人员、物资、预案三落实。雨情预警发布后，网格员须在多少分钟内入户，\
     转移对象名单由哪个科室汇总，尚未写明，请办公室补充。各单位于几月几日前把贯彻情况报送区防汛办，\
     逾期未报的，将在全区范围内通报批评。",
];

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

fn assert_reads(bytes: &[u8], text: &str, encoding: &str) {
    let document = read_sound("材料.txt", bytes);
    assert_eq!(
        (document.text.as_str(), document.encoding),
        (text, Some(encoding))
    );
    assert_eq!(document.problems, []);
}

#[test]
fn utf8_with_and_without_mark() {
    for text in TEXTS {
        assert_reads(text.as_bytes(), text, "UTF-8");
        assert_reads(format!("\u{feff}{text}").as_bytes(), text, "UTF-8");
    }
    // A mark in the middle is text.
    assert_reads("甲\u{feff}乙".as_bytes(), "甲\u{feff}乙", "UTF-8");
}

#[test]
fn utf16_with_mark() {
    for text in TEXTS {
        let marked = format!("\u{feff}{text}");
        assert_reads(&utf16(&marked, u16::to_le_bytes), text, "UTF-16LE");
        assert_reads(&utf16(&marked, u16::to_be_bytes), text, "UTF-16BE");
    }
}

#[test]
fn utf32_with_mark() {
    let long = "全年组织学习多少次𠮷。\n".repeat(300);
    for text in TEXTS.iter().copied().chain([long.as_str()]) {
        let marked = format!("\u{feff}{text}");
        let utf32 = |unit: fn(u32) -> [u8; 4]| -> Vec<u8> {
            marked.chars().flat_map(|c| unit(u32::from(c))).collect()
        };
        assert_reads(&utf32(u32::to_le_bytes), text, "UTF-32LE");
        assert_reads(&utf32(u32::to_be_bytes), text, "UTF-32BE");
    }
    // Half a character, and a number that is none.
    let bytes = b"\xFF\xFE\0\0\x1A\x59\0\0\0\0\x11\0\x11\x5C";
    let document = read_sound("材料.txt", bytes);
    assert_eq!(document.text, "多\u{FFFD}\u{FFFD}");
    let places = ProblemKind::UndecodableBytes { places: 2 };
    assert_eq!(document.problems, [Problem::new(places)]);
}

/// A text in EUC-TW: characters of the first plane by their rows and cells, or of the second one.
fn euc_tw(characters: &[(u8, u8, u8)]) -> Vec<u8> {
    let bytes = characters
        .iter()
        .flat_map(|&(plane, row, cell)| match plane {
            1 => vec![0xA0 + row, 0xA0 + cell],
            plane => vec![0x8E, 0xA0 + plane, 0xA0 + row, 0xA0 + cell],
        });
    bytes.collect()
}

#[test]
fn encodings_that_are_not_read_are_refused_by_their_names() {
    let first_plane: Vec<_> = (0..30).map(|n| (1, 36 + n % 30, 1 + n)).collect();
    let both_planes = [(1, 40, 1), (2, 3, 4), (1, 1, 2), (1, 50, 6), (1, 61, 7)];
    let cases: [(&[u8], &str); 9] = [
        (b"~{8w?FJRS&1(KM2DAO6`IY7]#,~}XX~{=l~}\n", "HZ"),
        (b"Title\n~{VPND~}, ~{UbJG~} and more\n", "HZ"),
        (b"\x1b$)A\x0e8w?FJRS&\x0f\n", "ISO-2022-CN"),
        (b"head\n\x1b$)G\x0eD*D*\x0f\x1b$*H\x1bN(B\n", "ISO-2022-CN"),
        (b"\x1b$)C\x0e0!0\"\x0f\n", "ISO-2022-KR"),
        (b"plain \x1b$B2q5D\x1b(B\n", "ISO-2022-JP"),
        (b"\x1b[0m\x1b$@2q5D\x1b(J\n", "ISO-2022-JP"),
        (&euc_tw(&first_plane), "EUC-TW"),
        (&euc_tw(&both_planes), "EUC-TW"),
    ];
    for (bytes, name) in cases {
        for file in ["材料.txt", "材料.md", "材料"] {
            let document = read_sound(file, bytes);
            let refused = ProblemKind::UnsupportedEncoding(name);
            assert_eq!(document.problems, [Problem::new(refused)], "{name}");
            assert_eq!(document.status(), Status::Unsupported);
            assert_eq!(document.text, "");
        }
    }
    // Signs of these encodings in texts that are in none of them.
    for text in [
        "let path = \"~{home}\";\n",
        "~{}~ is a row of signs ~~{\n",
        "~{a line that ends\n",
        "\u{1b}[31mred\u{1b}[0m and $B\n",
    ] {
        assert_reads(text.as_bytes(), text, "UTF-8");
    }
}

#[test]
fn utf16_without_mark() {
    let english = "Minutes of the meeting held on ____ in [City]\r\n";
    let rare = "𠮷田先生将于多少号到访，请安排接待。";
    for text in TEXTS.iter().chain(&[english, rare]) {
        assert_reads(&utf16(text, u16::to_le_bytes), text, "UTF-16LE");
        if text.chars().count() >= 8 {
            assert_reads(&utf16(text, u16::to_be_bytes), text, "UTF-16BE");
        }
    }
}

#[test]
fn chinese_encodings() {
    let traditional = [
        "本會於某年某月某日召開，應到委員多少名，實到委員多少名，符合規定人數。",
        "請各科室於幾月幾日前將資料送交辦公室彙整，逾期不候。\r\n聯絡人：________\r\n",
    ];
    for text in TEXTS {
        assert_reads(&GB18030.encode(text).0, text, "GB18030");
    }
    // Characters of four bytes.
    let rare = "户主㐂某、𠮷某，共多少人，住址待补充。";
    assert_reads(&GB18030.encode(rare).0, rare, "GB18030");
    for text in traditional {
        assert_reads(&BIG5.encode(text).0, text, "Big5");
    }
}

#[test]
fn other_encodings_of_longer_texts() {
    let japanese = "会議の議事録は、出席者の確認を経て、未定の日付を記入のうえ提出してください。";
    let korean = "회의 날짜와 장소가 아직 정해지지 않았으니 담당자는 빠른 시일 안에 알려 주십시오.";
    let french = "La réunion sera présidée par [Nom du président] à l'hôtel de ville, près de la gare. Déjà prévu.";
    assert_reads(&SHIFT_JIS.encode(japanese).0, japanese, "Shift_JIS");
    assert_reads(&EUC_KR.encode(korean).0, korean, "EUC-KR");
    assert_reads(&WINDOWS_1252.encode(french).0, french, "windows-1252");
}

#[test]
fn a_long_line_is_cut_between_characters() {
    // An odd byte first, so that pairs straddle every even place.
    for head in ["", "x"] {
        let text = format!("{head}{}", "组织学习多少次𠮷".repeat(3000));
        assert_reads(text.as_bytes(), &text, "UTF-8");
        assert_reads(&GB18030.encode(&text).0, &text, "GB18030");
        assert_reads(&utf16(&text, u16::to_le_bytes), &text, "UTF-16LE");
    }
}

#[test]
fn ascii_before_the_first_chinese_character_hides_nothing() {
    let text = format!(
        "{}\n# 全年走访困难群众多少户\n",
        "log line, nothing but ASCII\n".repeat(10_000)
    );
    assert_reads(&GB18030.encode(&text).0, &text, "GB18030");
}

#[test]
fn a_few_bad_bytes_leave_utf8_as_it_is() {
    let mut bytes = "全年走访困难群众多少户，发放慰问金若干元。\n"
        .repeat(400)
        .into_bytes();
    bytes.splice(33..34, [0xFF, 0xFE]);
    let document = read_sound("材料.txt", &bytes);
    assert_eq!(document.encoding, Some("UTF-8"));
    assert!(document.text.contains('\u{FFFD}') && document.text.ends_with("若干元。\n"));
    assert!(matches!(
        document.problems.as_slice(),
        [problem] if matches!(problem.kind, ProblemKind::UndecodableBytes { places } if places > 0)
    ));
    assert_eq!(document.status(), Status::Ok);
    // A file that was cut inside its last character.
    let cut = read_sound("材料.txt", &"走访多少户".as_bytes()[..14]);
    assert_eq!(
        (cut.text.as_str(), cut.encoding),
        ("走访多少\u{FFFD}", Some("UTF-8"))
    );
}

#[test]
fn a_text_cut_anywhere_is_read() {
    let little = |text: &str| utf16(text, u16::to_le_bytes);
    for text in TEXTS {
        let gb18030 = GB18030.encode(text).0.into_owned();
        for bytes in [
            format!("\u{feff}{text}").into_bytes(),
            gb18030,
            little(&format!("\u{feff}{text}")),
        ] {
            for end in 0..bytes.len() {
                let document = read_sound("材料.txt", &bytes[..end]);
                assert_eq!(document.status(), Status::Ok, "{text} cut at {end}");
            }
        }
        // Half a unit without a mark may be anything, but some document comes out.
        let bytes = little(text);
        for end in 0..bytes.len() {
            read_sound("材料.txt", &bytes[..end]);
        }
    }
}
