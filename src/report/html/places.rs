//! The places of one file: each with a number and a box to tick, in the words round it, and what is wrong there.
//!
//! A paragraph is one item, with all its places marked in the text; what several of them have in common is said once.

use crate::document::{Locator, Section};
use crate::finding::{FileReport, Finding};
use crate::report::html::markup::Markup;
use crate::report::wording::{self, Wording};
use crate::report::{place, window};
use crate::rule::Severity;
use crate::text::{Language, TextRange};

/// The places, numbered through the file.
pub(super) struct Places<'a> {
    report: &'a FileReport,
    wording: &'a Wording,
    locator: &'a Locator<'a>,
    language: Language,
    /// How many have been written.
    count: usize,
}

/// What is wrong with some of a paragraph's places.
struct Fault<'f> {
    /// The first of them.
    first: &'f Finding,
    numbers: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(
        report: &'a FileReport,
        wording: &'a Wording,
        locator: &'a Locator<'a>,
    ) -> Self {
        Self {
            report,
            wording,
            locator,
            language: wording.options.language,
            count: 0,
        }
    }

    /// The name of a section; none for the text before the first heading, where the page of a file begins.
    pub(super) fn heading(&self, html: &mut Markup, section: Section<'_>, is_first: bool) {
        if is_first && matches!(section, Section::Beginning | Section::Body) {
            return;
        }
        html.own("<h3>")
            .sentence(&place::section_name(section, self.language))
            .own("</h3>\n");
    }

    /// An item with the places of one paragraph, which are in text order.
    pub(super) fn paragraph(
        &mut self,
        html: &mut Markup,
        paragraph: TextRange,
        findings: &[&Finding],
        section: Section<'_>,
    ) {
        let Some(first) = findings.first() else {
            return;
        };
        let spot = self.spot(first, section);
        html.own("<li>\n<p class=\"text\">");
        if !spot.is_empty() {
            html.own("<span class=\"place\">").sentence(&spot);
            html.own("</span> ");
        }
        let before = self.count;
        self.text(html, paragraph, findings);
        html.own("</p>\n");
        let faults = faults(findings, before + 1);
        for fault in &faults {
            self.fault(html, fault, faults.len() > 1);
        }
        html.own("</li>\n");
    }

    /// The place below the section's heading; a line where the format has lines.
    fn spot(&self, finding: &Finding, section: Section<'_>) -> String {
        let location = self.locator.location(finding.range);
        let known = match section {
            Section::Heading { depth, .. } => depth + 1,
            Section::Signature => 1,
            _ => 0,
        };
        let mut steps = place::headings(&location, self.language);
        steps.drain(..known.min(steps.len()));
        if self.report.document.lines.are_shown() {
            let line = self.locator.line_column(finding.range.start()).line;
            steps.push(match self.language {
                Language::Zh => format!("第{line}行"),
                Language::En => format!("line {line}"),
            });
        } else {
            let spot = place::spot(&location, self.language);
            if spot != place::section_name(section, self.language) {
                steps.push(spot);
            }
        }
        steps.join(place::STEP)
    }

    /// The clauses with places, each place with its box and number.
    fn text(&mut self, html: &mut Markup, paragraph: TextRange, findings: &[&Finding]) {
        let text = paragraph.slice(&self.report.document.text);
        let marks: Vec<_> = findings
            .iter()
            .map(|finding| {
                let start = finding.range.start().saturating_sub(paragraph.start());
                let end = finding.range.end().saturating_sub(paragraph.start());
                start..end.min(text.len()).max(start)
            })
            .collect();
        let pieces = window::pieces(text, &marks);
        let count = pieces.len();
        let mut marks = marks.into_iter();
        for (index, piece) in pieces.into_iter().enumerate() {
            let here = marks.by_ref().take(piece.marks);
            let window = window::render(text, piece.range, here);
            let mut shown = window.text.as_str();
            if index + 1 < count {
                // The next piece begins with one, too.
                shown = shown.strip_suffix('…').unwrap_or(shown);
            }
            let mut done = 0;
            for mark in &window.marks {
                let start = mark.start.max(done);
                let end = mark.end.max(start);
                self.count += 1;
                html.text(shown.get(done..start).unwrap_or(""))
                    .own("<label><input type=\"checkbox\"><b>")
                    .number(self.count)
                    .own("</b><mark>")
                    .text(shown.get(start..end).unwrap_or(""))
                    .own("</mark></label>");
                done = end;
            }
            html.text(shown.get(done..).unwrap_or(""));
        }
    }

    /// What is wrong, and how to mend it. `numbered`: say of which places.
    fn fault(&self, html: &mut Markup, fault: &Fault<'_>, numbered: bool) {
        let text = &self.report.document.text;
        let finding = fault.first;
        let help = self.wording.help(finding, text);
        let message = self.wording.message(finding, text);
        html.own("<p class=\"what ")
            .own(class(finding.severity))
            .own("\">");
        if numbered {
            html.own("<b>")
                .text(&list(&fault.numbers, self.language))
                .own("</b> ");
        }
        html.own("<strong>")
            .sentence(finding.severity.label(self.language))
            .own("</strong> ")
            .text(&wording::sentence(
                without_words(&message, finding.range.slice(text)),
                self.language,
            ));
        if !help.is_empty() {
            html.own(self.language.pick("", " "))
                .text(&wording::sentence(&help, self.language));
        }
        html.own("</p>\n");
    }
}

/// The class for findings of a severity.
pub(super) fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// What is wrong with the places of a paragraph, of which the first has the number `number`.
fn faults<'f>(findings: &[&'f Finding], number: usize) -> Vec<Fault<'f>> {
    let mut faults: Vec<Fault<'f>> = Vec::new();
    for (&finding, number) in findings.iter().zip(number..) {
        let same = |fault: &&mut Fault<'f>| {
            fault.first.rule == finding.rule && fault.first.severity == finding.severity
        };
        match faults.iter_mut().find(same) {
            Some(fault) => fault.numbers.push(number),
            None => faults.push(Fault {
                first: finding,
                numbers: vec![number],
            }),
        }
    }
    faults
}

/// A message without the words found at its end: they are marked in the text.
fn without_words<'m>(message: &'m str, words: &str) -> &'m str {
    let words = words.trim();
    message
        .strip_suffix(words)
        .filter(|_| !words.is_empty())
        .and_then(|rest| rest.trim_end().strip_suffix(['：', ':']))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(message)
}

/// Rising numbers in words: `2–5、8`.
fn list(numbers: &[usize], language: Language) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            _ => format!("{first}–{last}"),
        })
        .collect();
    runs.join(language.pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_runs() {
        assert_eq!(list(&[2, 3, 4, 8], Language::Zh), "2–4、8");
        assert_eq!(list(&[1, 3], Language::En), "1, 3");
    }

    #[test]
    fn what_is_marked_is_not_said_again() {
        assert_eq!(
            without_words("数量还没有填写：多少次", "多少次"),
            "数量还没有填写"
        );
        assert_eq!(without_words("not filled in: N", "N"), "not filled in");
        assert_eq!(without_words("多少次", "多少次"), "多少次");
        assert_eq!(without_words("空着", ""), "空着");
    }
}
