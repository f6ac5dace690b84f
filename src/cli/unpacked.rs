//! The documents in an archive, or attached to a mail, that a person named or a walk came upon: what is said of those that were not read.

use crate::document::{Document, Problem, ProblemKind, Status, UnreadContent};
use crate::reader::{Held, Input, unpack};
use crate::text::Stop;

/// The documents that are attached to the mail `input`, and what kept others from being had.
pub(super) fn attached(input: &Input, stop: &Stop) -> (Vec<Held>, Vec<Problem>) {
    let mut attached = Vec::new();
    let unpacked = unpack(input, stop, &mut |document| attached.push(document));
    (attached, unpacked.problems)
}

/// Of what `document` says that it does not read, so many attached documents were read by themselves.
pub(super) fn were_read(document: &mut Document, count: usize) {
    for problem in &mut document.problems {
        if let ProblemKind::UnreadContent(content) = &mut problem.kind {
            content.documents = content.documents.saturating_sub(count);
        }
    }
    let none = ProblemKind::UnreadContent(UnreadContent::default());
    document.problems.retain(|problem| problem.kind != none);
}

/// Hand each document in the archive `input` to `visit`. What kept others from being read; where a `named` archive holds none, that.
pub(super) fn each(
    input: &Input,
    stop: &Stop,
    named: bool,
    visit: &mut dyn FnMut(Held),
) -> Vec<Problem> {
    let mut unpacked = unpack(input, stop, visit);
    let is_whole = |problem: &Problem| problem.kind.status() == Status::Ok;
    if named && unpacked.documents == 0 && unpacked.problems.iter().all(is_whole) {
        let none = Problem::new(ProblemKind::NoDocuments);
        unpacked.problems.push(none);
    }
    unpacked.problems
}
