//! Markdown (CommonMark with tables, footnotes and task lists): the text is the file, the structure is nodes.
//!
//! Owns which syntax becomes which node. Decoding is the affair of `plain`, the places of tags that of `html`.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::document::{Bytes, Document, Format, Node, NodeKind, Problem, ProblemKind};
use crate::reader::{PIECE_LIMIT, fence, front_matter, html, plain};
use crate::text::{Stop, TextRange};

/// So many bytes are parsed at a time: the parser's tree takes up to forty times its text.
const WINDOW: usize = 8 << 20;

/// Read `bytes` as Markdown.
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    let mut document = plain::read(bytes, format, stop);
    let mut nodes = Vec::new();
    let mut at = front_matter::end(&document.text);
    if at > 0 {
        let settings = document.text.get(..at).unwrap_or_default().trim_ascii_end();
        let range = TextRange::new(0, settings.len());
        nodes.push(Node::new(range, NodeKind::FrontMatter));
    }
    let mut tables = 0;
    while at < document.text.len() {
        if stop.requested() {
            document.problems.push(Problem::new(ProblemKind::TooSlow));
            break;
        }
        let mut window = Window::new(&document.text, at, tables);
        window.parse();
        at = window.end;
        tables = window.tables;
        nodes.append(&mut window.nodes);
        if nodes.len() > PIECE_LIMIT && at < document.text.len() {
            let limit = PIECE_LIMIT;
            let problem = Problem::new(ProblemKind::TooManyPieces { limit });
            document.problems.push(problem);
            document.text.truncate(at);
            document.map.truncate(at);
            break;
        }
    }
    document.nodes = nodes;
    document.sort_nodes();
    document
}

/// The nodes of a stretch of the text that begins with a block.
struct Window<'t> {
    text: &'t str,
    start: usize,
    /// Where the next window begins.
    end: usize,
    nodes: Vec<Node>,
    links: Vec<OpenLink>,
    /// Numbers of the table, row and cell that come last.
    tables: usize,
    row: usize,
    cell: usize,
}

/// A link whose end has not come yet.
struct OpenLink {
    range: Range<usize>,
    kind: LinkType,
    /// The byte after the last thing inside its brackets.
    content_end: usize,
}

impl<'t> Window<'t> {
    fn new(text: &'t str, start: usize, tables: usize) -> Self {
        let mut end = start.saturating_add(WINDOW).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (nodes, links) = (Vec::new(), Vec::new());
        Self {
            text,
            start,
            end,
            nodes,
            links,
            tables,
            row: 0,
            cell: 0,
        }
    }

    fn parse(&mut self) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let text = self.text.get(self.start..self.end).unwrap_or_default();
        let mut events = Parser::new_ext(text, options).into_offset_iter();
        let mut depth = 0_usize;
        let mut last_block = (self.start, 0, self.tables);
        for (event, range) in events.by_ref() {
            let range = self.start + range.start..self.start + range.end;
            match &event {
                Event::Start(_) => {
                    if depth == 0 {
                        last_block = (range.start, self.nodes.len(), self.tables);
                    }
                    depth += 1;
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.event(event, range);
        }
        let definitions = events.reference_definitions();
        let spans: Vec<_> = definitions
            .iter()
            .map(|(_, definition)| definition.span.clone())
            .collect();
        // The window may have cut its last block short; the next window begins with that block.
        let (block_start, nodes, tables) = last_block;
        if self.end < self.text.len() && block_start > self.start {
            self.end = block_start;
            self.nodes.truncate(nodes);
            self.tables = tables;
        }
        for span in spans {
            let range = self.start + span.start..self.start + span.end;
            if range.end <= self.end {
                self.definition(range);
            }
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let end = range.end;
        match event {
            Event::Start(tag) => return self.start_tag(tag, range),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = self.links.pop() {
                    self.link_target(&link);
                }
            }
            Event::Code(_) => self.push(range, NodeKind::Code),
            Event::InlineHtml(_) => self.html(range),
            Event::FootnoteReference(_) => self.push(range, NodeKind::Link),
            Event::TaskListMarker(_) => self.push(range, NodeKind::Numbering),
            _ => {}
        }
        if let Some(link) = self.links.last_mut() {
            link.content_end = link.content_end.max(end);
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                let node = (
                    self.trimmed(range),
                    NodeKind::Heading,
                    (level as usize).to_string(),
                );
                self.nodes.push(Node::with_detail(node.0, node.1, node.2));
            }
            Tag::BlockQuote(_) => self.push(range, NodeKind::Quote),
            Tag::CodeBlock(kind) => {
                let block = self.text.get(range.clone()).unwrap_or_default();
                let is_text = match kind {
                    CodeBlockKind::Fenced(language) => fence::is_writing(&language, inside(block)),
                    CodeBlockKind::Indented => fence::is_indented_writing(block),
                };
                if !is_text {
                    self.push(range, NodeKind::CodeBlock);
                }
            }
            Tag::HtmlBlock => self.html(range),
            Tag::FootnoteDefinition(_) => self.push(range, NodeKind::Footnote),
            Tag::Table(_) => {
                self.tables += 1;
                self.row = 0;
                self.push(range, NodeKind::Table);
            }
            Tag::TableHead | Tag::TableRow => {
                self.row += 1;
                self.cell = 0;
                self.push(range, NodeKind::TableRow);
            }
            Tag::TableCell => {
                self.cell += 1;
                let place = format!("{}:{}:{}", self.tables, self.row, self.cell);
                let range = self.trimmed(range);
                self.nodes
                    .push(Node::with_detail(range, NodeKind::TableCell, place));
            }
            Tag::Link {
                link_type: kind, ..
            }
            | Tag::Image {
                link_type: kind, ..
            } => {
                self.push(range.clone(), NodeKind::Link);
                let content_end = range.start;
                self.links.push(OpenLink {
                    range,
                    kind,
                    content_end,
                });
            }
            _ => {}
        }
    }

    fn link_target(&mut self, link: &OpenLink) {
        let Range { start, end } = link.range;
        match link.kind {
            LinkType::Inline => {
                let tail = self.text.get(link.content_end..end).unwrap_or_default();
                if let Some(found) = tail.find("](") {
                    self.address(link.content_end + found + 2, end - 1);
                }
            }
            LinkType::Autolink | LinkType::Email => {
                self.push(start + 1..end - 1, NodeKind::LinkTarget);
            }
            // The others have their address in a definition elsewhere.
            _ => {}
        }
    }

    /// A link reference definition, `[label]: address "title"`.
    fn definition(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        self.push(range.clone(), NodeKind::Link);
        if let Some(found) = text.find("]:") {
            self.address(range.start + found + 2, range.end);
        }
    }

    /// The address at the start of `start..end`, before a title.
    fn address(&mut self, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or_default();
        let address = text.trim_ascii_start();
        let start = start + text.len() - address.len();
        let len = match address.strip_prefix('<').and_then(|rest| rest.find('>')) {
            Some(found) => found + 2,
            None => address
                .find(|c: char| c.is_ascii_whitespace())
                .unwrap_or(address.len()),
        };
        if len > 0 {
            self.push(start..start + len, NodeKind::LinkTarget);
        }
    }

    fn html(&mut self, range: Range<usize>) {
        let html = self.text.get(range.clone()).unwrap_or_default();
        for (mark, kind) in html::marks(html) {
            self.push(range.start + mark.start..range.start + mark.end, kind);
        }
    }

    fn push(&mut self, range: Range<usize>, kind: NodeKind) {
        let range = self.trimmed(range);
        self.nodes.push(Node::new(range, kind));
    }

    /// Blocks reach past their line's end, cells take in the spaces round their text; a node does neither.
    fn trimmed(&self, range: Range<usize>) -> TextRange {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let start = range.end - text.trim_ascii_start().len();
        TextRange::new(start, start + text.trim_ascii().len())
    }
}

/// What stands between the first and the last line of a fence.
fn inside(fence: &str) -> &str {
    let inside = fence.split_once('\n').map_or("", |(_, inside)| inside);
    inside.trim_end().trim_end_matches(['`', '~'])
}
