//! What a reader makes of a file: one flat text, where each piece of it came from, what it is, what went wrong.
//!
//! Owns the shape that every later stage relies on. Knows no file format and no rule; holds no line or column
//! (see [`Locator`] for the places people count).

mod advice;
mod cells;
mod edit;
mod format;
mod heading;
mod lines;
mod locator;
mod node;
mod node_index;
mod not_writable;
mod outline;
mod problem;
mod signature;
mod source_map;
mod text;
mod unread_content;

pub use cells::CellPlace;
pub(crate) use cells::{Cells, Rows, words};
pub use edit::{
    Applicability, COMMENT_AUTHOR, Edit, Fix, MARK_CLOSE, MARK_LIMIT, MARK_OPEN, OwnMark,
};
pub use format::Format;
pub use lines::{LineAnchor, Lines};
pub use locator::{Location, Locator};
pub use node::{Node, NodeKind};
pub use node_index::NodeIndex;
pub use not_writable::NotWritable;
pub use outline::Section;
pub use problem::{Extent, Pages, Problem, ProblemKind, Status};
pub use source_map::{Origin, Segment, SourceContext, SourceMap, SourceSpan};
pub use text::{Bytes, Text};
pub use unread_content::UnreadContent;

use crate::text::{TextRange, fold};

/// A document as read.
///
/// Paragraphs of [`text`](Self::text) end with `\n`; a manual line break inside a paragraph is U+2028.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The format it was read as.
    pub format: Format,
    /// The encoding of the file, where it is text: a name of the WHATWG Encoding Standard, or one of UTF-32.
    pub encoding: Option<&'static str>,
    /// How many bytes the file holds; 0 where it was not read.
    pub size: usize,
    /// The SHA-256 of the file's bytes, where the shell was asked for it. Readers leave it empty.
    pub digest: Option<[u8; 32]>,
    /// Everything a person reads, in reading order, as UTF-8.
    pub text: Text,
    /// In what lines its places are counted.
    pub lines: Lines,
    /// Where each byte of [`text`](Self::text) came from.
    pub map: SourceMap,
    /// Structure, sorted by start and then from the outside in.
    pub nodes: Vec<Node>,
    /// What was damaged, left out or unreadable.
    pub problems: Vec<Problem>,
    /// The marks of ours in a text file, in order; they are no part of [`text`](Self::text).
    pub own_marks: Vec<OwnMark>,
}

impl Document {
    /// A document that could not be read at all, for the one reason given.
    pub fn unread(format: Format, problem: Problem) -> Self {
        Self {
            format,
            problems: vec![problem],
            ..Self::default()
        }
    }

    /// The worst of what went wrong, as one word.
    pub fn status(&self) -> Status {
        self.problems
            .iter()
            .map(|problem| problem.kind.status())
            .max()
            .unwrap_or(Status::Ok)
    }

    /// Whether no damage and no limit cut off any of its text.
    pub fn has_whole_text(&self) -> bool {
        !self.problems.iter().any(|it| it.kind.may_lose_text())
    }

    /// How much of the file there was to check.
    pub fn extent(&self) -> Extent {
        let says_empty = |problem: &Problem| {
            matches!(problem.kind, ProblemKind::NoText | ProblemKind::NoDocuments)
        };
        match self.status() {
            status if status.is_whole_text() && self.problems.iter().any(says_empty) => {
                Extent::Empty
            }
            Status::Ok => Extent::Whole,
            _ if self.text.is_empty() => Extent::Nothing,
            _ => Extent::Part,
        }
    }

    /// Whether nothing can be read in it: it is empty, or all that it shows is white space and pictures. What a file says of
    /// itself (its title, its author) does not count. Looks for the first character that does: reading asks once and makes a
    /// problem of it.
    pub fn is_blank(&self) -> bool {
        let mut properties = self.nodes.iter().filter(|it| it.kind == NodeKind::Property);
        let mut from = 0;
        let is_white = |text: &str| text.chars().all(|c| c.is_whitespace() || fold(c).is_none());
        let before_each = properties.all(|property| {
            let before = self.text.get(from..property.range.start());
            from = property.range.end().max(from);
            before.is_none_or(is_white)
        });
        before_each && self.text.get(from..).is_none_or(is_white)
    }

    /// The nodes that hold the whole of `range`, from the outside in. Looks at every node before it: whoever asks for
    /// many places makes a [`NodeIndex`].
    pub fn nodes_around(&self, range: TextRange) -> impl Iterator<Item = &Node> {
        let end = self
            .nodes
            .partition_point(|node| node.range.start() <= range.start());
        self.nodes[..end]
            .iter()
            .filter(move |node| node.range.covers(range))
    }

    /// The nodes that share at least one byte with `range`, or hold it if it is empty.
    pub fn nodes_touching(&self, range: TextRange) -> impl Iterator<Item = &Node> {
        let end = self
            .nodes
            .partition_point(|node| node.range.start() <= range.end());
        self.nodes[..end]
            .iter()
            .filter(move |node| node.range.overlaps(range) || node.range.covers(range))
    }

    /// Put the nodes into the order that everybody relies on; each reader ends with this.
    pub fn sort_nodes(&mut self) {
        self.nodes
            .sort_by_key(|node| (node.range.start(), std::cmp::Reverse(node.range.end())));
    }
}
