//! Findings that count only beside others: a bracketed word is a slot where a template's other slots stand round it.
//!
//! Judges by place alone. Which rules vouch for which, and how many of their findings it takes, a rule says itself.

use crate::finding::Finding;
use crate::rule::Rule;
use crate::text::TextRange;

/// How far from a finding its company may stand, in bytes: about two pages of English.
const NEAR: usize = 4_000;

/// Whether `findings` hold the company that `rule` asks for at all, wherever it stands.
pub(super) fn exists(rule: &Rule, findings: &[Finding]) -> bool {
    rule.beside
        .as_ref()
        .is_none_or(|beside| vouching(rule, findings).len() >= beside.least)
}

/// Drop the findings of `rule` that have too few of its company among `others` near them. `others` are sorted by place.
pub(super) fn drop_lonely(rule: &Rule, findings: &mut Vec<Finding>, others: &[Finding]) {
    let Some(beside) = &rule.beside else { return };
    let company = vouching(rule, others);
    findings.retain(|finding| {
        if finding.rule != rule.id {
            return true;
        }
        let first = company.partition_point(|place| place.end() + NEAR < finding.range.start());
        let last = company.partition_point(|place| place.start() <= finding.range.end() + NEAR);
        last.saturating_sub(first) >= beside.least
    });
}

/// The places, in order and each counted once, at which the rules that vouch for `rule` found something.
fn vouching(rule: &Rule, findings: &[Finding]) -> Vec<TextRange> {
    let mut places: Vec<TextRange> = Vec::new();
    let Some(beside) = &rule.beside else {
        return places;
    };
    for finding in findings {
        let is_new = places
            .last()
            .is_none_or(|last| !last.overlaps(finding.range));
        if beside.rules.contains(&finding.rule) && is_new {
            places.push(finding.range);
        }
    }
    places
}
