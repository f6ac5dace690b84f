//! The weights by which notes are told (`src/scan/note`), as tables that a run looks them up in.
//!
//! Owns the layout of a table: slots, each the hash of what it is for and a weight, an empty one with the hash 0; the number of slots
//! is a power of two. What is looked up is in the first free slot from the one that its hash names on.

use std::collections::BTreeMap;

use crate::scan::note_pairs::{self, ALONE, CHARACTERS, TokenId, joined};
use crate::scan::note_weights::{SLOT, hash};

/// The table of what two tokens weigh at most, of the same `text`: the pair itself and the heaviest run of three that it begins; and
/// what single ones weigh. Between tokens stands what `splits` says.
pub(crate) fn pairs(text: &str, splits: &str) -> Vec<u8> {
    let mut single: BTreeMap<TokenId, i32> = BTreeMap::new();
    let mut pairs: BTreeMap<(TokenId, TokenId), i32> = BTreeMap::new();
    let mut threes: BTreeMap<(TokenId, TokenId), i32> = BTreeMap::new();
    for (feature, weight) in rows(text) {
        // Splitting by nothing gives an empty piece at either end.
        let tokens = feature.split(splits).filter(|it| !it.is_empty());
        let ids: Vec<TokenId> = tokens.map(|it| it.chars().fold(0, joined)).collect();
        match ids[..] {
            [only] => *single.entry(only).or_default() = weight.into(),
            [first, second] => *pairs.entry((first, second)).or_default() = weight.into(),
            [first, second, _] => {
                let most = threes.entry((first, second)).or_default();
                *most = i32::from(weight).max(*most);
            }
            // Features that are no runs have names of any length.
            _ => {}
        }
    }
    for (pair, most) in threes {
        *pairs.entry(pair).or_default() += most;
    }
    let mut head = vec![0; note_pairs::HEAD];
    for (id, weight) in single {
        match CHARACTERS.contains(&id) {
            true => head[(id - CHARACTERS.start()) as usize] = byte(weight),
            false => *pairs.entry((id, ALONE)).or_default() = weight,
        }
    }
    pairs.retain(|_, weight| *weight != 0);
    let slots = (pairs.len() * 3 / 2).next_power_of_two();
    let mut table = vec![0; slots * note_pairs::SLOT];
    for ((first, second), weight) in pairs {
        let (hash, tag) = note_pairs::hash(first, second);
        let [low, high] = tag.to_le_bytes();
        put(&mut table, hash, [low, high, byte(weight)]);
    }
    [head, table].concat()
}

/// The table of the weights in `text`.
pub(crate) fn table(text: &str) -> Vec<u8> {
    let mut rows: Vec<(u32, i8)> = rows(text)
        .map(|(feature, weight)| (hash(feature), weight))
        .collect();
    // Of features with one hash, which are one pair in tens of thousands, the heavier counts.
    rows.sort_by_key(|&(hash, weight)| (hash, std::cmp::Reverse(weight.unsigned_abs())));
    rows.dedup_by_key(|&mut (hash, _)| hash);
    let slots = (rows.len() * 2).next_power_of_two();
    let mut table = vec![0; slots * SLOT];
    for (hash, weight) in rows {
        let [a, b, c, d] = hash.to_le_bytes();
        put(&mut table, hash, [a, b, c, d, weight.to_le_bytes()[0]]);
    }
    table
}

/// Put `row`, whose last byte is the weight, into the first free slot from that of `hash` on.
fn put<const SLOT: usize>(table: &mut [u8], hash: u32, row: [u8; SLOT]) {
    let slots = table.len() / SLOT;
    let mut slot = hash as usize % slots;
    while table[slot * SLOT..][..SLOT - 1]
        .iter()
        .any(|&byte| byte != 0)
    {
        slot = (slot + 1) % slots;
    }
    table[slot * SLOT..][..SLOT].copy_from_slice(&row);
}

/// The features in `text`, a feature, a tab and the weight a line.
fn rows(text: &str) -> impl Iterator<Item = (&str, i8)> {
    text.lines().map(|line| {
        let (feature, weight) = line.rsplit_once('\t').expect("a tab in each line");
        (feature, weight.parse().expect("a weight is a small number"))
    })
}

/// A weight as it stands in a table.
fn byte(weight: i32) -> u8 {
    let weight = weight.clamp(i8::MIN.into(), i8::MAX.into()) as i8;
    weight.to_le_bytes()[0]
}
