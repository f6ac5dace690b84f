//! A page while it is read: which elements are open, the line that is being written, what waits for its end.

mod asides;
mod elements;

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::document::{Document, Format, NodeKind, Problem, ProblemKind, UnreadContent};
use crate::reader::PIECE_LIMIT;
use crate::reader::flow::{Flow, Place};
use crate::reader::web_page::Scope;
use crate::reader::web_page::decoding::Decoded;
use crate::reader::web_page::lines::{Anchors, Cursor, Position};
use crate::reader::web_page::tables::Tables;
use crate::reader::web_page::words::{self, Piece};
use crate::text::{LINE_SEPARATOR, Stop, TextRange};

use asides::Aside;

/// The wish to stop is asked for once in so many steps.
const STEPS: usize = 256;

pub(super) struct Page<'s> {
    source: &'s Decoded<'s>,
    scope: Scope,
    is_xml: bool,
    flow: Flow,
    cursor: Cursor<'s>,
    anchors: Anchors,
    problems: Vec<Problem>,
    unread: UnreadContent,
    /// Where the newest token ends.
    at: usize,
    steps: usize,
    /// White space that becomes a space where a word follows in the same line.
    white: Option<White>,
    /// Ends of lines inside a paragraph, which count where a word follows in it.
    breaks: Vec<(Range<usize>, Position)>,
    /// What follows the paragraph.
    asides: Vec<Aside>,
    /// Whether what is read stands over other words.
    is_ruby: bool,
    open: Vec<Open>,
    /// How many elements are open in which white space stays as it is.
    preformatted: usize,
    /// The element of which nothing is shown, and how many more of its name are open in it.
    not_shown: Option<(Box<str>, usize)>,
    tables: Tables,
}

/// White space between two words.
struct White {
    span: Range<usize>,
    /// Whether it is a single space.
    is_space: bool,
    /// Whether a line of the source ends in it.
    has_line_end: bool,
    position: Position,
}

/// An open element whose words are something.
struct Open {
    name: Box<str>,
    kind: NodeKind,
    detail: Option<Box<str>>,
    place: Place,
    /// How many tables were open when it began.
    tables: usize,
    /// How many more elements of its name are open in it.
    nested: usize,
}

impl<'s> Page<'s> {
    pub(super) fn new(source: &'s Decoded<'s>, scope: Scope, is_xml: bool) -> Self {
        let mut flow = Flow::new(0);
        flow.enter_part("");
        Self {
            source,
            scope,
            is_xml,
            flow,
            cursor: Cursor::new(&source.text),
            anchors: Anchors::default(),
            problems: Vec::new(),
            unread: UnreadContent::default(),
            at: 0,
            steps: 0,
            white: None,
            breaks: Vec::new(),
            asides: Vec::new(),
            is_ruby: false,
            open: Vec::new(),
            preformatted: 0,
            not_shown: None,
            tables: Tables::default(),
        }
    }

    pub(super) fn read(mut self, stop: &Stop) -> Document {
        self.walk(stop);
        self.end_line();
        while self.tables.depth() > 0 {
            self.tables.end(&mut self.flow);
        }
        self.close_from(0);
        if !self.unread.is_empty() {
            let kind = ProblemKind::UnreadContent(self.unread);
            self.problems.push(Problem::new(kind));
        }
        let mut document = self.flow.into_document(Format::Html, self.problems);
        if self.scope == Scope::File {
            document.lines = self.anchors.into_lines();
        }
        document
    }

    fn walk(&mut self, stop: &Stop) {
        let source = self.source;
        let emitter = DefaultEmitter::<usize>::new_with_span();
        let mut tokenizer = Tokenizer::new_with_emitter(&*source.text, emitter);
        while let Some(Ok(token)) = tokenizer.next() {
            match token {
                Token::StartTag(tag) => {
                    if let Some(state) = self.start(&tag) {
                        tokenizer.set_state(state);
                    }
                    self.at = tag.span.end;
                }
                Token::EndTag(tag) => {
                    self.end(
                        &String::from_utf8_lossy(&tag.name),
                        tag.span.start..tag.span.end,
                    );
                    self.at = tag.span.end;
                }
                Token::String(text) => {
                    // The start of a string behind a tag whose content is no markup is not always known.
                    let start = text.span.start.max(self.at);
                    self.at = text.span.end;
                    self.words(start..text.span.end, stop);
                }
                Token::Comment(comment) => {
                    self.comment(comment.span.start..comment.span.end);
                    self.at = comment.span.end;
                }
                Token::Doctype(_) | Token::Error(_) => {}
            }
            if self.ends(stop) {
                break;
            }
        }
    }

    /// Another step: whether it is the last one.
    fn ends(&mut self, stop: &Stop) -> bool {
        self.steps += 1;
        if !self.steps.is_multiple_of(STEPS) {
            return false;
        }
        let pieces = self.flow.pieces();
        pieces.add(std::mem::take(&mut self.anchors.new));
        let problem = match pieces.problem() {
            None if stop.requested() => Some(ProblemKind::TooSlow),
            None if self.asides.len() > PIECE_LIMIT => {
                let limit = PIECE_LIMIT;
                Some(ProblemKind::TooManyPieces { limit })
            }
            problem => problem,
        };
        let Some(problem) = problem.map(Problem::new) else {
            return false;
        };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
        true
    }

    /// What stands between two tags.
    fn words(&mut self, span: Range<usize>, stop: &Stop) {
        if self.not_shown.is_some() {
            return;
        }
        let source = self.source;
        let text = source.text.get(span.clone()).unwrap_or("");
        let mut at = 0;
        while let Some(piece) = text.get(at..).and_then(words::first) {
            let start = span.start + at;
            at += piece.len();
            let span = start..span.start + at;
            match piece {
                Piece::Plain(words) => self.put(words, span, true),
                Piece::Reference(_, shown) => self.put(&shown, span, false),
                Piece::White(white) => self.white(white, span),
            }
            if self.ends(stop) {
                return;
            }
        }
    }

    fn white(&mut self, white: &str, span: Range<usize>) {
        if self.preformatted > 0 && !self.is_ruby {
            return self.preformatted_white(white, span);
        }
        let has_line_end = white.contains(['\n', '\r']);
        match &mut self.white {
            Some(before) => {
                before.has_line_end |= has_line_end;
                before.is_space = false;
            }
            None => {
                self.white = Some(White {
                    is_space: white == " ",
                    has_line_end,
                    position: self.cursor.at(span.start),
                    span,
                });
            }
        }
    }

    fn preformatted_white(&mut self, white: &str, span: Range<usize>) {
        let mut start = span.start;
        for line in white.split_inclusive('\n') {
            let blank = line.trim_end_matches(['\n', '\r']);
            if !blank.is_empty() {
                self.put(blank, start..start + blank.len(), true);
            }
            if line.ends_with('\n') {
                self.end_line();
            }
            start += line.len();
        }
    }

    /// Write words of the line.
    fn put(&mut self, text: &str, span: Range<usize>, is_verbatim: bool) {
        if self.is_ruby {
            return self.put_aside(text, span);
        }
        if let Some(first) = text.chars().next() {
            self.separate(first);
        }
        let position = self.cursor.at(span.start);
        self.write(text, span, is_verbatim, position);
    }

    /// Write what stands between the newest word and the one that begins with `next`.
    fn separate(&mut self, next: char) {
        let white = self.white.take();
        let breaks = std::mem::take(&mut self.breaks);
        if self.is_at_line_start() {
            return;
        }
        // Two of them are an empty line.
        if breaks.len() > 1 {
            return self.end_line();
        }
        if let Some((span, position)) = breaks.into_iter().next() {
            let separator = LINE_SEPARATOR;
            return self.write(separator.encode_utf8(&mut [0; 4]), span, false, position);
        }
        let Some(white) = white else { return };
        let before = self.flow.text.chars().next_back();
        let is_joined = before.is_some_and(|before| words::is_joined(before, next));
        if !(white.has_line_end && is_joined) {
            self.write(" ", white.span, white.is_space, white.position);
        }
    }

    fn write(&mut self, text: &str, span: Range<usize>, is_verbatim: bool, position: Position) {
        let source = is_verbatim.then(|| span.clone());
        self.anchors.add(self.flow.text.len(), position, source);
        let origin = self.source.origin(span, is_verbatim);
        self.flow.write(text, origin);
    }

    fn is_at_line_start(&self) -> bool {
        self.flow.text.is_empty() || self.flow.text.ends_with(['\n', LINE_SEPARATOR])
    }

    /// A block begins or ends.
    fn end_line(&mut self) {
        self.white = None;
        self.breaks.clear();
        self.flow.end_line();
        self.anchors.interrupt();
        self.write_asides();
    }

    /// From here on the words are of this kind, until the element `name` ends.
    fn open(&mut self, name: &str, kind: NodeKind, detail: Option<&str>) {
        self.open.push(Open {
            name: name.into(),
            kind,
            detail: detail.map(Box::from),
            place: self.flow.place(),
            tables: self.tables.depth(),
            nested: 0,
        });
    }

    /// The open elements from number `first` on end.
    fn close_from(&mut self, first: usize) {
        while self.open.len() > first
            && let Some(open) = self.open.pop()
        {
            let Some(range) = self.flow.since(open.place) else {
                continue;
            };
            // The space before its first word came with that.
            let text = range.slice(&self.flow.text);
            let white = text.len() - text.trim_start_matches([' ', '\n', LINE_SEPARATOR]).len();
            let range = TextRange::new(range.start() + white, range.end());
            if !range.is_empty() && !self.is_writing(&open, range) {
                // The language of a program is nobody's affair but that of `fence`.
                let detail = open.detail.filter(|_| open.kind != NodeKind::CodeBlock);
                self.flow.node(range, open.kind, detail.as_deref());
            }
        }
    }
}
