//! The one pass over the text: where does a keyword of any rule stand?
//!
//! Each keyword is watched for by its rarest character, its *anchor*, and the anchor's neighbour. The pass asks of every
//! character only "is it anybody's anchor?" and, if so, "with this neighbour?": one or two probes of bit sets, whatever the
//! number of rules. Words are compared only where both hold.

use std::collections::{BTreeMap, HashMap};

use crate::scan::bit_set::BitSet;
use crate::scan::fold::{Folded, SPACES, fold, is_joint};
use crate::scan::rarity::rarity;

/// All keywords, ready to be found. Keywords match ASCII letters in either case and full-width forms alike.
#[derive(Debug)]
pub(super) struct Gate {
    /// Whether an ASCII character is an anchor.
    ascii: [bool; 128],
    /// Whether a character of the Basic Multilingual Plane is one.
    plane: BitSet,
    /// Hashes of the pairs that an anchor makes with the character after it or, where it ends its keyword, before it.
    pairs: BitSet,
    /// Anchors that are keywords of their own.
    alone: BitSet,
    keywords: Vec<Keyword>,
    by_anchor: HashMap<char, Vec<usize>>,
}

#[derive(Debug)]
struct Keyword {
    /// As compared: folded and in lower case.
    word: String,
    /// Byte of the anchor in `word`.
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
    at: usize,
    /// Keywords of the anchor at hand that have not been compared yet.
    pending: &'g [usize],
    anchor_at: usize,
    block_floor: usize,
}

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
            ascii: [false; 128],
            plane: BitSet::new(),
            pairs: BitSet::new(),
            alone: BitSet::new(),
            keywords: Vec::new(),
            by_anchor: HashMap::new(),
        };
        for (word, rules) in words {
            let Some((anchor, c)) = word.char_indices().max_by_key(|&(_, c)| rarity(c)) else {
                continue;
            };
            gate.by_anchor
                .entry(c)
                .or_default()
                .push(gate.keywords.len());
            gate.watch(c);
            gate.watch_pair(c, &word, anchor);
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
            pending: &[],
            anchor_at: 0,
            block_floor: 0,
        }
    }

    /// Mark every character that is matched as the anchor `c`.
    fn watch(&mut self, c: char) {
        let mut forms = vec![c, c.to_ascii_uppercase()];
        if c == ' ' {
            forms.extend(SPACES.iter().copied());
        }
        for form in forms.clone() {
            if form.is_ascii_graphic() {
                forms.extend(
                    char::from_u32(u32::from(form) + 0xfee0).filter(|&w| fold(w) == Some(form)),
                );
            }
        }
        for form in forms {
            let code = u32::from(form) as usize;
            if let Some(flag) = self.ascii.get_mut(code) {
                *flag = true;
            }
            self.plane.insert(code);
        }
    }

    /// Mark the neighbour that the anchor `c` at byte `anchor` has in `word`.
    fn watch_pair(&mut self, c: char, word: &str, anchor: usize) {
        let after = word[anchor..].chars().nth(1);
        let (neighbour, side) = match after {
            Some(next) => (Some(next), Side::After),
            None => (word[..anchor].chars().next_back(), Side::Before),
        };
        match neighbour {
            Some(neighbour) => {
                self.pairs.insert(pair(c, neighbour, side));
                if is_joint(c, neighbour) {
                    self.pairs.insert(pair(c, ' ', side));
                }
            }
            None => self.alone.insert(u32::from(c) as usize),
        }
    }

    /// Whether some keyword has the anchor `c` with one of the neighbours that it has at byte `at` of `text`.
    fn has_pair(&self, c: char, text: &str, at: usize) -> bool {
        let mut after = text[at..].chars();
        after.next();
        let knows = |neighbour: Option<char>, side| match neighbour.map(fold) {
            None => false,
            // What vanishes hides the true neighbour.
            Some(None) => true,
            Some(Some(folded)) => self
                .pairs
                .contains(pair(c, folded.to_ascii_lowercase(), side)),
        };
        self.alone.contains(u32::from(c) as usize)
            || knows(after.next(), Side::After)
            || knows(text[..at].chars().next_back(), Side::Before)
    }
}

/// On which side of the anchor its neighbour stands.
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// A number for an anchor with a neighbour, in the range of [`BitSet`].
fn pair(anchor: char, neighbour: char, side: Side) -> usize {
    let mixed = u32::from(anchor).wrapping_mul(0x9e37_79b1)
        ^ u32::from(neighbour).wrapping_mul(0x85eb_ca77)
        ^ side as u32;
    (mixed >> 8) as usize & 0xffff
}

impl<'g> Search<'g, '_> {
    /// The next keyword of a rule that is not `wanted` yet, or that stands at or after `fresh`, where the wants end.
    pub(super) fn next_hit(&mut self, wanted: &mut [bool], fresh: usize) -> Option<Hit<'g>> {
        loop {
            while let Some((&index, rest)) = self.pending.split_first() {
                self.pending = rest;
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
            let (offset, c) = self.next_anchor()?;
            let c = fold(c).unwrap_or(c).to_ascii_lowercase();
            if !self.gate.has_pair(c, self.text, offset) {
                continue;
            }
            self.anchor_at = offset;
            self.pending = self.gate.by_anchor.get(&c).map_or(&[], Vec::as_slice);
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

    /// The hot loop: one probe for each character.
    fn next_anchor(&mut self) -> Option<(usize, char)> {
        let all = self.text.as_bytes();
        let mut rest = all.get(self.at..)?;
        // Slice patterns cost one length check a character; indexing would cost one a byte.
        let left = loop {
            match rest {
                [lead @ 0xe0..=0xef, second, third, tail @ ..] => {
                    let code = usize::from(lead & 0x0f) << 12
                        | usize::from(second & 0x3f) << 6
                        | usize::from(third & 0x3f);
                    if self.gate.plane.contains(code) {
                        break rest.len();
                    }
                    rest = tail;
                }
                [lead @ ..0x80, tail @ ..] => {
                    if self.gate.ascii[usize::from(*lead)] {
                        break rest.len();
                    }
                    rest = tail;
                }
                [lead @ ..0xe0, second, tail @ ..] => {
                    let code = usize::from(lead & 0x1f) << 6 | usize::from(second & 0x3f);
                    if self.gate.plane.contains(code) {
                        break rest.len();
                    }
                    rest = tail;
                }
                // No keyword is anchored beyond the basic plane.
                [_, _, _, _, tail @ ..] => rest = tail,
                _ => return None,
            }
        };
        let found = all.len() - left;
        let c = self.text.get(found..)?.chars().next()?;
        self.at = found + c.len_utf8();
        Some((found, c))
    }
}

/// A keyword as it is compared.
fn comparable(keyword: &str) -> String {
    Folded::new(keyword).text().to_ascii_lowercase()
}

/// Whether `keyword` stands in `text` with its anchor at byte `at`.
fn stands_at(keyword: &Keyword, text: &str, at: usize) -> bool {
    let (before, rest) = (
        &keyword.word[..keyword.anchor],
        &keyword.word[keyword.anchor..],
    );
    let (text_before, text_rest) = (&text[..at], &text[at..]);
    // Nearly always the words are there as they are.
    if same(text_rest, rest) && same_end(text_before, before) {
        return true;
    }
    // The anchor itself has been compared; what can still differ is a form, or something that vanishes.
    let anchor = rest.chars().next();
    let hidden = |found: Option<char>, expected: Option<char>| match (found.map(fold), expected) {
        (_, None) | (Some(None), _) => true,
        (None, Some(_)) => false,
        (Some(Some(folded)), Some(expected)) => {
            folded.to_ascii_lowercase() == expected
                || (folded == ' ' && anchor.is_some_and(|anchor| is_joint(anchor, expected)))
        }
    };
    hidden(text_rest.chars().nth(1), rest.chars().nth(1))
        && hidden(text_before.chars().next_back(), before.chars().next_back())
        && stands_folded(keyword, text, at)
}

/// The slow way: fold a window of the text and compare there.
fn stands_folded(keyword: &Keyword, text: &str, at: usize) -> bool {
    // Between two characters of the keyword there may be one that vanishes; twice its length is room enough.
    let reach = 2 * keyword.word.chars().count() + 2;
    let start = text[..at]
        .char_indices()
        .rev()
        .nth(reach)
        .map_or(0, |(start, _)| start);
    let end = text[at..]
        .char_indices()
        .nth(reach)
        .map_or(text.len(), |(end, _)| at + end);
    let window = Folded::new(&text[start..end]);
    let folded = window.text().to_ascii_lowercase();
    // Occurrences may overlap (`__` in `___`), so every place is tried.
    folded.char_indices().any(|(found, _)| {
        folded[found..].starts_with(&keyword.word)
            && window
                .unfold(found + keyword.anchor, found + keyword.anchor + 1)
                .start()
                == at - start
    })
}

fn same(text: &str, word: &str) -> bool {
    text.as_bytes()
        .get(..word.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
}

fn same_end(text: &str, word: &str) -> bool {
    let start = text.len().checked_sub(word.len());
    start
        .and_then(|start| text.as_bytes().get(start..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(keywords: &[&str], text: &str) -> Vec<String> {
        let words: Vec<String> = keywords.iter().map(|&word| word.to_owned()).collect();
        let gate = Gate::new(std::iter::once(words.as_slice()));
        let mut search = gate.search(text);
        let mut found = Vec::new();
        while let Some(hit) = search.next_hit(&mut [false], 0) {
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
