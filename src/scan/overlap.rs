//! One finding a place: where matches overlap, the most telling one stays and keeps the others. What reviewers said of a place
//! is no match of it and stays beside it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::rule::RuleSet;

/// Let each finding of `rules` that overlaps a better one give way to it, to the last of several, and be among its
/// [`overlapped`](Finding::overlapped) ones: the more certain, then the one that does not just say that the place is marked, then
/// the longer, then the earlier stays. One at the very place of the better one tells nothing more and is dropped. Sorts by place.
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
    // By the start of every place taken its end, and which finding took it.
    let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    // For each finding the one that it gives way to.
    let mut better: Vec<Option<usize>> = vec![None; findings.len()];
    for index in order {
        let finding = &findings[index];
        let range = finding.range;
        if range.is_empty() || !finding.remarks.is_empty() {
            continue;
        }
        let before = taken.range(..range.end()).next_back();
        match before.filter(|(_, (end, _))| *end > range.start()) {
            Some((_, &(_, taker))) => better[index] = Some(taker),
            None => _ = taken.insert(range.start(), (range.end(), index)),
        }
    }
    let mut overlapped: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    let mut kept = Vec::with_capacity(findings.len());
    for (index, finding) in findings.drain(..).enumerate() {
        match better[index] {
            Some(taker) => overlapped.entry(taker).or_default().push(finding),
            None => kept.push((index, finding)),
        }
    }
    findings.extend(kept.into_iter().map(|(index, mut finding)| {
        finding.overlapped = overlapped.remove(&index).unwrap_or_default();
        finding.overlapped.retain(|it| it.range != finding.range);
        sort(&mut finding.overlapped);
        finding
    }));
    sort(findings);
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (a.range, &a.rule).cmp(&(b.range, &b.rule)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{RuleId, Severity};
    use crate::text::TextRange;

    #[test]
    fn the_certain_wins_over_the_long_and_the_long_over_the_short_and_keeps_it() {
        let finding = |id, start, end, severity| {
            Finding::new(RuleId::new(id), TextRange::new(start, end), severity)
        };
        let mut findings = vec![
            finding("long", 0, 30, Severity::Warning),
            finding("sure", 10, 16, Severity::Error),
            finding("short", 40, 43, Severity::Warning),
            finding("longer", 40, 49, Severity::Warning),
            finding("beside", 16, 20, Severity::Error),
            finding("same", 16, 20, Severity::Warning),
        ];
        resolve_overlaps(&RuleSet::default(), &mut findings);
        let names = |findings: &[Finding]| -> Vec<String> {
            let names = findings.iter().map(|finding| finding.rule.to_string());
            names.collect()
        };
        assert_eq!(names(&findings), ["sure", "beside", "longer"]);
        let overlapped: Vec<_> = findings.iter().map(|it| names(&it.overlapped)).collect();
        assert_eq!(overlapped, [vec![], vec!["long"], vec!["short"]]);
    }
}
