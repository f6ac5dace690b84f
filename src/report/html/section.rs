//! One file in the page: its verdict, where it comes from, its problems, and its findings under the document's headings.

use std::fmt::Write;

use crate::document::{Location, Locator, NodeKind};
use crate::finding::{FileReport, Finding, FindingStatus};
use crate::report::html::markup::Markup;
use crate::report::sight::{self, Group, Sight};
use crate::report::verdict::Verdict;
use crate::report::window::Window;
use crate::report::wording::{self, Wording};
use crate::report::{place, problems};
use crate::rule::Severity;
use crate::text::Language;

/// How much of a paragraph is shown, in columns: all of most.
const COLUMNS: usize = 400;

/// The section, without its opening tag; empty for a file of which there is nothing to say.
pub(super) fn section(report: &FileReport, wording: &Wording) -> String {
    let mut section = Section {
        report,
        wording,
        language: wording.options.language,
        html: Markup::default(),
    };
    let is_left = |finding: &Finding| {
        use FindingStatus::{BelowSeverity, Known, Open, Unchanged};
        matches!(finding.status, Open | Known | BelowSeverity | Unchanged)
    };
    if report.document.problems.is_empty() && !report.findings.iter().any(is_left) {
        return String::new();
    }
    section.head();
    section.problems();
    section.findings();
    section.html.own("</div>\n</section>\n");
    section.html.finish()
}

/// The file's line in the overview: name, verdict.
pub(super) fn entry(report: &FileReport, wording: &Wording) -> String {
    let options = &wording.options;
    let verdict = Verdict::on_file(report, options);
    let mut html = Markup::default();
    html.text(&report.name).own("</a> <span class=\"result\">");
    html.sentence(&verdict.sentence());
    html.own("</span>");
    html.finish()
}

/// Name, format and digest of a file of which there is nothing to say.
pub(super) fn clean_entry(report: &FileReport, language: Language) -> String {
    let mut html = Markup::default();
    html.own("<li><span class=\"name\">")
        .text(&report.name)
        .own("</span>");
    origin(&mut html, report, language);
    html.own("</li>\n");
    html.finish()
}

/// The class for what speaks against submitting so much.
pub(super) fn class(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Info) => "info",
        None => "ready",
    }
}

struct Section<'a> {
    report: &'a FileReport,
    wording: &'a Wording,
    language: Language,
    html: Markup,
}

impl Section<'_> {
    fn head(&mut self) {
        let verdict = Verdict::on_file(self.report, &self.wording.options);
        // Print repeats this line at the top of each page of the file.
        self.html
            .own("<p class=\"running\" aria-hidden=\"true\">")
            .text(&self.report.name)
            .own("</p>\n<div class=\"body\">\n<h2>")
            .text(&self.report.name)
            .own("</h2>\n<p class=\"result ")
            .own(class(verdict.severity))
            .own("\"><strong>")
            .sentence(verdict.answer)
            .own("</strong>");
        if !verdict.reason.is_empty() {
            self.html.own(verdict.joint).text(&verdict.reason);
        }
        self.html.own("</p>\n");
        origin(&mut self.html, self.report, self.language);
        self.html.own("\n");
    }

    fn problems(&mut self) {
        let document = &self.report.document;
        let how = self.language.pick("怎么改：", "How to fix: ");
        for problem in &document.problems {
            let label = problems::label(problem, !document.text.is_empty(), self.language);
            self.html
                .own("<div class=\"problem\">\n<p><strong>")
                .sentence(label)
                .own("</strong>")
                .text(&problem.message(self.language))
                .own("</p>\n<p class=\"how\">")
                .own(how)
                .text(&problem.kind.help(self.language))
                .own("</p>\n</div>\n");
        }
    }

    fn findings(&mut self) {
        if self.report.open_findings().next().is_none() {
            return;
        }
        let locator = Locator::new(&self.report.document);
        let text = &self.report.document.text;
        let mut under: Option<Chapter> = None;
        let mut number = 0;
        for (paragraph, findings) in sight::by_paragraph(self.report, &locator) {
            for sight in sight::sights(text, paragraph, &findings, |_| COLUMNS) {
                let Some(head) = sight.groups.first().map(|group| group.first) else {
                    continue;
                };
                let location = locator.location(head.range);
                number += 1;
                let chapter = Chapter::of(&location);
                if under.as_ref() != Some(&chapter) {
                    let is_first = under.is_none();
                    if !is_first {
                        self.html.own("</ol>\n");
                    }
                    self.chapter(&chapter, is_first);
                    self.html.own("<ol start=\"").number(number).own("\">\n");
                    under = Some(chapter);
                }
                let spot = self.spot(head, &location, &locator);
                self.sight(&sight, &spot);
            }
        }
        self.html.own("</ol>\n");
    }

    fn chapter(&mut self, chapter: &Chapter, is_first: bool) {
        if let Some(title) = chapter.title(is_first, self.language) {
            self.html.own("<h3>").text(&title).own("</h3>\n");
        }
    }

    /// The place below the headings; a line where the format has lines.
    fn spot(&self, finding: &Finding, location: &Location, locator: &Locator<'_>) -> String {
        if !wording::has_lines(self.report.document.format) {
            return place::spot(location, self.language);
        }
        let at = locator.line_column(finding.range.start());
        match self.language {
            Language::Zh => format!("第{}行，第{}个字", at.line, at.column),
            Language::En => format!("line {}, character {}", at.line, at.column),
        }
    }

    fn sight(&mut self, sight: &Sight<'_>, spot: &str) {
        self.html
            .own("<li>\n<p class=\"place\">")
            .sentence(spot)
            .own("</p>\n<blockquote>");
        self.window(&sight.window);
        self.html.own("</blockquote>\n");
        for group in &sight.groups {
            self.group(group);
        }
        self.html.own("</li>\n");
    }

    /// The text with its gaps marked.
    fn window(&mut self, window: &Window) {
        let mut marks = window.marks.clone();
        marks.sort_by_key(|mark| mark.start);
        let mut done = 0;
        for mark in marks {
            let start = mark.start.max(done);
            let end = mark.end.max(start);
            let piece = |from, to| window.text.get(from..to).unwrap_or("");
            self.html.text(piece(done, start)).own("<mark>");
            self.html.text(piece(start, end)).own("</mark>");
            done = end;
        }
        self.html.text(window.text.get(done..).unwrap_or(""));
    }

    /// What is wrong with the findings of one rule, and how to mend it.
    fn group(&mut self, group: &Group<'_>) {
        let text = &self.report.document.text;
        let finding = group.first;
        let help = self.wording.help(finding, text);
        self.html
            .own("<p class=\"what ")
            .own(class(Some(finding.severity)))
            .own("\"><strong>")
            .sentence(finding.severity.label(self.language))
            .own("</strong> ")
            .sentence(&self.wording.message(finding, text))
            .own(" <code>")
            .text(finding.rule.as_str())
            .own("</code></p>\n");
        if !help.is_empty() {
            self.html
                .own("<p class=\"how\">")
                .own(self.language.pick("怎么改：", "How to fix: "))
                .text(&help)
                .own("</p>\n");
        }
        if let Some(others) = group.others(text, self.language) {
            self.html.own("<p class=\"how\">");
            self.html.sentence(&others).own("</p>\n");
        }
    }
}

/// What the findings of one list have in common.
#[derive(PartialEq, Eq)]
struct Chapter {
    headings: Vec<String>,
    part: Option<NodeKind>,
}

impl Chapter {
    fn of(location: &Location) -> Self {
        Self {
            headings: place::headings(location),
            // A text box and its like stand in the flow, under its headings.
            part: location.part.filter(|part| !part.hangs_on_a_paragraph()),
        }
    }

    /// Nothing at the beginning of a document, before any heading.
    fn title(&self, is_first: bool, language: Language) -> Option<String> {
        match (self.part, self.headings.is_empty()) {
            (Some(part), _) => Some(wording::capitalized(place::part_name(part, language))),
            (None, false) => Some(self.headings.join(place::STEP)),
            (None, true) if is_first => None,
            (None, true) => Some(language.pick("正文", "Body").to_owned()),
        }
    }
}

/// Format, encoding and digest: what a signature on the report stands for.
fn origin(html: &mut Markup, report: &FileReport, language: Language) {
    let document = &report.document;
    html.own("<p class=\"origin\">");
    html.own(language.pick("格式 ", "Format "));
    html.own(document.format.name());
    if let Some(encoding) = document.encoding {
        html.own(language.pick("，编码 ", ", encoding "));
        html.own(encoding);
    }
    if let Some(digest) = document.digest {
        let mut digits = String::new();
        for byte in digest {
            // Writing to a string cannot fail.
            let _ = write!(digits, "{byte:02x}");
        }
        html.own("<br>SHA-256 <code>").text(&digits).own("</code>");
    }
    html.own("</p>");
}
