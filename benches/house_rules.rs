//! House rules of the make of the built-in ones with other words: each Han character stands for another one that the
//! built-in rules use, so that the words are as long, as many, and of characters as common.

use std::collections::BTreeSet;
use std::iter;

use unfilled::rule::{Matcher, Rule, RuleId, RuleSet};
use unfilled::scan::Scanner;

/// A keyword of fewer Han characters stands in so many texts that a house rule would be refused for it.
const WORD: usize = 2;

/// The built-in rules, and `times` as many house rules.
pub(crate) fn with_house_rules(times: usize) -> RuleSet {
    let builtin = RuleSet::builtin().expect("embedded rules");
    if times == 0 {
        return builtin;
    }
    let alphabet = alphabet(&builtin);
    let mut all = builtin.clone();
    for shift in 1..alphabet.len() {
        for rule in builtin.iter() {
            if all.len() == builtin.len() * (times + 1) {
                return all;
            }
            // Steps of 17 keep apart what the order of the code points puts side by side.
            if let Some(rule) = in_other_words(rule, shift, |c| shifted(c, &alphabet, shift * 17)) {
                all.add(rule);
            }
        }
    }
    unreachable!("there are more characters than shifts needed");
}

/// The rule in other words; nothing where it has no words.
fn in_other_words(rule: &Rule, shift: usize, other: impl Fn(char) -> char) -> Option<Rule> {
    let han = |word: &&String| word.chars().filter(|&c| is_han(c)).count() >= WORD;
    let translate = |text: &str| text.chars().map(&other).collect::<String>();
    let words = rule.keywords.iter().filter(han);
    let keywords: Vec<String> = words.map(|word| translate(word)).collect();
    let pattern = translate(rule.searched_pattern()?);
    let house = Rule {
        id: RuleId::new(&format!("{}-{shift}", rule.id)),
        matcher: Matcher::Pattern(pattern.into()),
        keywords: keywords.into(),
        ..rule.clone()
    };
    (!house.keywords.is_empty() && Scanner::proven(&house, iter::empty()).is_ok()).then_some(house)
}

/// The Han characters of the built-in keywords, without those at the ends of a range in a pattern.
fn alphabet(rules: &RuleSet) -> Vec<char> {
    let keywords = rules.iter().flat_map(|rule| rule.keywords.iter());
    let mut alphabet: BTreeSet<char> = keywords.flat_map(|word| word.chars()).collect();
    alphabet.retain(|&c| is_han(c));
    for pattern in rules.iter().filter_map(|rule| rule.searched_pattern()) {
        for (at, _) in pattern.match_indices('-') {
            let ends = [
                pattern[..at].chars().next_back(),
                pattern[at + 1..].chars().next(),
            ];
            for end in ends.into_iter().flatten() {
                alphabet.remove(&end);
            }
        }
    }
    alphabet.into_iter().collect()
}

fn shifted(c: char, alphabet: &[char], shift: usize) -> char {
    alphabet
        .binary_search(&c)
        .map_or(c, |place| alphabet[(place + shift) % alphabet.len()])
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}
