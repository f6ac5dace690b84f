//! Where the fillers of weak findings stand in a text, whether a figure belongs there or not.
//!
//! Owns what counts as the same filler again. Does not judge what that means (`evidence`).

use std::collections::BTreeMap;

use crate::text::fold;

/// The places, as bytes of the text and in order, at which each of some fillers stands by itself.
pub(super) type Occurrences<'f> = BTreeMap<&'f str, Vec<usize>>;

/// Letters of a word that is longer than any filler are not kept.
const LONGEST: usize = 12;

/// What a text is cut into to find fillers: a word of letters and digits, or one sign so many times.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Token {
    Word(String),
    Run(char, usize),
}

/// Where each of the `fillers`, which are folded, stands in `text`. Of those that are several signs nothing is known. A space
/// is between any two words, so only several tell. A sign that opens a line is a bullet, and spaces there move it in: they do not count.
pub(super) fn occurrences<'f>(
    fillers: impl Iterator<Item = &'f str>,
    text: &str,
) -> Occurrences<'f> {
    let wanted = fillers.filter_map(|filler| Some((token(filler)?, filler)));
    let wanted: BTreeMap<Token, &str> = wanted.collect();
    let mut places = Occurrences::new();
    if wanted.is_empty() {
        return places;
    }
    let begins_one = |c: char| wanted.values().any(|filler| filler.starts_with(c));
    let mut opens_line = true;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let Some(c) = fold(c) else { continue };
        let mut next = |goes_on: &dyn Fn(char) -> bool| {
            let next = chars.next_if(|&(_, c)| fold(c).is_none_or(goes_on))?;
            Some(fold(next.1))
        };
        let token = if is_of_word(c) {
            // Most words begin with another letter, and need not be written down.
            let room = if begins_one(c) { LONGEST } else { 0 };
            let mut word = String::new();
            word.extend(Some(c).filter(|_| room > 0));
            while let Some(c) = next(&is_of_word) {
                word.extend(c.filter(|_| word.len() < room));
            }
            Token::Word(word)
        } else {
            let mut length = 1;
            while let Some(c) = next(&|it| it == c) {
                length += usize::from(c.is_some());
            }
            Token::Run(c, length).counted()
        };
        let counts = !opens_line || matches!(token, Token::Word(_));
        opens_line = match token {
            Token::Run('\n' | '\r', _) => true,
            Token::Run(' ' | '\t', _) => opens_line,
            _ => false,
        };
        if let Some(filler) = wanted.get(&token).filter(|_| counts) {
            places.entry(filler).or_default().push(at);
        }
    }
    places
}

impl Token {
    /// Two spaces or more are the same thing.
    fn counted(self) -> Self {
        match self {
            Self::Run(' ', 2..) => Self::Run(' ', 2),
            other => other,
        }
    }
}

/// The token that `filler` is, if it is one.
fn token(filler: &str) -> Option<Token> {
    let first = filler.chars().next()?;
    if filler == " " {
        Some(Token::Run(' ', 2))
    } else if filler.chars().all(is_of_word) {
        Some(Token::Word(filler.to_owned()))
    } else if filler.chars().all(|c| c == first) {
        Some(Token::Run(first, filler.chars().count()).counted())
    } else {
        None
    }
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '\''
}
