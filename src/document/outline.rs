//! What the paragraphs of a document stand under: headings, sections, the signature block.
//!
//! Owns the hierarchy; what a typed heading is, `heading` knows. Made once for a document and asked by the locator.

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::ops::Range;

use crate::document::{Document, Format, Node, NodeKind, heading, node_index, signature};
use crate::text::LineIndex;

/// The paragraphs of a document and what they stand under.
#[derive(Debug)]
pub(super) struct Outline {
    /// The headings in text order.
    headings: Vec<Heading>,
    /// For each heading the one it stands under.
    parents: Vec<Option<usize>>,
    /// The rank of the headings that divide the document into sections.
    section_rank: Option<heading::Rank>,
    /// Starts of the paragraphs that hold text.
    paragraphs: Vec<usize>,
    /// Where the signature block begins and ends.
    signature: Range<usize>,
}

/// A heading.
#[derive(Debug)]
pub(super) struct Heading {
    start: usize,
    /// Where its line ends.
    end: usize,
    rank: heading::Rank,
    /// Whether its paragraph goes on behind the title.
    is_run_in: bool,
    /// Made when first asked for: few of a long document's headings are ever named.
    title: OnceCell<String>,
}

/// The sections that a document is summed up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section<'l> {
    /// Before the first heading of its rank.
    Beginning,
    /// A document without headings.
    Body,
    /// Under a heading.
    Heading {
        /// The heading's byte.
        start: usize,
        /// The heading's title.
        title: &'l str,
        /// How many headings stand above this one.
        depth: usize,
    },
    /// The signature block at the end.
    Signature,
    /// A part outside the body's flow.
    Part(NodeKind),
}

impl Outline {
    /// Go through the paragraphs of `document`.
    pub(super) fn of(document: &Document) -> Self {
        let text = document.text.as_str();
        let mut headings: Vec<Heading> = Vec::new();
        let mut paragraphs = Vec::new();
        let mut last_lines = LastLines::default();
        let mut styled = document
            .nodes
            .iter()
            .filter(|node| node.kind == NodeKind::Heading)
            .peekable();
        let mut surroundings = Surroundings::new(document);
        let line_ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let mut next = 0;
        for end in line_ends.chain([text.len()]) {
            let start = std::mem::replace(&mut next, end);
            let line = text.get(start..end).unwrap_or("");
            if line.trim_start().is_empty() {
                continue;
            }
            paragraphs.push(start);
            surroundings.go_to(start);
            if !surroundings.is_beside_flow() {
                last_lines.push(start..end);
            }
            while styled
                .next_if(|node| node.range.end() <= start && !node.range.is_empty())
                .is_some()
            {}
            let found = match styled.peek() {
                Some(node) if node.range.start() < end => Some((level(node), false)),
                _ => heading::typed(line)
                    .filter(|typed| surroundings.may_number_headings(typed.rank))
                    .map(|typed| (typed.rank, typed.is_run_in)),
            };
            headings.extend(found.map(|(rank, is_run_in)| Heading {
                start,
                end,
                rank,
                is_run_in,
                title: OnceCell::new(),
            }));
        }
        Self {
            section_rank: section_rank(&headings),
            parents: node_index::previous(&headings, |above, heading| above.rank < heading.rank),
            signature: last_lines.signature(text, headings.last()),
            headings,
            paragraphs,
        }
    }

    /// The number of the paragraph with text that holds byte `offset`, 1-based, counted from byte `first` on.
    pub(super) fn paragraph(&self, offset: usize, first: usize) -> usize {
        let paragraphs = &self.paragraphs;
        let before = paragraphs.partition_point(|&start| start < first);
        paragraphs.partition_point(|&start| start <= offset) - before
    }

    /// Whether byte `offset` stands in the signature block.
    pub(super) fn is_signature(&self, offset: usize) -> bool {
        self.signature.contains(&offset)
    }

    /// The headings that byte `offset` of the body stands under, from the innermost out.
    pub(super) fn headings_above(&self, offset: usize) -> impl Iterator<Item = &Heading> {
        let last = self
            .headings
            .partition_point(|heading| heading.start <= offset)
            .checked_sub(1)
            .filter(|_| !self.is_signature(offset));
        std::iter::successors(last, |&index| self.parents.get(index).copied().flatten())
            .filter_map(|index| self.headings.get(index))
            // A title at the head of a paragraph is that paragraph's, not that of the next one without a number. Of what
            // a whole document is divided by, each part reaches to the next one.
            .skip_while(move |heading| {
                let divides = self.section_rank.is_some_and(|rank| heading.rank <= rank);
                heading.is_run_in && heading.end <= offset && !divides
            })
    }

    /// The section that byte `offset` of the body belongs to.
    pub(super) fn section<'l>(
        &'l self,
        offset: usize,
        lines: &LineIndex<'_>,
        text: &str,
    ) -> Section<'l> {
        if self.is_signature(offset) {
            return Section::Signature;
        }
        let Some(rank) = self.section_rank else {
            return Section::Body;
        };
        let above: Vec<&Heading> = self.headings_above(offset).collect();
        let divides = above.iter().rposition(|heading| heading.rank >= rank);
        let is_title = |heading: &Heading| {
            let is_first = self.headings.first().map(|first| first.start) == Some(heading.start);
            is_first && heading.rank < heading::FIRST_TYPED_RANK
        };
        let index = match (divides, above.last()) {
            (Some(index), _) => index,
            // Under the title of the whole, which says nothing more.
            (None, Some(outermost)) if !is_title(outermost) => above.len() - 1,
            (None, _) => return Section::Beginning,
        };
        match above.get(index) {
            Some(heading) => Section::Heading {
                start: heading.start,
                title: heading.title(lines, text),
                depth: above.len() - 1 - index,
            },
            None => Section::Beginning,
        }
    }
}

impl Heading {
    /// What it is called.
    pub(super) fn title<'h>(&'h self, lines: &LineIndex<'_>, text: &str) -> &'h str {
        self.title.get_or_init(|| {
            let line = lines.around(self.start);
            heading::title(text.get(line).unwrap_or(""))
        })
    }
}

/// The highest rank that has several headings: a single one is the title of the whole. Where none has, the highest.
fn section_rank(headings: &[Heading]) -> Option<heading::Rank> {
    let mut ranks: Vec<heading::Rank> = headings.iter().map(|heading| heading.rank).collect();
    ranks.sort_unstable();
    let several = ranks
        .windows(2)
        .find_map(|pair| (pair.first() == pair.last()).then(|| pair.first().copied()));
    several.flatten().or_else(|| ranks.first().copied())
}

/// The last lines of the body's flow, of which some may be the signature block.
#[derive(Default)]
struct LastLines {
    lines: VecDeque<Range<usize>>,
    first_end: Option<usize>,
}

impl LastLines {
    fn push(&mut self, line: Range<usize>) {
        self.first_end.get_or_insert(line.end);
        self.lines.push_back(line);
        if self.lines.len() > signature::MOST_LINES {
            self.lines.pop_front();
        }
    }

    /// The lines that close the body: behind the last number, where there are numbers.
    fn signature(mut self, text: &str, last: Option<&Heading>) -> Range<usize> {
        let slice = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
        let after = match last {
            Some(heading) if heading::is_numbered(slice(&(heading.start..heading.end))) => {
                heading.end
            }
            // Behind a heading without a number they may belong to it.
            Some(_) => return 0..0,
            None => self.first_end.unwrap_or(0),
        };
        self.lines.retain(|line| line.start >= after);
        let count = signature::lines(self.lines.iter().map(slice));
        let first = self.lines.get(self.lines.len() - count);
        match (first, self.lines.back()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

fn level(node: &Node) -> heading::Rank {
    node.detail
        .as_deref()
        .and_then(|level| level.parse().ok())
        .unwrap_or(1)
}

/// What stands round the paragraphs, one after the other.
struct Surroundings<'d> {
    nodes: std::iter::Peekable<std::slice::Iter<'d, Node>>,
    /// Whether numbers with Arabic digits are the format's own lists.
    has_lists: bool,
    at: usize,
    cell_end: usize,
    contents_end: usize,
    outside_end: usize,
}

impl<'d> Surroundings<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            nodes: document.nodes.iter().peekable(),
            has_lists: document.format == Format::Markdown,
            at: 0,
            cell_end: 0,
            contents_end: 0,
            outside_end: 0,
        }
    }

    /// Go on to the paragraph at byte `start`.
    fn go_to(&mut self, start: usize) {
        self.at = start;
        while let Some(node) = self.nodes.next_if(|node| node.range.start() <= start) {
            let is_contents = || {
                node.detail
                    .as_deref()
                    .is_some_and(|field| field.trim_start().starts_with("TOC"))
            };
            let end = match node.kind {
                NodeKind::TableCell => &mut self.cell_end,
                NodeKind::ReferenceField if is_contents() => &mut self.contents_end,
                kind if kind.is_outside_body() => &mut self.outside_end,
                _ => continue,
            };
            *end = node.range.end().max(*end);
        }
    }

    /// Whether the paragraph is no line of the body between its paragraphs.
    fn is_beside_flow(&self) -> bool {
        self.at < self.cell_end.max(self.outside_end)
    }

    /// Whether numbers of this rank begin headings here, and not the items of a list or the lines of a table of contents.
    fn may_number_headings(&self, rank: heading::Rank) -> bool {
        let is_list = rank >= heading::FIRST_LIST_RANK && (self.has_lists || self.is_beside_flow());
        !is_list && self.at >= self.contents_end
    }
}
