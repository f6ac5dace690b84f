//! The JSON contract, version 1: one object with all files, all diagnostics and a summary, one record a line.
//!
//! Its shapes are its own: renaming something in the library never changes the output. `jsonl` shares them.

use std::sync::Arc;

use serde::Serialize;

use crate::document::{CellPlace, Edit, Fix, Format, Location, Locator, NodeKind, Problem};
use crate::finding::{FileReport, Finding, Summary, fingerprints};
use crate::report::json_escape::to_line;
use crate::report::wording::{self, Wording};
use crate::report::{FileOutput, ReportOptions, Reporter, statistics};
use crate::rule::{Category, RuleSet};
use crate::text::{Language, LineColumn};

/// The version of the contract; it changes when something is removed or changes its meaning.
pub(super) const VERSION: u32 = 1;

/// How many characters of context on each side.
const CONTEXT: usize = 20;

pub(super) struct Json {
    wording: Wording,
}

impl Json {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }
}

impl Reporter for Json {
    fn file(&self, report: &FileReport) -> FileOutput {
        // The first line is the file, each other one a diagnostic; strings hold no line end.
        let mut later = to_line(&FileShape::new(report, self.wording.options.language));
        for diagnostic in diagnostics(report, &self.wording) {
            later.push('\n');
            later.push_str(&diagnostic);
        }
        FileOutput {
            now: String::new(),
            later,
        }
    }

    fn end(&self, later: &[String], summary: &Summary) -> String {
        let mut files = Vec::new();
        let mut diagnostics = Vec::new();
        for file in later {
            let mut lines = file.lines();
            files.extend(lines.next());
            diagnostics.extend(lines);
        }
        let statistics = match self.wording.options.statistics {
            true => format!(
                ",\n\"statistics\":{}",
                to_line(&statistics::shapes(summary))
            ),
            false => String::new(),
        };
        format!(
            "{{\"version\":{VERSION},\"tool\":{},\n\"files\":{},\n\"diagnostics\":{},\n\"summary\":{}{statistics}}}\n",
            to_line(&Tool::THIS),
            array(&files),
            array(&diagnostics),
            to_line(&SummaryShape::new(summary)),
        )
    }
}

fn array(items: &[&str]) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    format!("[\n{}\n]", items.join(",\n"))
}

/// Each open finding of the file as a line of JSON.
fn diagnostics(report: &FileReport, wording: &Wording) -> Vec<String> {
    let mut lines = Vec::new();
    each_diagnostic(report, wording, |diagnostic| {
        lines.push(to_line(&diagnostic));
    });
    lines
}

/// Call `use_one` with the shape of each open finding.
pub(super) fn each_diagnostic(
    report: &FileReport,
    wording: &Wording,
    mut use_one: impl FnMut(DiagnosticShape<'_>),
) {
    if report.open_findings().next().is_none() {
        return;
    }
    let locator = Locator::new(&report.document);
    for (finding, fingerprint) in report.findings.iter().zip(fingerprints(report)) {
        if finding.is_open() {
            use_one(DiagnosticShape::new(
                report,
                finding,
                fingerprint,
                &locator,
                wording,
            ));
        }
    }
}

/// The program that wrote the report.
#[derive(Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    pub(super) const THIS: Tool = Tool {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
    };
}

#[derive(Serialize)]
pub(super) struct FileShape<'r> {
    path: &'r str,
    format: &'static str,
    encoding: Option<&'static str>,
    status: &'static str,
    problems: Vec<ProblemShape<'r>>,
}

#[derive(Serialize)]
struct ProblemShape<'r> {
    kind: &'static str,
    message: String,
    help: String,
    part: Option<&'r str>,
}

#[derive(Serialize)]
pub(super) struct DiagnosticShape<'r> {
    path: &'r str,
    rule: &'r str,
    category: Option<&'static str>,
    severity: &'static str,
    message: String,
    help: String,
    text: &'r str,
    start: PointShape,
    end: PointShape,
    location: LocationShape,
    context: ContextShape<'r>,
    /// What would mend it without anybody's answer.
    fix: Option<FixShape>,
    fingerprint: String,
}

#[derive(Serialize)]
struct FixShape {
    applicability: &'static str,
    edits: Vec<EditShape>,
}

#[derive(Serialize)]
struct EditShape {
    start: PointShape,
    end: PointShape,
    text: String,
}

#[derive(Serialize)]
struct PointShape {
    byte: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct LocationShape {
    heading: Vec<String>,
    signature: bool,
    paragraph: usize,
    page: Option<usize>,
    /// The line on the page, in a file that has pages of its own; left out elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// The chapter of an e-book; left out elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    chapter: Option<String>,
    table: Option<CellShape>,
    sheet: Option<String>,
    cell: Option<String>,
    slide: Option<usize>,
    /// Whether the sheet, row, column or slide is hidden; left out where it is not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
    part: Option<&'static str>,
}

#[derive(Serialize)]
struct CellShape {
    number: usize,
    row: usize,
    column: usize,
    row_header: Option<String>,
    column_header: Option<String>,
}

#[derive(Serialize)]
struct ContextShape<'r> {
    before: &'r str,
    after: &'r str,
}

#[derive(Serialize)]
pub(super) struct SummaryShape {
    files: usize,
    error: usize,
    warning: usize,
    info: usize,
    suppressed: usize,
    known: usize,
    /// Found, and less certain than what is listed; of very many hints one more than many.
    hidden: usize,
    /// Found on lines that were not changed, where changed lines alone are listed.
    unchanged: usize,
    unread: usize,
    /// Files without text.
    empty: usize,
}

impl<'r> FileShape<'r> {
    pub(super) fn new(report: &'r FileReport, language: Language) -> Self {
        let document = &report.document;
        Self {
            path: &report.name,
            format: document.format.name(),
            encoding: document.encoding,
            status: document.status().name(),
            problems: document
                .problems
                .iter()
                .map(|problem| ProblemShape::new(problem, document.format, language))
                .collect(),
        }
    }
}

impl<'r> ProblemShape<'r> {
    fn new(problem: &'r Problem, format: Format, language: Language) -> Self {
        Self {
            kind: problem.kind.name(),
            message: problem.kind.message(language),
            help: problem.kind.help(format, language),
            part: problem.part.as_deref(),
        }
    }
}

impl<'r> DiagnosticShape<'r> {
    fn new(
        report: &'r FileReport,
        finding: &'r Finding,
        fingerprint: String,
        locator: &Locator<'_>,
        wording: &Wording,
    ) -> Self {
        let text = &report.document.text;
        let range = finding.range;
        let (before, after) = wording::context(text, range, CONTEXT);
        let point = |offset| PointShape::new(offset, locator.line_column(offset));
        Self {
            path: &report.name,
            rule: finding.rule.as_str(),
            category: wording.category(finding).map(Category::name),
            severity: finding.severity.name(),
            message: wording.message(finding, text),
            help: wording.help(finding, text),
            text: range.slice(text),
            start: point(range.start()),
            end: point(range.end()),
            location: LocationShape::new(locator.location(range)),
            context: ContextShape { before, after },
            fix: wording
                .fix(finding, text)
                .map(|fix| FixShape::new(fix, point)),
            fingerprint,
        }
    }
}

impl FixShape {
    fn new(fix: Fix, point: impl Fn(usize) -> PointShape) -> Self {
        let edit = |edit: Edit| EditShape {
            start: point(edit.range.start()),
            end: point(edit.range.end()),
            text: edit.replacement,
        };
        Self {
            applicability: fix.applicability.name(),
            edits: fix.edits.into_iter().map(edit).collect(),
        }
    }
}

impl PointShape {
    fn new(byte: usize, at: LineColumn) -> Self {
        Self {
            byte,
            line: at.line,
            column: at.column,
        }
    }
}

impl LocationShape {
    fn new(location: Location) -> Self {
        Self {
            heading: location.heading,
            signature: location.is_signature,
            paragraph: location.paragraph,
            page: location.page,
            line: location.line,
            chapter: location.chapter,
            cell: location
                .table
                .as_ref()
                .filter(|_| location.sheet.is_some())
                .map(CellPlace::name),
            sheet: location.sheet,
            slide: location.slide,
            hidden: location.is_hidden,
            table: location.table.map(|cell| CellShape {
                number: cell.table,
                row: cell.row,
                column: cell.column,
                row_header: cell.row_header,
                column_header: cell.column_header,
            }),
            part: location.part.map(NodeKind::name),
        }
    }
}

impl SummaryShape {
    pub(super) fn new(summary: &Summary) -> Self {
        Self {
            files: summary.files,
            error: summary.errors,
            warning: summary.warnings,
            info: summary.infos,
            suppressed: summary.suppressed + summary.allowed,
            known: summary.known,
            hidden: summary.hidden_warnings + summary.hidden_infos.min(Summary::MANY_HINTS + 1),
            unchanged: summary.unchanged,
            unread: summary.unread,
            empty: summary.empty,
        }
    }
}
