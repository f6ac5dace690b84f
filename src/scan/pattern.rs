//! A pattern with whatever serves best to match it, got ready when it is first needed.
//!
//! Most runs look at one short document, where compiling a pattern costs far more than matching. Most built-in patterns are
//! automata already (`automaton`); programs (`program`) find their groups, and the matches of the largest. For the others the lite
//! engine is ready in a fraction of the time and answers the same, only more slowly; a pattern that is asked often gets the
//! thorough engine.

use std::ops::{Range, RangeInclusive};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};

use crate::scan::automaton::{Automaton, TooManySteps};
use crate::scan::beside::Lead;
use crate::scan::program::Program;
use crate::scan::quick_syntax::translate;

/// How large a compiled pattern may grow, in bytes: room for the word lists, none for `(\w{100}){100}`. It also bounds
/// how long one look through a block can take, which nothing interrupts.
const SIZE_LIMIT: usize = 3 << 20;

/// How many bytes of text a pattern searches with the lite engine before the thorough one pays.
const QUICK_BYTES: u32 = 8 << 10;

/// How many with a program, which costs nothing to get ready.
const PROGRAM_BYTES: u32 = 32 << 10;

/// A pattern in its forms. Its text is handed in at each call: it belongs to the rule. One pattern is either searched for
/// or asked about.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    automaton: OnceLock<Option<Automaton>>,
    program: OnceLock<Option<Program>>,
    /// Raised when the automaton or the program proved too slow.
    is_costly: AtomicBool,
    quick: OnceLock<Option<regex_lite::Regex>>,
    thorough: OnceLock<Result<Regex, regex::Error>>,
    searched: AtomicU32,
    /// Whether it has groups with names.
    names_groups: OnceLock<bool>,
    /// The named groups by number, shared by all findings.
    names: OnceLock<Vec<(usize, Arc<str>)>>,
}

/// Named groups with their places, in bytes of the searched text.
pub(super) type Groups = Vec<(Arc<str>, Range<usize>)>;

/// Compile `source` as rules are compiled.
fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(SIZE_LIMIT).build()
}

impl Pattern {
    /// Whether `source` matches somewhere in `text`. A `source` that is no valid pattern, which the proof of a rule
    /// reports, matches nothing.
    pub(super) fn is_match(&self, source: &str, text: &str) -> bool {
        if let Some(automaton) = self.automaton(|| Automaton::to_ask(source)) {
            match automaton.is_match(text) {
                Ok(answer) => return answer,
                Err(TooManySteps) => self.is_costly.store(true, Ordering::Relaxed),
            }
        }
        if let Some(found) = self.find_by_program(source, text, 0..=text.len()) {
            return found.is_some();
        }
        match self.quick(source, text.len()) {
            Some(regex) => regex.is_match(text),
            None => self
                .thorough(source)
                .is_some_and(|regex| regex.is_match(text)),
        }
    }

    /// The first match of `source` in `text` that starts at one of the given bytes; after them, where that comes cheaper. Its
    /// groups are left out: most matches are dropped without a look at them.
    pub(super) fn find_at(
        &self,
        source: &str,
        text: &str,
        starts: RangeInclusive<usize>,
    ) -> Option<Range<usize>> {
        let (from, last) = (*starts.start(), *starts.end());
        if from > text.len() {
            return None;
        }
        if let Some(automaton) = self.automaton(|| Automaton::to_find(source)) {
            match automaton.find(text, starts) {
                Ok(found) => return found,
                Err(TooManySteps) => self.is_costly.store(true, Ordering::Relaxed),
            }
        }
        if let Some(found) = self.find_by_program(source, text, from..=last) {
            return found;
        }
        match self.quick(source, text.len() - from) {
            Some(regex) => regex.find_at(text, from).map(|found| found.range()),
            None => Some(self.thorough(source)?.find_at(text, from)?.range()),
        }
    }

    /// The named groups that took part in the match of `source` at `found`, with their places.
    pub(super) fn groups(&self, source: &str, text: &str, found: &Range<usize>) -> Groups {
        let program = self.program(source);
        if let Some(groups) = program.and_then(|it| it.groups(text, found)) {
            return groups;
        }
        let names_groups = || source.contains("(?<") || source.contains("(?P<");
        if !self.names_groups.get_or_init(names_groups) {
            return Groups::new();
        }
        // The engines have the same interface but no common type.
        macro_rules! groups {
            ($regex:expr) => {{
                let Some(captures) = $regex.captures_at(text, found.start) else {
                    return Groups::new();
                };
                let names = self.names.get_or_init(|| {
                    let names = $regex.capture_names().enumerate();
                    let named = names.filter_map(|(index, name)| Some((index, name?.into())));
                    named.collect()
                });
                let found = |(index, name): &(usize, Arc<str>)| {
                    Some((name.clone(), captures.get(*index)?.range()))
                };
                names.iter().filter_map(found).collect()
            }};
        }
        match self.quick(source, found.len()) {
            Some(regex) => groups!(regex),
            None => self
                .thorough(source)
                .map_or_else(Groups::new, |regex| groups!(regex)),
        }
    }

    /// Where the first match of `source` can start at the earliest if it holds byte `inside` of the text.
    pub(super) fn earliest_start(&self, source: &str, inside: usize) -> usize {
        self.automaton(|| Automaton::to_find(source))
            .and_then(Automaton::longest_match)
            .map_or(0, |longest| inside.saturating_sub(longest))
    }

    /// Whether a match of `source` may begin as far before byte `at` of a text that has not been folded as `lead` says.
    pub(super) fn may_match_round(&self, source: &str, text: &str, at: usize, lead: Lead) -> bool {
        self.automaton(|| Automaton::to_find(source))
            .is_none_or(|automaton| automaton.may_match_round(text, at, lead))
    }

    fn automaton(&self, load: impl FnOnce() -> Option<Automaton>) -> Option<&Automaton> {
        let may_be_used = !self.is_costly.load(Ordering::Relaxed);
        may_be_used.then(|| self.automaton.get_or_init(load).as_ref())?
    }

    fn program(&self, source: &str) -> Option<&Program> {
        let may_be_used = !self.is_costly.load(Ordering::Relaxed);
        may_be_used.then(|| self.program.get_or_init(|| Program::of(source)).as_ref())?
    }

    /// What [`find_at`](Self::find_at) says, if a program says so: in the first texts of a run, in which others would not pay.
    fn find_by_program(
        &self,
        source: &str,
        text: &str,
        starts: RangeInclusive<usize>,
    ) -> Option<Option<Range<usize>>> {
        if self.searched.load(Ordering::Relaxed) > PROGRAM_BYTES {
            return None;
        }
        let program = self.program(source)?;
        self.count(text.len() - starts.start());
        let found = program.find(text, starts);
        if found.is_err() {
            self.is_costly.store(true, Ordering::Relaxed);
        }
        found.ok()
    }

    /// Another `length` bytes are searched.
    fn count(&self, length: usize) {
        // Approximate under threads, which is good enough: all forms answer the same.
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let searched = self.searched.load(Ordering::Relaxed);
        self.searched
            .store(searched.saturating_add(length), Ordering::Relaxed);
    }

    /// The lite form, as long as it is the better one for another `length` bytes.
    fn quick(&self, source: &str, length: usize) -> Option<&regex_lite::Regex> {
        if self.thorough.get().is_some() {
            return None;
        }
        if self.searched.load(Ordering::Relaxed) > QUICK_BYTES {
            return None;
        }
        self.count(length);
        let compile = || regex_lite::Regex::new(&translate(source)?).ok();
        self.quick.get_or_init(compile).as_ref()
    }

    fn thorough(&self, source: &str) -> Option<&Regex> {
        self.compiled(source).ok()
    }

    /// The thorough form, which is the one that is used from now on.
    ///
    /// # Errors
    /// What is wrong with `source`.
    pub(super) fn compiled(&self, source: &str) -> Result<&Regex, &regex::Error> {
        self.thorough.get_or_init(|| compile(source)).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleSet;
    use crate::scan::fold::Folded;

    /// The pattern as automaton, for the lite engine and for the thorough one.
    fn forms() -> [Pattern; 3] {
        [(false, 0), (true, 0), (true, QUICK_BYTES + 1)].map(|(is_costly, searched)| Pattern {
            is_costly: AtomicBool::new(is_costly),
            searched: AtomicU32::new(searched),
            ..Pattern::default()
        })
    }

    /// Everything that `pattern` finds in `text`, with its groups.
    fn found(pattern: &Pattern, source: &str, text: &str) -> Vec<(Range<usize>, Groups)> {
        let mut found = Vec::new();
        let mut from = 0;
        // The lite engine would give way to the thorough one in a text in which much is found.
        let searched = pattern.searched.load(Ordering::Relaxed);
        while let Some(next) = pattern.find_at(source, text, from..=text.len()) {
            pattern.searched.store(searched, Ordering::Relaxed);
            from = next.end.max(next.start + 1);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            let groups = pattern.groups(source, text, &next);
            found.push((next, groups));
        }
        found
    }

    #[test]
    fn all_forms_answer_the_same_in_the_examples_of_all_rules() {
        let rules = RuleSet::builtin().unwrap();
        let examples: Vec<Folded<'_>> = rules
            .iter()
            .flat_map(|rule| rule.record.bad.iter().chain(&rule.record.good))
            .step_by(7)
            .map(|example| Folded::new(&example.text))
            .collect();
        let (mut automata, mut programs) = (0, 0);
        for rule in rules.iter() {
            if let Some(source) = rule.searched_pattern() {
                let forms = forms();
                for text in examples.iter().map(Folded::text) {
                    // The lite engine would give way to the thorough one after some examples.
                    forms[1].searched.store(0, Ordering::Relaxed);
                    let [one, two, three] = forms.each_ref().map(|form| found(form, source, text));
                    assert_eq!(one, two, "{} in {text}", rule.id);
                    assert_eq!(two, three, "{} in {text}", rule.id);
                }
                automata += usize::from(forms[0].automaton.get().is_some_and(Option::is_some));
                programs += usize::from(forms[0].program.get().is_some_and(Option::is_some));
                assert!(forms[1].thorough.get().is_none() || translate(source).is_none());
            }
            for source in rule.asked_patterns() {
                let forms = forms();
                for text in examples.iter().map(Folded::text) {
                    forms[1].searched.store(0, Ordering::Relaxed);
                    let [one, two, three] =
                        forms.each_ref().map(|form| form.is_match(source, text));
                    assert!(
                        one == two && two == three,
                        "{source} of {} in {text}",
                        rule.id
                    );
                }
                automata += usize::from(forms[0].automaton.get().is_some_and(Option::is_some));
            }
        }
        assert!(automata > 500, "only {automata} patterns have an automaton");
        assert!(programs > 20, "only {programs} have one for their groups");
    }

    #[test]
    fn a_search_that_would_take_too_long_goes_another_way() {
        let rules = RuleSet::builtin().unwrap();
        // Reads on from every place of this text: quadratic, if matches were tried at each.
        let text = "（".repeat(4_000) + &"一".repeat(4_000);
        for source in rules.iter().filter_map(|rule| rule.searched_pattern()) {
            let [automaton, _, thorough] = forms();
            assert_eq!(
                found(&automaton, source, &text),
                found(&thorough, source, &text)
            );
        }
    }
}
