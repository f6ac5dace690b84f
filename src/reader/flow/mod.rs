//! Text in the making with its map and nodes: the one place where text, source and structure are kept in step.

mod lines;
mod pieces;
mod tables;

use memchr::memchr2;

use crate::document::{Document, Format, Lines, Node, NodeKind, Origin, Problem, SourceMap};
use crate::text::TextRange;

pub(in crate::reader) use pieces::Pieces;
pub(in crate::reader) use tables::renumber_tables;

/// A piece of text that is being written from one part.
pub(in crate::reader) struct Flow {
    /// Tells apart the flows of a document, so that places in different ones are never mixed up.
    pub(in crate::reader) id: u32,
    pub(in crate::reader) text: String,
    pub(in crate::reader) map: SourceMap,
    pub(in crate::reader) nodes: Vec<Node>,
    part: u16,
    pieces: Pieces,
    /// The newest node of each kind that [`Self::mark`] made.
    marks: Vec<(NodeKind, usize)>,
}

/// A place in a flow.
#[derive(Clone, Copy, Debug)]
pub(in crate::reader) struct Place {
    flow: u32,
    pub(in crate::reader) offset: usize,
}

/// What a flow costs by itself, in pieces.
const FLOW: usize = 4;

impl Flow {
    /// An empty flow with an account of its own.
    pub(in crate::reader) fn new(id: u32) -> Self {
        Self::of_part(id, 0, Pieces::default())
    }

    /// An empty flow with its own `id` for text from the same part.
    pub(in crate::reader) fn branch(&self, id: u32) -> Self {
        self.pieces.add(FLOW);
        Self::of_part(id, self.part, self.pieces.clone())
    }

    /// An empty flow with its own `id` for text from the part with this number.
    pub(in crate::reader) fn branch_of_part(&self, id: u32, part: u16) -> Self {
        self.pieces.add(FLOW);
        Self::of_part(id, part, self.pieces.clone())
    }

    /// The document that the text is.
    pub(in crate::reader) fn into_document(
        self,
        format: Format,
        problems: Vec<Problem>,
    ) -> Document {
        let mut document = Document {
            format,
            text: self.text.into(),
            map: self.map,
            nodes: self.nodes,
            problems,
            lines: Lines::None,
            ..Document::default()
        };
        // What encloses is finished after what it encloses; of two nodes over one range the outer one comes first.
        document.nodes.reverse();
        document.sort_nodes();
        document
    }

    fn of_part(id: u32, part: u16, pieces: Pieces) -> Self {
        Self {
            id,
            text: String::new(),
            map: SourceMap::default(),
            nodes: Vec::new(),
            part,
            pieces,
            marks: Vec::new(),
        }
    }

    /// What the document is made of so far, all its flows together.
    pub(in crate::reader) fn pieces(&self) -> &Pieces {
        &self.pieces
    }

    /// From now on the text comes from the part `name`.
    pub(in crate::reader) fn enter_part(&mut self, name: &str) {
        self.part = self.map.add_part(name);
    }

    /// The number of the part `name`, from which text comes in between. Only the flow of a whole document knows parts.
    pub(in crate::reader) fn add_part(&mut self, name: &str) -> u16 {
        self.map.add_part(name)
    }

    /// The number of the part that the text comes from now.
    pub(in crate::reader) fn part(&self) -> u16 {
        self.part
    }

    /// From now on the text comes from the part with this number.
    pub(in crate::reader) fn go_to_part(&mut self, part: u16) {
        self.part = part;
    }

    /// Where the text ends now.
    pub(in crate::reader) fn place(&self) -> Place {
        Place {
            flow: self.id,
            offset: self.text.len(),
        }
    }

    /// Whether `place` is where the text ends now.
    pub(in crate::reader) fn is_at(&self, place: Place) -> bool {
        place.flow == self.id && place.offset == self.text.len()
    }

    /// Write text that stands in the source. Line ends in it are white space there, not ends of paragraphs.
    pub(in crate::reader) fn write(&mut self, text: &str, origin: Origin) -> TextRange {
        let start = self.text.len();
        if memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
            self.push(text, origin);
        } else if let Origin::Verbatim { start: source } = origin {
            let source = |at: usize| source.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            let verbatim = |at| Origin::Verbatim { start: source(at) };
            let mut done = 0;
            for (at, _) in text.match_indices(['\n', '\r']) {
                self.push(text.get(done..at).unwrap_or(""), verbatim(done));
                let space = Origin::Decoded {
                    start: source(at),
                    end: source(at + 1),
                };
                self.push(" ", space);
                done = at + 1;
            }
            self.push(text.get(done..).unwrap_or(""), verbatim(done));
        } else {
            self.push(&text.replace(['\n', '\r'], " "), origin);
        }
        TextRange::new(start, self.text.len())
    }

    /// Write text that stands for something in the source without being there.
    pub(in crate::reader) fn write_synthetic(&mut self, text: &str) -> TextRange {
        let start = self.text.len();
        self.push(text, Origin::Synthetic);
        TextRange::new(start, self.text.len())
    }

    /// End the line, if one has begun.
    pub(in crate::reader) fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.write_synthetic("\n");
        }
    }

    fn push(&mut self, text: &str, origin: Origin) {
        if !text.is_empty() {
            let before = self.map.len();
            self.map.push(self.text.len(), self.part, origin);
            self.pieces.add(self.map.len() - before);
            self.text.push_str(text);
        }
    }

    /// Move the `range` of another flow of this part, with what it is made of, to the end of this one.
    pub(in crate::reader) fn append(&mut self, other: &Flow, range: TextRange) -> TextRange {
        let start = self.text.len();
        let text = range.slice(&other.text);
        let before = self.map.len() + self.nodes.len();
        for (covered, segment) in other.map.segments(other.text.len()) {
            let from = covered.start().max(range.start());
            if from >= covered.end().min(range.end()) {
                continue;
            }
            let origin = match segment.origin {
                Origin::Verbatim { start } => Origin::Verbatim {
                    start: start + u32::try_from(from - covered.start()).unwrap_or(0),
                },
                other => other,
            };
            self.map
                .push(start + from - range.start(), segment.part, origin);
        }
        self.text.push_str(text);
        for node in &other.nodes {
            if range.covers(node.range) {
                self.nodes.push(Node {
                    range: TextRange::new(
                        start + node.range.start() - range.start(),
                        start + node.range.end() - range.start(),
                    ),
                    ..node.clone()
                });
            }
        }
        self.pieces.add(self.map.len() + self.nodes.len() - before);
        TextRange::new(start, self.text.len())
    }

    /// Move a whole document, which lies in the part with the number `part` as `size` bytes, to the end of this one.
    ///
    /// Where a document is no text of its own only the part as a whole is known of its places.
    pub(in crate::reader) fn append_document(
        &mut self,
        document: &Document,
        part: u16,
        size: usize,
    ) {
        let start = self.text.len();
        let before = self.map.len() + self.nodes.len();
        let whole = Origin::Decoded {
            start: 0,
            end: u32::try_from(size).unwrap_or(u32::MAX),
        };
        for (range, segment) in document.map.segments(document.text.len()) {
            let parts = document.map.parts();
            let is_own = parts
                .get(usize::from(segment.part))
                .is_some_and(String::is_empty);
            let origin = match segment.origin {
                origin if is_own => origin,
                Origin::Synthetic => Origin::Synthetic,
                _ => whole,
            };
            self.map.push(start + range.start(), part, origin);
        }
        self.text.push_str(&document.text);
        // Nodes are turned round at the end, so that of two over one range the outer one comes first.
        self.nodes
            .extend(document.nodes.iter().rev().map(|node| Node {
                range: TextRange::new(start + node.range.start(), start + node.range.end()),
                ..node.clone()
            }));
        self.pieces.add(self.map.len() + self.nodes.len() - before);
    }

    /// Put another text in the place of the text from `place` on, but for the line ends at its end. What was said of the old
    /// text in nodes from number `first_node` on goes with it, but for what is made of whole paragraphs.
    pub(in crate::reader) fn replace_since(
        &mut self,
        place: Place,
        first_node: usize,
        other: &Flow,
    ) {
        let Some(old) = self.since(place) else { return };
        let line_ends = self.text.len() - old.end();
        self.text.truncate(old.start());
        self.map.truncate(old.start());
        let inside = self.nodes.split_off(first_node.min(self.nodes.len()));
        let cut = |node: &mut Node| {
            if node.range.end() > old.start() {
                node.range = TextRange::new(node.range.start(), old.start());
            }
        };
        // A mark may have begun before and gone on into the old text.
        for (_, index) in std::mem::take(&mut self.marks) {
            if let Some(node) = self.nodes.get_mut(index) {
                cut(node);
            }
        }
        let new = self.append(other, TextRange::new(0, other.text.len()));
        for mut node in inside {
            if node.range.start() < old.start() {
                cut(&mut node);
            } else if is_made_of_paragraphs(node.kind) {
                node.range = new;
            } else {
                continue;
            }
            self.nodes.push(node);
        }
        self.write_synthetic(&"\n".repeat(line_ends));
    }

    /// Take away the last character.
    #[cfg(feature = "pdf")]
    pub(in crate::reader) fn take_back(&mut self) {
        self.text.pop();
        self.map.truncate(self.text.len());
    }

    /// Take away the line ends at the end.
    pub(in crate::reader) fn trim_line_ends(&mut self) {
        self.text.truncate(self.text.trim_end_matches('\n').len());
        self.map.truncate(self.text.len());
    }

    /// The text from `place` on, without line ends at its end; nothing where the place lies in another flow.
    pub(in crate::reader) fn since(&self, place: Place) -> Option<TextRange> {
        if place.flow != self.id {
            return None;
        }
        let text = self.text.get(place.offset..)?;
        Some(TextRange::new(
            place.offset,
            place.offset + text.trim_end_matches('\n').len(),
        ))
    }

    /// Say that `range` is something.
    pub(in crate::reader) fn node(
        &mut self,
        range: TextRange,
        kind: NodeKind,
        detail: Option<&str>,
    ) {
        self.pieces.add(1);
        self.nodes.push(Node {
            range,
            kind,
            detail: detail.filter(|detail| !detail.is_empty()).map(Box::from),
        });
    }

    /// Say that `author` deleted these words here, of which `kept` bytes are remembered. What one author deleted side by
    /// side is one deletion, however it is cut into pieces.
    pub(in crate::reader) fn deleted(&mut self, author: &str, words: &str, kept: usize) {
        let place = TextRange::empty(self.text.len());
        let author = author.replace('\n', " ");
        let newest = self
            .marks
            .iter()
            .find(|(kind, _)| *kind == NodeKind::Deletion);
        if let Some(node) = newest.and_then(|&(_, index)| self.nodes.get_mut(index))
            && node.range == place
            && let Some((known, before)) = node.detail.as_deref().and_then(|it| it.split_once('\n'))
            && known == author
        {
            if before.len() < kept {
                node.detail = Some(format!("{author}\n{before}{words}").into());
            }
            return;
        }
        self.mark(
            place,
            NodeKind::Deletion,
            Some(&format!("{author}\n{words}")),
        );
    }

    /// Say that `range` has a property; ranges that touch and have the same one are joined, so that it does
    /// not matter how a text is cut into runs.
    pub(in crate::reader) fn mark(
        &mut self,
        range: TextRange,
        kind: NodeKind,
        detail: Option<&str>,
    ) {
        let newest = self.marks.iter().position(|&(marked, _)| marked == kind);
        if let Some(node) = newest
            .and_then(|newest| self.marks.get(newest))
            .and_then(|&(_, index)| self.nodes.get_mut(index))
            && node.range.end() == range.start()
            && node.detail.as_deref() == detail
        {
            node.range = TextRange::new(node.range.start(), range.end());
            return;
        }
        let index = self.nodes.len();
        self.node(range, kind, detail);
        match newest.and_then(|newest| self.marks.get_mut(newest)) {
            Some(mark) => mark.1 = index,
            None => self.marks.push((kind, index)),
        }
    }
}

fn is_made_of_paragraphs(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Heading | NodeKind::TableCell | NodeKind::TableRow | NodeKind::Table
    )
}
