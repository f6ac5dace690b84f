//! All about one file, and the sums over many.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::document::{Document, Extent, ProblemKind, Status, UnreadContent};
use crate::finding::{Finding, FindingStatus};
use crate::rule::{RuleId, Severity};

/// What the linter has to say about one file.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The file's name as shown to people.
    pub name: String,
    /// The document as read, with its problems.
    pub document: Document,
    /// The findings in text order, those that do not count among them.
    pub findings: Vec<Finding>,
}

/// Sums over the files of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files looked at.
    pub files: usize,
    /// Open findings of severity error.
    pub errors: usize,
    /// Open findings of severity warning.
    pub warnings: usize,
    /// Open findings of severity info.
    pub infos: usize,
    /// Findings silenced by notes in the documents.
    pub suppressed: usize,
    /// Findings in words that the settings allow.
    pub allowed: usize,
    /// Findings of severity warning that are less certain than the person wants to see.
    pub hidden_warnings: usize,
    /// Findings of severity info that are.
    pub hidden_infos: usize,
    /// Findings that the baseline holds.
    pub known: usize,
    /// Findings on lines that were not changed, where changed lines alone are reported.
    pub unchanged: usize,
    /// Files that were not read, or not in full.
    pub unread: usize,
    /// Files of which nothing was read.
    pub not_read: usize,
    /// Files of which some was read.
    pub read_in_part: usize,
    /// Files that hold no text.
    pub empty: usize,
    /// Files too long for hints to be looked for unasked.
    pub hints_left_out: usize,
    /// Files in which nothing was looked for, since settings turn all rules off. Whoever has the settings counts them.
    pub without_rules: usize,
    /// Files and folders that settings left out of the run, counted by who walks through them.
    pub excluded: usize,
    /// What the files show and no reader reads.
    pub unread_content: UnreadContent,
    /// Files with at least one open finding.
    pub files_with_findings: usize,
    /// The names of files of which not everything was read, or that hold no text; of each kind the first
    /// [`NAMED`](Self::NAMED).
    pub not_whole: Vec<(Extent, String)>,
    /// The open findings of each rule that has any.
    pub by_rule: BTreeMap<RuleId, RuleCount>,
}

/// The open findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleCount {
    /// How many.
    pub count: usize,
    /// How certain the most certain of them is.
    pub severity: Severity,
}

impl FileReport {
    /// The findings that count, in text order.
    pub fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }
}

impl Summary {
    /// No more files of a kind than these are named: what a person can still look through.
    pub const NAMED: usize = 10;

    /// So many hints that are not shown are told by their number; of more it is only said that there are more.
    pub const MANY_HINTS: usize = 100;

    /// The sums over one file.
    pub fn of(report: &FileReport) -> Self {
        let mut summary = Self::default();
        summary.add(report);
        summary
    }

    /// Add one file.
    pub fn add(&mut self, report: &FileReport) {
        let extent = report.document.extent();
        self.files += 1;
        self.unread += usize::from(report.document.status() != Status::Ok);
        self.not_read += usize::from(extent == Extent::Nothing);
        self.read_in_part += usize::from(extent == Extent::Part);
        self.empty += usize::from(extent == Extent::Empty);
        for problem in &report.document.problems {
            match &problem.kind {
                ProblemKind::UnreadContent(content) => {
                    self.unread_content = self.unread_content.and(content);
                }
                ProblemKind::HintsLeftOut { .. } => self.hints_left_out += 1,
                _ => {}
            }
        }
        if extent != Extent::Whole {
            self.name(extent, &report.name);
        }
        self.files_with_findings += usize::from(report.open_findings().next().is_some());
        for finding in &report.findings {
            match (finding.status, finding.severity) {
                (FindingStatus::Suppressed(_), _) => self.suppressed += 1,
                (FindingStatus::Allowed, _) => self.allowed += 1,
                (FindingStatus::BelowSeverity, Severity::Info) => self.hidden_infos += 1,
                (FindingStatus::BelowSeverity, _) => self.hidden_warnings += 1,
                (FindingStatus::Known, _) => self.known += 1,
                (FindingStatus::Unchanged, _) => self.unchanged += 1,
                (FindingStatus::Open, Severity::Error) => self.errors += 1,
                (FindingStatus::Open, Severity::Warning) => self.warnings += 1,
                (FindingStatus::Open, Severity::Info) => self.infos += 1,
            }
            if finding.is_open() {
                let (count, severity) = (1, finding.severity);
                self.count(&finding.rule, RuleCount { count, severity });
            }
        }
    }

    /// Add the sums over other files.
    pub fn merge(&mut self, other: &Summary) {
        self.files += other.files;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.suppressed += other.suppressed;
        self.allowed += other.allowed;
        self.hidden_warnings += other.hidden_warnings;
        self.hidden_infos += other.hidden_infos;
        self.known += other.known;
        self.unchanged += other.unchanged;
        self.unread += other.unread;
        self.not_read += other.not_read;
        self.read_in_part += other.read_in_part;
        self.empty += other.empty;
        self.hints_left_out += other.hints_left_out;
        self.without_rules += other.without_rules;
        self.excluded += other.excluded;
        self.unread_content = self.unread_content.and(&other.unread_content);
        self.files_with_findings += other.files_with_findings;
        for (extent, name) in &other.not_whole {
            self.name(*extent, name);
        }
        for (rule, count) in &other.by_rule {
            self.count(rule, *count);
        }
    }

    fn name(&mut self, extent: Extent, name: &str) {
        if self.names(extent).count() < Self::NAMED {
            self.not_whole.push((extent, name.to_owned()));
        }
    }

    /// The names of files that were read like this, those that are kept.
    pub fn names(&self, extent: Extent) -> impl Iterator<Item = &str> {
        let of_kind = self.not_whole.iter().filter(move |(of, _)| *of == extent);
        of_kind.map(|(_, name)| name.as_str())
    }

    /// Findings that are less certain than the person wants to see.
    pub fn hidden(&self) -> usize {
        self.hidden_warnings + self.hidden_infos
    }

    /// The rules with open findings, those with the most first.
    pub fn rules(&self) -> Vec<(&RuleId, RuleCount)> {
        let mut rules: Vec<_> = self
            .by_rule
            .iter()
            .map(|(rule, count)| (rule, *count))
            .collect();
        rules.sort_by_key(|(rule, count)| (Reverse(count.count), *rule));
        rules
    }

    fn count(&mut self, rule: &RuleId, more: RuleCount) {
        match self.by_rule.get_mut(rule) {
            Some(known) => {
                known.count += more.count;
                known.severity = known.severity.max(more.severity);
            }
            None => {
                self.by_rule.insert(rule.clone(), more);
            }
        }
    }

    /// Open findings in all.
    pub fn open(&self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Open findings at least as certain as `severity`.
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.open(),
        }
    }
}
