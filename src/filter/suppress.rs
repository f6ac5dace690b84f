//! Lets the notes of a document silence findings, and reports the notes that do not.

use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::filter::Policy;
use crate::filter::note::{Note, notes};
use crate::filter::overlap::{SpanCounter, SpanFinder};
use crate::filter::scope::scopes;
use crate::finding::{Capture, Finding, FindingStatus};
use crate::rule::{Check, Matcher, Rule, RuleId, RuleSet, Selector};
use crate::text::TextRange;

/// The name under which a finding's message has the name that no rule bears.
const UNKNOWN: &str = "unknown";

/// Mark what the notes in `document` silence, and add a finding for each note that names an unknown rule or silences nothing.
///
/// The added findings belong to the rule that checks [`Check::UnusedSuppression`], where `rules` has it and `policy`
/// keeps it on; no note silences them. A note about rules that are off is not called unused, nor is any note in a
/// document that was not read to its end. The findings are in text order afterwards.
pub fn suppress(
    document: &Document,
    rules: &RuleSet,
    policy: &Policy,
    findings: &mut Vec<Finding>,
) {
    let notes = notes(document);
    if notes.is_empty() {
        return;
    }
    let scopes = scopes(document, &notes);
    let named: Vec<Named> = notes
        .iter()
        .map(|note| Named::new(note, rules, &document.text))
        .collect();
    let guardian = rules.iter().find(|rule| is_guardian(rule));
    let guardian_id = guardian.map(|rule| &rule.id);

    silence(&notes, &scopes, &named, rules, guardian_id, findings);

    if let Some((rule, severity)) = guardian.and_then(|rule| Some((rule, policy.severity(rule)?))) {
        let found = FoundBySelector::new(findings, rules, &rule.id);
        let unjudged = unjudged(rules, policy);
        let mut added: Vec<Finding> = Vec::new();
        for ((note, named), scopes) in notes.iter().zip(&named).zip(&scopes) {
            let idle = || {
                !named.selectors.iter().any(|selector| {
                    unjudged.contains(selector) || found.used(selector, note.range, scopes)
                })
            };
            let is_whole = document.status().is_whole_text();
            if named.unknown.is_some() || (is_whole && idle()) {
                let mut finding = Finding::new(rule.id.clone(), note.range, severity);
                finding.captures.extend(named.unknown.map(|range| Capture {
                    name: UNKNOWN.into(),
                    range,
                }));
                added.push(finding);
            }
        }
        policy.hide(&mut added);
        findings.append(&mut added);
    }
    findings.sort_by_key(|finding| finding.range.start());
}

/// The names of a note, looked up.
struct Named {
    selectors: Vec<Selector>,
    /// The first name that is none.
    unknown: Option<TextRange>,
}

impl Named {
    fn new(note: &Note<'_>, rules: &RuleSet, text: &str) -> Self {
        let mut named = Self {
            selectors: Vec::new(),
            unknown: None,
        };
        for &name in &note.names {
            match rules.selector(name.slice(text)) {
                Some(selector) => named.selectors.push(selector),
                None => named.unknown = named.unknown.or(Some(name)),
            }
        }
        named
    }
}

fn is_guardian(rule: &Rule) -> bool {
    matches!(rule.matcher, Matcher::Check(Check::UnusedSuppression))
}

fn silence(
    notes: &[Note<'_>],
    scopes: &[Vec<TextRange>],
    named: &[Named],
    rules: &RuleSet,
    guardian: Option<&RuleId>,
    findings: &mut [Finding],
) {
    let mut finders: HashMap<&Selector, SpanFinder> = HashMap::new();
    for (index, (named, scopes)) in named.iter().zip(scopes).enumerate() {
        for selector in &named.selectors {
            let finder = finders.entry(selector).or_default();
            for &scope in scopes {
                finder.add(scope, index);
            }
        }
    }
    finders.values_mut().for_each(SpanFinder::sort);
    for finding in findings {
        if Some(&finding.rule) == guardian {
            continue;
        }
        let note = selectors_of(&finding.rule, rules)
            .into_iter()
            .flatten()
            .find_map(|selector| finders.get(&selector)?.find(finding.range))
            .and_then(|index| notes.get(index));
        if let Some(note) = note {
            finding.status = FindingStatus::Suppressed(note.range);
        }
    }
}

/// Everything that names the rule, the narrowest first.
fn selectors_of(id: &RuleId, rules: &RuleSet) -> [Option<Selector>; 3] {
    let category = rules.get(id).map(|rule| Selector::Category(rule.category));
    [
        Some(Selector::Rule(id.clone())),
        category,
        Some(Selector::All),
    ]
}

/// The places of the findings, by everything that names their rules.
struct FoundBySelector(HashMap<Selector, SpanCounter>);

impl FoundBySelector {
    fn new(findings: &[Finding], rules: &RuleSet, guardian: &RuleId) -> Self {
        let mut counters: HashMap<Selector, SpanCounter> = HashMap::new();
        for finding in findings.iter().filter(|finding| finding.rule != *guardian) {
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
