//! Values in lines, divided by commas, semicolons or tabs (RFC 4180, and what spreadsheets make of it): a line each cell.
//!
//! Places are lines and columns of the file; each cell knows its row and column as well. Numbers and dates are not told apart from words.

use crate::document::{Bytes, Document, Format, NodeKind, ProblemKind};
use crate::reader::marked_up::{Rewriter, rewritten};
use crate::text::Stop;

/// After how many cells the wish to stop is asked for.
const STOP_INTERVAL: usize = 1024;

/// Read the table that `bytes` are.
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    rewritten(bytes, format, stop, |source, out| {
        let mut table = Table {
            source,
            divider: divider(source),
            out,
            at: 0,
            row: 1,
            column: 0,
            row_place: 0,
        };
        let problem = table.read(stop);
        table.end_row();
        table.out.node(0, NodeKind::Table, None);
        problem
    })
}

/// What divides the cells: of what a first line may hold the sign that it holds most of.
fn divider(source: &str) -> u8 {
    let line = source.lines().next().unwrap_or_default().as_bytes();
    let count = |sign: u8| line.iter().filter(|&&it| it == sign).count();
    // Of equally many the comma wins, as `max_by_key` takes the last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|&sign| count(sign))
        .unwrap_or(b',')
}

/// A table while it is read.
struct Table<'s, 'o, 'r> {
    source: &'s str,
    divider: u8,
    out: &'o mut Rewriter<'r>,
    /// Where the next cell begins.
    at: usize,
    row: usize,
    column: usize,
    /// Where the row begins in the text.
    row_place: usize,
}

impl Table<'_, '_, '_> {
    /// Read to the end, or to what ends it.
    fn read(&mut self, stop: &Stop) -> Option<ProblemKind> {
        self.out.begin_line(0);
        let mut cells = 0_usize;
        while self.at < self.source.len() {
            self.cell();
            cells += 1;
            if cells.is_multiple_of(STOP_INTERVAL) && stop.requested() {
                return Some(ProblemKind::TooSlow);
            }
            let problem = self.out.problem();
            if problem.is_some() {
                return problem;
            }
        }
        None
    }

    /// Read a cell with what ends it.
    fn cell(&mut self) {
        self.column += 1;
        self.out.end_paragraph();
        let place = self.out.place();
        if self.source.as_bytes().get(self.at) == Some(&b'"') {
            self.quoted();
        }
        let rest = self.rest().as_bytes();
        let ends = |byte: &u8| *byte == self.divider || matches!(byte, b'\n' | b'\r');
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.out.copy(self.at..self.at + length);
        self.at += length;
        self.out.end_paragraph();
        let detail = format!("1:{}:{}", self.row, self.column);
        self.out.node(place, NodeKind::TableCell, Some(&detail));
        let ended_by = self.rest().as_bytes().first().copied();
        self.at += usize::from(ended_by.is_some());
        if ended_by == Some(b'\r') && self.rest().starts_with('\n') {
            self.at += 1;
        }
        if ended_by != Some(self.divider) {
            self.end_row();
            self.out.begin_line(self.at);
        }
    }

    /// Read the part of a cell that stands in quotation marks, where two of them stand for one and lines may end.
    fn quoted(&mut self) {
        self.at += 1;
        loop {
            let rest = self.rest();
            let length = rest.find(['"', '\n']).unwrap_or(rest.len());
            let end = self.at + length;
            self.out.copy(
                self.at..end - usize::from(rest.get(..length).is_some_and(|it| it.ends_with('\r'))),
            );
            self.at = end;
            if self.rest().starts_with("\"\"") {
                self.out.replace(end..end + 2, "\"");
                self.at += 2;
            } else if self.rest().starts_with('\n') {
                self.at += 1;
                self.out.break_line();
                self.out.begin_line(self.at);
            } else {
                self.at += usize::from(!self.rest().is_empty());
                return;
            }
        }
    }

    fn end_row(&mut self) {
        self.out.end_paragraph();
        self.out.node(self.row_place, NodeKind::TableRow, None);
        self.row_place = self.out.place();
        self.row += 1;
        self.column = 0;
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }
}
