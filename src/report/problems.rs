//! What went wrong, for the error stream: files that were not read, mistakes in rule and settings files.
//!
//! A problem of ours looks like a finding: what, where, how to fix it.

use std::fmt;

use crate::document::{Problem, Status};
use crate::finding::FileReport;
use crate::report::sanitize::{visible, visible_path};
use crate::report::snippet::{Block, Drawing, Headline, Place};
use crate::report::{ReportOptions, window};
use crate::rule::Severity;
use crate::text::{Language, LineIndex, paragraph_around};
use crate::toml_file::SourceError;

/// A problem in words, a line each.
#[derive(Clone, Debug)]
pub struct ProblemWords {
    /// What it is, in which file and part.
    pub what: String,
    /// How to fix it: the same for all files of a kind, so whoever tells of many need not repeat it.
    pub how: String,
}

impl fmt::Display for ProblemWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}{}", self.what, self.how)
    }
}

/// Each problem of the file: what it is, in which file and part, how to fix it. Empty when there is none.
pub fn problems(report: &FileReport, options: &ReportOptions) -> String {
    let words = problem_words(report, options).into_iter();
    words.map(|it| it.to_string()).collect()
}

/// The same in pieces.
pub fn problem_words(report: &FileReport, options: &ReportOptions) -> Vec<ProblemWords> {
    let language = options.language;
    let anything_read = !report.document.text.is_empty();
    let words = |problem: &Problem| {
        let mut what = Drawing::new(options.width, options.color);
        what.headline(&Headline {
            severity: Severity::Warning,
            label: label(problem, anything_read, language).to_owned(),
            message: visible_path(&report.name).into_owned(),
        });
        what.note(&visible(&problem.message(language)));
        let mut how = Drawing::new(options.width, options.color);
        let help = problem.kind.help(report.document.format, language);
        let label = language.pick("怎么改：", "how to fix: ");
        how.note(&visible(&format!("{label}{help}")));
        ProblemWords {
            what: what.finish(),
            how: how.finish(),
        }
    };
    report.document.problems.iter().map(words).collect()
}

/// How much of the file is concerned.
pub(super) fn label(problem: &Problem, anything_read: bool, language: Language) -> &'static str {
    match (problem.kind.status(), anything_read) {
        (Status::Ok, _) => language.pick("请留意：", "note: "),
        (_, true) => language.pick("没有读全：", "not read in full: "),
        (_, false) => language.pick("没有读到：", "not read: "),
    }
}

/// A mistake in a file that a person wrote, shown in place.
pub fn source_error(error: &SourceError, options: &ReportOptions) -> String {
    let language = options.language;
    let text = &error.source_text;
    let mistake = &error.mistake;
    let start = mistake.range.start().min(text.len());
    let at = LineIndex::new(text).line_column(start);
    let line = paragraph_around(text, start);
    let source = text.get(line.clone()).unwrap_or("");
    let focus =
        start - line.start..mistake.range.end().clamp(start, line.end.max(start)) - line.start;
    let mut drawing = Drawing::new(options.width, options.color);
    let shown = window::around(source, focus.clone(), drawing.window_columns(Some(at.line)));
    let how = language.pick("怎么改：", "how to fix: ");
    drawing.block(&Block {
        headlines: vec![Headline {
            severity: Severity::Error,
            label: language.pick("写法有误：", "error: ").to_owned(),
            message: visible(mistake.message.get(language)).into_owned(),
        }],
        place: Place {
            path: format!("{}:{}:{}", visible_path(&error.file), at.line, at.column),
            headings: Vec::new(),
            spot: String::new(),
        },
        number: Some(at.line),
        window: window::render(source, shown, [focus]),
        notes: vec![format!("{how}{}", visible(mistake.help.get(language)))],
    });
    drawing.finish()
}
