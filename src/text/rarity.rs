//! How rare characters and pairs of neighbours are in ordinary text: the gate watches for the rarest pair of each keyword, and
//! keywords that are taken from patterns are the rarest ones.
//!
//! A rough order is enough; a wrong rank costs time, never a finding.

use std::sync::LazyLock;

/// The greater, the rarer `a` is before `b`; both are folded and in lower case.
pub(crate) fn rarity(a: char, b: char) -> usize {
    // Even the rarest of the listed pairs is more common than any other.
    place(a, b).unwrap_or_else(|| PLACES.len() + rank(a) * rank(b))
}

/// The place of a pair among the common ones, from 1.
fn place(a: char, b: char) -> Option<usize> {
    let pair = number(a, b);
    let index = PLACES.binary_search_by_key(&pair, |listed| listed >> PLACE_BITS << PLACE_BITS);
    Some((PLACES.get(index.ok()?)? ^ pair) as usize)
}

/// About how often a word begins at a character of an ordinary text.
///
/// A word is no more frequent than the rarest three neighbours in it. Beyond that its characters tell little of each other, for
/// words are no chance: a text that has "acc" mostly goes on with an "o".
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// Of three neighbours in it; 1 where it is shorter.
    rarest: f64,
    length: i32,
}

/// How much rarer each further character makes a word.
const EACH_FURTHER: f64 = 0.6;

/// How much rarer a third character makes a pair, where the three are not listed, and how frequent they are at most.
const A_THIRD: f64 = 0.3;
const RAREST_TRIPLE: f64 = 1e-5;

impl Rate {
    /// Of `word`, which is folded and in lower case.
    pub(crate) fn of(word: &str) -> Self {
        let (second, third) = (word.chars().skip(1), word.chars().skip(2));
        let triples = word.chars().zip(second).zip(third);
        let triples = triples.map(|((a, b), c)| of_triple([a, b, c]));
        Self {
            rarest: triples.fold(1.0, f64::min),
            length: i32::try_from(word.chars().count()).unwrap_or(i32::MAX),
        }
    }

    /// Of this word with another one behind it; `seam` is what comes of each where they meet, two characters or the only one.
    pub(crate) fn before(self, other: Self, seam: (&str, &str)) -> Self {
        let length = self.length + other.length;
        let together = seam.0.chars().chain(seam.1.chars());
        let at_seam = match length {
            2 => {
                let mut pair = together;
                let pair = pair.next().zip(pair.next());
                pair.map_or(1.0, |(a, b)| of_pair(a, b))
            }
            _ => {
                let (second, third) = (together.clone().skip(1), together.clone().skip(2));
                let triples = together.zip(second).zip(third);
                let triples = triples.map(|((a, b), c)| of_triple([a, b, c]));
                triples.fold(1.0, f64::min)
            }
        };
        Self {
            rarest: self.rarest.min(other.rarest).min(at_seam),
            length,
        }
    }

    /// The share of characters.
    pub(crate) fn value(self) -> f64 {
        self.rarest * EACH_FURTHER.powi((self.length - 3).max(0))
    }
}

/// How often `word` begins at a character of an ordinary text.
pub(crate) fn frequency(word: &str) -> f64 {
    let mut characters = word.chars();
    match (characters.next(), characters.next(), characters.next()) {
        (None, ..) => 1.0,
        (Some(only), None, _) => of_character(only),
        (Some(a), Some(b), None) => of_pair(a, b),
        _ => Rate::of(word).value(),
    }
}

fn of_triple([a, b, c]: [char; 3]) -> f64 {
    let number = (number(a, b) >> PLACE_BITS) << CHAR_BITS | u64::from(c);
    let listed = TRIPLES.binary_search_by_key(&number, |(listed, _)| *listed);
    match listed.ok().and_then(|at| TRIPLES.get(at)) {
        Some(&(_, place)) => of_place(place),
        None => (of_pair(a, b).min(of_pair(b, c)) * A_THIRD).min(RAREST_TRIPLE),
    }
}

/// The three neighbours that Chinese and English texts hold most of, the most frequent first. A space is written `␠`.
const COMMON_TRIPLES: &str = include_str!("common_triples.txt");

/// The same as numbers, sorted, each with its place.
static TRIPLES: LazyLock<Vec<(u64, u32)>> = LazyLock::new(|| {
    let read = |c| if c == '␠' { ' ' } else { c };
    let mut characters = COMMON_TRIPLES.chars().filter(|&c| c != '\n').map(read);
    let triples = std::iter::from_fn(|| {
        let (a, b, c) = (characters.next()?, characters.next()?, characters.next()?);
        Some((number(a, b) >> PLACE_BITS) << CHAR_BITS | u64::from(c))
    });
    let mut triples: Vec<(u64, u32)> = triples.zip(1..).collect();
    triples.sort_unstable();
    triples
});

/// Of `b` behind `a`.
fn of_pair(a: char, b: char) -> f64 {
    let number = number(a, b) >> PLACE_BITS;
    let begins = OF_BEGINNINGS.binary_search_by_key(&number, |(pair, _)| *pair);
    let begins = begins.ok().and_then(|at| OF_BEGINNINGS.get(at));
    let begins = begins.map_or(0.0, |(_, frequency)| *frequency);
    let listed = place(a, b).and_then(|place| OF_PAIRS.get(place)).copied();
    let listed = listed.unwrap_or_else(|| (of_character(a) * of_character(b)).min(RAREST_LISTED));
    listed.max(begins)
}

/// Of the pairs that listed triples begin with, as numbers, sorted: how frequent these are together.
static OF_BEGINNINGS: LazyLock<Vec<(u64, f64)>> = LazyLock::new(|| {
    let of_pair = |triples: &[(u64, u32)]| {
        let (number, _) = triples.first()?;
        let together = triples.iter().map(|(_, place)| of_place(*place)).sum();
        Some((number >> CHAR_BITS, together))
    };
    let same_pair = TRIPLES.chunk_by(|(a, _), (b, _)| a >> CHAR_BITS == b >> CHAR_BITS);
    same_pair.filter_map(of_pair).collect()
});

/// How frequent the triple at that place is. Measured on Chinese and English texts, as below.
fn of_place(place: u32) -> f64 {
    0.1 / (f64::from(place) + 30.0)
}

fn of_character(c: char) -> f64 {
    OF_CHARACTERS.get(rank(c)).copied().unwrap_or(OF_UNLISTED)
}

/// How frequent the characters and pairs are, by rank and place. Measured on Chinese and English texts; it falls like this.
static OF_CHARACTERS: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let ranks = 0..=COMMON.chars().count();
    ranks
        .map(|rank| 0.08 / (rank.max(1) as f64).powf(0.83))
        .collect()
});
static OF_PAIRS: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let places = 0..=PLACES.len();
    places
        .map(|place| 0.02 / (place as f64 + 8.0).powf(0.75))
        .collect()
});

/// Of a character that is not among the common ones.
const OF_UNLISTED: f64 = 1.5e-4;

/// A pair that is not listed is no more frequent.
const RAREST_LISTED: f64 = 5e-5;

/// The common characters, the most frequent first, each with its rank from 1.
pub(crate) fn common_characters() -> impl Iterator<Item = (char, usize)> {
    COMMON.chars().zip(1..)
}

/// The pairs of neighbours that Chinese and English texts hold most of, the most frequent first: parts of common words, however
/// rare their characters. A space is written `␠`.
const COMMON_PAIRS: &str = include_str!("common_pairs.txt");

/// The pairs as numbers, each with its place in the lowest bits, sorted: a run with house rules has few keywords to ask about, so
/// it must be made in no time.
static PLACES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let read = |c| if c == '␠' { ' ' } else { c };
    let mut characters = COMMON_PAIRS.chars().filter(|&c| c != '\n').map(read);
    let pairs = std::iter::from_fn(|| characters.next().zip(characters.next()));
    let places = pairs.zip(1..).map(|((a, b), place)| number(a, b) | place);
    let mut places: Vec<u64> = places.collect();
    places.sort_unstable();
    places
});

/// How many bits a place takes, and a character.
const PLACE_BITS: u32 = 16;
const CHAR_BITS: u32 = 21;

/// A pair as a number whose lowest bits are free for a place.
fn number(a: char, b: char) -> u64 {
    (u64::from(a) << CHAR_BITS | u64::from(b)) << PLACE_BITS
}

/// The place of `c` among the common characters.
fn rank(c: char) -> usize {
    /// By code point; 0 for the others.
    static RANKS: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let mut ranks = vec![0; 1 << 16];
        for (c, rank) in COMMON.chars().zip(1..) {
            if let Some(place) = ranks.get_mut(c as usize) {
                *place = rank;
            }
        }
        ranks
    });
    match RANKS.get(c as usize) {
        None | Some(0) => UNLISTED,
        Some(&rank) => usize::from(rank),
    }
}

/// What is not among the common characters is about this rare.
const UNLISTED: usize = 2_000;

/// The characters that Chinese and English texts hold most of, the most frequent first.
const COMMON: &str = " ，e的tsoainr。cl/dpm0h2、一g-是u1b.人不有了f|在我w`k,:和：以会y)(?要个大这生上可时行[]么3应第当用者为中定市能条45理他女业作法来就你好发x到对工地年下们十家8出男#多本v9国关得6学部规子*天7民经管机自动公政高什门过建很小物病成事三去务“等”方）（情开!后说现没也或体心看员常文设都;里意还于实面其那同区制二水主j着如进合肝化保服治产道代；想全活性？位最儿血果所提点及种样食前重表通间电正吃分内期与新议之单施相处信而长做老知查起品安_日医压车明因并据加力外次五资然使由四检照药只教从身项展需办给怎程量件吗场些责度比但委患平向无问话技构书月气目报z它\"况手己感山数组院疗根府名路持社美%立交入见专计共两护营运任少救再回依别更乙收网口太准风题请监结确息解术职她打放原觉每海流让记科按花》《您改接育才受标金容头利几已企选复商供特各将调防具划案把传费候哪告权强色求系元决清织直糖阳变证真司完被节快城}导备";
