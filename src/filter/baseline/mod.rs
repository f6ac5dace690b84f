//! The baseline: findings that a folder had before the checks began, and which of today's findings are these.
//!
//! Counts per file, rule and [`Anchor`]; no places, so that edits elsewhere bring nothing back. `format` has the file's
//! form, `lost_files` knows files again that were renamed. Reads and writes nothing.

mod format;
mod lost_files;

pub use lost_files::LostFiles;

use std::collections::{BTreeMap, HashMap};

use crate::document::Document;
use crate::finding::{Anchor, FileReport, Finding, FindingStatus};

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
    /// The open findings of `report`.
    pub fn of(report: &FileReport) -> Self {
        let mut counts = BTreeMap::new();
        for finding in report.open_findings() {
            *counts
                .entry(Known::new(&report.document, finding))
                .or_default() += 1;
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

    /// Mark those of the open `findings` in `document` that are among these, no more of each than there are. Returns
    /// what was met again.
    ///
    /// First come findings that are the same in everything, then those with the same words before them, when what follows
    /// has been edited, then those that another rule finds now.
    pub fn recognise(&self, document: &Document, findings: &mut [Finding]) -> KnownFindings {
        let mut left: BTreeMap<&Known, usize> = self.counts.iter().map(|(k, n)| (k, *n)).collect();
        let mut met = Self::default();
        let open = findings.iter_mut().filter(|finding| finding.is_open());
        let mut strangers: Vec<(Known, &mut Finding)> = open
            .map(|finding| (Known::new(document, finding), finding))
            .collect();
        for likeness in [Likeness::Full, Likeness::Before, Likeness::AnyRule] {
            if left.is_empty() || strangers.iter().all(|(_, finding)| !finding.is_open()) {
                break;
            }
            // From the last one on, so that the first is taken first.
            let mut candidates: HashMap<[&str; 4], Vec<&Known>> = HashMap::new();
            for &known in left.keys().rev() {
                if let Some(key) = known.key(likeness) {
                    candidates.entry(key).or_default().push(known);
                }
            }
            for (stranger, finding) in &mut strangers {
                let alike = stranger
                    .key(likeness)
                    .filter(|_| finding.is_open())
                    .and_then(|key| candidates.get_mut(&key))
                    .and_then(|alike| Some((*alike.last()?, alike)));
                let Some((known, alike)) = alike else {
                    continue;
                };
                finding.status = FindingStatus::Known;
                *met.counts.entry(known.clone()).or_default() += 1;
                let count = left.entry(known).or_default();
                *count = count.saturating_sub(1);
                if *count == 0 {
                    left.remove(known);
                    alike.pop();
                }
            }
        }
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

impl Known {
    fn new(document: &Document, finding: &Finding) -> Self {
        Self {
            rule: finding.rule.as_str().to_owned(),
            anchor: Anchor::new(document, finding),
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
