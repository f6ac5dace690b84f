//! What may stand beside a keyword so that it can be part of a match.
//!
//! Plain data: the build works it out from the patterns of the built-in rules. For other rules nothing is known.

use crate::text::fold;

/// What a keyword asks of the text on either side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Beside {
    /// The bytes that a character behind it can begin with, and [`END`], a bit each.
    pub(crate) behind: [u64; 4],
    /// Whether nothing but white space stands before it in the paragraph.
    pub(crate) leads: bool,
    /// How many bytes of a match stand before it at least where it is the first keyword in the match that counts.
    pub(crate) least_lead: u8,
    /// How many do at most; [`FAR`] where there is no bound.
    pub(crate) lead: u8,
    /// The same where it stands at the head of a paragraph.
    pub(crate) lead_at_head: u8,
}

/// How many bytes of a match, which is folded, stand before a keyword in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lead {
    pub(crate) least: usize,
    pub(crate) most: usize,
}

/// Farther than is counted.
pub(crate) const FAR: u8 = u8::MAX;

/// What stands on either side of a keyword in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Neighbours {
    /// The byte that the character behind it begins with, or [`END`], if it is compared as it stands.
    behind: Option<u8>,
    /// Whether it may be the first word of what is searched.
    may_lead: bool,
}

/// Stands for the paragraph's end, inside which it does not occur.
pub(crate) const END: u8 = b'\n';

/// What ends a sentence: a very long paragraph is cut behind it.
pub(crate) const CUTS: [char; 4] = ['。', '！', '？', '；'];

impl Beside {
    /// Whether the keyword may be part of a match there, as far as is known.
    #[inline]
    pub(crate) fn may_match(&self, there: Neighbours) -> bool {
        let holds = |byte: u8| self.behind[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1;
        there.behind.is_none_or(holds) && (there.may_lead || !self.leads)
    }

    /// How many bytes of a match stand before it there where it is the first keyword in the match that counts; nothing if there is
    /// no bound.
    #[inline]
    pub(crate) fn lead(&self, there: Neighbours) -> Option<Lead> {
        let most = match there.may_lead {
            true => self.lead_at_head,
            false => self.lead,
        };
        (most != FAR).then_some(Lead {
            least: self.least_lead.into(),
            most: most.into(),
        })
    }
}

impl Neighbours {
    /// The characters before and behind a keyword, as they stand in the text.
    #[inline]
    pub(crate) fn of(before: Option<char>, behind: Option<char>) -> Self {
        let behind = match behind {
            None => Some(END),
            // May belong to the end of a line, vanish beside what comes next, or make words strong in Markdown.
            Some('\r' | ' ' | '*') => None,
            Some(c) => is_compared_as_it_stands(c).then(|| {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes);
                bytes[0]
            }),
        };
        let may_lead = before.is_none_or(|c| {
            c.is_whitespace() || c == '*' || CUTS.contains(&c) || !is_compared_as_it_stands(c)
        });
        Self { behind, may_lead }
    }
}

fn is_compared_as_it_stands(c: char) -> bool {
    fold(c) == Some(c)
}
