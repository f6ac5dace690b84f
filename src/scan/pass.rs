//! One pass over a document with some of the rules: where a keyword stands, the paragraph round it is tried.
//!
//! Owns the order of work: text first, then structure. Does not weigh what it finds (`evidence`, `overlap`).

use std::ops::Range;

use crate::document::ProblemKind;
use crate::finding::Finding;
use crate::rule::{Check, Matcher, Rule, RuleSet, Severity};
use crate::scan::block::Block;
use crate::scan::compiled::{CompiledRule, Hits};
use crate::scan::gate::{Gate, Hit, Wanting};
use crate::scan::keywords::Keywords;
use crate::scan::meter::Meter;
use crate::scan::pieces::{self, PIECE};
use crate::scan::subject::Subject;
use crate::scan::{Search, brackets, emphasis, empty_cell, guards, note, points_at_notes, review};
use crate::text::TextRange;

/// More findings than this in one document help nobody; the search ends there.
pub(super) const MAX_FINDINGS: usize = 50_000;

/// That there are.
const TOO_MANY: ProblemKind = ProblemKind::TooManyFindings {
    limit: MAX_FINDINGS,
};

/// Rules that are searched for together.
#[derive(Debug)]
pub(super) struct Pass {
    gate: Gate,
    /// By the numbers that the keywords have for them; nothing where a rule lost its place to one of its name.
    rules: Vec<Option<CompiledRule>>,
    /// Place and number of those that look for nodes, in order.
    node_rules: Vec<(usize, usize)>,
}

impl Pass {
    /// A pass with those of the `rules` that are `wanted`. What the build `prepared` is the keywords of such rules as come with
    /// the program; the others are added to them.
    pub(super) fn new(rules: &RuleSet, wanted: impl Fn(&Rule) -> bool, prepared: Keywords) -> Self {
        let builtin = rules.builtin_rules().enumerate();
        let builtin = builtin.filter(|(_, (rule, _))| wanted(rule));
        let mut all: Vec<Option<CompiledRule>> = builtin
            .map(|(place, (rule, stands))| stands.then(|| CompiledRule::new(place, rule.clone())))
            .collect();
        let house = rules.house_rules().filter(|(_, rule)| wanted(rule));
        let mut house = house.peekable();
        let keywords = match house.peek() {
            None => prepared,
            Some(_) => {
                let first = all.len();
                all.extend(house.map(|(place, rule)| Some(CompiledRule::new(place, rule.clone()))));
                let house = all.iter().skip(first).flatten();
                prepared.and(first, house.map(|it| (it.rule().keywords.as_slice(), None)))
            }
        };
        let numbered = all.iter().enumerate();
        let numbered = numbered.filter_map(|(number, rule)| Some((rule.as_ref()?, number)));
        let of_nodes = numbered.filter(|(it, _)| matches!(it.rule().matcher, Matcher::Node { .. }));
        let mut node_rules: Vec<_> = of_nodes.map(|(it, number)| (it.place(), number)).collect();
        node_rules.sort_unstable();
        Self {
            gate: Gate::new(keywords),
            rules: all,
            node_rules,
        }
    }

    /// The rules that are searched for.
    pub(super) fn rules(&self) -> impl Iterator<Item = &CompiledRule> + Clone {
        self.rules.iter().flatten()
    }

    /// Whether a keyword of any rule stands somewhere in `text`.
    pub(super) fn has_keyword(&self, text: &str) -> bool {
        self.gate.search(text, 0..text.len()).next_hit().is_some()
    }

    /// The place in the rule set of the rule of that number.
    fn place(&self, number: usize) -> Option<usize> {
        Some(self.rule(number)?.place())
    }

    fn rule(&self, number: usize) -> Option<&CompiledRule> {
        self.rules.get(number)?.as_ref()
    }

    /// Add what the rules find to which `severity` gives one; unsorted.
    pub(super) fn search<M: Meter>(
        &self,
        severity: impl Fn(&CompiledRule) -> Option<Severity> + Sync,
        search: &mut Search<'_, '_, M>,
    ) {
        let mut rules = self.rules();
        if rules.clone().any(|rule| severity(rule).is_some()) {
            let from = match M::LISTENS {
                true => 0,
                false => self.scan_pieces(PIECE, &severity, search),
            };
            let text = &search.subject.document.text;
            for part in pieces::parts_from(text, from) {
                if search.scan.cut.is_none() {
                    self.scan_text(part, &severity, search);
                }
            }
            // Most texts have no structure.
            if !search.subject.document.nodes.is_empty() {
                self.scan_nodes(&severity, search);
            }
        } else {
            let unseen = rules.any(|it| points_at_notes(it.rule()));
            search.scan.may_hold_notes |= unseen;
        }
    }

    /// Everything that starts from a keyword in part of the text, which is whole lines: patterns and checks.
    pub(super) fn scan_text<M: Meter>(
        &self,
        part: Range<usize>,
        severity: &impl Fn(&CompiledRule) -> Option<Severity>,
        search: &mut Search<'_, '_, M>,
    ) {
        let text = &search.subject.document.text;
        let mut hits = self.gate.search(text, part.clone());
        let mut block: Option<Block<'_>> = None;
        let mut wanted = Wanted::none_of(self.rules.len());
        let mut wanting = Vec::new();
        while let Some(hit) = hits.next_hit() {
            if search.stop.requested() {
                search.scan.cut = Some(ProblemKind::TooSlow);
                return;
            }
            wanting.clear();
            let worth_a_look = |it: &Wanting| !self.is_settled(*it, &hit, search.subject);
            wanting.extend(hit.rules().filter(worth_a_look));
            if wanting.is_empty() {
                continue;
            }
            if block.as_ref().is_none_or(|block| hit.offset >= block.end()) {
                if let Some(block) = block.take() {
                    self.scan_block(&block, &mut wanted, severity, search);
                }
                if search.scan.findings.len() >= MAX_FINDINGS {
                    search.scan.cut = Some(TOO_MANY);
                    return;
                }
                let after = hits.block_floor();
                let next = Block::around(text, hit.offset, after)
                    .written_in(search.subject.document.format);
                hits.set_block_floor(next.end());
                block = Some(next);
            }
            for it in &wanting {
                let last = if it.has_keyword {
                    hit.offset
                } else {
                    text.len()
                };
                let lead = it.lead.map(|lead| lead.most + hit.head_length());
                wanted.add(
                    it.rule,
                    Hits {
                        first: hit.offset,
                        last,
                        lead,
                    },
                );
            }
        }
        if let Some(block) = block {
            self.scan_block(&block, &mut wanted, severity, search);
        }
        self.scan_lines(part, severity, search);
        if search.stop.requested() {
            search.scan.cut = Some(ProblemKind::TooSlow);
        } else if search.scan.findings.len() > MAX_FINDINGS {
            search.scan.cut = Some(TOO_MANY);
        }
    }

    /// Whether what stands round a keyword by itself shows that the rule has nothing to find there.
    fn is_settled(&self, wanting: Wanting, hit: &Hit<'_>, subject: &Subject<'_>) -> bool {
        let text = &subject.document.text;
        let Some(compiled) = self.rule(wanting.rule) else {
            return true;
        };
        match compiled.rule().matcher {
            Matcher::Check(Check::Brackets) => brackets::is_closed_pair(text, hit.offset),
            Matcher::Check(Check::Note) => !note::opens(text, hit.offset),
            _ => {
                let start = wanting.lead.zip(hit.start(text));
                start.is_some_and(|(lead, start)| !compiled.may_match_round(text, start, lead))
                    || (compiled.asks_no_questions() && guards::is_plainly_asked(text, hit.offset))
            }
        }
    }

    fn scan_block<M: Meter>(
        &self,
        block: &Block<'_>,
        wanted: &mut Wanted,
        severity: &impl Fn(&CompiledRule) -> Option<Severity>,
        search: &mut Search<'_, '_, M>,
    ) {
        for (number, hits) in wanted.take(|number| self.place(number)) {
            let Some(compiled) = self.rule(number) else {
                continue;
            };
            search.scan.may_hold_notes |= points_at_notes(compiled.rule());
            let Some(severity) = severity(compiled) else {
                continue;
            };
            match &compiled.rule().matcher {
                Matcher::Pattern(_) => {
                    // All patterns share the folded text, so none of them is charged with it.
                    block.folded();
                    search.meter.tries(compiled.place());
                    compiled.find_in(block, hits, severity, search);
                }
                Matcher::Check(Check::Note) => {
                    search.meter.tries(compiled.place());
                    for note in note::in_block(block) {
                        compiled.report_note(block, note, severity, search);
                    }
                    search.meter.shares();
                }
                Matcher::Check(check) => {
                    search.meter.tries(compiled.place());
                    for range in checked(*check, search.subject, block, &compiled.rule().keywords) {
                        compiled.report_checked(block, range, severity, search);
                    }
                    search.meter.shares();
                }
                Matcher::Node { .. } => {}
            }
        }
        search.meter.shares();
    }

    /// Everything that starts from structure.
    fn scan_nodes<M: Meter>(
        &self,
        severity: &impl Fn(&CompiledRule) -> Option<Severity>,
        search: &mut Search<'_, '_, M>,
    ) {
        let document = search.subject.document;
        let of_cells =
            |it: &&CompiledRule| matches!(it.rule().matcher, Matcher::Check(Check::EmptyCell));
        for compiled in self.rules().filter(of_cells) {
            let Some(severity) = severity(compiled) else {
                continue;
            };
            search.meter.tries(compiled.place());
            for range in empty_cell::places(document) {
                let block = Block::around(&document.text, range.start(), range.start())
                    .written_in(document.format);
                compiled.report_checked(&block, range, severity, search);
            }
            search.meter.shares();
        }
        for compiled in self.node_rules.iter().filter_map(|&(_, it)| self.rule(it)) {
            let Matcher::Node { kinds, .. } = &compiled.rule().matcher else {
                continue;
            };
            let Some(severity) = severity(compiled) else {
                continue;
            };
            for place in review::places(document, kinds) {
                if search.stop.requested() {
                    search.scan.cut = Some(ProblemKind::TooSlow);
                    return;
                }
                if search.scan.findings.len() >= MAX_FINDINGS {
                    search.scan.cut = Some(TOO_MANY);
                    return;
                }
                search.meter.tries(compiled.place());
                if compiled.accepts_node(place.range, search) {
                    search.meter.finds();
                    let range = without_line_end(&document.text, place.range);
                    let mut finding = Finding::new(compiled.rule().id.clone(), range, severity);
                    finding.remarks = place.remarks;
                    search.scan.findings.push(finding);
                }
                search.meter.shares();
            }
        }
    }
}

/// The rules that have a keyword in the block at hand.
struct Wanted {
    /// By rule, where its keywords stand.
    hits: Vec<Option<Hits>>,
    /// Those that have one.
    rules: Vec<usize>,
}

impl Wanted {
    fn none_of(rules: usize) -> Self {
        Self {
            hits: vec![None; rules],
            rules: Vec::new(),
        }
    }

    fn add(&mut self, rule: usize, new: Hits) {
        match self.hits.get_mut(rule) {
            Some(Some(hits)) => hits.extend(new),
            Some(hits @ None) => {
                *hits = Some(new);
                self.rules.push(rule);
            }
            None => {}
        }
    }

    /// Each rule with its hits, in the order of their places; none is wanted any more.
    fn take<P: Ord>(&mut self, place: impl Fn(usize) -> P) -> impl Iterator<Item = (usize, Hits)> {
        self.rules.sort_unstable_by_key(|&rule| place(rule));
        self.rules
            .drain(..)
            .filter_map(|rule| Some((rule, self.hits.get_mut(rule)?.take()?)))
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
        // Notes are more than places, those without keywords do not come here, and suppressions are judged after everything has been found.
        Check::EmptyCell
        | Check::Note
        | Check::Numbering
        | Check::OtherDocument
        | Check::Remark
        | Check::Repeated
        | Check::RepeatedEn
        | Check::SentenceCut
        | Check::SentenceCutEn
        | Check::UnusedSuppression => Vec::new(),
    }
}

fn without_line_end(text: &str, range: TextRange) -> TextRange {
    let kept = range.slice(text).trim_end_matches(['\n', '\r']).len();
    TextRange::new(range.start(), range.start() + kept)
}
