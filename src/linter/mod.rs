//! The box from a file's bytes to its report: read, scan, keep one finding a place, filter.
//!
//! Does no I/O: every shell (command line, editor, page) hands bytes in and gets a [`FileReport`] out.

mod proof;

pub use proof::{prove, read_example};

use crate::document::{Document, Problem};
use crate::filter::{self, Policy};
use crate::finding::FileReport;
use crate::reader::{self, Input};
use crate::rule::{Rule, RuleSet};
use crate::scan::{Meter, Scanner, Unmeasured, resolve_overlaps};
use crate::text::Stop;

/// Checks documents with one set of rules. Shared by all threads of a run.
#[derive(Debug)]
pub struct Linter {
    rules: RuleSet,
    scanner: Scanner,
}

impl Linter {
    /// A linter with the given rules.
    pub fn new(rules: RuleSet) -> Self {
        let scanner = Scanner::new(&rules);
        Self { rules, scanner }
    }

    /// The rules it checks with.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Read and check one file. Never fails: what cannot be read is a problem in the report.
    pub fn check(&self, input: Input, policy: &Policy, stop: &Stop) -> FileReport {
        self.check_metered(input, policy, stop, &mut Unmeasured)
    }

    /// As [`check`](Self::check), while `meter` follows the search.
    pub fn check_metered(
        &self,
        input: Input,
        policy: &Policy,
        stop: &Stop,
        meter: &mut impl Meter,
    ) -> FileReport {
        let name = input.name.clone();
        let document = reader::read(input, stop);
        self.judge(name, document, policy, stop, meter)
    }

    /// Check a document that has been read already.
    pub fn check_document(
        &self,
        name: String,
        document: Document,
        policy: &Policy,
        stop: &Stop,
    ) -> FileReport {
        self.judge(name, document, policy, stop, &mut Unmeasured)
    }

    fn judge(
        &self,
        name: String,
        mut document: Document,
        policy: &Policy,
        stop: &Stop,
        meter: &mut impl Meter,
    ) -> FileReport {
        let severity = |rule: &Rule| policy.severity(rule);
        let least = policy.min_severity;
        let scanner = &self.scanner;
        let scan = scanner.scan_metered(&document, severity, least, stop, meter);
        document.problems.extend(scan.cut.map(Problem::new));
        let mut findings = scan.findings;
        resolve_overlaps(&mut findings);
        filter::suppress(&document, &self.rules, policy, &mut findings);
        policy.allow(&document.text, &self.rules, &mut findings);
        policy.hide(&mut findings);
        FileReport {
            name,
            document,
            findings,
        }
    }
}
