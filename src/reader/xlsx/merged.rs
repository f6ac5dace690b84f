//! The cells of a sheet that others cover because they are merged with them.
//!
//! A sheet names them behind its rows, and they are wanted before: so they are looked for in the text of the part first.

use memchr::memmem;

use super::reference::{Reference, cells};

/// The ranges that are merged.
#[derive(Debug, Default)]
pub(in crate::reader) struct Merged {
    /// Those that begin in later rows than the last cell that was asked for, the next one last.
    later: Vec<(Reference, Reference)>,
    /// Those that do not, and end in its row or later.
    open: Vec<(Reference, Reference)>,
}

impl Merged {
    /// Those that the XML of a sheet names.
    pub(super) fn in_sheet(xml: &str) -> Self {
        let rows_end = memmem::rfind(xml.as_bytes(), b"sheetData>").unwrap_or(0);
        let behind = xml.get(rows_end..).unwrap_or_default();
        let ranges = memmem::find_iter(behind.as_bytes(), b"mergeCell ").filter_map(|at| {
            let tag = behind.get(at..)?.split('>').next()?;
            let (_, value) = tag.split_once("ref=")?;
            let quote = value.chars().next()?;
            cells(value.split(quote).nth(1)?)
        });
        let mut ranges: Vec<_> = ranges.collect();
        ranges.sort_unstable_by(|one, other| other.cmp(one));
        Self {
            later: ranges,
            open: Vec::new(),
        }
    }

    /// Whether another cell covers `cell`. They are asked for row by row.
    pub(super) fn covers(&mut self, cell: Reference) -> bool {
        while let Some(range) = self.later.pop_if(|(first, _)| first.row <= cell.row) {
            self.open.push(range);
        }
        self.open.retain(|(_, last)| last.row >= cell.row);
        self.open.iter().any(|&(first, last)| {
            first != cell
                && (first.row..=last.row).contains(&cell.row)
                && (first.column..=last.column).contains(&cell.column)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covered_cells_are_told_row_by_row() {
        let xml = "<sheetData><c r='A1'/></sheetData><mergeCells count='2'>\
            <mergeCell ref=\"B2:D3\"/><mergeCell ref='A1:A9'/></mergeCells>";
        let mut merged = Merged::in_sheet(xml);
        let mut covers = |row, column| merged.covers(Reference { row, column });
        assert!(!covers(1, 1) && !covers(1, 2));
        assert!(covers(2, 1) && !covers(2, 2) && covers(2, 3) && !covers(2, 5));
        assert!(covers(3, 2) && covers(3, 4));
        assert!(!covers(4, 2) && covers(9, 1) && !covers(10, 1));
    }
}
