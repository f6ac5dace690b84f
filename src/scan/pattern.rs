//! A pattern that is compiled when it is first needed, and again, thoroughly, once it has proved worth it.
//!
//! Most runs look at one short document, where compiling costs far more than matching: the lite engine is ready in a
//! fraction of the time and answers the same, only more slowly. A pattern that is asked often gets the thorough engine.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};

use crate::scan::quick_syntax::translate;

/// How large a compiled pattern may grow, in bytes: room for the word lists, none for `(\w{100}){100}`. It also bounds
/// how long one look through a block can take, which nothing interrupts.
const SIZE_LIMIT: usize = 3 << 20;

/// How many bytes of text a pattern searches with the lite engine before the thorough one pays.
const QUICK_BYTES: u32 = 8 << 10;

/// A pattern in both forms. Its text is handed in at each call: it belongs to the rule.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    quick: OnceLock<Option<regex_lite::Regex>>,
    thorough: OnceLock<Option<Regex>>,
    searched: AtomicU32,
}

/// A match.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The place of the whole match, in bytes of the searched text.
    pub(super) range: Range<usize>,
    /// The named groups that took part in it, with their places.
    pub(super) groups: Vec<(Arc<str>, Range<usize>)>,
}

/// Compile `source` as rules are compiled.
pub(super) fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(SIZE_LIMIT).build()
}

impl Pattern {
    /// Whether `source` matches somewhere in `text`. A `source` that is no valid pattern, which the proof of a rule
    /// reports, matches nothing.
    pub(super) fn is_match(&self, source: &str, text: &str) -> bool {
        match self.quick(source, text) {
            Some(regex) => regex.is_match(text),
            None => self
                .thorough(source)
                .is_some_and(|regex| regex.is_match(text)),
        }
    }

    /// The first match of `source` in `text` that starts at byte `from` or later.
    pub(super) fn find_at(&self, source: &str, text: &str, from: usize) -> Option<Found> {
        if from > text.len() {
            return None;
        }
        // The engines have the same interface but no common type.
        macro_rules! find {
            ($regex:expr) => {{
                let regex = $regex;
                let range = regex.find_at(text, from)?.range();
                let mut groups = Vec::new();
                if regex.captures_len() > 1 {
                    let captures = regex.captures_at(text, from)?;
                    for name in regex.capture_names().flatten() {
                        groups.extend(
                            captures
                                .name(name)
                                .map(|group| (name.into(), group.range())),
                        );
                    }
                }
                Some(Found { range, groups })
            }};
        }
        match self.quick(source, text) {
            Some(regex) => find!(regex),
            None => find!(self.thorough(source)?),
        }
    }

    /// The lite form, as long as it is the better one for another `text`.
    fn quick(&self, source: &str, text: &str) -> Option<&regex_lite::Regex> {
        // Approximate under threads, which is good enough: both forms answer the same.
        let searched = self.searched.load(Ordering::Relaxed);
        if searched > QUICK_BYTES {
            return None;
        }
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.searched
            .store(searched.saturating_add(length), Ordering::Relaxed);
        let compile = || regex_lite::Regex::new(&translate(source)?).ok();
        self.quick.get_or_init(compile).as_ref()
    }

    fn thorough(&self, source: &str) -> Option<&Regex> {
        self.thorough.get_or_init(|| compile(source).ok()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Matcher, RuleSet};
    use crate::scan::fold::Folded;

    /// Everything found in `text`, with the lite engine and with the thorough one.
    fn both(source: &str, text: &str) -> [Vec<Found>; 2] {
        [0, QUICK_BYTES + 1].map(|searched| {
            let pattern = Pattern {
                searched: AtomicU32::new(searched),
                ..Pattern::default()
            };
            let mut found = Vec::new();
            let mut from = 0;
            while let Some(next) = pattern.find_at(source, text, from) {
                from = next.range.end.max(next.range.start + 1);
                while !text.is_char_boundary(from) {
                    from += 1;
                }
                found.push(next);
            }
            assert_eq!(
                pattern.thorough.get().is_none(),
                searched == 0 && translate(source).is_some()
            );
            found
        })
    }

    #[test]
    fn both_engines_find_the_same_in_the_examples_of_all_rules() {
        let rules = RuleSet::builtin().unwrap();
        let mut translated = 0;
        for rule in rules.iter() {
            let Matcher::Pattern { pattern, .. } = &rule.matcher else {
                continue;
            };
            translated += usize::from(translate(pattern).is_some());
            for example in rules
                .iter()
                .flat_map(|rule| rule.bad.iter().chain(&rule.good))
                .step_by(7)
            {
                let text = Folded::new(&example.text);
                let [quick, thorough] = both(pattern, text.text());
                assert_eq!(quick, thorough, "{} in {}", rule.id, example.text);
            }
        }
        assert!(translated > 100, "only {translated} patterns are quick");
    }
}
