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

    /// The hashes of the two characters that `eight` bytes begin with, if both take three bytes as Han does: what
    /// [`first`](Self::first) says of them, sooner.
    #[inline(always)]
    pub(super) fn first_two(eight: [u8; 8]) -> Option<[Self; 2]> {
        const LEADS: u64 = 0x0000_0000_f000_00f0;
        const THREE_BYTES: u64 = 0x0000_0000_e000_00e0;
        let word = u64::from_le_bytes(eight);
        let hash = |code: u64| Self((code as u32 & 0x00ff_ffff).wrapping_mul(MULTIPLIER));
        (word & LEADS == THREE_BYTES).then(|| [hash(word), hash(word >> 24)])
    }

    /// The number of the pair that this character makes with the one before it.
    #[inline(always)]
    pub(super) fn after(self, previous: Self) -> u32 {
        self.0 ^ previous.0.rotate_left(11)
    }

    /// The number of this character.
    #[inline(always)]
    pub(super) fn alone(self) -> u32 {
        self.0
    }
}

/// A set of numbers whose upper bits are spread evenly, in so many words of 64 bits: by its uppermost bits each has one bit,
/// so a set may say yes for another number's sake, a larger one less often.
pub(super) struct NumberSet<const WORDS: usize>(Box<[u64; WORDS]>);

impl<const WORDS: usize> NumberSet<WORDS> {
    pub(super) fn new() -> Self {
        Self(Box::new([0; WORDS]))
    }

    pub(super) fn insert(&mut self, number: u32) {
        let (word, bit) = Self::place(number);
        self.0[word] |= 1 << bit;
    }

    /// Whether `number` may be in the set.
    #[inline(always)]
    pub(super) fn may_hold(&self, number: u32) -> bool {
        let (word, bit) = Self::place(number);
        self.0[word] >> bit & 1 == 1
    }

    #[inline(always)]
    fn place(number: u32) -> (usize, u32) {
        let below_word = u32::BITS - WORDS.ilog2();
        (
            (number >> below_word) as usize,
            number >> (below_word - 6) & 63,
        )
    }
}

impl<const WORDS: usize> std::fmt::Debug for NumberSet<WORDS> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bits: u32 = self.0.iter().map(|word| word.count_ones()).sum();
        write!(f, "about {bits} numbers")
    }
}
