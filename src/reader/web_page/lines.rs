//! Lines and columns of the source, for the places of the text.

use std::ops::Range;

use memchr::{memchr_iter, memrchr};

use crate::document::{LineAnchor, Lines};

/// A place in the source as an editor counts it; both numbers 1-based.
#[derive(Clone, Copy)]
pub(super) struct Position {
    line: usize,
    column: usize,
}

/// Counts lines and columns while the source is read from its start to its end.
pub(super) struct Cursor<'s> {
    source: &'s str,
    offset: usize,
    position: Position,
}

impl<'s> Cursor<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            offset: 0,
            position: Position { line: 1, column: 1 },
        }
    }

    /// The place of byte `offset`. Costs the distance from the place that was asked for last.
    pub(super) fn at(&mut self, offset: usize) -> Position {
        let (from, to) = (self.offset.min(offset), self.offset.max(offset));
        let between = self.source.get(from..to).unwrap_or("");
        let line_ends = memchr_iter(b'\n', between.as_bytes()).count();
        let Position { line, column } = &mut self.position;
        if offset >= self.offset {
            *line += line_ends;
            *column = match memrchr(b'\n', between.as_bytes()) {
                Some(end) => 1 + characters(between.get(end + 1..)),
                None => *column + characters(Some(between)),
            };
        } else if line_ends == 0 {
            *column -= characters(Some(between));
        } else {
            let before = self.source.get(..offset).unwrap_or("");
            let start = memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
            *line -= line_ends;
            *column = 1 + characters(before.get(start..));
        }
        self.offset = offset;
        self.position
    }
}

fn characters(text: Option<&str>) -> usize {
    text.map_or(0, |text| text.chars().count())
}

/// Where the pieces of the text stand in the lines of the source.
#[derive(Default)]
pub(super) struct Anchors {
    anchors: Vec<LineAnchor>,
    /// The byte of the source with which the newest piece goes on.
    next: Option<usize>,
    /// How many pieces were added since somebody counted them.
    pub(super) new: usize,
}

impl Anchors {
    /// From byte `offset` on the text is what stands at `position`. `source` are its bytes in the source where it is written there like
    /// this.
    pub(super) fn add(&mut self, offset: usize, position: Position, source: Option<Range<usize>>) {
        let goes_on = source.as_ref().map(|source| source.start) == self.next;
        if self.next.is_none() || !goes_on {
            self.new += 1;
            self.anchors.push(LineAnchor {
                offset,
                line: position.line,
                column: position.column,
            });
        }
        self.next = source.map(|source| source.end);
    }

    /// What is written next does not go on with the newest piece.
    pub(super) fn interrupt(&mut self) {
        self.next = None;
    }

    pub(super) fn into_lines(self) -> Lines {
        Lines::OfSource(self.anchors)
    }
}
