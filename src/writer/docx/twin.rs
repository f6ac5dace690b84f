//! A text box stands in a file twice: for programs that know its kind of drawing, and for those that know the older one
//! (ISO/IEC 29500-3, `mc:AlternateContent`). Who changes one copy has to change the other.

use std::ops::Range;

use super::layout::{ItemId, Layout, Piece};
use super::spots::Spot;
use crate::document::NotWritable;
use crate::ooxml::element::Element;

/// The places of the words at `spots` in all other copies of the alternative in which these lie.
///
/// # Errors
/// [`NotWritable::OtherCopy`] where a copy has these words among others than the one that was read.
pub(super) fn spots(layout: &Layout, spots: &[Spot]) -> Result<Vec<Vec<Spot>>, NotWritable> {
    let (Some(first), Some(last)) = (spots.first(), spots.last()) else {
        return Ok(Vec::new());
    };
    let Some(own) = layout.innermost(first.span.start).and_then(|id| {
        let branches = layout
            .ancestry(id)
            .filter(|(_, item)| matches!(item.element, Element::Choice | Element::Fallback));
        branches.last().map(|(id, _)| id)
    }) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let own_pieces = pieces(layout, own);
    let own_words = words(layout, own_pieces);
    let (Some(start), Some(end)) = (
        offset(own_pieces, first.span.start),
        offset(own_pieces, last.span.end),
    ) else {
        return Err(NotWritable::OtherCopy);
    };
    let replaced = own_words.get(start..end).unwrap_or("");
    for other in others(layout, own) {
        let pieces = pieces(layout, other);
        let words = words(layout, pieces);
        if words == own_words {
            found.push(cut(layout, pieces, start..end)?);
        } else if words.contains(replaced) && !replaced.is_empty() {
            return Err(NotWritable::OtherCopy);
        }
    }
    Ok(found)
}

/// The other alternatives beside this one.
fn others(layout: &Layout, own: ItemId) -> impl Iterator<Item = ItemId> {
    let parent = layout.items.get(own).and_then(|item| item.parent);
    let end = parent
        .and_then(|parent| layout.items.get(parent))
        .map_or(0, |item| item.outer().end);
    let first = parent.map_or(0, |parent| parent + 1);
    let items = layout.items.get(first..).unwrap_or_default();
    items
        .iter()
        .take_while(move |item| item.open.start < end)
        .enumerate()
        .filter(move |(_, item)| item.parent == parent)
        .map(move |(index, _)| first + index)
        .filter(move |&id| id != own)
}

fn pieces(layout: &Layout, id: ItemId) -> &[Piece] {
    let Some(item) = layout.items.get(id) else {
        return &[];
    };
    let inner = item.inner();
    let start = layout
        .pieces
        .partition_point(|piece| piece.span.start < inner.start);
    let end = layout
        .pieces
        .partition_point(|piece| piece.span.start < inner.end);
    layout.pieces.get(start..end).unwrap_or_default()
}

fn words<'l>(layout: &'l Layout, pieces: &[Piece]) -> &'l str {
    match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => layout
            .words
            .get(first.words.start..last.words.end)
            .unwrap_or(""),
        _ => "",
    }
}

/// How many bytes of words stand before byte `at` of the part.
fn offset(pieces: &[Piece], at: usize) -> Option<usize> {
    let start = pieces.first()?.words.start;
    let piece = pieces.iter().find(|piece| at <= piece.span.end)?;
    let within = match piece.is_verbatim {
        true => at.checked_sub(piece.span.start)?,
        false if at == piece.span.start => 0,
        false => piece.words.len(),
    };
    Some(piece.words.start + within - start)
}

/// The places of the words `range` of these pieces.
fn cut(layout: &Layout, pieces: &[Piece], range: Range<usize>) -> Result<Vec<Spot>, NotWritable> {
    let start = pieces.first().map_or(0, |piece| piece.words.start);
    let (from, to) = (start + range.start, start + range.end);
    let mut spots = Vec::new();
    for piece in pieces {
        let here = piece.words.start.max(from)..piece.words.end.min(to);
        let touches = match range.is_empty() {
            true => piece.words.start <= from && from <= piece.words.end && spots.is_empty(),
            false => here.start < here.end,
        };
        if !touches {
            continue;
        }
        let is_whole = here == piece.words;
        if !piece.is_verbatim && !is_whole {
            return Err(NotWritable::OtherCopy);
        }
        let place = |word: usize| piece.span.start + word - piece.words.start;
        let span = match piece.is_verbatim {
            true => place(here.start)..place(here.end),
            false => piece.span.clone(),
        };
        let is_tag = !piece.is_verbatim && layout.starting_at(span.start).is_some();
        spots.push(Spot { span, is_tag });
    }
    Ok(spots)
}
