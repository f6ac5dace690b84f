//! A rule with its patterns, each compiled when it is first needed.

use std::sync::Arc;

use crate::document::Node;
use crate::finding::{Capture, Finding};
use crate::rule::{Condition, Guard, Matcher, Rule, Severity};
use crate::scan::block::Block;
use crate::scan::guards::{self, Match};
use crate::scan::in_scope;
use crate::scan::pattern::Pattern;
use crate::scan::subject::Subject;
use crate::text::{Stop, TextRange};

/// The name of the group that, if a pattern has it, is what gets reported.
pub(super) const SPAN: &str = "span";

/// A rule, ready to be tried.
#[derive(Debug)]
pub(super) struct CompiledRule {
    rule: Arc<Rule>,
    pattern: Pattern,
    guards: Vec<Vec<(Condition, Pattern)>>,
}

impl CompiledRule {
    pub(super) fn new(rule: Arc<Rule>) -> Self {
        let lazy = |guard: Guard| {
            guard
                .conditions
                .into_iter()
                .map(|condition| (condition, Pattern::default()))
                .collect()
        };
        let guards = merged(&rule.unless).into_iter().map(lazy).collect();
        Self {
            rule,
            pattern: Pattern::default(),
            guards,
        }
    }

    pub(super) fn rule(&self) -> &Arc<Rule> {
        &self.rule
    }

    /// Add the matches of the rule's pattern in `block` that no guard drops, up to where `stop` is raised: each match may
    /// cost a walk through the whole block.
    pub(super) fn find_in(
        &self,
        subject: &Subject<'_>,
        block: &Block<'_>,
        severity: Severity,
        stop: &Stop,
        findings: &mut Vec<Finding>,
    ) {
        let Matcher::Pattern { pattern, .. } = &self.rule.matcher else {
            return;
        };
        let text = block.folded().text();
        let mut from = 0;
        // The next try starts after what was reported, so that one match's context may be another's beginning.
        while let Some(found) = self.pattern.find_at(pattern, text, from) {
            if stop.requested() {
                return;
            }
            let group = found.groups.iter().find(|(name, _)| &**name == SPAN);
            let span = group.map_or(&found.range, |(_, span)| span).clone();
            from = span.end.max(next_boundary(text, found.range.start));
            if span.is_empty() {
                continue;
            }
            let range = block.place(span.start, span.end);
            let matched = Match {
                subject,
                block,
                span: span.clone(),
                range,
            };
            if !in_scope(subject.document, &self.rule, range) || self.is_guarded(&matched) {
                continue;
            }
            let mut finding = Finding::new(self.rule.id.clone(), range, severity);
            finding.captures = found
                .groups
                .into_iter()
                .map(|(name, group)| Capture {
                    name,
                    range: block.place(group.start, group.end),
                })
                .collect();
            findings.push(finding);
        }
    }

    /// Whether the rule reports `node`, whose kind it asks for.
    pub(super) fn accepts_node(&self, subject: &Subject<'_>, node: &Node) -> bool {
        let Matcher::Node { text, .. } = &self.rule.matcher else {
            return false;
        };
        let has_text = text.as_ref().is_none_or(|pattern| {
            self.pattern
                .is_match(pattern, node.range.slice(&subject.document.text))
        });
        if !has_text || !self.is_wanted_at(subject, node.range) {
            return false;
        }
        let block = Block::around(&subject.document.text, node.range.start(), 0);
        let span = block.folded_place(node.range);
        let matched = Match {
            subject,
            block: &block,
            span,
            range: node.range,
        };
        !self.is_guarded(&matched)
    }

    /// Whether a node's place is one that the rule looks at; kinds that patterns pass over are no obstacle to nodes.
    fn is_wanted_at(&self, subject: &Subject<'_>, range: TextRange) -> bool {
        let only_in = &self.rule.only_in;
        only_in.is_empty()
            || subject
                .document
                .nodes_around(range)
                .any(|node| only_in.contains(&node.kind))
    }

    fn is_guarded(&self, matched: &Match<'_, '_>) -> bool {
        self.guards.iter().any(|conditions| {
            conditions
                .iter()
                .all(|(condition, lazy)| guards::holds(condition, lazy, matched))
        })
    }
}

/// The same guards with those that look at one and the same stretch of text joined into one pattern: it is compiled
/// once and read once, however many guards a rule has.
fn merged(guards: &[Guard]) -> Vec<Guard> {
    let mut merged: Vec<Guard> = Vec::new();
    for guard in guards {
        let joined = merged.iter_mut().any(|other| {
            match (other.conditions.as_mut_slice(), guard.conditions.as_slice()) {
                ([known], [condition]) => join(known, condition),
                _ => false,
            }
        });
        if !joined {
            merged.push(guard.clone());
        }
    }
    merged
}

/// Make `known` hold where `condition` does too, if both look at the same stretch of text.
fn join(known: &mut Condition, condition: &Condition) -> bool {
    use Condition::{After, Before, Clause, Matched, Paragraph, Sentence};
    let ((Before(pattern), Before(other))
    | (After(pattern), After(other))
    | (Clause(pattern), Clause(other))
    | (Sentence(pattern), Sentence(other))
    | (Paragraph(pattern), Paragraph(other))
    | (Matched(pattern), Matched(other))) = (known, condition)
    else {
        return false;
    };
    *pattern = format!("(?:{pattern})|(?:{other})");
    true
}

fn next_boundary(text: &str, start: usize) -> usize {
    start
        + text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
}
