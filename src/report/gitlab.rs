//! GitLab Code Quality: one JSON array of issues.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>
//!
//! A Word document has no line; its issues are put on the first one and name the place. So are problems of a file.

use std::sync::Arc;

use serde::Serialize;

use crate::finding::{FileReport, Finding, Summary};
use crate::report::json_escape::{list, to_line};
use crate::report::notice::{notices, problem_notices};
use crate::report::wording::Wording;
use crate::report::{FileOutput, ReportOptions, Reporter};
use crate::rule::{RuleSet, Severity};

pub(super) struct Gitlab {
    wording: Wording,
}

impl Gitlab {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }
}

impl Reporter for Gitlab {
    fn file(&self, report: &FileReport) -> FileOutput {
        let language = self.wording.options.language;
        let problems = problem_notices(report, language);
        let problems = problems.iter().map(|problem| Issue {
            description: problem.sentence(language),
            check_name: problem.kind,
            fingerprint: &problem.fingerprint,
            severity: severity(problem.severity),
            location: Location::new(&report.name, 1),
        });
        let notices = notices(report, &self.wording, Finding::is_open);
        let findings = notices.iter().map(|notice| Issue {
            description: notice.sentence(language),
            check_name: notice.finding.rule.as_str(),
            fingerprint: &notice.fingerprint,
            severity: severity(notice.finding.severity),
            location: Location::new(&report.name, notice.line_column().0),
        });
        let issues: Vec<String> = problems.chain(findings).map(|it| to_line(&it)).collect();
        FileOutput {
            now: String::new(),
            later: issues.join(",\n"),
        }
    }

    fn end(&self, later: &[String], _summary: &Summary) -> String {
        format!("[\n{}\n]\n", list(later))
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: &'r str,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

impl<'r> Location<'r> {
    fn new(path: &'r str, line: usize) -> Self {
        let lines = Lines { begin: line };
        Self { path, lines }
    }
}
