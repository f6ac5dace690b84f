//! What mends the findings of a file without anybody's answer, and how that is shown: each paragraph before and after.
//!
//! Owns which fixes go together. How they get into the file is not known here.

use std::fmt::Write as _;

use crate::document::{Applicability, Edit, Locator};
use crate::finding::{FileReport, fix};
use crate::report::place;
use crate::report::sanitize::visible;
use crate::rule::RuleSet;
use crate::text::Language;

/// The edits that mend findings of `report`, in text order, none of which share a byte; `applicability` is the least certain that is wanted.
pub fn fixes(report: &FileReport, rules: &RuleSet, applicability: Applicability) -> Vec<Edit> {
    let text = &report.document.text;
    let mut edits: Vec<Edit> = Vec::new();
    for finding in report.open_findings() {
        let fix = rules
            .get(&finding.rule)
            .and_then(|rule| fix(finding, rule, text));
        let Some(fix) = fix.filter(|fix| fix.applicability <= applicability) else {
            continue;
        };
        let free = edits.last().map_or(0, |edit| edit.range.end());
        if fix.edits.iter().all(|edit| edit.range.start() >= free) {
            edits.extend(fix.edits);
        }
    }
    edits
}

/// The paragraphs that `edits` change, each with its place, before and after.
pub fn changes(report: &FileReport, edits: &[Edit], language: Language) -> String {
    let locator = Locator::new(&report.document);
    let text = &report.document.text;
    let mut out = String::new();
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let paragraph = locator.paragraph(first.range.start());
        let inside = |edit: &&Edit| edit.range.start() < paragraph.end.max(paragraph.start + 1);
        let count = rest.iter().take_while(inside).count().max(1);
        let (here, others) = rest.split_at(count);
        rest = others;
        let before = text.get(paragraph.clone()).unwrap_or_default();
        let mut after = before.to_owned();
        for edit in here.iter().rev() {
            let from = edit.range.start().max(paragraph.start) - paragraph.start;
            let to = edit.range.end().min(paragraph.end).max(paragraph.start) - paragraph.start;
            after.replace_range(from..to.max(from), &edit.replacement);
        }
        let spot = place::full(&locator.location(first.range), language);
        let name = visible(&report.name);
        let _ = writeln!(
            out,
            "{}",
            language.pick(format!("{name}（{spot}）"), format!("{name} ({spot})"))
        );
        let _ = writeln!(out, "- {}", visible(before));
        if !after.trim().is_empty() {
            let _ = writeln!(out, "+ {}", visible(&after));
        }
    }
    out
}
