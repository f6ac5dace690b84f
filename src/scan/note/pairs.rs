//! What two tokens that follow one another speak for at most, in a table that the build made (`build/notes.rs`).
//!
//! Owns the numbers of tokens and the lookup. Shared with the build.

use std::ops::RangeInclusive;

/// How many bytes a slot has: a part of the hash, and a weight.
pub(crate) const SLOT: usize = 3;

/// The characters whose weights stand at the head of the table, a byte each: nearly all of a Chinese text.
pub(crate) const CHARACTERS: RangeInclusive<u32> = 0x4e00..=0x9fff;

/// How many bytes that takes.
pub(crate) const HEAD: usize = (*CHARACTERS.end() - *CHARACTERS.start()) as usize + 1;

/// The number of a token, made of its characters one after another: of one character its code point.
pub(crate) type TokenId = u32;

/// The token `id` with one character more.
pub(crate) fn joined(id: TokenId, c: char) -> TokenId {
    const FACTOR: u32 = 0x0100_0193;
    id.wrapping_mul(FACTOR).wrapping_add(u32::from(c))
}

/// What stands for the second token where one is looked up by itself.
pub(crate) const ALONE: TokenId = 0;

/// The table of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pairs(&'static [u8]);

impl Pairs {
    /// The one that the build made.
    pub(crate) const fn new(table: &'static [u8]) -> Self {
        Self(table)
    }

    /// What `first` before `second` weighs at most, with the longer runs that they begin, in 32nds.
    pub(crate) fn of(self, first: TokenId, second: TokenId) -> i32 {
        let (hash, tag) = hash(first, second);
        let table = self.0.get(HEAD..).unwrap_or_default();
        // Their number is a power of two.
        let last_slot = (table.len() / SLOT).saturating_sub(1);
        let mut at = hash as usize & last_slot;
        // There are free slots, so that the walk ends.
        while let Some(&[low, high, weight]) = table.get(at * SLOT..).and_then(<[u8]>::first_chunk)
        {
            match u16::from_le_bytes([low, high]) {
                0 => return 0,
                found if found == tag => return i32::from(i8::from_le_bytes([weight])),
                _ => at = (at + 1) & last_slot,
            }
        }
        0
    }

    /// What a character weighs by itself, in 32nds.
    pub(crate) fn of_one(self, c: char) -> i32 {
        let id = TokenId::from(c);
        match id.checked_sub(*CHARACTERS.start()) {
            Some(at) if CHARACTERS.contains(&id) => self
                .0
                .get(at as usize)
                .map_or(0, |&weight| i32::from(weight.cast_signed())),
            _ => self.of(id, ALONE),
        }
    }
}

/// Where two tokens are looked for, and what tells them there from others; that is never 0.
pub(crate) fn hash(first: TokenId, second: TokenId) -> (u32, u16) {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let key = u64::from(first).rotate_left(24) ^ u64::from(second);
    let product = key.wrapping_mul(FACTOR);
    let tag = (product >> 24) as u16;
    ((product >> 40) as u32, tag.max(1))
}
