//! The sentence round a place: shortened and with the gap marked for people, and as a number that tells it from others.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::report::visible;
use crate::text::{TextRange, prefix_within, sentence_around, suffix_within};

/// So many columns on each side are looked at; a line may be megabytes long.
const LOOK: usize = 400;
/// So many are shown before the gap, of the gap, and behind it.
const SHOWN: [usize; 3] = [80, 60, 50];
/// Pairs of marks, of which the first is taken that the sentence does not hold.
const MARKS: [(char, char); 5] = [
    ('【', '】'),
    ('〖', '〗'),
    ('⟦', '⟧'),
    ('▶', '◀'),
    ('⟪', '⟫'),
];

/// A sentence in three parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'t> {
    /// What stands before the place.
    pub(super) before: &'t str,
    /// The place.
    pub(super) found: &'t str,
    /// What stands behind it.
    pub(super) after: &'t str,
}

impl<'t> Sentence<'t> {
    /// The sentence round `range`, as far as one looks.
    pub(super) fn around(text: &'t str, range: TextRange) -> Self {
        let found = range.slice(text);
        let before = text.get(..range.start()).unwrap_or("");
        let after = text.get(range.end()..).unwrap_or("");
        let start = range.start() - before.len() + suffix_within(before, LOOK);
        let end = range.end() + prefix_within(after, LOOK);
        let near = text.get(start..end).unwrap_or("");
        let within = range.start() - start..range.end() - start;
        let sentence = sentence_around(near, within.clone());
        Self {
            before: near.get(sentence.start..within.start).unwrap_or(""),
            found,
            after: near.get(within.end..sentence.end).unwrap_or(""),
        }
    }

    /// The sentence for people, in which `lead` bytes of the place before the gap and `rest` behind it stay as they are.
    pub(super) fn marked(&self, lead: usize, rest: usize) -> String {
        let (lead, found) = self
            .found
            .split_at_checked(lead)
            .unwrap_or(("", self.found));
        let cut = found.len().saturating_sub(rest);
        let (gap, rest) = found.split_at_checked(cut).unwrap_or((found, ""));
        let before = format!("{}{lead}", self.before);
        let before = before.trim_start();
        let after = format!("{rest}{}", self.after);
        let after = after.trim_end();
        let holds = |c: char| before.contains(c) || gap.contains(c) || after.contains(c);
        let free = MARKS
            .iter()
            .find(|(open, close)| !holds(*open) && !holds(*close));
        let (open, close) = free.unwrap_or(&('⟪', '⟫'));
        let start = suffix_within(before, SHOWN[0]);
        let shown = prefix_within(gap, SHOWN[1]);
        let end = prefix_within(after, SHOWN[2]);
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        let parts = [
            dots(start > 0),
            &visible(before.get(start..).unwrap_or("")),
            &open.to_string(),
            &visible(gap.get(..shown).unwrap_or("")),
            dots(shown < gap.len()),
            &close.to_string(),
            &visible(after.get(..end).unwrap_or("")),
            dots(end < after.len()),
        ];
        parts.concat()
    }

    /// A number for the letters round the place, in hexadecimal.
    pub(super) fn fingerprint(&self) -> String {
        let mut hasher = SipHasher13::new();
        for side in [self.before, self.after] {
            for c in side.chars().filter(|c| c.is_alphabetic()) {
                hasher.write_u32(u32::from(c));
            }
            hasher.write_u32(0);
        }
        format!("{:016x}", hasher.finish())
    }
}
