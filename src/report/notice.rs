//! A finding as build servers take it: a sentence that needs nothing beside it, a place in a text file or in words, a name;
//! and a problem of a file in the same way.
//!
//! Owns what all of these formats share; each says it in its own shape. Words are harmless already (`sanitize`).

use crate::document::{Location, Locator, Status};
use crate::finding::{FileReport, Finding, fingerprints, problem_fingerprints};
use crate::report::place;
use crate::report::sanitize::visible;
use crate::report::wording::{self, Wording};
use crate::rule::Severity;
use crate::text::{Language, LineColumn};

/// One finding of a file.
pub(super) struct Notice<'r> {
    /// The finding.
    pub(super) finding: &'r Finding,
    /// What is wrong, in one line without a full stop.
    pub(super) message: String,
    /// How to mend it, in one line.
    pub(super) help: String,
    /// Where it is.
    pub(super) spot: Spot,
    /// Its name, which holds no line number; different from all others of the file.
    pub(super) fingerprint: String,
    /// What mends it without anybody's answer, in a file that has lines.
    pub(super) replacements: Vec<Replacement>,
}

/// Text that goes, and what comes in its place.
pub(super) struct Replacement {
    /// Where the text starts that goes.
    pub(super) start: Point,
    /// Behind its last character.
    pub(super) end: Point,
    /// What comes.
    pub(super) text: String,
}

/// Where a finding is.
pub(super) enum Spot {
    /// In a file that has lines.
    Lines {
        /// Where it starts.
        start: Point,
        /// Behind its last character.
        end: Point,
    },
    /// In a document that has none: as a person finds it there.
    Words {
        /// The place.
        location: Location,
        /// The place with all headings, in words.
        full: String,
    },
}

/// A place in a text file, in all units that build servers count in.
#[derive(Clone, Copy)]
pub(super) struct Point {
    /// Line and columns.
    pub(super) at: LineColumn,
    /// The column in bytes of UTF-8, 1-based.
    pub(super) byte_column: usize,
}

/// A problem of a file: what was not read of it, or is to be noted.
pub(super) struct ProblemNotice {
    /// Its name, which stands where a finding has its rule.
    pub(super) kind: &'static str,
    /// How much it matters: a hint where everything was read.
    pub(super) severity: Severity,
    /// What is wrong, in one line without a full stop.
    pub(super) message: String,
    /// What the person can do about it, in one line.
    pub(super) help: String,
    /// Its name among the notices of the file.
    pub(super) fingerprint: String,
}

impl ProblemNotice {
    /// What is wrong and what to do about it, in whole sentences.
    pub(super) fn sentence(&self, language: Language) -> String {
        let (stop, gap) = language.pick(("。", ""), (".", " "));
        let message = wording::capitalized(&self.message);
        let help = wording::sentence(&self.help, language);
        format!("{message}{stop}{gap}{help}")
    }
}

/// The problems of the file.
pub(super) fn problem_notices(report: &FileReport, language: Language) -> Vec<ProblemNotice> {
    let problems = report.document.problems.iter();
    let notices = problems.zip(problem_fingerprints(report));
    notices
        .map(|(problem, fingerprint)| ProblemNotice {
            kind: problem.kind.name(),
            severity: match problem.kind.status() {
                Status::Ok => Severity::Info,
                Status::Unreadable => Severity::Error,
                _ => Severity::Warning,
            },
            message: visible(&problem.message(language)).into_owned(),
            help: visible(&problem.kind.help(report.document.format, language)).into_owned(),
            fingerprint,
        })
        .collect()
}

impl Notice<'_> {
    /// What is wrong, where (in a document without lines), how to mend it: `数量还没有填写：多少次（第14段）。写上实际数字。`
    pub(super) fn sentence(&self, language: Language) -> String {
        let (open, close) = language.pick(("（", "）"), (" (", ")"));
        let (stop, gap) = language.pick(("。", ""), (".", " "));
        let mut sentence = wording::capitalized(&self.message);
        if let Spot::Words { full, .. } = &self.spot {
            sentence.push_str(&format!("{open}{full}{close}"));
        }
        sentence.push_str(stop);
        if !self.help.is_empty() {
            sentence.push_str(gap);
            sentence.push_str(&wording::sentence(&self.help, language));
        }
        sentence
    }

    /// The 1-based line, and the column in characters; the first of all where the document has no lines.
    pub(super) fn line_column(&self) -> (usize, usize) {
        match &self.spot {
            Spot::Lines { start, .. } => (start.at.line, start.at.column),
            Spot::Words { .. } => (1, 1),
        }
    }
}

/// The findings of the file that `wanted` names, in text order.
pub(super) fn notices<'r>(
    report: &'r FileReport,
    wording: &Wording,
    wanted: impl Fn(&Finding) -> bool,
) -> Vec<Notice<'r>> {
    if !report.findings.iter().any(&wanted) {
        return Vec::new();
    }
    let text = &report.document.text;
    let locator = Locator::new(&report.document);
    report
        .findings
        .iter()
        .zip(fingerprints(report))
        .filter(|(finding, _)| wanted(finding))
        .map(|(finding, fingerprint)| Notice {
            finding,
            message: visible(&wording.message(finding, text)).into_owned(),
            help: visible(&wording.help(finding, text)).into_owned(),
            spot: spot(finding, &locator, wording.options.language),
            fingerprint,
            replacements: replacements(finding, &locator, wording),
        })
        .collect()
}

fn replacements(finding: &Finding, locator: &Locator<'_>, wording: &Wording) -> Vec<Replacement> {
    let document = locator.document();
    let fix = wording.fix(finding, &document.text);
    let fix = fix.filter(|_| document.lines.are_shown());
    let edits = fix.into_iter().flat_map(|fix| fix.edits);
    edits
        .map(|edit| Replacement {
            start: point(edit.range.start(), locator),
            end: point(edit.range.end(), locator),
            text: edit.replacement,
        })
        .collect()
}

fn spot(finding: &Finding, locator: &Locator<'_>, language: Language) -> Spot {
    let range = finding.range;
    if locator.document().lines.are_shown() {
        Spot::Lines {
            start: point(range.start(), locator),
            end: point(range.end(), locator),
        }
    } else {
        let location = locator.location(range);
        let full = place::full(&location, language);
        Spot::Words { location, full }
    }
}

fn point(offset: usize, locator: &Locator<'_>) -> Point {
    let offset = offset.min(locator.document().text.len());
    Point {
        at: locator.line_column(offset),
        byte_column: offset - locator.paragraph(offset).start + 1,
    }
}
