//! Whether words that are to be written into a document would be found open themselves: XX is no answer to 多少.
//!
//! Judged in the sentence alone, hints among the findings: what stands beside a place has no say in what its answer is. Owns no
//! rule of its own.

use crate::document::{Document, Edit, Node, NodeKind};
use crate::filter::Ruling;
use crate::finding::{Finding, FindingStatus};
use crate::linter::Linter;
use crate::rule::Severity;
use crate::scan::{Unmeasured, resolve_overlaps};
use crate::text::{Stop, TextRange, prefix_within, sentence_around, suffix_within};

/// So many columns on each side are looked at; a line may be megabytes long.
const LOOK: usize = 400;
/// What a table's only cell is called.
const ONLY_CELL: &str = "1:1:1:1";

impl Linter {
    /// Whether a gap would be found in what `edit` puts into `document`, by a [`ruling`](Self::ruling) of this linter.
    pub fn finds_gap_in(
        &self,
        document: &Document,
        edit: &Edit,
        ruling: &Ruling,
        stop: &Stop,
    ) -> bool {
        let (sentence, place) = written(document, edit);
        let scan = self.scanner.scan_metered(
            &sentence,
            ruling.severities(),
            Severity::Info,
            stop,
            &mut Unmeasured,
        );
        let mut findings = scan.findings;
        resolve_overlaps(&self.rules, &mut findings);
        ruling
            .policy()
            .allow(&sentence.text, &self.rules, &mut findings);
        let is_gap = |finding: &Finding| {
            let rule = self.rules.get(&finding.rule);
            rule.is_some_and(|rule| rule.category.is_gap())
        };
        findings.iter().any(|finding| {
            finding.status == FindingStatus::Open
                && finding.range.overlaps(place)
                && is_gap(finding)
        })
    }
}

/// The sentence with the edit made, as a document, and where its words are in it. A cell ends it.
fn written(document: &Document, edit: &Edit) -> (Document, TextRange) {
    let text = document.text.as_str();
    let is_cell = |node: &&Node| node.kind == NodeKind::TableCell && node.range.covers(edit.range);
    // The innermost one begins last.
    let cell = document.nodes_touching(edit.range).filter(is_cell).last();
    let bounds = cell.map_or(0..text.len(), |cell| cell.range.start()..cell.range.end());
    let before = text.get(bounds.start..edit.range.start()).unwrap_or("");
    let after = text.get(edit.range.end()..bounds.end).unwrap_or("");
    let before = before.get(suffix_within(before, LOOK)..).unwrap_or("");
    let after = after.get(..prefix_within(after, LOOK)).unwrap_or("");
    let near = format!("{before}{}{after}", edit.replacement);
    let within = before.len()..before.len() + edit.replacement.len();
    let sentence = sentence_around(&near, within.clone());
    let place = TextRange::new(within.start - sentence.start, within.end - sentence.start);
    let words = near.get(sentence).unwrap_or("").to_owned();
    let whole = TextRange::new(0, words.len());
    let nodes = cell.map(|_| Node::with_detail(whole, NodeKind::TableCell, ONLY_CELL));
    let sentence = Document {
        text: words.into(),
        nodes: nodes.into_iter().collect(),
        ..Document::default()
    };
    (sentence, place)
}
