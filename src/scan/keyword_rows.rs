//! What the gate watches for as rows of tables. Each number has four bytes, the lowest first.
//!
//! What the numbers mean, `keywords` knows.

use crate::scan::keywords::{Around, Keyword, Owner, Pair, Side, Sides, Watched};
use crate::scan::table::{Row, number_at, range_at, write_numbers};

impl Row for Keyword {
    const SIZE: usize = 20;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        Self {
            word: range_at(bytes, 0),
            anchor: number_at(bytes, 8),
            owners: range_at(bytes, 12),
        }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        let Self {
            word,
            anchor,
            owners,
        } = self;
        write_numbers(
            [word.start, word.end, *anchor, owners.start, owners.end],
            bytes,
        );
    }
}

impl Row for Owner {
    const SIZE: usize = 8;

    /// An index of `u32::MAX` stands for none.
    #[inline]
    fn read(bytes: &[u8]) -> Self {
        Self {
            rule: number_at(bytes, 0),
            asked: Some(number_at(bytes, 4)).filter(|&asked| asked != u32::MAX),
        }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        write_numbers([self.rule, self.asked.unwrap_or(u32::MAX)], bytes);
    }
}

impl Row for Pair {
    const SIZE: usize = 16;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        Self {
            behind: Sides(number_at(bytes, 0)),
            before: Sides(number_at(bytes, 4)),
            watched: range_at(bytes, 8),
        }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        let (behind, before) = (self.behind.0, self.before.0);
        write_numbers(
            [behind, before, self.watched.start, self.watched.end],
            bytes,
        );
    }
}

impl Row for Watched {
    const SIZE: usize = 7;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let side = |at: usize| bytes.get(at).map_or(Side::UNKNOWN, |&byte| Side(byte));
        Self {
            around: Around {
                before: side(0),
                farther: side(1),
                behind: side(2),
            },
            keyword: number_at(bytes, 3),
        }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        let Around {
            before,
            farther,
            behind,
        } = self.around;
        bytes.extend([before.0, farther.0, behind.0]);
        write_numbers([self.keyword], bytes);
    }
}
