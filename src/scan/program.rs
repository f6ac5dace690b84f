//! Programs that were made of patterns when this program was built: they find the named groups of a match, and the matches of
//! patterns of which an automaton would be too large.
//!
//! Walks through the ways in which the pattern can match, the preferred one first, and goes back where one leads nowhere:
//! within a known match that is a short way, and in a short text mostly, too. Which patterns have a program, the build script
//! decides.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use crate::scan::automaton::TooManySteps;
use crate::scan::layout::{BYTES, CHOICE, LOOK, MATCH, OFFSET, SLOT};
use crate::scan::pattern::Groups;
use crate::scan::prepared::{Form, offset_at, prepared};

/// After so many steps the way is left to an engine that cannot lose itself.
const STEPS: usize = 1 << 14;

/// So many for each byte of a text that is searched.
const STEPS_A_BYTE: usize = 256;

/// The program of one pattern.
#[derive(Debug)]
pub(super) struct Program {
    /// Of its groups.
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

impl Program {
    /// The one for `pattern`, if one was made.
    pub(super) fn of(pattern: &str) -> Option<Self> {
        let bytes = prepared(pattern, Form::Program)?;
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
        if self.names.is_empty() {
            return Some(Groups::new());
        }
        let mut slots = vec![None; 2 * self.names.len()];
        let end = found.end..=found.end;
        let walked = self.walk(text, found.start, end, &mut slots, &mut { STEPS });
        walked.ok()??;
        let (places, _) = slots.as_chunks();
        let named = self.names.iter().zip(places);
        let group = |(name, &[start, end]): (&Arc<str>, &[Option<usize>; 2])| {
            Some((name.clone(), start?..end?))
        };
        Some(named.filter_map(group).collect())
    }

    /// The first match in `text` that starts at one of the given bytes.
    ///
    /// # Errors
    /// When that needs too many steps.
    pub(super) fn find(
        &self,
        text: &str,
        starts: RangeInclusive<usize>,
    ) -> Result<Option<Range<usize>>, TooManySteps> {
        let (from, last) = starts.into_inner();
        let mut slots = vec![None; 2 * self.names.len()];
        let mut steps = STEPS + text.len().saturating_sub(from) * STEPS_A_BYTE;
        for at in (from..=last.min(text.len())).filter(|&at| text.is_char_boundary(at)) {
            if let Some(end) = self.walk(text, at, at..=text.len(), &mut slots, &mut steps)? {
                return Ok(Some(at..end));
            }
        }
        Ok(None)
    }

    /// Where the match ends that starts at byte `from`, if it does so at one of the given `ends`; then the `slots` hold where each group
    /// starts and ends.
    fn walk(
        &self,
        text: &str,
        from: usize,
        ends: RangeInclusive<usize>,
        slots: &mut [Option<usize>],
        steps: &mut usize,
    ) -> Result<Option<usize>, TooManySteps> {
        let mut left = Vec::new();
        let (mut state, mut at) = (self.start, from);
        loop {
            *steps = steps.checked_sub(1).ok_or(TooManySteps)?;
            let goes_on = match *self.bytes.get(state..).unwrap_or_default() {
                [MATCH, ..] if ends.contains(&at) => return Ok(Some(at)),
                [BYTES, count, ref ranges @ ..] if at < *ends.end() => {
                    let byte = text.as_bytes().get(at).copied().unwrap_or_default();
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
                    let slot = usize::from(slot);
                    if let Some(value) = slots.get_mut(slot) {
                        left.push(Left::Restore(slot, value.replace(at)));
                    }
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
                match self.go_back(&mut left, slots) {
                    Some(next) => (state, at) = next,
                    None => return Ok(None),
                }
            }
        }
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
