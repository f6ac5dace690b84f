//! Comparing a keyword with what stands in a text that has not been folded.

use crate::scan::beside::Neighbours;
use crate::scan::pair::NONE;
use crate::text::{fold, is_joint};

/// A character as keywords are compared with it; nothing if it does not count.
#[inline]
pub(super) fn as_compared(c: char) -> Option<char> {
    fold(c).map(|c| c.to_ascii_lowercase())
}

/// What stands on either side of the keyword if it stands in `text` with its anchor at byte `at`.
#[inline]
pub(super) fn stands_at((before, rest): (&str, &str), text: &str, at: usize) -> Option<Neighbours> {
    // Mostly it stands there byte for byte.
    let (start, end) = (at.checked_sub(before.len()), at + rest.len());
    if let Some(start) = start
        && let (Some(found_before), Some(found)) = (text.get(start..at), text.get(at..end))
        && found.eq_ignore_ascii_case(rest)
        && found_before.eq_ignore_ascii_case(before)
    {
        let outside = text[..start].chars().next_back();
        return Some(Neighbours::of(outside, text[end..].chars().next()));
    }
    let (bytes_before, bytes) = text.as_bytes().split_at(at);
    if is_another(rest.bytes(), bytes.iter())
        || is_another(before.bytes().rev(), bytes_before.iter().rev())
    {
        return None;
    }
    let anchor = rest.chars().next().unwrap_or(NONE);
    let (mut text_before, mut text_behind) = (text[..at].chars().rev(), text[at..].chars());
    let stands = goes_on(NONE, rest.chars(), &mut text_behind)
        && goes_on(anchor, before.chars().rev(), &mut text_before);
    stands.then(|| Neighbours::of(text_before.next(), text_behind.next()))
}

/// Whether the first byte that differs shows that `text` does not go on with `word`, in either direction: ASCII is compared as it
/// stands, but for what may be skipped.
#[inline]
fn is_another<'t>(word: impl Iterator<Item = u8>, text: impl Iterator<Item = &'t u8>) -> bool {
    let mut pairs = word.zip(text);
    let differing = pairs.find(|(expected, found)| !expected.eq_ignore_ascii_case(found));
    differing.is_some_and(|(_, found)| found.is_ascii() && !matches!(found, b' ' | b'*'))
}

/// Whether `text` goes on with `word` after the character `previous`, in either direction, as compared: folded, in lower
/// case, without what vanishes or may do so.
#[inline]
fn goes_on(
    mut previous: char,
    word: impl Iterator<Item = char>,
    text: &mut impl Iterator<Item = char>,
) -> bool {
    for expected in word {
        let mut may_skip_space = is_joint(previous, expected);
        let mut may_skip_stars = true;
        loop {
            let Some(found) = text.next() else {
                return false;
            };
            match fold(found) {
                None => {}
                Some(folded) if folded.to_ascii_lowercase() == expected => break,
                Some(' ') if may_skip_space => may_skip_space = false,
                Some('*') if may_skip_stars && text.next() == Some('*') => may_skip_stars = false,
                Some(_) => return false,
            }
        }
        previous = expected;
    }
    true
}
