//! The work on one file, for every command that checks: read it, check it by its settings, recognise what is known.
//!
//! Shared by all workers. Knows nothing of output.

use std::fs;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::cli::baseline_file::{BaselineFile, Recognised};
use crate::cli::file_name;
use crate::cli::load;
use crate::cli::processor::cores;
use crate::cli::rulings::Rulings;
use crate::cli::settings::Settings;
use crate::cli::walk::{Found, FoundKind, Walk, WalkOptions};
use crate::cli::watch::Watch;
use crate::document::{Document, Format, Problem, ProblemKind};
use crate::filter::Policy;
use crate::finding::FileReport;
use crate::linter::Linter;
use crate::rule::{RuleId, RuleSet};
use crate::scan::Cores;

/// Checks files as the settings say.
pub(super) struct Inspector<'s> {
    settings: &'s Settings,
    // The process ends with the run; giving the memory back piece by piece would take longer than checking a short file.
    linter: ManuallyDrop<Linter>,
    rulings: Rulings<'s>,
    watch: Watch,
    baseline: Option<&'s BaselineFile>,
    /// The folder that names are to be relative to, however a person typed them.
    home: Option<PathBuf>,
}

impl<'s> Inspector<'s> {
    /// An inspector that marks the findings that `baseline` holds as known.
    pub(super) fn new(settings: &'s Settings, baseline: Option<&'s BaselineFile>) -> Self {
        let typed = settings.jobs;
        let all_cores = Cores::new(move || typed.unwrap_or_else(cores));
        let rules = settings.house.rules.clone();
        Self {
            settings,
            linter: ManuallyDrop::new(Linter::new(rules).on(all_cores)),
            rulings: Rulings::new(&settings.house, &settings.overrides),
            watch: Watch::new(settings.timeout),
            baseline,
            home: match settings.reporter.for_servers {
                true => fs::canonicalize(".").ok(),
                false => None,
            },
        }
    }

    /// All that the settings name.
    pub(super) fn walk(&self) -> Walk<'s> {
        let settings = self.settings;
        Walk::new(
            settings.paths.clone(),
            settings.output.as_deref(),
            WalkOptions {
                force_exclude: settings.force_exclude,
                ..settings
                    .house
                    .walk_options(settings.hidden, settings.no_ignore)
            },
        )
        .with_list(settings.listed.clone())
        .only(settings.changed.as_ref())
    }

    /// How many threads to work with: as many as asked for, but one for one file.
    pub(super) fn jobs(&self) -> usize {
        match self.settings.paths.as_slice() {
            [path] if self.settings.listed.is_empty() && !path.is_dir() => 1,
            _ => self.settings.jobs.unwrap_or_else(cores),
        }
    }

    /// The report on a file, with its digest if that is wanted, and what the baseline says of it.
    pub(super) fn inspect(
        &self,
        found: &Found,
        wants_digest: bool,
    ) -> (FileReport, Option<Recognised>) {
        let name = self.name(found);
        let language = self.settings.console.language;
        let input = load::found(found, &name, language, self.linter.cores());
        let digest = input
            .as_ref()
            .ok()
            .filter(|_| wants_digest)
            .map(|input| Sha256::digest(&*input.bytes).into());
        let mut policy = None;
        let mut report = guarded(&name, || match input {
            Ok(input) => {
                let ruling = self.rulings.on(found, &input.name);
                let report = self.linter.check(input, &ruling, &self.watch.begin());
                policy = Some(ruling);
                report
            }
            Err(kind) => unread(name.clone(), kind),
        });
        report.document.digest = digest;
        let recognised = self.baseline.zip(policy).map(|(baseline, ruling)| {
            let path = baseline.path_of(found, &name);
            let left = self.recognise(baseline, &path, &mut report, ruling.policy());
            Recognised { path, left }
        });
        (report, recognised)
    }

    /// Let what is under way end early.
    pub(super) fn abandon(&self) {
        self.watch.end();
    }

    fn recognise(
        &self,
        baseline: &BaselineFile,
        path: &str,
        report: &mut FileReport,
        policy: &Policy,
    ) -> crate::filter::KnownFindings {
        let Some(known) = baseline.baseline.file(path) else {
            return Default::default();
        };
        let met = known.recognise(&report.document, &mut report.findings);
        // What was not read may still hold the rest.
        if !report.document.status().is_whole_text() {
            return Default::default();
        }
        known.without(&met, |rule| is_judged(rule, policy, self.linter.rules()))
    }

    /// Where what was named from the root of the disk lies in the folder of the check.
    fn place_at_home<'f>(&self, found: &'f Found) -> Option<&'f Path> {
        let home = self.home.as_ref().filter(|_| found.path.is_absolute())?;
        found.absolute.as_ref()?.strip_prefix(home).ok()
    }

    fn name(&self, found: &Found) -> String {
        match (&found.kind, &self.settings.stdin_name) {
            (FoundKind::Stdin, Some(name)) => file_name::shown(name),
            _ => match self.place_at_home(found) {
                Some(path) => file_name::shown(path),
                None => load::shown_name(found),
            },
        }
    }
}

/// Whether findings of `rule` would have been shown. Of a rule that is no more there are none.
fn is_judged(rule: &str, policy: &Policy, rules: &RuleSet) -> bool {
    rules.get(&RuleId::new(rule)).is_none_or(|rule| {
        policy
            .severity(rule)
            .is_some_and(|severity| severity >= policy.min_severity)
    })
}

/// A defect of ours in one file must not end the run.
pub(super) fn guarded(name: &str, work: impl FnOnce() -> FileReport) -> FileReport {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| unread(name.to_owned(), ProblemKind::Internal))
}

/// The report on a file of which nothing was read.
pub(super) fn unread(name: String, kind: ProblemKind) -> FileReport {
    FileReport {
        name,
        document: Document::unread(Format::Unknown, Problem::new(kind)),
        findings: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Status;

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
