//! What Word documents, workbooks and slides have alike: properties, the words of charts and SmartArt, how much text is kept.

pub(super) mod drawn_words;
pub(super) mod linked;
pub(super) mod properties;

use crate::document::{Problem, ProblemKind};
use crate::ooxml::package::Package;
use crate::reader::flow::Flow;

/// Whether the document has not grown over what is kept of one: `limit` bytes of text, and as many pieces as any document may have.
pub(super) fn has_room(limit: u64, package: &mut Package<'_>, flow: &Flow) -> bool {
    let problem = match flow.pieces().problem() {
        None if flow.text.len() as u64 > limit => Some(ProblemKind::ArchiveTooLarge { limit }),
        problem => problem,
    };
    problem
        .map(|problem| package.has_problem(Problem::new(problem)))
        .is_none()
}
