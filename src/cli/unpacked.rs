//! The documents in an archive, or attached to a mail, that a person named or a walk came upon, where this build can open archives.

#[cfg(feature = "office")]
use crate::document::Status;
use crate::document::{Document, Problem, ProblemKind, UnreadContent};
#[cfg(feature = "office")]
use crate::reader;
use crate::reader::Input;
use crate::text::Stop;

/// Whether `input` is an archive that can be opened.
pub(super) fn is_archive(input: &Input) -> bool {
    #[cfg(feature = "office")]
    return reader::is_archive(input);
    #[cfg(not(feature = "office"))]
    return false;
}

/// The documents that are attached to `input`, where it is a mail, and what kept others from being had.
pub(super) fn attached(input: &Input, stop: &Stop) -> (Vec<Input>, Vec<Problem>) {
    let mut attached = Vec::new();
    #[cfg(feature = "office")]
    if reader::is_mail(input) {
        let unpacked = reader::unpack(input, stop, &mut |document| attached.push(document));
        return (attached, unpacked.problems);
    }
    let _ = stop;
    (std::mem::take(&mut attached), Vec::new())
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
    visit: &mut dyn FnMut(Input),
) -> Vec<Problem> {
    #[cfg(feature = "office")]
    {
        let mut unpacked = reader::unpack(input, stop, visit);
        let is_whole = |problem: &Problem| problem.kind.status() == Status::Ok;
        if named && unpacked.documents == 0 && unpacked.problems.iter().all(is_whole) {
            let none = Problem::new(ProblemKind::NoDocuments);
            unpacked.problems.push(none);
        }
        unpacked.problems
    }
    #[cfg(not(feature = "office"))]
    {
        let _ = (input, stop, named, visit);
        Vec::new()
    }
}
