//! What is made of the patterns of the rules, so that no run has to compile them, and the index to find it by.
//!
//! Owns which patterns are made into what; `automata` and `program` make it, `src/scan/prepared.rs` finds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regex_syntax::hir::{Hir, Look};

use crate::automata::automaton;
use crate::beside::{anywhere, beside};
use crate::parallel::in_parallel;
use crate::program::program;
use crate::rule::Rule;
use crate::scan::beside::Beside;

/// Everything that is made of patterns.
#[derive(Default)]
pub(crate) struct Prepared {
    /// One after another, the small ones first: most runs need none but these, which then lie close together.
    pub(crate) forms: Vec<u8>,
    /// The patterns, one after another.
    pub(crate) patterns: String,
    /// The source text of the index into both, sorted by pattern and form. It holds numbers alone: an address in it would
    /// have to be put right in every run.
    pub(crate) index_source: String,
    /// For each rule what each of its keywords asks of the text on either side, where that is known.
    pub(crate) asked: Vec<Option<Vec<Beside>>>,
}

/// What a pattern is made into, in the order and by the names of the library's own type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Forward,
    Backward,
    Program,
}

/// Make of the patterns of `rules` what is useful and of a reasonable size.
pub(crate) fn prepare(rules: &[Rule]) -> Prepared {
    let of_rules = in_parallel(rules, |rule| {
        let automaton = rule
            .searched_pattern()
            .and_then(|pattern| automaton(pattern, false));
        let known = automaton
            .as_ref()
            .and_then(|automaton| beside(automaton, &rule.keywords, &rule.leads));
        // Of very many words it would take too long to find out more than how far they stand from the start.
        let leads = || rule.leads.iter().map(|&bounds| anywhere(bounds)).collect();
        let asked = known.or_else(|| (!rule.leads.is_empty()).then(leads));
        (asked, automaton.map(|it| it.to_bytes()))
    });
    let mut wanted = BTreeSet::new();
    let mut asked = Vec::new();
    let mut searched = Vec::new();
    for (rule, (asked_beside, bytes)) in rules.iter().zip(of_rules) {
        asked.push(asked_beside);
        if let Some(pattern) = rule.searched_pattern() {
            let names_groups = pattern.contains("(?<") || pattern.contains("(?P<");
            // Of what would be too large an automaton the program serves.
            if names_groups || bytes.is_none() {
                wanted.insert((pattern, Form::Program));
            }
            searched.extend(bytes.map(|it| (pattern, Form::Forward, it)));
        }
        wanted.extend(rule.asked_patterns().map(|it| (it, form_to_ask(it))));
        let weak = rule.weak.iter().map(|weak| weak.fillers.weak.as_str());
        wanted.extend(weak.map(|it| (it, Form::Forward)));
    }
    let wanted: Vec<_> = wanted.into_iter().collect();
    let made = in_parallel(&wanted, |&(pattern, form)| {
        let automaton = match form {
            Form::Program => None,
            Form::Forward | Form::Backward => automaton(pattern, form == Form::Backward),
        };
        match automaton {
            Some(automaton) => Some((pattern, form, automaton.to_bytes())),
            None => Some((pattern, Form::Program, program(pattern)?)),
        }
    });
    let made: BTreeMap<_, _> = made
        .into_iter()
        .flatten()
        .chain(searched)
        .map(|(pattern, form, bytes)| ((pattern, form), bytes))
        .collect();
    let mut made: Vec<_> = made.into_iter().collect();
    made.sort_by_key(|(_, bytes)| bytes.len());
    let mut prepared = Prepared {
        asked,
        ..Prepared::default()
    };
    let mut index = BTreeMap::new();
    for (key, bytes) in made {
        let from = prepared.forms.len();
        prepared.forms.extend(bytes);
        index.insert(key, from..prepared.forms.len());
    }
    let source = &mut prepared.index_source;
    writeln!(source, "static PREPARED: [Prepared; {}] = [", index.len()).expect("a string grows");
    for ((pattern, form), place) in index {
        let from = prepared.patterns.len();
        prepared.patterns.push_str(pattern);
        let to = prepared.patterns.len();
        writeln!(
            source,
            "    Prepared {{ pattern: ({from}, {to}), form: Form::{form:?}, place: ({}, {}) }},",
            place.start, place.end,
        )
        .expect("a string grows");
    }
    source.push_str("];\n");
    prepared
}

/// From the end, where a pattern can match only there.
fn form_to_ask(pattern: &str) -> Form {
    let ends = |hir: Hir| hir.properties().look_set_suffix().contains(Look::End);
    match regex_syntax::parse(pattern).map(ends) {
        Ok(true) => Form::Backward,
        _ => Form::Forward,
    }
}
