//! The piece of a paragraph that is shown round a finding. A whole line is never printed: it may be megabytes long.
//!
//! Owns the choice of the piece and its harmless rendering with the places to mark. Knows no findings.

use std::ops::Range;

use crate::report::sanitize::{picture, pictures};
use crate::text::{char_width, clause_around, sentence_around};

/// A piece of a paragraph, ready to print on one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The text to print, with an ellipsis where something was cut off.
    pub(super) text: String,
    /// The places to mark, in bytes of [`text`](Self::text).
    pub(super) marks: Vec<Range<usize>>,
}

/// The bytes of `paragraph` to show round `focus` so that they and the ellipses fit into `columns`.
pub(super) fn around(paragraph: &str, focus: Range<usize>, columns: usize) -> Range<usize> {
    let focus_end = focus.end.min(paragraph.len());
    let focus_start = focus.start.min(focus_end);
    // The indent of a Chinese paragraph says nothing.
    let indent = paragraph.len() - paragraph.trim_start().len();
    let start = indent.min(focus_start);
    let text = |range: Range<usize>| paragraph.get(range).unwrap_or("");

    if let (end, Some(_)) = take(text(start..paragraph.len()).chars(), columns) {
        return start..start + end;
    }
    let room = columns.saturating_sub(2);
    let (shown, left) = take(text(focus_start..focus_end).chars(), room);
    let Some(left) = left else {
        // The finding alone is too long: show its beginning.
        return focus_start..focus_start + shown;
    };
    let before = text(start..focus_start);
    let after = text(focus_end..paragraph.len());
    // What leads up to a finding explains it less than what follows, so it gets two fifths of the room.
    let (_, unused) = take(after.chars(), left - left * 2 / 5);
    let (behind, _) = take(before.chars().rev(), left * 2 / 5 + unused.unwrap_or(0));
    let used = text(focus_start - behind..focus_start)
        .chars()
        .map(char_cost)
        .sum();
    let (ahead, _) = take(after.chars(), left.saturating_sub(used));
    focus_start - behind..focus_end + ahead
}

/// A piece of a paragraph, and how many of the marks are in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// How many of the marks that follow those of the pieces before.
    pub(super) marks: usize,
}

/// The bytes of `paragraph` to show so that each of `marks`, sorted by their starts, is seen in its clause. Clauses that nearly
/// touch are one piece; a long clause is cut.
pub(super) fn pieces(paragraph: &str, marks: &[Range<usize>]) -> Vec<Piece> {
    let indent = paragraph.len() - paragraph.trim_start().len();
    let text_end = paragraph.trim_end().len();
    let mut pieces: Vec<Piece> = Vec::new();
    for mark in marks {
        let Range { mut start, mut end } = clause(paragraph, mark);
        // A little at either end is no longer than the ellipsis that would stand for it.
        if is_near(paragraph, indent..start) {
            start = indent.min(mark.start);
        }
        if is_near(paragraph, end..text_end) {
            end = text_end.max(end.min(mark.end));
        }
        match pieces.last_mut() {
            Some(last) if is_near(paragraph, last.range.end..start) => {
                last.range.end = last.range.end.max(end);
                last.marks += 1;
            }
            _ => pieces.push(Piece {
                range: start..end,
                marks: 1,
            }),
        }
    }
    pieces
}

/// From the beginning of the sentence round `mark`, as much of it as fits in whole clauses, to the end of the clause.
fn clause(paragraph: &str, mark: &Range<usize>) -> Range<usize> {
    let text = |range: Range<usize>| paragraph.get(range).unwrap_or("");
    let (marked, left) = take(text(mark.clone()).chars(), LONGEST_MARK);
    let mark = mark.start..mark.start + marked;
    let (before, whole) = take(text(0..mark.start).chars().rev(), BEFORE);
    let after = match left {
        Some(_) => take(text(mark.end..paragraph.len()).chars(), AFTER).0,
        None => 0,
    };
    let around = text(mark.start - before..mark.end + after);
    let within = before..before + marked;
    let end = clause_around(around, within.clone()).end;
    let mut start = sentence_around(around, within).start;
    if start == 0 && whole.is_none() {
        let lead = around.get(..before).unwrap_or("");
        start = lead.find(['，', '、', '：', ',']).map_or(0, |at| {
            at + lead
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8)
        });
    }
    let offset = mark.start - before;
    offset + start..offset + end
}

/// Whether what is between two pieces is too short to be left out.
fn is_near(paragraph: &str, gap: Range<usize>) -> bool {
    let gap = paragraph.get(gap).unwrap_or("");
    take(gap.chars(), NEAR).1.is_some()
}

/// How many columns of a clause are shown before and after a mark, and of the mark itself.
const BEFORE: usize = 60;
const AFTER: usize = 40;
const LONGEST_MARK: usize = 80;

/// Pieces that are no further apart are one.
const NEAR: usize = 12;

/// Render `range` of `paragraph`, marking those parts of `marks` that are inside; an empty mark stands for its place.
pub(super) fn render(
    paragraph: &str,
    range: Range<usize>,
    marks: impl IntoIterator<Item = Range<usize>>,
) -> Window {
    let mut text = String::new();
    let indent = paragraph.len() - paragraph.trim_start().len();
    if range.start > indent {
        text.push('…');
    }
    let mut offsets = Vec::new();
    for (at, c) in pictures(paragraph.get(range.clone()).unwrap_or("")) {
        offsets.push((range.start + at, text.len()));
        text.push(c);
    }
    let end = text.len();
    if range.end < paragraph.trim_end().len() {
        text.push('…');
    }
    let shown = |offset: usize| {
        let index = offsets.partition_point(|&(original, _)| original < offset);
        offsets.get(index).map_or(end, |&(_, shown)| shown)
    };
    let marks = marks
        .into_iter()
        .filter(|mark| range.start <= mark.start && mark.start <= range.end)
        .map(|mark| shown(mark.start)..shown(mark.end.min(range.end)))
        .collect();
    Window { text, marks }
}

/// How many bytes of `characters` fit into `columns`, and the columns left when all of them do.
fn take(characters: impl Iterator<Item = char>, columns: usize) -> (usize, Option<usize>) {
    let mut left = columns;
    let mut bytes = 0;
    for c in characters {
        let Some(rest) = left.checked_sub(char_cost(c)) else {
            return (bytes, None);
        };
        left = rest;
        bytes += c.len_utf8();
    }
    (bytes, Some(left))
}

/// Columns to reckon for `c`. A combining mark counts too, lest a million of them fit into one column; a `[` may
/// become a wide one.
fn char_cost(c: char) -> usize {
    match picture(c) {
        Some(_) => 1,
        None if c == '[' => 2,
        None => char_width(c).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::display_width;
    use std::iter::once;

    #[test]
    fn keeps_the_finding_and_fits() {
        let paragraph = format!("　　{}多少次{}", "前".repeat(100), "后".repeat(100));
        let at = paragraph.find("多少次").unwrap();
        for columns in 20..120 {
            let range = around(&paragraph, at..at + 9, columns);
            let window = render(&paragraph, range, once(at..at + 9));
            assert!(display_width(&window.text) <= columns);
            assert!(display_width(&window.text) + 3 >= columns, "room is used");
            assert_eq!(&window.text[window.marks[0].clone()], "多少次");
        }
    }

    #[test]
    fn a_finding_near_an_end_leaves_its_room_to_the_other_side() {
        let paragraph = format!("多少次{}多少人", "中".repeat(100));
        let first = render(&paragraph, around(&paragraph, 0..9, 40), once(0..9));
        assert!(first.text.starts_with("多少次中") && display_width(&first.text) >= 37);
        let end = paragraph.len();
        let last = render(
            &paragraph,
            around(&paragraph, end - 9..end, 40),
            once(end - 9..end),
        );
        assert!(last.text.ends_with("中多少人") && display_width(&last.text) >= 37);
    }

    #[test]
    fn each_mark_is_seen_in_its_clause() {
        let filler = "一句没有什么要改的很长的话".repeat(8);
        let paragraph =
            format!("　　{filler}。全年开会多少次，走访多少户。{filler}，印发多少期，{filler}");
        let marks: Vec<_> = ["多少次", "多少户", "多少期"]
            .map(|words| {
                let at = paragraph.find(words).unwrap();
                at..at + words.len()
            })
            .to_vec();
        let found = pieces(&paragraph, &marks);
        let shown: Vec<&str> = found
            .iter()
            .map(|piece| &paragraph[piece.range.clone()])
            .collect();
        assert_eq!(shown[0], "全年开会多少次，走访多少户。");
        assert_eq!(shown[1], "印发多少期，");
        assert_eq!((shown.len(), found[0].marks, found[1].marks), (2, 2, 1));
    }

    #[test]
    fn a_long_finding_and_many_marks_are_cut() {
        let blank = "_".repeat(1000);
        let window = render(&blank, around(&blank, 0..1000, 30), once(0..1000));
        assert_eq!(window.text, format!("{}…", "_".repeat(28)));
        assert_eq!(window.marks.first(), Some(&(0..28)));
        let zalgo = "\u{301}".repeat(1_000_000);
        assert!(around(&zalgo, 10..12, 60).len() < 200);
    }
}
