//! The text that a source shows, in the making: stretches of the source as they stand, what stands for others, and where each came from.

use std::ops::Range;

use crate::document::{
    Document, LineAnchor, Lines, Node, NodeKind, Origin, ProblemKind, SourceMap,
};
use crate::reader::PIECE_LIMIT;
use crate::text::{LINE_SEPARATOR, TextRange, is_han};

/// What a source in text is turned into.
pub(in crate::reader) struct Rewriter<'s> {
    source: &'s str,
    /// Where the bytes of the source lie in the file; nothing where only the decoded text is known.
    start: Option<usize>,
    text: String,
    map: SourceMap,
    part: u16,
    anchors: Vec<LineAnchor>,
    nodes: Vec<Node>,
    /// The line that is read now: its number, 1-based, and where it begins in the source.
    line: usize,
    line_start: usize,
    /// A byte of the source in that line and its column, 1-based: what comes next is counted from there.
    counted: (usize, usize),
    /// Line and column of what would run on behind the text, where its last character stands in the source.
    next: Option<(usize, usize)>,
    /// Whether the next words go on in the paragraph that was begun.
    is_open: bool,
    /// Where the source goes on behind what was written last.
    written_to: usize,
}

impl<'s> Rewriter<'s> {
    pub(in crate::reader) fn new(source: &'s str, start: Option<usize>) -> Self {
        let mut map = SourceMap::default();
        let part = map.add_part("");
        Self {
            source,
            start,
            text: String::new(),
            map,
            part,
            anchors: Vec::new(),
            nodes: Vec::new(),
            line: 0,
            line_start: 0,
            counted: (0, 1),
            next: None,
            is_open: false,
            written_to: 0,
        }
    }

    /// The next line of the source begins at byte `start`.
    pub(in crate::reader) fn begin_line(&mut self, start: usize) {
        self.line += 1;
        self.line_start = start;
        self.counted = (start, 1);
    }

    /// What is wrong once the text is made of more pieces than a document may have.
    pub(in crate::reader) fn problem(&self) -> Option<ProblemKind> {
        let pieces = self.map.len() + self.nodes.len();
        let limit = PIECE_LIMIT;
        (pieces > limit).then_some(ProblemKind::TooManyPieces { limit })
    }

    /// Where the text ends now.
    pub(in crate::reader) fn place(&self) -> usize {
        self.text.len()
    }

    /// Go on in the open paragraph on a new line of the source, where the words from byte `at` on stand, or begin a paragraph.
    pub(in crate::reader) fn go_on(&mut self, at: usize) {
        if !self.is_open {
            self.end_paragraph();
            self.is_open = true;
            return;
        }
        let before = self.text.chars().next_back();
        let after = self.source.get(at..).and_then(|rest| rest.chars().next());
        let is_wide = |c: Option<char>| c.is_some_and(is_without_spaces);
        let is_apart = before.is_none_or(|c| c == '\n' || c == LINE_SEPARATOR || c == ' ');
        if !(is_apart || is_wide(before) && is_wide(after)) {
            let end = at.max(self.written_to);
            self.replace(self.written_to..end, " ");
        }
    }

    /// The paragraph ends, if one is open.
    pub(in crate::reader) fn end_paragraph(&mut self) {
        self.is_open = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.synthetic('\n');
        }
    }

    /// A line ends inside the paragraph.
    pub(in crate::reader) fn break_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.synthetic(LINE_SEPARATOR);
        }
    }

    /// Write these bytes of the source as they stand.
    pub(in crate::reader) fn copy(&mut self, bytes: Range<usize>) {
        let text = self.source.get(bytes.clone()).unwrap_or_default();
        if !text.is_empty() {
            let origin = match self.start {
                Some(start) => Origin::Verbatim {
                    start: offset(start + bytes.start),
                },
                None => Origin::Synthetic,
            };
            self.push(text, bytes.start, origin);
            self.written_to = bytes.end;
        }
    }

    /// Write what stands for these bytes of the source.
    pub(in crate::reader) fn replace(&mut self, bytes: Range<usize>, shown: &str) {
        if shown.is_empty() {
            return;
        }
        let origin = match self.start {
            Some(start) if !bytes.is_empty() => Origin::Decoded {
                start: offset(start + bytes.start),
                end: offset(start + bytes.end),
            },
            _ => Origin::Synthetic,
        };
        self.push(shown, bytes.start, origin);
        self.written_to = bytes.end;
    }

    /// Write these bytes as they stand, as something.
    pub(in crate::reader) fn copy_as(&mut self, bytes: Range<usize>, kind: NodeKind) {
        let start = self.place();
        self.copy(bytes);
        self.node(start, kind, None);
    }

    /// Say that the text from byte `start` of it on is something.
    pub(in crate::reader) fn node(&mut self, start: usize, kind: NodeKind, detail: Option<&str>) {
        let end = self.text.trim_end_matches('\n').len();
        if end > start {
            self.nodes.push(Node {
                range: TextRange::new(start, end),
                kind,
                detail: detail.map(Box::from),
            });
        }
    }

    /// The document, all else as it was `read`.
    pub(in crate::reader) fn into_document(mut self, read: Document) -> Document {
        self.end_paragraph();
        let mut document = Document {
            text: self.text.into(),
            map: self.map,
            nodes: self.nodes,
            lines: Lines::OfSource(self.anchors),
            ..read
        };
        document.sort_nodes();
        document
    }

    fn push(&mut self, text: &str, at: usize, origin: Origin) {
        let is_verbatim = self.source.get(at..).is_some_and(|it| it.starts_with(text));
        let place = self.column(at).map(|column| (self.line, column));
        if let Some((line, column)) = place.filter(|_| place != self.next) {
            self.anchors.push(LineAnchor {
                offset: self.text.len(),
                line,
                column,
            });
        }
        self.next = place
            .filter(|_| is_verbatim)
            .map(|(line, column)| (line, column + text.chars().count()));
        self.map.push(self.text.len(), self.part, origin);
        self.text.push_str(text);
    }

    fn synthetic(&mut self, character: char) {
        self.next = None;
        self.map.push(self.text.len(), self.part, Origin::Synthetic);
        self.text.push(character);
    }

    /// The column of byte `at` of the source, 1-based; nothing where it lies in a line before, as the white space at its end does.
    fn column(&mut self, at: usize) -> Option<usize> {
        let (counted, column) = match self.counted {
            (counted, column) if counted <= at => (counted, column),
            _ => (self.line_start, 1),
        };
        let between = self.source.get(counted..at)?;
        let column = column + between.chars().count();
        self.counted = (at, column);
        Some(column)
    }
}

/// Whether a line that is wrapped before or behind `c` needs no space there.
fn is_without_spaces(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{30FF}' | '\u{FF00}'..='\u{FFEF}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '×')
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
