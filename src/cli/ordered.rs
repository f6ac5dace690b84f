//! Work on many things at once, results in the order of the things.
//!
//! Knows nothing of files. Order and results do not depend on the number of threads; only so many things are in flight, and
//! only so many bytes of results wait for an earlier one.

use std::collections::BTreeMap;
use std::iter::Enumerate;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// Results that may wait for an earlier one, for each thread.
const AHEAD: usize = 128;
/// Bytes of results that wait, beyond which nothing more is begun.
const WAITING: usize = 4 << 20;
/// Stack of a worker; readers bound their own depth far below it.
const STACK: usize = 8 << 20;
/// So many items are taken at a time, as long as these take less time than [`QUICK`]: asking for each small file by itself makes
/// threads wait for each other, and of large ones each thread should have one.
const HANDFUL: usize = 8;
const QUICK: Duration = Duration::from_millis(1);
/// How often the caller's thread looks round while it waits.
const TICK: Duration = Duration::from_millis(50);

/// What the caller's thread does while the others work.
pub(super) trait Consumer<R> {
    /// How many bytes a result takes up while it waits.
    fn bytes(result: &R) -> usize;
    /// Take the next result in order; `Break` ends the work.
    fn take(&mut self, result: R) -> ControlFlow<()>;
    /// Some time went by.
    fn tick(&mut self);
    /// No further result will be taken: what is in flight may end early.
    fn abandon(&mut self);
}

/// Run `work` on each of `items` on `jobs` threads and hand the results to `consumer` in the order of the items. A single
/// job is done on the caller's thread.
///
/// # Errors
/// When the operating system starts no thread.
pub(super) fn ordered<T, R: Send, C: Consumer<R>>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    consumer: &mut C,
) -> std::io::Result<()> {
    if jobs == 1 {
        one_by_one(items, work, consumer);
        return Ok(());
    }
    let desk = Desk::new(items, jobs, C::bytes);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (desk, work) = (&desk, &work);
            let worker = move || {
                let _presence = Presence(desk);
                let mut count = 1;
                while let Some(items) = desk.next(count) {
                    count = if desk.work_on(items, work) {
                        (2 * count).min(HANDFUL)
                    } else {
                        1
                    };
                }
            };
            desk.lock().workers += 1;
            let started = Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
            if let Err(error) = started {
                desk.close();
                return Err(error);
            }
        }
        loop {
            let (results, is_last) = desk.take();
            consumer.tick();
            for result in results {
                if consumer.take(result).is_break() {
                    desk.close();
                    consumer.abandon();
                    return Ok(());
                }
            }
            if is_last {
                return Ok(());
            }
        }
    })
}

/// As [`ordered`], on this thread: memory that a thread takes and results that change threads cost a short run more than
/// the work itself.
fn one_by_one<T, R>(
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R,
    consumer: &mut impl Consumer<R>,
) {
    for item in items {
        let result = work(item);
        consumer.tick();
        if consumer.take(result).is_break() {
            consumer.abandon();
            break;
        }
    }
}

/// Where items are handed out and results handed in. Results are fetched many at a time: waking a thread for each would cost
/// more than some files do.
struct Desk<I: Iterator, R> {
    state: Mutex<State<I, R>>,
    has_room: Condvar,
    has_results: Condvar,
    ahead: usize,
    bytes: fn(&R) -> usize,
}

struct State<I: Iterator, R> {
    items: Enumerate<I>,
    handed_out: usize,
    /// Results that nobody has taken, by index.
    done: BTreeMap<usize, R>,
    taken: usize,
    /// The bytes of these results.
    waiting: usize,
    workers: usize,
    closed: bool,
}

impl<I: Iterator, R> Desk<I, R> {
    fn new(items: I, jobs: usize, bytes: fn(&R) -> usize) -> Self {
        Self {
            state: Mutex::new(State {
                items: items.enumerate(),
                handed_out: 0,
                done: BTreeMap::new(),
                taken: 0,
                waiting: 0,
                workers: 0,
                closed: false,
            }),
            has_room: Condvar::new(),
            has_results: Condvar::new(),
            ahead: jobs * AHEAD,
            bytes,
        }
    }

    /// Up to so many of the next items with their indices, once there is room for their results.
    fn next(&self, count: usize) -> Option<Vec<(usize, I::Item)>> {
        let mut state = self
            .has_room
            .wait_while(self.lock(), |state| !state.closed && !self.is_free(state))
            .unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return None;
        }
        let room = (state.taken + self.ahead).saturating_sub(state.handed_out);
        let items: Vec<_> = state.items.by_ref().take(count.min(room)).collect();
        state.handed_out += items.len();
        state.closed |= items.is_empty();
        (!items.is_empty()).then_some(items)
    }

    /// Work on `items` and hand in the results. Returns whether that was quick.
    fn work_on(&self, items: Vec<(usize, I::Item)>, work: impl Fn(I::Item) -> R) -> bool {
        let begun = Instant::now();
        let mut results = Vec::with_capacity(items.len());
        for (index, item) in items {
            results.push((index, work(item)));
            if begun.elapsed() > QUICK {
                self.put(results.drain(..));
            }
        }
        let is_quick = !results.is_empty();
        self.put(results.into_iter());
        is_quick
    }

    /// Whether another item may be begun.
    fn is_free(&self, state: &State<I, R>) -> bool {
        state.handed_out < state.taken + self.ahead && state.waiting < WAITING
    }

    fn put(&self, results: impl Iterator<Item = (usize, R)>) {
        let mut state = self.lock();
        for (index, result) in results {
            state.waiting += (self.bytes)(&result);
            state.done.insert(index, result);
        }
        if self.has_many(&state) {
            self.has_results.notify_one();
        }
    }

    /// Whether it is time to take results: the next one in order is there, and so is much else.
    fn has_many(&self, state: &State<I, R>) -> bool {
        state.done.contains_key(&state.taken)
            && (state.done.len() >= self.ahead / 2 || state.waiting >= WAITING / 2)
    }

    /// The results that come next in order, after a while or when there are many; and whether these are the last.
    fn take(&self) -> (Vec<R>, bool) {
        let few = |state: &mut State<I, R>| state.workers > 0 && !self.has_many(state);
        let (mut state, _) = self
            .has_results
            .wait_timeout_while(self.lock(), TICK, few)
            .unwrap_or_else(PoisonError::into_inner);
        let mut results = Vec::new();
        while let Some(result) = {
            let next = state.taken;
            state.done.remove(&next)
        } {
            state.waiting -= (self.bytes)(&result);
            results.push(result);
            state.taken += 1;
        }
        self.has_room.notify_all();
        (results, state.workers == 0)
    }

    fn close(&self) {
        self.lock().closed = true;
        self.has_room.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<I, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A worker, until it is dropped, whatever ends it.
struct Presence<'d, I: Iterator, R>(&'d Desk<I, R>);

impl<I: Iterator, R> Drop for Presence<'_, I, R> {
    fn drop(&mut self) {
        self.0.lock().workers -= 1;
        self.0.has_results.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[derive(Default)]
    struct Collect {
        taken: Vec<usize>,
        at_most: Option<usize>,
        abandoned: bool,
    }

    impl Consumer<usize> for Collect {
        fn bytes(_: &usize) -> usize {
            0
        }
        fn take(&mut self, result: usize) -> ControlFlow<()> {
            self.taken.push(result);
            if self.at_most == Some(self.taken.len()) {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        }
        fn tick(&mut self) {}
        fn abandon(&mut self) {
            self.abandoned = true;
        }
    }

    /// The first of every ten takes long, so later ones are ready before it.
    fn uneven(n: usize) -> usize {
        if n.is_multiple_of(10) {
            std::thread::sleep(Duration::from_millis(3));
        }
        n
    }

    #[test]
    fn results_come_in_order() {
        for jobs in [1, 2, 7] {
            let mut collect = Collect::default();
            ordered(0..300, jobs, uneven, &mut collect).unwrap();
            assert_eq!(collect.taken, (0..300).collect::<Vec<_>>());
        }
    }

    #[test]
    fn only_so_many_are_in_flight() {
        let begun = AtomicUsize::new(0);
        let most_ahead = AtomicUsize::new(0);
        let head_done = AtomicUsize::new(0);
        let work = |n: usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            if n == 0 {
                std::thread::sleep(Duration::from_millis(100));
                head_done.store(1, Ordering::SeqCst);
            } else if head_done.load(Ordering::SeqCst) == 0 {
                most_ahead.fetch_max(begun.load(Ordering::SeqCst), Ordering::SeqCst);
            }
            n
        };
        ordered(0..1000, 3, work, &mut Collect::default()).unwrap();
        let most = most_ahead.load(Ordering::SeqCst);
        assert!((2..=3 * AHEAD).contains(&most), "{most} were in flight");
    }

    #[test]
    fn only_so_many_bytes_wait() {
        let desk = Desk::new(0.., 3, |&bytes: &usize| bytes);
        desk.lock().workers = 1;
        let first = |items: Option<Vec<(usize, usize)>>| items.unwrap()[0].0;
        let head = first(desk.next(1));
        while desk.is_free(&desk.lock()) {
            let index = first(desk.next(1));
            desk.put([(index, WAITING / 8)].into_iter());
        }
        assert_eq!(desk.lock().done.len(), 8);
        assert!(
            !desk.has_many(&desk.lock()),
            "all of them wait for the first"
        );
        desk.put([(head, 1)].into_iter());
        assert!(desk.has_many(&desk.lock()));
        let (taken, is_last) = desk.take();
        assert_eq!((taken.len(), is_last), (9, false));
        assert!(desk.is_free(&desk.lock()));
    }

    #[test]
    fn the_caller_looks_round_while_others_work() {
        struct Ticks(Arc<AtomicUsize>);
        impl Consumer<usize> for Ticks {
            fn bytes(_: &usize) -> usize {
                0
            }
            fn take(&mut self, _: usize) -> ControlFlow<()> {
                ControlFlow::Continue(())
            }
            fn tick(&mut self) {
                self.0.fetch_add(1, Ordering::SeqCst);
            }
            fn abandon(&mut self) {}
        }
        let ticks = Arc::new(AtomicUsize::new(0));
        let work = |n: usize| {
            while ticks.load(Ordering::SeqCst) == 0 {
                std::thread::sleep(Duration::from_millis(1));
            }
            n
        };
        ordered(0..1, 2, work, &mut Ticks(ticks.clone())).unwrap();
    }

    #[test]
    fn a_consumer_that_has_enough_ends_the_work() {
        for jobs in [1, 4] {
            let mut collect = Collect {
                at_most: Some(5),
                ..Collect::default()
            };
            ordered(0.., jobs, uneven, &mut collect).unwrap();
            assert_eq!(collect.taken, [0, 1, 2, 3, 4]);
            assert!(collect.abandoned);
        }
    }
}
