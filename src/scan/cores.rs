//! How many threads may work at once, and the sharing of one piece of work among those that are free.
//!
//! Knows nothing of texts. Work on a file has a core of its own; on a large one it takes those that nobody uses, and gives each
//! back as soon as other work wants it. Starts no thread where one core is all there is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, OnceLock};
use std::thread::{self, Builder};

/// The cores that all work of a run shares: the searches of a [`Scanner`](crate::scan::Scanner), the reading of large files.
#[derive(Debug)]
pub struct Cores {
    count: LazyLock<usize, Box<dyn FnOnce() -> usize + Send>>,
    busy: AtomicUsize,
}

/// A core in use, until it is dropped.
#[derive(Debug)]
pub struct Core<'c>(&'c Cores);

impl Cores {
    /// As many as `count` says. It is asked when work is first shared among several.
    pub fn new(count: impl FnOnce() -> usize + Send + 'static) -> Self {
        Self {
            count: LazyLock::new(Box::new(count)),
            busy: AtomicUsize::new(0),
        }
    }

    /// Use one, whether it is free or not: others will make room.
    pub fn occupy(&self) -> Core<'_> {
        self.busy.fetch_add(1, Ordering::Relaxed);
        Core(self)
    }

    /// Use one that is free.
    fn spare(&self) -> Option<Core<'_>> {
        let one_more = |busy| (busy < *self.count).then_some(busy + 1);
        let taken = self
            .busy
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        taken.is_ok().then(|| Core(self))
    }

    /// Do the `work` on each of `count` items, on this thread and on others as cores are free. The results are in order, up to
    /// the first item of which `work` says that it is needed no more; none behind that one is begun then.
    pub fn share<R: Send + Sync>(
        &self,
        count: usize,
        work: impl Fn(usize) -> Option<R> + Sync,
    ) -> Vec<R> {
        let results: Vec<OnceLock<R>> = (0..count).map(|_| OnceLock::new()).collect();
        let next = AtomicUsize::new(0);
        let is_over = || next.load(Ordering::Relaxed) >= count;
        let do_next = || {
            let item = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = results.get(item) else {
                return false;
            };
            match work(item) {
                Some(result) => place.set(result).is_ok(),
                None => {
                    next.store(count, Ordering::Relaxed);
                    false
                }
            }
        };
        // No more threads than have something to do.
        let mut helpers = 1..count;
        thread::scope(|scope| {
            loop {
                while !is_over()
                    && let Some(core) = self.spare()
                    && helpers.next().is_some()
                {
                    let help = || {
                        let core = core;
                        while !core.is_wanted() && do_next() {}
                    };
                    // Without a thread the work is done all the same.
                    if Builder::new().spawn_scoped(scope, help).is_err() {
                        break;
                    }
                }
                if !do_next() {
                    break;
                }
            }
        });
        let results = results.into_iter();
        results.map_while(OnceLock::into_inner).collect()
    }
}

impl Core<'_> {
    /// Whether somebody else needs it.
    fn is_wanted(&self) -> bool {
        self.0.busy.load(Ordering::Relaxed) > *self.0.count
    }
}

impl Drop for Core<'_> {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Barrier, Mutex};

    #[test]
    fn results_are_in_order_up_to_the_first_that_is_not_needed() {
        for count in [1, 2, 7] {
            let cores = Cores::new(move || count);
            for end in [100, 30, 0] {
                let results = cores.share(100, |item| (item < end).then_some(item));
                assert_eq!(results, (0..end).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn as_many_threads_work_as_there_are_cores() {
        let cores = Cores::new(|| 3);
        let _own = cores.occupy();
        // Each of three waits for the other two.
        let meeting = Barrier::new(3);
        let met = cores.share(3, |_| Some(meeting.wait().is_leader()));
        assert_eq!(met.len(), 3);
    }

    #[test]
    fn no_thread_is_started_where_all_cores_are_busy() {
        let cores = Cores::new(|| 2);
        let _all = [cores.occupy(), cores.occupy()];
        let here = thread::current().id();
        let threads = cores.share(50, |_| Some(thread::current().id()));
        assert_eq!(threads, [here; 50]);
    }

    #[test]
    fn a_core_is_given_back_when_another_search_begins() {
        let cores = Cores::new(|| 2);
        let _own = cores.occupy();
        let (meeting, other) = (Barrier::new(2), Mutex::new(None));
        let here = thread::current().id();
        let is_help = cores.share(200, |item| {
            match item {
                0 | 1 => drop(meeting.wait()),
                2 => *other.lock().unwrap() = Some(cores.occupy()),
                _ => {
                    while other.lock().unwrap().is_none() {
                        thread::yield_now();
                    }
                }
            }
            Some(thread::current().id() != here)
        });
        let helped = is_help.iter().filter(|&&is_help| is_help).count();
        assert!((1..=4).contains(&helped), "{helped} of 200");
    }
}
