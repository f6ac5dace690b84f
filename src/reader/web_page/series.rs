//! Pages, one behind the other, that are one document: a saved page with its frames, a book, a mail.

use crate::document::{Document, Format, NodeKind, Problem, ProblemKind, UnreadContent};
use crate::reader::flow::{Flow, renumber_tables};
use crate::reader::office_parts::TEXT_LIMIT;
use crate::text::{Stop, TextRange};

use super::{Scope, read_page};

/// Pages that have been read so far.
pub(in crate::reader) struct Series {
    pub(in crate::reader) flow: Flow,
    pub(in crate::reader) problems: Vec<Problem>,
    unread: UnreadContent,
    tables: usize,
}

impl Default for Series {
    fn default() -> Self {
        Self {
            flow: Flow::new(0),
            problems: Vec::new(),
            unread: UnreadContent::default(),
            tables: 0,
        }
    }
}

impl Series {
    /// Read the page that the part `name` is, and write it to the end. The text that it became.
    pub(in crate::reader) fn add(
        &mut self,
        name: &str,
        bytes: &[u8],
        scope: Scope,
        stop: &Stop,
    ) -> Option<TextRange> {
        let mut page = read_page(bytes, scope, stop);
        for problem in std::mem::take(&mut page.problems) {
            match problem.kind {
                ProblemKind::UnreadContent(unread) => self.unread = self.unread.and(&unread),
                ProblemKind::TooSlow => self.has_problem(problem),
                kind => self.has_problem(Problem::in_part(kind, name)),
            }
        }
        renumber_tables(&mut page, self.tables);
        let tables = page.nodes.iter();
        self.tables += tables.filter(|node| node.kind == NodeKind::Table).count();
        let part = self.flow.add_part(name);
        self.flow.end_line();
        let place = self.flow.place();
        self.flow.append_document(&page, part, bytes.len());
        self.flow.end_line();
        self.flow.since(place)
    }

    /// Whether nothing more is kept, which it says.
    pub(in crate::reader) fn is_full(&mut self) -> bool {
        let limit = TEXT_LIMIT;
        let problem = match self.flow.pieces().problem() {
            None if self.flow.text.len() as u64 > limit => {
                Some(ProblemKind::ArchiveTooLarge { limit })
            }
            problem => problem,
        };
        let is_too_slow = |it: &Problem| it.kind == ProblemKind::TooSlow;
        match problem {
            Some(problem) => {
                self.has_problem(Problem::new(problem));
                true
            }
            None => self.problems.iter().any(is_too_slow),
        }
    }

    /// Something is wrong; it is said once.
    pub(in crate::reader) fn has_problem(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// The document that the pages are.
    pub(in crate::reader) fn into_document(mut self, format: Format) -> Document {
        if !self.unread.is_empty() {
            let kind = ProblemKind::UnreadContent(self.unread);
            self.problems.push(Problem::new(kind));
        }
        self.flow.into_document(format, self.problems)
    }
}
