//! Places as people count them: line and column, headings, paragraph, table cell, page.
//!
//! Built once for a document that has findings, from its text and nodes; owns no state of its own.

use crate::document::{Document, Node, NodeKind, heading};
use crate::text::{LineColumn, LineIndex, TextRange};

/// A place in a document in a person's own terms.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Location {
    /// The headings above the place, from the outermost in.
    pub heading: Vec<String>,
    /// Number of the paragraph among those that hold text, 1-based.
    pub paragraph: usize,
    /// Page, 1-based; only where the program that saved the file recorded its page breaks.
    pub page: Option<usize>,
    /// The table cell.
    pub table: Option<CellPlace>,
    /// The part outside the body that holds the place: header, footer, note, comment, text box, property.
    pub part: Option<NodeKind>,
}

/// A cell of a table; all 1-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// Number of the outermost table in the document.
    pub table: usize,
    /// Row.
    pub row: usize,
    /// Cell in the row.
    pub column: usize,
}

/// Answers "where is that?" for one document.
#[derive(Debug)]
pub struct Locator<'d> {
    document: &'d Document,
    lines: LineIndex,
    /// Start and title of each heading with its rank, in text order.
    headings: Vec<(usize, heading::Rank, String)>,
    /// The highest rank that any heading has.
    top_rank: Option<heading::Rank>,
    /// Starts of the paragraphs that hold text.
    paragraphs: Vec<usize>,
    /// Places of the recorded page breaks.
    pages: Vec<usize>,
}

/// The kinds that are no part of the body's flow.
const OUTSIDE: &[NodeKind] = &[
    NodeKind::Header,
    NodeKind::Footer,
    NodeKind::Footnote,
    NodeKind::Endnote,
    NodeKind::Comment,
    NodeKind::TextBox,
    NodeKind::Property,
];

impl<'d> Locator<'d> {
    /// Index the lines, headings, paragraphs and pages of `document`.
    pub fn new(document: &'d Document) -> Self {
        let text = &document.text;
        let lines = LineIndex::new(text);
        let mut headings = Vec::new();
        let mut paragraphs = Vec::new();
        let mut styled = document
            .nodes
            .iter()
            .filter(|node| node.kind == NodeKind::Heading)
            .peekable();
        for number in 1..=lines.lines() {
            let start = lines.start(number);
            let end = if number == lines.lines() {
                text.len()
            } else {
                lines.start(number + 1)
            };
            let line = &text[start..end];
            if line.trim().is_empty() {
                continue;
            }
            paragraphs.push(start);
            while styled
                .next_if(|node| node.range.end() <= start && !node.range.is_empty())
                .is_some()
            {}
            let rank = match styled.peek() {
                Some(node) if node.range.start() < end => Some(level(node)),
                _ => heading::typed_rank(line),
            };
            if let Some(rank) = rank {
                headings.push((start, rank, heading::title(line)));
            }
        }
        let pages = document
            .nodes
            .iter()
            .filter(|node| node.kind == NodeKind::PageBreak)
            .map(|node| node.range.start())
            .collect();
        let top_rank = headings.iter().map(|&(_, rank, _)| rank).min();
        Self {
            document,
            lines,
            headings,
            top_rank,
            paragraphs,
            pages,
        }
    }

    /// The document that this answers for.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Line and columns of byte `offset`.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        self.lines.line_column(&self.document.text, offset)
    }

    /// The place of `range` in a person's terms.
    pub fn location(&self, range: TextRange) -> Location {
        let offset = range.start();
        let part = self
            .document
            .nodes_around(range)
            .map(|node| node.kind)
            .filter(|kind| OUTSIDE.contains(kind))
            .last();
        let in_flow = matches!(part, None | Some(NodeKind::TextBox));
        Location {
            heading: if in_flow {
                self.heading_path(offset)
            } else {
                Vec::new()
            },
            paragraph: self.paragraphs.partition_point(|&start| start <= offset),
            page: (in_flow && !self.pages.is_empty())
                .then(|| self.pages.partition_point(|&place| place <= offset) + 1),
            table: self.cell(range),
            part,
        }
    }

    /// The start of the outermost heading above byte `offset` and its title, for summaries by section.
    pub fn section(&self, offset: usize) -> Option<(usize, &str)> {
        let before = self
            .headings
            .partition_point(|&(start, ..)| start <= offset);
        let top = self.top_rank?;
        self.headings[..before]
            .iter()
            .rev()
            .find(|&&(_, rank, _)| rank == top)
            .map(|(start, _, title)| (*start, title.as_str()))
    }

    fn heading_path(&self, offset: usize) -> Vec<String> {
        let before = self
            .headings
            .partition_point(|&(start, ..)| start <= offset);
        let mut path = Vec::new();
        let mut lowest = heading::Rank::MAX;
        for (_, rank, title) in self.headings[..before].iter().rev() {
            if *rank < lowest {
                lowest = *rank;
                path.push(title.clone());
            }
            if Some(lowest) == self.top_rank {
                break;
            }
        }
        path.reverse();
        path
    }

    fn cell(&self, range: TextRange) -> Option<CellPlace> {
        let cell = self
            .document
            .nodes_around(range)
            .filter(|node| node.kind == NodeKind::TableCell)
            .last()?;
        let mut numbers = cell
            .detail
            .as_deref()?
            .split(':')
            .map(|number| number.parse().ok());
        Some(CellPlace {
            table: numbers.next()??,
            row: numbers.next()??,
            column: numbers.next()??,
        })
    }
}

fn level(node: &Node) -> heading::Rank {
    node.detail
        .as_deref()
        .and_then(|level| level.parse().ok())
        .unwrap_or(1)
}
