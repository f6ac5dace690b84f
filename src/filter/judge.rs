//! Says of each note whether it does what it should, and if not, what is wrong.
//!
//! The words for that are `note_fault`'s affair.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::filter::Policy;
use crate::filter::beside::Beside;
use crate::filter::note::{Form, Note};
use crate::filter::note_fault::NoteFault;
use crate::filter::overlap::SpanCounter;
use crate::filter::suppress::{Named, selectors_of};
use crate::finding::{Finding, FindingStatus};
use crate::rule::{RuleId, RuleSet, Selector};
use crate::text::TextRange;

/// Judges the notes of one document.
pub(super) struct Judge<'d> {
    document: &'d Document,
    rules: &'d RuleSet,
    guardian: &'d RuleId,
    findings: &'d [Finding],
    /// All findings, and those that no note silences, gathered when first asked for.
    all: FoundBySelector,
    open: OnceCell<FoundBySelector>,
    /// What names a rule that is off: nobody knows what it would find.
    unjudged: HashSet<Selector>,
    beside: Beside<'d>,
}

impl<'d> Judge<'d> {
    /// A judge of notes that have silenced what they silence of `findings`. Those of the `guardian` do not count.
    pub(super) fn new(
        document: &'d Document,
        rules: &'d RuleSet,
        policy: &Policy,
        guardian: &'d RuleId,
        findings: &'d [Finding],
    ) -> Self {
        Self {
            document,
            rules,
            guardian,
            findings,
            all: FoundBySelector::new(findings.iter(), rules, guardian),
            open: OnceCell::new(),
            unjudged: unjudged(rules, policy),
            beside: Beside::new(document),
        }
    }

    /// What is wrong with `note`, whose names are looked up in `named` and which silences `scopes`.
    pub(super) fn fault(
        &mut self,
        note: &Note<'_>,
        named: &Named,
        scopes: &[TextRange],
    ) -> Option<NoteFault> {
        match note.form {
            Form::Unknown(form) => return Some(NoteFault::UnknownForm(form)),
            Form::Misspelt => return Some(NoteFault::Misspelt),
            Form::Right => {}
        }
        if let Some(name) = named.unknown {
            return Some(NoteFault::UnknownRule(name));
        }
        if note.names.is_empty() {
            return Some(NoteFault::NoName);
        }
        let is_used = named.selectors.iter().any(|selector| {
            self.unjudged.contains(selector) || self.all.used(selector, note.range, scopes)
        });
        // What was not read may hold what it silences.
        if is_used || !self.document.has_whole_text() {
            return None;
        }
        Some(match self.is_misplaced(note, named, scopes) {
            true => NoteFault::Misplaced,
            false => NoteFault::Idle,
        })
    }

    fn is_misplaced(&mut self, note: &Note<'_>, named: &Named, scopes: &[TextRange]) -> bool {
        if note.whole_document {
            return false;
        }
        let places = self.beside.places(note, scopes);
        let open = self.open.get_or_init(|| {
            let is_silenced =
                |finding: &Finding| matches!(finding.status, FindingStatus::Suppressed(_));
            let open = self.findings.iter().filter(|finding| !is_silenced(finding));
            FoundBySelector::new(open, self.rules, self.guardian)
        });
        let mut selectors = named.selectors.iter();
        selectors.any(|selector| open.used(selector, note.range, &places))
    }
}

/// The places of the findings, by everything that names their rules.
struct FoundBySelector(HashMap<Selector, SpanCounter>);

impl FoundBySelector {
    fn new<'f>(
        findings: impl Iterator<Item = &'f Finding>,
        rules: &RuleSet,
        guardian: &RuleId,
    ) -> Self {
        let mut counters: HashMap<Selector, SpanCounter> = HashMap::new();
        for finding in findings.filter(|finding| finding.rule != *guardian) {
            for selector in selectors_of(&finding.rule, rules).into_iter().flatten() {
                counters.entry(selector).or_default().add(finding.range);
            }
        }
        counters.values_mut().for_each(SpanCounter::sort);
        Self(counters)
    }

    /// Whether a note finds something to silence in `scopes`. What stands in its own words is no use of it.
    fn used(&self, selector: &Selector, note: TextRange, scopes: &[TextRange]) -> bool {
        let Some(counter) = self.0.get(selector) else {
            return false;
        };
        scopes.iter().any(|&scope| {
            if scope.overlaps(note) {
                counter.overlaps(scope.start(), note.start())
                    || counter.overlaps(note.end(), scope.end())
            } else {
                counter.overlaps(scope.start(), scope.end())
            }
        })
    }
}

/// What names a rule that is off: whether a note about it would silence something is not known.
fn unjudged(rules: &RuleSet, policy: &Policy) -> HashSet<Selector> {
    rules
        .iter()
        .filter(|rule| policy.severity(rule).is_none())
        .flat_map(|rule| selectors_of(&rule.id, rules).into_iter().flatten())
        .collect()
}
