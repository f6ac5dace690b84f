//! One line for each finding, `path:line:column: severity rule message`, for grep and for jumping in editors; and one for
//! each problem of a file, at its first line, with the problem's name in place of a rule's.
//!
//! Severity words are English in both languages, as tools expect them.

use std::fmt::Write;
use std::sync::Arc;

use crate::document::Locator;
use crate::finding::{FileReport, Summary};
use crate::report::notice::problem_notices;
use crate::report::sanitize::{visible, visible_path};
use crate::report::wording::Wording;
use crate::report::{FileOutput, ReportOptions, Reporter, place};
use crate::rule::RuleSet;

pub(super) struct Concise {
    wording: Wording,
}

impl Concise {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }
}

impl Reporter for Concise {
    fn file(&self, report: &FileReport) -> FileOutput {
        let language = self.wording.options.language;
        let document = &report.document;
        let path = visible_path(&report.name);
        let mut now = String::new();
        for problem in problem_notices(report, language) {
            let (severity, kind) = (problem.severity.name(), problem.kind);
            // Writing to a string cannot fail.
            let _ = writeln!(now, "{path}:1:1: {severity} {kind} {}", problem.message);
        }
        let mut open = report.open_findings().peekable();
        if open.peek().is_none() {
            return FileOutput {
                now,
                later: String::new(),
            };
        }
        let locator = Locator::new(document);
        for finding in open {
            let at = locator.line_column(finding.range.start());
            let severity = finding.severity.name();
            let rule = visible(finding.rule.as_str());
            let message = self.wording.message(finding, &document.text);
            let message = visible(&message);
            let _ = write!(
                now,
                "{path}:{}:{}: {severity} {rule} {message}",
                at.line, at.column
            );
            if !document.lines.are_shown() {
                let spot = place::spot(&locator.location(finding.range), language);
                let (open, close) = language.pick(("（", "）"), (" (", ")"));
                let _ = write!(now, "{open}{spot}{close}");
            }
            now.push('\n');
        }
        FileOutput {
            now,
            later: String::new(),
        }
    }

    fn end(&self, _later: &[String], _summary: &Summary) -> String {
        String::new()
    }

    fn leaves_out_verdict(&self) -> bool {
        true
    }
}
