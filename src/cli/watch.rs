//! Ends work that takes too long: each file looks at the clock itself, as often as it looks whether to go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::text::Stop;

/// How long files may take.
#[derive(Debug)]
pub(super) struct Watch {
    limit: Duration,
    over: Arc<AtomicBool>,
}

impl Watch {
    /// Give each file this much time.
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            over: Arc::default(),
        }
    }

    /// The check of a file begins; the flag is raised when it takes too long.
    pub(super) fn begin(&self) -> Stop {
        let (begun, limit, over) = (Instant::now(), self.limit, self.over.clone());
        Stop::when(move || over.load(Ordering::Relaxed) || begun.elapsed() >= limit)
    }

    /// Ask all files to end, also those that have not begun.
    pub(super) fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the flag is raised; it is looked at as often as in any work.
    fn is_raised(stop: &Stop) -> bool {
        (0..100).any(|_| stop.requested())
    }

    #[test]
    fn only_what_is_over_its_time_is_asked_to_end() {
        let watch = Watch::new(Duration::from_millis(30));
        let slow = watch.begin();
        assert!(!is_raised(&slow));
        std::thread::sleep(Duration::from_millis(40));
        let quick = watch.begin();
        assert!(is_raised(&slow));
        assert!(!is_raised(&quick));
        watch.end();
        assert!(is_raised(&quick));
        assert!(is_raised(&watch.begin()));
    }
}
