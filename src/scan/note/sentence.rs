//! What of a sentence speaks for or against a writer's remark on the text that it stands in: the runs of characters or words in it, its
//! length, and how it ends.
//!
//! Owns where sentences are, and how their features are written. Knows no weights.

use std::ops::Range;

use crate::scan::note::features::{
    Tongue, addresses_somebody, characters, each_run, length_class, names_colleague, words,
};
use crate::text::is_han;

/// How long a sentence is at most that is looked at, in bytes: remarks are short.
const LONGEST: usize = 180;

/// Up to how many characters (Chinese) or words (English) there are in each class of length but the last.
const CHARACTERS: [usize; 6] = [6, 12, 18, 26, 36, 48];
const WORDS: [usize; 6] = [3, 6, 9, 13, 18, 24];

/// How many Chinese characters a remark has at least.
const FEWEST: usize = 5;

/// The longest run of words that is a feature.
const LONGEST_RUN: usize = 3;

/// What stands before the first sentence of a line without being part of it.
const LINE_HEADS: &str = " \t\u{3000}#>*-+•|";

/// The sentences of a line, and the language they are in; those too long or too short for a remark are left out.
pub(crate) fn sentences(line: &str) -> impl Iterator<Item = (Range<usize>, Tongue)> + '_ {
    let tongue = match line.chars().any(is_han) {
        true => Tongue::Chinese,
        false => Tongue::English,
    };
    let mut from = line.len() - line.trim_start_matches(|c| LINE_HEADS.contains(c)).len();
    std::iter::from_fn(move || {
        let rest = line.get(from..)?;
        let rest_start = from + (rest.len() - rest.trim_start().len());
        let rest = rest.trim_start();
        let length = match tongue {
            Tongue::Chinese => end_of_chinese(rest),
            Tongue::English => end_of_english(rest),
        };
        if rest.is_empty() {
            return None;
        }
        from = rest_start + length;
        let sentence = rest.get(..length)?.trim_end();
        Some(rest_start..rest_start + sentence.len())
    })
    .filter(move |range| {
        let sentence = line.get(range.clone()).unwrap_or_default();
        let is_word = match tongue {
            Tongue::Chinese => {
                sentence.chars().filter(|&c| is_han(c)).take(FEWEST).count() == FEWEST
            }
            Tongue::English => sentence.split_whitespace().take(2).count() == 2,
        };
        is_word && sentence.len() <= LONGEST
    })
    .map(move |range| (range, tongue))
}

/// Tell each feature of `sentence`, and where in it it stands, if it does.
pub(crate) fn each_feature(
    sentence: &str,
    tongue: Tongue,
    mut tell: impl FnMut(&str, Range<usize>),
) {
    let end = match sentence.chars().next_back() {
        Some('。' | '.') => "E.",
        Some('？' | '?' | '！' | '!') => "E?",
        _ => "En",
    };
    tell(end, 0..0);
    let body = sentence.trim_end_matches(['。', '！', '？', '.', '!', '?', '；', ';']);
    match tongue {
        Tongue::Chinese => {
            let characters = characters(body);
            tell(length_class(characters.len() - 2, &CHARACTERS), 0..0);
            each_run(&characters, &mut tell);
            if names_colleague(body) {
                tell("@addressed", 0..0);
            }
            if body.contains(|c: char| c.is_ascii_alphabetic()) {
                tell("@latin", 0..0);
            }
        }
        Tongue::English => {
            let mut words = words(body);
            tell(length_class(words.len(), &WORDS), 0..0);
            words.insert(0, ("^".to_owned(), 0..0));
            words.push(("$".to_owned(), body.len()..body.len()));
            let mut name = String::new();
            for first in 0..words.len() {
                name.clear();
                for (word, range) in words.iter().skip(first).take(LONGEST_RUN) {
                    if !name.is_empty() {
                        name.push(' ');
                    }
                    name.push_str(word);
                    if !matches!(name.as_str(), "^" | "$") {
                        tell(&name, words[first].1.start..range.end);
                    }
                }
            }
            if addresses_somebody(body) {
                tell("@addressed", 0..0);
            }
            if !body.starts_with(|c: char| c.is_ascii_uppercase()) {
                tell("@small", 0..0);
            }
        }
    }
}

/// How many bytes of `text` are its first sentence, marks at its end included.
fn end_of_chinese(text: &str) -> usize {
    let ends = ['。', '！', '？'];
    let at = text.find(ends).unwrap_or(text.len());
    let after = text.get(at..).unwrap_or_default();
    at + (after.len() - after.trim_start_matches(ends).len())
}

fn end_of_english(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(['.', '!', '?'])) {
        let at = from + at;
        let after = text.get(at..).unwrap_or_default();
        let end = at + (after.len() - after.trim_start_matches(['.', '!', '?']).len());
        let rest = text.get(end..).unwrap_or_default();
        if rest.is_empty() || rest.starts_with(char::is_whitespace) {
            return end;
        }
        from = end;
    }
    text.len()
}
