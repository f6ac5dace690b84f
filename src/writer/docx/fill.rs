//! Edits in the stories and properties of a document: which pieces of a part go, and where the new words stand.
//!
//! The words take the formatting of the run in which the place begins. The other pieces are emptied; no run and no paragraph
//! is taken out, and automatic numbers stay.

use std::ops::Range;

use super::layout::{ItemId, Layout, prefix};
use super::target::{Part, Target};
use super::twin;
use super::words::{PRESERVE, end_of_attributes, escaped, has_outer_space, in_run, preserves};
use crate::document::{Document, Edit, NodeKind, NotWritable, SourceContext, SourceSpan};
use crate::ooxml::element::Element;
use crate::text::TextRange;
use crate::writer::{Refusal, WriteError, Written, is_place};

/// Make `edits`, no two of which overlap.
pub(in crate::writer) fn apply(
    source: &[u8],
    document: &Document,
    edits: &[Edit],
) -> Result<Written, WriteError> {
    let mut target = Target::open(source)?;
    let mut refused = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        if let Err(reason) = make(&mut target, document, edit)? {
            refused.push(Refusal { index, reason });
        }
    }
    Ok(Written {
        bytes: target.finish()?,
        refused,
    })
}

/// A place in a part that goes.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Bytes of the part's text; an element by its start tag.
    pub(super) span: Range<usize>,
    /// Whether it is an element that stands for a character.
    pub(super) is_tag: bool,
}

/// Make one edit as a whole, or say why not.
fn make(
    target: &mut Target<'_>,
    document: &Document,
    edit: &Edit,
) -> Result<Result<(), NotWritable>, WriteError> {
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
    let is_bound = !name.ends_with(".xml") || name.to_ascii_lowercase().starts_with("customxml/");
    if is_bound {
        let reason = match name.ends_with(".xml") {
            true => NotWritable::BoundControl,
            false => NotWritable::OtherPart,
        };
        return Ok(Err(reason));
    }
    let part = match target.part(name) {
        Ok(part) => part,
        Err(WriteError::Unusual { .. }) => return Ok(Err(NotWritable::PartEncoding)),
        Err(error) => return Err(error),
    };
    if !says_the_same(part, document, &spans) {
        return Err(WriteError::Changed);
    }
    let spots: Vec<Spot> = spans.iter().map(|span| spot(span, part.mark)).collect();
    Ok(in_part(part, document, edit, &spots))
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

/// Whether the part holds the words that were read from it.
fn says_the_same(part: &Part, document: &Document, spans: &[SourceSpan]) -> bool {
    spans.iter().all(|span| {
        let there = part.text().get(spot(span, part.mark).span);
        match span.context {
            SourceContext::XmlText => there == Some(span.text.slice(&document.text)),
            SourceContext::XmlTag => there.is_some_and(|tag| tag.starts_with('<')),
            _ => there.is_some(),
        }
    })
}

/// Where a span lies in the part's text. One without words is behind the piece before it, or before the one behind it.
pub(super) fn spot(span: &SourceSpan, mark: usize) -> Spot {
    let place = |byte: u32| (byte as usize).saturating_sub(mark);
    let (start, end) = (place(span.bytes.start), place(span.bytes.end));
    let is_place = span.text.is_empty();
    let span_of = match is_place {
        true if span.text.start() >= span.whole.end() => end..end,
        true => start..start,
        false => start..end,
    };
    Spot {
        span: span_of,
        is_tag: span.context == SourceContext::XmlTag && !is_place,
    }
}

fn in_part(
    part: &mut Part,
    document: &Document,
    edit: &Edit,
    spots: &[Spot],
) -> Result<(), NotWritable> {
    let first = spots.first().ok_or(NotWritable::NotInSource)?;
    if document
        .nodes_around(edit.range)
        .any(|node| node.kind == NodeKind::Property)
    {
        return in_property(part, edit, spots);
    }
    let layout = &part.layout;
    let homes: Vec<ItemId> = spots
        .iter()
        .map(|spot| home(layout, spot))
        .collect::<Result<_, _>>()?;
    let &home = homes.first().ok_or(NotWritable::NotInSource)?;
    // Paragraphs side by side; others lie in another cell or text box.
    let around = |id: ItemId| {
        let paragraph = layout.within(id, &[Element::Paragraph, Element::DrawingParagraph]);
        paragraph.map(|(_, paragraph)| paragraph.parent)
    };
    if homes.iter().any(|&id| around(id) != around(home)) {
        return Err(NotWritable::OverParts);
    }
    for (&id, spot) in homes.iter().zip(spots) {
        check(layout, id, spot.span.start)?;
    }
    let twins = twin::spots(part, document, edit.range, first)?;
    let replacement = &*edit.replacement;
    // Whether the words can be written is known before anything is changed.
    let mut changes = changes(part, spots, replacement)?;
    for twin in &twins {
        changes.extend(self::changes(part, twin, replacement)?);
    }
    if changes.iter().any(|(range, _)| part.patches.touches(range)) {
        return Err(NotWritable::PartOfPiece);
    }
    let preserving: Vec<ItemId> = texts_that_need_spaces(part, spots, &twins, replacement);
    for (range, words) in &changes {
        part.patches.replace(range.clone(), words);
    }
    for id in preserving {
        preserve(part, id);
    }
    drop_prompt(part, home);
    Ok(())
}

/// Properties of a document have neither runs nor lines.
fn in_property(part: &mut Part, edit: &Edit, spots: &[Spot]) -> Result<(), NotWritable> {
    let words = escaped(&edit.replacement)?;
    for (index, spot) in spots.iter().enumerate() {
        let words = if index == 0 { &*words } else { "" };
        part.patches.replace(spot.span.clone(), words);
    }
    Ok(())
}

/// The element that a spot lies in, or is: a text element, or one that stands for a character.
pub(super) fn home(layout: &Layout, spot: &Spot) -> Result<ItemId, NotWritable> {
    let item = |id: ItemId| layout.items.get(id).map(|item| item.element);
    let found = match spot.is_tag {
        true => layout.starting_at(spot.span.start).filter(|&id| {
            matches!(
                item(id),
                Some(
                    Element::Tab
                        | Element::PositionedTab
                        | Element::Break
                        | Element::CarriageReturn
                        | Element::NoBreakHyphen
                        | Element::Symbol
                )
            )
        }),
        // A place at the end of a text lies outside its content, which ends there.
        false => [spot.span.start, spot.span.start.saturating_sub(1)]
            .into_iter()
            .filter_map(|at| layout.innermost(at))
            .find(|&id| {
                matches!(
                    item(id),
                    Some(
                        Element::Text
                            | Element::MathText
                            | Element::DrawingText
                            | Element::Instruction
                    )
                )
            }),
    };
    let found = found.ok_or(NotWritable::OtherPart)?;
    let story = layout.within(
        found,
        &[
            Element::Document,
            Element::Header,
            Element::Footer,
            Element::Footnote,
            Element::Endnote,
            Element::Comment,
        ],
    );
    story.map(|_| found).ok_or(NotWritable::OtherPart)
}

/// Whether words may be written into the element.
fn check(layout: &Layout, id: ItemId, at: usize) -> Result<(), NotWritable> {
    let controls = layout
        .ancestry(id)
        .filter_map(|(_, item)| item.control.as_ref());
    if controls.into_iter().any(|control| control.is_bound) {
        return Err(NotWritable::BoundControl);
    }
    let mut around = layout.fields.iter().filter(|field| field.holds(at, layout));
    match around.find(|field| !field.keeps_words()) {
        Some(field) => Err(NotWritable::FieldResult {
            instruction: field.instruction.trim().to_owned(),
        }),
        None => Ok(()),
    }
}

/// What goes, and what comes in the place of each.
fn changes(
    part: &Part,
    spots: &[Spot],
    replacement: &str,
) -> Result<Vec<(Range<usize>, String)>, NotWritable> {
    let mut changes = Vec::with_capacity(spots.len());
    for (index, spot) in spots.iter().enumerate() {
        let replacement = if index == 0 { replacement } else { "" };
        let id = home(&part.layout, spot)?;
        let item = part.layout.items.get(id).ok_or(NotWritable::OtherPart)?;
        let prefix = prefix(part.text().get(item.open.clone()).unwrap_or(""));
        changes.push(match item.element {
            Element::Text => (spot.span.clone(), in_run(replacement, prefix)?),
            _ if !spot.is_tag => (spot.span.clone(), escaped(replacement)?),
            _ if replacement.is_empty() => (item.outer(), String::new()),
            // Words in the place of a tab are a text of their own in its run.
            _ => {
                let words = in_run(replacement, prefix)?;
                let words = format!("<{prefix}t{PRESERVE}>{words}</{prefix}t>");
                (item.outer(), words)
            }
        });
    }
    Ok(changes)
}

/// The text elements that get spaces at an end where they had none.
fn texts_that_need_spaces(
    part: &Part,
    spots: &[Spot],
    twins: &[Vec<Spot>],
    replacement: &str,
) -> Vec<ItemId> {
    let mut found = Vec::new();
    for spots in std::iter::once(spots).chain(twins.iter().map(Vec::as_slice)) {
        for (index, spot) in spots.iter().enumerate() {
            let Ok(id) = home(&part.layout, spot) else {
                continue;
            };
            let Some(item) = part
                .layout
                .items
                .get(id)
                .filter(|it| it.element == Element::Text)
            else {
                continue;
            };
            let content = part.text().get(item.inner()).unwrap_or("");
            let (start, end) = has_outer_space(content);
            let words = if index == 0 { replacement } else { "" };
            let before = part
                .text()
                .get(item.open.end..spot.span.start)
                .unwrap_or("");
            let after = part
                .text()
                .get(spot.span.end..item.close.start)
                .unwrap_or("");
            let made = [before, words, after].concat();
            let (now_start, now_end) = has_outer_space(&made);
            let has_element = words.contains(['\t', '\n', '\r', '\u{2028}']);
            if now_start && !start
                || now_end && !end
                || has_element && has_outer_space(words) != (false, false)
            {
                found.push(id);
            }
        }
    }
    found
}

/// Let the spaces at the ends of a text count.
pub(super) fn preserve(part: &mut Part, id: ItemId) {
    let Some(item) = part.layout.items.get(id) else {
        return;
    };
    let open = part.text().get(item.open.clone()).unwrap_or("");
    if !preserves(open) {
        let at = item.open.start + end_of_attributes(open);
        part.patches.replace_once(at..at, PRESERVE);
    }
}

/// What was written into a content control is no prompt any more.
fn drop_prompt(part: &mut Part, id: ItemId) {
    let layout = &part.layout;
    let prompts = layout
        .ancestry(id)
        .filter_map(|(_, item)| item.control.as_ref()?.prompt)
        .filter_map(|prompt| Some(layout.items.get(prompt)?.outer()));
    let mut gone: Vec<Range<usize>> = prompts.collect();
    if gone.is_empty() {
        return;
    }
    let style = layout
        .within(id, &[Element::Run])
        .and_then(|(run, _)| layout.child(run, Element::RunProperties))
        .and_then(|(properties, _)| layout.child(properties, Element::RunStyle));
    gone.extend(style.map(|(_, style)| style.outer()));
    for range in gone {
        part.patches.replace_once(range, "");
    }
}
