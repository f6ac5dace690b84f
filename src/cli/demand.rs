//! What a run asks of the files that it comes upon: whether one that was not read, or not in full, lets it end well.

use crate::cli::walk::Found;
use crate::document::{Document, Extent, Status};

/// What is asked, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// What a person named was read.
    Named,
    /// So was every document in folders and lists that is of a format that is read.
    Documents,
    /// Everything was read in full, and what a person named holds text.
    Everything,
}

impl Demand {
    /// Whether `document`, made of what the walk `found`, is less than that.
    pub(super) fn fails(self, found: &Found, document: &Document) -> bool {
        let status = document.status();
        match self {
            Demand::Everything => {
                status != Status::Ok || (found.named && document.extent() == Extent::Empty)
            }
            Demand::Documents => match status {
                Status::Unsupported | Status::Legacy => found.named,
                _ => !document.has_whole_text(),
            },
            Demand::Named => found.named && !document.has_whole_text(),
        }
    }
}
