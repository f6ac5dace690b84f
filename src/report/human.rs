//! The default format: each place with its sentence, what is wrong and how to fix it; then what is left, and a verdict.
//!
//! Owns what goes into one block: findings of one paragraph that are seen together, those of one rule told once.

use std::sync::Arc;

use crate::document::Locator;
use crate::finding::{FileReport, Finding, Summary};
use crate::report::sanitize::{visible, visible_path};
use crate::report::snippet::{Block, Drawing, Headline, Place};
use crate::report::wording::{self, Wording};
use crate::report::{FileOutput, ReportOptions, Reporter, closing, place, window};
use crate::rule::RuleSet;
use crate::text::{Language, TextRange};

/// How many paragraphs with findings are shown of one file: a person mends these and looks again.
const SHOWN: usize = 500;

/// How many different words of folded findings are named.
const NAMED: usize = 6;

/// How long each of them may be, in characters.
const NAME: usize = 12;

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
        let mut open = report.open_findings().peekable();
        if open.peek().is_none() {
            return FileOutput::default();
        }
        let options = &self.wording.options;
        let locator = Locator::new(&report.document);
        let mut page = Page {
            wording: &self.wording,
            report,
            locator: &locator,
            drawing: Drawing::new(options.width, options.color),
        };
        let mut shown = 0;
        while shown < SHOWN
            && let Some(first) = open.next()
        {
            shown += 1;
            let paragraph = locator.paragraph(first.range.start());
            let mut together = vec![first];
            while let Some(next) = open.next_if(|next| next.range.start() <= paragraph.end) {
                together.push(next);
            }
            page.paragraph(paragraph.into(), &together);
        }
        let left_out = open.count();
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
        match closing::verdict(summary, options) {
            (Some(severity), words) => drawing.headline(&Headline {
                severity,
                label: String::new(),
                message: words,
            }),
            (None, words) => drawing.prose(&words),
        }
        for remark in closing::remarks(summary, options.language) {
            drawing.prose(&remark);
        }
        drawing.finish()
    }
}

/// The output for one file in the making.
struct Page<'a> {
    wording: &'a Wording,
    report: &'a FileReport,
    locator: &'a Locator<'a>,
    drawing: Drawing,
}

/// Findings of one rule in one paragraph; never empty.
struct Group<'a> {
    first: &'a Finding,
    others: Vec<&'a Finding>,
}

impl Page<'_> {
    /// Draw the findings of one paragraph in as few blocks as show the first finding of each rule.
    fn paragraph(&mut self, paragraph: TextRange, findings: &[&Finding]) {
        let text = paragraph.slice(&self.report.document.text);
        let within = |range: TextRange| {
            let start = range.start().saturating_sub(paragraph.start());
            start
                ..range
                    .end()
                    .saturating_sub(paragraph.start())
                    .min(text.len())
                    .max(start)
        };
        let mut groups = group_by_rule(findings);
        while let Some(head) = groups.first() {
            let number = self.number(head.first);
            let columns = self.drawing.window_columns(number);
            let shown = window::around(text, within(head.first.range), columns);
            let (here, later): (Vec<_>, Vec<_>) =
                groups.into_iter().enumerate().partition(|(index, group)| {
                    let place = within(group.first.range);
                    *index == 0 || (shown.start <= place.start && place.end <= shown.end)
                });
            groups = later.into_iter().map(|(_, group)| group).collect();
            let here: Vec<Group<'_>> = here.into_iter().map(|(_, group)| group).collect();
            let marks = here
                .iter()
                .flat_map(|group| std::iter::once(&group.first).chain(&group.others))
                .map(|finding| within(finding.range));
            let block = Block {
                headlines: here
                    .iter()
                    .map(|group| self.headline(group.first))
                    .collect(),
                place: self.place(here.first().map_or(paragraph, |group| group.first.range)),
                number,
                window: window::render(text, shown, marks),
                notes: here
                    .iter()
                    .flat_map(|group| self.notes(group, here.len() > 1))
                    .collect(),
            };
            self.drawing.block(&block);
        }
    }

    /// The number in the margin: the line in files that have lines, else the paragraph.
    fn number(&self, finding: &Finding) -> usize {
        if wording::has_lines(self.report.document.format) {
            self.locator.line_column(finding.range.start()).line
        } else {
            self.locator.location(finding.range).paragraph
        }
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
        if wording::has_lines(self.report.document.format) {
            let at = self.locator.line_column(range.start());
            return Place {
                path: format!("{name}:{}:{}", at.line, at.column),
                headings: place::headings(&location),
                spot: String::new(),
            };
        }
        Place {
            path: name.into_owned(),
            headings: place::headings(&location),
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
            let name = names(&[group.first], text).pop().filter(|_| named);
            let how = match (name, language) {
                (None, Language::Zh) => "怎么改：".to_owned(),
                (None, Language::En) => "how to fix: ".to_owned(),
                (Some(name), Language::Zh) => format!("“{name}”怎么改："),
                (Some(name), Language::En) => format!("how to fix “{name}”: "),
            };
            notes.push(how + &visible(&help));
        }
        if !group.others.is_empty() {
            let also = match language {
                Language::Zh => format!("同段还有 {} 处", group.others.len()),
                Language::En => format!("{} more in this paragraph", group.others.len()),
            };
            let names = names(&group.others, text);
            let (colon, comma, ending) = language.pick(("：", "、", " 等"), (": ", ", ", ", …"));
            let ending = if names.len() < group.others.len() && names.len() == NAMED {
                ending
            } else {
                ""
            };
            let names = names.join(comma);
            notes.push(if names.is_empty() {
                also
            } else {
                format!("{also}{colon}{names}{ending}")
            });
        }
        notes
    }
}

/// The groups in the order of their first findings.
fn group_by_rule<'a>(findings: &[&'a Finding]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for &finding in findings {
        let same = |group: &&mut Group<'a>| {
            group.first.rule == finding.rule && group.first.severity == finding.severity
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.others.push(finding),
            None => groups.push(Group {
                first: finding,
                others: Vec::new(),
            }),
        }
    }
    groups
}

/// The different words found, the first few of them, shortened.
fn names(findings: &[&Finding], text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for finding in findings {
        let found = finding.range.slice(text).trim();
        let mut name = visible(found.get(..cut(found)).unwrap_or("")).into_owned();
        if cut(found) < found.len() {
            name.push('…');
        }
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
        if names.len() == NAMED {
            break;
        }
    }
    names
}

fn cut(text: &str) -> usize {
    text.char_indices()
        .nth(NAME)
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{RuleId, Severity};

    #[test]
    fn findings_are_grouped_by_rule_and_severity_in_text_order() {
        let finding = |rule: &str, at, severity| {
            Finding::new(RuleId::new(rule), TextRange::new(at, at + 1), severity)
        };
        let all = [
            finding("a", 0, Severity::Error),
            finding("b", 1, Severity::Error),
            finding("a", 2, Severity::Error),
            finding("a", 3, Severity::Info),
        ];
        let groups = group_by_rule(&all.iter().collect::<Vec<_>>());
        let sizes: Vec<usize> = groups.iter().map(|group| group.others.len()).collect();
        assert_eq!(sizes, [1, 0, 0]);
    }
}
