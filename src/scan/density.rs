//! How much a weak finding counts: what is ordinary prose in a finished text is a gap beside other gaps.
//!
//! Owns the measure of "beside". Which rules are weak, and how certain they are alone, the rules say.

use crate::finding::Finding;
use crate::rule::{Rule, RuleSet, Severity};
use crate::text::TextRange;

/// So many gaps near it let a weak finding count.
const ENOUGH: usize = 4;

/// How far "near" reaches on either side, in bytes: about 1,500 Chinese characters, two pages.
const REACH: usize = 4500;

/// The places of a document that are gaps for certain, in order, none overlapping.
#[derive(Debug, Default)]
pub(super) struct Gaps(Vec<TextRange>);

impl Gaps {
    /// The places of those `findings` of `rules` that show that a document is being filled in, and are no mere hints.
    pub(super) fn among(findings: &[Finding], rules: &RuleSet) -> Self {
        let is_gap = |id| rules.get(id).is_some_and(|rule| rule.category.is_gap());
        let mut places: Vec<TextRange> = findings
            .iter()
            .filter(|finding| finding.severity >= Severity::Warning && is_gap(&finding.rule))
            .map(|finding| finding.range)
            .collect();
        places.sort();
        let mut end = 0;
        places.retain(|place| {
            let is_new = place.start() >= end;
            end = end.max(place.end());
            is_new
        });
        Self(places)
    }

    /// Whether anywhere enough of them stand so close together that a weak finding may count there. Says yes too often
    /// rather than not often enough: the findings themselves are weighed afterwards.
    pub(super) fn are_crowded(&self) -> bool {
        self.0.windows(ENOUGH).any(|gaps| {
            let (Some(first), Some(last)) = (gaps.first(), gaps.last()) else {
                return false;
            };
            last.start().saturating_sub(first.end()) <= 3 * REACH
        })
    }

    /// Settle how certain a finding of the weak `rule` is, unless settings have done so.
    pub(super) fn weigh(&self, finding: &mut Finding, rule: &Rule) {
        if finding.severity != rule.severity {
            return;
        }
        match self.near(finding.range) {
            near if near >= ENOUGH => finding.beside = near,
            _ => finding.severity = alone(rule, finding.severity),
        }
    }

    fn near(&self, range: TextRange) -> usize {
        let first = self
            .0
            .partition_point(|gap| gap.end() + REACH < range.start());
        let end = self
            .0
            .partition_point(|gap| gap.start() <= range.end() + REACH);
        let near = self.0.get(first..end).unwrap_or_default();
        near.iter().filter(|gap| !gap.overlaps(range)).count()
    }
}

/// How certain a finding of `rule` is with no other near it, when settings or the rule itself give `severity`.
pub(super) fn alone(rule: &Rule, severity: Severity) -> Severity {
    match rule.alone {
        Some(alone) if severity == rule.severity => alone,
        _ => severity,
    }
}
