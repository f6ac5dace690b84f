//! Lines and columns of a text. Built only for texts that have findings, never while scanning.

/// Where each line of a text starts.
///
/// A line ends after `\n`; a `\r` before it belongs to the line, as editors count it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
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
        for (offset, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                starts.push(u32::try_from(offset + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts }
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
        let before = text
            .get(self.start(line)..offset.min(text.len()))
            .unwrap_or("");
        LineColumn {
            line,
            column: before.chars().count() + 1,
            utf16: before.chars().map(char::len_utf16).sum(),
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
}
