//! Characters of symbol fonts (`w:sym`, bullets) as the Unicode characters that look like them.
//!
//! The codes are those of the fonts Wingdings, Wingdings 2 and Symbol, which sit at U+F000 plus the code.

/// What stands for a symbol that is not known.
pub(in crate::reader) const UNKNOWN: char = '□';

/// What a symbol font's character looks like. `code` is the character's number, with or without the U+F000.
pub(in crate::reader) fn symbol(font: &str, code: u32) -> char {
    let font = font.trim().to_ascii_lowercase();
    let byte = match code {
        0xF000..=0xF0FF => code - 0xF000,
        0x20..=0xFF => code,
        _ => {
            return char::from_u32(code)
                .filter(|&character| !is_private(character) && !character.is_control())
                .unwrap_or(UNKNOWN);
        }
    };
    let table = match font.as_str() {
        "wingdings" => WINGDINGS,
        "wingdings 2" => WINGDINGS_2,
        "symbol" => SYMBOL,
        _ if code > 0xFF => OTHER,
        _ => &[],
    };
    let known = table
        .iter()
        .find(|&&(listed, _)| listed == byte)
        .map(|&(_, character)| character);
    let ordinary = || {
        let is_dingbats = font.starts_with("wingdings") || font.starts_with("webdings");
        char::from_u32(byte).filter(|c| !is_dingbats && !c.is_control())
    };
    known.or_else(ordinary).unwrap_or(UNKNOWN)
}

/// Whether the character means nothing outside its font.
pub(super) fn is_private(character: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&character)
}

const WINGDINGS: &[(u32, char)] = &[
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x70, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x78, '☒'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: &[(u32, char)] = &[
    (0x2A, '☐'),
    (0x2B, '☐'),
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x96, '●'),
    (0x97, '●'),
    (0x98, '●'),
    (0xA2, '■'),
    (0xA3, '☐'),
    (0xAE, '◆'),
];

const SYMBOL: &[(u32, char)] = &[
    (0x61, 'α'),
    (0x62, 'β'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x67, 'γ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x70, 'π'),
    (0x73, 'σ'),
    (0x44, 'Δ'),
    (0x57, 'Ω'),
    (0xA3, '≤'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xAC, '←'),
    (0xAE, '→'),
    (0xD3, '©'),
    (0xD2, '®'),
    (0xD4, '™'),
    (0xD6, '√'),
];

/// What private codes usually are where the font is not named.
const OTHER: &[(u32, char)] = &[
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xB7, '•'),
    (0xD8, '➢'),
    (0xFC, '✓'),
    (0xFE, '☑'),
];
