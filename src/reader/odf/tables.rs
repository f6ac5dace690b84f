//! The tables of a text: which row, cell and column is being read, counted from 1.

use crate::document::NodeKind;
use crate::reader::flow::{Flow, Place};

/// No table that a person made has more columns, so that a cell may not say that it takes more.
const MOST_COLUMNS: usize = 1 << 14;

/// The tables of a document or of a slide show.
#[derive(Default)]
pub(super) struct Tables {
    /// How many tables that lie in no other table have begun.
    outermost: usize,
    open: Vec<Table>,
}

struct Table {
    place: Place,
    rows: usize,
    cells: usize,
    /// The column of the newest cell, and how many columns are covered by it.
    column: usize,
    covered: usize,
    row: Option<Place>,
    cell: Option<Place>,
}

impl Tables {
    /// A table begins.
    pub(super) fn begin(&mut self, place: Place) {
        if self.open.is_empty() {
            self.outermost += 1;
        }
        self.open.push(Table {
            place,
            rows: 0,
            cells: 0,
            column: 0,
            covered: 0,
            row: None,
            cell: None,
        });
    }

    /// A row begins.
    pub(super) fn begin_row(&mut self, place: Place) {
        if let Some(table) = self.open.last_mut() {
            table.rows += 1;
            (table.cells, table.column, table.covered) = (0, 0, 0);
            table.row = Some(place);
        }
    }

    /// A cell begins, which takes `span` columns.
    pub(super) fn begin_cell(&mut self, place: Place, span: usize) {
        if let Some(table) = self.open.last_mut() {
            table.cells += 1;
            table.column += 1;
            table.covered = span.min(MOST_COLUMNS).saturating_sub(1);
            table.cell = Some(place);
        }
    }

    /// A place begins that a merged cell covers: one on its left, or one above it, which leaves an empty cell here.
    pub(super) fn pass_covered(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.column += 1;
            match table.covered.checked_sub(1) {
                Some(left) => table.covered = left,
                None => table.cells += 1,
            }
        }
    }

    /// The innermost cell ends.
    pub(super) fn end_cell(&mut self, flow: &mut Flow) {
        let number = self.outermost;
        if let Some(table) = self.open.last_mut()
            && let Some(cell) = table.cell.take()
        {
            let mut detail = format!("{number}:{}:{}", table.rows, table.cells);
            if table.column != table.cells {
                detail.push_str(&format!(":{}", table.column));
            }
            add(flow, cell, NodeKind::TableCell, Some(&detail));
        }
    }

    /// The innermost row ends.
    pub(super) fn end_row(&mut self, flow: &mut Flow) {
        if let Some(row) = self.open.last_mut().and_then(|table| table.row.take()) {
            add(flow, row, NodeKind::TableRow, None);
        }
    }

    /// The innermost table ends.
    pub(super) fn end(&mut self, flow: &mut Flow) {
        if let Some(table) = self.open.pop() {
            add(flow, table.place, NodeKind::Table, None);
        }
    }
}

fn add(flow: &mut Flow, place: Place, kind: NodeKind, detail: Option<&str>) {
    if let Some(range) = flow.since(place) {
        flow.node(range, kind, detail);
    }
}
