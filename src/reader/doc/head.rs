//! The head of a Word document ([MS-DOC], 2.5): of what kind it is, how long its stories are, and where its tables stand.

use std::ops::Range;

use crate::document::{Format, Problem, ProblemKind};
use crate::reader::compound::bytes::{size_at, slice_at, u16_at, u32_at};

/// What the head says.
pub(super) struct Head {
    /// The lengths of the stories in characters, in the order in which they stand.
    lengths: [u32; 8],
    /// The name of the stream with the tables.
    pub(super) table: &'static str,
    places: Vec<(usize, usize)>,
}

/// A text of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Story {
    Body,
    Footnotes,
    Headers,
    Macros,
    Comments,
    Endnotes,
    TextBoxes,
    TextBoxesOfHeaders,
}

/// A table of the document, by its number in the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Styles = 1,
    Footnotes = 3,
    CommentPlaces = 4,
    Comments = 5,
    Headers = 11,
    Letters = 12,
    Paragraphs = 13,
    Fonts = 15,
    Pieces = 33,
    CommentAuthors = 36,
    CommentRanges = 37,
    DrawingPlaces = 40,
    DrawingPlacesOfHeaders = 41,
    CommentStarts = 42,
    CommentEnds = 43,
    Endnotes = 47,
    Drawings = 50,
    Authors = 51,
    TextBoxes = 56,
    TextBoxesOfHeaders = 58,
    Lists = 73,
    ListUses = 74,
}

impl Head {
    /// The head of the stream `main`.
    pub(super) fn read(main: &[u8], format: Format) -> Result<Self, Problem> {
        /// The last version of Word 95; what came before had other numbers or another sign.
        const WORD_95: u16 = 106;
        const SIGN: u16 = 0xA5EC;
        const ENCRYPTED: u16 = 1 << 8;
        const SECOND_TABLE: u16 = 1 << 9;
        let broken = || Problem::in_part(ProblemKind::BrokenPart, "WordDocument");
        let sign = u16_at(main, 0).ok_or_else(broken)?;
        let version = u16_at(main, 2).ok_or_else(broken)?;
        let flags = u16_at(main, 10).ok_or_else(broken)?;
        if sign & 0xFF00 != SIGN & 0xFF00 {
            return Err(broken());
        }
        if flags & ENCRYPTED != 0 {
            return Err(Problem::new(ProblemKind::Encrypted));
        }
        if sign != SIGN || version <= WORD_95 {
            return Err(Problem::new(ProblemKind::Legacy(format)));
        }
        Self::of_97(main, flags & SECOND_TABLE != 0).ok_or_else(broken)
    }

    /// Three rows of numbers, each of which says first how many there are.
    fn of_97(main: &[u8], second_table: bool) -> Option<Self> {
        const ROWS: usize = 32;
        const FIRST_LENGTH: usize = 3;
        let longs = ROWS + 2 + usize::from(u16_at(main, ROWS)?) * 2;
        let places = longs + 2 + usize::from(u16_at(main, longs)?) * 4;
        let mut lengths = [0; 8];
        for (index, length) in lengths.iter_mut().enumerate() {
            *length = u32_at(main, longs + 2 + (FIRST_LENGTH + index) * 4)?;
        }
        let count = usize::from(u16_at(main, places)?);
        let entry = |index: usize| {
            let at = places + 2 + index * 8;
            size_at(main, at).zip(size_at(main, at + 4))
        };
        Some(Self {
            lengths,
            table: if second_table { "1Table" } else { "0Table" },
            places: (0..count).map_while(entry).collect(),
        })
    }

    /// The characters of a story among those of all.
    pub(super) fn story(&self, story: Story) -> Range<u32> {
        let index = story as usize;
        let before = self.lengths.iter().take(index);
        let start = before.fold(0_u32, |sum, &length| sum.saturating_add(length));
        let length = self.lengths.get(index).copied().unwrap_or(0);
        start..start.saturating_add(length)
    }

    /// What stands in a table, which is nothing where there is none.
    pub(super) fn table<'t>(&self, table: Table, stream: &'t [u8]) -> &'t [u8] {
        let place = self.places.get(table as usize);
        place
            .and_then(|&(start, length)| slice_at(stream, start, length))
            .unwrap_or_default()
    }

    /// What stands in the stream from the end of a table on.
    pub(super) fn behind<'t>(&self, table: Table, stream: &'t [u8]) -> &'t [u8] {
        let place = self.places.get(table as usize);
        place
            .and_then(|&(start, length)| stream.get(start.checked_add(length)?..))
            .unwrap_or_default()
    }

    /// Whether there should be more in a table than there is.
    pub(super) fn is_cut(&self, table: Table, stream: &[u8]) -> bool {
        let place = self.places.get(table as usize);
        place.is_some_and(|&(_, length)| self.table(table, stream).len() < length)
    }
}
