//! Findings on lines that nobody has changed lately, where a person asked for changed lines alone.
//!
//! They are kept and counted like all that is not shown. Which lines were changed, others know.

use std::ops::RangeInclusive;

use crate::document::Locator;
use crate::finding::{FileReport, FindingStatus};

/// Mark the open findings of `report` that touch none of the `changed` lines: 1-based numbers in order. In a document that has no
/// lines all of them count.
pub fn leave_out_unchanged(report: &mut FileReport, changed: &[RangeInclusive<usize>]) {
    let document = &report.document;
    if !document.lines.are_shown() || report.open_findings().next().is_none() {
        return;
    }
    let locator = Locator::new(&report.document);
    let line = |offset| locator.line_column(offset).line;
    for finding in report
        .findings
        .iter_mut()
        .filter(|finding| finding.is_open())
    {
        let range = finding.range;
        let first = line(range.start());
        let last = line(range.end().saturating_sub(1).max(range.start()));
        let behind = changed.partition_point(|stretch| *stretch.end() < first);
        let is_changed = changed
            .get(behind)
            .is_some_and(|stretch| *stretch.start() <= last);
        if !is_changed {
            finding.status = FindingStatus::Unchanged;
        }
    }
}
