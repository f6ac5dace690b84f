//! The check `note`: what writers note for themselves or tell one another in brackets, as against the brackets of prose. The check for
//! remarks in plain sentences is `remark`.
//!
//! What is said there is an open class, so no list of phrases does: a linear model weighs the runs of characters or words in the
//! bracket. It was learned from `fixtures/notes` and the brackets of finished texts (`training/`); rules with phrases found half as many of the
//! notes of writers whom they did not know. Owns where brackets are and from which sum on one is a note.

mod bound;
mod features;
mod pairs;
pub(super) mod remark;
mod sentence;
mod tokens;
mod weights;

pub(super) use features::Tongue;

use std::ops::Range;

use crate::scan::block::Block;
use crate::scan::note::features::{Bracket, MARKS};
use crate::scan::note::weights::Weights;
use crate::text::{TextRange, is_han};

/// Weights are whole numbers of this part.
const ONE: i32 = 32;

/// From which sum on a bracket is a note, by itself and beside other gaps. Of brackets of prose that was not learned from, 1 and 2 % reach
/// them, most of them asides of forums and fiction; of notes, 73 and 82 % in Chinese, 59 and 70 % in English.
#[derive(Clone, Copy)]
struct Thresholds {
    firm: i32,
    weak: i32,
}
const IN_CHINESE: Thresholds = Thresholds {
    firm: ONE * 3 / 10,
    weak: 0,
};
const IN_ENGLISH: Thresholds = Thresholds {
    firm: ONE / 2,
    weak: ONE * 3 / 10,
};

/// How many bytes a run has at least that is shown as what spoke for a note: a single character says nothing to a person.
const TELLING: usize = 4;

/// How many characters stand between the marks at most.
const LONGEST: usize = 90;

static CHINESE: Weights =
    Weights::new(include_bytes!(concat!(env!("OUT_DIR"), "/zh-brackets.bin")));
static ENGLISH: Weights =
    Weights::new(include_bytes!(concat!(env!("OUT_DIR"), "/en-brackets.bin")));

/// A bracket that is a note.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    /// Its place, marks included.
    pub(super) range: TextRange,
    /// Whether it is one without other gaps near it.
    pub(super) is_firm: bool,
    /// The word or two in it that spoke most for it.
    pub(super) word: TextRange,
}

/// The notes in `block`.
pub(super) fn in_block(block: &Block<'_>) -> Vec<Note> {
    let text = block.text();
    let opening = text.char_indices().filter(|&(_, c)| closing(c).is_some());
    let notes = opening.filter_map(|(at, _)| note_at(text, at));
    let shifted = notes.map(|note| Note {
        range: note.range.shifted(block.range().start()),
        word: note.word.shifted(block.range().start()),
        ..note
    });
    shifted.collect()
}

/// Whether a note opens at byte `at`.
pub(super) fn opens(text: &str, at: usize) -> bool {
    note_at(text, at).is_some()
}

/// The mark that closes what this one opens.
fn closing(mark: char) -> Option<char> {
    MARKS
        .iter()
        .find(|(open, _)| *open == mark)
        .map(|&(_, close)| close)
}

fn note_at(text: &str, at: usize) -> Option<Note> {
    let (before, rest) = text.split_at_checked(at)?;
    let open = rest.chars().next()?;
    let close = closing(open)?;
    let inside = rest.get(open.len_utf8()..)?;
    let ends = |&(_, c): &(usize, char)| c == open || c == close || c == '\n';
    let (end, mark) = inside.char_indices().take(LONGEST + 1).find(ends)?;
    let (content, after) = inside.split_at(end);
    let after = after.strip_prefix(close).filter(|_| mark == close)?;
    let inner = content.trim();
    let beside = |c: &char| !matches!(c, ' ' | '\t' | '\u{3000}');
    let line_before = before.chars().rev().take_while(|&c| c != '\n');
    let bracket = Bracket {
        before: line_before.clone().find(beside),
        inner,
        after: after.chars().take_while(|&c| c != '\n').find(beside),
    };
    let tongue = bracket.tongue()?;
    let thresholds = match tongue {
        Tongue::Chinese => IN_CHINESE,
        Tongue::English if is_of_code(before, after, open) || is_gloss(before) => return None,
        Tongue::English => IN_ENGLISH,
    };
    let weights = match tongue {
        Tongue::Chinese => CHINESE,
        Tongue::English => ENGLISH,
    };
    let (sum, word) = weigh(weights, inner.len(), |tell| {
        bracket.each_feature(tongue, tell);
    });
    let inner_start = at + open.len_utf8() + (content.len() - content.trim_start().len());
    (sum >= thresholds.weak).then(|| Note {
        range: TextRange::new(at, at + open.len_utf8() + end + close.len_utf8()),
        is_firm: sum >= thresholds.firm,
        word: word.shifted(inner_start),
    })
}

/// The sum of what speaks for a note and against it, in 32nds, and the run that spoke most for it: all of the text, which has
/// that many bytes, where none did. `features` tells the features.
fn weigh(
    weights: Weights,
    length: usize,
    features: impl FnOnce(&mut dyn FnMut(&str, Range<usize>)),
) -> (i32, TextRange) {
    let mut sum = weights.of("");
    let mut most = (0, 0..length);
    features(&mut |feature, place| {
        let weight = weights.of(feature);
        sum += weight;
        if place.len() >= TELLING && weight > most.0 {
            most = (weight, place);
        }
    });
    (sum, TextRange::new(most.1.start, most.1.end))
}

/// Whether English stands in brackets in a Chinese line, as a translation or a name does.
fn is_gloss(before: &str) -> bool {
    const NEAR: usize = 30;
    let line = before.chars().rev().take_while(|&c| c != '\n');
    line.take(NEAR).any(is_han)
}

/// Whether the bracket is a call, an index, a link or part of a word: `read(file)`, `[text](address)`, `s[t]he`.
fn is_of_code(before: &str, after: &str, open: char) -> bool {
    let is_joined = |c: char| c.is_ascii_alphanumeric() || "_\\`$!^])}>".contains(c);
    let is_link = open == '[' && after.starts_with(['(', '[', ':', '{']);
    is_link || before.ends_with(is_joined) || after.starts_with(|c: char| c.is_ascii_alphanumeric())
}
