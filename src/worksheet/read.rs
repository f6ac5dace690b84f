//! From the bytes of a sheet that came back to its answers.

use crate::worksheet::answers::Answers;
use crate::worksheet::csv;
use crate::worksheet::error::SheetError;

/// The largest file that is read, in bytes.
pub const INPUT_LIMIT: usize = 64 << 20;

/// The titles of a sheet in CSV stand within so many bytes.
const TITLES: usize = 4 << 10;

/// How archives begin, and how files of the old binary form, or such with a password, do.
const ARCHIVE: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// The rows of the sheet with these `bytes`: `.xlsx` as Excel, WPS or LibreOffice saved it, or CSV. `name` is the file's as
/// shown to people. Rows are known by their keys, so they may have been sorted, taken out, or moved to other sheets.
///
/// # Errors
/// [`SheetError`] where nothing can be taken from it.
pub fn read(bytes: &[u8], name: &str) -> Result<Answers, SheetError> {
    let named = || name.to_owned();
    if bytes.len() > INPUT_LIMIT {
        return Err(SheetError::TooLarge { name: named() });
    }
    if bytes.starts_with(COMPOUND) {
        return Err(SheetError::Locked { name: named() });
    }
    let grids = match bytes.starts_with(ARCHIVE) {
        true => archive(bytes, name)?,
        false => vec![csv::cells(bytes)],
    };
    let mut answers = Answers::default();
    let mut has_columns = false;
    for grid in &grids {
        let rows = grid.answers(name)?;
        has_columns |= rows.is_some();
        answers.rows.extend(rows.into_iter().flatten());
    }
    match has_columns {
        false => Err(SheetError::NoColumns { name: named() }),
        true if answers.rows.is_empty() => Err(SheetError::NoKeys { name: named() }),
        true => Ok(answers),
    }
}

/// Whether a file is a sheet that this program handed out, whoever saved it since: a workbook with the sheet that nobody sees,
/// or CSV with the columns for the answers and the keys at its head.
pub fn is_sheet(bytes: &[u8]) -> bool {
    match bytes.starts_with(ARCHIVE) {
        true => is_own_archive(bytes),
        false => {
            let head = bytes.get(..TITLES).unwrap_or(bytes);
            // The titles are whole, whatever is cut off behind them.
            let line = head.iter().position(|byte| *byte == b'\n');
            csv::cells(head.get(..line.unwrap_or(head.len())).unwrap_or(head)).has_columns()
        }
    }
}

#[cfg(feature = "sheet")]
use crate::worksheet::xlsx::{cells as archive, is_ours as is_own_archive};

#[cfg(not(feature = "sheet"))]
fn is_own_archive(_: &[u8]) -> bool {
    false
}

#[cfg(not(feature = "sheet"))]
fn archive(_: &[u8], name: &str) -> Result<Vec<crate::worksheet::grid::Grid>, SheetError> {
    Err(SheetError::Unsupported {
        name: name.to_owned(),
    })
}
