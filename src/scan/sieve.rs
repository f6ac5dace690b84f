//! What is let through of a text: at which bytes may a character stand that is watched for?
//!
//! Owns the two tables, that of pairs and that of characters, and how they are asked. How the characters of a text become
//! pairs, `stretch` knows; a place that is let through is a "maybe", and `gate` looks closer.

use fearless_simd::{Level, dispatch};

use crate::scan::char_products::CharProducts;
use crate::scan::keywords::Around;
use crate::scan::pair::{PairNumber, PairSet};
use crate::scan::stretch::Stretch;

/// What is let through.
#[derive(Debug)]
pub(super) struct Sieve {
    pairs: PairSet,
    /// Those that are, whatever stands before them; they get the full slot of the pairs.
    characters: CharProducts,
    level: Level,
}

/// A place that is let through.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The byte at which a character begins.
    pub(super) at: usize,
    /// The pair that it makes with the one before, unless it counts whatever stands before it.
    pub(super) pair: Option<PairNumber>,
    /// What stands round the pair.
    pub(super) around: Around,
}

impl Sieve {
    /// Let through where one of `characters` begins or the second character of one of `pairs`.
    pub(super) fn new(pairs: PairSet, characters: CharProducts) -> Self {
        Self {
            pairs,
            characters,
            level: Level::new(),
        }
    }

    /// The places in the first [`STRETCH`](super::stretch::STRETCH) or fewer bytes of `text` from `from` on that are let
    /// through, the last one first.
    pub(super) fn sift<'s>(
        &self,
        text: &str,
        from: usize,
        stretch: &'s mut Stretch,
    ) -> impl Iterator<Item = Place> + use<'s> {
        let (characters, full) = (&self.characters, self.pairs.full);
        dispatch!(self.level, simd => stretch.read(simd, text.as_bytes(), from, characters, full));
        stretch.look_up(&self.pairs.classes);
        dispatch!(self.level, simd => stretch.keep(simd));
        stretch.kept(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::keywords::Side;
    use crate::scan::pair::NONE;

    #[test]
    fn lets_through_each_pair_wherever_it_stands() {
        let pairs = [
            ('多', '少'),
            ('x', '大'),
            ('é', 'y'),
            ('😀', '的'),
            ('_', '_'),
        ];
        let numbers = pairs.iter().map(|&(before, c)| PairNumber::of(before, c));
        let mut sieve = Sieve::new(
            PairSet::none().with(numbers),
            CharProducts::default().with("《x".chars()),
        );
        let text = "多少人X大，“éY”😀的__《a》，".repeat(7);
        for level in [Level::baseline(), Level::new()] {
            sieve.level = level;
            for from in 0..70 {
                let text = "a".repeat(from) + &text;
                let mut stretch = Stretch::new();
                let mut found: Vec<Place> = sieve.sift(&text, from / 2, &mut stretch).collect();
                found.reverse();
                let mut before = NONE;
                for (at, c) in text.char_indices() {
                    let c = c.to_ascii_lowercase();
                    let place = found.iter().find(|place| place.at == at);
                    if "《x".contains(c) {
                        assert!(
                            place.is_some_and(|place| place.pair.is_none()),
                            "{c} at {at}"
                        );
                    } else if pairs.contains(&(before, c)) {
                        let place = place.unwrap_or_else(|| panic!("{c} at {at}"));
                        assert_eq!(place.pair, Some(PairNumber::of(before, c)));
                        let behind = text[at + c.len_utf8()..].chars().next();
                        assert!(Side::of(behind).may_be(place.around.behind), "{c} at {at}");
                        let before = text[..at].chars().rev().skip(1);
                        let mut before = before.map(|c| c.to_ascii_lowercase());
                        for side in [place.around.before, place.around.farther] {
                            assert!(Side::of(before.next()).may_be(side), "{c} at {at}");
                        }
                        let is_known = c != '少' || place.around.behind == Side::of(Some('人'));
                        assert!(is_known, "{c} at {at}");
                    }
                    before = c;
                }
                assert!(found.is_sorted_by_key(|place| place.at));
                assert!(found.iter().all(|place| text.is_char_boundary(place.at)));
                assert!(found.len() <= 7 * 8, "{found:?}");
            }
        }
    }
}
