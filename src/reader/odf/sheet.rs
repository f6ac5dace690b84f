//! A sheet of a workbook while it is read: which cell it is, what is hidden, and what hangs on cells and on the sheet.

use crate::document::NodeKind;
use crate::ooxml::xml::Tag;
use crate::reader::flow::{Flow, Place};
use crate::text::LINE_SEPARATOR;

use super::stretch::append_as;

/// The last row and column that any program has.
const LAST_ROW: usize = 1 << 20;
const LAST_COLUMN: usize = 1 << 14;

/// A cell; both 1-based.
pub(super) type Reference = (usize, usize);

/// An open sheet.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    place: Place,
    /// Where its cells begin, and the number of their table.
    cells: Place,
    table: usize,
    row: Row,
    column: usize,
    cell: Option<Cell>,
    /// First and last of the columns that are hidden, and how many columns were described.
    hidden_columns: Vec<(usize, usize)>,
    columns: usize,
    beside: Vec<Beside>,
}

/// The newest row.
struct Row {
    number: usize,
    /// How many rows it stands for.
    repeated: usize,
    place: Place,
    is_hidden: bool,
}

/// The open cell.
struct Cell {
    place: Place,
    /// How many cells it stands for.
    repeated: usize,
    /// What it shows where no words were saved.
    value: Option<String>,
}

/// What hangs on the sheet or on a cell of it.
struct Beside {
    cell: Option<Reference>,
    words: Flow,
    kind: NodeKind,
    detail: Option<String>,
}

impl Sheet {
    /// The sheet that `tag` opens, as table number `table`. Its name becomes the first line.
    pub(super) fn begin(tag: &Tag<'_>, table: usize, is_hidden: bool, flow: &mut Flow) -> Self {
        flow.end_line();
        let place = flow.place();
        let name = tag.attribute("name").unwrap_or_default();
        flow.write_lines(flow.part(), &name, tag.origin());
        if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
            flow.node(range, NodeKind::Heading, Some("1"));
        }
        flow.end_line();
        let cells = flow.place();
        Self {
            name,
            is_hidden,
            place,
            cells,
            table,
            row: Row {
                number: 0,
                repeated: 1,
                place: cells,
                is_hidden: false,
            },
            column: 0,
            cell: None,
            hidden_columns: Vec::new(),
            columns: 0,
            beside: Vec::new(),
        }
    }

    /// Columns are described.
    pub(super) fn take_columns(&mut self, tag: &Tag<'_>) {
        let first = self.columns + 1;
        self.columns = (self.columns + repeated(tag, "number-columns-repeated")).min(LAST_COLUMN);
        if is_hidden(tag) && first <= self.columns {
            self.hidden_columns.push((first, self.columns));
        }
    }

    /// A row begins.
    pub(super) fn begin_row(&mut self, tag: &Tag<'_>, flow: &Flow) {
        let number = self.row.number + self.row.repeated;
        self.row = Row {
            // The first of all is number 1.
            number: number.clamp(1, LAST_ROW),
            repeated: repeated(tag, "number-rows-repeated").min(LAST_ROW),
            place: flow.place(),
            is_hidden: is_hidden(tag),
        };
        self.column = 0;
        self.cell = None;
    }

    /// A cell begins.
    pub(super) fn begin_cell(&mut self, tag: &Tag<'_>, flow: &Flow) {
        self.column = (self.column + 1).min(LAST_COLUMN);
        self.cell = Some(Cell {
            place: flow.place(),
            repeated: repeated(tag, "number-columns-repeated").min(LAST_COLUMN),
            value: value(tag),
        });
    }

    /// The cell that is open.
    pub(super) fn reference(&self) -> Option<Reference> {
        self.cell.as_ref().map(|_| (self.row.number, self.column))
    }

    /// A paragraph begins in the open cell; whether other words stand before it. Words, even none, are what the cell shows.
    pub(super) fn begin_paragraph(&mut self, flow: &Flow) -> bool {
        let Some(cell) = &mut self.cell else {
            return false;
        };
        cell.value = None;
        !flow.is_at(cell.place)
    }

    /// The open cell ends.
    pub(super) fn end_cell(&mut self, flow: &mut Flow) {
        let Some(cell) = self.cell.take() else { return };
        if let Some(value) = cell.value.filter(|_| flow.is_at(cell.place)) {
            flow.write_synthetic(&value.replace('\n', LINE_SEPARATOR.encode_utf8(&mut [0; 4])));
        }
        if let Some(range) = flow.since(cell.place).filter(|range| !range.is_empty()) {
            flow.end_line();
            let before = |&(_, last): &(usize, usize)| last < self.column;
            let next = self.hidden_columns.partition_point(before);
            let next = self.hidden_columns.get(next);
            if next.is_some_and(|&(first, _)| first <= self.column) {
                flow.node(range, NodeKind::Hidden, None);
            }
            let detail = format!("{}:{}:{}", self.table, self.row.number, self.column);
            flow.node(range, NodeKind::TableCell, Some(&detail));
        }
        self.column = (self.column + cell.repeated - 1).min(LAST_COLUMN);
    }

    /// The row ends.
    pub(super) fn end_row(&mut self, flow: &mut Flow) {
        if let Some(range) = flow.since(self.row.place).filter(|range| !range.is_empty()) {
            if self.row.is_hidden {
                flow.node(range, NodeKind::Hidden, None);
            }
            flow.node(range, NodeKind::TableRow, None);
        }
    }

    /// Something hangs on the sheet, or on a cell of it.
    pub(super) fn hang(
        &mut self,
        cell: Option<Reference>,
        words: Flow,
        kind: NodeKind,
        detail: Option<String>,
    ) {
        self.beside.push(Beside {
            cell,
            words,
            kind,
            detail,
        });
    }

    /// The sheet ends: what hangs on it follows, the words of its `margins` first. `tables` counts the tables of the workbook.
    pub(super) fn end(self, margins: Vec<(NodeKind, Flow)>, tables: &mut usize, flow: &mut Flow) {
        if let Some(range) = flow.since(self.cells).filter(|range| !range.is_empty()) {
            flow.node(range, NodeKind::Table, None);
        }
        for (kind, words) in margins {
            append_as(flow, &words, kind, None);
        }
        for beside in self.beside {
            let Beside { words, detail, .. } = beside;
            let range = append_as(flow, &words, beside.kind, detail.as_deref());
            if let Some((row, column)) = beside.cell
                && let Some(range) = range
            {
                // In a table of its own, so that it says nothing of the row and the column.
                *tables += 1;
                let detail = format!("{tables}:{row}:{column}");
                flow.node(range, NodeKind::TableCell, Some(&detail));
            }
        }
        if let Some(range) = flow.since(self.place) {
            if self.is_hidden {
                flow.node(range, NodeKind::Hidden, None);
            }
            flow.node(range, NodeKind::Sheet, Some(&self.name));
        }
    }
}

fn repeated(tag: &Tag<'_>, name: &str) -> usize {
    let number = tag.attribute(name).and_then(|it| it.trim().parse().ok());
    number.unwrap_or(1).max(1)
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_hidden(tag: &Tag<'_>) -> bool {
    let visibility = tag.attribute("visibility");
    visibility.is_some_and(|it| it != "visible")
}

/// What a cell shows of which some programs save the value alone.
fn value(tag: &Tag<'_>) -> Option<String> {
    let names = [
        "string-value",
        "date-value",
        "time-value",
        "boolean-value",
        "value",
    ];
    names.into_iter().find_map(|name| tag.attribute(name))
}
