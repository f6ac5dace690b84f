//! One file in the page: its verdict, where it comes from, its problems, and its places in the document's sections.

use std::fmt::Write;

use crate::document::{Locator, Section, Status};
use crate::finding::{FileReport, Finding, FindingStatus};
use crate::report::html::markup::Markup;
use crate::report::html::places::{self, Places};
use crate::report::verdict::Verdict;
use crate::report::wording::Wording;
use crate::report::{problems, sight};
use crate::rule::Severity;
use crate::text::Language;

/// The section, without its opening tag; empty for a file of which there is nothing to say.
pub(super) fn section(report: &FileReport, wording: &Wording) -> String {
    let mut section = FileSection {
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
    html.text(&report.name)
        .own("</a> <span class=\"")
        .own(match is_unread(report) {
            true => "result unread\">",
            false => "result\">",
        });
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

/// The class for what speaks against submitting so much; a file that was not read is as bad as can be.
pub(super) fn class(severity: Option<Severity>, is_unread: bool) -> &'static str {
    match severity {
        _ if is_unread => "error",
        Some(severity) => places::class(severity),
        None => "ready",
    }
}

/// Whether some of the file, or all of it, was not read.
fn is_unread(report: &FileReport) -> bool {
    report.document.status() != Status::Ok
}

struct FileSection<'a> {
    report: &'a FileReport,
    wording: &'a Wording,
    language: Language,
    html: Markup,
}

impl FileSection<'_> {
    fn head(&mut self) {
        let verdict = Verdict::on_file(self.report, &self.wording.options);
        // Print repeats this line at the top of each page of the file.
        self.html
            .own("<p class=\"running\" aria-hidden=\"true\">")
            .text(&self.report.name)
            .own("</p>\n<div class=\"body\">\n<h2>")
            .text(&self.report.name)
            .own("</h2>\n<p class=\"result ")
            .own(class(verdict.severity, is_unread(self.report)))
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
            let class = match problem.kind.status() {
                Status::Ok => "<div class=\"problem\">\n<p><strong>",
                _ => "<div class=\"problem unread\">\n<p><strong>",
            };
            self.html
                .own(class)
                .sentence(label)
                .own("</strong>")
                .text(&problem.message(self.language))
                .own("</p>\n<p class=\"how\">")
                .own(how)
                .text(
                    &problem
                        .kind
                        .help(self.report.document.format, self.language),
                )
                .own("</p>\n</div>\n");
        }
    }

    fn findings(&mut self) {
        let locator = Locator::new(&self.report.document);
        let mut places = Places::new(self.report, self.wording, &locator);
        let mut under: Option<Section<'_>> = None;
        for (paragraph, findings) in sight::by_paragraph(self.report, &locator) {
            let Some(first) = findings.first() else {
                continue;
            };
            let section = locator.section(first.range);
            if under != Some(section) {
                if under.is_some() {
                    self.html.own("</ul>\n");
                }
                places.heading(&mut self.html, section, under.is_none());
                self.html.own("<ul class=\"places\">\n");
                under = Some(section);
            }
            places.paragraph(&mut self.html, paragraph, &findings, section);
        }
        if under.is_some() {
            self.html.own("</ul>\n");
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
