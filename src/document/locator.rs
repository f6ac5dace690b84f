//! Places as people count them: line and column, headings, paragraph, table cell, page.
//!
//! Built once for a document that has findings, from its text and nodes, and no more of it than is asked for.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::{Document, Node, NodeIndex, NodeKind, heading, node_index};
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
    /// The part outside the body's paragraphs that holds the place: header, note, comment, text box, chart, property.
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
    lines: LineIndex<'d>,
    /// Made when first asked for: a line and a column take no walk through all of a text.
    nodes: OnceCell<NodeIndex<'d>>,
    outline: OnceCell<Outline>,
}

/// The paragraphs of a document and what they stand under.
#[derive(Debug)]
struct Outline {
    /// The headings in text order.
    headings: Vec<Heading>,
    /// For each heading the one it stands under.
    parents: Vec<Option<usize>>,
    /// The highest rank that any heading has.
    top_rank: Option<heading::Rank>,
    /// Starts of the paragraphs that hold text.
    paragraphs: Vec<usize>,
    /// Places of the recorded page breaks.
    pages: Vec<usize>,
}

#[derive(Debug)]
struct Heading {
    start: usize,
    rank: heading::Rank,
    /// Made when first asked for: few of a long document's headings are ever named.
    title: OnceCell<String>,
}

/// The kinds that are no part of the body's flow.
const OUTSIDE: &[NodeKind] = &[
    NodeKind::Header,
    NodeKind::Footer,
    NodeKind::Footnote,
    NodeKind::Endnote,
    NodeKind::Comment,
    NodeKind::TextBox,
    NodeKind::WordArt,
    NodeKind::Chart,
    NodeKind::Diagram,
    NodeKind::Ruby,
    NodeKind::Property,
];

impl<'d> Locator<'d> {
    /// Index the lines of `document`.
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            lines: LineIndex::new(&document.text),
            nodes: OnceCell::new(),
            outline: OnceCell::new(),
        }
    }

    /// The document that this answers for.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Line and columns of byte `offset`.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        self.lines.line_column(offset)
    }

    /// The bytes of the paragraph that holds byte `offset`, without its line end.
    pub fn paragraph(&self, offset: usize) -> Range<usize> {
        let Range { start, end } = self.lines.around(offset);
        let text = self.document.text.get(start..end).unwrap_or("");
        start..end - usize::from(text.ends_with('\r'))
    }

    /// The place of `range` in a person's terms.
    pub fn location(&self, range: TextRange) -> Location {
        let offset = range.start();
        let part = self.part(range);
        let in_flow = part.is_none_or(NodeKind::hangs_on_a_paragraph);
        let Outline {
            paragraphs, pages, ..
        } = self.outline();
        Location {
            heading: if in_flow {
                self.heading_path(offset)
            } else {
                Vec::new()
            },
            paragraph: paragraphs.partition_point(|&start| start <= offset),
            page: (in_flow && !pages.is_empty())
                .then(|| pages.partition_point(|&place| place <= offset) + 1),
            table: self.cell(range),
            part,
        }
    }

    /// The part outside the body's flow that holds `range`.
    pub fn part(&self, range: TextRange) -> Option<NodeKind> {
        self.nodes_around(range)
            .map(|node| node.kind)
            .find(|kind| OUTSIDE.contains(kind))
    }

    /// The start of the outermost heading above byte `offset` and its title, for summaries by section.
    pub fn section(&self, offset: usize) -> Option<(usize, &str)> {
        self.headings_above(offset)
            .last()
            .filter(|heading| Some(heading.rank) == self.outline().top_rank)
            .map(|heading| (heading.start, self.title(heading)))
    }

    fn heading_path(&self, offset: usize) -> Vec<String> {
        let mut path: Vec<String> = self
            .headings_above(offset)
            .map(|heading| self.title(heading).to_owned())
            .collect();
        path.reverse();
        path
    }

    fn title<'h>(&self, heading: &'h Heading) -> &'h str {
        heading.title.get_or_init(|| {
            let line = self.lines.around(heading.start);
            heading::title(self.document.text.get(line).unwrap_or(""))
        })
    }

    /// The headings that byte `offset` stands under, from the innermost out.
    fn headings_above(&self, offset: usize) -> impl Iterator<Item = &Heading> {
        let Outline {
            headings, parents, ..
        } = self.outline();
        let last = headings
            .partition_point(|heading| heading.start <= offset)
            .checked_sub(1);
        std::iter::successors(last, |&index| parents.get(index).copied().flatten())
            .filter_map(|index| headings.get(index))
    }

    fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(self.document))
    }

    fn nodes_around(&self, range: TextRange) -> impl Iterator<Item = &'d Node> {
        let index = || NodeIndex::new(self.document);
        self.nodes.get_or_init(index).around(range)
    }

    fn cell(&self, range: TextRange) -> Option<CellPlace> {
        let cell = self
            .nodes_around(range)
            .find(|node| node.kind == NodeKind::TableCell)?;
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

impl Outline {
    fn of(document: &Document) -> Self {
        let text = document.text.as_str();
        let mut headings = Vec::new();
        let mut paragraphs = Vec::new();
        let mut styled = document
            .nodes
            .iter()
            .filter(|node| node.kind == NodeKind::Heading)
            .peekable();
        let line_ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let mut next = 0;
        for end in line_ends.chain([text.len()]) {
            let start = std::mem::replace(&mut next, end);
            let line = text.get(start..end).unwrap_or("");
            if line.trim_start().is_empty() {
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
            headings.extend(rank.map(|rank| Heading {
                start,
                rank,
                title: OnceCell::new(),
            }));
        }
        let page_breaks = document
            .nodes
            .iter()
            .filter(|node| node.kind == NodeKind::PageBreak);
        Self {
            top_rank: headings.iter().map(|heading| heading.rank).min(),
            parents: node_index::previous(&headings, |above, heading| above.rank < heading.rank),
            headings,
            paragraphs,
            pages: page_breaks.map(|node| node.range.start()).collect(),
        }
    }
}

fn level(node: &Node) -> heading::Rank {
    node.detail
        .as_deref()
        .and_then(|level| level.parse().ok())
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_by_its_headings_paragraph_cell_and_page() {
        let text = "报告\n\n一、甲\n（一）乙\n正文\r\n二、丙\n格\n眉";
        let at = |needle: &str| {
            let start = text.find(needle).unwrap();
            TextRange::new(start, start + needle.len())
        };
        let document = Document {
            text: text.into(),
            nodes: vec![
                Node::new(TextRange::empty(at("二、丙").start()), NodeKind::PageBreak),
                Node::with_detail(at("格"), NodeKind::TableCell, "1:2:3"),
                Node::new(at("眉"), NodeKind::Header),
            ],
            ..Document::default()
        };
        let locator = Locator::new(&document);
        let body = locator.location(at("正文"));
        assert_eq!(body.heading, ["一、甲", "（一）乙"]);
        assert_eq!((body.paragraph, body.page, body.table), (4, Some(1), None));
        assert_eq!(&text[locator.paragraph(at("文").start())], "正文");
        let cell = locator.location(at("格"));
        assert_eq!(
            (cell.heading, cell.page),
            (vec!["二、丙".to_owned()], Some(2))
        );
        assert_eq!(
            cell.table.map(|place| (place.row, place.column)),
            Some((2, 3))
        );
        let header = locator.location(at("眉"));
        assert_eq!((header.part, header.page), (Some(NodeKind::Header), None));
        assert!(header.heading.is_empty());
        assert_eq!(locator.section(at("正文").start()).unwrap().1, "一、甲");
        assert_eq!(locator.section(0), None);
        assert_eq!(&text[locator.paragraph(text.len())], "眉");
    }
}
