//! The baseline: findings that a folder had before the checks began, and which of today's findings are these.
//!
//! Counts per file, rule and [`Anchor`]; no places, so that edits elsewhere bring nothing back. What gave way to an overlapping
//! finding is counted apart: no person has seen it yet, and it is nothing new when it comes up. `format` has the file's form,
//! `lost_files` knows files again that were renamed. Reads and writes nothing.

mod format;
mod judged;
mod lost_files;
mod meeting;

pub use lost_files::LostFiles;

use std::collections::BTreeMap;

use crate::document::Document;
use crate::filter::baseline::judged::judged;
use crate::filter::baseline::meeting::Meeting;
use crate::finding::{self, Anchor, FileReport, Finding, FindingStatus};

/// The known findings of many files, by path: relative to the baseline's folder, with `/` between names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, KnownFindings>,
}

/// The known findings of one file, with how many there are of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownFindings {
    counts: BTreeMap<Known, Count>,
}

/// How many there are of a known finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    /// Those that have their place to themselves.
    own: usize,
    /// Those that gave way to others, which they overlap.
    overlapped: usize,
}

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Known {
    rule: String,
    anchor: Anchor,
}

/// In what two findings are the same.
#[derive(Clone, Copy)]
enum Likeness {
    Full,
    /// In all but the words after them.
    Before,
    /// In all but the rule, when rules or their severities were changed.
    AnyRule,
}

impl Baseline {
    /// The known findings of the file at `path`.
    pub fn file(&self, path: &str) -> Option<&KnownFindings> {
        self.files.get(path)
    }

    /// The paths of all files that it has findings of, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// All that reports show: path, rule, anchor and how many there are, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str, &Anchor, usize)> {
        self.files.iter().flat_map(|(path, findings)| {
            let entries = findings.iter();
            entries.map(|(rule, anchor, count)| (path.as_str(), rule, anchor, count))
        })
    }

    /// Take `findings` for those of the file at `path`, in place of what it had.
    pub fn set(&mut self, path: String, findings: KnownFindings) {
        if findings.is_empty() {
            self.files.remove(&path);
        } else {
            self.files.insert(path, findings);
        }
    }

    /// How many findings it holds that reports show.
    pub fn count(&self) -> usize {
        self.files.values().map(KnownFindings::count).sum()
    }

    /// Whether it holds none, not even such as gave way to others.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl KnownFindings {
    /// The findings of `report` that count and are not known, and what may come to count one day: hints that are hidden, as
    /// others near them may make them count, and what gave way to an overlapping finding.
    pub fn of(report: &FileReport) -> Self {
        let mut found = Self::default();
        for (place, known) in judged(&report.document, &report.findings) {
            found.tally(known, place.is_overlapped());
        }
        found
    }

    /// Of all that reports show: rule, anchor and how many there are, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Anchor, usize)> {
        let shown = self.counts.iter().filter(|(_, count)| count.own > 0);
        shown.map(|(known, count)| (known.rule.as_str(), &known.anchor, count.own))
    }

    /// Take `others` in as well.
    pub fn add(&mut self, others: KnownFindings) {
        for (known, count) in others.counts {
            let sum = self.counts.entry(known).or_default();
            sum.own += count.own;
            sum.overlapped += count.overlapped;
        }
    }

    /// How many of these reports show.
    pub fn count(&self) -> usize {
        self.counts.values().map(|count| count.own).sum()
    }

    /// Whether there are none, not even such as gave way to others.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Mark those of the `findings` in `document`, all of them in order, that are among these, no more of each than there are.
    /// Returns what was met again, as it is today: what gave way to another finding before may have its place to itself now.
    ///
    /// First come findings that are the same in everything, then those with the same words before them, when what follows
    /// has been edited, then those that another rule finds now, then those beside which other findings were mended.
    pub fn recognise(&self, document: &Document, findings: &mut [Finding]) -> KnownFindings {
        let mut meeting = Meeting::new(self, judged(document, findings));
        for likeness in [Likeness::Full, Likeness::Before, Likeness::AnyRule] {
            meeting.pair_alike(likeness);
        }
        meeting.pair_beside_mended();
        for place in &meeting.recognised {
            if let Some(finding) = place.of(findings) {
                finding.status = FindingStatus::Known;
            }
        }
        let met = meeting.met;
        finding::tell_beside_once(findings);
        met
    }

    /// Those that reports showed and that are not among the `met`, of rules that `is_judged` says a run would have found again.
    pub fn without(&self, met: &KnownFindings, is_judged: impl Fn(&str) -> bool) -> KnownFindings {
        let mut left = Self::default();
        for (known, count) in &self.counts {
            let met = met.counts.get(known).copied().unwrap_or_default();
            let gone =
                (count.sum().saturating_sub(met.sum())).min(count.own.saturating_sub(met.own));
            if gone > 0 && is_judged(&known.rule) {
                let own = Count {
                    own: gone,
                    overlapped: 0,
                };
                left.counts.insert(known.clone(), own);
            }
        }
        left
    }

    /// Those that stay once the rest is taken out: the `met`, and all of rules of which `is_judged` says that a run would not
    /// have found them again.
    pub fn kept(&self, met: &KnownFindings, is_judged: impl Fn(&str) -> bool) -> KnownFindings {
        let mut kept = met.clone();
        for (known, count) in &self.counts {
            if !is_judged(&known.rule) {
                kept.counts.insert(known.clone(), *count);
            }
        }
        kept
    }

    fn tally(&mut self, known: Known, is_overlapped: bool) {
        let count = self.counts.entry(known).or_default();
        match is_overlapped {
            true => count.overlapped += 1,
            false => count.own += 1,
        }
    }
}

impl Count {
    fn sum(self) -> usize {
        self.own + self.overlapped
    }
}

impl Known {
    fn new(finding: &Finding, anchor: Anchor) -> Self {
        let rule = finding.rule.as_str().to_owned();
        Self { rule, anchor }
    }

    /// What is compared; nothing where that would not tell it from others.
    fn key(&self, likeness: Likeness) -> Option<[&str; 4]> {
        let Anchor {
            before,
            text,
            after,
        } = &self.anchor;
        match likeness {
            Likeness::Full => Some([&self.rule, before, text, after]),
            Likeness::Before => self
                .anchor
                .is_led()
                .then_some([&self.rule, before, text, ""]),
            Likeness::AnyRule => Some(["", before, text, after]),
        }
    }
}
