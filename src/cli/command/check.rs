//! `unfilled check`: the walk, the linter and a reporter put together.
//!
//! Owns what happens on which thread: files are read, checked and rendered on the workers; the main thread prints in the
//! order of the walk and sums up.

use std::mem::ManuallyDrop;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::cli::Outcome;
use crate::cli::build_page;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::load;
use crate::cli::obstacle::Obstacle;
use crate::cli::ordered::{Consumer, ordered};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::cli::rulings::Rulings;
use crate::cli::settings::{Settings, cores};
use crate::cli::walk::{Found, FoundKind, Walk};
use crate::cli::watch::Watch;
use crate::document::{Document, Format, Problem, ProblemKind, Status};
use crate::finding::{FileReport, Summary};
use crate::linter::Linter;
use crate::reader::Input;
use crate::report::{FileOutput, Reporter};
use crate::scan::Cores;

/// Check everything that the settings name.
pub(in crate::cli) fn run(settings: &Settings) -> Result<Outcome, Failure> {
    let house = &settings.house;
    let rules = Arc::new(house.rules.clone());
    // The process ends with the run; giving the memory back piece by piece would take longer than checking a short file.
    let typed = settings.jobs;
    let all_cores = Cores::new(move || typed.unwrap_or_else(cores));
    let linter = ManuallyDrop::new(Linter::new(house.rules.clone()).on(all_cores));
    let reporter = (settings.reporter.make)(rules, settings.report);
    let watch = Watch::new(settings.timeout);
    let output = match &settings.output {
        None => Output::stdout(),
        Some(path) => Output::file(path).map_err(|error| {
            Failure::write(&file_name::shown(path), Obstacle::of_written(&error))
        })?,
    };
    let mut printer = Printer {
        settings,
        reporter: reporter.as_ref(),
        watch: &watch,
        output,
        progress: Progress::new(settings.progress, settings.console.language),
        later: Vec::new(),
        summary: Summary::default(),
        worst: Status::Ok,
    };
    let checker = Checker {
        settings,
        linter: &linter,
        rulings: Rulings::new(house, &settings.overrides),
        reporter: reporter.as_ref(),
        watch: &watch,
    };
    let walk = Walk::new(
        settings.paths.clone(),
        settings.output.as_deref(),
        house.walk_options(settings.hidden, settings.no_ignore),
    );
    if printer.begin().is_continue() {
        ordered(
            walk,
            jobs(settings),
            |found| checker.check(&found),
            &mut printer,
        )
        .map_err(|error| Failure::thread(Obstacle::from_io(&error)))?;
    }
    printer.end()
}

/// As many as asked for, but one for one file.
fn jobs(settings: &Settings) -> usize {
    match settings.paths.as_slice() {
        [path] if !path.is_dir() => 1,
        _ => settings.jobs.unwrap_or_else(cores),
    }
}

/// What a worker makes of a file.
struct Checked {
    output: FileOutput,
    problems: String,
    summary: Summary,
    status: Status,
}

/// The work on one file, shared by all workers.
struct Checker<'s> {
    settings: &'s Settings,
    linter: &'s Linter,
    rulings: Rulings<'s>,
    reporter: &'s dyn Reporter,
    watch: &'s Watch,
}

impl Checker<'_> {
    fn check(&self, found: &Found) -> Checked {
        let name = self.name(found);
        let input = load::found(
            found,
            &name,
            self.settings.console.language,
            self.linter.cores(),
        );
        let report = guarded(&name, || match input {
            Ok(input) => self.lint(input, found),
            Err(kind) => unread(name.clone(), kind),
        });
        let mut summary = Summary::default();
        summary.add(&report);
        Checked {
            output: self.reporter.file(&report),
            problems: self.settings.console.problems_of(&report),
            summary,
            status: report.document.status(),
        }
    }

    fn lint(&self, input: Input, found: &Found) -> FileReport {
        let ruling = self.rulings.on(found, &input.name);
        self.linter.check(input, &ruling, &self.watch.begin())
    }

    fn name(&self, found: &Found) -> String {
        match (&found.kind, &self.settings.stdin_name) {
            (FoundKind::Stdin, Some(name)) => file_name::shown(name),
            _ => load::shown_name(found),
        }
    }
}

/// A defect of ours in one file must not end the run.
pub(in crate::cli) fn guarded(name: &str, work: impl FnOnce() -> FileReport) -> FileReport {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| unread(name.to_owned(), ProblemKind::Internal))
}

/// The report on a file of which nothing was read.
pub(in crate::cli) fn unread(name: String, kind: ProblemKind) -> FileReport {
    FileReport {
        name,
        document: Document::unread(Format::Unknown, Problem::new(kind)),
        findings: Vec::new(),
    }
}

/// The main thread's part.
struct Printer<'s> {
    settings: &'s Settings,
    reporter: &'s dyn Reporter,
    watch: &'s Watch,
    output: Output,
    progress: Progress,
    later: Vec<String>,
    summary: Summary,
    worst: Status,
}

impl Printer<'_> {
    fn begin(&mut self) -> ControlFlow<()> {
        self.output.write(self.reporter.begin().as_bytes())
    }

    fn end(mut self) -> Result<Outcome, Failure> {
        self.progress.finish();
        let is_human = self.settings.reporter.name == "human";
        if !(self.settings.quiet && is_human) {
            let end = self.reporter.end(&self.later, &self.summary);
            let _ = self.output.write(end.as_bytes());
        }
        self.output
            .finish()
            .map_err(|error| Failure::Output(Obstacle::from_io(&error)))?;
        let page = self.reporter.page(&self.later, &self.summary);
        show_page(self.settings, page);
        if let Some(remark) = self.reporter.remark(&self.summary) {
            self.settings.console.tell(&remark);
        }
        if self.summary.files == 0 && !is_human && !self.settings.quiet {
            let language = self.settings.console.language;
            self.settings
                .console
                .tell(language.pick("没有找到要检查的文件\n", "no files to check\n"));
        }
        let unread = self.settings.strict && self.worst != Status::Ok;
        let found = self.summary.at_least(self.settings.report.fail_on) > 0;
        // A file that the system would not give us may hold anything: the run has not passed.
        Ok(if self.worst == Status::Unreadable || unread {
            Outcome::Failed
        } else if found && !self.settings.exit_zero {
            Outcome::Findings
        } else {
            Outcome::Clean
        })
    }
}

/// Where the build server shows a page beside the step, write it. It comes on top of the results: that it cannot be
/// written is told and does not fail the run.
fn show_page(settings: &Settings, page: Option<String>) {
    let (Some(path), Some(page)) = (build_page::place(), page) else {
        return;
    };
    if let Err(error) = build_page::append(&path, &page) {
        let obstacle = Obstacle::of_written(&error);
        Failure::write(&file_name::shown(&path), obstacle).tell(&settings.console);
    }
}

impl Consumer<Checked> for Printer<'_> {
    fn bytes(checked: &Checked) -> usize {
        checked.output.now.len() + checked.output.later.len() + checked.problems.len()
    }

    fn take(&mut self, checked: Checked) -> ControlFlow<()> {
        self.progress.file_done();
        self.summary.merge(&checked.summary);
        self.worst = self.worst.max(checked.status);
        if !checked.output.later.is_empty() {
            self.later.push(checked.output.later);
        }
        if checked.output.now.is_empty() && checked.problems.is_empty() {
            return ControlFlow::Continue(());
        }
        let (output, console) = (&mut self.output, &self.settings.console);
        self.progress.aside(|| {
            output.write(checked.output.now.as_bytes())?;
            if !checked.problems.is_empty() {
                output.flush()?;
                console.tell(&checked.problems);
            }
            ControlFlow::Continue(())
        })
    }

    fn tick(&mut self) {
        self.progress.tick();
    }

    fn abandon(&mut self) {
        self.watch.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_in_one_file_becomes_its_problem() {
        let report = guarded("a.txt", || panic!("injected"));
        assert_eq!(report.name, "a.txt");
        assert_eq!(
            report.document.problems,
            [Problem::new(ProblemKind::Internal)]
        );
        assert_eq!(
            report.document.status(),
            Status::Unreadable,
            "which ends the run with status 2"
        );
    }
}
