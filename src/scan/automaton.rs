//! Patterns that were made into automata when this program was built, and matching with them.
//!
//! Owns the walk through a text. Which patterns have an automaton, the build script decides; `pattern` knows what to do
//! without.

use std::ops::{Range, RangeInclusive};

use crate::scan::beside::{CUTS, Lead};
use crate::scan::layout::{ByteSet, HAS_TABLE, HEAD, IS_MATCH, IS_MATCH_AT_END, KIND_BITS, OFFSET};
use crate::scan::prepared::{Form, offset_at, prepared};
use crate::text::{fold, is_joint};

/// How many bytes a search may step over for each byte of the text: matches are tried at each place, so a pattern that reads
/// far from everywhere would take a time that grows with the square of the text.
const STEPS_A_BYTE: usize = 16;

/// How many bytes are read to find out whether a closer look is worth it.
const FEW_STEPS: usize = 256;

/// The state after which nothing matches.
const DEAD: usize = 0;

/// How many bytes a range takes.
const RANGE: usize = 4;

/// How many bytes a set takes.
const BYTE_SET: usize = size_of::<ByteSet>();

/// How many bytes come before the first states.
const HEADER: usize = HEAD * BYTE_SET + 2;

/// An automaton that finds the match at a given place.
#[derive(Debug)]
pub(super) struct Automaton {
    /// Whether it reads from the end of the text, where alone the pattern can match.
    is_backward: bool,
    /// As `build/automata.rs` lays it down: the sets of bytes that a match can begin with; how long it can be; for each of what
    /// may stand before it ([`start_index`]) the offset of the first state; the states. Offset 0 stands for "no match any more".
    bytes: &'static [u8],
}

/// The search would take too long this way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooManySteps;

impl Automaton {
    /// The one that finds the matches of `pattern`, if there is one.
    pub(super) fn to_find(pattern: &str) -> Option<Self> {
        let bytes = prepared(pattern, Form::Forward)?;
        let is_backward = false;
        Some(Self { is_backward, bytes })
    }

    /// The one that tells whether `pattern` matches, if there is one.
    pub(super) fn to_ask(pattern: &str) -> Option<Self> {
        let bytes = prepared(pattern, Form::Backward);
        let is_backward = true;
        bytes
            .map(|bytes| Self { is_backward, bytes })
            .or_else(|| Self::to_find(pattern))
    }

    /// How many bytes a match can have at most, if there is a bound.
    pub(super) fn longest_match(&self) -> Option<usize> {
        match self.bytes.get(HEAD * BYTE_SET..HEADER) {
            Some(&[low, high]) => Some(u16::from_le_bytes([low, high])),
            _ => None,
        }
        .filter(|&longest| longest != u16::MAX)
        .map(usize::from)
    }

    /// The first match in `text` that starts at one of the given bytes.
    ///
    /// # Errors
    /// When that needs more steps than a search linear in the text may take.
    pub(super) fn find(
        &self,
        text: &str,
        starts: RangeInclusive<usize>,
    ) -> Result<Option<Range<usize>>, TooManySteps> {
        let (from, last) = starts.into_inner();
        let mut steps = text.len().saturating_sub(from) * STEPS_A_BYTE;
        for at in from..self.to_try(text).min(last.saturating_add(1)) {
            if self.may_begin(&text.as_bytes()[at..])
                && let Some(end) = self.end_of_match(text, at, false, &mut steps)?
            {
                return Ok(Some(at..end));
            }
        }
        Ok(None)
    }

    /// Whether a match may begin as far before byte `at` of `text`, which has not been folded, as `lead` says: no only where a
    /// few steps show it.
    pub(super) fn may_match_round(&self, text: &str, at: usize, lead: Lead) -> bool {
        let mut start = at;
        // How many bytes the folded text has between the two.
        let (mut least, mut most) = (0, 0);
        loop {
            if most >= lead.least
                && self.may_begin_unfolded(&text.as_bytes()[start..])
                && self.may_match_at(text, start)
            {
                return true;
            }
            let Some(before) = text[..start].chars().next_back().filter(|&c| c != '\n') else {
                return false;
            };
            let length = fold(before).map_or(0, char::len_utf8);
            most += length;
            // These may vanish.
            if !matches!(before, ' ' | '*') {
                least += length;
            }
            if least > lead.most {
                return false;
            }
            if at - start > FEW_STEPS {
                return true;
            }
            start -= before.len_utf8();
        }
    }

    /// As [`may_begin`](Self::may_begin), where what stands there may be folded: yes if so.
    #[inline(always)]
    fn may_begin_unfolded(&self, bytes: &[u8]) -> bool {
        match bytes {
            // Ideographs stand for themselves.
            [0xe4..=0xe9, ..] => self.may_begin(bytes),
            [b' ' | b'*' | b'\n' | b'\r', ..] => true,
            [first, ..] if first.is_ascii() => self.may_begin(&[*first]),
            _ => may_be_folded(None, bytes) || self.may_begin(bytes),
        }
    }

    /// Whether a match may begin at byte `at` of `text`. The text has not been folded and goes on behind the paragraph: no only where
    /// a few steps show it.
    fn may_match_at(&self, text: &str, at: usize) -> bool {
        let before = byte_before(text, at);
        let (start, start_of_text) = (self.start(before), self.start(None));
        self.may_match_from(start, before, text, at)
            || (start != start_of_text
                && text[..at].ends_with(CUTS)
                && self.may_match_from(start_of_text, before, text, at))
    }

    /// The same where the first state is known, and the byte `before`.
    fn may_match_from(&self, start: usize, before: Option<u8>, text: &str, at: usize) -> bool {
        if start == DEAD {
            return false;
        }
        let mut state = start;
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        for (read, &byte) in rest.iter().enumerate().take(FEW_STEPS) {
            if !stands_for_itself(byte) {
                if byte == b'\n' {
                    return self.is_match_at_end(state);
                }
                let before = read.checked_sub(1).map_or(before, |last| Some(rest[last]));
                if may_be_folded(before, &rest[read..]) {
                    if byte == b' ' && is_between_scripts(text, at + read) {
                        continue;
                    }
                    return true;
                }
            }
            state = self.next(state, byte);
            match self.kind(state) {
                None => return false,
                Some(kind) if kind & IS_MATCH != 0 => return true,
                Some(_) => {}
            }
        }
        rest.len() > FEW_STEPS || self.is_match_at_end(state)
    }

    fn is_match_at_end(&self, state: usize) -> bool {
        self.kind(state)
            .is_some_and(|kind| kind & IS_MATCH_AT_END != 0)
    }

    /// Whether there is a match in `text`.
    ///
    /// # Errors
    /// As for [`find`](Self::find).
    pub(super) fn is_match(&self, text: &str) -> Result<bool, TooManySteps> {
        if self.is_backward {
            return Ok(self.matches_at_end(text));
        }
        let mut steps = text.len() * STEPS_A_BYTE;
        for at in 0..self.to_try(text) {
            if self.may_begin(&text.as_bytes()[at..])
                && self.end_of_match(text, at, true, &mut steps)?.is_some()
            {
                return Ok(true);
            }
        }
        // A match of nothing, at the end.
        Ok(self.is_match_at_end(self.start(text.bytes().next_back())))
    }

    /// Below which byte of `text` a match can begin: its second one, where the pattern starts with `^`.
    fn to_try(&self, text: &str) -> usize {
        let only_at_start = STARTS_INSIDE
            .iter()
            .all(|&index| self.first_state(index) == DEAD);
        if only_at_start {
            text.len().min(1)
        } else {
            text.len()
        }
    }

    /// Whether a match may begin with `bytes`. No byte inside a character is one that a match can begin with, so this finds
    /// the characters too.
    #[inline(always)]
    fn may_begin(&self, bytes: &[u8]) -> bool {
        let mut sets = self.bytes.chunks_exact(BYTE_SET).take(HEAD).zip(bytes);
        sets.all(|(set, &byte)| set[usize::from(byte >> 3)] >> (byte & 7) & 1 == 1)
    }

    /// The end of the match that starts at byte `at`; with `any`, of the shortest one.
    fn end_of_match(
        &self,
        text: &str,
        at: usize,
        any: bool,
        steps: &mut usize,
    ) -> Result<Option<usize>, TooManySteps> {
        let (before, rest) = text.as_bytes().split_at(at);
        let mut state = self.start(before.last().copied());
        // Where words begin with the pattern, nothing matches behind a letter.
        if state == DEAD {
            return Ok(None);
        }
        let mut end = None;
        let mut read = 0;
        for &byte in rest {
            state = self.next(state, byte);
            let Some(kind) = self.kind(state) else {
                break;
            };
            // The automaton says of a match only one byte later that it was one.
            if kind & IS_MATCH != 0 {
                end = Some(at + read);
                if any {
                    return Ok(end);
                }
            }
            read += 1;
        }
        *steps = steps.checked_sub(read).ok_or(TooManySteps)?;
        match self.kind(state) {
            Some(kind) if kind & IS_MATCH_AT_END != 0 => Ok(Some(text.len())),
            _ => Ok(end),
        }
    }

    fn matches_at_end(&self, text: &str) -> bool {
        let mut state = self.start(None);
        for &byte in text.as_bytes().iter().rev() {
            state = self.next(state, byte);
            match self.kind(state) {
                Some(kind) if kind & IS_MATCH == 0 => {}
                kind => return kind.is_some(),
            }
        }
        self.is_match_at_end(state)
    }

    /// The state before anything is read, `beside` being the byte on the other side.
    fn start(&self, beside: Option<u8>) -> usize {
        self.first_state(start_index(beside))
    }

    fn first_state(&self, index: usize) -> usize {
        offset_at(self.bytes, HEADER + OFFSET * index)
    }

    /// The state after `byte`. A state is: what it is, with the number of ranges of ASCII, and either a table or, for each range of
    /// bytes, the last of these with the offset of the state that comes next, up to the range that ends with the last byte
    /// there is.
    #[inline(always)]
    fn next(&self, state: usize, byte: u8) -> usize {
        let Some((&kind, rest)) = self.bytes.get(state..).and_then(<[u8]>::split_first) else {
            return DEAD;
        };
        if kind & HAS_TABLE != 0 {
            return next_in_table(rest, byte);
        }
        let passed = if byte.is_ascii() {
            0
        } else {
            usize::from(kind >> KIND_BITS)
        };
        for range in rest
            .as_chunks::<RANGE>()
            .0
            .get(passed..)
            .unwrap_or_default()
        {
            let range = u32::from_le_bytes(*range);
            if byte <= range as u8 {
                return (range >> 8) as usize;
            }
        }
        DEAD
    }

    /// What the state is, unless nothing matches any more.
    #[inline(always)]
    fn kind(&self, state: usize) -> Option<u8> {
        match state {
            DEAD => None,
            _ => self.bytes.get(state).copied(),
        }
    }
}

/// The state after `byte` by a `table`: the first byte in it and how many more are; for each the number of the state that comes
/// next; the offsets of these states. Number 0 is no state.
#[inline(always)]
fn next_in_table(table: &[u8], byte: u8) -> usize {
    let Some((&[first, more], numbers)) = table.split_first_chunk() else {
        return DEAD;
    };
    let at = byte.wrapping_sub(first);
    match numbers.get(usize::from(at)) {
        Some(&number) if at <= more && number != 0 => offset_at(
            numbers,
            usize::from(more) + 1 + OFFSET * usize::from(number - 1),
        ),
        _ => DEAD,
    }
}

/// Whether the space at byte `at` of `text` is one that formatters put between a Chinese character and a Latin one, which does not
/// count.
fn is_between_scripts(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let pair = before.chars().next_back().zip(rest.chars().nth(1));
    pair.is_some_and(|(one, other)| {
        fold(one) == Some(one) && fold(other) == Some(other) && is_joint(one, other)
    })
}

/// The byte before byte `at` in its paragraph.
fn byte_before(text: &str, at: usize) -> Option<u8> {
    let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    before.copied().filter(|&byte| byte != b'\n')
}

/// Whether a byte, of which the first one of its character is asked about before, is seen at once to be one that neither folding
/// nor the end of the paragraph changes.
#[inline(always)]
fn stands_for_itself(byte: u8) -> bool {
    matches!(byte, b'!'..=b')' | b'+'..=0xbf | 0xe4..=0xe9)
}

/// Whether folding, or the end of the paragraph, may make something else of the first of `bytes`, which stands behind
/// `before`: a byte inside a character is asked about with its first one.
#[inline(always)]
fn may_be_folded(before: Option<u8>, bytes: &[u8]) -> bool {
    match *bytes {
        [b' ', next, ..] => !next.is_ascii() || before.is_none_or(|before| !before.is_ascii()),
        [b' ' | b'*' | b'\r' | 0xc2, ..] => true,
        [0xe2, 0x80, 0x80..=0x8d | 0xaf, ..] | [0xe2, 0x81, ..] | [0xe3, 0x80, 0x80, ..] => true,
        [
            0xef,
            0xbc,
            0x81 | 0x88 | 0x89 | 0x8c | 0x9a | 0x9b | 0x9f,
            ..,
        ] => false,
        [0xef, ..] => true,
        _ => false,
    }
}

/// The first states that are right somewhere inside a text.
const STARTS_INSIDE: [usize; 4] = [1, 2, 3, 4];

/// Which of the first states is the right one after the byte `beside`.
fn start_index(beside: Option<u8>) -> usize {
    match beside {
        None => 0,
        Some(b'\n') => 1,
        Some(b'\r') => 2,
        Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => 3,
        Some(_) => 4,
    }
}
