//! What to do: flags over `unfilled.toml` over defaults, fully resolved.
//!
//! The second of two levels; knows nothing of how the arguments were typed.

use std::path::PathBuf;
use std::time::Duration;

use crate::cli::args::{CheckArgs, Moment};
use crate::cli::baseline_file::BASELINE_FILE;
use crate::cli::changed_files::{self, Changed};
use crate::cli::console::Console;
use crate::cli::demand::Demand;
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::cli::naming::Naming;
use crate::cli::path_list;
use crate::cli::terminal;
use crate::cli::usage_error::UsageError;
use crate::config::FlagOverrides;
use crate::report::{REPORTERS, ReportOptions, ReporterEntry};
use crate::rule::{RuleSet, Selector, Severity, Stage};
use crate::text::Language;

/// Standard output as a file's name. What is written there goes behind what stands there already.
const STDOUT: &str = "/dev/stdout";
/// Seconds that a file may take.
pub(super) const TIMEOUT: u32 = 10;
/// Mebibytes that the files which are checked at the same time may take together.
const MEMORY: u32 = 512;

/// What `check` is to do.
pub(super) struct Settings {
    pub(super) console: Console,
    pub(super) paths: Vec<PathBuf>,
    /// The files of a list that another program made.
    pub(super) listed: Vec<PathBuf>,
    /// What was changed, where nothing else is to be looked at.
    pub(super) changed: Option<Changed>,
    pub(super) naming: Naming,
    pub(super) hidden: bool,
    pub(super) no_ignore: bool,
    /// What is named is left out like what lies in folders.
    pub(super) force_exclude: bool,
    pub(super) house: House,
    pub(super) overrides: FlagOverrides,
    pub(super) reporter: &'static ReporterEntry,
    pub(super) report: ReportOptions,
    /// The file to write the results to, and whether whatever is there may be replaced.
    pub(super) output: Option<PathBuf>,
    pub(super) force: bool,
    pub(super) progress: bool,
    pub(super) quiet: bool,
    /// How many threads at once; one a core where nothing is said.
    pub(super) jobs: Option<usize>,
    pub(super) timeout: Duration,
    /// How much memory all files may take together, in bytes.
    pub(super) memory: u64,
    /// What it takes of the files for the run to end well.
    pub(super) demand: Demand,
    pub(super) exit_zero: bool,
    /// The baseline to check by.
    pub(super) baseline: Option<PathBuf>,
    pub(super) written_baseline: Written,
    pub(super) fail_on_stale: bool,
}

/// The baseline that `unfilled baseline` writes.
pub(super) struct Written {
    pub(super) path: PathBuf,
    /// The settings name it, so that later runs will know of it.
    pub(super) in_settings: bool,
}

impl Settings {
    /// Resolve what was typed. `language` is the one that `--lang` names.
    ///
    /// # Errors
    /// Settings or rules with mistakes; names of rules that do not exist.
    pub(super) fn resolve(
        mut args: CheckArgs,
        language: Option<Language>,
    ) -> Result<Self, Failure> {
        if args.paths.is_empty() && args.files_from.is_none() {
            args.paths.push(".".into());
        }
        let listed = args.files_from.as_deref().map(path_list::read);
        let listed = listed.transpose()?.unwrap_or_default();
        let named = [&*args.paths, &*listed].concat();
        let revision = args.changed_since.as_deref();
        let with_lines = args.changed_lines;
        if with_lines && revision.is_none() {
            return Err(UsageError::changed_lines_alone().into());
        }
        let changed = revision.map(|revision| changed_files::since(revision, &named, with_lines));
        let house = House::load(&args.rules, &named)?;
        let language = language.or(house.config.language());
        let console = Console {
            language: language.unwrap_or_else(terminal::language),
            color: args.color,
        };
        let typed_fail_on = args.fail_on.as_deref().and_then(Severity::from_name);
        let fail_on = typed_fail_on.or(house.config.fail_on());
        let min_severity = args.min_severity.as_deref().and_then(Severity::from_name);
        let overrides = FlagOverrides {
            select: selectors("select", &args.select, &house.rules)?,
            ignore: selectors("ignore", &args.ignore, &house.rules)?,
            // What fails the run must be seen.
            min_severity: min_severity.or(fail_on.filter(|level| *level == Severity::Info)),
            stage: args.sent.then_some(Stage::Final),
        };
        let output = args
            .output
            .filter(|path| path.as_os_str() != "-" && path.as_os_str() != STDOUT);
        let mut report = console.results(fail_on.unwrap_or(Severity::Warning));
        report.statistics = args.statistics;
        if output.is_some() {
            // A file looks the same whatever terminal it was made in.
            report.color = args.color == Moment::Always;
            report.width = terminal::WIDTH;
        }
        let in_settings = args.baseline.is_none() && house.baseline.is_some();
        let baseline = args.baseline.or_else(|| house.baseline.clone());
        let written = baseline.clone();
        let reporter = args.format.as_deref().and_then(ReporterEntry::find);
        let reporter = reporter.unwrap_or(&REPORTERS[0]);
        let naming = Naming::new(
            args.relative_to.as_deref(),
            reporter.for_servers,
            &named,
            args.stdin_filename,
        )?;
        if args.statistics && !reporter.has_statistics {
            return Err(UsageError::no_statistics(reporter.name).into());
        }
        Ok(Self {
            baseline: baseline.filter(|_| !args.no_baseline),
            written_baseline: Written {
                path: written.unwrap_or_else(|| house.file(BASELINE_FILE)),
                in_settings,
            },
            fail_on_stale: args.fail_on_stale,
            console,
            paths: args.paths,
            listed,
            changed: changed.transpose()?,
            naming,
            hidden: args.hidden,
            no_ignore: args.no_ignore,
            force_exclude: args.force_exclude,
            house,
            overrides,
            reporter,
            report,
            output,
            force: args.force,
            progress: !args.no_progress && !args.quiet && terminal::is_watched(),
            quiet: args.quiet,
            jobs: args.jobs.map(|jobs| jobs as usize),
            timeout: Duration::from_secs(u64::from(args.timeout.unwrap_or(TIMEOUT))),
            memory: u64::from(args.memory.unwrap_or(MEMORY)) << 20,
            demand: match (args.strict, args.allow_unread) {
                (true, _) => Demand::Everything,
                (false, false) => Demand::Documents,
                (false, true) => Demand::Named,
            },
            exit_zero: args.exit_zero,
        })
    }
}

fn selectors(option: &str, names: &[String], rules: &RuleSet) -> Result<Vec<Selector>, UsageError> {
    let selector = |name: &String| {
        rules
            .selector(name)
            .ok_or_else(|| UsageError::no_rule(name, Some(option), rules))
    };
    names.iter().map(selector).collect()
}
