//! Rules of one's own tried on old documents: files are read and checked on all cores, the sum is told at the end.
//!
//! Owns no words about what was found; see `report::Trial`.

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::inspector::{guarded, unread};
use crate::cli::load;
use crate::cli::obstacle::Obstacle;
use crate::cli::ordered::{Consumer, ordered};
use crate::cli::processor::cores;
use crate::cli::walk::{Found, Walk, WalkOptions};
use crate::cli::watch::Watch;
use crate::document::Status;
use crate::filter::{Policy, Ruling};
use crate::linter::Linter;
use crate::report::{Trial, Tried};
use crate::rule::{RuleSet, Selector, Severity};
use crate::scan::Cores;
use crate::text::Phrase;

/// Check `documents`, files and folders, with `rules` and nothing else, and tell how often each rule raises an alarm
/// outside the words that `allow` names.
pub(super) fn run(
    rules: RuleSet,
    allow: Vec<(Selector, Phrase)>,
    documents: Vec<PathBuf>,
    console: &Console,
) -> Result<Outcome, Failure> {
    let watch = Watch::usual(console.language);
    let mut sum = Sum {
        trial: Trial::new(&rules),
        worst: Status::Ok,
        watch: &watch,
        console,
    };
    let linter = Linter::new(rules).on(Cores::new(cores));
    let options = WalkOptions {
        hidden: false,
        no_ignore: false,
        force_exclude: false,
        wanted: Box::new(file_name::is_document),
        excludes_file: Box::new(|_| false),
        excludes_folder: Box::new(|_| false),
    };
    let ruling = linter.ruling(Policy {
        // Hints are alarms, too, to those who ask for them.
        min_severity: Severity::Info,
        allow,
        ..Policy::default()
    });
    ordered(
        Walk::new(documents, None, options),
        cores(),
        |found| check(&linter, &ruling, &found, &watch, console),
        &mut sum,
    )
    .map_err(|error| Failure::thread(Obstacle::from_io(&error)))?;
    sum.tell()
}

/// What a worker makes of a file.
struct Checked {
    tried: Tried,
    problems: String,
    status: Status,
}

fn check(
    linter: &Linter,
    ruling: &Ruling,
    found: &Found,
    watch: &Watch,
    console: &Console,
) -> Checked {
    let name = load::shown_name(found);
    let report = guarded(&name, || {
        match load::found(found, &name, console.language, linter.cores()) {
            Ok(input) => linter.check(input, ruling, &watch.begin(&name)),
            Err(kind) => unread(name.clone(), kind),
        }
    });
    Checked {
        tried: Tried::new(&report, console.language),
        problems: console.problems_of(&report),
        status: report.document.status(),
    }
}

/// The main thread's part.
struct Sum<'s> {
    trial: Trial,
    worst: Status,
    watch: &'s Watch,
    console: &'s Console,
}

impl Sum<'_> {
    fn tell(self) -> Result<Outcome, Failure> {
        let results = self.console.results(Severity::Warning);
        self.console.print(&self.trial.render(&results))?;
        let nothing_read = self.trial.documents() == 0;
        Ok(if self.worst == Status::Unreadable || nothing_read {
            Outcome::Failed
        } else if self.trial.alarms() > 0 {
            Outcome::Findings
        } else {
            Outcome::Clean
        })
    }
}

impl Consumer<Checked> for Sum<'_> {
    fn bytes(checked: &Checked) -> usize {
        checked.problems.len()
    }

    fn take(&mut self, checked: Checked) -> ControlFlow<()> {
        self.console.tell(&checked.problems);
        self.worst = self.worst.max(checked.status);
        self.trial.add(checked.tried);
        ControlFlow::Continue(())
    }

    fn tick(&mut self) {}

    fn abandon(&mut self) {
        self.watch.end();
    }
}
