//! The tables of a page: which row, cell and column is being read, counted from 1.

use crate::document::NodeKind;
use crate::reader::flow::{Flow, Place};

/// Tables that lie deeper in each other are read as text without rows.
const DEPTH: usize = 64;

/// A cell reaches over no more columns, and no column beyond is kept account of.
const MOST_COLUMNS: usize = 1_000;

/// A cell reaches over no more rows.
const MOST_ROWS: usize = 65_534;

#[derive(Default)]
pub(super) struct Tables {
    /// How many tables that lie in no other table have begun.
    outermost: usize,
    open: Vec<Table>,
    /// How many tables are open that lie too deep.
    too_deep: usize,
}

struct Table {
    place: Place,
    rows: usize,
    cells: usize,
    /// The columns before the next cell.
    columns: usize,
    /// For each column how many rows a cell from above still takes.
    taken: Vec<usize>,
    row: Option<Place>,
    /// Where the open cell begins, and in which column.
    cell: Option<(Place, usize)>,
}

impl Tables {
    /// How many tables are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len() + self.too_deep
    }

    /// A table begins.
    pub(super) fn begin(&mut self, flow: &Flow) {
        if self.open.len() >= DEPTH {
            self.too_deep += 1;
            return;
        }
        if self.open.is_empty() {
            self.outermost += 1;
        }
        self.open.push(Table {
            place: flow.place(),
            rows: 0,
            cells: 0,
            columns: 0,
            taken: Vec::new(),
            row: None,
            cell: None,
        });
    }

    /// A row begins, which ends the one before.
    pub(super) fn begin_row(&mut self, flow: &mut Flow) {
        self.end_row(flow);
        let Some(table) = self.innermost() else {
            return;
        };
        table.rows += 1;
        table.cells = 0;
        table.columns = 0;
        table.row = Some(flow.place());
        for rows in &mut table.taken {
            *rows = rows.saturating_sub(1);
        }
    }

    /// A cell over so many columns and rows begins, which ends the one before.
    pub(super) fn begin_cell(&mut self, columns: usize, rows: usize, flow: &mut Flow) {
        self.end_cell(flow);
        if self.innermost().is_some_and(|table| table.row.is_none()) {
            self.begin_row(flow);
        }
        let Some(table) = self.innermost() else {
            return;
        };
        let is_taken = |&column: &usize| table.taken.get(column).is_some_and(|&rows| rows > 0);
        let column = (table.columns..).find(|column| !is_taken(column));
        let column = column.unwrap_or(table.columns);
        table.columns = column + columns.clamp(1, MOST_COLUMNS);
        let last = table.columns.min(MOST_COLUMNS);
        if table.taken.len() < last {
            table.taken.resize(last, 0);
        }
        let rows = match rows {
            0 => MOST_ROWS,
            rows => rows.min(MOST_ROWS),
        };
        if let Some(under) = table.taken.get_mut(column..last) {
            under.fill(rows);
        }
        table.cells += 1;
        table.cell = Some((flow.place(), column + 1));
    }

    /// The innermost cell ends. One without words is an empty line.
    pub(super) fn end_cell(&mut self, flow: &mut Flow) {
        let number = self.outermost;
        let Some(table) = self.innermost() else {
            return;
        };
        let Some((place, column)) = table.cell.take() else {
            return;
        };
        let mut detail = format!("{number}:{}:{}", table.rows, table.cells);
        if column != table.cells {
            detail.push_str(&format!(":{column}"));
        }
        if flow.is_at(place) {
            flow.write_synthetic("\n");
        }
        add(flow, place, NodeKind::TableCell, Some(&detail));
    }

    /// The innermost row ends.
    pub(super) fn end_row(&mut self, flow: &mut Flow) {
        self.end_cell(flow);
        if let Some(row) = self.innermost().and_then(|table| table.row.take()) {
            add(flow, row, NodeKind::TableRow, None);
        }
    }

    /// The innermost table ends.
    pub(super) fn end(&mut self, flow: &mut Flow) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.end_row(flow);
        if let Some(table) = self.open.pop() {
            add(flow, table.place, NodeKind::Table, None);
        }
    }

    /// The table whose rows are being read.
    fn innermost(&mut self) -> Option<&mut Table> {
        self.open.last_mut().filter(|_| self.too_deep == 0)
    }
}

fn add(flow: &mut Flow, place: Place, kind: NodeKind, detail: Option<&str>) {
    if let Some(range) = flow.since(place) {
        flow.node(range, kind, detail);
    }
}
