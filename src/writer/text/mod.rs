//! Text files in any encoding that is read, Markdown among them: edits, and notes between the words.
//!
//! Bytes outside the edits stay as they are, the byte order mark and what means nothing in the encoding among them. What the
//! encoding cannot hold is refused. Where a character stands is told by decoding the piece it stands in.

mod encoder;
mod marks;
mod place;

pub(super) use marks::{annotate, remove};

use encoder::Encoder;

use super::{Manner, Refusal, WriteError, Written, is_place};
use crate::document::{Document, Edit, NotWritable, SourceContext, SourceSpan};
use crate::text::TextRange;

/// Make `edits`, no two of which overlap, in a manner that a text has.
pub(super) fn write(
    source: &[u8],
    document: &Document,
    edits: &[Edit],
    manner: &Manner,
) -> Result<Written, WriteError> {
    match manner.tracked {
        Some(_) => Err(WriteError::NotTracked(document.format)),
        None => apply(source, document, edits),
    }
}

/// Make `edits`, no two of which overlap.
fn apply(source: &[u8], document: &Document, edits: &[Edit]) -> Result<Written, WriteError> {
    let mut encoder = Encoder::of(document)?;
    let mut refused = Vec::new();
    let mut splices = Vec::with_capacity(edits.len());
    for (index, edit) in edits.iter().enumerate() {
        match splice(source, document, edit, &mut encoder)? {
            Ok(splice) => splices.push(splice),
            Err(reason) => refused.push(Refusal { index, reason }),
        }
    }
    splices.sort_by_key(|splice| (splice.start, splice.end));
    let mut bytes = Vec::with_capacity(source.len());
    let mut done = 0;
    for splice in &splices {
        let kept = source.get(done..splice.start).ok_or(WriteError::Changed)?;
        bytes.extend_from_slice(kept);
        bytes.extend_from_slice(&splice.bytes);
        done = splice.end;
    }
    bytes.extend_from_slice(source.get(done..).ok_or(WriteError::Changed)?);
    Ok(Written { bytes, refused })
}

/// Bytes in the place of some of the file's.
struct Splice {
    start: usize,
    end: usize,
    bytes: Vec<u8>,
}

/// What an edit does to the bytes.
///
/// # Errors
/// [`WriteError::Changed`] where the bytes do not mean the document's text.
fn splice(
    source: &[u8],
    document: &Document,
    edit: &Edit,
    encoder: &mut Encoder<'_>,
) -> Result<Result<Splice, NotWritable>, WriteError> {
    if !is_place(document, edit.range) {
        return Ok(Err(NotWritable::NoPlace));
    }
    let [first, last] = match ends(document, edit.range) {
        Ok(ends) => ends,
        Err(reason) => return Ok(Err(reason)),
    };
    let (from, to) = (edit.range.start(), edit.range.end());
    let (Some(start), Some(end)) = (
        byte(source, document, &first, from, encoder),
        byte(source, document, &last, to, encoder),
    ) else {
        return Ok(Err(NotWritable::PartOfPiece));
    };
    let text = |range: TextRange| range.slice(&document.text);
    let old = source.get(start..end).unwrap_or_default();
    if !encoder.means(old, text(edit.range)) {
        return Err(WriteError::Changed);
    }
    let (bytes, words) = match encoder.encode(&edit.replacement) {
        Ok(encoded) => encoded,
        Err(reason) => return Ok(Err(reason)),
    };
    // Half a character in front of the place must not hang together with the new bytes, nor these with what follows.
    let is_encoded = |span: &SourceSpan| span.context == SourceContext::Encoded;
    if is_encoded(&first) || is_encoded(&last) {
        let before = source.get(first.bytes.start as usize..start);
        let after = source.get(end..last.bytes.end as usize);
        let made = [
            before.unwrap_or_default(),
            &bytes,
            after.unwrap_or_default(),
        ]
        .concat();
        let before = text(TextRange::new(first.whole.start().min(from), from));
        let after = text(TextRange::new(to, last.whole.end().max(to)));
        if !encoder.means(&made, &[before, &words, after].concat()) {
            return Ok(Err(NotWritable::PartOfPiece));
        }
    }
    Ok(Ok(Splice { start, end, bytes }))
}

/// The pieces in which `range` begins and ends.
fn ends(document: &Document, range: TextRange) -> Result<[SourceSpan; 2], NotWritable> {
    if document.text.is_empty() {
        return Err(NotWritable::NotInSource);
    }
    let spans = document.map.source_of(range, document.text.len())?;
    let joins = |pair: &[SourceSpan]| {
        let [before, behind] = pair else { return true };
        before.bytes.end == behind.bytes.start
    };
    if !spans.windows(2).all(joins) {
        return Err(NotWritable::OwnMark);
    }
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => Ok([first.clone(), last.clone()]),
        _ => Err(NotWritable::NotInSource),
    }
}

/// The byte of the file at which byte `at` of the text begins, or the text ends; nothing where the character cannot be told
/// from those beside it.
fn byte(
    source: &[u8],
    document: &Document,
    span: &SourceSpan,
    at: usize,
    encoder: &Encoder<'_>,
) -> Option<usize> {
    let start = span.bytes.start as usize;
    match span.context {
        SourceContext::Raw if at == span.text.start() => Some(start),
        SourceContext::Raw => Some(span.bytes.end as usize),
        _ => {
            let piece = source.get(start..span.bytes.end as usize)?;
            let text = span.whole.slice(&document.text);
            let within =
                place::in_piece(piece, text, at.checked_sub(span.whole.start())?, encoder)?;
            Some(start + within)
        }
    }
}
