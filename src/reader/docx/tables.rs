//! Tables: which row, cell and column is being read, counted from 1.

use crate::document::NodeKind;
use crate::reader::flow::{Flow, Place};
use crate::text::TextRange;

/// The tables of a document.
#[derive(Default)]
pub(in crate::reader) struct Tables {
    /// How many tables that lie in no other table have begun.
    outermost: usize,
    open: Vec<Table>,
}

struct Table {
    place: Place,
    rows: usize,
    cells: usize,
    /// The columns before the newest cell; a merged cell takes several.
    columns: usize,
    /// The columns that the newest cell takes.
    span: usize,
    /// Whether the newest cell belongs to the one above it.
    is_covered: bool,
    row: Option<Opened>,
    cell: Option<Opened>,
}

/// No table that Word opens has more.
const MOST_COLUMNS: usize = 63;

/// A row or cell that is open.
#[derive(Clone, Copy)]
struct Opened {
    place: Place,
    /// How many XML elements are open in it, itself included.
    depth: usize,
}

impl Tables {
    /// A table begins.
    pub(in crate::reader) fn begin(&mut self, place: Place) {
        if self.open.is_empty() {
            self.outermost += 1;
        }
        self.open.push(Table {
            place,
            rows: 0,
            cells: 0,
            columns: 0,
            span: 0,
            is_covered: false,
            row: None,
            cell: None,
        });
    }

    /// How many tables that lie in no other table have begun.
    pub(in crate::reader) fn count(&self) -> usize {
        self.outermost
    }

    /// So many tables were read by somebody else.
    pub(in crate::reader) fn skip(&mut self, tables: usize) {
        self.outermost += tables;
    }

    /// A row begins.
    pub(in crate::reader) fn begin_row(&mut self, place: Place, depth: usize) {
        if let Some(table) = self.open.last_mut() {
            table.rows += 1;
            table.cells = 0;
            table.columns = 0;
            table.span = 0;
            table.row = Some(Opened { place, depth });
        }
    }

    /// A cell begins.
    pub(in crate::reader) fn begin_cell(&mut self, place: Place, depth: usize) {
        if let Some(table) = self.open.last_mut() {
            table.cells += 1;
            table.columns += table.span;
            table.span = 1;
            table.is_covered = false;
            table.cell = Some(Opened { place, depth });
        }
    }

    /// The innermost row begins with `columns` columns without a cell.
    pub(in crate::reader) fn skip_columns(&mut self, columns: usize) {
        if let Some(table) = self.open.last_mut() {
            table.columns = columns.min(MOST_COLUMNS);
        }
    }

    /// The innermost cell takes so many columns.
    pub(in crate::reader) fn span_columns(&mut self, columns: usize) {
        if let Some(table) = self.open.last_mut() {
            table.span = columns.clamp(1, MOST_COLUMNS);
        }
    }

    /// The innermost cell belongs to the one above it: it is no cell of its own, unless it holds words all the same.
    pub(in crate::reader) fn cover_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.is_covered = true;
        }
    }

    /// How many tables are open, each in the one before.
    #[cfg(feature = "legacy")]
    pub(in crate::reader) fn depth(&self) -> usize {
        self.open.len()
    }

    /// How many XML elements are open in the innermost row.
    pub(in crate::reader) fn row_depth(&self) -> Option<usize> {
        self.open.last()?.row.map(|row| row.depth)
    }

    /// How many XML elements are open in the innermost cell.
    pub(in crate::reader) fn cell_depth(&self) -> Option<usize> {
        self.open.last()?.cell.map(|cell| cell.depth)
    }

    /// The innermost cell ends.
    pub(in crate::reader) fn end_cell(&mut self, flow: &mut Flow) {
        let number = self.outermost;
        if let Some(table) = self.open.last_mut()
            && let Some(cell) = table.cell.take()
        {
            let words = flow.since(cell.place);
            if table.is_covered && words.is_none_or(TextRange::is_empty) {
                return;
            }
            let mut detail = format!("{number}:{}:{}", table.rows, table.cells);
            let column = table.columns + 1;
            if column != table.cells {
                detail.push_str(&format!(":{column}"));
            }
            add(flow, cell.place, NodeKind::TableCell, Some(&detail));
        }
    }

    /// The innermost row ends.
    pub(in crate::reader) fn end_row(&mut self, flow: &mut Flow) {
        if let Some(row) = self.open.last_mut().and_then(|table| table.row.take()) {
            add(flow, row.place, NodeKind::TableRow, None);
        }
    }

    /// The innermost table ends.
    pub(in crate::reader) fn end(&mut self, flow: &mut Flow) {
        if let Some(table) = self.open.pop() {
            add(flow, table.place, NodeKind::Table, None);
        }
    }

    /// Nothing that was begun goes on.
    pub(in crate::reader) fn end_all(&mut self) {
        self.open.clear();
    }
}

fn add(flow: &mut Flow, place: Place, kind: NodeKind, detail: Option<&str>) {
    if let Some(range) = flow.since(place) {
        flow.node(range, kind, detail);
    }
}
