//! What a finding is known by when it is met again after others have worked on the file: its words and the words beside it.
//!
//! Made so that edits elsewhere leave it as it is: no place, no signs, no numbers, nothing from beyond the sentence, and of
//! other findings beside it only that there are some.

use std::borrow::Borrow;
use std::collections::VecDeque;

use crate::document::Document;
use crate::finding::Finding;
use crate::text::{LINE_SEPARATOR, char_width, fold};

/// How many Han characters of each side count; a word in letters counts as [`WORD`] of them.
pub(super) const REACH: usize = 4;
const WORD: usize = 2;
/// How many characters of each side are looked at, and how many of the match are kept.
const LOOK: usize = 200;
pub(super) const LONGEST: usize = 64;
/// A match of so many characters is told from most others by itself.
pub(super) const TELLING: usize = 6;
/// So many characters beside it tell a match from others, too.
const LED: usize = 2;
/// A line that is at least so wide, in columns, and ends in the middle of a sentence was broken to a width.
const FULL_LINE: usize = 40;
/// Stands for another finding among the words beside one.
pub(super) const GAP: char = '…';

/// A finding's words and those beside it, normalised: small letters, half width, no spaces but between words in letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The end of the clause before it, without numbers, `…` for other findings; empty at the head of a sentence.
    pub before: String,
    /// The words found; runs of a sign as one.
    pub text: String,
    /// The beginning of the clause behind it in the same way; empty at the end of a sentence.
    pub after: String,
}

impl Anchor {
    /// So many bytes from its place nothing is looked at any more.
    pub const FURTHEST: usize = 4 * LOOK;

    /// The anchor of `finding` in `document`, in which all the findings are `found`, in order, none overlapping.
    pub fn new<F: Borrow<Finding>>(document: &Document, finding: &Finding, found: &[F]) -> Self {
        let text = document.text.as_str();
        let range = finding.range;
        let may_wrap = document.format.is_text();
        let (before, after) = (
            text.get(..range.start()).unwrap_or(""),
            text.get(range.end()..).unwrap_or(""),
        );
        let here = found.partition_point(|other| other.borrow().range.start() < range.start());
        let (above, below) = found.split_at(here);
        let is_gap = |other: &&Finding| other.remarks.is_empty();
        let above = above.iter().rev().map(Borrow::borrow).filter(is_gap);
        let mut gaps = above.map(|other| other.range).peekable();
        let mut left = Side::default();
        for (at, c) in before.char_indices().rev().take(LOOK) {
            while gaps.next_if(|gap| gap.start() > at).is_some() {}
            let in_gap = gaps.peek().is_some_and(|gap| gap.contains(at));
            let wraps = || may_wrap && is_wrapped(&before[..at], &text[at + 1..]);
            if !left.take(c, in_gap, wraps) {
                break;
            }
        }
        let below = below.iter().map(Borrow::borrow).filter(is_gap);
        let mut gaps = below.map(|other| other.range).peekable();
        let mut right = Side::default();
        for (at, c) in after.char_indices().take(LOOK) {
            let place = range.end() + at;
            while gaps.next_if(|gap| gap.end() <= place).is_some() {}
            let in_gap = gaps.peek().is_some_and(|gap| gap.contains(place));
            let wraps = || may_wrap && is_wrapped(&text[..place], &after[at + 1..]);
            if !right.take(c, in_gap, wraps) {
                break;
            }
        }
        Self {
            before: left.into_text(true),
            text: match finding.remarks.is_empty() {
                true => normalised(range.slice(text)),
                // What is said of a place stays the same while the place is worked on.
                false => normalised(&finding.remarks.words().collect::<String>()),
            },
            after: right.into_text(false),
        }
    }

    /// Whether `words` are those that were found, in whatever signs.
    pub fn is_of(&self, words: &str) -> bool {
        self.text == normalised(words)
    }

    /// Whether it is told from others without the words behind it: by those before it, or at the head of a sentence by
    /// words of its own that are no mere sign.
    pub fn is_led(&self) -> bool {
        holds(&self.before, LED) || (self.before.is_empty() && holds(&self.text, TELLING))
    }

    /// Whether it has words by which it is told from others, be it by those behind it.
    pub fn is_telling(&self) -> bool {
        self.is_led() || holds(&self.after, LED)
    }
}

/// Whether `text` has so many characters or more, gaps not counted.
pub(super) fn holds(text: &str, characters: usize) -> bool {
    let mut words = text.chars().filter(|&c| c != GAP);
    words.nth(characters - 1).is_some()
}

/// What is gathered on one side, from the finding outwards.
#[derive(Default)]
struct Side {
    words: Vec<VecDeque<char>>,
    weight: usize,
    /// Whether the next letter goes on with the last word.
    in_word: bool,
}

impl Side {
    /// Take the next character outwards, which may belong to another finding; `wraps` tells of a line end whether the
    /// sentence goes on over it. False at the end.
    fn take(&mut self, c: char, is_gap: bool, wraps: impl Fn() -> bool) -> bool {
        if is_gap && c != '\n' {
            return self.pass_gap();
        }
        let Some(c) = fold(c) else { return true };
        match c {
            '\n' if !wraps() => return false,
            '。' | '！' | '？' | '；' | '!' | '?' | ';' | LINE_SEPARATOR => return false,
            '，' | '、' | '：' | ',' | '.' | ':' | '|' | '\t' => {
                self.in_word = false;
                return self.words.is_empty();
            }
            _ if !c.is_alphabetic() || is_numeral(c) => {
                // Signs within a word neither part it nor belong to it: emphasis is put anywhere.
                self.in_word &= !(c.is_whitespace() || c.is_numeric());
                return true;
            }
            _ => {}
        }
        let is_letter = char_width(c) < 2;
        if is_letter && self.in_word {
            if let Some(word) = self.words.last_mut() {
                word.extend(c.to_lowercase());
            }
            return true;
        }
        if self.weight >= REACH {
            return false;
        }
        self.weight += if is_letter { WORD } else { 1 };
        self.in_word = is_letter;
        self.words.push(c.to_lowercase().collect());
        true
    }

    /// Note that another finding stands here. False where enough words have been gathered.
    fn pass_gap(&mut self) -> bool {
        self.in_word = false;
        let is_noted = self.words.last().is_some_and(|word| word.contains(&GAP));
        if !is_noted && self.weight < REACH {
            self.words.push(VecDeque::from([GAP]));
        }
        self.weight < REACH
    }

    /// The text as it stands in the document; `backwards` where it was gathered against the direction of reading.
    fn into_text(mut self, backwards: bool) -> String {
        if backwards {
            self.words.reverse();
            for word in &mut self.words {
                word.make_contiguous().reverse();
            }
        }
        let mut text = String::new();
        let mut after_letters = false;
        for word in &self.words {
            let is_letters = word.front().is_some_and(|&c| c == GAP || char_width(c) < 2);
            if is_letters && after_letters {
                text.push(' ');
            }
            after_letters = is_letters;
            text.extend(word);
        }
        text
    }
}

/// The figures of Chinese, which count items and chapters.
pub(super) fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(c)
}

/// Whether a line end after `before` was put in to keep lines short: a long line that ends in the middle of a sentence,
/// and one after it that begins no item.
fn is_wrapped(before: &str, after: &str) -> bool {
    let line = before.trim_end_matches('\r');
    let mut width = 0;
    let is_full = line.chars().rev().take_while(|c| *c != '\n').any(|c| {
        width += char_width(c);
        width >= FULL_LINE
    });
    let goes_on = line
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ' ' | '，' | '、' | ',' | '*' | '_'));
    let next = after.trim_start_matches([' ', '\t', '*', '_']);
    let continues = next.chars().next().is_some_and(|c| {
        !matches!(c, '\r' | '\n' | '#' | '|' | '>' | '-' | '+') && !c.is_ascii_digit()
    });
    is_full && goes_on && continues
}

/// The words found, as compared.
fn normalised(text: &str) -> String {
    let mut out = String::new();
    let mut last = None;
    for c in text.chars().filter_map(fold).take(LOOK) {
        if c.is_whitespace() || c.is_control() {
            continue;
        }
        let c = half_width(c);
        if Some(c) == last && !c.is_alphanumeric() {
            continue;
        }
        last = Some(c);
        out.extend(c.to_lowercase());
        if out.chars().count() >= LONGEST {
            break;
        }
    }
    out
}

/// The sign of a Western keyboard for one of Chinese.
fn half_width(c: char) -> char {
    match c {
        '，' | '、' => ',',
        '。' => '.',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{RuleId, Severity};
    use crate::text::TextRange;

    /// Before and after of what stands between ⟦ and ⟧.
    fn sides(marked: &str) -> (String, String) {
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let document = Document {
            text: marked.replace(['⟦', '⟧'], "").into(),
            ..Document::default()
        };
        let rule = RuleId::new("a-rule");
        let finding = Finding::new(rule, TextRange::new(start, end), Severity::Error);
        let anchor = Anchor::new(&document, &finding, std::slice::from_ref(&finding));
        (anchor.before, anchor.after)
    }

    #[test]
    fn the_words_beside_a_finding_are_those_of_its_clause() {
        for (marked, before, after) in [
            ("全年开展培训⟦多少次⟧，走访", "开展培训", "走访"),
            ("好。⟦多少次⟧。走访", "", ""),
            ("- 三、开会⟦多少次⟧", "开会", ""),
            ("| 姓名   | ⟦____⟧ | 职务 |", "姓名", "职务"),
            ("甲方：**⟦____⟧**，乙方", "甲方", "乙方"),
            (
                "as agreed by The Board of ⟦[Name]⟧ today",
                "board of",
                "today",
            ),
            ("标题\n⟦多少次⟧\n下文", "", ""),
        ] {
            assert_eq!(sides(marked), (before.into(), after.into()), "{marked}");
        }
    }

    #[test]
    fn a_sentence_goes_on_over_lines_broken_to_a_width() {
        let long = "今年以来我们认真学习并且结合实际组织开展";
        assert_eq!(sides(&format!("{long}\r\n培训⟦多少次⟧")).0, "开展培训");
        assert_eq!(sides(&format!("{long}⟦多少次⟧\n培训班")).1, "培训班");
        assert_eq!(sides(&format!("{long}\n\n培训⟦多少次⟧")).0, "培训");
        assert_eq!(sides(&format!("{long}\n- 培训⟦多少次⟧")).0, "培训");
    }
}
