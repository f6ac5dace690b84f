//! The documents in an archive that a person named or a walk came upon, where this build can open archives.

use crate::document::Problem;
#[cfg(feature = "office")]
use crate::document::{ProblemKind, Status};
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
