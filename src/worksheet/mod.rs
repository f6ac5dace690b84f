//! Sheets to send round: one row for each place that waits for words, and the answers back as edits.
//!
//! Owns what a row says, the three forms that a sheet is handed out in, how its rows are known again, and whether an answer
//! fits its place. Opens no file and changes no document: [`fill`] makes [`Edit`](crate::document::Edit)s, `writer` writes
//! them. No text of a document or of a colleague becomes a formula in any form.

mod answers;
mod asked;
mod csv;
mod date;
mod department;
mod error;
mod fill;
mod fit;
mod frame;
mod grid;
mod head;
mod left;
mod locate;
mod markdown;
mod number;
mod ordinal;
mod outcome;
mod place;
mod read;
mod sentence;
mod sheet;
mod table;
#[cfg(feature = "sheet")]
mod xlsx;

pub use answers::{Answer, Answers};
pub use asked::Asked;
pub use department::Departments;
pub use error::SheetError;
pub use fill::{FillOptions, Plan, fill};
pub use fit::WrongKind;
pub use left::Left;
pub use outcome::{Outcome, RowOutcome};
pub use place::Place;
pub use read::{INPUT_LIMIT, is_sheet, read};
pub use sheet::{Row, Rows, Sheet, SheetOptions};
#[cfg(feature = "sheet")]
pub use xlsx::Layout;
