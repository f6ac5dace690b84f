//! Places as people count them: line and column, headings, paragraph, table cell, page.
//!
//! Built once for a document that has findings, from its text and nodes, and no more of it than is asked for.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::cells::{CellPlace, Cells};
use crate::document::outline::{Outline, Section};
use crate::document::{Document, Lines, Node, NodeIndex, NodeKind};
use crate::text::{LineColumn, LineIndex, TextRange};

/// A place in a document in a person's own terms.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Location {
    /// The headings above the place, from the outermost in.
    pub heading: Vec<String>,
    /// Whether the place is in the signature block at the end, which stands under no heading.
    pub is_signature: bool,
    /// Number of the paragraph among those that hold text, 1-based; in an e-book among those of its chapter.
    pub paragraph: usize,
    /// Page, 1-based; only where the file has pages, or the program that saved it recorded its page breaks.
    pub page: Option<usize>,
    /// Line on the page, 1-based; only in files that are printed pages.
    pub line: Option<usize>,
    /// The chapter of an e-book, by the name of its file.
    pub chapter: Option<String>,
    /// The table cell.
    pub table: Option<CellPlace>,
    /// The sheet of a workbook, by its name.
    pub sheet: Option<String>,
    /// The slide, 1-based.
    pub slide: Option<usize>,
    /// Whether the sheet, row, column or slide is hidden.
    pub is_hidden: bool,
    /// The part outside the body's paragraphs that holds the place: header, note, comment, text box, chart, property.
    pub part: Option<NodeKind>,
}

/// Answers "where is that?" for one document.
#[derive(Debug)]
pub struct Locator<'d> {
    document: &'d Document,
    lines: LineIndex<'d>,
    /// Made when first asked for: a line and a column take no walk through all of a text.
    nodes: OnceCell<NodeIndex<'d>>,
    outline: OnceCell<Outline>,
    cells: OnceCell<Cells>,
    /// Places of the recorded page breaks.
    pages: OnceCell<Vec<usize>>,
}

impl<'d> Locator<'d> {
    /// Index the lines of `document`.
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            lines: LineIndex::new(&document.text),
            nodes: OnceCell::new(),
            outline: OnceCell::new(),
            cells: OnceCell::new(),
            pages: OnceCell::new(),
        }
    }

    /// The document that this answers for.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Line and columns of byte `offset`.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        self.document.lines.line_column(offset, &self.lines)
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
        let pages = self.pages();
        let nodes = || self.nodes_around(range);
        let node = |kind: NodeKind| nodes().find(|node| node.kind == kind);
        let detail = |kind: NodeKind| node(kind)?.detail.as_deref();
        let chapter = node(NodeKind::Chapter);
        let sheet = detail(NodeKind::Sheet).map(str::to_owned);
        let slide = detail(NodeKind::Slide).and_then(|number| number.parse().ok());
        let has_pages = matches!(self.document.lines, Lines::OfPages(_));
        Location {
            line: (has_pages && in_flow).then(|| self.line_column(offset).line),
            chapter: chapter.and_then(|node| node.detail.as_deref().map(str::to_owned)),
            heading: if in_flow {
                self.heading_path(offset)
            } else {
                Vec::new()
            },
            is_signature: in_flow && self.outline().is_signature(offset),
            paragraph: {
                let first = chapter.map_or(0, |chapter| chapter.range.start());
                self.outline().paragraph(offset, first)
            },
            page: (if has_pages {
                part != Some(NodeKind::Property)
            } else {
                in_flow && !pages.is_empty()
            })
            .then(|| pages.partition_point(|&place| place <= offset) + 1),
            table: self.cell(range),
            is_hidden: (sheet.is_some() || slide.is_some())
                && nodes().any(|node| node.kind == NodeKind::Hidden),
            sheet,
            slide,
            part,
        }
    }

    /// The part outside the body's flow that holds `range`.
    pub fn part(&self, range: TextRange) -> Option<NodeKind> {
        self.nodes_around(range)
            .map(|node| node.kind)
            .find(|kind| kind.is_outside_body())
    }

    /// What the place is counted under in summaries.
    pub fn section(&self, range: TextRange) -> Section<'_> {
        match self.part(range).filter(|part| !part.hangs_on_a_paragraph()) {
            Some(part) => Section::Part(part),
            None => {
                let text = &self.document.text;
                self.outline().section(range.start(), &self.lines, text)
            }
        }
    }

    fn heading_path(&self, offset: usize) -> Vec<String> {
        let text = &self.document.text;
        let mut path: Vec<String> = self
            .outline()
            .headings_above(offset)
            .map(|heading| heading.title(&self.lines, text).to_owned())
            .collect();
        path.reverse();
        path
    }

    fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(self.document))
    }

    fn pages(&self) -> &[usize] {
        self.pages.get_or_init(|| {
            let nodes = self.document.nodes.iter();
            nodes
                .filter(|node| node.kind == NodeKind::PageBreak)
                .map(|node| node.range.start())
                .collect()
        })
    }

    fn node_index(&self) -> &NodeIndex<'d> {
        self.nodes.get_or_init(|| NodeIndex::new(self.document))
    }

    fn nodes_around(&self, range: TextRange) -> impl Iterator<Item = &'d Node> {
        self.node_index().around(range)
    }

    fn cell(&self, range: TextRange) -> Option<CellPlace> {
        let is_cell = |node: &Node| node.kind == NodeKind::TableCell;
        let cell = self.nodes_around(range).find(|node| is_cell(node))?;
        let cells = self.cells.get_or_init(|| Cells::of(self.document));
        cells.place(cell, &self.document.text)
    }
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
        assert_eq!(&text[locator.paragraph(text.len())], "眉");
    }
}
