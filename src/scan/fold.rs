//! The form of a text in which patterns are matched, and the way back to the original places.
//!
//! Full-width letters, digits and symbols become ASCII, special spaces become plain ones, invisible characters vanish, and so
//! does the single space that formatters put between Han and Latin characters. In Markdown the stars round strong words vanish,
//! too. Chinese punctuation stays.

use std::borrow::Cow;

use crate::text::{TextRange, fold, is_joint};

/// Markdown's mark before and behind strong words.
pub(super) const STRONG: &str = "**";

/// A folded text with its map.
#[derive(Debug)]
pub(super) struct Folded<'t> {
    text: Cow<'t, str>,
    pieces: Vec<Piece>,
}

/// A run of the folded text: byte for byte the original, or one character that stands for another.
#[derive(Clone, Copy, Debug)]
struct Piece {
    folded: usize,
    original: usize,
    /// Length of the original character where the piece is one that was replaced.
    replaced: Option<usize>,
}

impl<'t> Folded<'t> {
    /// Fold `text`. Borrows it when nothing changes.
    pub(super) fn new(text: &'t str) -> Self {
        Self::without(text, &[])
    }

    /// Fold `text`, which is Markdown.
    pub(super) fn of_markdown(text: &'t str) -> Self {
        Self::without(text, &strong_marks(text))
    }

    /// Fold `text` without the `marks`: the places of [`STRONG`], in order.
    fn without(text: &'t str, marks: &[usize]) -> Self {
        let first = first_change(text).into_iter().chain(marks.first().copied());
        let Some(first) = first.min() else {
            return Self {
                text: Cow::Borrowed(text),
                pieces: Vec::new(),
            };
        };
        let mut out = String::with_capacity(text.len());
        out.push_str(&text[..first]);
        let mut pieces = vec![Piece {
            folded: 0,
            original: 0,
            replaced: None,
        }];
        let mut previous = text[..first].chars().next_back();
        let mut copying = true;
        let mut marks = marks.iter().copied().peekable();
        for (at, c) in text[first..].char_indices().map(|(at, c)| (first + at, c)) {
            while marks.next_if(|mark| mark + STRONG.len() <= at).is_some() {}
            if marks.peek().is_some_and(|mark| *mark <= at) {
                copying = false;
                continue;
            }
            let folded = fold(c);
            if folded == Some(c) && !vanishes(c, previous, text, at) {
                if !copying {
                    pieces.push(Piece {
                        folded: out.len(),
                        original: at,
                        replaced: None,
                    });
                    copying = true;
                }
                out.push(c);
            } else {
                copying = false;
                if let Some(folded) = folded.filter(|&f| !vanishes(f, previous, text, at)) {
                    let replaced = Some(c.len_utf8());
                    pieces.push(Piece {
                        folded: out.len(),
                        original: at,
                        replaced,
                    });
                    out.push(folded);
                }
            }
            previous = folded.or(previous);
        }
        Self {
            text: Cow::Owned(out),
            pieces,
        }
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the original text of the bytes `start..end` of the folded one.
    pub(super) fn unfold(&self, start: usize, end: usize) -> TextRange {
        if self.pieces.is_empty() {
            return TextRange::new(start, end);
        }
        let piece = self.piece_at(start);
        let from = match piece.replaced {
            Some(_) => piece.original,
            None => piece.original + (start - piece.folded),
        };
        if end <= start {
            return TextRange::empty(from);
        }
        let piece = self.piece_at(end - 1);
        let to = match piece.replaced {
            Some(length) => piece.original + length,
            None => piece.original + (end - piece.folded),
        };
        TextRange::new(from, to)
    }

    /// The place in the folded text of byte `offset` of the original one: the way there, always on a character boundary
    /// if `offset` is.
    pub(super) fn refold(&self, offset: usize) -> usize {
        let after = self
            .pieces
            .partition_point(|piece| piece.original <= offset);
        let end = self
            .pieces
            .get(after)
            .map_or(self.text.len(), |next| next.folded);
        match after
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index))
        {
            Some(piece)
                if piece
                    .replaced
                    .is_none_or(|length| offset >= piece.original + length) =>
            {
                (piece.folded + (offset - piece.original)).min(end)
            }
            Some(piece) => piece.folded,
            None => offset.min(end),
        }
    }

    fn piece_at(&self, offset: usize) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.folded <= offset);
        let first = Piece {
            folded: 0,
            original: 0,
            replaced: None,
        };
        after
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index))
            .copied()
            .unwrap_or(first)
    }
}

/// Whether a character of the folded text is the space that a formatter put between Han and Latin.
fn vanishes(folded: char, previous: Option<char>, text: &str, at: usize) -> bool {
    if folded != ' ' {
        return false;
    }
    let next = text[at..].chars().nth(1).and_then(fold);
    let (Some(before), Some(after)) = (previous, next) else {
        return false;
    };
    is_joint(before, after)
}

/// The places of the stars that make words strong, in pairs: each mark touches the words between them (CommonMark §6.2 calls
/// this left- and right-flanking), and stands in no longer row of stars.
fn strong_marks(text: &str) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut opening = None;
    for (at, _) in text.match_indices(STRONG) {
        let (before, behind) = (&text[..at], &text[at + STRONG.len()..]);
        let (last, next) = (before.chars().next_back(), behind.chars().next());
        if last == Some('*') || next == Some('*') {
            opening = None;
            continue;
        }
        let is_outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let touches = |inner: Option<char>, outer: Option<char>| {
            inner.is_some_and(|c| c.is_alphanumeric() || !c.is_whitespace() && is_outside(outer))
        };
        match opening {
            Some(from) if touches(last, next) && !text[from..at].contains('*') => {
                marks.extend([from - STRONG.len(), at]);
                opening = None;
            }
            _ if touches(next, last) => opening = Some(at + STRONG.len()),
            _ => {}
        }
    }
    marks
}

fn first_change(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        // Most characters are told by their first byte to stay as they are.
        match byte {
            0xe4..=0xe9 => at += 3,
            0x21..=0x7f => at += 1,
            _ => {
                let c = text.get(at..)?.chars().next()?;
                let previous = || text[..at].chars().next_back();
                if fold(c) != Some(c) || (c == ' ' && vanishes(c, previous(), text, at)) {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str, needle: &str, original: &str) {
        let view = Folded::new(text);
        assert_eq!(view.text(), folded);
        let start = folded.find(needle).unwrap();
        let place = view.unfold(start, start + needle.len());
        assert_eq!(place.slice(text), original);
        assert_eq!(view.refold(place.start()), start);
        for (at, _) in text.char_indices() {
            assert!(view.text().is_char_boundary(view.refold(at)), "{text} {at}");
        }
        assert_eq!(view.refold(text.len()), folded.len());
    }

    #[test]
    fn folds_and_finds_the_way_back() {
        check("党的ＸＸ大精神", "党的XX大精神", "XX大", "ＸＸ大");
        check("党的 XX 大精神", "党的XX大精神", "党的XX大", "党的 XX 大");
        check("第　　号，＿＿＿元", "第  号，___元", "___", "＿＿＿");
        check(
            "多\u{200b}少\u{ad}次",
            "多少次",
            "多少次",
            "多\u{200b}少\u{ad}次",
        );
        check("共 5 人、张 三", "共5人、张 三", "张 三", "张 三");
        check("年  月  日", "年  月  日", "年  月", "年  月");
    }

    #[test]
    fn strong_words_in_markdown_are_read_without_their_stars() {
        for (text, folded) in [
            ("走访**多少**次，增长**XX%**。", "走访多少次，增长XX%。"),
            ("党的**XX**大", "党的XX大"),
            ("**____** 年", "____ 年"),
            ("张**，李**", "张**，李**"),
            ("** 多少次 **", "** 多少次 **"),
            ("法医****比对**", "法医****比对**"),
            ("甲**乙", "甲**乙"),
        ] {
            assert_eq!(Folded::of_markdown(text).text(), folded);
            assert_eq!(Folded::new(text).text(), text);
        }
        let text = "走访**多少**次，　**XX**家";
        let view = Folded::of_markdown(text);
        for (needle, original) in [
            ("多少次", "多少**次"),
            ("XX家", "XX**家"),
            ("访多", "访**多"),
        ] {
            let start = view.text().find(needle).unwrap();
            let place = view.unfold(start, start + needle.len());
            assert_eq!(place.slice(text), original);
            assert_eq!(view.refold(place.start()), start);
        }
        assert_eq!(view.refold(text.len()), view.text().len());
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        assert!(matches!(
            Folded::new("今天，很好（真的）。").text,
            Cow::Borrowed(_)
        ));
    }
}
