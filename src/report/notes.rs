//! What is said of each finding where it is marked in the document itself.
//!
//! Owns the words. Knows nothing of how they get into a file.

use crate::document::{Format, Locator};
use crate::finding::{FileReport, Finding, help, message};
use crate::report::place;
use crate::rule::{Rule, RuleSet};
use crate::text::{Language, TextRange};

/// What is said of a finding beside its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The place, in bytes of the document's text.
    pub range: TextRange,
    /// What is wrong, and where there is room for it how to mend it and the rule's name; lines end with `\n`.
    pub text: String,
    /// The place in words.
    pub place: String,
}

/// What is said of each finding of `report` that counts, in text order.
pub fn notes(report: &FileReport, rules: &RuleSet, language: Language) -> Vec<Said> {
    let locator = Locator::new(&report.document);
    let text = &report.document.text;
    // A comment stands beside the text; in a text itself there is room for a few words.
    let has_comments = report.document.format == Format::Docx;
    let note = |finding: &Finding| {
        let rule = rules.get(&finding.rule)?;
        let message = message(finding, rule, text, language);
        Some(Said {
            range: finding.range,
            text: match has_comments {
                true => in_full(&message, finding, rule, text, language),
                false => message,
            },
            place: place::full(&locator.location(finding.range), language),
        })
    };
    report.open_findings().filter_map(note).collect()
}

fn in_full(
    message: &str,
    finding: &Finding,
    rule: &Rule,
    text: &str,
    language: Language,
) -> String {
    let help = help(finding, rule, text, language);
    let id = rule.id.as_str();
    language.pick(
        format!("{message}\n{help}\n（规则：{id}）"),
        format!("{message}\n{help}\n(rule: {id})"),
    )
}
