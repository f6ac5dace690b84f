//! Ends work that takes too long: files being checked, since when, and how to ask for an end.
//!
//! Somebody must call [`Watch::look`] now and then; the thread that prints results does.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::text::Stop;

/// The files that are being checked.
#[derive(Debug)]
pub(super) struct Watch {
    limit: Duration,
    running: Mutex<Running>,
}

#[derive(Debug, Default)]
struct Running {
    begun: u64,
    over: bool,
    files: Vec<(u64, Instant, Stop)>,
}

/// A file that is being checked, until it is dropped.
#[derive(Debug)]
pub(super) struct Watched<'w> {
    watch: &'w Watch,
    id: u64,
    /// Raised when the file takes too long.
    pub(super) stop: Stop,
}

impl Watch {
    /// Give each file this much time.
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            running: Mutex::default(),
        }
    }

    /// The check of a file begins.
    pub(super) fn begin(&self) -> Watched<'_> {
        let stop = Stop::never();
        let mut running = self.lock();
        if running.over {
            stop.request();
        }
        running.begun += 1;
        let id = running.begun;
        running.files.push((id, Instant::now(), stop.clone()));
        Watched {
            watch: self,
            id,
            stop,
        }
    }

    /// Ask files that are over their time to end.
    pub(super) fn look(&self) {
        for (_, since, stop) in &self.lock().files {
            if since.elapsed() >= self.limit {
                stop.request();
            }
        }
    }

    /// Ask all files to end, also those that have not begun.
    pub(super) fn end(&self) {
        let mut running = self.lock();
        running.over = true;
        for (_, _, stop) in &running.files {
            stop.request();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.watch.lock().files.retain(|(id, _, _)| *id != self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_over_its_time_is_asked_to_end() {
        let watch = Watch::new(Duration::from_millis(30));
        let slow = watch.begin();
        std::thread::sleep(Duration::from_millis(40));
        let quick = watch.begin();
        watch.look();
        assert!(slow.stop.requested());
        assert!(!quick.stop.requested());
        drop(slow);
        assert_eq!(watch.lock().files.len(), 1);
        watch.end();
        assert!(quick.stop.requested());
        assert!(watch.begin().stop.requested());
    }
}
