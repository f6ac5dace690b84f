//! Comments of a Word document: whose they are, which text they are about, and where that begins and ends.

use std::collections::HashMap;

use crate::reader::compound::bytes::{u16_at, u32_at, utf16_at};

use super::head::{Head, Table};
use super::places::Places;

/// What happens at a character of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A comment with this number is about what follows.
    Begin(usize),
    /// It was about what went before.
    End(usize),
    /// A comment hangs here.
    At(usize),
}

/// The comments of a document.
#[derive(Default)]
pub(super) struct Comments {
    /// Who wrote each.
    authors: Vec<String>,
    /// What happens where, in order.
    pub(super) marks: Vec<(u32, Mark)>,
}

impl Comments {
    /// Read what the tables in the stream `table` say.
    pub(super) fn read(head: &Head, table: &[u8]) -> Self {
        const COMMENT: usize = 30;
        let names = names(head.table(Table::CommentAuthors, table));
        let ranges = ranges(head, table);
        let mut comments = Self::default();
        let places = Places::new(head.table(Table::CommentPlaces, table), COMMENT);
        for (number, (place, entry)) in places.entries().enumerate() {
            let author = u16_at(entry, 20).and_then(|index| names.get(usize::from(index)));
            comments.authors.push(author.cloned().unwrap_or_default());
            let tag = u32_at(entry, 26);
            match tag.and_then(|tag| ranges.get(&tag)) {
                Some(&(start, end)) => {
                    comments.marks.push((start, Mark::Begin(number)));
                    comments.marks.push((end, Mark::End(number)));
                }
                None => comments.marks.push((place, Mark::At(number))),
            }
        }
        comments.marks.sort_by_key(|&(place, _)| place);
        comments
    }

    /// Who wrote the comment with this number.
    pub(super) fn author(&self, number: usize) -> &str {
        self.authors.get(number).map_or("", String::as_str)
    }
}

/// The names that stand one after the other, each with its length.
fn names(table: &[u8]) -> Vec<String> {
    let mut at = 0;
    let next = || {
        let length = usize::from(u16_at(table, at)?);
        let name = utf16_at(table, at + 2, length)?;
        at += 2 + length * 2;
        Some(name)
    };
    std::iter::from_fn(next).collect()
}

/// The ranges of text that comments are about, by the number that the two have in common.
fn ranges(head: &Head, table: &[u8]) -> HashMap<u32, (u32, u32)> {
    const START: usize = 4;
    /// The length of an empty name and what stands behind it.
    const TAG: usize = 12;
    let tags = head.table(Table::CommentRanges, table);
    let starts = Places::new(head.table(Table::CommentStarts, table), START);
    let ends = Places::new(head.table(Table::CommentEnds, table), 0);
    let range = |index: usize| {
        let tag = u32_at(tags, 6 + index * TAG + 4)?;
        let end = u16_at(starts.entry(index)?, 0)?;
        Some((tag, (starts.place(index)?, ends.place(usize::from(end))?)))
    };
    let count = u16_at(tags, 2).map_or(0, usize::from);
    (0..count).filter_map(range).collect()
}
