//! Finding the named groups of a match with a program that was made when this program was built.
//!
//! Walks through the ways in which the pattern can match, the preferred one first, and goes back where one leads nowhere:
//! within a known match that is a short way. Which patterns have a program, the build script decides.

use std::ops::Range;
use std::sync::Arc;

use crate::scan::layout::{BYTES, CHOICE, LOOK, MATCH, OFFSET, SLOT};
use crate::scan::pattern::Groups;
use crate::scan::prepared::{Form, offset_at, prepared};

/// After so many steps the way is left to an engine that cannot lose itself.
const STEPS: usize = 1 << 14;

/// Finds the groups of one pattern's matches.
#[derive(Debug)]
pub(super) struct GroupFinder {
    names: Vec<Arc<str>>,
    /// Where the first state stands.
    start: usize,
    bytes: &'static [u8],
}

/// What is left to do where a way leads nowhere, the last first.
enum Left {
    /// Try the alternative of the given index at the state, from the given byte of the text on.
    Try(usize, usize, usize),
    /// Give the slot its earlier value again.
    Restore(usize, Option<usize>),
}

impl GroupFinder {
    /// The one for `pattern`, if it has named groups and a program was made.
    pub(super) fn of(pattern: &str) -> Option<Self> {
        let bytes = prepared(pattern, Form::Groups)?;
        let (&count, mut rest) = bytes.split_first()?;
        let mut names = Vec::new();
        for _ in 0..count {
            let (&length, name) = rest.split_first()?;
            let (name, after) = name.split_at_checked(usize::from(length))?;
            names.push(std::str::from_utf8(name).ok()?.into());
            rest = after;
        }
        let start = offset_at(bytes, bytes.len() - rest.len());
        Some(Self {
            names,
            start,
            bytes,
        })
    }

    /// The groups that took part in the match at `found`; nothing when they are not found in a reasonable time.
    pub(super) fn groups(&self, text: &str, found: &Range<usize>) -> Option<Groups> {
        let slots = self.slots(text, found)?;
        let (places, _) = slots.as_chunks();
        let named = self.names.iter().zip(places);
        let group = |(name, &[start, end]): (&Arc<str>, &[Option<usize>; 2])| {
            Some((name.clone(), start?..end?))
        };
        Some(named.filter_map(group).collect())
    }

    /// Where each group starts and ends.
    fn slots(&self, text: &str, found: &Range<usize>) -> Option<Vec<Option<usize>>> {
        let mut slots = vec![None; 2 * self.names.len()];
        let mut left = Vec::new();
        let (mut state, mut at) = (self.start, found.start);
        for _ in 0..STEPS {
            let goes_on = match *self.bytes.get(state..)? {
                [MATCH, ..] if at == found.end => return Some(slots),
                [BYTES, count, ref ranges @ ..] if at < found.end => {
                    let byte = *text.as_bytes().get(at)?;
                    let (ranges, _) = ranges.as_chunks::<{ 2 + OFFSET }>();
                    let mut ranges = ranges.iter().take(usize::from(count));
                    let range = ranges.find(|range| (range[0]..=range[1]).contains(&byte));
                    if let Some(range) = range {
                        (state, at) = (offset_at(range, 2), at + 1);
                    }
                    range.is_some()
                }
                [CHOICE, ..] => {
                    left.push(Left::Try(state, 0, at));
                    false
                }
                [SLOT, slot, ..] => {
                    let value = slots.get_mut(usize::from(slot))?;
                    left.push(Left::Restore(usize::from(slot), value.replace(at)));
                    state = offset_at(self.bytes, state + 2);
                    true
                }
                [LOOK, look, ..] if holds(look, text, at) => {
                    state = offset_at(self.bytes, state + 2);
                    true
                }
                _ => false,
            };
            if !goes_on {
                (state, at) = self.go_back(&mut left, &mut slots)?;
            }
        }
        None
    }

    /// The next alternative that has not been tried.
    fn go_back(&self, left: &mut Vec<Left>, slots: &mut [Option<usize>]) -> Option<(usize, usize)> {
        loop {
            match left.pop()? {
                Left::Restore(slot, value) => *slots.get_mut(slot)? = value,
                Left::Try(state, index, at) => {
                    let count = self.bytes.get(state + 1..)?.first_chunk()?;
                    if index < usize::from(u16::from_le_bytes(*count)) {
                        left.push(Left::Try(state, index + 1, at));
                        return Some((offset_at(self.bytes, state + 3 + OFFSET * index), at));
                    }
                }
            }
        }
    }
}

/// Whether what a pattern asks of a place holds at byte `at`.
fn holds(look: u8, text: &str, at: usize) -> bool {
    let is_word =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = text.as_bytes();
    match look {
        b'^' => at == 0,
        b'$' => at == bytes.len(),
        _ => is_word(bytes.get(at)) != is_word(at.checked_sub(1).and_then(|at| bytes.get(at))),
    }
}
