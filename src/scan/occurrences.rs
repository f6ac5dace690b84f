//! Where the fillers of weak findings stand in a text, whether a figure belongs there or not.
//!
//! Owns what counts as the same filler again. Does not judge what that means (`evidence`).

use std::collections::{BTreeMap, BTreeSet};

use crate::text::{changed_by_folding, fold};

/// The places, as bytes of the text and in order, at which each of some fillers stands by itself.
pub(super) type Occurrences<'f> = BTreeMap<&'f str, Vec<usize>>;

/// Where each of the `fillers`, which are folded, stands in `text`: letters that are a whole word, or one sign so many times. Of
/// those that are several signs nothing is known. A space is between any two words, so only several tell. A sign that opens a
/// line is a bullet, and spaces there move it in: they do not count.
pub(super) fn occurrences<'f>(
    fillers: impl Iterator<Item = &'f str>,
    text: &str,
) -> Occurrences<'f> {
    let wanted: BTreeSet<&str> = fillers.filter(|it| is_token(it)).collect();
    let mut places = Occurrences::new();
    if wanted.is_empty() {
        return places;
    }
    let may_begin = first_bytes(&wanted);
    let mut end = 0;
    // Nearly all of a text is passed over here.
    let next = |from: usize| {
        let mut rest = text.as_bytes().get(from..)?.iter();
        Some(from + rest.position(|&byte| may_begin[usize::from(byte)])?)
    };
    while let Some(at) = next(end) {
        let token;
        (token, end) = token_at(text, at);
        let is_word = token.starts_with(is_of_word);
        let counts = if is_word {
            !text[..at].ends_with(|c| fold(c).is_some_and(is_of_word))
        } else {
            !opens_line(text, at)
        };
        let filler = match &*token {
            " " => None,
            spaces if spaces.starts_with(' ') => wanted.get(" "),
            other => wanted.get(other),
        };
        if let Some(filler) = filler.filter(|_| counts) {
            places.entry(filler).or_default().push(at);
        }
    }
    places
}

/// By its first byte whether a character may begin one of the `fillers`.
fn first_bytes(fillers: &BTreeSet<&str>) -> [bool; 256] {
    let first: BTreeSet<char> = fillers.iter().filter_map(|it| it.chars().next()).collect();
    let wide = changed_by_folding().filter(|&c| fold(c).is_some_and(|c| first.contains(&c)));
    let mut may_begin = [false; 256];
    for c in first.iter().copied().chain(wide) {
        let mut utf8 = [0; 4];
        c.encode_utf8(&mut utf8);
        may_begin[usize::from(utf8[0])] = true;
    }
    may_begin
}

/// The word or the run of one sign at `at`, folded, and the byte behind it.
fn token_at(text: &str, at: usize) -> (String, usize) {
    let mut token = String::new();
    let mut end = at;
    for c in text[at..].chars() {
        let goes_on = |c: char| match token.chars().next() {
            Some(first) if is_of_word(first) => is_of_word(c),
            Some(first) => c == first,
            None => true,
        };
        match fold(c) {
            Some(c) if !goes_on(c) => break,
            Some(c) => token.push(c),
            None => {}
        }
        end += c.len_utf8();
    }
    (token, end)
}

/// Whether nothing but spaces stands before `at` in its line.
fn opens_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t', '\u{3000}']);
    before.is_empty() || before.ends_with(['\n', '\r'])
}

/// Whether `filler` is a word or a run of one sign.
fn is_token(filler: &str) -> bool {
    let first = filler.chars().next();
    filler.chars().all(is_of_word) || filler.chars().all(|c| Some(c) == first)
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '\''
}
