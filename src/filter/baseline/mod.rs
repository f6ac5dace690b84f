//! The baseline: findings that a folder had before the checks began, and which of today's findings are these.
//!
//! Counts per file, rule and [`Anchor`]; no places, so that edits elsewhere bring nothing back. `format` has the file's
//! form, `lost_files` knows files again that were renamed. Reads and writes nothing.

mod format;
mod lost_files;
mod meeting;

pub use lost_files::LostFiles;

use std::collections::BTreeMap;

use crate::document::Document;
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
    counts: BTreeMap<Known, usize>,
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

    /// All of it: path, rule, anchor and how many there are, in order.
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

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.files.values().map(KnownFindings::len).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl KnownFindings {
    /// The findings of `report` that count, and the hints among them that are hidden: others near them may make them count
    /// one day.
    pub fn of(report: &FileReport) -> Self {
        let FileReport {
            document, findings, ..
        } = report;
        let mut counts = BTreeMap::new();
        for finding in findings.iter().filter(|finding| is_judged(finding)) {
            let known = Known::new(document, finding, findings);
            *counts.entry(known).or_default() += 1;
        }
        Self { counts }
    }

    /// Rule, anchor and how many there are, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Anchor, usize)> {
        let counts = self.counts.iter();
        counts.map(|(known, count)| (known.rule.as_str(), &known.anchor, *count))
    }

    /// Take `others` in as well.
    pub fn add(&mut self, others: KnownFindings) {
        for (known, count) in others.counts {
            *self.counts.entry(known).or_default() += count;
        }
    }

    /// How many findings these are.
    pub fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Mark those of the `findings` in `document`, all of them in order, that are among these, no more of each than there are.
    /// Returns what was met again.
    ///
    /// First come findings that are the same in everything, then those with the same words before them, when what follows
    /// has been edited, then those that another rule finds now, then those beside which other findings were mended.
    pub fn recognise(&self, document: &Document, findings: &mut [Finding]) -> KnownFindings {
        let judged = (0..).zip(&*findings).filter(|(_, it)| is_judged(it));
        let strangers: Vec<(usize, Known)> = judged
            .map(|(at, finding)| (at, Known::new(document, finding, findings)))
            .collect();
        let mut meeting = Meeting::new(self, strangers);
        for likeness in [Likeness::Full, Likeness::Before, Likeness::AnyRule] {
            meeting.pair_alike(likeness);
        }
        meeting.pair_beside_mended();
        for &at in &meeting.recognised {
            if let Some(finding) = findings.get_mut(at) {
                finding.status = FindingStatus::Known;
            }
        }
        let met = meeting.met;
        finding::tell_beside_once(findings);
        met
    }

    /// Those that are not among the `met`, of rules that `is_judged` says a run would have found again.
    pub fn without(&self, met: &KnownFindings, is_judged: impl Fn(&str) -> bool) -> KnownFindings {
        let left = self.counts.iter().filter_map(|(known, count)| {
            let gone = count.saturating_sub(met.counts.get(known).copied().unwrap_or(0));
            (gone > 0 && is_judged(&known.rule)).then(|| (known.clone(), gone))
        });
        Self {
            counts: left.collect(),
        }
    }
}

/// Whether a baseline has to do with the finding: it counts, or would if it were more certain.
fn is_judged(finding: &Finding) -> bool {
    matches!(
        finding.status,
        FindingStatus::Open | FindingStatus::BelowSeverity
    )
}

impl Known {
    fn new(document: &Document, finding: &Finding, found: &[Finding]) -> Self {
        Self {
            rule: finding.rule.as_str().to_owned(),
            anchor: Anchor::new(document, finding, found),
        }
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
