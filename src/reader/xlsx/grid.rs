//! The rows and cells of a sheet as nodes: a line each cell, with its row and column, and whether these are hidden.

use crate::document::NodeKind;
use crate::reader::flow::{Flow, Place};

use super::merged::Merged;
use super::reference::Reference;

/// So many empty cells in a row of a sheet are kept between two that show something, and behind the last one: frames may be drawn
/// round thousands.
const MOST_EMPTY: usize = 8;

/// The cells of a sheet while they are written.
pub(in crate::reader) struct Grid {
    /// The number of the table that the sheet is.
    table: usize,
    start: Place,
    row_start: Place,
    row_is_hidden: bool,
    /// First and last of the columns that are hidden.
    hidden_columns: Vec<(usize, usize)>,
    merged: Merged,
    /// How many cells of the row were empty behind the last one that shows something, if one does.
    empty: Option<usize>,
}

impl Grid {
    /// A sheet that begins where `flow` ends.
    pub(in crate::reader) fn new(table: usize, merged: Merged, flow: &Flow) -> Self {
        Self {
            table,
            merged,
            empty: None,
            start: flow.place(),
            row_start: flow.place(),
            row_is_hidden: false,
            hidden_columns: Vec::new(),
        }
    }

    /// These columns are hidden, both 1-based.
    pub(in crate::reader) fn hide_columns(&mut self, first: usize, last: usize) {
        self.hidden_columns.push((first, last));
    }

    /// A row begins.
    pub(in crate::reader) fn begin_row(&mut self, is_hidden: bool, flow: &Flow) {
        self.row_start = flow.place();
        self.row_is_hidden = is_hidden;
        self.empty = None;
    }

    /// What was written from `place` on is what a cell shows.
    ///
    /// A cell that is there and shows nothing is a node of its own where something stands before it in the row.
    pub(in crate::reader) fn end_cell(&mut self, place: Place, cell: Reference, flow: &mut Flow) {
        let Some(range) = flow.since(place) else {
            return;
        };
        if range.is_empty() {
            let Some(empty) = self.empty.filter(|&empty| empty < MOST_EMPTY) else {
                return;
            };
            if self.merged.covers(cell) {
                return;
            }
            self.empty = Some(empty + 1);
        } else {
            self.empty = Some(0);
        }
        flow.write_synthetic("\n");
        let is_in = |&(first, last): &(usize, usize)| (first..=last).contains(&cell.column);
        if self.hidden_columns.iter().any(is_in) {
            flow.node(range, NodeKind::Hidden, None);
        }
        let detail = format!("{}:{}:{}", self.table, cell.row, cell.column);
        flow.node(range, NodeKind::TableCell, Some(&detail));
    }

    /// A row ends.
    pub(in crate::reader) fn end_row(&self, flow: &mut Flow) {
        if let Some(range) = flow.since(self.row_start).filter(|range| !range.is_empty()) {
            if self.row_is_hidden {
                flow.node(range, NodeKind::Hidden, None);
            }
            flow.node(range, NodeKind::TableRow, None);
        }
    }

    /// The sheet ends.
    pub(in crate::reader) fn end(&self, flow: &mut Flow) {
        if let Some(range) = flow.since(self.start).filter(|range| !range.is_empty()) {
            flow.node(range, NodeKind::Table, None);
        }
    }
}
