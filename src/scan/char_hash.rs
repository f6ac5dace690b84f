//! Characters and pairs of characters as small numbers, straight from the bytes of a text, and sets of such numbers.
//!
//! Different characters may share a number: a set says "maybe" or "no", and "maybe" costs a closer look. Nothing is decoded,
//! which is why the pass over the text is fast.

/// The hash of a character.
#[derive(Clone, Copy, Debug)]
pub(super) struct CharHash(u32);

/// Odd and without pattern: 2^32 divided by the golden ratio.
const MULTIPLIER: u32 = 0x9e37_79b1;

impl CharHash {
    /// The hash of `c`.
    pub(super) fn of(c: char) -> Self {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        Self(u32::from_le_bytes(bytes).wrapping_mul(MULTIPLIER))
    }

    /// The hash of the character at byte `at` of valid UTF-8, an ASCII letter in lower case, and its length in bytes.
    #[inline(always)]
    pub(super) fn first(bytes: &[u8], at: usize) -> (Self, usize) {
        let rest = &bytes[at..];
        let word = match rest.first_chunk::<4>() {
            Some(word) => u32::from_le_bytes(*word),
            None => rest
                .iter()
                .rev()
                .fold(0, |word, &byte| word << 8 | u32::from(byte)),
        };
        // The lead byte tells the length. These branches are cheap: texts mostly go on as they were.
        let (code, length) = match word & 0xff {
            0xe0..=0xef => (word & 0x00ff_ffff, 3),
            0..=0x7f => (u32::from((word as u8).to_ascii_lowercase()), 1),
            0xf0.. => (word, 4),
            _ => (word & 0xffff, 2),
        };
        (Self(code.wrapping_mul(MULTIPLIER)), length)
    }

    /// The number of the pair that this character makes with the one before it.
    #[inline(always)]
    pub(super) fn after(self, previous: Self) -> u16 {
        high_half(self.0 ^ previous.0.rotate_left(11))
    }

    /// The number of this character.
    #[inline(always)]
    pub(super) fn alone(self) -> u16 {
        high_half(self.0)
    }
}

#[inline(always)]
fn high_half(hash: u32) -> u16 {
    (hash >> 16) as u16
}

/// A set of 16-bit numbers: a byte each, so that asking is one load.
pub(super) struct HashSet16(Box<[bool; 1 << 16]>);

impl HashSet16 {
    pub(super) fn new() -> Self {
        Self(Box::new([false; 1 << 16]))
    }

    pub(super) fn insert(&mut self, number: u16) {
        self.0[usize::from(number)] = true;
    }

    #[inline(always)]
    pub(super) fn contains(&self, number: u16) -> bool {
        self.0[usize::from(number)]
    }
}

impl std::fmt::Debug for HashSet16 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} numbers",
            self.0.iter().filter(|&&is_in| is_in).count()
        )
    }
}
