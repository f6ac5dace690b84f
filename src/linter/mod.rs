//! The box from a file's bytes to its report: read, scan, keep one finding a place, filter.
//!
//! Does no I/O: every shell (command line, editor, page) hands bytes in and gets a [`FileReport`] out.

mod answer;
mod hint_count;
mod proof;

pub use hint_count::HintCount;
pub use proof::{prove, read_example};

use crate::document::{Document, Problem, ProblemKind};
use crate::filter::{self, Policy, Ruling};
use crate::finding::{self, FileReport};
use crate::reader::{self, Input};
use crate::rule::{RuleSet, Severity};
use crate::scan::{Cores, LONG, Meter, Scan, Scanner, Unmeasured, resolve_overlaps};
use crate::text::Stop;

/// Checks documents with one set of rules. Shared by all threads of a run.
#[derive(Debug)]
pub struct Linter {
    rules: RuleSet,
    scanner: Scanner,
    hints: HintCount,
}

impl Linter {
    /// A linter with the given rules, which uses one core for each file.
    pub fn new(rules: RuleSet) -> Self {
        let scanner = Scanner::new(&rules);
        Self {
            rules,
            scanner,
            hints: HintCount::default(),
        }
    }

    /// A linter with the rules that `scanner` searches for.
    fn with(scanner: Scanner) -> Self {
        let rules = scanner.rules().clone();
        Self {
            rules,
            scanner,
            hints: HintCount::default(),
        }
    }

    /// The same, which looks for hints that are not to be shown only until `hints` has counted very many in all files.
    pub fn counting(self, hints: HintCount) -> Self {
        Self { hints, ..self }
    }

    /// The same with more threads for a large file, as long as not all of these cores are in use.
    pub fn on(self, cores: Cores) -> Self {
        let scanner = self.scanner.on(cores);
        Self { scanner, ..self }
    }

    /// The cores that it uses.
    pub fn cores(&self) -> &Cores {
        self.scanner.cores()
    }

    /// The rules it checks with.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// What `policy` says of its rules, for any number of files.
    pub fn ruling(&self, policy: Policy) -> Ruling {
        policy.ruling(&self.rules)
    }

    /// Read and check one file, by a [`ruling`](Self::ruling) of this linter. Never fails: what cannot be read is a problem in the report.
    pub fn check(&self, input: Input, ruling: &Ruling, stop: &Stop) -> FileReport {
        self.check_metered(input, ruling, stop, &mut Unmeasured)
    }

    /// As [`check`](Self::check), while `meter` follows the search.
    pub fn check_metered(
        &self,
        input: Input,
        ruling: &Ruling,
        stop: &Stop,
        meter: &mut impl Meter,
    ) -> FileReport {
        let name = input.name.clone();
        let document = reader::read(input, stop);
        self.judge(name, document, ruling, stop, meter)
    }

    /// Check a document that has been read already.
    pub fn check_document(
        &self,
        name: String,
        document: Document,
        ruling: &Ruling,
        stop: &Stop,
    ) -> FileReport {
        self.judge(name, document, ruling, stop, &mut Unmeasured)
    }

    fn judge(
        &self,
        name: String,
        mut document: Document,
        ruling: &Ruling,
        stop: &Stop,
        meter: &mut impl Meter,
    ) -> FileReport {
        let policy = ruling.policy();
        let scan = self.search(&document, ruling, stop, meter);
        document.problems.extend(scan.cut.map(Problem::new));
        if leaves_hints_out(&document, policy) {
            let kind = ProblemKind::HintsLeftOut { limit: LONG as u64 };
            document.problems.push(Problem::new(kind));
        }
        let mut findings = scan.findings;
        policy.judge_stage(&self.rules, &mut findings);
        resolve_overlaps(&self.rules, &mut findings);
        if scan.may_hold_notes {
            filter::suppress(&document, &self.rules, policy, &mut findings);
        }
        policy.allow(&document.text, &self.rules, &mut findings);
        policy.hide(&mut findings);
        finding::tell_beside_once(&mut findings);
        document.problems.extend(finding::taken_for(&findings));
        self.hints.add(&findings);
        FileReport {
            name,
            document,
            findings,
        }
    }

    /// All that the rules find, but for hints that make no difference.
    fn search(
        &self,
        document: &Document,
        ruling: &Ruling,
        stop: &Stop,
        meter: &mut impl Meter,
    ) -> Scan {
        let (policy, severities) = (ruling.policy(), ruling.severities());
        let asked_for = policy.least_searched();
        let scanner = &self.scanner;
        let is_long = leaves_hints_out(document, policy);
        // Of findings that are allowed the number is told, however many hints there are.
        let are_many =
            asked_for > Severity::Info && self.hints.are_many() && policy.allow.is_empty();
        if is_long || are_many {
            let scan = scanner.scan_metered(document, severities, asked_for, stop, meter);
            // A note may be about a hint, and is unused only where there is none.
            if is_long || !scan.may_hold_notes {
                return scan;
            }
        }
        scanner.scan_metered(document, severities, Severity::Info, stop, meter)
    }
}

/// Whether hints in `document` are not looked for because it is long and nobody asked for them.
fn leaves_hints_out(document: &Document, policy: &Policy) -> bool {
    document.text.len() >= LONG && policy.least_searched() > Severity::Info
}
