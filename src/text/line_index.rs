//! Lines and columns of a text. Built only for texts that have findings, never while scanning.

/// Where each line of a text starts.
///
/// A line ends after `\n`; a `\r` before it belongs to the line, as editors count it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Characters and UTF-16 units before each block of [`BLOCK`] bytes, so that a column in a line of megabytes
    /// costs no more than one in a short line.
    before_block: Vec<Units>,
}

/// Bytes a block.
const BLOCK: usize = 4096;

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

impl LineIndex {
    /// Index the lines of `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        for offset in memchr::memchr_iter(b'\n', text.as_bytes()) {
            starts.push(u32::try_from(offset + 1).unwrap_or(u32::MAX));
        }
        let mut before_block = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut sum = Units::default();
        for block in text.as_bytes().chunks(BLOCK) {
            before_block.push(sum);
            sum = sum.plus(Units::of(block));
        }
        before_block.push(sum);
        Self {
            starts,
            before_block,
        }
    }

    /// The characters that begin before byte `offset` of `text`.
    fn before(&self, text: &str, offset: usize) -> Units {
        let offset = offset.min(text.len());
        let block = offset / BLOCK;
        let rest = text.as_bytes().get(block * BLOCK..offset).unwrap_or(&[]);
        let before = self.before_block.get(block).copied().unwrap_or_default();
        before.plus(Units::of(rest))
    }

    /// The 1-based number of the line that holds byte `offset`.
    pub fn line(&self, offset: usize) -> usize {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The byte at which the 1-based `line` starts; the last line's for numbers past the end.
    pub fn start(&self, line: usize) -> usize {
        let index = line.saturating_sub(1).min(self.starts.len() - 1);
        self.starts.get(index).map_or(0, |&start| start as usize)
    }

    /// Line and columns of byte `offset` in `text`, which must be the indexed text.
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let line = self.line(offset);
        let start = self.before(text, self.start(line));
        let here = self.before(text, offset);
        LineColumn {
            line,
            column: here.characters - start.characters + 1,
            utf16: here.utf16 - start.utf16,
        }
    }

    /// How many lines there are; an empty text has one.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_characters_and_utf16_units() {
        let text = "甲乙\n丙𠀀丁x\r\n";
        let index = LineIndex::new(text);
        assert_eq!(index.lines(), 3);
        let x = text.find('x').unwrap();
        assert_eq!(
            index.line_column(text, x),
            LineColumn {
                line: 2,
                column: 4,
                utf16: 4
            }
        );
        assert_eq!(
            index.line_column(text, 0),
            LineColumn {
                line: 1,
                column: 1,
                utf16: 0
            }
        );
        let end = index.line_column(text, text.len());
        assert_eq!((end.line, end.column), (3, 1));
    }

    #[test]
    fn columns_of_a_long_line_are_those_counted_one_by_one() {
        let text = format!("x\n{}", "a多𠀀é".repeat(3000));
        let index = LineIndex::new(&text);
        for (count, (offset, _)) in text[2..].char_indices().enumerate() {
            let place = index.line_column(&text, offset + 2);
            let utf16 = text[2..offset + 2].encode_utf16().count();
            if count % 97 == 0 || offset % BLOCK < 8 {
                assert_eq!((place.column, place.utf16), (count + 1, utf16));
            }
        }
    }
}
