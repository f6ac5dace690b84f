//! A set of small numbers that answers in one probe and fits into the nearest cache.
//!
//! Owns nothing but the bits; what a number stands for is the gate's affair.

/// A set of numbers below 65,536.
#[derive(Debug)]
pub(super) struct BitSet(Box<[u64; 1024]>);

impl BitSet {
    pub(super) fn new() -> Self {
        Self(Box::new([0; 1024]))
    }

    pub(super) fn insert(&mut self, number: usize) {
        if let Some(bits) = self.0.get_mut(number / 64) {
            *bits |= 1 << (number % 64);
        }
    }

    #[inline(always)]
    pub(super) fn contains(&self, number: usize) -> bool {
        // Taking the number modulo the size costs nothing and spares the length check.
        self.0[number / 64 % 1024] >> (number % 64) & 1 == 1
    }
}
