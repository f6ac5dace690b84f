//! Checkstyle's XML, which most build servers read: an element for each file with findings or problems.
//!
//! Lines and columns are 1-based, columns in characters. A Word document has no line; its findings are put on the first one
//! and name the place. So are problems of a file.

use std::sync::Arc;

use crate::finding::{FileReport, Finding, Summary};
use crate::report::notice::{Notice, ProblemNotice, notices, problem_notices};
use crate::report::wording::Wording;
use crate::report::xml::{DECLARATION, open};
use crate::report::{FileOutput, ReportOptions, Reporter};
use crate::rule::{RuleSet, Severity};

/// The version of Checkstyle whose output this is.
const VERSION: &str = "4.3";

/// The format has no place for who made a report, and a file without errors would look like anybody's.
const MAKER: &str = concat!("<!-- unfilled ", env!("CARGO_PKG_VERSION"), " -->\n");

pub(super) struct Checkstyle {
    wording: Wording,
}

impl Checkstyle {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }

    fn error(&self, notice: &Notice<'_>) -> String {
        let (line, column) = notice.line_column();
        // Servers take what stands behind the last dot for the kind, and the word before it for the category.
        let category = self.wording.category(notice.finding);
        let category = category.map_or("other", |category| category.name());
        let source = format!("unfilled.{category}.{}", notice.finding.rule);
        let message = notice.sentence(self.wording.options.language);
        error((line, column), notice.finding.severity, &message, &source)
    }

    fn problem(&self, problem: &ProblemNotice) -> String {
        let source = format!("unfilled.file.{}", problem.kind);
        let message = problem.sentence(self.wording.options.language);
        error((1, 1), problem.severity, &message, &source)
    }
}

impl Reporter for Checkstyle {
    fn begin(&self) -> String {
        let root = open("checkstyle", &[("version", VERSION)]);
        format!("{DECLARATION}{MAKER}{root}>\n")
    }

    fn file(&self, report: &FileReport) -> FileOutput {
        let problems = problem_notices(report, self.wording.options.language);
        let notices = notices(report, &self.wording, Finding::is_open);
        if problems.is_empty() && notices.is_empty() {
            return FileOutput::default();
        }
        let problems = problems.iter().map(|problem| self.problem(problem));
        let findings = notices.iter().map(|notice| self.error(notice));
        let errors: String = problems.chain(findings).collect();
        let file = open("file", &[("name", &report.name)]);
        FileOutput {
            now: format!("{file}>\n{errors}</file>\n"),
            later: String::new(),
        }
    }

    fn end(&self, _later: &[String], _summary: &Summary) -> String {
        "</checkstyle>\n".to_owned()
    }
}

fn error(
    (line, column): (usize, usize),
    severity: Severity,
    message: &str,
    source: &str,
) -> String {
    let attributes = [
        ("line", line.to_string()),
        ("column", column.to_string()),
        ("severity", severity.name().to_owned()),
        ("message", message.to_owned()),
        ("source", source.to_owned()),
    ];
    let attributes = attributes
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    open("error", &attributes) + "/>\n"
}
