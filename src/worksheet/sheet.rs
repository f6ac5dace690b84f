//! The rows of a sheet, made of reports: what each place asks for, and of whom.

use crate::document::{Locator, NodeKind};
use crate::finding::{FileReport, Finding};
use crate::report::place_words;
use crate::rule::{Category, RuleSet, Severity};
use crate::text::Language;
use crate::worksheet::asked::{self, Asked};
use crate::worksheet::department::Departments;
use crate::worksheet::frame::Frame;
use crate::worksheet::head;
use crate::worksheet::place::{Place, digest};
use crate::worksheet::sentence::Sentence;

/// Which findings become rows. Hints never do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    /// Places that wait for words: those of the [categories](Category::is_gap) that are gaps, and form fields that nobody filled
    /// in.
    #[default]
    Gaps,
    /// These, and words that are to be put right.
    All,
}

/// How to make a sheet.
#[derive(Clone, Debug)]
pub struct SheetOptions {
    /// The language of titles and words of ours.
    pub language: Language,
    /// Which findings become rows.
    pub rows: Rows,
    /// Departments by keyword.
    pub departments: Departments,
}

/// A sheet to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub(super) language: Language,
    pub(super) files: Vec<SheetFile>,
    pub(super) rows: Vec<Row>,
}

/// A file that has rows in the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetFile {
    pub(super) name: String,
    /// The SHA-256 of its bytes in hexadecimal; empty where it is not known.
    pub(super) digest: String,
}

/// A place that waits for an answer. Its words are those of the document, with visible pictures for signs that hide or steer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The headings above it and its paragraph, cell or part.
    pub section: String,
    /// Its sentence, shortened, with the gap between marks that the sentence does not hold.
    pub sentence: String,
    /// What stands behind the gap and is not to be written again; mostly a measure word.
    pub unit: String,
    /// The department that is asked; empty where nothing tells.
    pub department: String,
    /// What it is known by, with its number, its file and what is asked for.
    pub place: Place,
}

impl Sheet {
    /// The sheet of the open findings in `reports`, which were made with `rules`. Rows come in the order of the reports and of
    /// the text, numbered from 1. A report's document tells its digest where the shell was asked for it; without, places of this
    /// file are found again by their words alone.
    pub fn new(reports: &[FileReport], rules: &RuleSet, options: &SheetOptions) -> Self {
        let mut sheet = Self {
            language: options.language,
            files: Vec::new(),
            rows: Vec::new(),
        };
        for report in reports {
            let locator = Locator::new(&report.document);
            let before = sheet.rows.len();
            for finding in report.open_findings() {
                let category = rules.get(&finding.rule).map(|rule| rule.category);
                if let Some(category) =
                    category.filter(|it| is_row(report, finding, *it, options.rows))
                {
                    let number = sheet.rows.len() + 1;
                    sheet
                        .rows
                        .push(row(&locator, report, finding, category, number, options));
                }
            }
            if sheet.rows.len() > before {
                sheet.files.push(SheetFile {
                    name: report.name.clone(),
                    digest: digest(report).unwrap_or_default(),
                });
            }
        }
        sheet
    }

    /// Its rows, in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The departments that are asked, in the order of their first rows; the empty one for rows that name none comes last.
    pub fn departments(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for row in &self.rows {
            if !names.contains(&row.department.as_str()) {
                names.push(&row.department);
            }
        }
        names.sort_by_key(|name| name.is_empty());
        names
    }

    /// The rows of one department alone, with their numbers.
    #[must_use]
    pub fn of_department(&self, department: &str) -> Self {
        let rows = self.rows.iter().filter(|row| row.department == department);
        let rows: Vec<Row> = rows.cloned().collect();
        let has_rows = |file: &&SheetFile| rows.iter().any(|row| row.place.file == file.name);
        Self {
            language: self.language,
            files: self.files.iter().filter(has_rows).cloned().collect(),
            rows,
        }
    }
}

/// Whether `finding` is a row.
fn is_row(report: &FileReport, finding: &Finding, category: Category, rows: Rows) -> bool {
    if finding.severity < Severity::Warning
        || finding.range.is_empty()
        || !finding.remarks.is_empty()
    {
        return false;
    }
    rows == Rows::All || category.is_gap() || is_field(report, finding)
}

/// Whether a finding is a field of a form that waits for words.
fn is_field(report: &FileReport, finding: &Finding) -> bool {
    const FIELDS: [NodeKind; 4] = [
        NodeKind::ContentControlPrompt,
        NodeKind::EmptyFormField,
        NodeKind::MergeField,
        NodeKind::PromptField,
    ];
    let mut nodes = report.document.nodes_touching(finding.range);
    nodes.any(|node| FIELDS.contains(&node.kind) && finding.range.covers(node.range))
}

fn row(
    locator: &Locator<'_>,
    report: &FileReport,
    finding: &Finding,
    category: Category,
    number: usize,
    options: &SheetOptions,
) -> Row {
    let sentence = Sentence::around(&report.document.text, finding.range);
    let frame = Frame::of(sentence.found);
    let location = locator.location(finding.range);
    let head = head::of(locator, finding.range);
    let category = match is_field(report, finding) {
        true => Category::Prompt,
        false => category,
    };
    let asked = Asked::guess(&sentence, &frame, category, head.as_deref());
    let (lead, _, rest) = match asked {
        Asked::Mending => ("", "", ""),
        _ => frame.parts(sentence.found),
    };
    let whole = format!("{}{}{}", sentence.before, sentence.found, sentence.after);
    let mut nearest = vec![sentence.found, whole.as_str()];
    nearest.extend(location.heading.iter().rev().map(String::as_str));
    Row {
        section: place_words(&location, options.language),
        sentence: sentence.marked(lead.len(), rest.len()),
        unit: match asked {
            Asked::Mending | Asked::Ordinal => String::new(),
            _ => asked::unit(&sentence, &frame, head.as_deref()),
        },
        department: options.departments.of(&nearest),
        place: Place::new(report, finding, asked, number),
    }
}
