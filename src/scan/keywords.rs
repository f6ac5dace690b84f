//! The keywords of many rules, in the form in which the gate watches for them.
//!
//! Plain data: the build prepares that of the built-in rules. How a text is searched, `gate` knows.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::scan::char_products::CharProducts;
use crate::scan::fold::Folded;
use crate::scan::pair::{NONE, PairNumber};
use crate::scan::rarity::rarity;
use crate::text::{changed_by_folding, fold, is_joint};

/// All keywords of some rules. They match ASCII letters in either case and full-width forms alike.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Keywords {
    /// Each keyword once.
    pub(crate) all: Vec<Keyword>,
    /// The rules that have them, by index, those of each keyword together.
    pub(crate) owners: Vec<u32>,
    /// What is watched for, sorted.
    pub(crate) watched: Vec<Watched>,
    /// The characters that are looked at whatever stands before them: keywords of their own, and those that are compared as
    /// another character or do not count at all.
    pub(crate) special: CharProducts,
}

/// A keyword.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Keyword {
    /// As compared: folded and in lower case.
    #[serde(borrow)]
    pub(crate) word: Cow<'static, str>,
    /// Byte in `word` of the second character of its pair, or of its only character.
    pub(crate) anchor: usize,
    /// Where the rules that have it stand among the owners.
    owners: Range<usize>,
}

/// A pair of characters that shows that a keyword may be there; or a character alone, as a pair with none before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Watched {
    pub(crate) number: PairNumber,
    /// The index of the keyword.
    pub(crate) keyword: u32,
    /// What the keyword asks of the characters on either side of the pair.
    pub(crate) behind: Side,
    pub(crate) before: Side,
}

/// A character beside a pair, as a number that tells most from each other. Only those have one that are compared as they stand
/// or are ASCII letters or digits; of the others, of spaces and of none at all nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Side(u8);

impl Side {
    pub(crate) const UNKNOWN: Self = Self(0);

    pub(crate) fn of(c: Option<char>) -> Self {
        match c {
            Some(c @ ('\u{4e00}'..='\u{9fff}' | '0'..='9' | 'A'..='Z' | 'a'..='z')) => {
                let mixed = u32::from(c.to_ascii_lowercase()).wrapping_mul(0x9e37_79b1) >> 24;
                Self(mixed as u8 | 1)
            }
            _ => Self::UNKNOWN,
        }
    }

    /// Whether the two may stand for the same character.
    pub(crate) fn may_be(self, other: Self) -> bool {
        self == other || self == Self::UNKNOWN || other == Self::UNKNOWN
    }
}

impl Keywords {
    /// The keywords of rules, given in the order of their indices.
    pub(crate) fn new<'k>(rules: impl Iterator<Item = &'k [String]>) -> Self {
        let mut words: Vec<(String, u32)> = (0..)
            .zip(rules)
            .flat_map(|(rule, words)| words.iter().map(move |word| (comparable(word), rule)))
            .collect();
        words.sort_unstable();
        words.dedup();
        let single = |(word, _): &(String, u32)| {
            let mut characters = word.chars();
            characters.next().filter(|_| characters.next().is_none())
        };
        let single = words.iter().filter_map(single);
        let mut keywords = Self {
            special: CharProducts::of(single.chain(changed_by_folding())),
            ..Self::default()
        };
        for (word, rule) in words {
            if keywords.all.last().is_none_or(|last| last.word != word) {
                keywords.add(word);
            }
            keywords.owners.push(rule);
            if let Some(keyword) = keywords.all.last_mut() {
                keyword.owners.end = keywords.owners.len();
            }
        }
        keywords.watched.sort_unstable();
        keywords
    }

    /// The rules that have `keyword`, by index.
    pub(crate) fn owners_of(&self, keyword: &Keyword) -> &[u32] {
        self.owners.get(keyword.owners.clone()).unwrap_or_default()
    }

    fn add(&mut self, word: String) {
        let keyword = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let (before, anchor, c) = rarest_pair(&word);
        let (start, end) = (
            anchor - if before == NONE { 0 } else { before.len_utf8() },
            anchor + c.len_utf8(),
        );
        let watched = pair_numbers(before, c).map(|number| Watched {
            number,
            keyword,
            behind: Side::of(word[end..].chars().next()),
            before: Side::of(word[..start].chars().next_back()),
        });
        self.watched.extend(watched);
        self.all.push(Keyword {
            word: word.into(),
            anchor,
            owners: self.owners.len()..self.owners.len(),
        });
    }
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

/// The numbers of a pair: as it stands, and with the space that a formatter may have put between the two.
fn pair_numbers(before: char, c: char) -> impl Iterator<Item = PairNumber> {
    let spaced = is_joint(before, c).then_some(' ');
    std::iter::once(before)
        .chain(spaced)
        .map(move |before| PairNumber::of(before, c))
}
