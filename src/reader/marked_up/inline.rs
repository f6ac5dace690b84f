//! What several formats have alike in the words of a line: stretches between two signs, and signs for others.

use super::rewriter::Rewriter;

/// The words of a line while they are read: what was passed is written as it stands, once something else comes.
pub(super) struct Words<'o, 'r, 's> {
    pub(super) out: &'o mut Rewriter<'r>,
    pub(super) source: &'s str,
    /// Where in the source reading goes on, and where it ends.
    pub(super) at: usize,
    pub(super) end: usize,
    /// From where on nothing was written yet.
    written: usize,
}

impl<'o, 'r, 's> Words<'o, 'r, 's> {
    /// The words in these bytes of the source.
    pub(super) fn new(
        source: &'s str,
        start: usize,
        end: usize,
        out: &'o mut Rewriter<'r>,
    ) -> Self {
        Self {
            out,
            source,
            at: start,
            // A line that only breaks has none.
            end: end.max(start),
            written: start,
        }
    }

    /// What is left of the line.
    pub(super) fn rest(&self) -> &'s str {
        self.source.get(self.at..self.end).unwrap_or_default()
    }

    /// The character that was passed last.
    pub(super) fn before(&self) -> Option<char> {
        let passed = self.source.get(..self.at)?;
        passed.chars().next_back()
    }

    /// Pass `length` bytes, which are words.
    pub(super) fn pass(&mut self, length: usize) {
        self.at = (self.at + length).min(self.end);
    }

    /// Pass everything up to one of the `signs`. Whether there is one.
    pub(super) fn pass_to(&mut self, signs: &[char]) -> bool {
        let length = self.rest().find(signs);
        self.pass(length.unwrap_or(self.end - self.at));
        length.is_some()
    }

    /// The next `length` bytes stand for `shown`.
    pub(super) fn stand_for(&mut self, length: usize, shown: &str) {
        self.flush();
        let end = (self.at + length).min(self.end);
        self.out.replace(self.at..end, shown);
        self.at = end;
        self.written = end;
    }

    /// The next `length` bytes are something.
    pub(super) fn is(&mut self, length: usize, kind: crate::document::NodeKind) {
        self.flush();
        let end = (self.at + length).min(self.end);
        self.out.copy_as(self.at..end, kind);
        self.at = end;
        self.written = end;
    }

    /// Write what was passed.
    pub(super) fn flush(&mut self) {
        self.out.copy(self.written..self.at);
        self.written = self.at;
    }
}
