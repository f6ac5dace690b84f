//! How automata and programs for groups are laid down in bytes: the build writes them so, and the library reads them.
//!
//! Owns the numbers of both formats, not the writing nor the walking.

/// How many bytes the offset of a state takes; 0 is the offset of no state.
pub(crate) const OFFSET: usize = 3;

/// Of how many bytes at the head of a match an automaton has a set: most characters of Chinese take as many.
pub(crate) const HEAD: usize = 3;

/// A set of bytes, a bit each.
pub(crate) type ByteSet = [u8; 32];

/// What a state of an automaton is, in its first byte.
pub(crate) const IS_MATCH: u8 = 1;
pub(crate) const IS_MATCH_AT_END: u8 = 2;

/// Whether it looks the next byte up in a table instead of going through ranges.
pub(crate) const HAS_TABLE: u8 = 4;

/// How many bits that takes; the others count the ranges of ASCII, which are passed over for other bytes.
pub(crate) const KIND_BITS: usize = 3;

/// What a state of a program is, in its first byte.
pub(crate) const MATCH: u8 = 0;
pub(crate) const BYTES: u8 = 1;
pub(crate) const CHOICE: u8 = 2;
pub(crate) const SLOT: u8 = 3;
pub(crate) const LOOK: u8 = 4;
