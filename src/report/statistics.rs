//! How many findings each rule has, as a table for people and as data for programs.

use serde::Serialize;

use crate::finding::Summary;
use crate::report::sanitize::visible;
use crate::report::wording::Wording;
use crate::text::{Align, columns};

/// A rule in JSON.
#[derive(Serialize)]
pub(super) struct RuleShape<'s> {
    rule: &'s str,
    severity: &'static str,
    count: usize,
}

/// The rules with findings as data, those with the most first.
pub(super) fn shapes(summary: &Summary) -> Vec<RuleShape<'_>> {
    let rules = summary.rules().into_iter();
    rules
        .map(|(rule, of)| RuleShape {
            rule: rule.as_str(),
            severity: of.severity.name(),
            count: of.count,
        })
        .collect()
}

/// The same as a table, with what each rule says; empty where nothing was found.
pub(super) fn table(summary: &Summary, wording: &Wording) -> String {
    let language = wording.options.language;
    let heading = language.pick(
        ["处数", "程度", "规则", "说明"],
        ["count", "severity", "rule", "message"],
    );
    let mut rows = vec![heading.map(str::to_owned)];
    for (rule, of) in summary.rules() {
        rows.push([
            of.count.to_string(),
            of.severity.label(language).to_owned(),
            visible(rule.as_str()).into_owned(),
            message(&wording.general_message(rule)),
        ]);
    }
    if rows.len() == 1 {
        return String::new();
    }
    columns(&rows, [Align::Right, Align::Left, Align::Left, Align::Left]) + "\n"
}

/// What a rule says, without an ellipsis at the end that stands for the words found.
fn message(general: &str) -> String {
    let message = general
        .trim_end_matches('…')
        .trim_end_matches(['：', ':', ' ']);
    visible(message).into_owned()
}
