//! What is said of letters and paragraphs by where they stand in the stream ([MS-DOC], 2.9.33 and 2.9.174): pages of 512 bytes, which a table
//! lists.

use std::ops::Range;

use crate::reader::compound::bytes::{slice_at, u8_at, u16_at, u32_at};

const PAGE: usize = 512;

/// The pages of one kind.
pub(super) struct Formatting<'d> {
    main: &'d [u8],
    table: &'d [u8],
    count: usize,
}

/// What holds for a stretch of the stream.
pub(super) struct Stretch<'d> {
    pub(super) bytes: Range<usize>,
    /// The list of changes; for a paragraph its style first.
    pub(super) list: &'d [u8],
}

impl<'d> Formatting<'d> {
    /// The pages that `table` lists.
    pub(super) fn new(main: &'d [u8], table: &'d [u8]) -> Self {
        Self {
            main,
            table,
            count: table.len().saturating_sub(4) / 8,
        }
    }

    /// What is said of the letter at a place of the stream.
    pub(super) fn letters(&self, place: usize) -> Option<Stretch<'d>> {
        self.stretch(place, 1, |page, entry| {
            let at = usize::from(*page.get(entry)?) * 2;
            match at {
                0 => None,
                _ => slice_at(page, at + 1, usize::from(*page.get(at)?)),
            }
        })
    }

    /// What is said of the paragraph at a place of the stream.
    pub(super) fn paragraph(&self, place: usize) -> Option<Stretch<'d>> {
        self.stretch(place, 13, |page, entry| {
            let at = usize::from(*page.get(entry)?) * 2;
            match (at, *page.get(at)?) {
                (0, _) => None,
                (_, 0) => slice_at(page, at + 2, usize::from(*page.get(at + 1)?) * 2),
                (_, words) => slice_at(page, at + 1, usize::from(words) * 2 - 1),
            }
        })
    }

    /// The stretch round a place; the entries of its page have `width` bytes and lead to a list.
    fn stretch(
        &self,
        place: usize,
        width: usize,
        list: impl Fn(&'d [u8], usize) -> Option<&'d [u8]>,
    ) -> Option<Stretch<'d>> {
        let wanted = u32::try_from(place).ok()?;
        let start = |index: usize| u32_at(self.table, index * 4).unwrap_or(u32::MAX);
        let index = last_before(self.count, wanted, start)?;
        let number = u32_at(self.table, (self.count + 1) * 4 + index * 4)? & 0x3F_FFFF;
        let number = usize::try_from(number).ok()?;
        let page = slice_at(self.main, number.checked_mul(PAGE)?, PAGE)?;
        let count = usize::from(u8_at(page, PAGE - 1)?);
        let start = |index: usize| u32_at(page, index * 4).unwrap_or(u32::MAX);
        let index = last_before(count, wanted, start)?;
        let (from, to) = (start(index), start(index + 1));
        if wanted >= to {
            return None;
        }
        Some(Stretch {
            bytes: usize::try_from(from).ok()?..usize::try_from(to).ok()?,
            list: list(page, (count + 1) * 4 + index * width).unwrap_or_default(),
        })
    }
}

/// The last of `count` rising numbers that is not above `wanted`.
fn last_before(count: usize, wanted: u32, number: impl Fn(usize) -> u32) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        match number(middle) <= wanted {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low.checked_sub(1)
}

/// The style and the list of changes of a paragraph.
pub(super) fn style_and_list(list: &[u8]) -> (u16, &[u8]) {
    (
        u16_at(list, 0).unwrap_or(0),
        list.get(2..).unwrap_or_default(),
    )
}
