//! The notes in a document that tell `unfilled` to keep quiet: where they stand and what they name.
//!
//! `unfilled:ignore RULE[,RULE] reason` and `unfilled:ignore-file RULE[,RULE] reason`. What a note silences is
//! `scope`'s affair, whether the named rules exist `suppress`'s.

use memchr::memmem;

use crate::document::{Document, Node, NodeKind};
use crate::text::{LINE_SEPARATOR, TextRange};

/// The start of a note without its first letter, which Word likes to make a capital.
const MARK: &str = "nfilled";
/// What a note says after its mark and the colon.
const VERB: &str = "ignore";
/// And of the whole document, behind a hyphen.
const FILE: &str = "file";
/// What people write between the parts of a note.
const JOINTS: &[char] = &[' ', '\u{3000}', ':', '：', '-', '_'];
/// No more characters than this stand between the two in what is meant to be a note.
const MOST_JOINTS: usize = 3;
/// What closes a comment in markup and in most programming languages.
const CLOSERS: [&str; 2] = ["-->", "*/"];

/// One note.
#[derive(Clone, Debug)]
pub(super) struct Note<'d> {
    /// The note with its reason.
    pub(super) range: TextRange,
    /// The names it gives; none where its form is unknown.
    pub(super) names: Vec<TextRange>,
    pub(super) form: Form,
    /// Whether it is about the whole document.
    pub(super) whole_document: bool,
    /// The comment it stands in, where it does: a Markdown comment or a reviewer's.
    pub(super) comment: Option<&'d Node>,
}

/// How a note is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it must be.
    Right,
    /// `ignore-` with a word that means nothing; the place of both.
    Unknown(TextRange),
    /// Nearly: `unfilled: ignore`, `unfilled-ignore`. It counts for nothing, and may be an ordinary sentence unless it names
    /// a rule.
    Misspelt,
}

/// The notes of `document`, in text order. Those inside code do not count: they talk about notes.
pub(super) fn notes(document: &Document) -> Vec<Note<'_>> {
    let text = document.text.as_str();
    let starts: Vec<Opening> = memmem::find_iter(text.as_bytes(), MARK)
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
    for (index, opening) in starts.iter().enumerate() {
        let start = opening.start;
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
        let limit = starts.get(index + 1).map_or(text.len(), |next| next.start);
        notes.push(read(text, opening, limit, open.last().copied()));
    }
    notes
}

/// The beginning of a note.
struct Opening {
    start: usize,
    /// Where its words go on after `ignore`.
    words: usize,
    is_right: bool,
}

/// The beginning of a note, when the mark at `at` belongs to one.
fn opening(text: &str, at: usize) -> Option<Opening> {
    let start = at.checked_sub(1)?;
    let before = text.get(..start)?;
    let rest = text.get(start..)?.strip_prefix(['u', 'U'])?;
    let rest = rest.strip_prefix(MARK)?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if before.ends_with(|c: char| is_word(c) || c == '-') {
        return None;
    }
    // A Chinese keyboard gives the wide colon.
    let right = rest.strip_prefix([':', '：']);
    let right = right.and_then(|rest| rest.strip_prefix(VERB));
    let after = right.or_else(|| misspelt(before, rest));
    let after = after.filter(|rest| !rest.starts_with(is_word))?;
    Some(Opening {
        start,
        words: text.len() - after.len(),
        is_right: right.is_some(),
    })
}

/// What follows a word that is nearly `:ignore`. After an English word or a comma it is part of a sentence.
fn misspelt<'t>(before: &str, rest: &'t str) -> Option<&'t str> {
    let before = before.trim_end_matches([' ', '\t']);
    if before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ',') {
        return None;
    }
    let verb = rest.trim_start_matches(JOINTS);
    let is_joined = (1..=MOST_JOINTS).contains(&rest[..rest.len() - verb.len()].chars().count());
    let (word, after) = verb.split_at_checked(VERB.len())?;
    (is_joined && word.eq_ignore_ascii_case(VERB)).then_some(after)
}

/// Where the names of a misspelt note may begin, and whether it is about the whole document.
fn behind_misspelt(text: &str, words: usize, end: usize) -> (usize, bool) {
    let rest = text.get(words..end).unwrap_or("");
    let file = rest.strip_prefix(JOINTS).and_then(|rest| {
        let (word, rest) = rest.split_at_checked(FILE.len())?;
        word.eq_ignore_ascii_case(FILE).then_some(rest)
    });
    let names = file.unwrap_or(rest).trim_start_matches(JOINTS);
    (end - names.len(), file.is_some())
}

fn matters(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Code | NodeKind::CodeBlock | NodeKind::HtmlComment | NodeKind::Comment
    )
}

fn read<'d>(text: &str, opening: &Opening, limit: usize, comment: Option<&'d Node>) -> Note<'d> {
    let &Opening { start, words, .. } = opening;
    let line = text.get(start..limit).unwrap_or("");
    let line = line
        .split(['\n', '\r', LINE_SEPARATOR])
        .next()
        .unwrap_or(line);
    let end = CLOSERS
        .iter()
        .filter_map(|closer| line.find(closer))
        .min()
        .unwrap_or(line.len());
    let end = start + line.get(..end).unwrap_or(line).trim_end().len();
    if !opening.is_right {
        let (at, whole_document) = behind_misspelt(text, words, end);
        return Note {
            range: TextRange::new(start, end),
            names: names_from(text, at, end),
            form: Form::Misspelt,
            whole_document,
            comment,
        };
    }
    let suffix = name_at(text, words, end);
    let whole_document = suffix.slice(text).strip_prefix('-') == Some(FILE);
    let form = if suffix.is_empty() || whole_document {
        Form::Right
    } else {
        Form::Unknown(TextRange::new(words - VERB.len(), suffix.end()))
    };
    let names = match form {
        Form::Unknown(_) => Vec::new(),
        _ => names_from(text, suffix.end(), end),
    };
    Note {
        range: TextRange::new(start, end),
        names,
        form,
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
