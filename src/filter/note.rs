//! The notes in a document that tell `unfilled` to keep quiet: where they stand and what they name.
//!
//! `unfilled:ignore RULE[,RULE] reason` and `unfilled:ignore-file RULE[,RULE] reason`. What a note silences is
//! `scope`'s affair, whether the named rules exist `suppress`'s.

use std::ops::Range;

use memchr::memmem;

use crate::document::{Document, Node, NodeKind};
use crate::text::{LINE_SEPARATOR, TextRange};

/// The start of a note without its first letter, which Word likes to make a capital.
const MARK: &str = "nfilled";
/// What closes a comment in markup and in most programming languages.
const CLOSERS: [&str; 2] = ["-->", "*/"];

/// One note.
#[derive(Clone, Debug)]
pub(super) struct Note<'d> {
    /// The note with its reason.
    pub(super) range: TextRange,
    /// The names it gives. `ignore-` with a word that means nothing is one that nobody knows.
    pub(super) names: Vec<TextRange>,
    /// Whether it is about the whole document.
    pub(super) whole_document: bool,
    /// The comment it stands in, where it does: a Markdown comment or a reviewer's.
    pub(super) comment: Option<&'d Node>,
}

/// The notes of `document`, in text order. Those inside code do not count: they talk about notes.
pub(super) fn notes(document: &Document) -> Vec<Note<'_>> {
    let text = document.text.as_str();
    let starts: Vec<(usize, usize)> = memmem::find_iter(text.as_bytes(), MARK)
        .filter_map(|at| opening(text, at))
        .collect();
    if starts.is_empty() {
        return Vec::new();
    }
    let mut kinds = document
        .nodes
        .iter()
        .filter(|node| matters(node.kind))
        .peekable();
    let mut open: Vec<&Node> = Vec::new();
    let mut notes = Vec::new();
    for (index, &(start, words)) in starts.iter().enumerate() {
        while let Some(node) = kinds.next_if(|node| node.range.start() <= start) {
            open.push(node);
        }
        open.retain(|node| node.range.contains(start));
        if open
            .iter()
            .any(|node| matches!(node.kind, NodeKind::Code | NodeKind::CodeBlock))
        {
            continue;
        }
        let limit = starts.get(index + 1).map_or(text.len(), |&(next, _)| next);
        notes.push(read(text, start..limit, words, open.last().copied()));
    }
    notes
}

/// Where a note starts and where its words go on, when the mark at `at` belongs to one.
fn opening(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at.checked_sub(1)?;
    let before = text.get(..start)?;
    let rest = text.get(start..)?.strip_prefix(['u', 'U'])?;
    // A Chinese keyboard gives the wide colon.
    let rest = rest.strip_prefix(MARK)?.strip_prefix([':', '：'])?;
    let rest = rest.strip_prefix("ignore")?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let inside_word =
        before.ends_with(|c: char| is_word(c) || c == '-') || rest.starts_with(is_word);
    (!inside_word).then_some((start, text.len() - rest.len()))
}

fn matters(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Code | NodeKind::CodeBlock | NodeKind::HtmlComment | NodeKind::Comment
    )
}

fn read<'d>(text: &str, limits: Range<usize>, words: usize, comment: Option<&'d Node>) -> Note<'d> {
    let line = text.get(limits.clone()).unwrap_or("");
    let line = line
        .split(['\n', '\r', LINE_SEPARATOR])
        .next()
        .unwrap_or(line);
    let end = CLOSERS
        .iter()
        .filter_map(|closer| line.find(closer))
        .min()
        .unwrap_or(line.len());
    let end = limits.start + line.get(..end).unwrap_or(line).trim_end().len();
    let suffix = name_at(text, words, end);
    let whole_document = suffix.slice(text) == "-file";
    let names = if suffix.is_empty() || whole_document {
        names_from(text, suffix.end(), end)
    } else {
        vec![TextRange::new(words - "ignore".len(), suffix.end())]
    };
    Note {
        range: TextRange::new(limits.start, end),
        names,
        whole_document,
        comment,
    }
}

/// The names between `at` and `end`, up to the first that no comma follows.
fn names_from(text: &str, mut at: usize, end: usize) -> Vec<TextRange> {
    let mut names = Vec::new();
    loop {
        let name = name_at(text, skip_spaces(text, at, end), end);
        if name.is_empty() {
            return names;
        }
        names.push(name);
        let after = skip_spaces(text, name.end(), end);
        match text.get(after..end).and_then(|rest| rest.chars().next()) {
            Some(comma @ (',' | '，' | '、')) => at = after + comma.len_utf8(),
            _ => return names,
        }
    }
}

fn skip_spaces(text: &str, at: usize, end: usize) -> usize {
    let rest = text.get(at..end).unwrap_or("");
    at + rest.len() - rest.trim_start().len()
}

/// The run of letters, digits and hyphens at `at`; a reason in Chinese may follow without a space.
fn name_at(text: &str, at: usize, end: usize) -> TextRange {
    let rest = text.get(at..end).unwrap_or("");
    let length = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(rest.len());
    TextRange::new(at, at + length)
}
