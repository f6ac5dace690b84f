//! Which findings a baseline has to do with, and what each is known by.
//!
//! Owns how a finding that gave way to another one is looked at: as it would stand there if that were mended. Pairs nothing.

use crate::document::Document;
use crate::filter::baseline::Known;
use crate::finding::{Anchor, Finding, FindingStatus};

/// Where a finding stands among all: its number, and that among the overlapped ones of that finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(usize, Option<usize>);

impl Place {
    /// Whether it gave way to a finding that it overlaps.
    pub(super) fn is_overlapped(self) -> bool {
        self.1.is_some()
    }

    /// The finding.
    pub(super) fn of(self, findings: &mut [Finding]) -> Option<&mut Finding> {
        let finding = findings.get_mut(self.0)?;
        match self.1 {
            Some(at) => finding.overlapped.get_mut(at),
            None => Some(finding),
        }
    }
}

/// Those of the `findings` in `document`, all of them in order, that count, or would if they were more certain or another one
/// were mended.
pub(super) fn judged(document: &Document, findings: &[Finding]) -> Vec<(Place, Known)> {
    let mut judged = Vec::new();
    for (at, finding) in findings.iter().enumerate() {
        if may_count(finding) {
            let known = Known::new(finding, Anchor::new(document, finding, findings));
            judged.push((Place(at, None), known));
        }
        if finding.status == FindingStatus::Unchanged {
            continue;
        }
        for (nth, gave_way) in finding.overlapped.iter().enumerate() {
            if may_count(gave_way) {
                let beside = beside(findings, finding, gave_way);
                let known = Known::new(gave_way, Anchor::new(document, gave_way, &beside));
                judged.push((Place(at, Some(nth)), known));
            }
        }
    }
    judged
}

fn may_count(finding: &Finding) -> bool {
    matches!(
        finding.status,
        FindingStatus::Open | FindingStatus::BelowSeverity
    )
}

/// What is found beside `gave_way` once the `better` finding is mended: the others, and what gave way with it.
fn beside<'f>(
    findings: &'f [Finding],
    better: &'f Finding,
    gave_way: &Finding,
) -> Vec<&'f Finding> {
    let range = gave_way.range;
    let first = findings.partition_point(|it| it.range.end() + Anchor::FURTHEST < range.start());
    let end = findings.partition_point(|it| it.range.start() <= range.end() + Anchor::FURTHEST);
    let near = findings.get(first..end).unwrap_or_default().iter();
    let mut beside: Vec<&Finding> = Vec::new();
    for other in near.chain(&better.overlapped) {
        let is_free = |taken: &&Finding| !taken.range.overlaps(other.range);
        if !other.range.overlaps(range) && beside.iter().all(is_free) {
            beside.push(other);
        }
    }
    beside.sort_by_key(|other| other.range);
    beside
}
