//! What each feature weighs, in a table that the build made (`build/notes.rs`) of the weights that `training/` learned.
//!
//! Owns the lookup and the hash. Shared with the build.

/// How many bytes a slot has: a hash and a weight.
pub(crate) const SLOT: usize = 5;

/// The weights of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights(&'static [u8]);

impl Weights {
    /// Those in a table of the build's.
    pub(crate) const fn new(table: &'static [u8]) -> Self {
        Self(table)
    }

    /// What `feature` weighs, in 32nds; nothing where it is not known.
    pub(crate) fn of(self, feature: &str) -> i32 {
        let hash = hash(feature);
        // Their number is a power of two.
        let last_slot = (self.0.len() / SLOT).saturating_sub(1);
        let mut at = hash as usize & last_slot;
        // There are free slots, so that the walk ends.
        while let Some(&[a, b, c, d, weight]) =
            self.0.get(at * SLOT..).and_then(<[u8]>::first_chunk)
        {
            match u32::from_le_bytes([a, b, c, d]) {
                0 => return 0,
                found if found == hash => return i32::from(i8::from_le_bytes([weight])),
                _ => at = (at + 1) & last_slot,
            }
        }
        0
    }
}

/// The hash of a feature, never 0. Most features are short: eight bytes are taken at a time.
pub(crate) fn hash(feature: &str) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = feature.len() as u64;
    for chunk in feature.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(bytes)).wrapping_mul(FACTOR);
        hash ^= hash >> 32;
    }
    // The lower half of a product knows least of what was multiplied.
    let [_, _, _, _, a, b, c, d] = hash.wrapping_mul(FACTOR).to_le_bytes();
    u32::from_le_bytes([a, b, c, d]).max(1)
}
