//! From the characters that a file names to those that people write: radicals, joined letters, symbols, white space, strings.

use encoding_rs::GB18030;

use crate::reader::docx::symbols;

/// The letters for U+2F00 to U+2FD5. The file's own form is the one of the mainland: 户, 青.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
     寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋\
     比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
     缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
     辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
     黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The letters for U+2E80 to U+2EF3; `〇` where there is none.
const OTHER_RADICALS: &str = "〇厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄㣺扌攵〇旡日月歺母民氵氺灬爫爫丬牛\
     犭王疋目示礻竹糹纟罓罒㓁冗网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝\
     钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// Whether `c` says nothing about what a reader sees.
pub(super) fn means_nothing(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{a0}');
    let is_no_character = matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}');
    is_control || is_no_character || c == '\u{FFFD}'
}

/// Write `c` as people write it.
pub(super) fn push(c: char, to: &mut String) {
    let joined = match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => "",
    };
    if !joined.is_empty() {
        to.push_str(joined);
        return;
    }
    to.push(match c {
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{2e80}'..='\u{2ef3}' => nth(OTHER_RADICALS, c, '\u{2e80}')
            .filter(|&letter| letter != '〇')
            .unwrap_or(c),
        '\u{2f00}'..='\u{2fd5}' => nth(RADICALS, c, '\u{2f00}').unwrap_or(c),
        '\u{f000}'..='\u{f0ff}' => symbols::symbol("", u32::from(c)),
        other => other,
    });
}

/// The letter in `table`, which begins with that for `first`, that stands for `c`.
fn nth(table: &str, c: char, first: char) -> Option<char> {
    let index = u32::from(c).checked_sub(u32::from(first))?;
    table.chars().nth(index.try_into().ok()?)
}

/// What a string of the file says (ISO 32000-2, 7.9.2.2), in one line.
pub(super) fn of_string(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => one_byte(bytes),
    };
    let mut shown = String::with_capacity(text.len());
    let mut is_escaped = false;
    for c in text.chars() {
        // A language, between two escapes.
        if c == '\u{1b}' {
            is_escaped = !is_escaped;
        } else if !is_escaped && !means_nothing(c) {
            push(c, &mut shown);
        }
    }
    shown
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|&bytes| unit(bytes));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{FFFD}'))
        .collect()
}

/// Strings that do not say how they are encoded. By the standard this is an encoding of its own, near Latin-1; programs in
/// China write the encoding of the system.
fn one_byte(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let decoded = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    if let Some(text) = decoded {
        let is_rare = |c: char| {
            !c.is_ascii()
                && !matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{2010}'..='\u{2030}')
        };
        if !text.chars().any(is_rare) {
            return text.into_owned();
        }
    }
    bytes.iter().map(|&byte| special(byte)).collect()
}

/// A byte of the encoding that is PDF's own (ISO 32000-2, D.2).
fn special(byte: u8) -> char {
    const FROM_18: &str = "\u{2d8}\u{2c7}\u{2c6}\u{2d9}\u{2dd}\u{2db}\u{2da}\u{2dc}";
    const FROM_80: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™\u{fb01}\u{fb02}ŁŒŠŸŽıłœšž";
    let found = match byte {
        0x18..=0x1F => FROM_18.chars().nth(usize::from(byte - 0x18)),
        0x80..=0x9E => FROM_80.chars().nth(usize::from(byte - 0x80)),
        0xA0 => Some('€'),
        _ => None,
    };
    found.unwrap_or(char::from(byte))
}
