//! The account of what reading a document keeps beside its text: segments of the map, nodes, text boxes.
//!
//! A few kilobytes of an archive may hold millions of empty table cells, each of which costs more memory than its tag.

use std::cell::Cell;
use std::rc::Rc;

use crate::document::ProblemKind;
use crate::reader::PIECE_LIMIT;

/// How many pieces a document has so far. Clones share one account.
#[derive(Clone, Debug, Default)]
pub(in crate::reader) struct Pieces(Rc<Cell<usize>>);

impl Pieces {
    /// Keep `count` pieces more.
    pub(in crate::reader) fn add(&self, count: usize) {
        self.0.set(self.0.get().saturating_add(count));
    }

    /// That there are more than are kept, once there are.
    pub(in crate::reader) fn problem(&self) -> Option<ProblemKind> {
        let limit = PIECE_LIMIT;
        (self.0.get() > limit).then_some(ProblemKind::TooManyPieces { limit })
    }
}
