//! The check `brackets`: closing marks that nothing opened, judged on the paragraph.
//!
//! Which marks count is the rule's affair: its keywords are the closing marks.

use std::cell::LazyCell;

use crate::document::Document;
use crate::scan::block::Block;
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

/// How many characters before the mark a finding shows at most.
const SHOWN: usize = 12;

/// Each closing mark among `closing` without its opening one, with the words before it back to the last other mark.
pub(super) fn unmatched(
    document: &Document,
    block: &Block<'_>,
    closing: &[String],
) -> Vec<TextRange> {
    let mut found = Vec::new();
    // A piece of a giant paragraph says nothing about what was opened before it.
    if !block.is_paragraph() {
        return found;
    }
    let text = block.text();
    for &(open, close) in PAIRS {
        if !closing.iter().any(|mark| mark.starts_with(close)) || is_paired(text, open, close) {
            continue;
        }
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
    }
    found
}

/// Whether each closing mark has its opening one before it, as nearly all have; this is found out without reading the text
/// character by character.
fn is_paired(text: &str, open: char, close: char) -> bool {
    let mut opened = text.match_indices(open);
    text.match_indices(close)
        .all(|(closed, _)| opened.next().is_some_and(|(at, _)| at < closed))
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
