//! JSON Lines: the records of the JSON contract, one a line, written as the files are checked.
//!
//! Each has a `type`: `file`, `diagnostic`, and at the end `summary`.

use std::sync::Arc;

use serde::Serialize;

use crate::finding::{FileReport, Summary};
use crate::report::json::{
    DiagnosticShape, FileShape, SummaryShape, Tool, VERSION, each_diagnostic,
};
use crate::report::json_escape::to_line;
use crate::report::statistics::{self, RuleShape};
use crate::report::wording::Wording;
use crate::report::{FileOutput, ReportOptions, Reporter};
use crate::rule::RuleSet;

pub(super) struct JsonLines {
    wording: Wording,
}

impl JsonLines {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Record<'r> {
    File(FileShape<'r>),
    Diagnostic(Box<DiagnosticShape<'r>>),
    Summary(Closing<'r>),
}

#[derive(Serialize)]
struct Closing<'r> {
    version: u32,
    tool: Tool,
    #[serde(flatten)]
    summary: SummaryShape,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<Vec<RuleShape<'r>>>,
}

impl Reporter for JsonLines {
    fn file(&self, report: &FileReport) -> FileOutput {
        let mut now = line(&Record::File(FileShape::new(
            report,
            self.wording.options.language,
        )));
        each_diagnostic(report, &self.wording, |diagnostic| {
            now.push_str(&line(&Record::Diagnostic(Box::new(diagnostic))));
        });
        FileOutput {
            now,
            later: String::new(),
        }
    }

    fn end(&self, _later: &[String], summary: &Summary) -> String {
        line(&Record::Summary(Closing {
            version: VERSION,
            tool: Tool::THIS,
            summary: SummaryShape::new(summary),
            statistics: (self.wording.options.statistics).then(|| statistics::shapes(summary)),
        }))
    }
}

fn line(record: &Record<'_>) -> String {
    let mut line = to_line(record);
    line.push('\n');
    line
}
