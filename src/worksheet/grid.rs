//! The cells of a table, whatever file they came from, and the answers among them. Columns are known by their titles, rows by
//! their keys: where they stand does not matter.

use crate::worksheet::answers::Answer;
use crate::worksheet::error::SheetError;
use crate::worksheet::place::Place;
use crate::worksheet::table::{COLUMNS, Column};

/// A row's number, 1-based, and its cells that are not empty, each with its 0-based column.
pub(super) type GridRow = (usize, Vec<(usize, String)>);

/// The cells of one sheet.
pub(super) struct Grid {
    /// The sheet's name; empty in a file that has none.
    pub(super) name: String,
    pub(super) rows: Vec<GridRow>,
}

/// So many rows are looked at for the titles.
const TITLES_WITHIN: usize = 50;

/// Where the columns are that answers are taken from.
struct Columns {
    answer: usize,
    key: usize,
    status: Option<usize>,
    remark: Option<usize>,
}

impl Grid {
    /// Whether it has the columns that answers are taken from.
    pub(super) fn has_columns(&self) -> bool {
        let mut titles = self.rows.iter().take(TITLES_WITHIN);
        titles.any(|row| Columns::of(row).is_some())
    }

    /// The answers in the file `file`; nothing where it lacks the columns.
    ///
    /// # Errors
    /// [`SheetError::Newer`].
    pub(super) fn answers(&self, file: &str) -> Result<Option<Vec<Answer>>, SheetError> {
        let titles = self.rows.iter().take(TITLES_WITHIN).enumerate();
        let found = titles
            .filter_map(|(at, row)| Some((at, Columns::of(row)?)))
            .next();
        let Some((at, columns)) = found else {
            return Ok(None);
        };
        let mut answers = Vec::new();
        for (number, cells) in self.rows.iter().skip(at + 1) {
            let text = |column: Option<usize>| {
                let cell = cells.iter().find(|(at, _)| Some(*at) == column);
                cell.map_or("", |(_, text)| text.trim())
            };
            match Place::of_key(text(Some(columns.key))) {
                Some(Ok(place)) => answers.push(Answer {
                    place,
                    text: text(Some(columns.answer)).to_owned(),
                    status: text(columns.status).to_owned(),
                    remark: text(columns.remark).to_owned(),
                    file: file.to_owned(),
                    sheet: self.name.clone(),
                    row: *number,
                }),
                Some(Err(version)) => {
                    return Err(SheetError::Newer {
                        name: file.to_owned(),
                        row: *number,
                        version,
                    });
                }
                None => {}
            }
        }
        Ok(Some(answers))
    }
}

impl Columns {
    /// The columns of which `row` has the titles.
    fn of(row: &GridRow) -> Option<Self> {
        let find = |column: Column| {
            let heading = COLUMNS.iter().find(|heading| heading.column == column)?;
            let cell = row.1.iter().find(|(_, text)| heading.is_called(text))?;
            Some(cell.0)
        };
        Some(Self {
            answer: find(Column::Answer)?,
            key: find(Column::Key)?,
            status: find(Column::Status),
            remark: find(Column::Remark),
        })
    }
}
