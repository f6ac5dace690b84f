//! The lists by which paragraphs are numbered ([MS-DOC], 2.9.131 and 2.9.150), for the counting that newer files have.

use crate::reader::compound::bytes::{size_at, slice_at, u8_at, u16_at, u32_at};
use crate::reader::docx::number_format::NumberFormat;
use crate::reader::docx::numbering::{LEVELS, Level, Numbering};

use super::sprm::changes;

/// The formats by number, by the names that they have in newer files.
const FORMATS: [&str; 40] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
];

/// Read the lists, whose levels stand behind the table of them, and their uses; what is damaged numbers nothing.
pub(super) fn read(lists: &[u8], levels: &[u8], uses: &[u8], fonts: &[String]) -> Numbering {
    let mut numbering = Numbering::default();
    read_lists(lists, levels, fonts, &mut numbering);
    read_uses(uses, fonts, &mut numbering);
    numbering
}

fn read_lists(
    lists: &[u8],
    levels: &[u8],
    fonts: &[String],
    numbering: &mut Numbering,
) -> Option<()> {
    const LIST: usize = 28;
    const SIMPLE: u8 = 1;
    let mut at = 0;
    for index in 0..usize::from(u16_at(lists, 0)?) {
        let list = slice_at(lists, 2 + index * LIST, LIST)?;
        let count = match u8_at(list, 26)? & SIMPLE {
            0 => LEVELS,
            _ => 1,
        };
        let mut read = Vec::new();
        for _ in 0..count {
            let (level, next) = level(levels, at, fonts)?;
            read.push(level);
            at = next;
        }
        numbering.add_list(u32_at(list, 0)?, read);
    }
    Some(())
}

fn read_uses(uses: &[u8], fonts: &[String], numbering: &mut Numbering) -> Option<()> {
    const USE: usize = 16;
    const STARTS: u32 = 1 << 4;
    const FORMATTED: u32 = 1 << 5;
    let count = size_at(uses, 0)?;
    let mut at = count.checked_mul(USE)?.checked_add(4)?;
    for index in 0..count {
        let entry = slice_at(uses, 4 + index * USE, USE)?;
        let mut starts = [None; LEVELS];
        let mut levels = [const { None }; LEVELS];
        // A number without a meaning stands before what this use has of its own.
        at += 4;
        for _ in 0..u8_at(entry, 12)? {
            let (start, flags) = (u32_at(uses, at)?, u32_at(uses, at + 4)?);
            let place = usize::try_from(flags & 0xF).ok()?;
            at += 8;
            if flags & FORMATTED != 0 {
                let (level, next) = level(uses, at, fonts)?;
                at = next;
                if flags & STARTS != 0
                    && let Some(own) = starts.get_mut(place)
                {
                    *own = Some(level.start);
                }
                if let Some(own) = levels.get_mut(place) {
                    *own = Some(Box::new(level));
                }
            } else if flags & STARTS != 0
                && let Some(own) = starts.get_mut(place)
            {
                *own = Some(start);
            }
        }
        let number = u32::try_from(index + 1).ok()?;
        numbering.add_number(number, u32_at(entry, 0)?, starts, levels);
    }
    Some(())
}

/// The level at a place, and the place behind it.
fn level(bytes: &[u8], at: usize, fonts: &[String]) -> Option<(Level, usize)> {
    const HEAD: usize = 28;
    const LEGAL: u8 = 1 << 2;
    const NEVER_STARTS_ANEW: u8 = 1 << 3;
    let head = slice_at(bytes, at, HEAD)?;
    let flags = u8_at(head, 5)?;
    let letters_size = usize::from(u8_at(head, 24)?);
    let paragraph_size = usize::from(u8_at(head, 25)?);
    let letters = at + HEAD + paragraph_size;
    let text = letters + letters_size;
    let length = usize::from(u16_at(bytes, text)?);
    let units = slice_at(bytes, text + 2, length * 2)?;
    let format = u8_at(head, 4)?;
    let level = Level {
        start: u32_at(head, 0)?,
        format: match format {
            0xFF => NumberFormat::None,
            _ => NumberFormat::of(FORMATS.get(usize::from(format)).unwrap_or(&"decimal")),
        },
        text: written(units),
        suffix: match u8_at(head, 15)? {
            0 => "\t",
            1 => " ",
            _ => "",
        },
        legal: flags & LEGAL != 0,
        restart: (flags & NEVER_STARTS_ANEW != 0)
            .then(|| usize::from(u8_at(head, 26).unwrap_or(0))),
        font: font(slice_at(bytes, letters, letters_size)?, fonts),
        ..Level::default()
    };
    Some((level, text + 2 + length * 2))
}

/// The number as it is written, where characters below 9 stand for the numbers of the levels.
fn written(units: &[u8]) -> String {
    let mut written = String::new();
    let units = units.chunks_exact(2);
    let units = units.filter_map(|unit| u16_at(unit, 0));
    for character in char::decode_utf16(units).map(|it| it.unwrap_or('\u{FFFD}')) {
        match u32::from(character) {
            level @ 0..=8 => written.push_str(&format!("%{}", level + 1)),
            _ => written.push(character),
        }
    }
    written
}

/// The font of the number, if it is said.
fn font(list: &[u8], fonts: &[String]) -> String {
    let ascii = changes(list).find(|change| change.number == 0x4A4F);
    let name = ascii.and_then(|change| fonts.get(usize::from(change.word())));
    name.cloned().unwrap_or_default()
}
