//! Notes in a text, between its words: `〔※…〕` behind each place, which nobody else writes and which can be taken out again.

use crate::document::{Document, Edit};
use crate::text::TextRange;
use crate::writer::{Annotated, Note, NoteStyle, Removed, WriteError};

/// What a mark begins and ends with.
const OPEN: &str = "〔※";
const CLOSE: char = '〕';

/// Put a mark behind each place. A text has no grounds, so there is no highlighting.
pub(in crate::writer) fn annotate(
    source: &[u8],
    document: &Document,
    notes: &[Note],
    style: NoteStyle,
) -> Result<Annotated, WriteError> {
    if document.text.contains(OPEN) {
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
    let text = document.text.as_str();
    let mut edits = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(OPEN)) {
        let start = from + found;
        let rest = text.get(start..).unwrap_or("");
        let Some(end) = rest.find(CLOSE) else { break };
        from = start + end + CLOSE.len_utf8();
        edits.push(Edit::new(TextRange::new(start, from), ""));
    }
    // Marks side by side are one edit less to place.
    let count = edits.len();
    let written = super::apply(source, document, &edits)?;
    Ok(Removed {
        bytes: written.bytes,
        count: count - written.refused.len(),
        exact: true,
    })
}

/// The mark that says `text` in one line.
fn mark(text: &str) -> String {
    let words = text.replace(['\n', '\r'], " ").replace(CLOSE, "）");
    format!("{OPEN}{words}{CLOSE}")
}
