//! The cells of a sheet: a line each, in the order of the rows, with their row and column.

use crate::document::{NodeKind, ProblemKind};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::Flow;

use super::Shared;
use super::grid::Grid;
use super::merged::Merged;
use super::reference::{Reference, first_cell};
use super::written::Written;

/// What a sheet says beside its cells.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The words of headers and footers with the signs for fonts and fields still in them.
    pub(super) margins: Vec<(NodeKind, Written)>,
    /// What is shown to whoever selects a cell, and to whoever types what is not allowed there.
    pub(super) prompts: Vec<(Reference, Written)>,
}

/// A sheet while it is read.
struct Reading<'s> {
    shared: &'s Shared,
    grid: Grid,
    row: usize,
    column: usize,
    cell: Cell,
    beside: Beside,
}

/// The open cell.
#[derive(Default)]
struct Cell {
    kind: String,
    style: usize,
    value: Written,
    inline: Written,
}

/// Read the sheet that `xml` walks through, some of whose cells are `merged`, to the end of `flow`, as table number `table`, until the text has `limit` bytes.
pub(super) fn read(
    xml: &mut Xml<'_>,
    shared: &Shared,
    table: usize,
    merged: Merged,
    limit: u64,
    flow: &mut Flow,
) -> Beside {
    let mut reading = Reading {
        shared,
        grid: Grid::new(table, merged, flow),
        row: 0,
        column: 0,
        cell: Cell::default(),
        beside: Beside::default(),
    };
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) if tag.element == Element::PhoneticRun => xml.skip(),
            Event::Open(tag) => reading.open(&tag, flow),
            Event::Text(Element::CellValue, piece) => reading.cell.value.push(&piece),
            Event::Text(Element::SheetText, piece) => reading.cell.inline.push(&piece),
            Event::Text(element, piece) => {
                let open = reading.beside.margins.last_mut();
                if let Some((_, words)) = open.filter(|_| margin(element).is_some()) {
                    words.push(&piece);
                }
            }
            Event::Close(Element::SheetCell) => {
                reading.close_cell(flow);
                let full = flow.text.len() as u64 > limit;
                let full = full.then_some(ProblemKind::ArchiveTooLarge { limit });
                if let Some(problem) = full.or_else(|| flow.pieces().problem()) {
                    xml.give_up(problem);
                }
            }
            Event::Close(Element::SheetRow) => reading.grid.end_row(flow),
            Event::Close(_) => {}
        }
    }
    reading.grid.end(flow);
    reading.beside
}

/// Whether the element holds the words of a header or footer.
fn margin(element: Element) -> Option<NodeKind> {
    match element {
        Element::HeaderOfOddPages | Element::HeaderOfEvenPages | Element::HeaderOfFirstPage => {
            Some(NodeKind::Header)
        }
        Element::FooterOfOddPages | Element::FooterOfEvenPages | Element::FooterOfFirstPage => {
            Some(NodeKind::Footer)
        }
        _ => None,
    }
}

impl Reading<'_> {
    fn open(&mut self, tag: &Tag<'_>, flow: &Flow) {
        let number = |name: &str| tag.attribute(name)?.trim().parse::<usize>().ok();
        let is_hidden = || {
            let hidden = tag.attribute("hidden");
            hidden.is_some_and(|it| matches!(it.as_str(), "1" | "true"))
        };
        match tag.element {
            Element::SheetColumn if is_hidden() => {
                if let Some((first, last)) = number("min").zip(number("max")) {
                    self.grid.hide_columns(first, last);
                }
            }
            Element::SheetRow => {
                // Programs may leave the numbers out where they count on.
                self.row = number("r").unwrap_or(self.row + 1);
                self.column = 0;
                self.grid.begin_row(is_hidden(), flow);
            }
            Element::SheetCell => {
                let named = tag.attribute("r").and_then(|name| first_cell(&name));
                match named {
                    Some(cell) => (self.row, self.column) = (cell.row, cell.column),
                    None => self.column += 1,
                }
                self.cell = Cell {
                    kind: tag.attribute("t").unwrap_or_default(),
                    style: number("s").unwrap_or(0),
                    ..Cell::default()
                };
            }
            Element::InputRule => self.input_rule(tag),
            element => {
                let margin = margin(element).map(|kind| (kind, Written::default()));
                self.beside.margins.extend(margin);
            }
        }
    }

    fn input_rule(&mut self, tag: &Tag<'_>) {
        let places = tag.attribute("sqref").unwrap_or_default();
        let Some(cell) = first_cell(&places) else {
            return;
        };
        for name in ["promptTitle", "prompt", "errorTitle", "error"] {
            if let Some(words) = tag.attribute(name).filter(|words| !words.trim().is_empty()) {
                let words = Written::new(&words, tag.origin());
                self.beside.prompts.push((cell, words));
            }
        }
    }

    fn close_cell(&mut self, flow: &mut Flow) {
        let cell = std::mem::take(&mut self.cell);
        let place = flow.place();
        let part = flow.part();
        match cell.kind.as_str() {
            "s" => {
                let number = cell.value.text().trim().parse().ok();
                if let Some(words) = number.and_then(|it| self.shared.strings.get(it)) {
                    words.write(self.shared.strings_part, flow);
                }
            }
            "inlineStr" => cell.inline.write(part, flow),
            "str" | "e" | "d" => cell.value.write(part, flow),
            "b" => {
                let word = match cell.value.text().trim() {
                    "1" | "true" => "TRUE",
                    _ => "FALSE",
                };
                flow.write_lines(part, word, cell.value.origin());
            }
            _ => {
                let value = cell.value.text();
                let shown = self
                    .shared
                    .styles
                    .shown(cell.style, &value, self.shared.since_1904);
                match shown {
                    Some(shown) => flow.write_lines(part, &shown, cell.value.origin()),
                    None => cell.value.write(part, flow),
                }
            }
        }
        let cell = Reference {
            row: self.row,
            column: self.column,
        };
        self.grid.end_cell(place, cell, flow);
    }
}
