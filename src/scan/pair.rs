//! A pair of neighbouring characters as a number, and sets of such.
//!
//! A number is made of few bytes by few steps, so that `sieve` can make those of many pairs at once, straight from a text.
//! Different pairs may share a number: "maybe" costs a closer look.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::scan::table::{Row, Table};

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

/// So many slots are a row, and have so many classes together.
const ROW: usize = 8;
const ROW_BITS: usize = ROW * u8::BITS as usize;

/// A set of pairs. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct PairSet {
    /// For each slot the classes of the pairs that are in, a bit each.
    pub(crate) classes: Classes,
    /// How many pairs come before each row of slots, by their numbers.
    pub(crate) before_rows: Table<u32>,
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
        let bytes = PairBytes::of(before, c);
        let [first, _, third] = bytes.of_second;
        Self::at(bytes.product(FACTORS), first ^ third ^ bytes.of_first[0])
    }

    /// That with the given slot and, in its lowest bits, the given class.
    #[inline]
    pub(super) fn at(slot: u16, class: u8) -> Self {
        Self(u32::from(slot) << 3 | u32::from(class & 7))
    }

    /// Which of the bytes of a set belongs to it.
    #[inline]
    pub(super) fn slot(self) -> u16 {
        (self.0 >> 3) as u16
    }

    /// Which bit of that byte does.
    pub(super) fn class_bit(self) -> u8 {
        1 << (self.0 & 7)
    }
}

/// Another number of a pair: such pairs as share the first one seldom have this in common, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PairCheck(pub(super) u8);

impl PairCheck {
    /// With these other numbers it is another product.
    const FACTORS: [u16; 3] = [0x9e37, 0xb5c9, 0xe2d5];

    /// Of several pairs that have different ones.
    pub(super) const ANY: Self = Self(0);

    /// Of `c` behind `before`, both folded and in lower case.
    pub(super) fn of(before: char, c: char) -> Self {
        Self::with(&PairBytes::of(before, c))
    }

    /// Of the pair whose second character begins at byte `at` of `text`, both compared as they stand or in lower case.
    #[inline]
    pub(super) fn at(text: &str, at: usize) -> Self {
        Self::with(&PairBytes::at(text.as_bytes(), at))
    }

    /// That of two pairs.
    pub(super) fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::ANY }
    }

    /// Whether a pair with the `other` one may be among those that have it.
    #[inline]
    pub(super) fn may_be(self, other: Self) -> bool {
        self == other || self == Self::ANY
    }

    #[inline]
    fn with(bytes: &PairBytes) -> Self {
        Self((bytes.product(Self::FACTORS) >> 8).max(1) as u8)
    }
}

/// What is looked at of a pair.
struct PairBytes {
    /// The first three bytes of the second character, 0 where it has fewer.
    of_second: [u8; 3],
    /// The last byte of the first one and the last but one, which is 0 where it has but one.
    of_first: [u8; 2],
}

impl Row for PairCheck {
    const SIZE: usize = 1;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        bytes.first().map_or(Self::ANY, |&byte| Self(byte))
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(self.0);
    }
}

impl PairBytes {
    fn of(before: char, c: char) -> Self {
        let (mut bytes, mut bytes_before) = ([0; 4], [0; 4]);
        c.encode_utf8(&mut bytes);
        let [first, second, third, _] = bytes;
        Self {
            of_second: [first, second, third],
            of_first: match before.encode_utf8(&mut bytes_before).as_bytes() {
                [.., last_but_one, last] => [*last, *last_but_one],
                [.., only] => [*only, 0],
                [] => [0, 0],
            },
        }
    }

    #[inline]
    fn at(text: &[u8], at: usize) -> Self {
        let (before, rest) = text.split_at(at);
        let of_second = match *rest {
            [first, ..] if first.is_ascii() => [first.to_ascii_lowercase(), 0, 0],
            [first @ ..0xe0, second, ..] => [first, second, 0],
            [first, second, third, ..] => [first, second, third],
            _ => [0; 3],
        };
        let of_first = match *before {
            [.., last] if last.is_ascii() => [last.to_ascii_lowercase(), 0],
            [.., last_but_one, last] => [last, last_but_one],
            _ => [0, 0],
        };
        Self {
            of_second,
            of_first,
        }
    }

    #[inline]
    fn product(&self, factors: [u16; 3]) -> u16 {
        let [first, second, third] = self.of_second;
        u16::from_le_bytes([second, third]).wrapping_mul(factors[0])
            ^ u16::from(first).wrapping_mul(factors[1])
            ^ u16::from_le_bytes(self.of_first).wrapping_mul(factors[2])
    }
}

impl PairSet {
    /// The empty set.
    pub(crate) fn none() -> Self {
        Self {
            classes: Classes::Made(Arc::new([0; SLOTS])),
            before_rows: Table::default(),
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
        let classes = Classes::Made(made);
        let mut next = 0;
        let before_rows = classes.rows().iter().map(|&row| {
            let before = next;
            next += u64::from_le_bytes(row).count_ones();
            before
        });
        Self {
            before_rows: before_rows.collect(),
            classes,
            full,
        }
    }

    /// The place of a pair among all that are in, by their numbers.
    #[inline]
    pub(crate) fn place_of(&self, pair: PairNumber) -> Option<usize> {
        let (row, at) = (pair.0 as usize / ROW_BITS, pair.0 as usize % ROW_BITS);
        let in_row = u64::from_le_bytes(*self.classes.rows().get(row)?);
        let before_in_row = (in_row & !(u64::MAX << at)).count_ones();
        let is_in = in_row >> at & 1 == 1;
        is_in.then_some((self.before_rows.get(row)? + before_in_row) as usize)
    }

    /// The numbers of all that are in, those of the full slot among them.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = PairNumber> {
        let slots = (0..=u16::MAX).zip(self.classes.iter());
        let slots = slots.filter(|(_, classes)| **classes != 0);
        slots.flat_map(|(slot, classes)| {
            let in_slot = (0..8).filter(move |class| classes >> class & 1 == 1);
            in_slot.map(move |class| PairNumber::at(slot, class))
        })
    }
}

impl Classes {
    #[inline]
    fn rows(&self) -> &[[u8; ROW]] {
        self.as_chunks().0
    }
}

impl Deref for Classes {
    type Target = [u8; SLOTS];

    #[inline]
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
