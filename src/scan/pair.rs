//! A pair of neighbouring characters as a number, and sets of such.
//!
//! A number is made of few bytes by few steps, so that `sieve` can make those of many pairs at once, straight from a text.
//! Different pairs may share a number: "maybe" costs a closer look.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Stands for "no character" where a keyword is a single one, and before the first character of a text.
pub(crate) const NONE: char = '\0';

/// What the second and third byte of the second character, its first byte, and the last two bytes of the first character are
/// multiplied with for the slot: odd, without pattern, and such that few common pairs have the number of a rare one.
pub(super) const FACTORS: [u16; 3] = [0xa22b, 0x9b09, 0x7ddf];

/// The number of a pair: 19 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PairNumber(pub(super) u32);

/// How many slots there are.
const SLOTS: usize = 1 << 16;

/// A set of pairs. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct PairSet {
    /// For each slot the classes of the pairs that are in, a bit each.
    pub(crate) classes: Classes,
    /// A slot with all classes, for what is let through whatever pair it is in.
    pub(crate) full: u16,
}

/// A byte for each slot.
#[derive(Clone)]
pub(crate) enum Classes {
    /// As it lies in the program.
    Prepared(&'static [u8; SLOTS]),
    /// Of a run's own.
    Made(Arc<[u8; SLOTS]>),
}

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
        Self::at(slot, bytes[0] ^ bytes[2] ^ last)
    }

    /// That with the given slot and, in its lowest bits, the given class.
    pub(super) fn at(slot: u16, class: u8) -> Self {
        Self(u32::from(slot) << 3 | u32::from(class & 7))
    }

    /// Which of the bytes of a set belongs to it.
    pub(super) fn slot(self) -> u16 {
        (self.0 >> 3) as u16
    }

    /// Which bit of that byte does.
    pub(super) fn class_bit(self) -> u8 {
        1 << (self.0 & 7)
    }

    /// The uppermost `bits` of its slot.
    pub(super) fn uppermost(self, bits: u32) -> usize {
        usize::from(self.slot() >> (u16::BITS - bits))
    }
}

impl PairSet {
    /// The empty set.
    pub(crate) fn none() -> Self {
        Self {
            classes: Classes::Made(Arc::new([0; SLOTS])),
            full: 0,
        }
    }

    /// This set and `pairs`.
    pub(crate) fn with(self, pairs: impl Iterator<Item = PairNumber> + Clone) -> Self {
        let mut made = match self.classes {
            Classes::Prepared(classes) => Arc::new(*classes),
            Classes::Made(classes) => classes,
        };
        let classes = Arc::make_mut(&mut made);
        for pair in pairs.clone() {
            classes[usize::from(pair.slot())] |= pair.class_bit();
        }
        let mut full = self.full;
        if classes[usize::from(full)] != u8::MAX {
            // The fuller it was, the fewer others are let through with it.
            let slots = pairs.map(PairNumber::slot);
            let fullest = slots.max_by_key(|&slot| classes[usize::from(slot)].count_ones());
            full = fullest.unwrap_or(full);
            classes[usize::from(full)] = u8::MAX;
        }
        Self {
            classes: Classes::Made(made),
            full,
        }
    }
}

impl Deref for Classes {
    type Target = [u8; SLOTS];

    fn deref(&self) -> &[u8; SLOTS] {
        match self {
            Self::Prepared(classes) => classes,
            Self::Made(classes) => classes,
        }
    }
}

impl fmt::Debug for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits: u32 = self.iter().map(|classes| classes.count_ones()).sum();
        write!(f, "about {bits} pairs")
    }
}
