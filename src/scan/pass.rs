//! One pass over a document with some of the rules: where a keyword stands, the paragraph round it is tried.
//!
//! Owns the order of work: text first, then structure. Does not weigh what it finds (`density`, `overlap`).

use std::sync::Arc;

use crate::document::{Document, ProblemKind};
use crate::finding::Finding;
use crate::rule::{Check, Matcher, Rule, RuleId, Severity};
use crate::scan::block::Block;
use crate::scan::compiled::CompiledRule;
use crate::scan::gate::Gate;
use crate::scan::{Scan, brackets, in_scope};
use crate::text::{Stop, TextRange};

/// More findings than this in one document help nobody; the search ends there.
const MAX_FINDINGS: usize = 100_000;

/// Rules that are searched for together.
#[derive(Debug)]
pub(super) struct Pass {
    gate: Gate,
    rules: Vec<CompiledRule>,
}

impl Pass {
    pub(super) fn new(rules: Vec<&Arc<Rule>>) -> Self {
        let rules: Vec<CompiledRule> = rules
            .into_iter()
            .map(|rule| CompiledRule::new(rule.clone()))
            .collect();
        let gate = Gate::new(rules.iter().map(|compiled| compiled.rule().keywords()));
        Self { gate, rules }
    }

    /// The rule of the given name, if it is one of these.
    pub(super) fn rule(&self, id: &RuleId) -> Option<&Arc<Rule>> {
        self.rules
            .iter()
            .map(CompiledRule::rule)
            .find(|rule| rule.id == *id)
    }

    /// Add what the rules find to which `severity` gives one; unsorted.
    pub(super) fn search(
        &self,
        document: &Document,
        severity: impl Fn(&Rule) -> Option<Severity>,
        stop: &Stop,
        scan: &mut Scan,
    ) {
        let on: Vec<Option<Severity>> = self
            .rules
            .iter()
            .map(|compiled| severity(compiled.rule()))
            .collect();
        if on.iter().any(Option::is_some) {
            self.scan_text(document, &on, stop, scan);
            self.scan_nodes(document, &on, scan);
        }
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
        while let Some(hit) = search.next_hit(&mut wanted, block.as_ref().map_or(0, Block::end)) {
            if stop.requested() {
                scan.cut = Some(ProblemKind::TooSlow);
                return;
            }
            if block.as_ref().is_none_or(|block| hit.offset >= block.end()) {
                if let Some(block) = block.take() {
                    self.scan_block(document, &block, &mut wanted, on, scan);
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
            self.scan_block(document, &block, &mut wanted, on, scan);
        }
        if scan.findings.len() > MAX_FINDINGS {
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
        scan: &mut Scan,
    ) {
        for (index, compiled) in self.rules.iter().enumerate() {
            if !std::mem::take(&mut wanted[index]) {
                continue;
            }
            let Some(severity) = on[index] else { continue };
            match &compiled.rule().matcher {
                Matcher::Pattern { .. } => {
                    compiled.find_in(document, block, severity, &mut scan.findings);
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
    fn scan_nodes(&self, document: &Document, on: &[Option<Severity>], scan: &mut Scan) {
        for (compiled, severity) in self.rules.iter().zip(on) {
            let (Matcher::Node { kind, .. }, Some(severity)) = (&compiled.rule().matcher, severity)
            else {
                continue;
            };
            for node in document.nodes.iter().filter(|node| node.kind == *kind) {
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

fn without_line_end(text: &str, range: TextRange) -> TextRange {
    let kept = range.slice(text).trim_end_matches(['\n', '\r']).len();
    TextRange::new(range.start(), range.start() + kept)
}
