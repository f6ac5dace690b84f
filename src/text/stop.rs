//! A request to give up on a document. The library has no clock: a shell decides when enough is enough.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// A shell is asked once for so many looks at the flag: looking at a clock costs more than many a match.
const LOOKS: u32 = 8;

/// A flag that is raised when a document takes too long; readers and the scanner look at it as they go
/// and end early with a [`Limit`](crate::document::ProblemKind::TooSlow) problem. Clones share one flag; a thread had better
/// have its own.
#[derive(Debug, Default)]
pub struct Stop {
    flag: Arc<Flag>,
    /// The looks at this clone: threads that counted together would wait for each other.
    looks: AtomicU32,
}

#[derive(Default)]
struct Flag {
    raised: AtomicBool,
    is_over: Option<Box<IsOver>>,
}

type IsOver = dyn Fn() -> bool + Send + Sync;

impl Stop {
    /// A flag that nobody has raised.
    pub fn never() -> Self {
        Self::default()
    }

    /// A flag that is raised once `is_over` says so, which is asked now and then by those who look at the flag.
    pub fn when(is_over: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        let flag = Flag {
            is_over: Some(Box::new(is_over)),
            ..Flag::default()
        };
        Self {
            flag: Arc::new(flag),
            ..Self::default()
        }
    }

    /// Ask all work that holds a clone to end.
    pub fn request(&self) {
        self.flag.raised.store(true, Ordering::Relaxed);
    }

    /// Whether the work is to end.
    pub fn requested(&self) -> bool {
        let Flag { raised, is_over } = &*self.flag;
        if let Some(is_over) = is_over {
            // Approximate under threads, which is good enough.
            let look = self.looks.load(Ordering::Relaxed);
            self.looks.store(look.wrapping_add(1), Ordering::Relaxed);
            if look.is_multiple_of(LOOKS) && is_over() {
                self.request();
            }
        }
        raised.load(Ordering::Relaxed)
    }
}

impl Clone for Stop {
    fn clone(&self) -> Self {
        Self {
            flag: self.flag.clone(),
            ..Self::default()
        }
    }
}

impl fmt::Debug for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raised.fmt(f)
    }
}
