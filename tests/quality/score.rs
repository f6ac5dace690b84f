//! What the linter found in one labelled document, set against its labels.
//!
//! Owns what counts as found and what as an alarm; knows nothing of the table.

use unfilled::filter::Policy;
use unfilled::finding::Finding;
use unfilled::linter::Linter;
use unfilled::rule::Category;
use unfilled::text::{Stop, TextRange};

use super::documents::Labelled;

/// A labelled document and the findings in it that count: errors and warnings.
pub(super) struct Scored {
    pub(super) labelled: Labelled,
    findings: Vec<Finding>,
}

impl Scored {
    pub(super) fn new(labelled: Labelled, linter: &Linter) -> Self {
        let document = labelled.document.clone();
        let report = linter.check_document(
            labelled.name.clone(),
            document,
            &linter.ruling(Policy::default()),
            &Stop::never(),
        );
        let findings = report.open_findings().cloned().collect();
        Self { labelled, findings }
    }

    pub(super) fn text(&self) -> &str {
        &self.labelled.document.text
    }

    /// The places that should be found, with whether they are.
    pub(super) fn places(&self) -> impl Iterator<Item = (Place, bool)> {
        self.labelled.marked.labels.iter().filter_map(|label| {
            let place = Place {
                category: label.category?,
                range: label.range,
            };
            let found = self
                .findings
                .iter()
                .any(|finding| fits(self.text(), finding.range, label.range));
            Some((place, found))
        })
    }

    /// The findings, with whether each is right.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&Finding, bool)> {
        self.findings.iter().map(|finding| {
            let right = self.labelled.marked.labels.iter().any(|label| {
                let optional = label.category.is_none() && label.range.overlaps(finding.range);
                optional || fits(self.text(), finding.range, label.range)
            });
            (finding, right)
        })
    }
}

/// A place that should be found.
pub(super) struct Place {
    pub(super) category: Category,
    pub(super) range: TextRange,
}

/// Whether what is reported lies on the label and is not much wider: a whole paragraph would help nobody.
pub(super) fn fits(text: &str, reported: TextRange, label: TextRange) -> bool {
    let length = |range: TextRange| range.slice(text).chars().count();
    reported.overlaps(label) && length(reported) <= 3 * length(label) + 6
}
