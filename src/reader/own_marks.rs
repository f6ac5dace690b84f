//! Marks of ours in a text, which are no part of it: what is read is the text as it was before they were put in. Where they
//! stand in the file is kept, so that they can be taken out.
//!
//! A mark is of one line, so no line has another number because of it.

use crate::document::{MARK_CLOSE, MARK_LIMIT, MARK_OPEN, Origin, OwnMark, SourceMap};
use crate::text::TextRange;

/// The first mark in `text` at or behind byte `from`.
pub(super) fn first(text: &str, from: usize) -> Option<TextRange> {
    let finder = memchr::memmem::Finder::new(MARK_OPEN);
    let mut at = from;
    loop {
        let start = at + finder.find(text.as_bytes().get(at..)?)?;
        if let Some(length) = text.get(start..).and_then(at_head) {
            return Some(TextRange::new(start, start + length));
        }
        at = start + MARK_OPEN.len();
    }
}

/// How long the mark is that `text` begins with.
pub(super) fn at_head(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(MARK_OPEN)?;
    let ends = |c: char| c == MARK_CLOSE || c == '\n';
    let (end, found) = inside
        .char_indices()
        .take_while(|(at, _)| *at < MARK_LIMIT)
        .find(|(_, c)| ends(*c))?;
    (found == MARK_CLOSE).then(|| MARK_OPEN.len() + end + MARK_CLOSE.len_utf8())
}

/// A text in UTF-8 that begins at byte `start` of its file, without its marks; nothing where it has none.
pub(super) fn left_out(text: &str, start: usize) -> Option<(String, SourceMap, Vec<OwnMark>)> {
    let mut mark = first(text, 0)?;
    let mut rest = String::with_capacity(text.len());
    let mut map = SourceMap::default();
    let part = map.add_part("");
    let mut marks = Vec::new();
    let mut from = 0;
    loop {
        let kept = text.get(from..mark.start()).unwrap_or("");
        if !kept.is_empty() {
            let origin = Origin::Verbatim {
                start: offset(start + from),
            };
            map.push(rest.len(), part, origin);
            rest.push_str(kept);
        }
        if mark.is_empty() {
            return Some((rest, map, marks));
        }
        marks.push(OwnMark {
            bytes: offset(start + mark.start())..offset(start + mark.end()),
            text: mark.slice(text).into(),
        });
        from = mark.end();
        mark = first(text, from).unwrap_or(TextRange::empty(text.len()));
    }
}

pub(super) fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
