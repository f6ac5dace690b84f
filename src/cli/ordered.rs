//! Work on many things at once, results in the order of the things.
//!
//! Knows nothing of files. Order and results do not depend on the number of threads; only so many things are in flight.

use std::collections::BTreeMap;
use std::iter::Enumerate;
use std::ops::ControlFlow;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::Duration;

/// Results that may wait for an earlier one, for each thread.
const AHEAD: usize = 8;
/// Stack of a worker; readers bound their own depth far below it.
const STACK: usize = 8 << 20;
/// Stack of a thread that does nothing but look round.
const SMALL_STACK: usize = 64 << 10;
/// How often the caller's thread looks round while it waits.
const TICK: Duration = Duration::from_millis(50);

/// What the caller's thread does while the others work.
pub(super) trait Consumer<R> {
    /// Take the next result in order; `Break` ends the work.
    fn take(&mut self, result: R) -> ControlFlow<()>;
    /// Some time went by.
    fn tick(&mut self);
    /// No further result will be taken: what is in flight may end early.
    fn abandon(&mut self);
}

/// Run `work` on each of `items` on `jobs` threads and hand the results to `consumer` in the order of the items. Meanwhile
/// `look` is called now and then, whatever the work is doing. A single job is done on the caller's thread.
///
/// # Errors
/// When the operating system starts no thread.
pub(super) fn ordered<T, R: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    look: impl Fn() + Send,
    consumer: &mut impl Consumer<R>,
) -> std::io::Result<()> {
    if jobs == 1 {
        return one_by_one(items, work, look, consumer);
    }
    let queue = Queue {
        state: Mutex::new(State {
            items: items.enumerate(),
            handed_out: 0,
            taken: 0,
            closed: false,
        }),
        moved: Condvar::new(),
        ahead: jobs * AHEAD,
    };
    std::thread::scope(|scope| {
        let (sender, receiver) = channel();
        for _ in 0..jobs {
            let sender = sender.clone();
            let (queue, work) = (&queue, &work);
            let worker = move || {
                while let Some((index, item)) = queue.next() {
                    if sender.send((index, work(item))).is_err() {
                        break;
                    }
                }
            };
            let started = Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
            if let Err(error) = started {
                queue.close();
                return Err(error);
            }
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        loop {
            match receiver.recv_timeout(TICK) {
                Ok((index, result)) => {
                    waiting.insert(index, result);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            look();
            consumer.tick();
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                queue.taken(next);
                if consumer.take(result).is_break() {
                    queue.close();
                    consumer.abandon();
                    return Ok(());
                }
            }
        }
    })
}

/// As [`ordered`], on this thread. Another one only looks round: starting it costs little, while memory that a thread takes
/// and results that change threads cost a short run more than the work itself.
fn one_by_one<T, R>(
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R,
    look: impl Fn() + Send,
    consumer: &mut impl Consumer<R>,
) -> std::io::Result<()> {
    std::thread::scope(|scope| {
        let (working, over) = channel::<()>();
        Builder::new()
            .stack_size(SMALL_STACK)
            .spawn_scoped(scope, move || {
                while over.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                    look();
                }
            })?;
        for item in items {
            let result = work(item);
            consumer.tick();
            if consumer.take(result).is_break() {
                consumer.abandon();
                break;
            }
        }
        drop(working);
        Ok(())
    })
}

struct Queue<I: Iterator> {
    state: Mutex<State<I>>,
    moved: Condvar,
    ahead: usize,
}

struct State<I: Iterator> {
    items: Enumerate<I>,
    handed_out: usize,
    taken: usize,
    closed: bool,
}

impl<I: Iterator> Queue<I> {
    /// The next item and its index, once there is room for its result.
    fn next(&self) -> Option<(usize, I::Item)> {
        let mut state = self.lock();
        while !state.closed && state.handed_out >= state.taken + self.ahead {
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return None;
        }
        let item = state.items.next();
        match item {
            Some(_) => state.handed_out += 1,
            None => {
                state.closed = true;
                self.moved.notify_all();
            }
        }
        item
    }

    fn taken(&self, count: usize) {
        self.lock().taken = count;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.lock().closed = true;
        self.moved.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<I>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[derive(Default)]
    struct Collect {
        taken: Vec<usize>,
        at_most: Option<usize>,
        abandoned: bool,
    }

    impl Consumer<usize> for Collect {
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
            ordered(0..300, jobs, uneven, || {}, &mut collect).unwrap();
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
        ordered(0..1000, 3, work, || {}, &mut Collect::default()).unwrap();
        let most = most_ahead.load(Ordering::SeqCst);
        assert!((2..=3 * AHEAD).contains(&most), "{most} were in flight");
    }

    #[test]
    fn somebody_looks_round_while_work_goes_on() {
        for jobs in [1, 2] {
            let looks = AtomicUsize::new(0);
            let work = |n: usize| {
                while looks.load(Ordering::SeqCst) == 0 {
                    std::thread::sleep(Duration::from_millis(1));
                }
                n
            };
            let look = || {
                looks.fetch_add(1, Ordering::SeqCst);
            };
            let mut collect = Collect::default();
            ordered(0..1, jobs, work, look, &mut collect).unwrap();
            assert_eq!(collect.taken, [0]);
        }
    }

    #[test]
    fn a_consumer_that_has_enough_ends_the_work() {
        for jobs in [1, 4] {
            let mut collect = Collect {
                at_most: Some(5),
                ..Collect::default()
            };
            ordered(0.., jobs, uneven, || {}, &mut collect).unwrap();
            assert_eq!(collect.taken, [0, 1, 2, 3, 4]);
            assert!(collect.abandoned);
        }
    }
}
