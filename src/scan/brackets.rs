//! The check `brackets`: closing marks that nothing opened and opening marks that nothing closes, judged on the paragraph.
//!
//! Which marks count is the rule's affair: they are its keywords.

use std::cell::LazyCell;

use memchr::memchr2_iter;

use crate::document::Document;
use crate::rule::Profile;
use crate::scan::block::{Block, floor_boundary};
use crate::scan::subject::Subject;
use crate::text::{TextRange, paragraph_around};

/// Opening and closing marks that belong together.
const PAIRS: &[(char, char)] = &[
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('“', '”'),
];

/// How many characters most pairs of marks hold at most.
const NEARBY: usize = 40;

/// How many characters before the mark a finding shows at most.
const SHOWN: usize = 12;

/// How many characters behind an opening mark a finding shows at most.
const SHOWN_BEHIND: usize = 4;

/// How far below its paragraph a closing mark is looked for, in bytes.
const REACH_BELOW: usize = 1 << 10;

/// Whether a mark stands at byte `at`, and the other half of its pair nearby: that is no reason to look at the paragraph.
pub(super) fn is_closed_pair(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let mut rest = rest.chars();
    let mark = rest.next();
    let Some(&(open, close)) = PAIRS
        .iter()
        .find(|(open, close)| mark == Some(*open) || mark == Some(*close))
    else {
        return false;
    };
    let decides = |c: &char| [open, close, '\n'].contains(c);
    match mark == Some(close) {
        true => before.chars().rev().take(NEARBY).find(decides) == Some(open),
        false => rest.take(NEARBY).find(decides) == Some(close),
    }
}

/// Each mark among `marks` without its counterpart.
pub(super) fn unmatched(
    subject: &Subject<'_>,
    block: &Block<'_>,
    marks: &[String],
) -> Vec<TextRange> {
    let (document, mut found) = (subject.document, Vec::new());
    // A piece of a giant paragraph says nothing about what was opened before it or is closed behind it.
    if !block.is_paragraph() {
        return found;
    }
    for mark in marks.iter().filter_map(|word| word.chars().next()) {
        let Some(&(open, close)) = PAIRS
            .iter()
            .find(|&&(open, close)| mark == open || mark == close)
        else {
            continue;
        };
        if mark == close && !is_paired(block.text(), open, close) {
            let closed = closed_only(document, block, open, close);
            // Where lines were broken to a width, the other half stands on another line. To find that out, the document
            // is read, so it is asked last.
            if !closed.is_empty() && subject.is(Profile::Wrapped) {
                return found;
            }
            found.extend(closed);
        }
        if mark == open {
            found.extend(opened_only(document, block, open, close));
        }
    }
    found
}

/// Each closing mark without its opening one, with the words before it back to the last other mark.
fn closed_only(document: &Document, block: &Block<'_>, open: char, close: char) -> Vec<TextRange> {
    let mut found = Vec::new();
    let text = block.text();
    let mut depth = 0usize;
    let opened_above = LazyCell::new(|| is_opened_above(document, block, open, close));
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close && depth > 0 {
            depth -= 1;
        } else if c == close && !(found.is_empty() && *opened_above) {
            let start = words_before(text, at);
            if is_slip(&text[..at], close) || is_item(text, at, close) {
                continue;
            }
            let range = TextRange::new(start, at + close.len_utf8());
            found.push(range.shifted(block.range().start()));
        }
    }
    found
}

/// The last opening mark of the paragraph, if nothing closes it there or in the paragraph below, with the words behind it.
fn opened_only(
    document: &Document,
    block: &Block<'_>,
    open: char,
    close: char,
) -> Option<TextRange> {
    let text = block.text();
    // A line that ends in the middle of a sentence goes on below.
    if !text.trim_end().ends_with(['。', '！', '？', '；', '：']) {
        return None;
    }
    let at = text.rfind(open)?;
    let behind = &text[at + open.len_utf8()..];
    let is_closed = |words: &str| words.contains([close, half_width(close)]);
    // Two opening marks in a row, or as many closing ones in the wrong order, are a slip for a pair.
    let is_slip = text.matches(open).count() == text.matches(close).count()
        || text[..at]
            .rfind(open)
            .is_some_and(|other| !is_closed(&text[other..at]));
    if is_closed(behind) || is_slip || is_closed_below(document, block, open, close) {
        return None;
    }
    let words: usize = behind
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .take(SHOWN_BEHIND)
        .map(char::len_utf8)
        .sum();
    (words > 0)
        .then(|| TextRange::new(at, at + open.len_utf8() + words).shifted(block.range().start()))
}

/// Whether the mark is closed below before another one is opened, as where a text was broken into short lines; or the
/// paragraph below begins with the opening mark anew, as each paragraph of a long speech does.
fn is_closed_below(document: &Document, block: &Block<'_>, open: char, close: char) -> bool {
    let below = document.text[block.end()..].trim_start();
    let below = &below[..floor_boundary(below, REACH_BELOW)];
    match (below.find(open), below.find(close)) {
        (Some(opened), closed) if closed.is_none_or(|closed| opened < closed) => opened == 0,
        (_, closed) => closed.is_some(),
    }
}

/// The half-width mark that writers use for the full-width one.
fn half_width(close: char) -> char {
    match close {
        '）' => ')',
        '】' => ']',
        '”' => '"',
        other => other,
    }
}

/// Whether each closing mark has its opening one before it, as nearly all have; this is found out without reading the text
/// character by character.
fn is_paired(text: &str, open: char, close: char) -> bool {
    let (mut opening, mut closing) = ([0; 4], [0; 4]);
    let opening = open.encode_utf8(&mut opening).as_bytes();
    let closing = close.encode_utf8(&mut closing).as_bytes();
    let (Some(&ends_opening), Some(&ends_closing)) = (opening.last(), closing.last()) else {
        return true;
    };
    let mut depth = 0usize;
    memchr2_iter(ends_opening, ends_closing, text.as_bytes()).all(|last| {
        let bytes = &text.as_bytes()[..=last];
        if bytes.ends_with(opening) {
            depth += 1;
        } else if bytes.ends_with(closing) {
            let is_open = depth > 0;
            depth = depth.saturating_sub(1);
            return is_open;
        }
        true
    })
}

/// Whether the paragraph above ends with the mark still open: a title that was broken into two lines, with or without
/// empty ones between.
fn is_opened_above(document: &Document, block: &Block<'_>, open: char, close: char) -> bool {
    let Some(line_end) = block.range().start().checked_sub(1) else {
        return false;
    };
    let last_word = document.text[..line_end].trim_end().len();
    let above = &document.text[paragraph_around(&document.text, last_word)];
    match (above.rfind(open), above.rfind(close)) {
        (Some(opened), Some(closed)) => opened > closed,
        (opened, _) => opened.is_some(),
    }
}

/// Whether the mark was struck for another one, or twice: 好吗？》, 《章程》》.
fn is_slip(before: &str, close: char) -> bool {
    before.ends_with(['？', '?', '！', '。', '吗', '呢', '吧', '啊', close])
}

/// Whether the mark closes the number of an item: 1）, a), 三）.
fn is_item(text: &str, at: usize, close: char) -> bool {
    let before = &text[..at];
    let number = before.trim_end_matches(|c: char| {
        c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c)
    });
    close == '）' && (1..=6).contains(&(before.len() - number.len()))
}

fn words_before(text: &str, at: usize) -> usize {
    let mut start = at;
    for (offset, c) in text[..at].char_indices().rev().take(SHOWN) {
        if !c.is_alphanumeric() {
            break;
        }
        start = offset;
    }
    start
}
