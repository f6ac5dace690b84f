//! Lines and columns of a text. Built only for texts that have findings, never while scanning.
//!
//! A text may be one line of 200 MB or three million short ones; either way its index is small and soon made.

use std::cell::OnceCell;
use std::ops::Range;

/// Tells lines and columns of one text.
///
/// A line ends after `\n`; a `\r` before it belongs to the line, as editors count it.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// Line ends before each block of [`BLOCK`] bytes, and in all.
    line_ends: Vec<u32>,
    /// Characters and UTF-16 units before each block, so that a column in a line of megabytes costs no more than one in a
    /// short line. Counted when there is such a line.
    before_block: OnceCell<Vec<Units>>,
}

/// Bytes a block.
const BLOCK: usize = 4096;

/// A line that is no longer than this is counted through for each place in it, in bytes.
const SHORT: usize = 4 * BLOCK;

/// A length in characters and in UTF-16 units.
#[derive(Clone, Copy, Debug, Default)]
struct Units {
    characters: usize,
    utf16: usize,
}

impl Units {
    /// The characters that begin in `bytes`.
    fn of(bytes: &[u8]) -> Self {
        let characters = count_bytes(bytes, |b| b & 0xc0 != 0x80);
        let pairs = count_bytes(bytes, |b| b >= 0xf0);
        Self {
            characters,
            utf16: characters + pairs,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            characters: self.characters + other.characters,
            utf16: self.utf16 + other.utf16,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            characters: self.characters - other.characters,
            utf16: self.utf16 - other.utf16,
        }
    }
}

/// How many of `bytes` are `wanted`: summed in bytes over short runs, which compilers turn into vector instructions.
pub(crate) fn count_bytes(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    let of_run = |run: &[u8]| usize::from(run.iter().map(|&b| u8::from(wanted(b))).sum::<u8>());
    let (runs, rest) = bytes.as_chunks::<128>();
    runs.iter().map(|run| of_run(run)).sum::<usize>() + of_run(rest)
}

/// A place in a text as a person or an editor counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, 1-based.
    pub line: usize,
    /// Column in Unicode characters (scalar values), 1-based.
    pub column: usize,
    /// Column in UTF-16 code units, **0-based**, as the Language Server Protocol counts.
    pub utf16: usize,
}

impl<'t> LineIndex<'t> {
    /// Index the lines of `text`.
    pub fn new(text: &'t str) -> Self {
        let blocks = text.as_bytes().chunks(BLOCK);
        let line_ends = sums(blocks.map(count_line_ends), 0, |sum, ends| sum + ends);
        Self {
            text,
            line_ends: line_ends.collect(),
            before_block: OnceCell::new(),
        }
    }

    /// The 1-based number of the line that holds byte `offset`.
    pub fn line(&self, offset: usize) -> usize {
        let (block, inside) = self.split(offset);
        let before = self.line_ends.get(block).copied().unwrap_or_default();
        (before + count_line_ends(inside)) as usize + 1
    }

    /// The bytes of the line that holds byte `offset`, without its `\n`.
    pub fn around(&self, offset: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        let (block, inside) = self.split(offset);
        let start = match memchr::memrchr(b'\n', inside) {
            Some(at) => block * BLOCK + at + 1,
            None => self.line_end_before(block).map_or(0, |at| at + 1),
        };
        let block_end = ((block + 1) * BLOCK).min(bytes.len());
        let end = match memchr::memchr(b'\n', bytes.get(offset..block_end).unwrap_or_default()) {
            Some(at) => offset + at,
            None => self.line_end_from(block + 1).unwrap_or(bytes.len()),
        };
        start..end
    }

    /// Line and columns of byte `offset`.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = offset.min(self.text.len());
        let start = self.around(offset).start;
        let before = if offset - start <= SHORT {
            Units::of(self.text.as_bytes().get(start..offset).unwrap_or_default())
        } else {
            self.before(offset).minus(self.before(start))
        };
        LineColumn {
            line: self.line(offset),
            column: before.characters + 1,
            utf16: before.utf16,
        }
    }

    /// The characters and UTF-16 units that begin from byte `start` on and before byte `end`.
    pub(crate) fn distance(&self, start: usize, end: usize) -> (usize, usize) {
        let between = self.before(end).minus(self.before(start));
        (between.characters, between.utf16)
    }

    /// The block that holds byte `offset`, and what stands before the byte in it.
    fn split(&self, offset: usize) -> (usize, &'t [u8]) {
        let offset = offset.min(self.text.len());
        let block = offset / BLOCK;
        let inside = self.text.as_bytes().get(block * BLOCK..offset);
        (block, inside.unwrap_or_default())
    }

    /// The last line end before a block.
    fn line_end_before(&self, block: usize) -> Option<usize> {
        let before = *self.line_ends.get(block)?;
        let after_it = self.line_ends.partition_point(|&ends| ends < before);
        let start = after_it.checked_sub(1)? * BLOCK;
        let bytes = self.text.as_bytes().get(start..)?;
        memchr::memrchr(b'\n', bytes.get(..BLOCK).unwrap_or(bytes)).map(|at| start + at)
    }

    /// The first line end in a block or behind it.
    fn line_end_from(&self, block: usize) -> Option<usize> {
        let before = *self.line_ends.get(block)?;
        let after_it = self.line_ends.partition_point(|&ends| ends <= before);
        let start = after_it.checked_sub(1)? * BLOCK;
        memchr::memchr(b'\n', self.text.as_bytes().get(start..)?).map(|at| start + at)
    }

    /// The characters that begin before byte `offset`.
    fn before(&self, offset: usize) -> Units {
        let before_block = self.before_block.get_or_init(|| {
            let blocks = self.text.as_bytes().chunks(BLOCK);
            sums(blocks.map(Units::of), Units::default(), Units::plus).collect()
        });
        let (block, inside) = self.split(offset);
        let before = before_block.get(block).copied().unwrap_or_default();
        before.plus(Units::of(inside))
    }
}

fn count_line_ends(bytes: &[u8]) -> u32 {
    u32::try_from(count_bytes(bytes, |b| b == b'\n')).unwrap_or(u32::MAX)
}

/// The sums of the first none, one, two … and all of `items`.
fn sums<T: Copy>(
    items: impl Iterator<Item = T>,
    zero: T,
    plus: impl Fn(T, T) -> T,
) -> impl Iterator<Item = T> {
    let following = items.scan(zero, move |sum, item| {
        *sum = plus(*sum, item);
        Some(*sum)
    });
    std::iter::once(zero).chain(following)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_characters_and_utf16_units() {
        let text = "甲乙\n丙𠀀丁x\r\n";
        let index = LineIndex::new(text);
        let x = text.find('x').unwrap();
        assert_eq!(
            index.line_column(x),
            LineColumn {
                line: 2,
                column: 4,
                utf16: 4
            }
        );
        assert_eq!(
            index.line_column(0),
            LineColumn {
                line: 1,
                column: 1,
                utf16: 0
            }
        );
        let end = index.line_column(text.len());
        assert_eq!((end.line, end.column), (3, 1));
    }

    #[test]
    fn places_are_those_counted_one_by_one() {
        let long = "a多𠀀é".repeat(3000);
        let texts = [
            format!("x\n{long}\r\n\n{long}"),
            format!("{long}\n"),
            format!("{}{long}", "\n".repeat(BLOCK)),
            "甲\n".repeat(3 * BLOCK),
            long,
        ];
        for text in &texts {
            let index = LineIndex::new(text);
            let mut place = LineColumn {
                line: 1,
                column: 1,
                utf16: 0,
            };
            let mut start = 0;
            for (offset, c) in text.char_indices() {
                if offset % 97 == 0 || offset % BLOCK < 8 || offset % BLOCK > BLOCK - 8 {
                    assert_eq!(index.line_column(offset), place);
                    let end = text[offset..]
                        .find('\n')
                        .map_or(text.len(), |at| offset + at);
                    assert_eq!(index.around(offset), start..end);
                }
                if c == '\n' {
                    start = offset + 1;
                    place = LineColumn {
                        line: place.line + 1,
                        column: 1,
                        utf16: 0,
                    };
                } else {
                    place.column += 1;
                    place.utf16 += c.len_utf16();
                }
            }
            assert_eq!(index.line_column(text.len()), place);
            assert_eq!(index.around(text.len()), start..text.len());
        }
    }
}
