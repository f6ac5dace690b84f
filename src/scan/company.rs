//! Findings that count only beside others: a bracketed word is a slot where a template's other slots stand round it.
//!
//! Judges by place and wording alone. Which rules vouch for which, and how many of their findings it takes, a rule says itself.

use std::collections::BTreeSet;

use crate::document::Document;
use crate::finding::Finding;
use crate::rule::{Beside, Rule};

/// How far from a finding its company may stand, in bytes: about two pages of English.
const NEAR: usize = 4_000;

/// Whether `findings` hold the company that `rule` asks for at all, wherever it stands.
pub(super) fn exists(rule: &Rule, document: &Document, findings: &[Finding]) -> bool {
    rule.beside.as_ref().is_none_or(|beside| {
        let company: Vec<&Finding> = vouching(beside, findings).collect();
        is_enough(beside, document, &company)
    })
}

/// Drop the findings of `rule` that have too little of its company among `others` near them. `others` are sorted by place.
pub(super) fn drop_lonely(
    rule: &Rule,
    document: &Document,
    findings: &mut Vec<Finding>,
    others: &[Finding],
) {
    let Some(beside) = &rule.beside else { return };
    let company: Vec<&Finding> = vouching(beside, others).collect();
    findings.retain(|finding| {
        if finding.rule != rule.id {
            return true;
        }
        let from = finding.range.start().saturating_sub(NEAR);
        let to = finding.range.end() + NEAR;
        let first = company.partition_point(|other| other.range.start() < from);
        let last = company.partition_point(|other| other.range.start() <= to);
        company
            .get(first..last)
            .is_some_and(|near| is_enough(beside, document, near))
    });
}

fn vouching<'f>(beside: &Beside, findings: &'f [Finding]) -> impl Iterator<Item = &'f Finding> {
    findings
        .iter()
        .filter(|finding| beside.rules.contains(&finding.rule))
}

/// A template asks for several things; one wording again and again is how a manual speaks of its `[name]`.
fn is_enough(beside: &Beside, document: &Document, company: &[&Finding]) -> bool {
    let mut wordings = BTreeSet::new();
    company.iter().any(|finding| {
        wordings.insert(finding.range.slice(&document.text));
        wordings.len() >= beside.least
    })
}
