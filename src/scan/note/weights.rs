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
        let slots = self.0.len() / SLOT;
        let mut at = hash as usize % slots.max(1);
        // There are free slots, so that the walk ends.
        while let Some(&[a, b, c, d, weight]) =
            self.0.get(at * SLOT..).and_then(<[u8]>::first_chunk)
        {
            match u32::from_le_bytes([a, b, c, d]) {
                0 => return 0,
                found if found == hash => return i32::from(i8::from_le_bytes([weight])),
                _ => at = (at + 1) % slots,
            }
        }
        0
    }
}

/// The hash of a feature (FNV-1a), never 0.
pub(crate) fn hash(feature: &str) -> u32 {
    let hashed = feature.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hashed.max(1)
}
