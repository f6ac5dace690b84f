//! One pass over a document with some of the rules: where a keyword stands, the paragraph round it is tried.
//!
//! Owns the order of work: text first, then structure. Does not weigh what it finds (`density`, `overlap`).

use std::sync::Arc;

use crate::document::ProblemKind;
use crate::finding::Finding;
use crate::rule::{Check, Matcher, Rule, RuleId, Severity};
use crate::scan::block::Block;
use crate::scan::compiled::CompiledRule;
use crate::scan::gate::Gate;
use crate::scan::keywords::Keywords;
use crate::scan::subject::Subject;
use crate::scan::{Scan, brackets, emphasis, in_scope, numbering, other_document};
use crate::text::{Stop, TextRange};

/// More findings than this in one document help nobody; the search ends there.
const MAX_FINDINGS: usize = 50_000;

/// That there are.
const TOO_MANY: ProblemKind = ProblemKind::TooManyFindings {
    limit: MAX_FINDINGS,
};

/// Rules that are searched for together.
#[derive(Debug)]
pub(super) struct Pass {
    gate: Gate,
    rules: Vec<CompiledRule>,
}

impl Pass {
    /// A pass with `rules`, which have the given keywords.
    pub(super) fn new(rules: Vec<&Arc<Rule>>, keywords: Keywords) -> Self {
        let rules: Vec<CompiledRule> = rules
            .into_iter()
            .map(|rule| CompiledRule::new(rule.clone()))
            .collect();
        let gate = Gate::new(keywords);
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
        subject: &Subject<'_>,
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
            self.scan_text(subject, &on, stop, scan);
            self.scan_nodes(subject, &on, stop, scan);
        }
    }

    /// Everything that starts from a keyword: patterns and checks.
    fn scan_text(
        &self,
        subject: &Subject<'_>,
        on: &[Option<Severity>],
        stop: &Stop,
        scan: &mut Scan,
    ) {
        let mut search = self.gate.search(&subject.document.text);
        let mut block: Option<Block<'_>> = None;
        let mut wanted = Wanted::none_of(self.rules.len());
        while let Some(hit) =
            search.next_hit(&wanted.first_hits, block.as_ref().map_or(0, Block::end))
        {
            if stop.requested() {
                scan.cut = Some(ProblemKind::TooSlow);
                return;
            }
            if block.as_ref().is_none_or(|block| hit.offset >= block.end()) {
                if let Some(block) = block.take() {
                    self.scan_block(subject, &block, &mut wanted, on, stop, scan);
                }
                if scan.findings.len() >= MAX_FINDINGS {
                    scan.cut = Some(TOO_MANY);
                    return;
                }
                let after = search.block_floor();
                let next = Block::around(&subject.document.text, hit.offset, after);
                search.set_block_floor(next.end());
                block = Some(next);
            }
            for &rule in hit.rules {
                wanted.add(rule as usize, hit.offset);
            }
        }
        if let Some(block) = block {
            self.scan_block(subject, &block, &mut wanted, on, stop, scan);
        }
        if stop.requested() {
            scan.cut = Some(ProblemKind::TooSlow);
        } else if scan.findings.len() > MAX_FINDINGS {
            scan.cut = Some(TOO_MANY);
        }
    }

    fn scan_block(
        &self,
        subject: &Subject<'_>,
        block: &Block<'_>,
        wanted: &mut Wanted,
        on: &[Option<Severity>],
        stop: &Stop,
        scan: &mut Scan,
    ) {
        for (index, first_hit) in wanted.take() {
            let (Some(compiled), Some(&Some(severity))) = (self.rules.get(index), on.get(index))
            else {
                continue;
            };
            match &compiled.rule().matcher {
                Matcher::Pattern { .. } => {
                    let findings = &mut scan.findings;
                    compiled.find_in(subject, block, first_hit, severity, stop, findings);
                }
                Matcher::Check { check, keywords } => {
                    for range in checked(*check, subject, block, keywords) {
                        if in_scope(subject.document, compiled.rule(), range) {
                            let rule = compiled.rule().id.clone();
                            scan.findings.push(Finding::new(rule, range, severity));
                        }
                    }
                }
                Matcher::Node { .. } => {}
            }
        }
    }

    /// Everything that starts from structure.
    fn scan_nodes(
        &self,
        subject: &Subject<'_>,
        on: &[Option<Severity>],
        stop: &Stop,
        scan: &mut Scan,
    ) {
        for (compiled, severity) in self.rules.iter().zip(on) {
            let (Matcher::Node { kind, .. }, Some(severity)) = (&compiled.rule().matcher, severity)
            else {
                continue;
            };
            for node in subject
                .document
                .nodes
                .iter()
                .filter(|node| node.kind == *kind)
            {
                if stop.requested() {
                    scan.cut = Some(ProblemKind::TooSlow);
                    return;
                }
                if scan.findings.len() >= MAX_FINDINGS {
                    scan.cut = Some(TOO_MANY);
                    return;
                }
                if compiled.accepts_node(subject, node) {
                    let range = without_line_end(&subject.document.text, node.range);
                    scan.findings
                        .push(Finding::new(compiled.rule().id.clone(), range, *severity));
                }
            }
        }
    }
}

/// The rules that have a keyword in the block at hand.
struct Wanted {
    /// For each rule the byte of the document where its first keyword stands.
    first_hits: Vec<Option<u32>>,
    /// Those that have one.
    rules: Vec<usize>,
}

impl Wanted {
    fn none_of(rules: usize) -> Self {
        Self {
            first_hits: vec![None; rules],
            rules: Vec::new(),
        }
    }

    fn add(&mut self, rule: usize, offset: usize) {
        if let Some(first @ None) = self.first_hits.get_mut(rule) {
            *first = Some(u32::try_from(offset).unwrap_or(u32::MAX));
            self.rules.push(rule);
        }
    }

    /// Each rule with its first hit, in order; none is wanted any more.
    fn take(&mut self) -> impl Iterator<Item = (usize, usize)> {
        self.rules.sort_unstable();
        self.rules.drain(..).filter_map(|rule| {
            let first = self.first_hits.get_mut(rule)?.take()?;
            Some((rule, first as usize))
        })
    }
}

/// What a check that is code finds in a block.
fn checked(
    check: Check,
    subject: &Subject<'_>,
    block: &Block<'_>,
    keywords: &[String],
) -> Vec<TextRange> {
    match check {
        Check::Brackets => brackets::unmatched(subject, block, keywords),
        Check::Emphasis => emphasis::marks(subject, block),
        Check::Numbering => numbering::gap(subject.document, block)
            .into_iter()
            .collect(),
        Check::OtherDocument => other_document::names(subject.document, block),
        // Judged when the suppressions are, after everything has been found.
        Check::UnusedSuppression => Vec::new(),
    }
}

fn without_line_end(text: &str, range: TextRange) -> TextRange {
    let kept = range.slice(text).trim_end_matches(['\n', '\r']).len();
    TextRange::new(range.start(), range.start() + kept)
}
