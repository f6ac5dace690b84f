//! From a document and the rules to findings: one pass for keywords, then patterns, nodes and checks where they point.
//!
//! Owns matching and guards. Does not decide which rules are on or which findings count (`filter`), reads no file and
//! renders nothing.

mod bit_set;
mod block;
mod brackets;
mod compiled;
mod fold;
mod gate;
mod guards;
mod overlap;
mod proof;
mod rarity;

pub use overlap::resolve_overlaps;
pub use proof::{PatternFault, check_patterns};

use std::sync::Arc;

use crate::document::{Document, NodeKind, ProblemKind};
use crate::finding::Finding;
use crate::rule::{Check, Matcher, Rule, RuleSet, Severity};
use crate::scan::block::Block;
use crate::scan::compiled::CompiledRule;
use crate::scan::gate::Gate;
use crate::text::{Stop, TextRange};

/// More findings than this in one document help nobody; the search ends there.
const MAX_FINDINGS: usize = 100_000;

/// Kinds of nodes that hold no prose of the document's author. A rule asks for one with `also_in`.
const PASSED_OVER: &[NodeKind] = &[
    NodeKind::Code,
    NodeKind::CodeBlock,
    NodeKind::LinkTarget,
    NodeKind::FrontMatter,
    NodeKind::HtmlComment,
    NodeKind::HtmlTag,
    NodeKind::Comment,
];

/// The rules, ready to search. Patterns are compiled when a document first needs them.
#[derive(Debug)]
pub struct Scanner {
    gate: Gate,
    rules: Vec<CompiledRule>,
}

/// What a search brought.
#[derive(Debug, Default)]
pub struct Scan {
    /// All matches that no guard dropped, overlapping ones among them, sorted by place.
    pub findings: Vec<Finding>,
    /// Why the search ended before the document did.
    pub cut: Option<ProblemKind>,
}

impl Scanner {
    /// Prepare the search for `rules`.
    pub fn new(rules: &RuleSet) -> Self {
        let rules: Vec<CompiledRule> = rules
            .iter()
            .map(|rule| CompiledRule::new(rule.clone()))
            .collect();
        let gate = Gate::new(rules.iter().map(|compiled| compiled.rule().keywords()));
        Self { gate, rules }
    }

    /// Search `document` with every rule to which `severity` gives one.
    pub fn scan(
        &self,
        document: &Document,
        severity: impl Fn(&Rule) -> Option<Severity>,
        stop: &Stop,
    ) -> Scan {
        let on: Vec<Option<Severity>> = self
            .rules
            .iter()
            .map(|compiled| severity(compiled.rule()))
            .collect();
        let mut scan = Scan::default();
        self.scan_text(document, &on, stop, &mut scan);
        self.scan_nodes(document, &on, stop, &mut scan);
        scan.findings.sort_by_key(|finding| finding.range);
        scan
    }

    /// Everything that starts from a keyword: patterns and checks.
    fn scan_text(
        &self,
        document: &Document,
        on: &[Option<Severity>],
        stop: &Stop,
        scan: &mut Scan,
    ) {
        let mut search = self.gate.search(&document.text);
        let mut block: Option<Block<'_>> = None;
        let mut wanted = vec![false; self.rules.len()];
        while let Some(hit) = search.next_hit(&wanted, block.as_ref().map_or(0, Block::end)) {
            if stop.requested() {
                scan.cut = Some(ProblemKind::TooSlow);
                return;
            }
            if block.as_ref().is_none_or(|block| hit.offset >= block.end()) {
                if let Some(block) = block.take() {
                    self.scan_block(document, &block, &mut wanted, on, stop, scan);
                }
                if scan.findings.len() >= MAX_FINDINGS {
                    scan.cut = Some(ProblemKind::TooManyFindings {
                        limit: MAX_FINDINGS,
                    });
                    return;
                }
                let after = search.block_floor();
                let next = Block::around(&document.text, hit.offset, after);
                search.set_block_floor(next.end());
                block = Some(next);
            }
            for &rule in hit.rules {
                wanted[rule as usize] = true;
            }
        }
        if let Some(block) = block {
            self.scan_block(document, &block, &mut wanted, on, stop, scan);
        }
        if stop.requested() {
            scan.cut = Some(ProblemKind::TooSlow);
        } else if scan.findings.len() > MAX_FINDINGS {
            scan.cut = Some(ProblemKind::TooManyFindings {
                limit: MAX_FINDINGS,
            });
        }
    }

    fn scan_block(
        &self,
        document: &Document,
        block: &Block<'_>,
        wanted: &mut [bool],
        on: &[Option<Severity>],
        stop: &Stop,
        scan: &mut Scan,
    ) {
        for (index, compiled) in self.rules.iter().enumerate() {
            if !std::mem::take(&mut wanted[index]) {
                continue;
            }
            let Some(severity) = on[index] else { continue };
            match &compiled.rule().matcher {
                Matcher::Pattern { .. } => {
                    compiled.find_in(document, block, severity, stop, &mut scan.findings);
                }
                Matcher::Check {
                    check: Check::Brackets,
                    keywords,
                } => {
                    for range in brackets::unmatched(document, block, keywords) {
                        self.add(
                            document,
                            compiled.rule(),
                            range,
                            severity,
                            &mut scan.findings,
                        );
                    }
                }
                // Judged when the suppressions are, after everything has been found.
                Matcher::Check {
                    check: Check::UnusedSuppression,
                    ..
                }
                | Matcher::Node { .. } => {}
            }
        }
    }

    /// Everything that starts from structure.
    fn scan_nodes(
        &self,
        document: &Document,
        on: &[Option<Severity>],
        stop: &Stop,
        scan: &mut Scan,
    ) {
        for (compiled, severity) in self.rules.iter().zip(on) {
            let (Matcher::Node { kind, .. }, Some(severity)) = (&compiled.rule().matcher, severity)
            else {
                continue;
            };
            for node in document.nodes.iter().filter(|node| node.kind == *kind) {
                if stop.requested() {
                    scan.cut = Some(ProblemKind::TooSlow);
                    return;
                }
                if scan.findings.len() >= MAX_FINDINGS {
                    scan.cut = Some(ProblemKind::TooManyFindings {
                        limit: MAX_FINDINGS,
                    });
                    return;
                }
                if compiled.accepts_node(document, node) {
                    let range = without_line_end(&document.text, node.range);
                    scan.findings
                        .push(Finding::new(compiled.rule().id.clone(), range, *severity));
                }
            }
        }
    }

    fn add(
        &self,
        document: &Document,
        rule: &Arc<Rule>,
        range: TextRange,
        severity: Severity,
        findings: &mut Vec<Finding>,
    ) {
        if in_scope(document, rule, range) {
            findings.push(Finding::new(rule.id.clone(), range, severity));
        }
    }
}

/// Whether `rule` looks at the place at all.
fn in_scope(document: &Document, rule: &Rule, range: TextRange) -> bool {
    if document.nodes.is_empty() {
        return rule.only_in.is_empty();
    }
    let mut asked_for = rule.only_in.is_empty();
    for node in document.nodes_touching(range) {
        if PASSED_OVER.contains(&node.kind)
            && !rule.also_in.contains(&node.kind)
            && !rule.only_in.contains(&node.kind)
        {
            return false;
        }
        asked_for |= rule.only_in.contains(&node.kind);
    }
    asked_for
}

fn without_line_end(text: &str, range: TextRange) -> TextRange {
    let kept = range.slice(text).trim_end_matches(['\n', '\r']).len();
    TextRange::new(range.start(), range.start() + kept)
}
