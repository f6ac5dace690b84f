//! The one pass over the text: where does a keyword of any rule stand?
//!
//! Each keyword is watched for by its rarest pair of neighbouring characters. The pass asks of every two neighbours "are you
//! anybody's pair?": two probes of bit sets, whatever the number of rules, and a branch that is rarely taken. Words are
//! compared only where a pair stands.

use crate::scan::char_hash::{CharHash, NumberSet};
use crate::scan::keywords::{Keyword, Keywords, NONE, Watched};
use crate::text::{fold, is_joint};

/// The keywords, ready to be found.
#[derive(Debug)]
pub(super) struct Gate {
    keywords: Keywords,
    /// The watched pairs.
    pairs: NumberSet<{ 1 << 13 }>,
    /// The characters that are looked at whatever stands before them.
    special: NumberSet<{ 1 << 10 }>,
    /// Where in the list of what is watched for the numbers begin that have the given uppermost bits.
    sections: Vec<u32>,
}

/// How many of a number's uppermost bits tell its section.
const SECTION_BITS: u32 = 12;

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
type Pending<'g> = [&'g [Watched]; 2];

impl Gate {
    /// Watch for `keywords`.
    pub(super) fn new(keywords: Keywords) -> Self {
        let mut pairs = NumberSet::new();
        let mut special = NumberSet::new();
        for it in &keywords.watched {
            pairs.insert(it.number);
        }
        for &number in &keywords.special {
            special.insert(number);
        }
        let mut sorted = keywords.watched.iter().enumerate().peekable();
        let sections = (0..=1 << SECTION_BITS).map(|section| {
            let is_before = |it: &(usize, &Watched)| section_of(it.1.number) < section;
            while sorted.next_if(is_before).is_some() {}
            let begin = sorted.peek().map(|&(index, _)| index);
            u32::try_from(begin.unwrap_or(keywords.watched.len())).unwrap_or(u32::MAX)
        });
        Self {
            sections: sections.collect(),
            pairs,
            special,
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

    /// Whether any keyword may stand with a character after `previous`.
    #[inline(always)]
    fn watches(&self, hash: CharHash, previous: CharHash) -> bool {
        self.pairs.may_hold(hash.after(previous)) | self.special.may_hold(hash.alone())
    }

    /// The keywords that may stand with a character after `previous`.
    fn look(&self, hash: CharHash, previous: CharHash) -> Pending<'_> {
        [hash.after(previous), hash.alone()].map(|number| self.keywords_of(number))
    }

    fn keywords_of(&self, number: u32) -> &[Watched] {
        let section = section_of(number);
        let (Some(&from), Some(&to)) = (self.sections.get(section), self.sections.get(section + 1))
        else {
            return &[];
        };
        let mut found = self
            .keywords
            .watched
            .get(from as usize..to as usize)
            .unwrap_or_default();
        while let Some((first, rest)) = found.split_first()
            && first.number != number
        {
            found = rest;
        }
        while let Some((last, rest)) = found.split_last()
            && last.number != number
        {
            found = rest;
        }
        found
    }
}

fn section_of(number: u32) -> usize {
    (number >> (u32::BITS - SECTION_BITS)) as usize
}

impl<'g> Search<'g, '_> {
    /// The next keyword of a rule that is not `wanted` yet, or that stands at or after `fresh`, where the wants end.
    pub(super) fn next_hit(&mut self, wanted: &[Option<u32>], fresh: usize) -> Option<Hit<'g>> {
        loop {
            for pending in &mut self.pending {
                while let Some((next, rest)) = pending.split_first() {
                    *pending = rest;
                    let keywords = &self.gate.keywords;
                    let keyword = keywords.all.get(next.keyword as usize)?;
                    let rules = keywords.owners_of(keyword);
                    let known = self.anchor_at < fresh
                        && rules
                            .iter()
                            .all(|&rule| matches!(wanted.get(rule as usize), Some(Some(_))));
                    if !known && stands_at(keyword, self.text, self.anchor_at) {
                        return Some(Hit {
                            offset: self.anchor_at,
                            rules,
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

    /// Go on to the next watched pair.
    fn next_pair(&mut self) -> Option<()> {
        while let Some(at) = self.next_watched() {
            let Some(c) = self.text.get(at..)?.chars().next().and_then(as_compared) else {
                continue;
            };
            let hash = CharHash::of(c);
            let pending = self.gate.look(hash, self.previous);
            self.previous = hash;
            if pending.iter().any(|keywords| !keywords.is_empty()) {
                self.pending = pending;
                self.anchor_at = at;
                return Some(());
            }
        }
        None
    }

    /// The next character that is watched for; `previous` stays what is before it. This is the hot loop:
    /// for most characters two probes and nothing else.
    fn next_watched(&mut self) -> Option<usize> {
        let (gate, mut previous) = (self.gate, self.previous);
        let mut rest = &self.text.as_bytes()[self.at..];
        loop {
            while let Some(&eight) = rest.first_chunk()
                && let Some([first, second]) = CharHash::first_two(eight)
                && !(gate.watches(first, previous) | gate.watches(second, first))
            {
                previous = second;
                rest = &rest[6..];
            }
            if rest.is_empty() {
                break;
            }
            let (hash, length) = CharHash::first(rest, 0);
            let at = self.text.len() - rest.len();
            rest = &rest[length..];
            if gate.watches(hash, previous) {
                (self.at, self.previous) = (at + length, previous);
                return Some(at);
            }
            previous = hash;
        }
        (self.at, self.previous) = (self.text.len(), previous);
        None
    }
}

/// A character as keywords are compared with it; nothing if it does not count.
fn as_compared(c: char) -> Option<char> {
    fold(c).map(|c| c.to_ascii_lowercase())
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
    use crate::scan::fold::Folded;

    fn hits(keywords: &[&str], text: &str) -> Vec<String> {
        let words: Vec<String> = keywords.iter().map(|&word| word.to_owned()).collect();
        let gate = Gate::new(Keywords::new(std::iter::once(words.as_slice())));
        let mut search = gate.search(text);
        let mut found = Vec::new();
        while let Some(hit) = search.next_hit(&[None], 0) {
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
