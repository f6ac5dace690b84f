//! Paragraphs, sentences and clauses of a text, found outwards from a place.
//!
//! Chinese and Latin punctuation both count. Nothing is precomputed: a text without findings is never split.

use std::ops::Range;

/// Ends a line inside a paragraph (Word's manual line break): part of the paragraph, but no sentence runs over it.
pub const LINE_SEPARATOR: char = '\u{2028}';

/// The paragraph that holds byte `offset`, without its line end: the bytes between two `\n`.
pub fn paragraph_around(text: &str, offset: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let offset = offset.min(bytes.len());
    let start = bytes[..offset]
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |at| at + 1);
    let mut end = bytes[offset..]
        .iter()
        .position(|&b| b == b'\n')
        .map_or(bytes.len(), |at| offset + at);
    if end > start && bytes[end - 1] == b'\r' {
        end -= 1;
    }
    start..end
}

/// The sentence round `range` within `paragraph`, with its closing mark.
pub fn sentence_around(paragraph: &str, range: Range<usize>) -> Range<usize> {
    around(paragraph, range, ends_sentence)
}

/// The clause round `range` within `paragraph`, with its closing mark.
pub fn clause_around(paragraph: &str, range: Range<usize>) -> Range<usize> {
    around(paragraph, range, |c, next| {
        ends_sentence(c, next) || ends_clause(c, next)
    })
}

fn around(
    text: &str,
    range: Range<usize>,
    ends: impl Fn(char, Option<char>) -> bool,
) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or("");
    let mut start = 0;
    let mut next = text.get(range.start..).and_then(|rest| rest.chars().next());
    for (at, c) in before.char_indices().rev() {
        if ends(c, next) {
            start = at + c.len_utf8();
            break;
        }
        next = Some(c);
    }
    let mut end = text.len();
    let mut rest = text
        .get(range.end..)
        .unwrap_or("")
        .char_indices()
        .peekable();
    while let Some((at, c)) = rest.next() {
        if ends(c, rest.peek().map(|&(_, c)| c)) {
            end = range.end + at + c.len_utf8();
            break;
        }
    }
    start..end
}

fn ends_sentence(c: char, next: Option<char>) -> bool {
    match c {
        '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n' | LINE_SEPARATOR => true,
        '.' => next.is_none_or(char::is_whitespace),
        _ => false,
    }
}

fn ends_clause(c: char, next: Option<char>) -> bool {
    match c {
        '，' | '、' | '：' => true,
        ',' | ':' => next.is_none_or(|c| c.is_whitespace() || !c.is_ascii()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, needle: &str) -> Range<usize> {
        let start = text.find(needle).unwrap();
        start..start + needle.len()
    }

    #[test]
    fn finds_the_unit_round_a_place() {
        let text = "先写一句。开会多少次、走访多少户，共3.5小时！\r\n下一段";
        let paragraph = paragraph_around(text, text.find("走访").unwrap());
        assert_eq!(paragraph.start, 0);
        let line = &text[paragraph];
        assert!(line.ends_with('！'));
        assert_eq!(
            &line[sentence_around(line, at(line, "多少户"))],
            "开会多少次、走访多少户，共3.5小时！"
        );
        assert_eq!(
            &line[clause_around(line, at(line, "多少户"))],
            "走访多少户，"
        );
        assert_eq!(&line[clause_around(line, at(line, "3.5"))], "共3.5小时！");
        assert_eq!(paragraph_around("", 0), 0..0);
    }
}
