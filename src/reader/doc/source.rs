//! What a Word document is read from: its streams and the tables in them.

use std::ops::Range;

use crate::reader::compound::bytes::{slice_at, u8_at, u16_at, utf16};
use crate::reader::docx::numbering::Numbering;
use crate::reader::office_parts::TEXT_LIMIT;

use super::formatting::{Formatting, style_and_list};
use super::forms::strings;
use super::head::{Head, Table};
use super::lists;
use super::pieces::Pieces;
use super::sprm::Paragraph;
use super::styles::Styles;

/// The streams of a document and what their tables say.
pub(super) struct Source<'d> {
    pub(super) main: &'d [u8],
    pub(super) data: &'d [u8],
    pub(super) pieces: Pieces<'d>,
    pub(super) letters: Formatting<'d>,
    paragraphs: Formatting<'d>,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) fonts: Vec<String>,
    pub(super) authors: Vec<String>,
}

/// Where a paragraph ends.
pub(super) struct End {
    /// The number of the character that ends it, or of the one behind the last.
    pub(super) character: u32,
    /// That character.
    pub(super) mark: Option<u16>,
    /// What is said of the paragraph.
    pub(super) about: Paragraph,
}

pub(super) const PARAGRAPH: u16 = 0x0D;
pub(super) const CELL: u16 = 0x07;
/// A page break inside a paragraph, or the end of a section.
pub(super) const PAGE: u16 = 0x0C;

impl<'d> Source<'d> {
    /// The source that these streams are; nothing where the table of pieces is damaged.
    pub(super) fn new(
        head: &Head,
        main: &'d [u8],
        table: &'d [u8],
        data: &'d [u8],
    ) -> Option<Self> {
        let fonts = fonts(head.table(Table::Fonts, table));
        let numbering = lists::read(
            head.table(Table::Lists, table),
            head.behind(Table::Lists, table),
            head.table(Table::ListUses, table),
            &fonts,
        );
        Some(Self {
            main,
            data,
            pieces: Pieces::read(head.table(Table::Pieces, table))?,
            letters: Formatting::new(main, head.table(Table::Letters, table)),
            paragraphs: Formatting::new(main, head.table(Table::Paragraphs, table)),
            styles: Styles::read(head.table(Table::Styles, table), data),
            numbering,
            fonts,
            authors: strings(head.table(Table::Authors, table)).unwrap_or_default(),
        })
    }

    /// The first character behind those from this one on that no piece holds, or whose piece lies outside the stream.
    pub(super) fn after_gap(&self, character: u32) -> u32 {
        match self.pieces.at(character) {
            Some((piece, _)) => piece.characters.end,
            None => self.pieces.next(character),
        }
    }

    /// Where the paragraph ends that begins with the first of `characters`, which are all that there are.
    pub(super) fn end_of_paragraph(&self, characters: Range<u32>) -> End {
        let mut at = characters.start;
        let mut looked_at = 0;
        // Pieces may hold the same bytes a million times.
        while at < characters.end && looked_at < TEXT_LIMIT {
            let Some((piece, bytes)) = self.pieces.at(at) else {
                at = self.pieces.next(at).min(characters.end);
                continue;
            };
            let left = usize::try_from(characters.end - at).unwrap_or(usize::MAX);
            let stretch = self.main.get(bytes.clone());
            let stretch = stretch.or_else(|| self.main.get(bytes.start..));
            let units = stretch.unwrap_or_default().chunks_exact(piece.width);
            for (index, unit) in units.take(left).enumerate() {
                let mark = match *unit {
                    [low] => u16::from(low),
                    [low, high] => u16::from_le_bytes([low, high]),
                    _ => continue,
                };
                if !matches!(mark, PARAGRAPH | CELL | PAGE) {
                    continue;
                }
                let place = bytes.start + index * piece.width;
                let said = self.paragraphs.paragraph(place);
                let ends = |end: usize| end <= place + piece.width;
                if mark == PAGE && said.as_ref().is_some_and(|it| !ends(it.bytes.end)) {
                    continue;
                }
                let (style, list) = said.map_or((0, &[][..]), |it| style_and_list(it.list));
                let mut about = Paragraph {
                    style,
                    ..Paragraph::default()
                };
                about.take(list, self.data);
                return End {
                    character: at.saturating_add(u32::try_from(index).unwrap_or(u32::MAX)),
                    mark: Some(mark),
                    about,
                };
            }
            looked_at += bytes.len() as u64;
            at = piece.characters.end;
        }
        End {
            character: at.min(characters.end),
            mark: None,
            about: Paragraph::default(),
        }
    }
}

/// The names of the fonts by number ([MS-DOC], 2.9.76).
fn fonts(table: &[u8]) -> Vec<String> {
    const NAME: usize = 39;
    let count = u16_at(table, 0).map_or(0, usize::from);
    let mut at = 4;
    let next = || {
        let size = usize::from(u8_at(table, at)?);
        let font = slice_at(table, at + 1, size)?;
        at += 1 + size;
        let units = font.get(NAME..).unwrap_or_default().chunks_exact(2);
        let name: Vec<u8> = units
            .take_while(|unit| *unit != [0, 0])
            .flatten()
            .copied()
            .collect();
        Some(utf16(&name))
    };
    std::iter::from_fn(next).take(count).collect()
}
