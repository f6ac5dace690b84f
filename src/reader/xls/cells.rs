//! The cells of a sheet: a line each, in the order of the rows, with their row and column.

use std::collections::HashSet;

use crate::document::Origin;
use crate::reader::compound::bytes::{array_at, u8_at, u16_at, u32_at};
use crate::reader::flow::Flow;
use crate::reader::office_parts::TEXT_LIMIT;
use crate::reader::xlsx::grid::Grid;
use crate::reader::xlsx::merged::Merged;
use crate::reader::xlsx::reference::Reference;
use crate::text::Stop;

use super::records::{Record, Records};
use super::workbook::{BEGIN, END, RECORDS_A_TIME, Workbook, origin};

const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const SHARED_TEXT: u16 = 0x00FD;
const TEXT: u16 = 0x0204;
const RICH_TEXT: u16 = 0x00D6;
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027E;
const SHORT_NUMBERS: u16 = 0x00BD;
const WORD_OR_ERROR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const FORMULA_TEXT: u16 = 0x0207;

/// A sheet while its cells are read.
struct Reading<'w, 'f> {
    workbook: &'w Workbook,
    flow: &'f mut Flow,
    grid: Grid,
    hidden_rows: HashSet<u16>,
    row: Option<u16>,
    /// The cell whose formula makes a text, which follows.
    formula: Option<Reference>,
}

/// What is hidden on a sheet; it may stand behind the cells.
struct Hidden {
    rows: HashSet<u16>,
    columns: Vec<(usize, usize)>,
}

/// Write the cells of the sheet whose records begin at byte `at` of `stream` to the end of `flow`, as table number `table`. Whether all of
/// them could be read.
pub(super) fn read(
    stream: &[u8],
    at: usize,
    workbook: &Workbook,
    table: usize,
    stop: &Stop,
    flow: &mut Flow,
) -> bool {
    let hidden = hidden(stream, at);
    let mut grid = Grid::new(table, Merged::default(), flow);
    for (first, last) in hidden.columns {
        grid.hide_columns(first, last);
    }
    let mut reading = Reading {
        workbook,
        flow,
        grid,
        hidden_rows: hidden.rows,
        row: None,
        formula: None,
    };
    let mut records = Records::new(stream, at);
    let mut is_whole = true;
    let mut depth = 0_usize;
    let mut read = 0_usize;
    while let Some(record) = records.next() {
        read += 1;
        let is_full = reading.flow.text.len() as u64 > TEXT_LIMIT;
        if is_full || read.is_multiple_of(RECORDS_A_TIME) && stop.requested() {
            break;
        }
        match record.kind {
            // Charts on the sheet stand among its records as sheets of their own.
            BEGIN => depth += 1,
            END => depth = depth.saturating_sub(1),
            _ if depth == 1 => is_whole &= reading.take(&record, &mut records).is_some(),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if reading.flow.pieces().problem().is_some() {
            break;
        }
    }
    reading.grid.end_row(reading.flow);
    reading.grid.end(reading.flow);
    is_whole && !records.is_cut
}

fn hidden(stream: &[u8], at: usize) -> Hidden {
    const ROW_FLAG: u16 = 1 << 5;
    const COLUMN_FLAG: u16 = 1;
    let mut hidden = Hidden {
        rows: HashSet::new(),
        columns: Vec::new(),
    };
    let mut depth = 0_usize;
    for record in Records::new(stream, at) {
        let word = |at| u16_at(record.data, at).unwrap_or(0);
        match record.kind {
            ROW if word(12) & ROW_FLAG != 0 => {
                hidden.rows.insert(word(0));
            }
            COLUMNS if word(8) & COLUMN_FLAG != 0 && hidden.columns.len() < 256 => {
                let columns = (usize::from(word(0)) + 1, usize::from(word(2)) + 1);
                hidden.columns.push(columns);
            }
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ => {}
        }
    }
    hidden
}

impl Reading<'_, '_> {
    /// Take up a record; nothing where it is damaged.
    fn take<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Option<()> {
        let data = record.data;
        let word = |at| u16_at(data, at);
        let cell = || {
            Some(Reference {
                row: usize::from(word(0)?) + 1,
                column: usize::from(word(2)?) + 1,
            })
        };
        let style = || word(4).map(usize::from);
        match record.kind {
            SHARED_TEXT => {
                let number = usize::try_from(u32_at(data, 6)?).ok()?;
                let (text, origin) = self.workbook.strings.get(number)?;
                self.write(cell()?, text, *origin);
            }
            TEXT | RICH_TEXT => {
                let mut joined = records.joined(record);
                joined.skip(6)?;
                self.write(cell()?, &joined.text()?, origin(record));
            }
            NUMBER => {
                let value = array_at(data, 6).map(f64::from_le_bytes)?;
                self.write_number(cell()?, style()?, value, record);
            }
            SHORT_NUMBER => {
                self.write_number(cell()?, style()?, short(u32_at(data, 6)?), record);
            }
            SHORT_NUMBERS => {
                let first = cell()?;
                let count = data.len().checked_sub(6)? / 6;
                for index in 0..count {
                    let at = 4 + index * 6;
                    let cell = Reference {
                        column: first.column + index,
                        ..first
                    };
                    let style = usize::from(word(at)?);
                    self.write_number(cell, style, short(u32_at(data, at + 2)?), record);
                }
            }
            WORD_OR_ERROR => self.write_word(cell()?, u8_at(data, 6)?, u8_at(data, 7)?, record),
            FORMULA => {
                let result: [u8; 8] = array_at(data, 6)?;
                match (result, word(12)) {
                    ([0, ..], Some(0xFFFF)) => self.formula = Some(cell()?),
                    ([kind @ (1 | 2), _, value, ..], Some(0xFFFF)) => {
                        self.write_word(cell()?, value, kind - 1, record);
                    }
                    (_, Some(0xFFFF)) => {}
                    _ => {
                        let value = f64::from_le_bytes(result);
                        self.write_number(cell()?, style()?, value, record);
                    }
                }
            }
            FORMULA_TEXT => {
                if let Some(cell) = self.formula.take() {
                    let text = records.joined(record).text()?;
                    self.write(cell, &text, origin(record));
                }
            }
            _ => {}
        }
        Some(())
    }

    fn write_number(&mut self, cell: Reference, style: usize, value: f64, record: &Record<'_>) {
        let workbook = self.workbook;
        let shown = workbook
            .styles
            .shown_number(style, value, workbook.since_1904);
        let shown = shown.unwrap_or_else(|| general(value));
        self.write(cell, &shown, origin(record));
    }

    fn write_word(&mut self, cell: Reference, value: u8, is_error: u8, record: &Record<'_>) {
        let word = match (is_error, value) {
            (0, 0) => "FALSE",
            (0, _) => "TRUE",
            (_, 0x00) => "#NULL!",
            (_, 0x07) => "#DIV/0!",
            (_, 0x0F) => "#VALUE!",
            (_, 0x17) => "#REF!",
            (_, 0x1D) => "#NAME?",
            (_, 0x24) => "#NUM!",
            (_, 0x2A) => "#N/A",
            _ => "#GETTING_DATA",
        };
        self.write(cell, word, origin(record));
    }

    fn write(&mut self, cell: Reference, text: &str, origin: Origin) {
        let row = u16::try_from(cell.row - 1).ok();
        if row != self.row {
            self.grid.end_row(self.flow);
            let is_hidden = row.is_some_and(|row| self.hidden_rows.contains(&row));
            self.grid.begin_row(is_hidden, self.flow);
            self.row = row;
        }
        let place = self.flow.place();
        let part = self.flow.part();
        self.flow.write_lines(part, text, origin);
        self.grid.end_cell(place, cell, self.flow);
    }
}

/// A number in four bytes: the upper half of a large one, or a whole one, and perhaps in hundredths.
fn short(bits: u32) -> f64 {
    const HUNDREDTHS: u32 = 1;
    const WHOLE: u32 = 2;
    let value = match bits & WHOLE {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    match bits & HUNDREDTHS {
        0 => value,
        _ => value / 100.0,
    }
}

/// A number as it is shown without a format: with no more digits than count.
fn general(value: f64) -> String {
    const LARGEST: f64 = 1e20;
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    match rounded.abs() < LARGEST {
        true => rounded.to_string(),
        false => format!("{rounded:E}"),
    }
}
