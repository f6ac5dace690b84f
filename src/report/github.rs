//! GitHub Actions workflow commands: an annotation for each finding and for each problem of a file, and a page beside them
//! (`step_summary`).
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
//!
//! A Word document has no line in a diff, so its annotations name the place and quote the words round it.

use std::sync::Arc;

use crate::document::Locator;
use crate::finding::{FileReport, Finding, Summary};
use crate::report::notice::{ProblemNotice, problem_notices};
use crate::report::sanitize::visible;
use crate::report::wording::{self, Wording};
use crate::report::{FileOutput, ReportOptions, Reporter, place, step_summary};
use crate::rule::{RuleSet, Severity};

/// How many characters on each side of a finding are quoted.
const CONTEXT: usize = 20;

/// How many characters of a finding are quoted.
const QUOTED: usize = 40;

pub(super) struct Github {
    wording: Wording,
}

impl Github {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }

    fn annotation(&self, report: &FileReport, finding: &Finding, locator: &Locator<'_>) -> String {
        let command = command(finding.severity);
        let text = &report.document.text;
        let mut properties = format!("file={}", property(&report.name));
        let mut message = vec![self.wording.message(finding, text)];
        if report.document.lines.are_shown() {
            let start = locator.line_column(finding.range.start());
            let end = locator.line_column(finding.range.end());
            properties.push_str(&format!(
                ",line={},endLine={},col={}",
                start.line, end.line, start.column
            ));
            if start.line == end.line {
                properties.push_str(&format!(",endColumn={}", end.column));
            }
        } else {
            message.push(self.quote(report, finding, locator));
        }
        properties.push_str(&format!(",title={}", property(finding.rule.as_str())));
        message.push(self.wording.help(finding, text));
        format!("::{command} {properties}::{}\n", lines(&message))
    }

    /// Where it is and the words round it: `二、重点工作 › 第14段：组织学习【多少次】，印发`.
    fn quote(&self, report: &FileReport, finding: &Finding, locator: &Locator<'_>) -> String {
        let language = self.wording.options.language;
        let text = &report.document.text;
        let place = place::full(&locator.location(finding.range), language);
        let (before, after) = wording::context(text, finding.range, CONTEXT);
        let found = finding.range.slice(text);
        let end = found
            .char_indices()
            .nth(QUOTED)
            .map_or(found.len(), |(at, _)| at);
        let (colon, open, close) = language.pick(("：", "【", "】"), (": ", "[", "]"));
        let found = found.get(..end).unwrap_or("");
        let before = before.trim_start();
        format!("{place}{colon}{before}{open}{found}{close}{after}")
    }
}

impl Reporter for Github {
    fn file(&self, report: &FileReport) -> FileOutput {
        let problems = problem_notices(report, self.wording.options.language);
        let mut now: String = problems
            .iter()
            .map(|problem| problem_annotation(&report.name, problem))
            .collect();
        let mut open = report.open_findings().peekable();
        if open.peek().is_some() {
            let locator = Locator::new(&report.document);
            now.extend(open.map(|finding| self.annotation(report, finding, &locator)));
        }
        FileOutput {
            now,
            later: step_summary::rows(report, &problems, &self.wording),
        }
    }

    fn end(&self, _later: &[String], _summary: &Summary) -> String {
        String::new()
    }

    fn leaves_out_verdict(&self) -> bool {
        true
    }

    fn page(&self, later: &[String], summary: &Summary) -> Option<String> {
        step_summary::page(later, summary, &self.wording.options)
    }
}

fn problem_annotation(name: &str, problem: &ProblemNotice) -> String {
    let message = [problem.message.clone(), problem.help.clone()];
    format!(
        "::{} file={},title={}::{}\n",
        command(problem.severity),
        property(name),
        property(problem.kind),
        lines(&message)
    )
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// The message of a command, without lines that are empty.
fn lines(message: &[String]) -> String {
    let lines: Vec<String> = message
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| data(line))
        .collect();
    lines.join("%0A")
}

/// `text` as the message of a command; one line, though it may hold `%0A`.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// `text` as a property of a command. A line end in a file's name is escaped rather than pictured: it is part of the name.
fn property(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => escaped.push_str("%25"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            ':' => escaped.push_str("%3A"),
            ',' => escaped.push_str("%2C"),
            c => escaped.push(c),
        }
    }
    visible(&escaped).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place_in_a_command() {
        assert_eq!(
            property("a,b:c%d\r\n::x\u{1b}"),
            "a%2Cb%3Ac%25d%0D%0A%3A%3Ax␛"
        );
        assert_eq!(data("50%\r\n::error::x"), "50%25␍⏎::error::x");
    }
}
