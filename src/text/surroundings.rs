//! A place with the text round it, and whether a phrase stands there so that the place lies within it.
//!
//! Reads a bounded stretch of the place's line, whatever the line's length. Knows no rule and no finding.

use std::ops::Range;

use crate::text::fold::folded_chars;
use crate::text::phrase::is_word;
use crate::text::{CLAUSE_ENDS, MAY_END_CLAUSE, Part, Phrase, TextRange};

/// How far from a place a phrase over it may begin or end, in bytes: on a giant line, not all of it is read each time.
const REACH: usize = 1 << 10;

/// A place with the text round it, in which phrases are looked for.
#[derive(Debug)]
pub struct Surroundings {
    /// The characters as compared.
    chars: Vec<char>,
    /// The same as text.
    text: String,
    /// The place, in characters.
    place: Range<usize>,
}

impl Surroundings {
    /// What stands round `place` on its line, as far as phrases reach.
    pub fn new(text: &str, place: TextRange) -> Self {
        let (start, end) = (line_start(text, place.start()), line_end(text, place.end()));
        let folded = folded_chars(text.get(start..end).unwrap_or(""));
        let index = |offset: usize| folded.partition_point(|&(at, _)| start + at < offset);
        let place = index(place.start())..index(place.end());
        let chars: Vec<char> = folded.into_iter().map(|(_, c)| c).collect();
        Self {
            text: chars.iter().collect(),
            chars,
            place,
        }
    }
}

impl Phrase {
    /// Whether the phrase stands in the surroundings so that the whole place lies within it.
    pub fn covers(&self, surroundings: &Surroundings) -> bool {
        surroundings.text.contains(self.anchor())
            && self.stands_over(&surroundings.chars, &surroundings.place)
    }

    /// Walks through `chars` with all the steps that may come next at once: each character is looked at once.
    fn stands_over(&self, chars: &[char], place: &Range<usize>) -> bool {
        let steps = self.steps();
        let end = steps.len();
        let word_at = |at: usize| chars.get(at).is_some_and(|&c| is_word(c));
        let mut next = vec![false; end + 1];
        for at in 0..=chars.len() {
            let at_edge = at == 0 || !(word_at(at - 1) && word_at(at));
            let mut now = std::mem::replace(&mut next, vec![false; end + 1]);
            now[0] |= at <= place.start;
            // What may stand for nothing lets what comes after it come at once.
            for (index, step) in steps.iter().enumerate() {
                let may_be_empty = match step {
                    Step::Any | Step::Space => true,
                    Step::Edge => at_edge,
                    Step::Char(_) | Step::One => false,
                };
                now[index + 1] |= now[index] && may_be_empty;
            }
            if now[end] && at >= place.end {
                return true;
            }
            let Some(&here) = chars.get(at) else { break };
            for (index, step) in steps.iter().enumerate().filter(|&(index, _)| now[index]) {
                match step {
                    Step::Char(c) => next[index + 1] |= *c == here,
                    Step::Space => next[index + 1] |= here == ' ',
                    Step::One => next[index + 1] |= is_taken(here),
                    Step::Edge => {}
                    Step::Any => {
                        let inner = MAY_END_CLAUSE.contains(&here) && word_at(at + 1);
                        next[index] |= is_taken(here) || inner;
                    }
                }
            }
        }
        false
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for part in self.parts() {
            match part {
                Part::Literal(text) => steps.extend(text.chars().map(Step::Char)),
                Part::One => steps.push(Step::One),
                Part::Any => steps.push(Step::Any),
                Part::Space => steps.push(Step::Space),
                Part::Edge => steps.push(Step::Edge),
            }
        }
        steps
    }
}

/// One step of the walk through a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Char(char),
    One,
    Any,
    Space,
    Edge,
}

/// Whether a wildcard may stand for `c`.
fn is_taken(c: char) -> bool {
    !CLAUSE_ENDS.contains(&c) && !MAY_END_CLAUSE.contains(&c)
}

/// The start of the line that holds byte `offset`, or of what lies within reach.
fn line_start(text: &str, offset: usize) -> usize {
    let least = offset.saturating_sub(REACH);
    let floor = (least..offset).find(|&at| text.is_char_boundary(at));
    let floor = floor.unwrap_or(offset);
    let before = text.get(floor..offset).unwrap_or("");
    before.rfind('\n').map_or(floor, |at| floor + at + 1)
}

/// The end of the line that holds byte `offset`, or of what lies within reach.
fn line_end(text: &str, offset: usize) -> usize {
    let most = (offset + REACH).min(text.len());
    let ceiling = (offset..most)
        .rev()
        .find(|&at| text.is_char_boundary(at + 1));
    let ceiling = ceiling.map_or(offset, |at| at + 1);
    let after = text.get(offset..ceiling).unwrap_or("");
    after.find('\n').map_or(ceiling, |at| offset + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `phrase` covers the place between ⟦ and ⟧ in `marked`.
    fn covers(phrase: &str, marked: &str) -> bool {
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let text = marked.replace(['⟦', '⟧'], "");
        let surroundings = Surroundings::new(&text, TextRange::new(start, end));
        Phrase::parse(phrase).unwrap().covers(&surroundings)
    }

    #[test]
    fn a_phrase_covers_what_lies_within_it() {
        let cases = [
            ("待定系数", "用⟦待定⟧系数法", true),
            ("待定", "用⟦待定⟧系数法", true),
            ("定系", "用⟦待定⟧系数法", false),
            ("无论*", "无论走访⟦多少户⟧都行", true),
            ("无论*", "无论怎样，走访⟦多少户⟧", false),
            ("*次", "开会⟦多少⟧几次，", true),
            ("第?次", "⟦第一次⟧", true),
            ("第?次", "⟦第十一次⟧", false),
            ("无论*次", "无论几次还是⟦多少次⟧", true),
            ("完成*%", "完成3.5到⟦X⟧%", true),
            ("党的XX大", "学习党的 ⟦ＸＸ⟧ 大精神", true),
            ("共 * 人", "共⟦多少⟧人", true),
            ("第 ? 次", "⟦第 三 次⟧", true),
            ("agreed by *", "as agreed by ⟦王局⟧", true),
            ("agreed by *", "agreed ⟦bypass⟧", false),
            ("* of law", "the rules ⟦of⟧ law", true),
            ("TBC", "mark it ⟦TBC⟧.", true),
            ("TBC", "mark it ⟦TBCX⟧.", false),
            ("BC", "mark it T⟦BC⟧.", false),
            (r"\*\*\*", "密码是⟦***⟧。", true),
            (r"\*\*\*", "密码是⟦abc⟧。", false),
        ];
        for (phrase, marked, expected) in cases {
            assert_eq!(covers(phrase, marked), expected, "{phrase} in {marked}");
        }
    }

    #[test]
    fn a_giant_line_is_not_read_to_its_ends() {
        let text = "甲".repeat(1 << 20);
        let middle = TextRange::new(3 << 10, 3 << 11);
        let read = Surroundings::new(&text, middle).chars.len();
        assert!(read <= middle.len() / 3 + 2 * REACH / 3, "{read}");
    }
}
