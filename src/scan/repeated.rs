//! The checks `repeated` and `repeated-en`: words that stand there twice in a row, as a slip of the hand or a paste leaves them:
//! 全面推行全面推行, must be returned must be returned.
//!
//! Owns what is a repetition and how certain it is. Which words may be said twice, the rule's guards say.

use std::ops::Range;

use crate::scan::note::Tongue;
use crate::text::{TextRange, is_han};

/// How many bytes what is repeated has at most.
const LONGEST: usize = 180;

/// How long lines are in which repetitions are looked for, in bytes: nobody wrote a longer one as a paragraph.
const LONGEST_LINE: usize = 1 << 15;

/// So many bytes tell whether it is worth to compare: two Chinese characters, or most of an English word.
const KEY: usize = 6;

/// How many Chinese characters there are at least, and how many with a mark behind them: speeches repeat a phrase. None are certain by
/// themselves, however many: forums and pages from the web are full of titles and answers that were pasted twice.
const LEAST: usize = 2;
const LEAST_WITH_MARK: usize = 3;

/// How many English words, and letters in them, are certain.
const CERTAIN_WORDS: usize = 2;
const CERTAIN_LETTERS: usize = 8;

/// How many letters there are at least: shorter words meet by chance.
const LEAST_LETTERS: usize = 4;

/// Words that join what is said twice on purpose: again and again, day after day.
const JOINING: [&str; 7] = ["and", "or", "by", "after", "to", "upon", "but"];

/// How many places are remembered; others that fall on the same one are forgotten.
const PLACES: usize = 1 << 11;

/// Words that stand twice in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Repetition {
    /// All of it, from the first time to the last.
    pub(super) range: TextRange,
    /// Whether it is a slip without other gaps near it.
    pub(super) is_firm: bool,
}

/// Where runs of bytes stood last, in the lines that have been read.
#[derive(Debug)]
pub(super) struct Repetitions {
    tongue: Tongue,
    last: Box<[usize]>,
}

impl Repetitions {
    /// Of no lines yet.
    pub(super) fn new(tongue: Tongue) -> Self {
        Self {
            tongue,
            last: vec![usize::MAX; PLACES].into_boxed_slice(),
        }
    }

    /// The repetitions in the next `line`, which begins at byte `start` of the text and behind all that were read before.
    pub(super) fn in_line(&mut self, start: usize, line: &str) -> Vec<Repetition> {
        let (bytes, mut found, mut free) = (line.as_bytes(), Vec::new(), 0);
        // Of two languages in one line the words of English are names, which may well come twice.
        let is_other = self.tongue == Tongue::English && line.chars().any(is_han);
        if is_other || bytes.len() > LONGEST_LINE {
            return found;
        }
        for (at, key) in bytes.windows(KEY).enumerate() {
            if !begins_word(bytes, at, self.tongue) {
                continue;
            }
            let Some(last) = self.last.get_mut(number_of(key)) else {
                continue;
            };
            let before = std::mem::replace(last, start + at);
            let Some(first) = before.checked_sub(start).filter(|&it| it < at) else {
                continue;
            };
            if first < free || at - first > LONGEST {
                continue;
            }
            if let Some((range, is_firm)) = repetition(line, first, at, self.tongue) {
                free = range.end;
                found.push(Repetition {
                    range: TextRange::new(start + range.start, start + range.end),
                    is_firm,
                });
            }
        }
        found
    }
}

/// The number of the place for a run of [`KEY`] bytes.
fn number_of(key: &[u8]) -> usize {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut bytes = [0; 8];
    let length = key.len().min(KEY);
    bytes[..length].copy_from_slice(&key[..length]);
    let product = u64::from_le_bytes(bytes).wrapping_mul(FACTOR);
    (product >> (u64::BITS - PLACES.ilog2())) as usize
}

/// Whether a Chinese character stands at byte `at`, or the first letter of an English word.
fn begins_word(bytes: &[u8], at: usize, tongue: Tongue) -> bool {
    match (tongue, bytes.get(at)) {
        (Tongue::Chinese, Some(0xE4..=0xE9)) => true,
        (Tongue::English, Some(byte)) if byte.is_ascii_alphabetic() => {
            let before = at.checked_sub(1).and_then(|it| bytes.get(it));
            before.is_none_or(|it| !it.is_ascii_alphanumeric())
        }
        _ => false,
    }
}

/// What is repeated at byte `second` of `line` and began at byte `first`, with each further time, and whether that is certain.
fn repetition(
    line: &str,
    first: usize,
    second: usize,
    tongue: Tongue,
) -> Option<(Range<usize>, bool)> {
    let unit = line.get(first..second)?;
    let body = unit.trim_end_matches(is_mark);
    let marks = unit.get(body.len()..)?;
    let rest = line.get(second..)?;
    let behind = rest.strip_prefix(body)?;
    let is_english = tongue == Tongue::English;
    if is_english && behind.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
        return None;
    }
    let is_whole = behind.starts_with(marks);
    if !is_whole && !behind.trim_start().is_empty() && !behind.starts_with(is_mark) {
        return None;
    }
    let mut end = second + body.len();
    if is_whole {
        let mut after = behind.strip_prefix(marks)?;
        while !marks.contains(['。', '.']) && after.starts_with(body) {
            end = line.len() - after.len() + body.len();
            let Some(next) = after.strip_prefix(unit) else {
                break;
            };
            after = next;
        }
    }
    let is_firm = match is_english {
        true => of_english(body, marks)?,
        false if of_chinese(body, marks) => false,
        false => return None,
    };
    Some((first..end, is_firm))
}

/// Whether a Chinese phrase that stands twice may be a slip.
fn of_chinese(body: &str, marks: &str) -> bool {
    let mut characters = body.chars();
    let head = characters.next();
    if characters.all(|c| Some(c) == head) || body.contains(['|', '\t', '_', '、', '/']) {
        return false;
    }
    if !body.ends_with(is_han) && !body.ends_with(char::is_alphanumeric) {
        return false;
    }
    let count = body.chars().filter(|&c| is_han(c)).count();
    let marks = marks.trim();
    if marks.contains(['、', '？', '！', '…', '—', '|', '?', '!']) {
        return false;
    }
    let least = match marks.is_empty() {
        true => LEAST,
        false => LEAST_WITH_MARK,
    };
    count >= least
}

/// Whether English words that stand twice are certain to be a slip; nothing where they are none.
fn of_english(body: &str, marks: &str) -> Option<bool> {
    if !marks.trim().is_empty() || body.contains(|c: char| !c.is_ascii_alphabetic() && c != ' ') {
        return None;
    }
    let words: Vec<&str> = body.split_whitespace().collect();
    let letters: usize = words.iter().map(|word| word.len()).sum();
    let joins = |word: Option<&&str>| word.is_some_and(|it| JOINING.contains(it));
    let is_spoken = joins(words.first())
        || joins(words.last())
        || (words.len() > 1 && words.iter().all(|word| word == &words[0]))
        || letters < LEAST_LETTERS;
    (!is_spoken).then_some(words.len() >= CERTAIN_WORDS && letters >= CERTAIN_LETTERS)
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || "，。；：、？！…—".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(line: &str) -> Vec<(&str, bool)> {
        let tongues = [Tongue::Chinese, Tongue::English];
        let found = tongues.map(|tongue| Repetitions::new(tongue).in_line(7, line));
        let shown = |it: &Repetition| (&line[it.range.start() - 7..it.range.end() - 7], it.is_firm);
        found.iter().flatten().map(shown).collect()
    }

    #[test]
    fn finds_what_stands_twice_in_a_row() {
        assert_eq!(
            repeated("全镇稳步推进稳步推进改厕"),
            [("稳步推进稳步推进", false)]
        );
        assert_eq!(
            repeated("抓培训。抓培训。抓考核"),
            [("抓培训。抓培训", false)]
        );
        assert_eq!(
            repeated("keys shall be returned shall be returned."),
            [("shall be returned shall be returned", true)]
        );
    }

    #[test]
    fn is_silent_where_words_meet_by_chance() {
        assert_eq!(repeated("整改改进措施，哈哈哈哈哈"), []);
        assert_eq!(repeated("| 合格 | 合格 | 合格 |"), []);
        assert_eq!(repeated("the theme of the other themes"), []);
    }
}
