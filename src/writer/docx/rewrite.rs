//! Words in the place of others as if they had always stood there: which pieces of a part go, and where the new ones come in.
//!
//! They take the formatting of the run in which the place begins; the other pieces are emptied. Whether anything may be
//! written there, `fill` has asked before.

use std::ops::Range;

use super::fill::Place;
use super::layout::{ItemId, prefix};
use super::spots::{Spot, home, is_property};
use super::target::Part;
use super::unlink;
use super::words::{PRESERVE, end_of_attributes, escaped, has_outer_space, in_run, preserves};
use crate::document::NotWritable;
use crate::ooxml::element::Element;

/// Bytes of a part's text that go, and what comes.
pub(super) type Change = (Range<usize>, String);

/// Put `replacement` in the place of the words in a property.
///
/// # Errors
/// Why it cannot be written; nothing is changed then.
pub(super) fn property(
    part: &mut Part,
    spots: &[Spot],
    replacement: &str,
) -> Result<(), NotWritable> {
    lay_down(part, changes(part, spots, replacement)?)
}

/// Put `replacement` in the place of the words in a story, and in the place's other copies.
///
/// # Errors
/// Why it cannot be written; nothing is changed then.
pub(super) fn story(
    part: &mut Part,
    place: &Place<'_>,
    replacement: &str,
) -> Result<(), NotWritable> {
    let layout = &part.layout;
    let Place { spots, twins, .. } = place;
    if let Some(field) = unlink::worked_out(layout, spots) {
        let change = unlink::change(part, field, place, replacement)?;
        let change = change.filter(|_| twins.is_empty());
        let change = change.ok_or_else(|| unlink::refused(field))?;
        lay_down(part, vec![change])?;
        drop_prompt(part, place.home);
        return Ok(());
    }
    // Whether the words can be written is known before anything is changed.
    let mut changes = changes(part, spots, replacement)?;
    for twin in twins {
        changes.extend(self::changes(part, twin, replacement)?);
    }
    let preserving: Vec<ItemId> = texts_that_need_spaces(part, spots, twins, replacement);
    lay_down(part, changes)?;
    for id in preserving {
        preserve(part, id);
    }
    drop_prompt(part, place.home);
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
fn preserve(part: &mut Part, id: ItemId) {
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
