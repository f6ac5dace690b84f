//! `unfilled check`: the walk, the linter and a reporter put together.
//!
//! Owns what happens on which thread: files are read, checked and rendered on the workers; the main thread prints in the
//! order of the walk and sums up.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::cli::Outcome;
use crate::cli::baseline_file::BaselineFile;
use crate::cli::baseline_words;
use crate::cli::build_page;
use crate::cli::demand::Demand;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::inspector::Inspector;
use crate::cli::obstacle::Obstacle;
use crate::cli::ordered::{Consumer, ordered};
use crate::cli::output::Output;
use crate::cli::overwriting;
use crate::cli::progress::Progress;
use crate::cli::recogniser::Recognised;
use crate::cli::settings::Settings;
use crate::cli::terminal;
use crate::filter::Baseline;
use crate::finding::Summary;
use crate::linter::HintCount;
use crate::report::{self, FileOutput, ProblemWords, Reporter, visible};
use crate::text::Language;

/// Check everything that the settings name.
pub(in crate::cli) fn run(settings: &Settings) -> Result<Outcome, Failure> {
    let rules = Arc::new(settings.house.rules.clone());
    let reporter = (settings.reporter.make)(rules, settings.report);
    let baseline = BaselineFile::of(settings)?;
    // What a baseline holds may be a hint by now.
    let hints = match baseline.is_some() || reporter.tells_hidden_by_file() {
        true => HintCount::default(),
        false => HintCount::up_to_many(),
    };
    let inspector = Inspector::new(settings, baseline.as_ref(), hints);
    let output = output(settings)?;
    let mut printer = Printer {
        settings,
        reporter: reporter.as_ref(),
        inspector: &inspector,
        baseline: baseline.as_ref(),
        output,
        progress: Progress::new(settings.progress, settings.console.language),
        on_screen: settings.output.is_none() && terminal::stdout_is_screen(),
        later: Vec::new(),
        summary: Summary::default(),
        unread: false,
        told: HashSet::new(),
        stale: Baseline::default(),
        recognised: HashSet::new(),
        moved: BTreeMap::new(),
    };
    let check = |found| {
        let mut checked = Checked::default();
        let without_rules = usize::from(inspector.looks_for_nothing(&found));
        let wants_digests = reporter.wants_digests();
        inspector.inspect(&found, wants_digests, &mut |report, recognised| {
            if inspector.is_own_sheet(&found, &report) {
                checked.passed_over += &inspector.passed_over(&report);
                return;
            }
            let FileOutput { now, later } = reporter.file(&report);
            checked.now += &now;
            checked
                .later
                .extend(Some(later).filter(|later| !later.is_empty()));
            let problems = settings.console.problem_words_of(&report);
            checked.problems.extend(problems);
            checked.summary.merge(&Summary::of(&report));
            checked.summary.without_rules += without_rules;
            checked.fails |= settings.demand.fails(&found, &report.document);
            checked.recognised.extend(recognised);
        });
        checked
    };
    if printer.begin().is_continue() {
        let walk = inspector.walk();
        let excluded = walk.excluded();
        ordered(walk, inspector.jobs(), check, &mut printer)
            .map_err(|error| Failure::thread(Obstacle::from_io(&error)))?;
        printer.summary.excluded = excluded.load(Ordering::Relaxed);
    }
    printer.end()
}

/// Where the results go.
fn output(settings: &Settings) -> Result<Output, Failure> {
    let Some(path) = &settings.output else {
        return Ok(Output::stdout());
    };
    if !settings.force {
        let named = settings.paths.iter().chain(&settings.listed);
        overwriting::refuse_harm(path, named.map(PathBuf::as_path))?;
    }
    Output::file(path)
        .map_err(|error| Failure::write(&file_name::shown(path), Obstacle::of_written(&error)))
}

/// What a worker makes of a file, or of all documents in an archive.
#[derive(Default)]
struct Checked {
    /// What is printed at once.
    now: String,
    /// What is kept to the end, a piece a document.
    later: Vec<String>,
    problems: Vec<ProblemWords>,
    /// What is told of a file that is no document.
    passed_over: String,
    summary: Summary,
    /// Less of it was read than the run demands.
    fails: bool,
    recognised: Vec<Recognised>,
}

/// The main thread's part.
struct Printer<'s> {
    settings: &'s Settings,
    reporter: &'s dyn Reporter,
    inspector: &'s Inspector<'s>,
    baseline: Option<&'s BaselineFile>,
    output: Output,
    progress: Progress,
    /// Whether results appear where the progress line does.
    on_screen: bool,
    later: Vec<String>,
    summary: Summary,
    /// Less was read than the run demands.
    unread: bool,
    /// How to fix what was told of: it is said once for all files.
    told: HashSet<String>,
    /// Entries of the baseline that are mended.
    stale: Baseline,
    /// The files that the baseline was asked about, under all their names.
    recognised: HashSet<String>,
    /// The names that the baseline has for files of other names.
    moved: BTreeMap<String, String>,
}

impl Printer<'_> {
    fn begin(&mut self) -> ControlFlow<()> {
        let title = match &self.settings.output {
            Some(_) if is_human(self.settings) => report::title(self.settings.console.language),
            _ => String::new(),
        };
        let begin = title + &self.reporter.begin();
        self.output.write(begin.as_bytes())
    }

    /// The problems of a file, with how to fix those of a kind that no file had before.
    fn not_told(&mut self, problems: Vec<ProblemWords>) -> String {
        let mut words = String::new();
        for ProblemWords { what, how } in problems {
            words += &what;
            if !self.told.contains(&how) {
                words += &how;
                self.told.insert(how);
            }
            words.push('\n');
        }
        words
    }

    fn end(mut self) -> Result<Outcome, Failure> {
        self.progress.clear();
        if !(self.settings.quiet && is_human(self.settings)) {
            let end = self.reporter.end(&self.later, &self.summary);
            let _ = self.output.write(end.as_bytes());
        }
        let baseline = self.baseline;
        if let Some(file) = baseline {
            for (path, shown) in file.gone(&self.settings.paths, &self.recognised) {
                self.stale.set(path, shown);
            }
        }
        let _ = self.output.flush();
        let is_heard = !self.output.is_closed();
        self.output
            .finish()
            .map_err(|error| Failure::Output(Obstacle::from_io(&error)))?;
        let page = self.reporter.page(&self.later, &self.summary);
        show_page(self.settings, page);
        if let Some(remark) = self.reporter.remark(&self.summary) {
            self.settings.console.tell(&remark);
        }
        if !self.settings.quiet {
            let leaves_out_verdict = self.reporter.leaves_out_verdict();
            tell_of_results(self.settings, &self.summary, leaves_out_verdict, is_heard);
        }
        let console = &self.settings.console;
        let loud = !self.settings.quiet || self.settings.fail_on_stale;
        if let Some(file) = baseline.filter(|_| loud) {
            console.tell(&baseline_words::stale(file, &self.stale, console.language));
        }
        if let Some(file) = baseline.filter(|_| !self.settings.quiet) {
            console.tell(&baseline_words::moved(file, &self.moved, console.language));
        }
        let found = self.summary.at_least(self.settings.report.fail_on) > 0;
        // What was not read may hold anything: the run has not passed.
        Ok(
            if self.unread || met_nothing(self.settings, &self.summary) {
                Outcome::Failed
            } else if found && !self.settings.exit_zero {
                Outcome::Findings
            } else if !self.stale.is_empty() && self.settings.fail_on_stale {
                Outcome::Stale
            } else {
                Outcome::Clean
            },
        )
    }
}

/// Whether a person who demands everything named a folder in which there was nothing to check.
fn met_nothing(settings: &Settings, summary: &Summary) -> bool {
    summary.files == 0
        && settings.demand == Demand::Everything
        && settings.changed.is_none()
        && settings.paths.iter().any(|path| path.is_dir())
}

/// What a person at the screen would not know otherwise: where the results went, and what these do not say.
fn tell_of_results(
    settings: &Settings,
    summary: &Summary,
    leaves_out_verdict: bool,
    is_heard: bool,
) {
    let (console, options) = (&settings.console, &settings.report);
    let is_beside = is_heard && !is_human(settings);
    let says_verdict = is_beside && (leaves_out_verdict || summary.files == 0);
    let words = if says_verdict || settings.output.is_some() {
        Some(report::verdict(summary, options))
    } else if is_beside && settings.reporter.name != "html" {
        report::left_out(summary, options.language)
    } else {
        None
    };
    if let Some(words) = words {
        console.tell(&format!("{words}\n"));
    }
    if let Some(path) = &settings.output {
        console.tell(&written(&file_name::shown(path), console.language));
    }
}

fn is_human(settings: &Settings) -> bool {
    settings.reporter.name == "human"
}

/// Where the results are.
fn written(name: &str, language: Language) -> String {
    let name = visible(name);
    language.pick(
        format!("检查结果写进了 {name}\n"),
        format!("the results are in {name}\n"),
    )
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
        checked.now.len()
            + checked.later.iter().map(String::len).sum::<usize>()
            + checked.passed_over.len()
            + checked
                .problems
                .iter()
                .map(|it| it.what.len() + it.how.len())
                .sum::<usize>()
    }

    fn take(&mut self, checked: Checked) -> ControlFlow<()> {
        self.progress.file_done();
        self.summary.merge(&checked.summary);
        self.unread |= checked.fails;
        for file in checked.recognised {
            let Recognised {
                path, origin, left, ..
            } = file;
            self.stale.set(path.clone(), left);
            self.recognised.extend(origin.clone());
            self.recognised.insert(path.clone());
            self.moved.extend(origin.map(|origin| (path, origin)));
        }
        self.later.extend(checked.later);
        let problems = checked.passed_over + &self.not_told(checked.problems);
        if checked.now.is_empty() && problems.is_empty() {
            return ControlFlow::Continue(());
        }
        let (output, console) = (&mut self.output, &self.settings.console);
        let on_screen = self.on_screen || !problems.is_empty();
        let mut print = || {
            output.write(checked.now.as_bytes())?;
            // Both streams may share the screen, and the progress line must find whole lines there.
            if on_screen {
                output.flush()?;
            }
            console.tell(&problems);
            ControlFlow::Continue(())
        };
        match on_screen {
            true => self.progress.aside(print),
            false => print(),
        }
    }

    fn tick(&mut self) {
        self.progress.tick();
    }

    fn abandon(&mut self) {
        self.inspector.abandon();
    }
}
