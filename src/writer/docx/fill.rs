//! Edits in the stories and properties of a document: where each is in its part, and whether anything may be written there.
//!
//! No run and no paragraph is taken out, and automatic numbers stay. How the words get into the markup is the affair of `rewrite`
//! and `tracked`.

use super::cuts::Cuts;
use super::layout::ItemId;
use super::protection::Deed;
use super::spots::{Spot, home, is_in_story, says_the_same, spot};
use super::target::{Part, PartKind, Target};
use super::tracked::{self, Tracking};
use super::{protection, rewrite, twin};
use crate::document::{Document, Edit, NodeKind, NotWritable, SourceContext, SourceSpan};
use crate::ooxml::archive::normalised;
use crate::ooxml::element::Element;
use crate::text::TextRange;
use crate::writer::{Manner, Refusal, WriteError, Written, is_place};

/// Where an edit is in a story.
pub(super) struct Place<'a> {
    /// The element in which it begins.
    pub(super) home: ItemId,
    /// Its pieces.
    pub(super) spots: &'a [Spot],
    /// The same pieces in all other copies of the text box that it is in.
    pub(super) twins: Vec<Vec<Spot>>,
    /// Its words in the document.
    pub(super) words: &'a str,
}

/// Make `edits`, no two of which overlap.
pub(in crate::writer) fn apply(
    source: &[u8],
    document: &Document,
    edits: &[Edit],
    manner: &Manner,
) -> Result<Written, WriteError> {
    let mut target = Target::open(source)?;
    if !manner.despite_protection && !edits.is_empty() {
        let deed = match manner.tracked {
            Some(_) => Deed::TrackedEdits,
            None => Deed::Edits,
        };
        protection::check(&mut target, deed)?;
    }
    let tracking = manner.tracked.as_ref();
    let mut tracking = tracking
        .map(|revision| Tracking::of(&mut target, revision))
        .transpose()?;
    let mut refused = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        if let Err(reason) = make(&mut target, document, edit, tracking.as_mut())? {
            refused.push(Refusal { index, reason });
        }
    }
    Ok(Written {
        bytes: target.finish()?,
        refused,
    })
}

/// Make one edit as a whole, or say why not.
fn make(
    target: &mut Target<'_>,
    document: &Document,
    edit: &Edit,
    tracking: Option<&mut Tracking>,
) -> Result<Result<(), NotWritable>, WriteError> {
    // What stays as it is is not struck out, unless a piece can only go as a whole.
    let narrow = tracking
        .is_some()
        .then(|| tracked::narrowed(document, edit));
    let narrow = narrow.filter(|narrow| spans(document, narrow).is_ok());
    let edit = narrow.as_ref().unwrap_or(edit);
    let spans = match spans(document, edit) {
        Ok(spans) => spans,
        Err(reason) => return Ok(Err(reason)),
    };
    let name = spans
        .first()
        .and_then(|span| document.map.parts().get(usize::from(span.part)));
    let Some(name) = name else {
        return Ok(Err(NotWritable::NotInSource));
    };
    match target.kind(name) {
        PartKind::Story | PartKind::Properties => {}
        PartKind::Data => return Ok(Err(NotWritable::BoundControl)),
        PartKind::Other => return Ok(Err(NotWritable::OtherPart)),
    }
    let mut cuts = target.cuts.remove(&normalised(name)).unwrap_or_default();
    let part = match target.part(name) {
        Ok(part) => part,
        Err(WriteError::Unusual { .. }) => return Ok(Err(NotWritable::PartEncoding)),
        Err(error) => return Err(error),
    };
    if !says_the_same(part, document, &spans) {
        return Err(WriteError::Changed);
    }
    let spots: Vec<Spot> = spans.iter().map(|span| spot(span, part.mark)).collect();
    let made = in_part(part, &mut cuts, document, edit, &spots, tracking);
    target.cuts.insert(normalised(name), cuts);
    Ok(made)
}

/// The pieces of the edit, all of which lie in one part and can go as they are. Ends of paragraphs and automatic numbers among
/// them stay.
fn spans(document: &Document, edit: &Edit) -> Result<Vec<SourceSpan>, NotWritable> {
    if !is_place(document, edit.range) {
        return Err(NotWritable::NoPlace);
    }
    let length = document.text.len();
    let spans: Vec<SourceSpan> = match edit.range.is_empty() {
        true => document.map.source_of(edit.range, length)?,
        false => document.map.spans(edit.range, length).collect(),
    };
    let Some(first) = spans.first() else {
        return Err(why_not_in_source(document, edit.range));
    };
    let mut from = edit.range.start();
    for span in &spans {
        let gap = TextRange::new(from, span.text.start().max(from));
        check_gap(document, gap)?;
        from = span.text.end();
        if span.part != first.part {
            return Err(NotWritable::OverParts);
        }
        let is_cut = !span.text.is_empty() && span.text != span.whole;
        if span.context == SourceContext::XmlPiece && is_cut {
            return Err(NotWritable::PartOfPiece);
        }
    }
    check_gap(document, TextRange::new(from, edit.range.end().max(from)))?;
    Ok(spans)
}

/// Whether words that stand nowhere in the file are of a kind that stays as it is: ends of paragraphs, and the numbers that the
/// program counts itself, with the space behind them.
fn check_gap(document: &Document, gap: TextRange) -> Result<(), NotWritable> {
    let number = |at: usize| {
        let at = TextRange::new(at, at + 1);
        let mut nodes = document.nodes_touching(at);
        nodes.any(|node| node.kind == NodeKind::Numbering && node.range.overlaps(at))
    };
    let mut words = gap.slice(&document.text).char_indices();
    match words.all(|(at, c)| c.is_whitespace() || number(gap.start() + at)) {
        true => Ok(()),
        false => Err(why_not_in_source(document, gap)),
    }
}

fn why_not_in_source(document: &Document, range: TextRange) -> NotWritable {
    let mut nodes = document.nodes_touching(range);
    if range.slice(&document.text).chars().all(|c| c == '\n') {
        NotWritable::ParagraphEnd
    } else if nodes.any(|node| node.kind == NodeKind::Numbering) {
        NotWritable::Numbering
    } else {
        NotWritable::NotInSource
    }
}

fn in_part(
    part: &mut Part,
    cuts: &mut Cuts,
    document: &Document,
    edit: &Edit,
    spots: &[Spot],
    tracking: Option<&mut Tracking>,
) -> Result<(), NotWritable> {
    let layout = &part.layout;
    let homes: Vec<ItemId> = spots
        .iter()
        .map(|spot| home(layout, spot))
        .collect::<Result<_, _>>()?;
    let &home = homes.first().ok_or(NotWritable::NotInSource)?;
    if !is_in_story(layout, home) {
        // What a control shows of a property stands there, too.
        let mut nodes = document.nodes_around(edit.range);
        return match nodes.any(|node| node.kind == NodeKind::Property) {
            true if tracking.is_some() => Err(NotWritable::NotTracked),
            true => rewrite::property(part, spots, &edit.replacement),
            false => Err(NotWritable::BoundControl),
        };
    }
    // Paragraphs side by side; others lie in another cell or text box.
    let around = |id: ItemId| {
        let paragraph = layout.within(id, &[Element::Paragraph, Element::DrawingParagraph]);
        paragraph.map(|(_, paragraph)| paragraph.parent)
    };
    if homes.iter().any(|&id| around(id) != around(home)) {
        return Err(NotWritable::OverParts);
    }
    let is_bound = |&id: &ItemId| {
        let mut controls = layout
            .ancestry(id)
            .filter_map(|(_, item)| item.control.as_ref());
        controls.any(|control| control.is_bound)
    };
    if homes.iter().any(is_bound) {
        return Err(NotWritable::BoundControl);
    }
    let place = Place {
        home,
        spots,
        twins: twin::spots(layout, spots)?,
        words: edit.range.slice(&document.text),
    };
    match tracking {
        Some(tracking) => tracked::story(part, cuts, tracking, &place, &edit.replacement),
        None => rewrite::story(part, &place, &edit.replacement),
    }
}
