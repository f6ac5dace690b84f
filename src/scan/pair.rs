//! A pair of neighbouring characters as a number.
//!
//! A number is made of few bytes by few steps, so that `sieve` can make those of many pairs at once, straight from a text.
//! Different pairs may share a number: "maybe" costs a closer look.

use serde::{Deserialize, Serialize};

/// Stands for "no character" where a keyword is a single one, and before the first character of a text.
pub(crate) const NONE: char = '\0';

/// What the second and third byte of the second character, its first byte, and the last two bytes of the first character are
/// multiplied with for the slot: odd and without pattern.
pub(super) const FACTORS: [u16; 3] = [0x9e37, 0x79b1, 0x85eb];

/// The number of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct PairNumber(u32);

impl PairNumber {
    /// Of `c` behind `before`, both folded and in lower case.
    pub(crate) fn of(before: char, c: char) -> Self {
        let (mut bytes, mut bytes_before) = ([0; 4], [0; 4]);
        c.encode_utf8(&mut bytes);
        let length_before = before.encode_utf8(&mut bytes_before).len();
        // The last two bytes, or the only one.
        let (last, last_but_one) = match bytes_before {
            [only, ..] if length_before == 1 => (only, 0),
            _ => (
                bytes_before[length_before - 1],
                bytes_before[length_before - 2],
            ),
        };
        let slot = u16::from_le_bytes([bytes[1], bytes[2]]).wrapping_mul(FACTORS[0])
            ^ u16::from(bytes[0]).wrapping_mul(FACTORS[1])
            ^ u16::from_le_bytes([last, last_but_one]).wrapping_mul(FACTORS[2]);
        let class = (bytes[0] ^ bytes[2] ^ last) & 7;
        // What is left of the number is for telling pairs apart that share slot and class.
        let check =
            (u32::from(c) ^ u32::from(before).rotate_left(7)).wrapping_mul(0x9e37_79b1) >> 19;
        Self(u32::from(slot) << 16 | u32::from(class) << 13 | check)
    }

    /// Which of the bytes of a sieve belongs to it.
    pub(super) fn slot(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// Which bit of that byte does.
    pub(super) fn class_bit(self) -> u8 {
        1 << (self.0 >> 13 & 7)
    }

    /// Its uppermost `bits`.
    pub(super) fn uppermost(self, bits: u32) -> usize {
        (self.0 >> (u32::BITS - bits)) as usize
    }
}
