//! The styles of a Word document ([MS-DOC], 2.9.271): which are headings, which are numbered, which hide their letters or show them in red.

use crate::reader::compound::bytes::{slice_at, u16_at, utf16_at};
use crate::reader::docx::ink::Ink;
use crate::reader::docx::styles::heading_level;

use super::sprm::{Letters, Paragraph};

/// How many steps of "based on" are followed: a chain of styles may be a ring.
const CHAIN_LIMIT: usize = 32;

/// The styles by number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Option<Style>>);

#[derive(Debug, Default)]
struct Style {
    based_on: u16,
    /// The level that its name or its number among the built-in ones says, 1 to 9.
    heading: Option<u8>,
    paragraph: Paragraph,
    letters: Letters,
}

impl Styles {
    /// Read the table; `data` is the stream with what is too long for it.
    pub(super) fn read(table: &[u8], data: &[u8]) -> Self {
        let Some(head_size) = u16_at(table, 0) else {
            return Self::default();
        };
        let count = u16_at(table, 2).unwrap_or(0);
        let base = usize::from(u16_at(table, 4).unwrap_or(10));
        let mut at = 2 + usize::from(head_size);
        let mut styles = Vec::new();
        for _ in 0..count {
            let Some(size) = u16_at(table, at).map(usize::from) else {
                break;
            };
            let style = slice_at(table, at + 2, size).filter(|it| !it.is_empty());
            styles.push(style.and_then(|style| read(style, base, data)));
            at += 2 + size.next_multiple_of(2);
        }
        Self(styles)
    }

    /// The outline level, 1 to 9, of paragraphs in this style.
    pub(super) fn outline(&self, number: u16) -> Option<u8> {
        self.chain(number)
            .find_map(|style| match style.paragraph.outline {
                Some(level) => Some((level < 9).then_some(level + 1)),
                None => style.heading.map(Some),
            })
            .flatten()
    }

    /// The list that paragraphs in this style are numbered by, and the level in it.
    pub(super) fn numbering(&self, number: u16) -> (Option<u16>, Option<u8>) {
        let list = self.chain(number).find_map(|style| style.paragraph.list);
        let level = self.chain(number).find_map(|style| style.paragraph.level);
        (list, level)
    }

    /// What letters in this style look like.
    pub(super) fn ink(&self, number: u16) -> Ink {
        self.chain(number)
            .fold(Ink::default(), |ink, style| ink.or(style.letters.ink))
    }

    /// Whether letters in this style are hidden.
    pub(super) fn is_hidden(&self, number: u16) -> bool {
        self.chain(number)
            .find_map(|style| style.letters.hidden)
            .unwrap_or(false)
    }

    /// A style and those that it is based on.
    fn chain(&self, number: u16) -> impl Iterator<Item = &Style> {
        let style = |number: u16| self.0.get(usize::from(number))?.as_ref();
        std::iter::successors(style(number), move |it| style(it.based_on)).take(CHAIN_LIMIT)
    }
}

fn read(style: &[u8], base: usize, data: &[u8]) -> Option<Style> {
    const PARAGRAPH: u16 = 1;
    let number = u16_at(style, 0)? & 0x0FFF;
    let kind = u16_at(style, 2)?;
    let count = u16_at(style, 4)? & 0x000F;
    let length = usize::from(u16_at(style, base)?);
    let name = utf16_at(style, base + 2, length)?;
    let mut at = base + 2 + length * 2 + 2;
    let mut read = Style {
        based_on: kind >> 4,
        heading: heading_level(&name).or(match number {
            1..=9 => u8::try_from(number).ok(),
            _ => None,
        }),
        ..Style::default()
    };
    let is_of_paragraphs = kind & 0x000F == PARAGRAPH;
    for index in 0..count {
        let size = usize::from(u16_at(style, at)?);
        let Some(list) = slice_at(style, at + 2, size) else {
            break;
        };
        match (is_of_paragraphs, index) {
            (true, 0) => read.paragraph.take(list.get(2..).unwrap_or_default(), data),
            (true, 1) | (false, 0) => read.letters.take(list, false),
            _ => {}
        }
        at += 2 + size.next_multiple_of(2);
    }
    Some(read)
}
