//! The one pass over the text: where does a keyword of any rule stand?
//!
//! Each keyword is watched for by its rarest character, its *anchor*. The pass asks of every character only "is it anybody's
//! anchor?" (one probe of a bit set, whatever the number of rules) and compares words only where it is.

use std::collections::{BTreeMap, HashMap};

use crate::scan::fold::{Folded, fold};

/// All keywords, ready to be found. Keywords match ASCII letters in either case and full-width forms alike.
#[derive(Debug)]
pub(super) struct Gate {
    /// Whether an ASCII character is an anchor.
    ascii: [bool; 128],
    /// A bit for each character of the Basic Multilingual Plane.
    plane: Box<[u64; 1024]>,
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
            plane: Box::new([0; 1024]),
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
            gate.keywords.push(Keyword {
                word,
                anchor,
                rules,
            });
            gate.watch(c);
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
            if let Some(bits) = self.plane.get_mut(code / 64) {
                *bits |= 1 << (code % 64);
            }
        }
    }

    fn is_anchor(&self, code: usize) -> bool {
        self.plane
            .get(code / 64)
            .is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
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
            self.anchor_at = offset;
            let c = fold(c).unwrap_or(c).to_ascii_lowercase();
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
                    if self.gate.is_anchor(code) {
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
                    if self.gate.is_anchor(code) {
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
    // Nearly always the words are there as they are, or a neighbour rules them out.
    if same(text_rest, rest) && same_end(text_before, before) {
        return true;
    }
    let next = rest.chars().nth(1);
    let ruled_out = |found: Option<char>, expected: Option<char>| matches!((found, expected), (Some(found), Some(expected)) if !may_stand_for(found, expected));
    if ruled_out(text_rest.chars().nth(1), next)
        || ruled_out(text_before.chars().next_back(), before.chars().next_back())
    {
        return false;
    }
    stands_folded(keyword, text, at)
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

/// Whether the character `found` in the text can be, or hide, the `expected` one of a keyword.
fn may_stand_for(found: char, expected: char) -> bool {
    match fold(found) {
        None | Some(' ') => true,
        Some(folded) => folded.to_ascii_lowercase() == expected,
    }
}

/// The greater, the rarer `c` is in ordinary text. Characters beyond the basic plane are never anchors if it can be helped.
fn rarity(c: char) -> usize {
    const UNLISTED: usize = 1000;
    if let Some(rank) = COMMON_HAN.chars().position(|common| common == c) {
        return 100 + rank;
    }
    if let Some(rank) = COMMON_ASCII.chars().position(|common| common == c) {
        return rank;
    }
    if u32::from(c) > 0xffff { 0 } else { UNLISTED }
}

/// Frequent ASCII characters of English text, the most frequent first.
const COMMON_ASCII: &str = " etaoinshrdlcumwfgypbvk.,-01234567895()\"'/jxqz:;";

/// Frequent characters of Chinese text, the most frequent first.
const COMMON_HAN: &str = "，。、：；“”（）的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手期根论运指几区强放决被做必先回则任取据处队给";

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
