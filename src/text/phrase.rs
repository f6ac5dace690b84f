//! Words as people without regular expressions write them: text taken literally, `*` for any run of characters within a
//! clause, `?` for one character, `\` before a sign that means itself.
//!
//! Owns what a phrase consists of. Whether one stands over a place is `surroundings`'s affair, how one is looked for `rule`'s.

use crate::text::LINE_SEPARATOR;
use crate::text::fold::{fold, is_joint};

/// A phrase is no longer than this, in characters.
pub const LONGEST_PHRASE: usize = 200;

/// A phrase, as it is compared with folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    parts: Vec<Part>,
}

/// A part of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These very characters, folded; at least one.
    Literal(String),
    /// `?`: one character.
    One,
    /// `*`: any run of characters, or none.
    Any,
    /// A space beside a wildcard: it may be missing, since what the wildcard stands for may be Han.
    Space,
    /// The end of a Latin word: letters and digits do not stand on both sides.
    Edge,
}

/// Why a text is no phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseFault {
    /// It holds no character that is taken literally, or only spaces.
    #[error("no words")]
    NoWords,
    /// It is longer than [`LONGEST_PHRASE`].
    #[error("too long")]
    TooLong,
}

/// Signs that no wildcard stands for: what ends a clause in Chinese, and the clear cases of English.
pub const CLAUSE_ENDS: &[char] = &[
    '，',
    '、',
    '：',
    '；',
    '。',
    '！',
    '？',
    '!',
    '?',
    ';',
    '\n',
    LINE_SEPARATOR,
];

/// Signs that end a clause unless a letter or digit follows at once, as in 3.5 and 10:30; `*` takes them only there.
pub const MAY_END_CLAUSE: &[char] = &[',', '.', ':'];

impl Phrase {
    /// Read a phrase.
    ///
    /// # Errors
    /// When there is nothing in it to look for, or too much.
    pub fn parse(source: &str) -> Result<Self, PhraseFault> {
        if source.chars().count() > LONGEST_PHRASE {
            return Err(PhraseFault::TooLong);
        }
        let symbols = symbols(source.trim());
        let is_word_at =
            |at: usize| matches!(symbols.get(at), Some(Symbol::Char(c)) if is_word(*c));
        let mut parts: Vec<Part> = Vec::new();
        let mut add = |part: Part| match (parts.last_mut(), part) {
            (Some(Part::Literal(known)), Part::Literal(more)) => known.push_str(&more),
            (Some(Part::Any), Part::Any) => {}
            (_, part) => parts.push(part),
        };
        if is_word_at(0) {
            add(Part::Edge);
        }
        for (at, symbol) in symbols.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| symbols.get(at));
            match (symbol, before, symbols.get(at + 1)) {
                (Symbol::One, ..) => add(Part::One),
                (Symbol::Any, ..) => add(Part::Any),
                (Symbol::Char(' '), Some(Symbol::Char(a)), Some(Symbol::Char(b)))
                    if is_joint(*a, *b) => {}
                (Symbol::Char(' '), _, Some(Symbol::One | Symbol::Any)) => {
                    if at > 0 && is_word_at(at - 1) {
                        add(Part::Edge);
                    }
                    add(Part::Space);
                }
                (Symbol::Char(' '), Some(Symbol::One | Symbol::Any), _) => {
                    add(Part::Space);
                    if is_word_at(at + 1) {
                        add(Part::Edge);
                    }
                }
                (Symbol::Char(c), ..) => add(Part::Literal(c.to_string())),
            }
        }
        if symbols.len().checked_sub(1).is_some_and(is_word_at) {
            add(Part::Edge);
        }
        let phrase = Self { parts };
        if phrase.anchor().is_empty() {
            return Err(PhraseFault::NoWords);
        }
        Ok(phrase)
    }

    /// Its parts, at least one of them literal.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The longest literal part, of several the last; without spaces round it. Wherever the phrase stands, this does.
    pub fn anchor(&self) -> &str {
        self.literals()
            .map(str::trim)
            .max_by_key(|text| text.chars().count())
            .unwrap_or("")
    }

    /// The literal parts, in order.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Literal(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

/// What stands in the source of a phrase, folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Symbol {
    Char(char),
    One,
    Any,
}

fn symbols(source: &str) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    let mut chars = source.chars().filter_map(fold);
    while let Some(c) = chars.next() {
        symbols.push(match c {
            '*' => Symbol::Any,
            '?' => Symbol::One,
            '\\' => Symbol::Char(chars.next().unwrap_or(c)),
            c => Symbol::Char(c),
        });
    }
    symbols
}

/// Whether `c` belongs to a Latin word.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_needs_words() {
        for source in ["", " ", "*", "?*?", "* *"] {
            assert_eq!(Phrase::parse(source), Err(PhraseFault::NoWords), "{source}");
        }
        let long = "长".repeat(LONGEST_PHRASE + 1);
        assert_eq!(Phrase::parse(&long), Err(PhraseFault::TooLong));
        assert_eq!(Phrase::parse("以*为准").unwrap().anchor(), "为准");
        assert_eq!(Phrase::parse("第*稿").unwrap().anchor(), "稿");
    }
}
