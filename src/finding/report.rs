//! All about one file, and the sums over many.

use crate::document::{Document, Status};
use crate::finding::{Finding, FindingStatus};
use crate::rule::Severity;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Findings less certain than the person wants to see.
    pub hidden: usize,
    /// Findings that the baseline holds.
    pub known: usize,
    /// Files that were not read, or not to the end.
    pub unread: usize,
    /// Files with at least one open finding.
    pub files_with_findings: usize,
}

impl FileReport {
    /// The findings that count, in text order.
    pub fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }
}

impl Summary {
    /// Add one file.
    pub fn add(&mut self, report: &FileReport) {
        self.files += 1;
        self.unread += usize::from(report.document.status() != Status::Ok);
        self.files_with_findings += usize::from(report.open_findings().next().is_some());
        for finding in &report.findings {
            match (finding.status, finding.severity) {
                (FindingStatus::Suppressed(_), _) => self.suppressed += 1,
                (FindingStatus::Allowed, _) => self.allowed += 1,
                (FindingStatus::BelowSeverity, _) => self.hidden += 1,
                (FindingStatus::Known, _) => self.known += 1,
                (FindingStatus::Open, Severity::Error) => self.errors += 1,
                (FindingStatus::Open, Severity::Warning) => self.warnings += 1,
                (FindingStatus::Open, Severity::Info) => self.infos += 1,
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
        self.hidden += other.hidden;
        self.known += other.known;
        self.unread += other.unread;
        self.files_with_findings += other.files_with_findings;
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
