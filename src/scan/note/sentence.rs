//! What of a sentence speaks for or against a writer's remark on the text that it stands in: the runs of characters or words in it, its
//! length, and how it ends.
//!
//! Owns where sentences are, and how their features are written. Knows no weights.

use std::ops::Range;

use crate::scan::note::features::{Tongue, addresses_somebody, length_class, names_colleague};
use crate::scan::note::tokens::Tokens;
use crate::text::is_han;

/// How long a sentence is at most that is looked at, in bytes: remarks are short.
const LONGEST: usize = 180;

/// Up to how many characters (Chinese) or words (English) there are in each class of length but the last.
const CHARACTERS: [usize; 6] = [6, 12, 18, 26, 36, 48];
const WORDS: [usize; 6] = [3, 6, 9, 13, 18, 24];

/// The features of which a sentence as a whole has some: it speaks to somebody, holds Latin letters, begins with a small letter.
const ADDRESSED: &str = "@addressed";
const LATIN: &str = "@latin";
const SMALL: &str = "@small";
pub(crate) const MARKS: [&str; 3] = [ADDRESSED, LATIN, SMALL];

/// How many Chinese characters a remark has at least.
const FEWEST: usize = 5;

/// The longest run of characters or words that is a feature.
const LONGEST_RUN: usize = 3;

/// What stands before the first sentence of a line without being part of it.
const LINE_HEADS: &str = " \t\u{3000}#>*-+•|";

/// The sentences of a line, read one after another.
pub(crate) struct Sentences<'t> {
    line: &'t str,
    tongue: Tongue,
    from: usize,
}

impl<'t> Sentences<'t> {
    /// Those of `line`.
    pub(crate) fn of(line: &'t str) -> Self {
        let line = line.trim_end();
        let heads = line.trim_start_matches(|c| LINE_HEADS.contains(c));
        Self {
            line,
            tongue: match line.chars().any(is_han) {
                true => Tongue::Chinese,
                false => Tongue::English,
            },
            from: line.len() - heads.len(),
        }
    }

    /// The language they are in.
    pub(crate) fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// The place of the next one; of a Chinese one each character is told before the marks at its end.
    pub(crate) fn next(&mut self, each: impl FnMut(char)) -> Option<Range<usize>> {
        let rest = self.line.get(self.from..)?.trim_start();
        if rest.is_empty() {
            return None;
        }
        let start = self.line.len() - rest.len();
        let length = match self.tongue {
            Tongue::Chinese => end_of_chinese(rest, each),
            Tongue::English => end_of_english(rest),
        };
        self.from = start + length;
        let sentence = rest.get(..length)?.trim_end();
        Some(start..start + sentence.len())
    }
}

/// Whether `sentence` is as long as a remark.
pub(crate) fn may_be_remark(sentence: &str, tongue: Tongue) -> bool {
    let has_words = || match tongue {
        Tongue::Chinese => sentence
            .chars()
            .filter(|&c| is_han(c))
            .nth(FEWEST - 1)
            .is_some(),
        Tongue::English => sentence.split_whitespace().nth(1).is_some(),
    };
    sentence.len() <= LONGEST && has_words()
}

/// Tell each feature of `sentence`, and where in it it stands, if it does.
pub(crate) fn each_feature(
    sentence: &str,
    tongue: Tongue,
    mut tell: impl FnMut(&str, Range<usize>),
) {
    tell(ending(sentence), 0..0);
    let body = body(sentence);
    let tokens = Tokens::new(body, tongue);
    tell(class_of(tokens.count(), tongue), 0..0);
    tokens.each_run(LONGEST_RUN, &mut tell);
    let holds = |mark| match (mark, tongue) {
        (ADDRESSED, Tongue::Chinese) => names_colleague(body),
        (ADDRESSED, Tongue::English) => addresses_somebody(body),
        (LATIN, Tongue::Chinese) => body.contains(|c: char| c.is_ascii_alphabetic()),
        (SMALL, Tongue::English) => !body.starts_with(|c: char| c.is_ascii_uppercase()),
        _ => false,
    };
    for mark in MARKS.into_iter().filter(|&mark| holds(mark)) {
        tell(mark, 0..0);
    }
}

/// The feature for how it ends.
pub(crate) fn ending(sentence: &str) -> &'static str {
    match sentence.chars().next_back() {
        Some('。' | '.') => "E.",
        Some('？' | '?' | '！' | '!') => "E?",
        _ => "En",
    }
}

/// What of it is read as characters or words.
pub(crate) fn body(sentence: &str) -> &str {
    sentence.trim_end_matches(['。', '！', '？', '.', '!', '?', '；', ';'])
}

/// The feature for so many characters or words.
pub(crate) fn class_of(count: usize, tongue: Tongue) -> &'static str {
    let most = match tongue {
        Tongue::Chinese => &CHARACTERS,
        Tongue::English => &WORDS,
    };
    length_class(count, most)
}

/// How many bytes of `text` are its first sentence, marks at its end included; each character before these is told.
fn end_of_chinese(text: &str, mut each: impl FnMut(char)) -> usize {
    let is_end = |c: char| matches!(c, '。' | '！' | '？');
    for (at, c) in text.char_indices() {
        if is_end(c) {
            let after = text.get(at..).unwrap_or_default();
            return text.len() - after.trim_start_matches(is_end).len();
        }
        each(c);
    }
    text.len()
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
