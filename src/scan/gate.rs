//! The one pass over the text: where does a keyword of any rule stand?
//!
//! Each keyword is watched for by its rarest pair of neighbouring characters. The pass asks of every two neighbours "are you
//! anybody's pair?": two probes of bit sets, whatever the number of rules, and a branch that is rarely taken. Words are
//! compared only where a pair stands.

use std::collections::{BTreeMap, HashMap};

use crate::scan::bit_set::BitSet;
use crate::scan::fold::{Folded, fold, is_joint};
use crate::scan::rarity::rarity;

/// Stands for "no character" where a keyword is a single one, and before the first character of a text.
const NONE: char = '\0';

/// All keywords, ready to be found. Keywords match ASCII letters in either case and full-width forms alike.
#[derive(Debug)]
pub(super) struct Gate {
    /// Hashes of the watched pairs.
    pairs: BitSet,
    /// The characters that are looked at whatever stands before them: keywords of their own, and those that are compared
    /// as another character or do not count at all.
    special: BitSet,
    /// The keywords of each watched pair, by index.
    by_pair: HashMap<(char, char), Vec<usize>>,
    keywords: Vec<Keyword>,
}

#[derive(Debug)]
struct Keyword {
    /// As compared: folded and in lower case.
    word: String,
    /// Byte in `word` of the second character of its pair, or of its only character.
    anchor: usize,
    /// The rules that have this keyword, by index.
    rules: Vec<u32>,
}

/// A keyword in the text.
#[derive(Debug)]
pub(super) struct Hit<'g> {
    /// A byte of the text inside the keyword.
    pub(super) offset: usize,
    /// The rules that have it.
    pub(super) rules: &'g [u32],
}

/// A pass over one text.
#[derive(Debug)]
pub(super) struct Search<'g, 't> {
    gate: &'g Gate,
    text: &'t str,
    /// Where the pass goes on.
    at: usize,
    /// The character before that, as compared; one that vanishes does not count.
    previous: u32,
    /// Keywords of the pair at hand that have not been compared yet.
    pending: Pending<'g>,
    /// Where that pair ends: a byte of its second character.
    anchor_at: usize,
    block_floor: usize,
}

/// The keywords of up to three pairs: a lone character, the pair as it stands, and the pair round a space that a formatter put.
type Pending<'g> = [&'g [usize]; 3];

impl Gate {
    /// Watch for the keywords of rules, given in the order of their indices.
    pub(super) fn new<'k>(rules: impl Iterator<Item = &'k [String]>) -> Self {
        let mut words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (index, keywords) in (0u32..).zip(rules) {
            for keyword in keywords {
                let owners = words.entry(comparable(keyword)).or_default();
                if owners.last() != Some(&index) {
                    owners.push(index);
                }
            }
        }
        let mut gate = Self {
            pairs: BitSet::new(),
            special: BitSet::new(),
            by_pair: HashMap::new(),
            keywords: Vec::new(),
        };
        for c in ('\0'..='\u{ffff}').filter(|&c| fold(c) != Some(c)) {
            gate.watch_always(c);
        }
        for (word, rules) in words {
            let (pair, anchor) = rarest_pair(&word);
            gate.watch(pair);
            gate.by_pair
                .entry(pair)
                .or_default()
                .push(gate.keywords.len());
            gate.keywords.push(Keyword {
                word,
                anchor,
                rules,
            });
        }
        gate
    }

    /// Start a pass over `text`.
    pub(super) fn search<'g, 't>(&'g self, text: &'t str) -> Search<'g, 't> {
        Search {
            gate: self,
            text,
            at: 0,
            previous: 0,
            pending: [&[]; 3],
            anchor_at: 0,
            block_floor: 0,
        }
    }

    fn watch(&mut self, pair: (char, char)) {
        let (before, c) = pair;
        if before == NONE {
            self.watch_always(c);
        }
        self.pairs.insert(hash(u32::from(before), u32::from(c)));
        if is_joint(before, c) {
            self.pairs.insert(hash(u32::from(' '), u32::from(c)));
        }
    }

    fn watch_always(&mut self, c: char) {
        self.special.insert(u32::from(c) as usize);
    }

    /// The keywords that are watched for by `pair`.
    fn keywords_of(&self, pair: (char, char)) -> &[usize] {
        self.by_pair.get(&pair).map_or(&[], Vec::as_slice)
    }
}

impl<'g> Search<'g, '_> {
    /// The next keyword of a rule that is not `wanted` yet, or that stands at or after `fresh`, where the wants end.
    pub(super) fn next_hit(&mut self, wanted: &[bool], fresh: usize) -> Option<Hit<'g>> {
        loop {
            for pending in &mut self.pending {
                while let Some((&index, rest)) = pending.split_first() {
                    *pending = rest;
                    let keyword = self.gate.keywords.get(index)?;
                    let known = self.anchor_at < fresh
                        && keyword
                            .rules
                            .iter()
                            .all(|&rule| wanted.get(rule as usize) == Some(&true));
                    if !known && stands_at(keyword, self.text, self.anchor_at) {
                        return Some(Hit {
                            offset: self.anchor_at,
                            rules: &keyword.rules,
                        });
                    }
                }
            }
            self.next_pair()?;
        }
    }

    /// Where the next block may start at the earliest.
    pub(super) fn block_floor(&self) -> usize {
        self.block_floor
    }

    /// Say where the last block ended.
    pub(super) fn set_block_floor(&mut self, floor: usize) {
        self.block_floor = floor;
    }

    /// Go on to the next watched pair. This is the hot loop: for most characters two probes and nothing else.
    fn next_pair(&mut self) -> Option<()> {
        let gate = self.gate;
        let bytes = self.text.as_bytes();
        let (mut at, mut previous) = (self.at, self.previous);
        while at < bytes.len() {
            let (mut code, length) = decode(word_at(bytes, at));
            if gate.pairs.contains(hash(previous, code)) | gate.special.contains(code as usize) {
                let Some(c) = as_compared(code) else {
                    at += length;
                    continue;
                };
                code = u32::from(c);
                let pending = self.look(char::from_u32(previous).unwrap_or(NONE), c, at);
                if pending.iter().any(|keywords| !keywords.is_empty()) {
                    self.pending = pending;
                    self.anchor_at = at;
                    self.at = at + length;
                    self.previous = code;
                    return Some(());
                }
            }
            previous = code;
            at += length;
        }
        self.at = at;
        None
    }

    /// The keywords that may stand with the anchor `c` at byte `offset` after the character `previous`.
    fn look(&self, previous: char, c: char, offset: usize) -> Pending<'g> {
        let mut pending: Pending<'g> = [&[], self.gate.keywords_of((previous, c)), &[]];
        if previous != NONE && self.gate.special.contains(u32::from(c) as usize) {
            pending[0] = self.gate.keywords_of((NONE, c));
        }
        if previous == ' ' {
            let before = self
                .text
                .get(..offset)
                .unwrap_or("")
                .chars()
                .rev()
                .filter_map(fold)
                .nth(1);
            if let Some(before) = before.filter(|&before| is_joint(before, c)) {
                pending[2] = self.gate.keywords_of((before.to_ascii_lowercase(), c));
            }
        }
        pending
    }
}

/// A character as keywords are compared with it; nothing if it does not count.
fn as_compared(code: u32) -> Option<char> {
    fold(char::from_u32(code).unwrap_or(NONE)).map(|c| c.to_ascii_lowercase())
}

/// The rarest pair of neighbours in `word`, and the byte of its second character.
fn rarest_pair(word: &str) -> ((char, char), usize) {
    let single = ((NONE, word.chars().next().unwrap_or(NONE)), 0);
    word.char_indices()
        .zip(word.char_indices().skip(1))
        .map(|((_, a), (at, b))| ((a, b), at))
        .max_by_key(|&((a, b), _)| rarity(a) * rarity(b))
        .unwrap_or(single)
}

/// The four bytes from `at` on as one little-endian number, zeros after the end: one length check a character.
#[inline(always)]
fn word_at(bytes: &[u8], at: usize) -> u32 {
    let rest = &bytes[at..];
    let word = rest.first_chunk::<4>().copied().unwrap_or_else(|| {
        let mut padded = [0; 4];
        padded
            .iter_mut()
            .zip(rest)
            .for_each(|(to, &from)| *to = from);
        padded
    });
    u32::from_le_bytes(word)
}

/// The character that a word of valid UTF-8 begins with, ASCII letters in lower case, and its length in bytes. What lies
/// beyond the basic plane is 0: no keyword is watched for by it.
#[inline(always)]
fn decode(word: u32) -> (u32, usize) {
    let lead = word & 0xff;
    if lead >= 0xf0 {
        (0, 4)
    } else if lead >= 0xe0 {
        (
            (word & 0x0f) << 12 | (word >> 2 & 0xfc0) | (word >> 16 & 0x3f),
            3,
        )
    } else if lead >= 0x80 {
        ((word & 0x1f) << 6 | (word >> 8 & 0x3f), 2)
    } else {
        (u32::from((lead as u8).to_ascii_lowercase()), 1)
    }
}

/// A number for a pair of characters, in the range of [`BitSet`].
fn hash(a: u32, b: u32) -> usize {
    let mixed = a.wrapping_mul(0x9e37_79b1) ^ b.wrapping_mul(0x85eb_ca77);
    (mixed >> 12) as usize & 0xffff
}

/// A keyword as it is compared.
fn comparable(keyword: &str) -> String {
    Folded::new(keyword).text().to_ascii_lowercase()
}

/// Whether `keyword` stands in `text` with its anchor at byte `at`, where the anchor itself is known to stand.
fn stands_at(keyword: &Keyword, text: &str, at: usize) -> bool {
    let (before, rest) = keyword.word.split_at(keyword.anchor);
    let mut after = rest.chars();
    let Some(anchor) = after.next() else {
        return false;
    };
    let mut text_after = text[at..].chars();
    text_after.next();
    goes_on(anchor, after, text_after)
        && goes_on(anchor, before.chars().rev(), text[..at].chars().rev())
}

/// Whether `text` goes on with `word`, away from `anchor` in either direction, as compared: folded, in lower case, without
/// what vanishes.
fn goes_on(
    anchor: char,
    word: impl Iterator<Item = char>,
    mut text: impl Iterator<Item = char>,
) -> bool {
    let mut previous = anchor;
    for expected in word {
        let mut may_skip_space = is_joint(previous, expected);
        loop {
            let Some(found) = text.next() else {
                return false;
            };
            match fold(found) {
                None => {}
                Some(folded) if folded.to_ascii_lowercase() == expected => break,
                Some(' ') if may_skip_space => may_skip_space = false,
                Some(_) => return false,
            }
        }
        previous = expected;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(keywords: &[&str], text: &str) -> Vec<String> {
        let words: Vec<String> = keywords.iter().map(|&word| word.to_owned()).collect();
        let gate = Gate::new(std::iter::once(words.as_slice()));
        let mut search = gate.search(text);
        let mut found = Vec::new();
        while let Some(hit) = search.next_hit(&[false], 0) {
            found.push(text[hit.offset..].chars().take(2).collect());
        }
        found
    }

    #[test]
    fn finds_keywords_in_every_form() {
        assert_eq!(hits(&["多少"], "开会多少次，多 少次，多少。").len(), 2);
        assert_eq!(
            hits(&["xx大"], "党的XX大、党的ＸＸ大、党的 XX 大、xＸ大").len(),
            4
        );
        assert_eq!(
            hits(&["click or"], "Click or tap; CLICK OR TAP; clickor").len(),
            2
        );
        assert_eq!(hits(&["多少"], "多\u{200b}少").len(), 1);
        assert_eq!(hits(&["__"], "_＿_").len(), 2);
    }

    #[test]
    fn agrees_with_the_slow_way() {
        // Every keyword is compared at every character; the gate must find the same places.
        let words = ["多少", "什么", "xx", "{{", "##", "tbd", "》"];
        let text = "多少什么 XX ｛{ ＃# tBd》少多 ｘＸ x x 什\u{ad}么 #";
        let fast = hits(&words, text).len();
        let folded = Folded::new(text);
        let folded = folded.text().to_ascii_lowercase();
        let slow: usize = words.iter().map(|word| folded.matches(word).count()).sum();
        assert_eq!(fast, slow);
    }
}
