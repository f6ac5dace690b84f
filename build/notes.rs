//! The weights by which notes are told (`src/scan/note`), as a table that a run looks them up in.
//!
//! Owns the table's layout: slots of five bytes, the hash of the feature and the weight, an empty one with the hash 0; the number of slots
//! is a power of two. A feature is in the first free slot from the one that its hash names on.

use crate::scan::note_weights::{SLOT, hash};

/// The table of the weights in `text`, a feature, a tab and the weight a line.
pub(crate) fn table(text: &str) -> Vec<u8> {
    let mut rows: Vec<(u32, i8)> = text
        .lines()
        .map(|line| {
            let (feature, weight) = line.rsplit_once('\t').expect("a tab in each line");
            (
                hash(feature),
                weight.parse().expect("a weight is a small number"),
            )
        })
        .collect();
    // Of features with one hash, which are one pair in tens of thousands, the heavier counts.
    rows.sort_by_key(|&(hash, weight)| (hash, std::cmp::Reverse(weight.unsigned_abs())));
    rows.dedup_by_key(|&mut (hash, _)| hash);
    let slots = (rows.len() * 2).next_power_of_two();
    let mut table = vec![0; slots * SLOT];
    for (hash, weight) in rows {
        let mut slot = hash as usize % slots;
        while table[slot * SLOT..][..SLOT - 1] != [0; SLOT - 1] {
            slot = (slot + 1) % slots;
        }
        table[slot * SLOT..][..SLOT - 1].copy_from_slice(&hash.to_le_bytes());
        table[slot * SLOT + SLOT - 1] = weight.to_le_bytes()[0];
    }
    table
}
