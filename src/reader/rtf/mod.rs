//! Rich Text Format (Rich Text Format Specification 1.9.1): .rtf.
//!
//! One walk over the tokens: body, tables, notes, comments, headers, text boxes, fields and properties. Styles are looked at for their
//! outline levels alone; pictures and objects are counted. Nothing of the file's bytes is known of a place.

mod fields;
mod group_ends;
mod groups;
mod letters;
mod paragraphs;
mod tokens;
mod walk;
mod words;

use crate::document::{Bytes, Document, Format, Problem, ProblemKind, UnreadContent};
use crate::text::Stop;

use walk::Walk;

/// Read the file that `bytes` are, as far as it can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    let mut walk = Walk::new(&bytes);
    let stopped = walk.go(stop);
    let (flow, unread, is_open) = walk.end();
    let mut problems: Vec<Problem> = stopped.into_iter().map(Problem::new).collect();
    if is_open && problems.is_empty() {
        problems.push(Problem::new(ProblemKind::BrokenPart));
    }
    if unread != UnreadContent::default() {
        problems.push(Problem::new(ProblemKind::UnreadContent(unread)));
    }
    flow.into_document(format, problems)
}
