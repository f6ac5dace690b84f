//! The Reviewdog Diagnostic Format: `rdjson`, one object, and `rdjsonl`, a diagnostic a line.
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>
//!
//! Columns are bytes of UTF-8. A Word document has no range; its diagnostics name the place. Problems of a file have none.

use std::sync::Arc;

use serde::Serialize;

use crate::finding::{FileReport, Finding, Summary};
use crate::report::json_escape::{list, to_line};
use crate::report::notice::{
    Notice, Point, ProblemNotice, Replacement, Spot, notices, problem_notices,
};
use crate::report::wording::Wording;
use crate::report::{FileOutput, ReportOptions, Reporter};
use crate::rule::{RuleSet, Severity};
use crate::text::Language;

/// One object with all diagnostics.
pub(super) struct RdJson {
    wording: Wording,
}

/// A diagnostic a line, as files are checked.
pub(super) struct RdJsonLines {
    wording: Wording,
}

impl RdJson {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }
}

impl RdJsonLines {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }
}

impl Reporter for RdJson {
    fn begin(&self) -> String {
        format!(
            "{{\"source\":{},\"diagnostics\":[\n",
            to_line(&Source::THIS)
        )
    }

    fn file(&self, report: &FileReport) -> FileOutput {
        FileOutput {
            now: String::new(),
            later: diagnostics(report, &self.wording, None).join(",\n"),
        }
    }

    fn end(&self, later: &[String], _summary: &Summary) -> String {
        format!("{}\n]}}\n", list(later))
    }
}

impl Reporter for RdJsonLines {
    fn file(&self, report: &FileReport) -> FileOutput {
        let lines = diagnostics(report, &self.wording, Some(Source::THIS));
        FileOutput {
            now: lines.into_iter().map(|line| line + "\n").collect(),
            later: String::new(),
        }
    }

    fn end(&self, _later: &[String], _summary: &Summary) -> String {
        String::new()
    }
}

fn diagnostics(report: &FileReport, wording: &Wording, source: Option<Source>) -> Vec<String> {
    let language = wording.options.language;
    let path = report.name.as_str();
    let problems = problem_notices(report, language);
    let problems = problems
        .iter()
        .map(|problem| Diagnostic::of_problem(problem, path, source, language));
    let notices = notices(report, wording, Finding::is_open);
    let findings = notices
        .iter()
        .map(|notice| Diagnostic::new(notice, path, source, language));
    problems.chain(findings).map(|it| to_line(&it)).collect()
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Clone, Copy, Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
}

impl Source {
    const THIS: Source = Source {
        name: env!("CARGO_PKG_NAME"),
    };
}

impl Suggestion {
    fn new(replacement: &Replacement) -> Self {
        Self {
            range: Range {
                start: Position::new(&replacement.start),
                end: Position::new(&replacement.end),
            },
            text: replacement.text.clone(),
        }
    }
}

impl<'r> Diagnostic<'r> {
    fn new(notice: &Notice<'r>, path: &'r str, source: Option<Source>, language: Language) -> Self {
        let range = match &notice.spot {
            Spot::Lines { start, end } => Some(Range {
                start: Position::new(start),
                end: Position::new(end),
            }),
            Spot::Words { .. } => None,
        };
        Self {
            message: notice.sentence(language),
            location: Location { path, range },
            severity: severity(notice.finding.severity),
            source,
            code: Code {
                value: notice.finding.rule.as_str(),
            },
            suggestions: notice.replacements.iter().map(Suggestion::new).collect(),
        }
    }

    fn of_problem(
        problem: &ProblemNotice,
        path: &'r str,
        source: Option<Source>,
        language: Language,
    ) -> Self {
        Self {
            message: problem.sentence(language),
            location: Location { path, range: None },
            severity: severity(problem.severity),
            source,
            code: Code {
                value: problem.kind,
            },
            suggestions: Vec::new(),
        }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}

impl Position {
    fn new(point: &Point) -> Self {
        Self {
            line: point.at.line,
            column: point.byte_column,
        }
    }
}
