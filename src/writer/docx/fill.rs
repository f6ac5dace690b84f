//! Edits in the stories and properties of a document: which pieces of a part go, and where the new words stand.
//!
//! The words take the formatting of the run in which the place begins. The other pieces are emptied; no run and no paragraph
//! is taken out, and automatic numbers stay.

use std::ops::Range;

use super::layout::{ItemId, prefix};
use super::spots::{Spot, home, is_in_story, is_property, says_the_same, spot};
use super::target::{Part, PartKind, Target};
use super::words::{PRESERVE, end_of_attributes, escaped, has_outer_space, in_run, preserves};
use super::{twin, unlink};
use crate::document::{Document, Edit, NodeKind, NotWritable, SourceContext, SourceSpan};
use crate::ooxml::element::Element;
use crate::text::TextRange;
use crate::writer::{Refusal, WriteError, Written, is_place};

/// Bytes of a part's text that go, and what comes.
pub(super) type Change = (Range<usize>, String);

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
    match target.kind(name) {
        PartKind::Story | PartKind::Properties => {}
        PartKind::Data => return Ok(Err(NotWritable::BoundControl)),
        PartKind::Other => return Ok(Err(NotWritable::OtherPart)),
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

fn in_part(
    part: &mut Part,
    document: &Document,
    edit: &Edit,
    spots: &[Spot],
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
            true => lay_down(part, changes(part, spots, &edit.replacement)?),
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
    let twins = twin::spots(layout, spots)?;
    let replacement = &*edit.replacement;
    if let Some(field) = unlink::worked_out(layout, spots) {
        let words = edit.range.slice(&document.text);
        let change = unlink::change(part, field, home, spots, words, replacement)?;
        let change = change.filter(|_| twins.is_empty());
        let change = change.ok_or_else(|| NotWritable::FieldResult {
            instruction: field.instruction.trim().to_owned(),
        })?;
        lay_down(part, vec![change])?;
        drop_prompt(part, home);
        return Ok(());
    }
    // Whether the words can be written is known before anything is changed.
    let mut changes = changes(part, spots, replacement)?;
    for twin in &twins {
        changes.extend(self::changes(part, twin, replacement)?);
    }
    let preserving: Vec<ItemId> = texts_that_need_spaces(part, spots, &twins, replacement);
    lay_down(part, changes)?;
    for id in preserving {
        preserve(part, id);
    }
    drop_prompt(part, home);
    Ok(())
}

/// Lay changes down, none of which may be over what is changed already: two edits in one field, for example.
fn lay_down(part: &mut Part, changes: Vec<Change>) -> Result<(), NotWritable> {
    if changes.iter().any(|(range, _)| part.patches.touches(range)) {
        return Err(NotWritable::PartOfPiece);
    }
    for (range, words) in changes {
        part.patches.replace(range, &words);
    }
    Ok(())
}

/// What goes, and what comes in the place of each.
fn changes(part: &Part, spots: &[Spot], replacement: &str) -> Result<Vec<Change>, NotWritable> {
    let mut changes = Vec::with_capacity(spots.len());
    for (index, spot) in spots.iter().enumerate() {
        let replacement = if index == 0 { replacement } else { "" };
        let id = home(&part.layout, spot)?;
        let item = part.layout.items.get(id).ok_or(NotWritable::OtherPart)?;
        let prefix = prefix(part.text().get(item.open.clone()).unwrap_or(""));
        changes.push(match item.element {
            Element::Text => (spot.span.clone(), in_run(replacement, prefix)?),
            Element::MathText | Element::DrawingText | Element::Instruction => {
                (spot.span.clone(), escaped(replacement)?)
            }
            element if is_property(element) => (spot.span.clone(), escaped(replacement)?),
            _ => {
                let outer = item.outer();
                let range = match (spot.is_tag, spot.span.start <= outer.start) {
                    (true, _) => outer,
                    (false, true) => outer.start..outer.start,
                    (false, false) => outer.end..outer.end,
                };
                (range, text_element(replacement, prefix)?)
            }
        });
    }
    Ok(changes)
}

/// Words in the place of a tab, or beside it: a text of their own in its run.
pub(super) fn text_element(words: &str, prefix: &str) -> Result<String, NotWritable> {
    let words = in_run(words, prefix)?;
    Ok(match words.is_empty() {
        true => words,
        false => format!("<{prefix}t{PRESERVE}>{words}</{prefix}t>"),
    })
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
