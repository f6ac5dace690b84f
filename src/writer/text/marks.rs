//! Notes in a text, between its words: `〔※…〕` behind each place, which nobody else writes and which can be taken out again.

use super::encoder::Encoder;
use crate::document::{Document, Edit, MARK_CLOSE, MARK_LIMIT, MARK_OPEN};
use crate::text::TextRange;
use crate::writer::{Annotated, Note, NoteStyle, Removed, WriteError};

/// What a note ends with that is too long for a mark.
const MORE: &str = "…";

/// Put a mark behind each place. A text has no grounds, so there is no highlighting.
pub(in crate::writer) fn annotate(
    source: &[u8],
    document: &Document,
    notes: &[Note],
    style: NoteStyle,
) -> Result<Annotated, WriteError> {
    // An end that is missing might be found in a mark of ours.
    if !document.own_marks.is_empty() || document.text.contains(MARK_OPEN) {
        return Err(WriteError::HasMarks);
    }
    let notes = if style.comments { notes } else { &[] };
    let mut order: Vec<usize> = (0..notes.len()).collect();
    order.sort_by_key(|&index| notes.get(index).map(|note| note.range.end()));
    // Notes at one place stand in one edit, so that their order is known.
    let mut edits: Vec<(Edit, Vec<usize>)> = Vec::new();
    for index in order {
        let Some(note) = notes.get(index) else {
            continue;
        };
        let place = TextRange::empty(note.range.end());
        let mark = mark(&note.text);
        match edits.last_mut() {
            Some((edit, numbers)) if edit.range == place => {
                edit.replacement.push_str(&mark);
                numbers.push(index);
            }
            _ => edits.push((Edit::new(place, mark), vec![index])),
        }
    }
    let (edits, numbers): (Vec<Edit>, Vec<Vec<usize>>) = edits.into_iter().unzip();
    let written = super::apply(source, document, &edits)?;
    let mut refused: Vec<_> = written
        .refused
        .into_iter()
        .flat_map(|refusal| {
            let numbers = numbers.get(refusal.index).cloned().unwrap_or_default();
            numbers
                .into_iter()
                .map(move |index| crate::writer::Refusal {
                    index,
                    ..refusal.clone()
                })
        })
        .collect();
    refused.sort_by_key(|refusal| refusal.index);
    Ok(Annotated {
        bytes: written.bytes,
        collected: Vec::new(),
        refused,
    })
}

/// Take all marks out.
pub(in crate::writer) fn remove(source: &[u8], document: &Document) -> Result<Removed, WriteError> {
    let encoder = Encoder::of(document)?;
    let mut bytes = Vec::with_capacity(source.len());
    let mut done = 0;
    for mark in &document.own_marks {
        let (start, end) = (mark.bytes.start as usize, mark.bytes.end as usize);
        let there = source.get(start..end).ok_or(WriteError::Changed)?;
        if !encoder.means(there, &mark.text) {
            return Err(WriteError::Changed);
        }
        bytes.extend_from_slice(source.get(done..start).ok_or(WriteError::Changed)?);
        done = end;
    }
    bytes.extend_from_slice(source.get(done..).ok_or(WriteError::Changed)?);
    Ok(Removed {
        bytes,
        count: document.own_marks.len(),
        exact: true,
    })
}

/// The mark that says `text` in one line.
fn mark(text: &str) -> String {
    let mut words = text.replace(['\n', '\r'], " ").replace(MARK_CLOSE, "）");
    if words.len() >= MARK_LIMIT {
        let fits = |at: &usize| *at < MARK_LIMIT - MORE.len();
        let cuts = words.char_indices().map(|(at, _)| at);
        words.truncate(cuts.take_while(fits).last().unwrap_or(0));
        words.push_str(MORE);
    }
    format!("{MARK_OPEN}{words}{MARK_CLOSE}")
}
