//! The work on one file, for every command that checks: read it, check it by its settings, recognise what is known.
//!
//! Shared by all workers. Knows nothing of output.

use std::fs;
use std::mem::ManuallyDrop;
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::cli::baseline_file::BaselineFile;
use crate::cli::load;
use crate::cli::memory_account::MemoryAccount;
use crate::cli::processor::cores;
use crate::cli::recogniser::{Recognised, Recogniser};
use crate::cli::rulings::Rulings;
use crate::cli::settings::Settings;
use crate::cli::unpacked;
use crate::cli::walk::{Found, Walk, WalkOptions};
use crate::cli::watch::Watch;
use crate::document::{Document, Edit, Format, Problem, ProblemKind};
use crate::filter::{self, Policy, Ruling};
use crate::finding::FileReport;
use crate::linter::{HintCount, Linter};
use crate::reader::{Held, Holding, Input, holding};
use crate::report::visible;
use crate::rule::RuleId;
use crate::scan::Cores;
use crate::text::Stop;
use crate::worksheet;

/// Checks files as the settings say.
pub(super) struct Inspector<'s> {
    settings: &'s Settings,
    // The process ends with the run; giving the memory back piece by piece would take longer than checking a short file.
    linter: ManuallyDrop<Linter>,
    rulings: Rulings<'s>,
    watch: Watch,
    account: MemoryAccount,
    recogniser: Option<Recogniser<'s>>,
}

impl<'s> Inspector<'s> {
    /// An inspector that marks the findings that `baseline` holds as known, and counts in `hints` those that are not shown.
    pub(super) fn new(
        settings: &'s Settings,
        baseline: Option<&'s BaselineFile>,
        hints: HintCount,
    ) -> Self {
        let typed = settings.jobs;
        let all_cores = Cores::new(move || typed.unwrap_or_else(cores));
        let rules = settings.house.rules.clone();
        Self {
            settings,
            linter: ManuallyDrop::new(Linter::new(rules).on(all_cores).counting(hints)),
            rulings: Rulings::new(&settings.house, &settings.overrides),
            watch: Watch::new(settings.timeout, settings.console.language),
            account: MemoryAccount::new(settings.memory),
            recogniser: baseline.map(Recogniser::new),
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
        .only(settings.changed.as_ref().map(|changed| &changed.places))
    }

    /// How many threads to work with: as many as asked for, but one for one file.
    pub(super) fn jobs(&self) -> usize {
        match self.settings.paths.as_slice() {
            [path] if self.settings.listed.is_empty() && !path.is_dir() => 1,
            _ => self.settings.jobs.unwrap_or_else(cores),
        }
    }

    /// Hand the report on a file to `take`, with its digest if that is wanted, and with what the baseline says of it: the reports on
    /// all documents in an archive.
    pub(super) fn inspect(
        &self,
        found: &Found,
        wants_digest: bool,
        take: &mut dyn FnMut(FileReport, Option<Recognised>),
    ) {
        let digest = |input: &Input| wants_digest.then(|| Sha256::digest(&*input.bytes).into());
        let name = self.settings.naming.of(found);
        let share = self.account.share_before_reading(&found.path);
        let input = load::found(
            found,
            &name,
            self.settings.console.language,
            self.linter.cores(),
        );
        let bytes = input.as_ref().map_or(&[][..], |input| &input.bytes);
        let _share = share.unwrap_or_else(|| self.account.share_for(bytes));
        let holding = input.as_ref().map_or(Holding::Nothing, holding);
        if let Ok(input) = &input
            && holding == Holding::Archive
        {
            return self.inspect_archive(found, input, &digest, take);
        }
        let (mut seen, mut attached, mut problems) = (None, Vec::new(), Vec::new());
        let (mut report, ruling) = self.check_input(found, &name, input, |input, stop| {
            seen = digest(input);
            if holding == Holding::Mail {
                (attached, problems) = unpacked::attached(input, stop);
            }
        });
        report.document.digest = seen;
        unpacked::were_read(&mut report.document, attached.len());
        report.document.problems.extend(problems);
        let recognised = self.recognised(found, None, &mut report, ruling.as_deref());
        take(report, recognised);
        if let Some(ruling) = ruling.filter(|_| !attached.is_empty()) {
            // One time for all of them.
            let stop = self.watch.begin(&name);
            for document in attached {
                self.inspect_inside(found, &name, document, &ruling, &stop, &digest, take);
            }
        }
    }

    /// As [`inspect`](Self::inspect), of a document that lies in the file called `outer`.
    #[expect(
        clippy::too_many_arguments,
        reason = "what holds for the file holds for what lies in it"
    )]
    fn inspect_inside(
        &self,
        found: &Found,
        outer: &str,
        held: Held,
        ruling: &Ruling,
        stop: &Stop,
        digest: &dyn Fn(&Input) -> Option<[u8; 32]>,
        take: &mut dyn FnMut(FileReport, Option<Recognised>),
    ) {
        let Held { input, attached } = held;
        let (name, seen) = (input.name.clone(), digest(&input));
        let mut report = guarded(&name, || self.linter.check(input, ruling, stop));
        report.document.digest = seen;
        unpacked::were_read(&mut report.document, attached);
        let inside = name.get(outer.len()..);
        let recognised = self.recognised(found, inside, &mut report, Some(ruling));
        take(report, recognised);
    }

    /// As [`inspect`](Self::inspect), of an archive. It has a report of its own where something in it was not read.
    fn inspect_archive(
        &self,
        found: &Found,
        input: &Input,
        digest: &dyn Fn(&Input) -> Option<[u8; 32]>,
        take: &mut dyn FnMut(FileReport, Option<Recognised>),
    ) {
        let ruling = self.ruling(found);
        // One time for all that lies in it.
        let stop = self.watch.begin(&input.name);
        let mut visit = |held| {
            self.inspect_inside(found, &input.name, held, &ruling, &stop, digest, take);
        };
        let unpack = AssertUnwindSafe(|| unpacked::each(input, &stop, found.named, &mut visit));
        let problems =
            catch_unwind(unpack).unwrap_or_else(|_| vec![Problem::new(ProblemKind::Internal)]);
        if !problems.is_empty() {
            let mut report = unread(input.name.clone(), ProblemKind::NoDocuments);
            report.document = Document {
                format: Format::Zip,
                problems,
                digest: digest(input),
                ..report.document
            };
            take(report, None);
        }
    }

    /// What the baseline says of what was found in a file, or in the document `inside` it.
    fn recognised(
        &self,
        found: &Found,
        inside: Option<&str>,
        report: &mut FileReport,
        ruling: Option<&Ruling>,
    ) -> Option<Recognised> {
        let known = self.recogniser.as_ref().zip(ruling);
        let recognised = known.map(|(recogniser, ruling)| {
            recogniser.recognise(self, found, inside, report, ruling.policy())
        });
        if let Some(lines) = self.changed_lines(found) {
            filter::leave_out_unchanged(report, lines);
        }
        recognised
    }

    /// As [`inspect`](Self::inspect), with the digest and the bytes of the file.
    pub(super) fn inspect_bytes(&self, found: &Found) -> (FileReport, Vec<u8>) {
        let mut bytes = Vec::new();
        let name = self.settings.naming.of(found);
        let (mut report, ruling) = self.check(found, &name, |input| bytes = input.bytes.to_vec());
        self.recognised(found, None, &mut report, ruling.as_deref());
        report.document.digest = Some(Sha256::digest(&bytes).into());
        (report, bytes)
    }

    /// The report on what a file holds after a change. What the baseline holds of the file is known in it, too.
    pub(super) fn inspect_again(&self, found: &Found, bytes: &[u8]) -> FileReport {
        let name = self.settings.naming.of(found);
        let input = Input {
            name: name.clone(),
            bytes: bytes.to_vec().into(),
            format: None,
        };
        let ruling = self.ruling(found);
        let mut report = guarded(&name, || {
            self.linter.check(input, &ruling, &self.watch.begin(&name))
        });
        if let Some(recogniser) = &self.recogniser {
            recogniser.recognise(self, found, None, &mut report, ruling.policy());
        }
        report
    }

    /// Whether the words that `edit` puts into the `document` of a file are a gap themselves.
    pub(super) fn finds_gap_in(&self, found: &Found, document: &Document, edit: &Edit) -> bool {
        let ruling = self.ruling(found);
        self.linter.finds_gap_in(
            document,
            edit,
            &ruling,
            &self.watch.begin(&self.name_typed(found)),
        )
    }

    /// Whether a file that nobody named is a worksheet of ours: it is sent round with documents, and is none.
    pub(super) fn is_own_sheet(&self, found: &Found, report: &FileReport) -> bool {
        let extension = found.path.extension().and_then(|it| it.to_str());
        let may_be = report.document.format == Format::Xlsx
            || extension.is_some_and(|it| it.eq_ignore_ascii_case("csv"));
        let is_small = || {
            let metadata = fs::metadata(&found.path);
            metadata.is_ok_and(|it| it.len() <= worksheet::INPUT_LIMIT as u64)
        };
        !found.named
            && may_be
            && is_small()
            && fs::read(&found.path).is_ok_and(|bytes| worksheet::is_sheet(&bytes))
    }

    /// What is told of such a file.
    pub(super) fn passed_over(&self, report: &FileReport) -> String {
        if self.settings.quiet {
            return String::new();
        }
        let name = visible(&report.name);
        self.settings.console.language.pick(
            format!("{name}：是 unfilled 的待填表，跳过\n"),
            format!("{name}: a worksheet of unfilled, passed over\n"),
        )
    }

    /// The lines that alone are to be reported on.
    fn changed_lines(&self, found: &Found) -> Option<&[RangeInclusive<usize>]> {
        let changed = self.settings.changed.as_ref()?;
        changed.lines(found.absolute.as_deref()?).map(Vec::as_slice)
    }

    /// The report on a file and the ruling that it was checked by, if it could be read; `look` sees what was read.
    pub(super) fn check(
        &self,
        found: &Found,
        name: &str,
        look: impl FnOnce(&Input),
    ) -> (FileReport, Option<Arc<Ruling>>) {
        let language = self.settings.console.language;
        let input = load::found(found, name, language, self.linter.cores());
        self.check_input(found, name, input, |input, _| look(input))
    }

    fn check_input(
        &self,
        found: &Found,
        name: &str,
        input: Result<Input, ProblemKind>,
        look: impl FnOnce(&Input, &Stop),
    ) -> (FileReport, Option<Arc<Ruling>>) {
        let mut ruling = None;
        let report = guarded(name, || match input {
            Ok(input) => {
                let stop = self.watch.begin(name);
                look(&input, &stop);
                let ruling = ruling.insert(self.ruling(found));
                self.linter.check(input, ruling, &stop)
            }
            Err(kind) => unread(name.to_owned(), kind),
        });
        (report, ruling)
    }

    /// This thread waits for others that check files.
    pub(super) fn is_waiting(&self) {
        self.watch.is_waiting();
    }

    /// Let what is under way end early.
    pub(super) fn abandon(&self) {
        self.watch.end();
    }

    /// What the settings say of a file.
    pub(super) fn ruling(&self, found: &Found) -> Arc<Ruling> {
        self.rulings.on(found, &self.name_typed(found))
    }

    /// Whether settings turn all rules off for a file.
    pub(super) fn looks_for_nothing(&self, found: &Found) -> bool {
        let ruling = self.ruling(found);
        ruling.severities().iter().all(Option::is_none)
    }

    /// What a file is called as seen from the current folder.
    pub(super) fn name_typed(&self, found: &Found) -> String {
        self.settings.naming.typed(found)
    }

    /// Whether findings of `rule` would have been shown under `policy`. Of a rule that is no more there are none.
    pub(super) fn would_find(&self, rule: &str, policy: &Policy) -> bool {
        let rule = self.linter.rules().get(&RuleId::new(rule));
        rule.is_none_or(|rule| {
            policy
                .severity(rule)
                .is_some_and(|severity| severity >= policy.min_severity)
        })
    }
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
