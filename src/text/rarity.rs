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

/// About how often `word`, which is folded and in lower case, begins at a character of an ordinary text: each of its characters
/// depends on the one before it alone.
pub(crate) fn frequency(word: &str) -> f64 {
    let characters = word.chars();
    let pairs = characters.clone().zip(word.chars().skip(1));
    let pairs: f64 = pairs.map(|(a, b)| attraction(a, b)).product();
    characters.map(of_character).product::<f64>() * pairs
}

/// How many times as often as by chance `b` stands behind `a`.
pub(crate) fn attraction(a: char, b: char) -> f64 {
    let by_chance = of_character(a) * of_character(b);
    let listed = place(a, b).and_then(|place| OF_PAIRS.get(place));
    listed.map_or(by_chance.min(RAREST_LISTED), |listed| *listed) / by_chance
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
