//! GitLab Code Quality: one JSON array of issues.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>
//!
//! A Word document has no line; its issues are put on the first one and name the place.

use std::sync::Arc;

use serde::Serialize;

use crate::finding::{FileReport, Finding, Summary};
use crate::report::json_escape::{list, to_line};
use crate::report::notice::notices;
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
        let issues: Vec<String> = notices(report, &self.wording, Finding::is_open)
            .iter()
            .map(|notice| {
                to_line(&Issue {
                    description: notice.sentence(language),
                    check_name: notice.finding.rule.as_str(),
                    fingerprint: &notice.fingerprint,
                    severity: match notice.finding.severity {
                        Severity::Error => "major",
                        Severity::Warning => "minor",
                        Severity::Info => "info",
                    },
                    location: Location {
                        path: &report.name,
                        lines: Lines {
                            begin: notice.line_column().0,
                        },
                    },
                })
            })
            .collect();
        FileOutput {
            now: String::new(),
            later: issues.join(",\n"),
        }
    }

    fn end(&self, later: &[String], _summary: &Summary) -> String {
        format!("[\n{}\n]\n", list(later))
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
