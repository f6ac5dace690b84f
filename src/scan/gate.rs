//! The one pass over the text: where does a keyword of any rule stand?
//!
//! Each keyword is watched for by its rarest pair of neighbouring characters. The pass asks of every two neighbours "are you
//! anybody's pair?": two probes of bit sets, whatever the number of rules, and a branch that is rarely taken. Words are
//! compared only where a pair stands.

use std::collections::BTreeMap;

use crate::scan::char_hash::{CharHash, HashSet16};
use crate::scan::fold::{Folded, fold, is_joint};
use crate::scan::rarity::rarity;

/// Stands for "no character" where a keyword is a single one, and before the first character of a text.
const NONE: char = '\0';

/// All keywords, ready to be found. Keywords match ASCII letters in either case and full-width forms alike.
#[derive(Debug)]
pub(super) struct Gate {
    /// The watched pairs, by the hash of their two characters.
    pairs: HashSet16,
    /// The characters that are looked at whatever stands before them: keywords of their own, and those that are compared
    /// as another character or do not count at all.
    special: HashSet16,
    /// The keywords by the numbers that they are in the sets with, sorted; the sets share one numbering, see [`lone`].
    by_number: Vec<(u32, Vec<usize>)>,
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
    previous: CharHash,
    /// Keywords of the pair at hand that have not been compared yet.
    pending: Pending<'g>,
    /// Where that pair ends: a byte of its second character.
    anchor_at: usize,
    block_floor: usize,
}

/// The keywords of a pair, and those that are its second character alone.
type Pending<'g> = [&'g [usize]; 2];

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
        let mut pairs = HashSet16::new();
        let mut special = HashSet16::new();
        for c in ('\0'..='\u{ffff}').filter(|&c| fold(c) != Some(c)) {
            special.insert(CharHash::of(c).alone());
        }
        let mut by_number: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut keywords: Vec<Keyword> = Vec::new();
        for (word, rules) in words {
            let (before, anchor, c) = rarest_pair(&word);
            if let Some(number) = lone_number(before, c) {
                special.insert(number);
                by_number
                    .entry(lone(number))
                    .or_default()
                    .push(keywords.len());
            }
            for number in pair_numbers(before, c) {
                pairs.insert(number);
                by_number
                    .entry(u32::from(number))
                    .or_default()
                    .push(keywords.len());
            }
            keywords.push(Keyword {
                word,
                anchor,
                rules,
            });
        }
        Self {
            pairs,
            special,
            by_number: by_number.into_iter().collect(),
            keywords,
        }
    }

    /// Start a pass over `text`.
    pub(super) fn search<'g, 't>(&'g self, text: &'t str) -> Search<'g, 't> {
        Search {
            gate: self,
            text,
            at: 0,
            previous: CharHash::of(NONE),
            pending: [&[]; 2],
            anchor_at: 0,
            block_floor: 0,
        }
    }

    /// The keywords that may stand with a character after `previous`.
    fn look(&self, hash: CharHash, previous: CharHash) -> Pending<'_> {
        let (pair, alone) = (hash.after(previous), hash.alone());
        let mut pending: Pending<'_> = [&[]; 2];
        if self.pairs.contains(pair) {
            pending[0] = self.keywords_of(u32::from(pair));
        }
        if self.special.contains(alone) {
            pending[1] = self.keywords_of(lone(alone));
        }
        pending
    }

    fn keywords_of(&self, number: u32) -> &[usize] {
        let found = self
            .by_number
            .binary_search_by_key(&number, |&(number, _)| number);
        found
            .ok()
            .and_then(|index| self.by_number.get(index))
            .map_or(&[], |(_, keywords)| keywords)
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
            let (hash, length) = CharHash::first(bytes, at);
            if gate.pairs.contains(hash.after(previous)) | gate.special.contains(hash.alone()) {
                let Some(c) = self.text.get(at..)?.chars().next().and_then(as_compared) else {
                    at += length;
                    continue;
                };
                let hash = CharHash::of(c);
                let pending = gate.look(hash, previous);
                previous = hash;
                if pending.iter().any(|keywords| !keywords.is_empty()) {
                    self.pending = pending;
                    self.anchor_at = at;
                    self.at = at + length;
                    self.previous = previous;
                    return Some(());
                }
            } else {
                previous = hash;
            }
            at += length;
        }
        self.at = at;
        None
    }
}

/// A character as keywords are compared with it; nothing if it does not count.
fn as_compared(c: char) -> Option<char> {
    fold(c).map(|c| c.to_ascii_lowercase())
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
fn pair_numbers(before: char, c: char) -> impl Iterator<Item = u16> {
    let pair = (before != NONE).then_some(before);
    let spaced = is_joint(before, c).then_some(' ');
    pair.into_iter()
        .chain(spaced)
        .map(move |before| CharHash::of(c).after(CharHash::of(before)))
}

/// The number of a character that is a keyword of its own.
fn lone_number(before: char, c: char) -> Option<u16> {
    (before == NONE).then(|| CharHash::of(c).alone())
}

/// Tells the number of a lone character from that of a pair.
fn lone(number: u16) -> u32 {
    1 << 16 | u32::from(number)
}

/// A keyword as it is compared.
pub(super) fn comparable(keyword: &str) -> String {
    Folded::new(keyword).text().to_ascii_lowercase()
}

/// Whether `keyword` stands in `text` with its anchor at byte `at`.
fn stands_at(keyword: &Keyword, text: &str, at: usize) -> bool {
    let (before, rest) = keyword.word.split_at(keyword.anchor);
    if cannot_go_on(rest.as_bytes(), &text.as_bytes()[at..]) {
        return false;
    }
    let anchor = rest.chars().next().unwrap_or(NONE);
    goes_on(NONE, rest.chars(), text[at..].chars())
        && goes_on(anchor, before.chars().rev(), text[..at].chars().rev())
}

/// A quick no: the character after the anchor begins with another byte than the keyword's, and is of those that are compared
/// as they stand.
fn cannot_go_on(word: &[u8], text: &[u8]) -> bool {
    let length = |bytes: &[u8]| CharHash::first(bytes, 0).1;
    let (Some(expected), Some(found)) = (word.get(length(word)), text.get(length(text))) else {
        return false;
    };
    let stands_for_itself = found.is_ascii_alphanumeric() || (0xe4..=0xe9).contains(found);
    stands_for_itself && found.to_ascii_lowercase() != *expected
}

/// Whether `text` goes on with `word` after the character `previous`, in either direction, as compared: folded, in lower
/// case, without what vanishes.
fn goes_on(
    mut previous: char,
    word: impl Iterator<Item = char>,
    mut text: impl Iterator<Item = char>,
) -> bool {
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
        assert_eq!(hits(&["   "], "金额\u{3000}\u{a0} 元").len(), 1);
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
