//! Ends work that takes too long: each file looks at the clock itself, as often as it looks whether to go on. Where it does not look,
//! a watchman ends the run, since no thread can be ended from outside.
//!
//! What counts is the time that the processor spends on a file, so that a busy machine finds what an idle one does.

use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError, Weak};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use cpu_time::{ProcessTime, ThreadTime};

use crate::cli::Outcome;
use crate::cli::settings::TIMEOUT;
use crate::report::visible_path;
use crate::text::{Language, Stop};

/// How often the watchman looks.
const ROUND: Duration = Duration::from_millis(100);

/// How long a file may go without a look at the clock, beyond the time that it has.
const GRACE: Duration = Duration::from_secs(1);

thread_local! {
    /// The watchman's round in which work that began on this thread looked at the clock last. All such work has it together: while it
    /// waits for other work on its thread, that one looks.
    static LOOKED: Arc<AtomicU64> = Arc::default();
}

/// How long files may take.
pub(super) struct Watch {
    limit: Duration,
    over: Arc<AtomicBool>,
    under_way: Arc<Mutex<Vec<Weak<Task>>>>,
    round: Arc<AtomicU64>,
    watchman: Once,
    on_overdue: Arc<OnOverdue>,
}

/// What is done once a file is past its time and cannot be ended; it is told the file's name.
type OnOverdue = dyn Fn(&str) + Send + Sync;

/// Work on a file.
struct Task {
    name: String,
    /// [`LOOKED`] of the thread on which it began.
    looked: Arc<AtomicU64>,
    silence: Mutex<Option<Silence>>,
}

/// Since when no work of a thread has looked at the clock.
#[derive(Clone, Copy)]
struct Silence {
    looked: u64,
    since: Instant,
    /// How much time the processor had spent on all work by then.
    spent: ProcessTime,
}

impl Watch {
    /// Give each file this much time. A file that cannot be ended then ends the run, which says which one it is.
    pub(super) fn new(limit: Duration, language: Language) -> Self {
        Self::telling(limit, move |name| {
            let words = overdue(&visible_path(name), limit, language);
            let _ = std::io::stderr().write_all(words.as_bytes());
            // No thread can be ended from outside.
            std::process::exit(Outcome::Failed.status().into());
        })
    }

    /// As [`new`](Self::new), for the commands that have no option for it.
    pub(super) fn usual(language: Language) -> Self {
        Self::new(Duration::from_secs(u64::from(TIMEOUT)), language)
    }

    fn telling(limit: Duration, on_overdue: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self {
            limit,
            over: Arc::default(),
            under_way: Arc::default(),
            round: Arc::default(),
            watchman: Once::new(),
            on_overdue: Arc::new(on_overdue),
        }
    }

    /// The check of the file `name` begins on this thread; the flag is raised when it takes too long.
    pub(super) fn begin(&self, name: &str) -> Stop {
        self.watchman.call_once(|| self.start_watchman());
        let task = Arc::new(Task {
            name: name.to_owned(),
            looked: LOOKED.with(Arc::clone),
            silence: Mutex::default(),
        });
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::downgrade(&task));
        let (limit, over, round) = (self.limit, self.over.clone(), self.round.clone());
        let (begun, own_thread) = (Instant::now(), thread::current().id());
        let spent_before = spent_by_thread();
        Stop::when(move || {
            look(&task.looked, &round);
            // The processor spends no more on a thread than goes by, and that costs less to ask.
            let is_late = || {
                // Threads that help with the file do nothing else.
                let before = match thread::current().id() == own_thread {
                    true => spent_before,
                    false => Some(Duration::ZERO),
                };
                let spent = spent_by_thread().zip(before);
                spent.is_none_or(|(now, before)| now.saturating_sub(before) >= limit)
            };
            over.load(Ordering::Relaxed) || (begun.elapsed() >= limit && is_late())
        })
    }

    /// Whoever waits for other threads on this one is not stuck.
    pub(super) fn is_waiting(&self) {
        LOOKED.with(|looked| look(looked, &self.round));
    }

    /// Ask all files to end, also those that have not begun.
    pub(super) fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    /// Without a thread for him, files look at the clock all the same.
    fn start_watchman(&self) {
        let (under_way, on_overdue) = (self.under_way.clone(), self.on_overdue.clone());
        let (round, most) = (self.round.clone(), self.limit.saturating_add(GRACE));
        let watch = move || {
            loop {
                thread::sleep(ROUND);
                round.fetch_add(1, Ordering::Relaxed);
                if Arc::strong_count(&under_way) == 1 {
                    return;
                }
                let mut tasks = under_way.lock().unwrap_or_else(PoisonError::into_inner);
                tasks.retain(|task| task.strong_count() > 0);
                let tasks: Vec<_> = tasks.iter().filter_map(Weak::upgrade).collect();
                for task in tasks.iter().filter(|task| task.is_overdue(most)) {
                    on_overdue(&task.name);
                }
            }
        };
        let _ = Builder::new().name("watchman".to_owned()).spawn(watch);
    }
}

/// Keep in which round this was; helping threads share the place, so it is written once a round.
fn look(looked: &AtomicU64, round: &AtomicU64) {
    let round = round.load(Ordering::Relaxed);
    if looked.load(Ordering::Relaxed) != round {
        looked.store(round, Ordering::Relaxed);
    }
}

/// How much time the processor has spent on this thread, where the system tells.
fn spent_by_thread() -> Option<Duration> {
    ThreadTime::try_now().ok().map(|time| time.as_duration())
}

/// What is told of a file that cannot be ended.
fn overdue(name: &str, limit: Duration, language: Language) -> String {
    let seconds = limit.as_secs();
    match language {
        Language::Zh => format!(
            "{name}：检查超过 {seconds} 秒仍停不下来，运行到此为止，其他文件可能还没有检查\n  \
             怎么办：用 --exclude 跳过这个文件后重新运行；用了自己写的规则的，先看看里面的匹配式；否则是 unfilled 的\
             缺陷，请告诉我们\n"
        ),
        Language::En => format!(
            "{name}: its check took more than {seconds} s and could not be ended, so the run ends here; other files may \
             not have been checked\n  how to fix: run again with --exclude for this file; with rules of your own, look \
             at their patterns; without them it is a defect of unfilled, please report it\n"
        ),
    }
}

impl Task {
    /// Whether it has not looked for so long, and the processor was at work all the time: where others kept it from the processor,
    /// it could not.
    fn is_overdue(&self, most: Duration) -> bool {
        let looked = self.looked.load(Ordering::Relaxed);
        let mut silence = self.silence.lock().unwrap_or_else(PoisonError::into_inner);
        match *silence {
            Some(Silence {
                looked: before,
                since,
                spent,
            }) if before == looked => {
                since.elapsed() >= most && spent.try_elapsed().is_ok_and(|spent| spent >= most)
            }
            _ => {
                *silence = ProcessTime::try_now().ok().map(|spent| Silence {
                    looked,
                    since: Instant::now(),
                    spent,
                });
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// Whether the flag is raised; it is looked at as often as in any work.
    fn is_raised(stop: &Stop) -> bool {
        (0..100).any(|_| stop.requested())
    }

    /// Keep the processor busy for so long.
    fn work(time: Duration) {
        let begun = ThreadTime::now();
        while begun.elapsed() < time {
            std::hint::black_box(());
        }
    }

    #[test]
    fn only_what_is_over_its_time_is_asked_to_end() {
        let watch = Watch::telling(Duration::from_millis(30), |_| {});
        let slow = watch.begin("slow");
        assert!(!is_raised(&slow));
        thread::sleep(Duration::from_millis(40));
        assert!(!is_raised(&slow), "others had the processor");
        work(Duration::from_millis(40));
        let quick = watch.begin("quick");
        assert!(is_raised(&slow));
        assert!(!is_raised(&quick));
        watch.end();
        assert!(is_raised(&quick));
        assert!(is_raised(&watch.begin("next")));
    }

    #[test]
    fn work_that_never_looks_is_told_by_its_name_and_no_other() {
        let (tell, told) = mpsc::channel();
        let limit = Duration::from_millis(200);
        let watch = Watch::telling(limit, move |name| tell.send(name.to_owned()).unwrap());
        let _waiting = watch.begin("done.txt");
        drop(_waiting);
        let stubborn = watch.begin("stubborn.txt");
        work(limit);
        assert!(told.try_recv().is_err(), "there is a grace");
        work(GRACE + 3 * ROUND);
        assert_eq!(told.recv_timeout(GRACE).unwrap(), "stubborn.txt");
        assert!(told.try_iter().all(|name| name == "stubborn.txt"));
        drop(stubborn);
    }

    /// What is found in other files may decide about one, and an archive has one time for all that lies in it.
    #[test]
    fn work_that_waits_for_other_work_on_its_thread_is_not_told() {
        let (tell, told) = mpsc::channel();
        let limit = Duration::ZERO;
        let watch = Watch::telling(limit, move |name| tell.send(name.to_owned()).unwrap());
        let _waiting = watch.begin("outside.zip");
        let begun = Instant::now();
        while begun.elapsed() < GRACE + 4 * ROUND {
            let inside = watch.begin("outside.zip/a.txt");
            work(Duration::from_millis(5));
            is_raised(&inside);
        }
        assert!(told.try_recv().is_err());
    }

    #[test]
    fn work_that_looks_is_not_told() {
        let (tell, told) = mpsc::channel();
        let limit = Duration::ZERO;
        let watch = Watch::telling(limit, move |name| tell.send(name.to_owned()).unwrap());
        let looking = watch.begin("a.txt");
        let begun = Instant::now();
        while begun.elapsed() < GRACE + 4 * ROUND {
            work(Duration::from_millis(5));
            is_raised(&looking);
        }
        assert!(told.try_recv().is_err());
    }
}
