//! Excel workbooks of 1997 to 2003 ([MS-XLS]) and those of WPS: .xls, .xlt, .et, .ett.
//!
//! As newer workbooks are read: sheet after sheet in the order of the tabs, with its name, its cells a line each, and what hangs on cells and
//! on the sheet. Formulas show the result that was saved with them. Workbooks of Excel 95 and before are not read.

mod beside;
mod cells;
mod records;
mod workbook;

use crate::document::{Bytes, Document, Format, NodeKind, Problem, ProblemKind};
use crate::reader::PIECE_LIMIT;
use crate::reader::compound::{self, Compound, write_properties};
use crate::reader::flow::Flow;
use crate::text::Stop;

use beside::Beside;
use records::Records;
use workbook::{BEGIN, SheetKind, Workbook};

const MAIN: &str = "Workbook";

/// Read the workbook that `bytes` are, as far as it can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    compound::document(&bytes, format, stop, |file| read_file(file, format))
}

fn read_file(file: &mut Compound<'_>, format: Format) -> Result<Flow, Problem> {
    let Some(stream) = file.stream(MAIN) else {
        // Excel 95 called it so.
        return Err(match file.contains("Book") {
            true => Problem::new(ProblemKind::Legacy(format)),
            false => Problem::in_part(ProblemKind::MissingPart, MAIN),
        });
    };
    let workbook = Workbook::read(&stream, format, file.stop())?;
    if workbook.is_broken {
        file.is_broken(MAIN);
    }
    if workbook.has_too_many {
        let limit = PIECE_LIMIT;
        file.has_problem(Problem::new(ProblemKind::TooManyPieces { limit }));
    }
    let mut flow = Flow::new(0);
    flow.enter_part(MAIN);
    let mut tables = 0;
    for sheet in &workbook.sheets {
        if !file.has_room(&flow) {
            break;
        }
        let place = flow.place();
        let part = flow.part();
        flow.write_lines(part, &sheet.name, sheet.origin);
        if let Some(range) = flow.since(place) {
            flow.node(range, NodeKind::Heading, Some("1"));
        }
        flow.write_synthetic("\n");
        if sheet.kind != SheetKind::Other {
            read_sheet(&stream, sheet, &workbook, &mut tables, file, &mut flow);
        }
        if let Some(range) = flow.since(place) {
            if sheet.is_hidden {
                flow.node(range, NodeKind::Hidden, None);
            }
            flow.node(range, NodeKind::Sheet, Some(&sheet.name));
        }
    }
    if file.has_room(&flow) {
        write_properties(file, &mut flow);
    }
    Ok(flow)
}

fn read_sheet(
    stream: &[u8],
    sheet: &workbook::SheetEntry,
    workbook: &Workbook,
    tables: &mut usize,
    file: &mut Compound<'_>,
    flow: &mut Flow,
) {
    let begins = Records::new(stream, sheet.at).next();
    if begins.is_none_or(|record| record.kind != BEGIN) {
        return file.is_broken(MAIN);
    }
    let is_chart = sheet.kind == SheetKind::Chart;
    let mut is_whole = true;
    if !is_chart {
        *tables += 1;
        is_whole &= cells::read(stream, sheet.at, workbook, *tables, file.stop(), flow);
    }
    let mut beside = Beside::default();
    is_whole &= beside.read(stream, sheet.at, is_chart, file.stop());
    if !is_whole {
        file.is_broken(MAIN);
    }
    file.unread = file.unread.and(&beside.unread);
    beside.write(&sheet.name, tables, flow);
}
