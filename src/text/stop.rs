//! A request to give up on a document. The library has no clock: a shell decides when enough is enough.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that a shell raises when a document takes too long; readers and the scanner look at it as they go
/// and end early with a [`Limit`](crate::document::ProblemKind::TooSlow) problem. Clones share one flag.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// A flag that nobody has raised.
    pub fn never() -> Self {
        Self::default()
    }

    /// Ask all work that holds a clone to end.
    pub fn request(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
