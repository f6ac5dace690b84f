//! The keywords of many rules, in the form in which the gate watches for them.
//!
//! Plain data: the build prepares that of the built-in rules. How a text is searched, `gate` knows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::scan::beside::Beside;
use crate::scan::char_products::CharProducts;
use crate::scan::fold::{Folded, STRONG};
use crate::scan::pair::{NONE, PairCheck, PairNumber, PairSet};
use crate::scan::table::{Rows, Table};
use crate::text::rarity::rarity;
use crate::text::{changed_by_folding, fold, is_joint};

/// All keywords of some rules. They match ASCII letters in either case and full-width forms alike.
///
/// Numbers in tables, so that a run finds those of the built-in rules as they lie in the program.
#[derive(Debug)]
pub(crate) struct Keywords {
    /// The keywords one after another, as compared: folded and in lower case.
    pub(crate) words: Cow<'static, str>,
    /// Each keyword once.
    pub(crate) all: Table<Keyword>,
    /// The rules that have them, those of each keyword together.
    pub(crate) owners: Table<Owner>,
    /// What these ask of the text on either side of the keyword, each once.
    pub(crate) asked: Cow<'static, [Beside]>,
    /// What is watched for, that of each pair together.
    pub(crate) watched: Table<Watched>,
    /// The pairs as a set.
    pub(crate) pair_set: PairSet,
    /// For each of them what tells it from most others that have its number: a list that stays in the processor's cache.
    pub(crate) checks: Table<PairCheck>,
    /// The rest of each.
    pub(crate) pairs: Table<Pair>,
    /// The characters that are looked at whatever stands before them: keywords of their own, and those that are compared as
    /// another character or may not count at all.
    pub(crate) special: CharProducts,
}

/// A keyword.
#[derive(Clone, Debug)]
pub(crate) struct Keyword {
    /// Where it stands among the words.
    pub(crate) word: Range<u32>,
    /// Byte in it of the second character of its pair, or of its only character.
    pub(crate) anchor: u32,
    /// Where the rules that have it stand among the owners.
    pub(crate) owners: Range<u32>,
}

/// A rule that has a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Owner {
    /// Its index.
    pub(crate) rule: u32,
    /// The index of what it asks of the text on either side, if each of its matches is known to hold a keyword.
    pub(crate) asked: Option<u32>,
}

/// A pair of characters that shows that a keyword may be there; or a character alone, as a pair with none before it.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    /// What its keywords ask of the characters on either side of it.
    pub(crate) behind: Sides,
    pub(crate) before: Sides,
    /// Where its keywords stand among what is watched for.
    pub(crate) watched: Range<u32>,
}

/// A keyword of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Watched {
    /// What it asks of the characters round the pair.
    pub(crate) around: Around,
    /// Its index.
    pub(crate) keyword: u32,
}

/// What stands round a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Around {
    pub(crate) before: Side,
    /// The one before that.
    pub(crate) farther: Side,
    pub(crate) behind: Side,
}

/// A set of sides, in which some may be taken for each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides(pub(super) u32);

/// A character beside a pair, as a number that tells most from each other. Of one that may be compared as something else
/// or not count, and of none at all, nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Side(pub(super) u8);

impl Side {
    pub(crate) const UNKNOWN: Self = Self(0);

    /// Of a character of a keyword. `sieve` makes those of a text in the same way.
    pub(crate) fn of(c: Option<char>) -> Self {
        let Some(c) = c else {
            return Self::UNKNOWN;
        };
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        let [first, second, third, _] = bytes;
        Self(first.wrapping_add(first << 2) ^ second << 2 ^ third | 1)
    }

    /// Whether the two may stand for the same character.
    #[inline]
    pub(crate) fn may_be(self, other: Self) -> bool {
        self == other || self == Self::UNKNOWN || other == Self::UNKNOWN
    }

    /// Its bit in a set.
    #[inline]
    fn bit(self) -> u32 {
        1 << (self.0 >> 3)
    }
}

impl Around {
    pub(crate) const UNKNOWN: Self = Self {
        before: Side::UNKNOWN,
        farther: Side::UNKNOWN,
        behind: Side::UNKNOWN,
    };

    /// Whether the two may stand round the same pair.
    #[inline]
    pub(crate) fn may_be(self, other: Self) -> bool {
        self.behind.may_be(other.behind)
            && self.before.may_be(other.before)
            && self.farther.may_be(other.farther)
    }
}

impl Sides {
    fn of(sides: impl Iterator<Item = Side>) -> Self {
        let bits = sides.map(|side| match side {
            Side::UNKNOWN => u32::MAX,
            known => known.bit(),
        });
        Self(bits.fold(0, |all, one| all | one))
    }

    /// Whether a keyword that asks for one of them may stand where `found` is.
    #[inline]
    pub(crate) fn may_hold(self, found: Side) -> bool {
        found == Side::UNKNOWN || self.0 & found.bit() != 0
    }
}

impl Keywords {
    /// None as yet. The characters that count whatever stands before them are at least `special`.
    pub(crate) fn none(special: CharProducts) -> Self {
        Self {
            words: Cow::default(),
            all: Table::default(),
            owners: Table::default(),
            asked: Cow::default(),
            watched: Table::default(),
            pair_set: PairSet::none(),
            checks: Table::default(),
            pairs: Table::default(),
            special,
        }
    }

    /// These and the keywords of more rules, given in the order of their indices, of which the first one is `first`; where it is
    /// known each with what it asks of the text on either side.
    pub(crate) fn and<'k>(
        mut self,
        first: usize,
        rules: impl Iterator<Item = (&'k [String], Option<&'k [Beside]>)>,
    ) -> Self {
        let sets = &mut self.asked;
        let mut indices: BTreeMap<Beside, u32> = sets.iter().copied().zip(0..).collect();
        let mut index_of = |asked: &Beside| {
            *indices.entry(*asked).or_insert_with(|| {
                sets.to_mut().push(*asked);
                number(sets.len() - 1)
            })
        };
        let mut words: Vec<(String, Owner)> = Vec::new();
        for (rule, (keywords, asked)) in (number(first)..).zip(rules) {
            for (at, keyword) in keywords.iter().enumerate() {
                let asked = asked.and_then(|asked| asked.get(at)).map(&mut index_of);
                words.push((comparable(keyword), Owner { rule, asked }));
            }
        }
        words.sort_unstable();
        words.dedup();
        let single = words.iter().filter_map(|(word, _)| only_character(word));
        let vanishing = changed_by_folding().chain(STRONG.chars());
        self.special = self.special.with(single.chain(vanishing));
        let mut watched: Vec<ByPair> = self.watched_by_pair().collect();
        let known = watched.len();
        let (text, all, owners) = (self.words.to_mut(), &mut self.all, &mut self.owners);
        for same in words.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((word, _)) = same.first() else {
                continue;
            };
            let (from, first_owner) = (text.len(), owners.len());
            text.push_str(word);
            same.iter().for_each(|(_, owner)| owners.push(owner));
            let pair = rarest_pair(word);
            watched.extend(pairs_of(word, pair, number(all.len())));
            all.push(&Keyword {
                word: number(from)..number(text.len()),
                anchor: number(pair.1),
                owners: number(first_owner)..number(owners.len()),
            });
        }
        let added = watched.get(known..).unwrap_or_default();
        self.pair_set = self.pair_set.with(added.iter().map(|&(pair, ..)| pair));
        watched.sort_unstable();
        (self.checks, self.pairs) = pairs(&self.pair_set, &watched);
        self.watched = watched.into_iter().map(|(_, watched, _)| watched).collect();
        self
    }

    /// All that is watched for, sorted.
    fn watched_by_pair(&self) -> impl Iterator<Item = ByPair> {
        let pairs = self.pair_set.numbers().zip(self.checks.rows().iter());
        pairs
            .zip(self.pairs.rows().iter())
            .flat_map(|((number, check), pair)| {
                let watched = self.watched.slice(&pair.watched);
                watched.iter().map(move |watched| (number, watched, check))
            })
    }

    /// `keyword` as it is compared.
    #[inline]
    pub(crate) fn word_of(&self, keyword: &Keyword) -> &str {
        let Range { start, end } = keyword.word;
        self.words
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The rules that have `keyword`.
    #[inline]
    pub(crate) fn owners_of(&self, keyword: &Keyword) -> Rows<'_, Owner> {
        self.owners.slice(&keyword.owners)
    }

    /// What `owner` asks of the text on either side of the keyword, if each of its matches is known to hold a keyword.
    #[inline]
    pub(crate) fn asked_by(&self, owner: &Owner) -> Option<&Beside> {
        self.asked.get(owner.asked? as usize)
    }

    /// The keywords of the pair with the given number, as far as some may stand there.
    #[inline]
    pub(crate) fn watched_for(
        &self,
        number: PairNumber,
        check: PairCheck,
        around: Around,
    ) -> Rows<'_, Watched> {
        let place = self.pair_set.place_of(number);
        let place = place.filter(|&place| {
            let known = self.checks.get(place);
            known.is_some_and(|known| known.may_be(check))
        });
        let pair = place.and_then(|place| self.pairs.get(place));
        pair.filter(|pair| {
            pair.behind.may_hold(around.behind) && pair.before.may_hold(around.before)
        })
        .map_or(Rows::NONE, |pair| self.watched.slice(&pair.watched))
    }
}

/// What is watched for, with its pair.
type ByPair = (PairNumber, Watched, PairCheck);

/// What belongs to each pair of `set`, for all that is watched for, which is sorted.
fn pairs(set: &PairSet, mut watched: &[ByPair]) -> (Table<PairCheck>, Table<Pair>) {
    let mut from = 0;
    let pairs = set.numbers().map(|number_of_pair| {
        let count = watched.partition_point(|&(number, ..)| number <= number_of_pair);
        let of_pair = watched.split_off(..count).unwrap_or_default();
        let to = from + number(of_pair.len());
        let checks = of_pair.iter().map(|&(.., check)| check);
        let sides = of_pair.iter().map(|(_, watched, _)| watched.around);
        let pair = Pair {
            behind: Sides::of(sides.clone().map(|around| around.behind)),
            before: Sides::of(sides.map(|around| around.before)),
            watched: std::mem::replace(&mut from, to)..to,
        };
        (checks.reduce(PairCheck::or).unwrap_or(PairCheck::ANY), pair)
    });
    let (checks, pairs): (Vec<_>, Vec<_>) = pairs.unzip();
    (checks.into_iter().collect(), pairs.into_iter().collect())
}

/// The character of a keyword that has no other.
fn only_character(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// What to watch for to find the keyword of the given index, whose rarest pair is known.
fn pairs_of(
    word: &str,
    (before, anchor, c): (char, usize, char),
    keyword: u32,
) -> impl Iterator<Item = ByPair> {
    let length_before = if before == NONE { 0 } else { before.len_utf8() };
    let behind = Side::of(word[anchor + c.len_utf8()..].chars().next());
    let watched = |up_to: usize, before_pair: char| {
        let mut before = word[..up_to].chars().rev();
        let around = Around {
            before: Side::of(before.next()),
            farther: Side::of(before.next()),
            behind,
        };
        let watched = Watched { around, keyword };
        let (number, check) = (
            PairNumber::of(before_pair, c),
            PairCheck::of(before_pair, c),
        );
        (number, watched, check)
    };
    let as_it_stands = watched(anchor - length_before, before);
    // With the space that a formatter may have put between the two.
    let spaced = is_joint(before, c).then(|| watched(anchor, ' '));
    std::iter::once(as_it_stands).chain(spaced)
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A keyword as it is compared.
pub(crate) fn comparable(keyword: &str) -> String {
    let stands_for_itself = |c| c != ' ' && fold(c) == Some(c);
    match keyword.chars().all(stands_for_itself) {
        true => keyword.to_ascii_lowercase(),
        false => Folded::new(keyword).text().to_ascii_lowercase(),
    }
}

/// The rarest pair of neighbours in `word`, with the byte of its second character between them. A word of one character
/// has [`NONE`] before it.
fn rarest_pair(word: &str) -> (char, usize, char) {
    let single = (NONE, 0, word.chars().next().unwrap_or(NONE));
    word.char_indices()
        .zip(word.char_indices().skip(1))
        .map(|((_, a), (at, b))| (a, at, b))
        .max_by_key(|&(a, _, b)| rarity(a, b))
        .unwrap_or(single)
}
