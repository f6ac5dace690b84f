//! The line on a terminal that tells how far a long run has come.
//!
//! It appears after a second, and gives way whenever something else is printed.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::text::Language;

/// Nothing is shown before this much time.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts files and shows the count.
pub(super) struct Progress {
    /// None where nobody would see it.
    bar: Option<ProgressBar>,
    begun: Instant,
    language: Language,
    files: usize,
}

impl Progress {
    /// `shown`: whether anybody would see it.
    pub(super) fn new(shown: bool, language: Language) -> Self {
        Self {
            bar: shown.then(bar),
            begun: Instant::now(),
            language,
            files: 0,
        }
    }

    /// One more file is done.
    pub(super) fn file_done(&mut self) {
        self.files += 1;
    }

    /// Draw it, if it is time.
    pub(super) fn tick(&self) {
        let Some(bar) = &self.bar else {
            return;
        };
        if self.begun.elapsed() < PATIENCE {
            return;
        }
        let files = self.files;
        bar.set_message(self.language.pick(
            format!("已检查 {files} 个文件"),
            format!("files checked: {files}"),
        ));
        bar.tick();
    }

    /// Do something that prints.
    pub(super) fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Take the line away.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{spinner} {msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
