//! Tables of places ([MS-DOC], 2.2.2): `n` and one more numbers of characters, and `n` entries of one size.

use std::ops::Range;

use crate::reader::compound::bytes::{slice_at, u32_at};

/// A table of places.
#[derive(Clone, Copy)]
pub(super) struct Places<'t> {
    table: &'t [u8],
    entry_size: usize,
}

impl<'t> Places<'t> {
    /// The table whose entries have that size.
    pub(super) fn new(table: &'t [u8], entry_size: usize) -> Self {
        Self { table, entry_size }
    }

    /// How many entries there are.
    pub(super) fn count(self) -> usize {
        self.table.len().saturating_sub(4) / (4 + self.entry_size)
    }

    /// The place of an entry.
    pub(super) fn place(self, index: usize) -> Option<u32> {
        u32_at(self.table, index.checked_mul(4)?)
    }

    /// The characters from an entry's place to the next one's.
    pub(super) fn range(self, index: usize) -> Option<Range<u32>> {
        let (start, end) = (self.place(index)?, self.place(index + 1)?);
        (start <= end && index < self.count()).then_some(start..end)
    }

    /// What stands in an entry.
    pub(super) fn entry(self, index: usize) -> Option<&'t [u8]> {
        let at = (self.count() + 1) * 4 + index.checked_mul(self.entry_size)?;
        slice_at(self.table, at, self.entry_size)
    }

    /// All entries with their places.
    pub(super) fn entries(self) -> impl Iterator<Item = (u32, &'t [u8])> {
        (0..self.count()).filter_map(move |index| self.place(index).zip(self.entry(index)))
    }

    /// The ranges of a story inside that of all characters, `story`. Where a number is out of order the table is damaged.
    pub(super) fn ranges_in(self, story: Range<u32>) -> impl Iterator<Item = Range<u32>> {
        (0..self.count()).map_while(move |index| {
            let range = self.range(index)?;
            let start = story.start.saturating_add(range.start).min(story.end);
            let end = story.start.saturating_add(range.end).min(story.end);
            Some(start..end)
        })
    }
}
