//! Lets the notes of a document silence findings, and reports the notes that do not.

use std::collections::HashMap;

use crate::document::Document;
use crate::filter::Policy;
use crate::filter::judge::Judge;
use crate::filter::note::{Form, Note, notes};
use crate::filter::overlap::SpanFinder;
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
    let mut notes = notes(document);
    notes.retain(|note| is_note(note, rules, &document.text));
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
        let mut judge = Judge::new(document, rules, policy, &rule.id, findings);
        let mut added: Vec<Finding> = Vec::new();
        for ((note, named), scopes) in notes.iter().zip(&named).zip(&scopes) {
            let Some(fault) = judge.fault(note, named, scopes) else {
                continue;
            };
            let mut finding = Finding::new(rule.id.clone(), note.range, severity);
            finding.captures.extend(named.unknown.map(|range| Capture {
                name: UNKNOWN.into(),
                range,
            }));
            finding.own_words = Some(Box::new(fault.words(note, &document.text, rules)));
            added.push(finding);
        }
        policy.hide(&mut added);
        findings.append(&mut added);
    }
    findings.sort_by_key(|finding| finding.range.start());
}

/// The names of a note, looked up.
pub(super) struct Named {
    /// What it silences; nothing where its form is not right.
    pub(super) selectors: Vec<Selector>,
    /// The first name that is none, or the form that is none.
    pub(super) unknown: Option<TextRange>,
}

impl Named {
    fn new(note: &Note<'_>, rules: &RuleSet, text: &str) -> Self {
        let mut named = Self {
            selectors: Vec::new(),
            unknown: match note.form {
                Form::Unknown(form) => Some(form),
                _ => None,
            },
        };
        for &name in note.names.iter().filter(|_| note.form == Form::Right) {
            match rules.selector(name.slice(text)) {
                Some(selector) => named.selectors.push(selector),
                None => named.unknown = named.unknown.or(Some(name)),
            }
        }
        named
    }
}

/// Whether it is a note at all: what is nearly written like one is an ordinary sentence unless a rule's name follows.
fn is_note(note: &Note<'_>, rules: &RuleSet, text: &str) -> bool {
    let mut names = note.names.iter().map(|name| name.slice(text));
    note.form != Form::Misspelt
        || names
            .next()
            .is_some_and(|name| rules.selector(name).is_some())
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
pub(super) fn selectors_of(id: &RuleId, rules: &RuleSet) -> [Option<Selector>; 3] {
    let category = rules.get(id).map(|rule| Selector::Category(rule.category));
    [
        Some(Selector::Rule(id.clone())),
        category,
        Some(Selector::All),
    ]
}
