//! A sheet as CSV (RFC 4180): UTF-8 with a byte order mark, so that Excel reads it; and any CSV back to cells.
//!
//! A spreadsheet takes a cell that begins with certain signs for a formula, whatever stands round it; such cells get an
//! apostrophe (OWASP, CSV injection), which is taken off again.

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::worksheet::grid::{Grid, GridRow};
use crate::worksheet::sheet::Sheet;
use crate::worksheet::table::{COLUMNS, cell};

/// Signs that begin a formula, also in full width.
const FORMULA: [char; 12] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '|', '＝', '＋', '－', '＠',
];

impl Sheet {
    /// The sheet as CSV: UTF-8 with a byte order mark, all cells in quotation marks, lines that end with CR LF.
    pub fn to_csv(&self) -> Vec<u8> {
        let mut text = "\u{feff}".to_owned();
        let titles = COLUMNS
            .iter()
            .map(|heading| heading.title(self.language).to_owned());
        push_line(&mut text, titles);
        for row in &self.rows {
            push_line(
                &mut text,
                COLUMNS.iter().map(|it| cell(row, it.column, self.language)),
            );
        }
        text.into_bytes()
    }
}

fn push_line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (number, cell) in cells.enumerate() {
        text.push_str(if number == 0 { "\"" } else { ",\"" });
        text.push_str(&guarded(&cell).replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// `cell` so that no program takes it for a formula.
fn guarded(cell: &str) -> String {
    let opens = cell.trim_start().starts_with(FORMULA) || cell.starts_with(FORMULA);
    // What looks guarded already is guarded once more, so that taking off one apostrophe is always right.
    let is_guarded = cell.starts_with('\'')
        && cell
            .trim_start_matches('\'')
            .trim_start()
            .starts_with(FORMULA);
    match opens || is_guarded {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// A cell without the apostrophe of [`guarded`].
fn unguarded(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'');
    bare.filter(|it| {
        it.trim_start_matches('\'')
            .trim_start()
            .starts_with(FORMULA)
    })
    .unwrap_or(cell)
}

/// The cells of CSV in UTF-8, UTF-16 with its mark or GB18030, parted by commas, semicolons or tabs. A quotation mark that is
/// not closed reaches to the end.
pub(super) fn cells(bytes: &[u8]) -> Grid {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if simdutf8::basic::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    let (text, ..) = encoding.decode(bytes);
    let first = text.lines().next().unwrap_or("");
    let count = |separator: &char| first.matches(*separator).count();
    let separator = [',', ';', '\t']
        .into_iter()
        .rev()
        .max_by_key(count)
        .unwrap_or(',');
    Grid {
        name: String::new(),
        rows: rows(&text, separator),
    }
}

fn rows(text: &str, separator: char) -> Vec<GridRow> {
    let mut rows = Vec::new();
    let mut row: GridRow = (1, Vec::new());
    let mut cell = String::new();
    let (mut is_quoted, mut is_fresh) = (false, true);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted => is_quoted = false,
            '"' if is_fresh => (is_quoted, is_fresh) = (true, false),
            _ if is_quoted => cell.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => {
                end_cell(&mut row, &mut cell);
                let next = row.0 + 1;
                rows.push(std::mem::replace(&mut row, (next, Vec::new())));
                is_fresh = true;
            }
            _ if c == separator => {
                end_cell(&mut row, &mut cell);
                is_fresh = true;
            }
            _ => {
                cell.push(c);
                is_fresh = false;
            }
        }
    }
    end_cell(&mut row, &mut cell);
    rows.push(row);
    rows
}

fn end_cell(row: &mut GridRow, cell: &mut String) {
    let column = row.1.len();
    row.1.push((column, unguarded(cell).to_owned()));
    cell.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were() {
        for cell in [
            "=1+1", "'=1", "''=1", "a\"b", "a,b", "", "两\n行", "@x", "'quoted'", " =1", "\t=1",
            "-5",
        ] {
            let mut text = String::new();
            push_line(&mut text, ["x".to_owned(), cell.to_owned()].into_iter());
            let rows = cells(text.as_bytes()).rows;
            assert_eq!(rows[0].1[1].1, cell, "{text}");
            let quoted = text.split_once(",\"").unwrap().1;
            assert!(!quoted.trim_start().starts_with(FORMULA), "{text}");
        }
        let german = cells("a;b\n\"1;2\";3".as_bytes());
        assert_eq!(
            german.rows[1].1,
            [(0, "1;2".to_owned()), (1, "3".to_owned())]
        );
    }
}
