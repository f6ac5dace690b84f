//! A rule with its patterns, each compiled when it is first needed.

use std::sync::{Arc, OnceLock};

use crate::finding::{Capture, Finding, WORD};
use crate::rule::{Condition, Guard, Matcher, Rule, Severity};
use crate::scan::beside::Lead;
use crate::scan::block::Block;
use crate::scan::guards::{self, Match, ceil_boundary};
use crate::scan::meter::Meter;
use crate::scan::note::Note;
use crate::scan::pattern::Pattern;
use crate::scan::repeated::Repetition;
use crate::scan::subject::Subject;
use crate::scan::{Search, in_scope};
use crate::text::TextRange;

/// The name of the group that, if a pattern has it, is what gets reported.
pub(super) const SPAN: &str = "span";

/// A rule, ready to be tried.
#[derive(Debug)]
pub(super) struct CompiledRule {
    place: usize,
    rule: Arc<Rule>,
    patterns: OnceLock<Box<Patterns>>,
}

/// Where in a document keywords of a rule stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hits {
    /// A byte in the first one, and one in the last.
    pub(super) first: usize,
    pub(super) last: usize,
    /// How many bytes of a match stand before that byte of its first keyword at most, in the folded text, if there is a bound.
    pub(super) lead: Option<usize>,
}

impl Hits {
    /// Add `later` ones.
    pub(super) fn extend(&mut self, later: Self) {
        self.last = later.last;
        self.lead = self.lead.zip(later.lead).map(|(one, other)| one.max(other));
    }
}

/// The patterns of a rule: most rules are never tried on a document.
#[derive(Debug)]
struct Patterns {
    /// The one that is searched for.
    searched: Pattern,
    /// Whether what is reported is a group of it.
    has_span: bool,
    /// What tells whether a match is weak, for rules in which some are.
    firm_filler: Pattern,
    weak_filler: Pattern,
    /// For each guard of the rule a pattern for each of its conditions.
    guards: Vec<Vec<Pattern>>,
    /// Whether one of them drops whatever stands in a question.
    drops_questions: bool,
}

impl CompiledRule {
    /// `rule`, which has the given place in the rule set.
    pub(super) fn new(place: usize, rule: Arc<Rule>) -> Self {
        Self {
            place,
            rule,
            patterns: OnceLock::new(),
        }
    }

    pub(super) fn rule(&self) -> &Arc<Rule> {
        &self.rule
    }

    /// Its place in the rule set, from 0.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    /// Whether the rule drops whatever stands in a question.
    pub(super) fn asks_no_questions(&self) -> bool {
        self.patterns().drops_questions
    }

    /// Whether a match of the rule's pattern may begin as far before byte `at` of `text` as `lead` says: no only where that is
    /// clear at once.
    pub(super) fn may_match_round(&self, text: &str, at: usize, lead: Lead) -> bool {
        match &self.rule.matcher {
            Matcher::Pattern(pattern) => {
                let searched = &self.patterns().searched;
                searched.may_match_round(pattern, text, at, lead)
            }
            Matcher::Node { .. } | Matcher::Check(_) => true,
        }
    }

    /// Add the matches of the rule's pattern in `block` that no guard drops, up to where the search is stopped: each match
    /// may cost a walk through the whole block. The rule's keywords stand at `hits`.
    pub(super) fn find_in<M: Meter>(
        &self,
        block: &Block<'_>,
        hits: Hits,
        severity: Severity,
        search: &mut Search<'_, '_, M>,
    ) {
        let Matcher::Pattern(pattern) = &self.rule.matcher else {
            return;
        };
        let text = block.folded().text();
        let inside = block.folded_place(TextRange::new(hits.first, hits.last));
        let patterns = self.patterns();
        let searched = &patterns.searched;
        let mut from = match hits.lead {
            Some(lead) => ceil_boundary(text, inside.start.saturating_sub(lead)),
            None => searched.earliest_start(pattern, inside.start),
        };
        // The next try starts after what was reported, so that one match's context may be another's beginning.
        while let Some(found) = searched.find_at(pattern, text, from..=inside.end) {
            if search.stop.requested() {
                return;
            }
            let mut groups = None;
            let mut span = found.clone();
            if patterns.has_span {
                let named = groups.insert(searched.groups(pattern, text, &found));
                if let Some((_, group)) = named.iter().find(|(name, _)| &**name == SPAN) {
                    span = group.clone();
                }
            }
            from = span.end.max(next_boundary(text, found.start));
            if span.is_empty() {
                continue;
            }
            search.meter.matches();
            let subject = search.subject;
            let range = block.place(span.start, span.end);
            let matched = Match::new(subject, block, span.clone(), range);
            if !in_scope(subject, &self.rule, range) {
                continue;
            }
            let Some(mut finding) = self.finding(&matched, severity) else {
                continue;
            };
            finding.weak_filler = self.weak_filler(&text[span]);
            finding.captures = groups
                .unwrap_or_else(|| searched.groups(pattern, text, &found))
                .into_iter()
                .map(|(name, group)| Capture {
                    name,
                    range: block.place(group.start, group.end),
                })
                .collect();
            search.meter.finds();
            search.scan.findings.push(finding);
        }
    }

    /// The weak filler in `reported`, which is folded; nothing where a firm one is there or the rule does not ask.
    fn weak_filler(&self, reported: &str) -> Option<Box<str>> {
        let fillers = &self.rule.weak.as_ref()?.fillers;
        let patterns = self.patterns();
        if patterns.firm_filler.is_match(&fillers.firm, reported) {
            return None;
        }
        // The sign of a currency belongs to the frame, as a unit does.
        let filled = reported.trim_start_matches(['$', '£', '€']);
        let reported = if filled.trim().is_empty() {
            reported
        } else {
            filled
        };
        let whole = 0..=reported.len();
        let weak = patterns.weak_filler.find_at(&fillers.weak, reported, whole);
        let weak = &reported[weak.unwrap_or_default()];
        // Nobody counts spaces: one and five are the same filler.
        let is_blank = !weak.is_empty() && weak.bytes().all(|byte| byte == b' ');
        Some(if is_blank { " " } else { weak }.into())
    }

    /// The text of each of its patterns with its forms; the one that is searched for comes last.
    pub(super) fn all_patterns(&self) -> impl Iterator<Item = (&str, &Pattern)> {
        let patterns = self.patterns();
        let guards = self.rule.scope.unless.iter().zip(&patterns.guards);
        let asked = guards.flat_map(|(guard, patterns)| guard.conditions.iter().zip(patterns));
        let asked = asked.filter_map(|(it, pattern)| Some((it.pattern()?, pattern)));
        let searched = match &self.rule.matcher {
            Matcher::Pattern(pattern) => Some(pattern.as_str()),
            Matcher::Node { text, .. } => text.as_deref(),
            Matcher::Check(_) => None,
        };
        let fillers = self.rule.weak.iter().flat_map(|weak| {
            [
                (weak.fillers.firm.as_str(), &patterns.firm_filler),
                (weak.fillers.weak.as_str(), &patterns.weak_filler),
            ]
        });
        let searched = searched.map(|source| (source, &patterns.searched));
        asked.chain(fillers).chain(searched)
    }

    /// Whether the rule reports `range`, where what it asks for stands.
    pub(super) fn accepts_node<M: Meter>(
        &self,
        range: TextRange,
        search: &mut Search<'_, '_, M>,
    ) -> bool {
        let Matcher::Node { text, .. } = &self.rule.matcher else {
            return false;
        };
        let subject = search.subject;
        let has_text = text.as_ref().is_none_or(|pattern| {
            let asked = &self.patterns().searched;
            asked.is_match(pattern, range.slice(&subject.document.text))
        });
        if !has_text || !self.is_wanted_at(subject, range) {
            return false;
        }
        search.meter.matches();
        let block = Block::around(&subject.document.text, range.start(), 0)
            .written_in(subject.document.format);
        let span = block.folded_place(range);
        let matched = Match::new(subject, &block, span, range);
        self.finding(&matched, self.rule.severity).is_some()
    }

    /// Whether a node's place is one that the rule looks at; kinds that patterns pass over are no obstacle to nodes.
    fn is_wanted_at(&self, subject: &Subject<'_>, range: TextRange) -> bool {
        let only_in = &self.rule.scope.only_in;
        only_in.is_empty()
            || subject
                .nodes()
                .around(range)
                .any(|node| only_in.contains(&node.kind))
    }

    /// Add what a check found at `range`, which lies in `block`, unless a guard drops it.
    pub(super) fn report_checked<M: Meter>(
        &self,
        block: &Block<'_>,
        range: TextRange,
        severity: Severity,
        search: &mut Search<'_, '_, M>,
    ) {
        if let Some(finding) = self.checked(block, range, severity, search) {
            search.meter.finds();
            search.scan.findings.push(finding);
        }
    }

    /// As [`report_checked`](Self::report_checked), for a note, which may need other gaps near it.
    pub(super) fn report_note<M: Meter>(
        &self,
        block: &Block<'_>,
        note: Note,
        severity: Severity,
        search: &mut Search<'_, '_, M>,
    ) {
        let word = Capture {
            name: WORD.into(),
            range: note.word,
        };
        if let Some(mut finding) = self.checked(block, note.range, severity, search) {
            finding.captures.push(word);
            self.add(finding, note.is_firm, search);
        }
    }

    /// As [`report_checked`](Self::report_checked), for a repetition, which may need other gaps near it.
    pub(super) fn report_repetition<M: Meter>(
        &self,
        block: &Block<'_>,
        repetition: Repetition,
        severity: Severity,
        search: &mut Search<'_, '_, M>,
    ) {
        if let Some(finding) = self.checked(block, repetition.range, severity, search) {
            self.add(finding, repetition.is_firm, search);
        }
    }

    /// Keep a finding, which needs other gaps near it if it is not firm and the rule says so.
    fn add<M: Meter>(&self, mut finding: Finding, is_firm: bool, search: &mut Search<'_, '_, M>) {
        search.meter.finds();
        if !is_firm && self.rule.weak.is_some() {
            finding.weak_filler = Some(Box::default());
        }
        search.scan.findings.push(finding);
    }

    /// The finding at `range`, which lies in `block`, unless the rule does not look there or a guard drops it.
    fn checked<M: Meter>(
        &self,
        block: &Block<'_>,
        range: TextRange,
        severity: Severity,
        search: &mut Search<'_, '_, M>,
    ) -> Option<Finding> {
        search.meter.matches();
        let subject = search.subject;
        if !in_scope(subject, &self.rule, range) {
            return None;
        }
        if self.rule.scope.unless.is_empty() {
            Some(Finding::new(self.rule.id.clone(), range, severity))
        } else {
            let matched = Match::new(subject, block, block.folded_place(range), range);
            self.finding(&matched, severity)
        }
    }

    fn patterns(&self) -> &Patterns {
        self.patterns
            .get_or_init(|| Box::new(Patterns::new(&self.rule)))
    }

    /// The finding at a match, unless a guard drops it. One that a guard lowers is a hint, whatever stands near it, unless settings
    /// give the rule a severity of its own.
    fn finding(&self, matched: &Match<'_, '_, '_>, severity: Severity) -> Option<Finding> {
        let mut finding = Finding::new(self.rule.id.clone(), matched.range, severity);
        let guards = self.rule.scope.unless.iter().zip(&self.patterns().guards);
        for (guard, patterns) in guards {
            let lowers = guard.lowers_in();
            if lowers.is_some() && finding.taken_for.is_some() {
                continue;
            }
            let mut conditions = guard.conditions.iter().zip(patterns);
            if conditions.all(|(condition, pattern)| guards::holds(condition, pattern, matched)) {
                finding.taken_for = Some(lowers?);
            }
        }
        if finding.taken_for.is_some() && severity == self.rule.severity {
            finding.severity = Severity::Info;
        }
        Some(finding)
    }
}

impl Patterns {
    fn new(rule: &Rule) -> Self {
        let patterns = |guard: &Guard| {
            let conditions = guard.conditions.iter();
            conditions.map(|_| Pattern::default()).collect()
        };
        let has_span = |pattern: &str| pattern.contains("<span>");
        let is_question = |guard: &Guard| matches!(guard.conditions[..], [Condition::Question]);
        Self {
            drops_questions: rule.scope.unless.iter().any(is_question),
            searched: Pattern::default(),
            firm_filler: Pattern::default(),
            weak_filler: Pattern::default(),
            has_span: rule.searched_pattern().is_some_and(has_span),
            guards: rule.scope.unless.iter().map(patterns).collect(),
        }
    }
}

fn next_boundary(text: &str, start: usize) -> usize {
    start
        + text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
}
