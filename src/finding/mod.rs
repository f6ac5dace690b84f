//! What the scanner found, as data: a rule's name, a place, how certain, whether it counts.
//!
//! Owns the words of a finding (its filled-in message), its fingerprint, and what it is known by in later versions of the file. Holds no line numbers and no rendered text;
//! knows nothing of output formats.

mod anchor;
mod figure;
mod fingerprint;
mod fix;
mod likeness;
mod remark;
mod report;
mod words;

pub use anchor::Anchor;
pub use fingerprint::{fingerprints, problem_fingerprints};
pub use fix::fix;
pub use remark::{Remark, RemarkKind, Remarks};
pub use report::{FileReport, RuleCount, Summary};
pub use words::{REMARKS, WORD, general_words, help, message};

use std::sync::Arc;

use crate::document::{Problem, ProblemKind};
use crate::rule::{Explanation, Profile, RuleId, Severity};
use crate::text::TextRange;

/// One place that a rule reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// The place in the document's text.
    pub range: TextRange,
    /// How certain, after settings.
    pub severity: Severity,
    /// How many other gaps near it make it count, where the rule alone would not be that certain; else 0.
    pub beside: usize,
    /// Whether its help says so, for all of the document.
    pub tells_beside: bool,
    /// The weak filler in it, where no firm one is and the rule is less certain of such a place by itself; empty where there is
    /// no filler at all.
    pub weak_filler: Option<Box<str>>,
    /// The kind of document because of which it is a hint only: a court masks names, a test paper has blanks.
    pub taken_for: Option<Profile>,
    /// Whether it counts, and if not, why.
    pub status: FindingStatus,
    /// What the pattern's named groups held, for the message.
    pub captures: Vec<Capture>,
    /// What reviewers left there, where that is what the rule reports.
    pub remarks: Remarks,
    /// Words of its own, where those of the rule do not say enough.
    pub own_words: Option<Box<Explanation>>,
    /// What else was found there and gave way to it: places that overlap its own. They come up once it is mended.
    pub overlapped: Vec<Finding>,
}

/// What a named group of a pattern matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The group's name.
    pub name: Arc<str>,
    /// Its place in the document's text.
    pub range: TextRange,
}

/// Whether a finding counts. Findings that do not are kept, so that reports can say how many were hidden and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingStatus {
    /// It counts.
    Open,
    /// A note in the document silences it; the note's place.
    Suppressed(TextRange),
    /// The settings allow the words that it stands in.
    Allowed,
    /// It is less certain than the person wants to see.
    BelowSeverity,
    /// It was there before: the baseline holds it.
    Known,
    /// It stands on a line that was not changed, and the person asked for changed lines alone.
    Unchanged,
}

impl Finding {
    /// An open finding.
    pub fn new(rule: RuleId, range: TextRange, severity: Severity) -> Self {
        Self {
            rule,
            range,
            severity,
            beside: 0,
            tells_beside: false,
            weak_filler: None,
            taken_for: None,
            status: FindingStatus::Open,
            captures: Vec::new(),
            remarks: Remarks::default(),
            own_words: None,
            overlapped: Vec::new(),
        }
    }

    /// Whether it counts.
    pub fn is_open(&self) -> bool {
        self.status == FindingStatus::Open
    }
}

/// That the document was taken for something in which some of the `findings` are mere hints.
pub fn taken_for(findings: &[Finding]) -> Vec<Problem> {
    let hints = |kind| {
        let counts = [FindingStatus::Open, FindingStatus::BelowSeverity];
        let of_kind = findings.iter().filter(|it| it.taken_for == Some(kind));
        of_kind.filter(|it| counts.contains(&it.status)).count()
    };
    let mut problems = Vec::new();
    match hints(Profile::Exercise) {
        0 => {}
        hints => problems.push(Problem::new(ProblemKind::LikeExercise { hints })),
    }
    match hints(Profile::Judgment) {
        0 => {}
        hints => problems.push(Problem::new(ProblemKind::LikeJudgment { hints })),
    }
    problems
}

/// Let the first of the open `findings` that count because of others near them say so, and no other.
pub fn tell_beside_once(findings: &mut [Finding]) {
    let mut is_told = false;
    for finding in findings {
        finding.tells_beside = !is_told && finding.beside > 0 && finding.is_open();
        is_told |= finding.tells_beside;
    }
}
