//! What a note silences: its paragraph, the next one, what a comment is about, or the whole document.
//!
//! Works through all notes of a document in time linear in its text, also when every line holds one.

use std::collections::HashMap;

use crate::document::{Document, Format, NodeKind};
use crate::filter::note::Note;
use crate::text::{TextRange, paragraph_around};

/// What may stand before a note on a line that holds nothing else: signs that open comments, and quotation marks of Markdown.
const LEADERS: &[char] = &['#', '/', '*', '-', ';', '%', '<', '!', '>'];

/// The places that each of `notes` silences, in the notes' order.
pub(super) fn scopes(document: &Document, notes: &[Note<'_>]) -> Vec<Vec<TextRange>> {
    let text = document.text.as_str();
    let commented = commented(document, notes);
    let mut units = Units::new(document);
    // Backwards: a note above another one silences what the lower one does.
    let mut below: Option<Alone> = None;
    let mut scopes: Vec<Vec<TextRange>> = notes
        .iter()
        .rev()
        .map(|note| {
            if note.whole_document {
                return vec![TextRange::new(0, usize::MAX)];
            }
            match note.comment {
                Some(comment) if comment.kind == NodeKind::Comment => {
                    let about =
                        comment_id(comment.detail.as_deref()).and_then(|id| commented.get(id));
                    about.map_or_else(Vec::new, |places| {
                        places.iter().map(|&place| units.anchor(place)).collect()
                    })
                }
                comment => {
                    let whole = comment.map_or(note.range, |comment| comment.range);
                    match line_alone(text, whole) {
                        Some(line) => {
                            let alone = Alone::new(&units, line, whole, below);
                            below = Some(alone);
                            vec![whole, alone.target]
                        }
                        None => vec![units.around(note.range.start())],
                    }
                }
            }
        })
        .collect();
    scopes.reverse();
    scopes
}

/// A note that has its line or lines to itself.
#[derive(Clone, Copy)]
struct Alone {
    /// Where its first line starts.
    line: usize,
    /// The note with the signs round it.
    whole: TextRange,
    /// What it silences.
    target: TextRange,
}

impl Alone {
    fn new(units: &Units<'_>, line: usize, whole: TextRange, below: Option<Alone>) -> Self {
        let target = match below {
            Some(below) if below.whole == whole => below.target,
            _ => {
                let next = units.next_start(whole.end());
                match below {
                    Some(below) if below.line == next => below.target,
                    _ => units.block_from(next),
                }
            }
        };
        Self {
            line,
            whole,
            target,
        }
    }
}

/// The start of the line on which `whole` stands with nothing else but the signs of a comment.
fn line_alone(text: &str, whole: TextRange) -> Option<usize> {
    let is_space = |c: char| c.is_whitespace() && c != '\n';
    let before = text.get(..whole.start())?;
    let line = before.trim_end_matches(|c: char| LEADERS.contains(&c) || is_space(c));
    let mut after = text.get(whole.end()..)?.trim_start_matches(is_space);
    for closer in ["-->", "*/"] {
        after = after.strip_prefix(closer).unwrap_or(after);
    }
    let after = after.trim_start_matches(is_space);
    let alone =
        (line.is_empty() || line.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
    alone.then_some(line.len())
}

/// The text that each reviewer's comment is about, by the comment's number.
fn commented<'d>(document: &'d Document, notes: &[Note<'_>]) -> HashMap<&'d str, Vec<TextRange>> {
    let mut places: HashMap<&str, Vec<TextRange>> = HashMap::new();
    let has_comments = notes.iter().any(|note| {
        note.comment
            .is_some_and(|node| node.kind == NodeKind::Comment)
    });
    if has_comments {
        for node in &document.nodes {
            if let (NodeKind::Commented, Some(id)) = (node.kind, comment_id(node.detail.as_deref()))
            {
                places.entry(id).or_default().push(node.range);
            }
        }
    }
    places
}

/// The comment's number: what stands before the first `:` of a node's detail.
fn comment_id(detail: Option<&str>) -> Option<&str> {
    detail?.split(':').next().filter(|id| !id.is_empty())
}

/// The paragraphs of a text; of Markdown, where a paragraph may run over several lines, its blocks.
struct Units<'d> {
    text: &'d str,
    markdown: bool,
    /// The last answer, so that many notes in one long paragraph do not each walk through it.
    last: TextRange,
}

impl<'d> Units<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            text: &document.text,
            markdown: document.format == Format::Markdown,
            last: TextRange::empty(0),
        }
    }

    /// What a reviewer's comment is about; the paragraph, when it only marks a point.
    fn anchor(&mut self, place: TextRange) -> TextRange {
        if place.is_empty() {
            self.around(place.start())
        } else {
            place
        }
    }

    /// The paragraph that holds byte `offset`, with its line end.
    fn around(&mut self, offset: usize) -> TextRange {
        if !self.last.contains(offset) {
            self.last = if self.markdown {
                self.markdown_paragraph(offset)
            } else {
                self.line(offset)
            };
        }
        self.last
    }

    /// The line that holds byte `offset`, with the place of its line end, where things without text may stand.
    fn line(&self, offset: usize) -> TextRange {
        let start = paragraph_around(self.text, offset).start;
        let rest = self.text.get(offset..).unwrap_or("");
        let end = rest.find('\n').unwrap_or(rest.len());
        TextRange::new(start, offset + end + 1)
    }

    /// A paragraph, a list item or a table row: lines up to a blank one or to one that starts something of its own.
    fn markdown_paragraph(&self, offset: usize) -> TextRange {
        let own = self.line(offset);
        let mut start = own.start();
        while start > 0 && !starts_item(own_line(self.text, start)) {
            let above = paragraph_around(self.text, start - 1).start;
            let line = own_line(self.text, above);
            if line.trim().is_empty() || is_closed(line) {
                break;
            }
            start = above;
        }
        let mut end = own.end();
        if !is_closed(own_line(self.text, own.start())) {
            while end < self.text.len() {
                let line = own_line(self.text, end);
                if line.trim().is_empty() || starts_item(line) {
                    break;
                }
                end += line.len() + 1;
            }
        }
        TextRange::new(start, end)
    }

    /// The start of the first line after the one of byte `offset` that is not blank; the text's end when there is none.
    fn next_start(&self, offset: usize) -> usize {
        let mut at = self.line(offset).end();
        while at < self.text.len() {
            let line = own_line(self.text, at);
            if !line.trim().is_empty() {
                return at;
            }
            at += line.len() + 1;
        }
        self.text.len()
    }

    /// The paragraph that starts at byte `start`; of Markdown all lines up to a blank one, a whole table or list.
    fn block_from(&self, start: usize) -> TextRange {
        if start >= self.text.len() {
            return TextRange::empty(start);
        }
        let mut end = self.line(start).end();
        while self.markdown && end < self.text.len() {
            let line = own_line(self.text, end);
            if line.trim().is_empty() {
                break;
            }
            end += line.len() + 1;
        }
        TextRange::new(start, end)
    }
}

/// The line that starts at byte `start`, without its `\n`.
fn own_line(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or("");
    rest.split('\n').next().unwrap_or(rest)
}

/// Whether a Markdown line starts a list item, a table row, a heading or a quotation.
fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['#', '|', '>'])
        || ["- ", "* ", "+ "]
            .iter()
            .any(|bullet| line.starts_with(bullet))
        || (number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") ")))
}

/// Whether a Markdown line cannot be continued by the next one: a heading or a table row.
fn is_closed(line: &str) -> bool {
    line.trim_start().starts_with(['#', '|'])
}
