//! What may stand behind a keyword so that it can be part of a match.
//!
//! Plain data: the build works it out from the patterns of the built-in rules. For other rules nothing is known.

use crate::text::fold;

/// A set of bytes that a character can begin with, and of the paragraph's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Behind(pub(crate) [u64; 4]);

/// What stands behind a place in a text, if it is compared as it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Follower(Option<u8>);

/// Stands for the paragraph's end, inside which it does not occur.
const END: u8 = b'\n';

impl Behind {
    /// Anything.
    pub(crate) const ANY: Self = Self([u64::MAX; 4]);

    /// Nothing at all.
    pub(crate) const NONE: Self = Self([0; 4]);

    pub(crate) fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    pub(crate) fn add_end(&mut self) {
        self.add(END);
    }

    /// Whether it is in the set, as far as is known.
    pub(crate) fn may_hold(&self, Follower(byte): Follower) -> bool {
        byte.is_none_or(|byte| self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1)
    }
}

impl Follower {
    /// Of the character that comes next in a text, or the end.
    pub(crate) fn of(next: Option<char>) -> Self {
        match next {
            None => Self(Some(END)),
            // May belong to the end of a line, or vanish beside what comes next.
            Some('\r' | ' ') => Self(None),
            Some(c) if fold(c) == Some(c) => {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes);
                Self(Some(bytes[0]))
            }
            Some(_) => Self(None),
        }
    }
}
