//! The keywords of many rules, in the form in which the gate watches for them.
//!
//! Plain data: the build prepares that of the built-in rules. How a text is searched, `gate` knows.

use std::borrow::Cow;
use std::ops::Range;

use crate::scan::char_products::CharProducts;
use crate::scan::fold::Folded;
use crate::scan::pair::{NONE, PairNumber, PairSet};
use crate::scan::rarity::rarity;
use crate::text::{changed_by_folding, fold, is_joint};

/// All keywords of some rules. They match ASCII letters in either case and full-width forms alike.
///
/// Numbers in lists, so that a run finds those of the built-in rules as they lie in the program.
#[derive(Debug)]
pub(crate) struct Keywords {
    /// The keywords one after another, as compared: folded and in lower case.
    pub(crate) words: Cow<'static, str>,
    /// Each keyword once.
    pub(crate) all: Cow<'static, [Keyword]>,
    /// The rules that have them, by index, those of each keyword together.
    pub(crate) owners: Cow<'static, [u32]>,
    /// What is watched for, sorted.
    pub(crate) watched: Cow<'static, [Watched]>,
    /// Where among these the numbers begin that have the given uppermost bits.
    pub(crate) sections: Cow<'static, [u32]>,
    /// The pairs that are watched for.
    pub(crate) pairs: PairSet,
    /// The characters that are looked at whatever stands before them: keywords of their own, and those that are compared as
    /// another character or do not count at all.
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

/// How many of a number's uppermost bits tell its section.
const SECTION_BITS: u32 = 12;

/// A pair of characters that shows that a keyword may be there; or a character alone, as a pair with none before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Watched {
    pub(crate) number: PairNumber,
    /// The index of the keyword.
    pub(crate) keyword: u32,
    /// What the keyword asks of the characters on either side of the pair.
    pub(crate) behind: Side,
    pub(crate) before: Side,
}

/// A character beside a pair, as a number that tells most from each other. Only Han characters and ASCII letters and digits
/// have one; of the others, which may be compared as something else, and of none at all nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Side(pub(super) u8);

impl Side {
    pub(crate) const UNKNOWN: Self = Self(0);

    /// Of the character that `text` begins with.
    pub(crate) fn beginning(text: &[u8]) -> Self {
        match *text {
            [c, ..] if c.is_ascii_alphanumeric() => Self::of([c.to_ascii_lowercase(), 0, 0]),
            [first @ 0xe4..=0xe9, second, third, ..] => Self::of([first, second, third]),
            _ => Self::UNKNOWN,
        }
    }

    /// Of the character that `text` ends with.
    pub(crate) fn ending(text: &[u8]) -> Self {
        match *text {
            [.., c] if c.is_ascii_alphanumeric() => Self::of([c.to_ascii_lowercase(), 0, 0]),
            [.., first @ 0xe4..=0xe9, second, third] => Self::of([first, second, third]),
            _ => Self::UNKNOWN,
        }
    }

    fn of([first, second, third]: [u8; 3]) -> Self {
        let mixed = u32::from_le_bytes([first, second, third, 0]).wrapping_mul(0x9e37_79b1);
        Self((mixed >> 24) as u8 | 1)
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
        let special = CharProducts::of(single.chain(changed_by_folding()));
        let (mut text, mut all) = (String::new(), Vec::<Keyword>::new());
        let (mut owners, mut watched) = (Vec::new(), Vec::new());
        for same in words.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((word, _)) = same.first() else {
                continue;
            };
            let (from, first_owner) = (text.len(), owners.len());
            text.push_str(word);
            owners.extend(same.iter().map(|(_, rule)| rule));
            let pair = rarest_pair(word);
            watched.extend(watched_for(word, pair, number(all.len())));
            all.push(Keyword {
                word: number(from)..number(text.len()),
                anchor: number(pair.1),
                owners: number(first_owner)..number(owners.len()),
            });
        }
        watched.sort_unstable();
        Self {
            sections: sections(&watched).into(),
            pairs: PairSet::of(watched.iter().map(|it| it.number)),
            words: text.into(),
            all: all.into(),
            owners: owners.into(),
            watched: watched.into(),
            special,
        }
    }

    /// `keyword` as it is compared.
    pub(crate) fn word_of(&self, keyword: &Keyword) -> &str {
        self.words.get(places(&keyword.word)).unwrap_or_default()
    }

    /// The rules that have `keyword`, by index.
    pub(crate) fn owners_of(&self, keyword: &Keyword) -> &[u32] {
        self.owners.get(places(&keyword.owners)).unwrap_or_default()
    }

    /// The keywords of a pair, and perhaps of some others.
    pub(crate) fn section_of(&self, pair: PairNumber) -> &[Watched] {
        let section = pair.uppermost(SECTION_BITS);
        match self.sections.get(section..section + 2) {
            Some(&[from, to]) => self.watched.get(places(&(from..to))).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Where in `watched`, which is sorted, each section begins, and where the last one ends.
fn sections(watched: &[Watched]) -> Vec<u32> {
    let begin = |section| watched.partition_point(|it| it.number.uppermost(SECTION_BITS) < section);
    (0..=1 << SECTION_BITS)
        .map(|it| number(begin(it)))
        .collect()
}

/// What to watch for to find the keyword of the given index, whose rarest pair is known.
fn watched_for(
    word: &str,
    (before, anchor, c): (char, usize, char),
    keyword: u32,
) -> impl Iterator<Item = Watched> {
    let length_before = if before == NONE { 0 } else { before.len_utf8() };
    let word = word.as_bytes();
    let start = anchor - length_before;
    let as_it_stands = Watched {
        number: PairNumber::of(before, c),
        keyword,
        behind: Side::beginning(&word[anchor + c.len_utf8()..]),
        before: Side::ending(&word[..start]),
    };
    // With the space that a formatter may have put between the two.
    let spaced = is_joint(before, c).then(|| Watched {
        number: PairNumber::of(' ', c),
        before: Side::ending(&word[..anchor]),
        ..as_it_stands
    });
    std::iter::once(as_it_stands).chain(spaced)
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn places(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
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
