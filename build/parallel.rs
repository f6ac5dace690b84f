//! Work on many items on all cores of the machine.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `make` makes of each item, in their order.
pub(crate) fn in_parallel<I: Sync, M: Send>(items: &[I], make: impl Fn(&I) -> M + Sync) -> Vec<M> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(item) = items.get(at)
        {
            made.push((at, make(item)));
        }
        made
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut made: Vec<(usize, M)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let made = workers.into_iter().map(thread::ScopedJoinHandle::join);
        made.flat_map(|it| it.expect("a worker ends as the build does"))
            .collect()
    });
    made.sort_by_key(|&(at, _)| at);
    made.into_iter().map(|(_, it)| it).collect()
}
