//! Paragraphs, and the tables that they stand in. RTF has no element round a table: each paragraph says whether it is in one.

use crate::document::NodeKind;
use crate::reader::flow::{Flow, Place};

/// A text with its open paragraph and table.
pub(super) struct Story {
    pub(super) flow: Flow,
    /// What the text is; nothing for the body.
    pub(super) kind: Option<NodeKind>,
    /// Who wrote it, where it is a comment.
    pub(super) author: String,
    paragraph: Place,
    pub(super) is_in_table: bool,
    /// The outline level of the paragraph, 0-based.
    pub(super) outline: Option<u32>,
    tables: usize,
    row: usize,
    column: usize,
    table: Option<Place>,
    row_place: Option<Place>,
    cell_place: Option<Place>,
}

impl Story {
    pub(super) fn new(flow: Flow, kind: Option<NodeKind>) -> Self {
        Self {
            paragraph: flow.place(),
            flow,
            kind,
            author: String::new(),
            is_in_table: false,
            outline: None,
            tables: 0,
            row: 0,
            column: 0,
            table: None,
            row_place: None,
            cell_place: None,
        }
    }

    /// A text that hangs on this one; tables are counted on.
    pub(super) fn inside(&self, id: u32, kind: NodeKind) -> Self {
        Self {
            tables: self.tables,
            ..Self::new(self.flow.branch(id), Some(kind))
        }
    }

    /// Tables are counted on from those of a text that hangs on this one.
    pub(super) fn counts_on(&mut self, inside: &Self) {
        // The number of a table that is open here stays with it.
        if self.table.is_none() {
            self.tables = inside.tables;
        }
    }

    /// Words or something else come that stand in the paragraph.
    pub(super) fn begin_words(&mut self) {
        match (self.is_in_table, self.table) {
            (true, None) => {
                self.tables += 1;
                (self.row, self.column) = (0, 0);
                self.table = Some(self.flow.place());
            }
            (false, Some(_)) => self.end_table(),
            _ => {}
        }
        if self.is_in_table {
            if self.row_place.is_none() {
                self.row += 1;
                self.column = 0;
                self.row_place = Some(self.flow.place());
            }
            if self.cell_place.is_none() {
                self.column += 1;
                self.cell_place = Some(self.flow.place());
            }
        }
    }

    /// The paragraph ends.
    pub(super) fn end_paragraph(&mut self) {
        if let Some(level) = self.outline
            && let Some(range) = self
                .flow
                .since(self.paragraph)
                .filter(|range| !range.is_empty())
        {
            self.flow
                .node(range, NodeKind::Heading, Some(&(level + 1).to_string()));
        }
        self.flow.end_line();
        self.paragraph = self.flow.place();
    }

    /// A cell ends.
    pub(super) fn end_cell(&mut self) {
        self.begin_words();
        self.end_paragraph();
        let detail = format!("{}:{}:{}", self.tables, self.row, self.column);
        let place = self.cell_place.take();
        self.node(place, NodeKind::TableCell, Some(&detail));
    }

    /// A row ends.
    pub(super) fn end_row(&mut self) {
        self.cell_place = None;
        let place = self.row_place.take();
        self.node(place, NodeKind::TableRow, None);
    }

    /// The table ends, if one is open.
    pub(super) fn end_table(&mut self) {
        self.end_row();
        let place = self.table.take();
        self.node(place, NodeKind::Table, None);
    }

    fn node(&mut self, place: Option<Place>, kind: NodeKind, detail: Option<&str>) {
        let range = place.and_then(|place| self.flow.since(place));
        if let Some(range) = range.filter(|range| !range.is_empty()) {
            self.flow.node(range, kind, detail);
        }
    }
}
