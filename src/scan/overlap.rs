//! One finding a place: where matches overlap, the most telling one stays. What reviewers said of a place is no match of
//! it and stays beside it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::rule::RuleSet;

/// Drop each finding of `rules` that overlaps a better one: the more certain, then the one that does not just say that the
/// place is marked, then the longer, then the earlier stays. Sorts by place.
pub fn resolve_overlaps(rules: &RuleSet, findings: &mut Vec<Finding>) {
    let is_mark = |finding: &Finding| {
        let rule = rules.get(&finding.rule);
        rule.is_some_and(|rule| rule.is_of_marks())
    };
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_cached_key(|&index| {
        let finding = &findings[index];
        (
            Reverse(finding.severity),
            is_mark(finding),
            Reverse(finding.range.len()),
            finding.range,
        )
    });
    // Start to end of every place taken.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut keep = vec![false; findings.len()];
    for index in order {
        let finding = &findings[index];
        let range = finding.range;
        if range.is_empty() || !finding.remarks.is_empty() {
            keep[index] = true;
            continue;
        }
        let before = taken.range(..range.end()).next_back();
        if before.is_none_or(|(_, &end)| end <= range.start()) {
            taken.insert(range.start(), range.end());
            keep[index] = true;
        }
    }
    let mut keep = keep.into_iter();
    findings.retain(|_| keep.next().unwrap_or(true));
    findings.sort_by(|a, b| (a.range, &a.rule).cmp(&(b.range, &b.rule)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{RuleId, Severity};
    use crate::text::TextRange;

    #[test]
    fn the_certain_wins_over_the_long_and_the_long_over_the_short() {
        let finding = |id, start, end, severity| {
            Finding::new(RuleId::new(id), TextRange::new(start, end), severity)
        };
        let mut findings = vec![
            finding("long", 0, 30, Severity::Warning),
            finding("sure", 10, 16, Severity::Error),
            finding("short", 40, 43, Severity::Warning),
            finding("longer", 40, 49, Severity::Warning),
            finding("beside", 16, 20, Severity::Error),
        ];
        resolve_overlaps(&RuleSet::default(), &mut findings);
        let kept: Vec<_> = findings
            .iter()
            .map(|finding| finding.rule.as_str())
            .collect();
        assert_eq!(kept, ["sure", "beside", "longer"]);
    }
}
