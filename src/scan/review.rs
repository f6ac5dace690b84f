//! What people left in a text while they wrote and reviewed it: comments, tracked changes, marked words. Owns which of it
//! is one place: a document with thousands of changes is read paragraph by paragraph.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, Node, NodeKind};
use crate::finding::{Remark, RemarkKind, Remarks};
use crate::text::TextRange;

/// How much of a remark is kept, in bytes.
const KEPT: usize = 240;

/// A place that a rule about nodes may report.
pub(super) struct Place {
    pub(super) range: TextRange,
    pub(super) remarks: Remarks,
}

/// The places of `document` that nodes of these `kinds` make, in order. Each node is one, but for what people left.
pub(super) fn places(document: &Document, kinds: &[NodeKind]) -> Vec<Place> {
    let all = |of: &[NodeKind]| !kinds.is_empty() && kinds.iter().all(|kind| of.contains(kind));
    if all(&[NodeKind::Commented]) {
        comments(document)
    } else if all(&[NodeKind::Insertion, NodeKind::Deletion]) {
        changes(document, kinds)
    } else if all(&[NodeKind::Highlight, NodeKind::RedText]) {
        marks(document, kinds)
    } else {
        let nodes = document.nodes.iter();
        let nodes = nodes.filter(|node| kinds.contains(&node.kind));
        nodes.map(|node| Place::bare(node.range)).collect()
    }
}

impl Place {
    fn bare(range: TextRange) -> Self {
        Self {
            range,
            remarks: Remarks::default(),
        }
    }

    fn reach(&mut self, range: TextRange) {
        let end = range.end().max(self.range.end());
        self.range = TextRange::new(self.range.start(), end);
    }
}

/// One place for the open comments on the same words, as a comment and its answers are. What tells `unfilled` to keep
/// quiet is said to nobody else.
fn comments(document: &Document) -> Vec<Place> {
    let mut known: HashMap<&str, (&str, TextRange)> = HashMap::new();
    let mut settled = HashSet::new();
    for node in &document.nodes {
        match (
            node.kind,
            node.detail.as_deref().and_then(|it| it.split_once(':')),
        ) {
            (NodeKind::Comment, Some((id, author))) => {
                known.insert(id, (author, node.range));
            }
            (NodeKind::Resolved, _) => {
                settled.insert(node.range);
            }
            _ => {}
        }
    }
    let commented = document.nodes.iter();
    let commented = commented.filter(|node| node.kind == NodeKind::Commented);
    let mut open: Vec<(TextRange, Option<Remark>, usize)> = Vec::new();
    for node in commented {
        let comment = node.detail.as_deref().and_then(|id| known.get(id));
        let remark = comment.map(|&(author, range)| Remark {
            kind: RemarkKind::Comment,
            author: author.into(),
            words: beginning(range.slice(&document.text)),
        });
        let counts = comment.is_none_or(|(_, range)| !settled.contains(range))
            && remark.as_ref().is_none_or(|remark| !is_note(&remark.words));
        if counts {
            let written = comment.map_or(0, |(_, range)| range.start());
            open.push((node.range, remark, written));
        }
    }
    // Of the comments on the same words the answers were written after what they answer.
    open.sort_by_key(|&(range, _, written)| (range, written));
    let mut places: Vec<Place> = Vec::new();
    for (range, remark, _) in open {
        match places.last_mut() {
            Some(last) if last.range == range => {}
            _ => places.push(Place::bare(range)),
        }
        if let (Some(last), Some(remark)) = (places.last_mut(), remark) {
            last.remarks.add(remark);
        }
    }
    places
}

/// Whether a comment is a note for `unfilled`; what it says, and whether it is of any use, is judged elsewhere.
fn is_note(words: &str) -> bool {
    let rest = words.trim_start().strip_prefix(['u', 'U']);
    let rest = rest.and_then(|rest| rest.strip_prefix("nfilled"));
    let rest = rest.and_then(|rest| rest.strip_prefix([':', '：']));
    rest.is_some_and(|rest| rest.starts_with("ignore"))
}

/// One place for the tracked changes of a paragraph, and for paragraphs one after the other that are new as a whole.
fn changes(document: &Document, kinds: &[NodeKind]) -> Vec<Place> {
    let text = document.text.as_str();
    let mut nodes: Vec<&Node> = outside_comments(document, kinds).collect();
    // What was deleted stands before what was inserted for it.
    nodes.sort_by_key(|node| node.range);
    let mut places: Vec<Place> = Vec::new();
    for node in nodes {
        match places.last_mut() {
            Some(last)
                if is_in_line(text, last.range, node.range)
                    || is_block(text, last.range, node.range) =>
            {
                last.reach(node.range);
            }
            _ => places.push(Place::bare(node.range)),
        }
        if let Some(last) = places.last_mut() {
            last.remarks.add(change(node, text));
        }
    }
    places
}

fn change(node: &Node, text: &str) -> Remark {
    let detail = node.detail.as_deref().unwrap_or_default();
    match node.kind {
        NodeKind::Deletion => {
            let (author, words) = detail.split_once('\n').unwrap_or((detail, ""));
            Remark {
                kind: RemarkKind::Deletion,
                author: author.into(),
                words: words.into(),
            }
        }
        _ => Remark {
            kind: RemarkKind::Insertion,
            author: detail.into(),
            words: beginning(node.range.slice(text)),
        },
    }
}

/// One place for marked words with nothing but white space between them.
fn marks(document: &Document, kinds: &[NodeKind]) -> Vec<Place> {
    let text = document.text.as_str();
    let mut places: Vec<Place> = Vec::new();
    for node in outside_comments(document, kinds) {
        match places.last_mut() {
            Some(last)
                if is_in_line(text, last.range, node.range)
                    && is_blank(text, last.range, node.range) =>
            {
                last.reach(node.range);
            }
            _ => places.push(Place::bare(node.range)),
        }
    }
    places
}

/// The nodes of these kinds, without those in the text of comments: nobody sends that.
fn outside_comments<'d>(
    document: &'d Document,
    kinds: &[NodeKind],
) -> impl Iterator<Item = &'d Node> {
    let mut comment_end = 0;
    document.nodes.iter().filter(move |node| {
        if node.kind == NodeKind::Comment {
            comment_end = comment_end.max(node.range.end());
        }
        kinds.contains(&node.kind) && node.range.start() >= comment_end
    })
}

fn between(text: &str, before: TextRange, after: TextRange) -> &str {
    text.get(before.end()..after.start()).unwrap_or("")
}

fn is_in_line(text: &str, before: TextRange, after: TextRange) -> bool {
    !between(text, before, after).contains('\n')
}

fn is_blank(text: &str, before: TextRange, after: TextRange) -> bool {
    between(text, before, after).trim().is_empty()
}

/// Whether whole lines follow each other.
fn is_block(text: &str, before: TextRange, after: TextRange) -> bool {
    let starts_line = |at: usize| at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let ends_line = |at: usize| matches!(text.as_bytes().get(at), None | Some(b'\n'));
    between(text, before, after) == "\n" && starts_line(before.start()) && ends_line(after.end())
}

fn beginning(words: &str) -> Box<str> {
    let words = words.trim();
    match words
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| at >= KEPT)
    {
        Some(cut) => words[..cut].into(),
        None => words.into(),
    }
}
