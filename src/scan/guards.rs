//! What speaks against a match: each condition of a guard is one function here and one line in [`holds`].

use std::ops::Range;

use crate::document::Document;
use crate::rule::Condition;
use crate::scan::block::{Block, floor_boundary};
use crate::scan::compiled::LazyTest;
use crate::text::{TextRange, clause_around, sentence_around};

/// How much of the text before and after a match its guards see, in bytes.
const CONTEXT: usize = 240;

/// How far a sentence reaches before and after a match at most, in bytes. Where nothing ends a sentence for pages, each
/// of a thousand matches would otherwise be judged by all the others.
const SENTENCE_REACH: usize = 1 << 10;

/// A match that guards are asked about.
#[derive(Debug)]
pub(super) struct Match<'m, 'd> {
    /// The document it stands in.
    pub(super) document: &'m Document,
    /// The block it stands in.
    pub(super) block: &'m Block<'d>,
    /// What is reported, in bytes of the block's folded text.
    pub(super) span: Range<usize>,
    /// The same place in the document.
    pub(super) range: TextRange,
}

/// Whether `condition` holds for the match; `test` keeps its compiled pattern.
pub(super) fn holds(condition: &Condition, test: &LazyTest, matched: &Match<'_, '_>) -> bool {
    let fits = |pattern: &str, text: &str| test.holds(pattern, text);
    match condition {
        Condition::Question => asks(sentence(matched)),
        Condition::Sentence(pattern) => fits(pattern, sentence(matched)),
        Condition::Clause(pattern) => fits(pattern, clause(matched)),
        Condition::Paragraph(pattern) => fits(pattern, matched.block.folded().text()),
        Condition::Before(pattern) => fits(pattern, before(matched)),
        Condition::After(pattern) => fits(pattern, after(matched)),
        Condition::Matched(pattern) => fits(pattern, &folded(matched)[matched.span.clone()]),
        Condition::In(kinds) => matched
            .document
            .nodes_touching(matched.range)
            .any(|node| kinds.contains(&node.kind)),
    }
}

fn folded<'m>(matched: &'m Match<'_, '_>) -> &'m str {
    matched.block.folded().text()
}

fn sentence<'m>(matched: &'m Match<'_, '_>) -> &'m str {
    let (text, span) = surroundings(matched);
    &text[sentence_around(text, span)]
}

fn clause<'m>(matched: &'m Match<'_, '_>) -> &'m str {
    let (text, span) = surroundings(matched);
    &text[clause_around(text, span)]
}

/// The match with what is near enough to belong to its sentence, and where the match stands in that.
fn surroundings<'m>(matched: &'m Match<'_, '_>) -> (&'m str, Range<usize>) {
    let (text, span) = (folded(matched), &matched.span);
    let start = ceil_boundary(text, span.start.saturating_sub(SENTENCE_REACH));
    let end = floor_boundary(text, span.end + SENTENCE_REACH);
    (&text[start..end], span.start - start..span.end - start)
}

fn before<'m>(matched: &'m Match<'_, '_>) -> &'m str {
    let text = &folded(matched)[..matched.span.start];
    &text[ceil_boundary(text, text.len().saturating_sub(CONTEXT))..]
}

fn after<'m>(matched: &'m Match<'_, '_>) -> &'m str {
    let text = &folded(matched)[matched.span.end..];
    &text[..floor_boundary(text, CONTEXT)]
}

/// The first character boundary of `text` at or after `offset`.
fn ceil_boundary(text: &str, offset: usize) -> usize {
    (offset..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

/// Whether a sentence is a question: it ends with a question mark or a questioning particle.
fn asks(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(['”', '’', '」', '』', '"', '\'', '）', ')', ' ']);
    if end.ends_with(['？', '?']) {
        return true;
    }
    let words = end.trim_end_matches(['。', '！', '!', '；', '…', '.']);
    words.ends_with(['吗', '呢'])
}
