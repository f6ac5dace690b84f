//! What lies beside the places that a note silences: where a person may have meant it to count.
//!
//! What a note does silence is `scope`'s affair.

use crate::document::{Document, NodeKind};
use crate::filter::note::Note;
use crate::text::{TextRange, paragraph_around};

/// How many lines of a block above or below a note count as beside it.
const REACH: usize = 10;

/// Finds what lies beside the places that notes silence, where a person may have meant a note to count.
pub(super) struct Beside<'d> {
    text: &'d str,
    /// The last answer, so that many notes in one long line do not each walk through it.
    last: Option<(TextRange, [TextRange; 2])>,
}

impl<'d> Beside<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            text: &document.text,
            last: None,
        }
    }

    /// The blocks of lines above and below a note with all that it silences; of a reviewer's comment the paragraph that it
    /// is about a part of.
    pub(super) fn places(&mut self, note: &Note<'_>, scopes: &[TextRange]) -> [TextRange; 2] {
        let is_reviewer_s = note
            .comment
            .is_some_and(|node| node.kind == NodeKind::Comment);
        if is_reviewer_s {
            let about = scopes.first().map_or(0, |scope| scope.start());
            return [self.lines(TextRange::empty(about)), TextRange::empty(0)];
        }
        let all = scopes.iter().fold(note.range, |all, scope| {
            let end = all.end().max(scope.end()).min(self.text.len());
            TextRange::new(all.start().min(scope.start()), end)
        });
        match self.last {
            Some((last, places)) if last.start() <= all.start() && all.end() <= last.end() => {
                places
            }
            _ => {
                let lines = self.lines(all);
                let places = [self.above(lines.start()), self.below(lines.end())];
                self.last = Some((lines, places));
                places
            }
        }
    }

    /// The whole lines that `range` touches.
    fn lines(&self, range: TextRange) -> TextRange {
        let start = paragraph_around(self.text, range.start()).start;
        // A range may end with the end of its last line.
        let last = range.end().saturating_sub(1).max(range.start());
        TextRange::new(
            start,
            paragraph_around(self.text, last).end.max(range.end()),
        )
    }

    fn above(&self, start: usize) -> TextRange {
        let before = self.text.get(..start).unwrap_or("").trim_end();
        let lines = before.rsplit('\n').take(REACH);
        let block: usize = lines
            .take_while(|line| !line.trim().is_empty())
            .map(|line| line.len() + 1)
            .sum();
        TextRange::new((before.len() + 1).saturating_sub(block), before.len())
    }

    fn below(&self, end: usize) -> TextRange {
        let rest = self.text.get(end..).unwrap_or("");
        let start = end + rest.len() - rest.trim_start().len();
        let lines = rest.trim_start().split('\n').take(REACH);
        let block: usize = lines
            .take_while(|line| !line.trim().is_empty())
            .map(|line| line.len() + 1)
            .sum();
        TextRange::new(start, (start + block).min(self.text.len()).max(start))
    }
}
