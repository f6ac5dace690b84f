//! The default format: each place with its sentence, what is wrong and how to fix it; then what is left, and a verdict.
//!
//! Owns the words of one block; `sight` says which findings go into it.

use std::sync::Arc;

use crate::document::Locator;
use crate::finding::{FileReport, Finding, Summary};
use crate::report::closing;
use crate::report::sanitize::{visible, visible_path};
use crate::report::sight::{self, Group, Sight};
use crate::report::snippet::{Block, Drawing, Headline, Place};
use crate::report::verdict::{self, Verdict};
use crate::report::wording::Wording;
use crate::report::{FileOutput, ReportOptions, Reporter, place, statistics};
use crate::rule::RuleSet;
use crate::text::{Language, TextRange};

/// How many paragraphs with findings are shown of one file: a person mends these and looks again.
const SHOWN: usize = 500;

pub(super) struct Human {
    wording: Wording,
}

impl Human {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }
}

impl Reporter for Human {
    fn file(&self, report: &FileReport) -> FileOutput {
        let options = &self.wording.options;
        if options.statistics || report.open_findings().next().is_none() {
            return FileOutput::default();
        }
        let locator = Locator::new(&report.document);
        let mut page = Page {
            wording: &self.wording,
            report,
            locator: &locator,
            drawing: Drawing::new(options.width, options.color),
        };
        let mut paragraphs = sight::by_paragraph(report, &locator);
        for (paragraph, findings) in paragraphs.by_ref().take(SHOWN) {
            page.paragraph(paragraph, &findings);
        }
        let left_out = paragraphs.map(|(_, findings)| findings.len()).sum();
        if left_out > 0 {
            let line = closing::left_out(&report.name, left_out, options.language);
            page.drawing.prose(&line);
            page.drawing.plain("\n");
        }
        if let Some(line) = closing::by_section(report, &locator, options.language) {
            page.drawing.prose(&line);
            page.drawing.plain("\n");
        }
        FileOutput {
            now: page.drawing.finish(),
            later: String::new(),
        }
    }

    fn end(&self, _later: &[String], summary: &Summary) -> String {
        let options = &self.wording.options;
        let mut drawing = Drawing::new(options.width, options.color);
        for remark in verdict::remarks(summary, options.language) {
            drawing.prose(&remark);
        }
        let verdict = Verdict::on(summary, options);
        let message = verdict.sentence();
        // The last line is what people act on.
        match verdict.severity {
            Some(severity) => drawing.headline(&Headline {
                severity,
                label: String::new(),
                message,
            }),
            None => drawing.prose(&message),
        }
        let table = match options.statistics {
            true => statistics::table(summary, &self.wording),
            false => String::new(),
        };
        table + &drawing.finish()
    }
}

/// The output for one file in the making.
struct Page<'a> {
    wording: &'a Wording,
    report: &'a FileReport,
    locator: &'a Locator<'a>,
    drawing: Drawing,
}

impl Page<'_> {
    /// Draw the findings of one paragraph in as few blocks as show the first finding of each rule.
    fn paragraph(&mut self, paragraph: TextRange, findings: &[&Finding]) {
        let text = &self.report.document.text;
        let columns = |finding: &Finding| self.drawing.window_columns(self.number(finding));
        for sight in sight::sights(text, paragraph, findings, columns) {
            let Sight { groups, window } = sight;
            let Some(head) = groups.first() else { continue };
            let block = Block {
                headlines: groups
                    .iter()
                    .map(|group| self.headline(group.first))
                    .collect(),
                place: self.place(head.first.range),
                number: self.number(head.first),
                window,
                notes: groups
                    .iter()
                    .flat_map(|group| self.notes(group, groups.len() > 1))
                    .collect(),
            };
            self.drawing.block(&block);
        }
    }

    /// The number in the margin: the line in files that have lines. Word shows no numbers.
    fn number(&self, finding: &Finding) -> Option<usize> {
        self.report
            .document
            .lines
            .are_shown()
            .then(|| self.locator.line_column(finding.range.start()).line)
    }

    fn headline(&self, finding: &Finding) -> Headline {
        let language = self.wording.options.language;
        let severity = finding.severity.label(language);
        let separator = language.pick(" ", ": ");
        let message = self.wording.message(finding, &self.report.document.text);
        Headline {
            severity: finding.severity,
            label: format!("{severity}[{}]{separator}", visible(finding.rule.as_str())),
            message: visible(&message).into_owned(),
        }
    }

    fn place(&self, range: TextRange) -> Place {
        let location = self.locator.location(range);
        let name = visible_path(&self.report.name);
        if self.report.document.lines.are_shown() {
            let at = self.locator.line_column(range.start());
            return Place {
                path: format!("{name}:{}:{}", at.line, at.column),
                headings: place::headings(&location, self.wording.options.language),
                spot: String::new(),
            };
        }
        Place {
            path: name.into_owned(),
            headings: place::headings(&location, self.wording.options.language),
            spot: place::spot(&location, self.wording.options.language),
        }
    }

    /// How to mend the findings of a group and which others there are. `named`: say which group it is about.
    fn notes(&self, group: &Group<'_>, named: bool) -> Vec<String> {
        let language = self.wording.options.language;
        let text = &self.report.document.text;
        let help = self.wording.help(group.first, text);
        let mut notes = Vec::new();
        if !help.is_empty() {
            let name = group.name(text).filter(|_| named);
            let how = match (name, language) {
                (None, Language::Zh) => "怎么改：".to_owned(),
                (None, Language::En) => "how to fix: ".to_owned(),
                (Some(name), Language::Zh) => format!("“{name}”怎么改："),
                (Some(name), Language::En) => format!("how to fix “{name}”: "),
            };
            notes.push(how + &visible(&help));
        }
        notes.extend(group.others(text, language));
        notes
    }
}
