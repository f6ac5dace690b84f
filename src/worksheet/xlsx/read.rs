//! The cells of an `.xlsx` that came back. Read one after the other, never as a block: a cell far away makes no memory.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader, Xlsx, XlsxError};

use crate::document::ProblemKind;
use crate::ooxml::archive::Archive;
use crate::worksheet::error::SheetError;
use crate::worksheet::grid::{Grid, GridRow};
use crate::worksheet::xlsx::shown::shown;
use crate::worksheet::xlsx::write::HIDDEN;

/// The most bytes that a part, and all parts together, may inflate to.
const PART_LIMIT: u64 = 64 << 20;
const ALL_LIMIT: u64 = 256 << 20;
/// The most cells that are read in all, and the most columns and sheets that are looked at.
const CELL_LIMIT: usize = 2_000_000;
const COLUMN_LIMIT: u32 = 256;
const SHEET_LIMIT: usize = 256;

/// The cells of all sheets, the hidden ones among them: people put rows anywhere.
///
/// # Errors
/// [`SheetError`] where it is no workbook, is damaged, or too large.
pub(crate) fn cells(bytes: &[u8], name: &str) -> Result<Vec<Grid>, SheetError> {
    check(bytes, name)?;
    // calamine subtracts the ends of a range, which panics where they are reversed and overflow is checked.
    let read = std::panic::catch_unwind(|| read_cells(bytes, name));
    read.unwrap_or_else(|_| {
        Err(SheetError::Damaged {
            name: name.to_owned(),
        })
    })
}

fn read_cells(bytes: &[u8], name: &str) -> Result<Vec<Grid>, SheetError> {
    let fail = |error: XlsxError| match error {
        XlsxError::Password => SheetError::Locked {
            name: name.to_owned(),
        },
        _ => SheetError::Damaged {
            name: name.to_owned(),
        },
    };
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(fail)?;
    let mut grids = Vec::new();
    let mut left = CELL_LIMIT;
    for sheet in workbook.sheet_names().into_iter().take(SHEET_LIMIT) {
        let is_1904 = workbook.has_1904_epoch();
        let Ok(mut reader) = workbook.worksheet_cells_reader(&sheet) else {
            // A sheet of charts has no cells.
            continue;
        };
        let mut rows: BTreeMap<u32, Vec<(usize, String)>> = BTreeMap::new();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(fail)? {
            left = left.checked_sub(1).ok_or_else(|| SheetError::TooLarge {
                name: name.to_owned(),
            })?;
            let (row, column) = cell.get_position();
            let format = reader
                .styles()
                .get(style)
                .and_then(|style| style.number_format.as_ref());
            let format = format.map_or("", |format| format.format_code.as_str());
            let text = shown(cell.get_value(), format, is_1904);
            if column < COLUMN_LIMIT && !text.is_empty() {
                rows.entry(row).or_default().push((column as usize, text));
            }
        }
        let rows = rows
            .into_iter()
            .map(|(row, cells)| -> GridRow { (row as usize + 1, cells) });
        grids.push(Grid {
            name: sheet,
            rows: rows.collect(),
        });
    }
    Ok(grids)
}

/// Whether a workbook is one that this program handed out: it has the sheet that nobody sees.
pub(crate) fn is_ours(bytes: &[u8]) -> bool {
    let Ok(mut archive) = Archive::open(bytes) else {
        return false;
    };
    let names = archive.names();
    let book = names.iter().find(|part| part.ends_with("workbook.xml"));
    let Some(book) = book.map(|&part| part.to_owned()) else {
        return false;
    };
    let sheet = format!("name=\"{HIDDEN}\"");
    archive
        .part(&book, PART_LIMIT)
        .is_ok_and(|part| String::from_utf8_lossy(&part).contains(&sheet))
}

/// That it is a workbook in an archive that is what it declares to be: no part, and not all together, inflate beyond measure.
fn check(bytes: &[u8], name: &str) -> Result<(), SheetError> {
    let damaged = || SheetError::Damaged {
        name: name.to_owned(),
    };
    let too_large = || SheetError::TooLarge {
        name: name.to_owned(),
    };
    let mut archive = Archive::open(bytes).map_err(|problem| match problem.kind {
        ProblemKind::TooManyEntries { .. } => too_large(),
        _ => damaged(),
    })?;
    let names: Vec<String> = archive.names().into_iter().map(str::to_owned).collect();
    if !names.iter().any(|part| part.ends_with("workbook.xml")) {
        return Err(SheetError::Unsupported {
            name: name.to_owned(),
        });
    }
    for part in names.iter().filter(|part| !part.ends_with('/')) {
        match archive.part(part, PART_LIMIT) {
            Ok(_) if archive.inflated() <= ALL_LIMIT => {}
            Ok(_) => return Err(too_large()),
            Err(problem) => {
                return Err(match problem.kind {
                    ProblemKind::PartTooLarge { .. } | ProblemKind::ArchiveTooLarge { .. } => {
                        too_large()
                    }
                    ProblemKind::Encrypted => SheetError::Locked {
                        name: name.to_owned(),
                    },
                    _ => damaged(),
                });
            }
        }
    }
    Ok(())
}
