//! Properties of letters and paragraphs as lists of changes ([MS-DOC], 2.6): which ones there are, and what those mean that matter here.

use crate::reader::compound::bytes::{array_at, slice_at, u8_at, u16_at, u32_at};
use crate::reader::docx::ink::Ink;

/// One change: its number, and what it sets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change<'d> {
    pub(super) number: u16,
    operand: &'d [u8],
}

/// The changes that stand in a list one after the other.
pub(super) fn changes(list: &[u8]) -> impl Iterator<Item = Change<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let number = u16_at(list, at)?;
        let start = at + 2;
        let operand = slice_at(list, start, operand_size(number, list, start)?)?;
        at = start + operand.len();
        Some(Change { number, operand })
    })
}

/// How long the operand is that begins at `at`, its own length included where it has one.
fn operand_size(number: u16, list: &[u8], at: usize) -> Option<usize> {
    const TABLE: u16 = 0xD608;
    const TABS: u16 = 0xC615;
    Some(match number >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ if number == TABLE => usize::from(u16_at(list, at)?) + 1,
        _ => match u8_at(list, at)? {
            // Too many tabs for one byte: their numbers tell.
            255 if number == TABS => {
                let deleted = usize::from(u8_at(list, at + 1)?) * 4;
                let added = usize::from(u8_at(list, at + 2 + deleted)?) * 3;
                3 + deleted + added
            }
            length => usize::from(length) + 1,
        },
    })
}

impl Change<'_> {
    pub(super) fn byte(&self) -> u8 {
        u8_at(self.operand, 0).unwrap_or(0)
    }

    pub(super) fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }

    pub(super) fn number_at(&self, at: usize) -> u32 {
        u32_at(self.operand, at).unwrap_or(0)
    }

    /// The operand of one that says its length first.
    pub(super) fn content(&self) -> &[u8] {
        self.operand.get(1..).unwrap_or_default()
    }

    /// Whether it is switched on, where the style has it so or not.
    fn is_on(&self, in_style: bool) -> bool {
        match self.byte() {
            0x80 => in_style,
            0x81 => !in_style,
            value => value != 0,
        }
    }
}

/// What is said of letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    /// The number of the style of letters.
    pub(super) style: Option<u16>,
    pub(super) hidden: Option<bool>,
    pub(super) underlined: bool,
    pub(super) highlight: Option<&'static str>,
    pub(super) ink: Ink,
    /// The number of the author who deleted them, or inserted them.
    pub(super) deleted: Option<u16>,
    pub(super) inserted: Option<u16>,
    /// Characters below U+0020 stand for something else than themselves.
    pub(super) special: bool,
    /// They stand for an embedded object, or for the data of a form field.
    pub(super) is_object: bool,
    pub(super) is_data: bool,
    /// Where in the stream `Data` a picture or the data of a field stands.
    pub(super) data_at: Option<usize>,
    /// The number of a font, and a character in it.
    pub(super) symbol: Option<(u16, u16)>,
}

impl Letters {
    /// Take up the changes of `list`; `hidden_in_style` is what the styles say.
    pub(super) fn take(&mut self, list: &[u8], hidden_in_style: bool) {
        let (mut is_deleted, mut is_inserted) = (None, None);
        for change in changes(list) {
            match change.number {
                0x0800 => is_deleted = Some(change.byte() != 0),
                0x0801 => is_inserted = Some(change.byte() != 0),
                0x4863 => self.deleted = Some(change.word()),
                0x4804 => self.inserted = Some(change.word()),
                0x0806 => self.is_data = change.byte() != 0,
                0x080A | 0x0856 => self.is_object |= change.byte() != 0,
                0x0855 => self.special = change.byte() != 0,
                0x083C => self.hidden = Some(change.is_on(hidden_in_style)),
                0x2A3E => self.underlined = !matches!(change.byte(), 0 | 2 | 5),
                0x2A0C => self.highlight = highlight(change.byte()),
                0x2A42 => self.ink.set_color(palette(change.byte())),
                0x6870 => self.ink.set_color(color(change.number_at(0))),
                0x4A43 => self.ink.set_size(u32::from(change.word())),
                0x4A30 => self.style = Some(change.word()),
                0x6A03 => {
                    self.data_at = usize::try_from(change.number_at(0)).ok();
                    self.special = true;
                }
                0x6A09 => {
                    let character = change.number_at(0);
                    self.symbol = Some((character as u16, (character >> 16) as u16));
                    self.special = true;
                }
                _ => {}
            }
        }
        // The author may be named without a change of theirs.
        let authored = |it: Option<bool>, author: Option<u16>| {
            it.unwrap_or(false).then(|| author.unwrap_or(0))
        };
        self.deleted = authored(is_deleted, self.deleted);
        self.inserted = authored(is_inserted, self.inserted);
    }
}

/// What is said of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// The number of its style.
    pub(super) style: u16,
    /// 0 to 9, of which 9 means body text.
    pub(super) outline: Option<u8>,
    pub(super) in_table: bool,
    /// In how many tables it is.
    pub(super) depth: u32,
    /// Its mark ends a row, and no cell.
    pub(super) ends_row: bool,
    /// Its mark ends a cell of a table in a table, or a row of one.
    pub(super) ends_inner_cell: bool,
    pub(super) ends_inner_row: bool,
    /// The list that numbers it, and the level in that.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    /// The borders of the cells of the row that it ends, from the left, in twentieths of a point.
    pub(super) borders: Vec<i16>,
}

impl Paragraph {
    /// Take up the changes of `list`; `data` is the stream with those that are too long for it.
    pub(super) fn take(&mut self, list: &[u8], data: &[u8]) {
        for change in changes(list) {
            match change.number {
                0x4600 => self.style = change.word(),
                0x2640 => self.outline = Some(change.byte()),
                0x2416 => self.in_table = change.byte() != 0,
                0x2417 => self.ends_row = change.byte() != 0,
                0x6649 => self.depth = change.number_at(0),
                0x244B => self.ends_inner_cell = change.byte() != 0,
                0x244C => self.ends_inner_row = change.byte() != 0,
                0x460B => self.list = Some(change.word()),
                0x260A => self.level = Some(change.byte()),
                0xD608 => self.borders = borders(change.content()),
                0x6645 | 0x6646 | 0x646B => {
                    let place = usize::try_from(change.number_at(0)).unwrap_or(usize::MAX);
                    let list = u16_at(data, place)
                        .and_then(|size| slice_at(data, place.checked_add(2)?, usize::from(size)));
                    // One that leads to another would not end.
                    let leads_on = |list| {
                        changes(list).any(|it| matches!(it.number, 0x6645 | 0x6646 | 0x646B))
                    };
                    if let Some(list) = list.filter(|list| !leads_on(list)) {
                        self.take(list, data);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The borders between cells that the definition of a row has, whose length has two bytes.
fn borders(definition: &[u8]) -> Vec<i16> {
    let count = u8_at(definition, 1).map_or(0, |cells| usize::from(cells) + 1);
    (0..count)
        .map_while(|index| array_at(definition, 2 + index * 2).map(i16::from_le_bytes))
        .collect()
}

/// The colour of letters by its number in the palette of sixteen.
fn palette(number: u8) -> Option<[u8; 3]> {
    Some(match number {
        6 => [0xFF, 0, 0],
        7 => [0xFF, 0xFF, 0],
        5 => [0xFF, 0, 0xFF],
        13 => [0x80, 0, 0],
        0 => return None,
        _ => [0, 0, 0],
    })
}

/// The colour of letters in bytes, where it is one.
fn color(value: u32) -> Option<[u8; 3]> {
    let [red, green, blue, automatic] = value.to_le_bytes();
    (automatic == 0).then_some([red, green, blue])
}

fn highlight(number: u8) -> Option<&'static str> {
    const NAMES: [&str; 16] = [
        "black",
        "blue",
        "cyan",
        "green",
        "magenta",
        "red",
        "yellow",
        "white",
        "darkBlue",
        "darkCyan",
        "darkGreen",
        "darkMagenta",
        "darkRed",
        "darkYellow",
        "darkGray",
        "lightGray",
    ];
    NAMES.get(usize::from(number).checked_sub(1)?).copied()
}
