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
use super::words::{PRESERVE, end_of_attributes, escaped, has_outer_space, in_run};
use crate::document::NotWritable;
use crate::ooxml::element::Element;
use crate::ooxml::spaces::is_white;

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
    let ends = texts_with_new_ends(part, spots, twins, replacement);
    lay_down(part, changes)?;
    for (id, spaces_count) in ends {
        settle_ends(part, id, spaces_count);
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

/// The text elements whose ends are no longer as they were: those that get spaces there, and those that are cut in two by a
/// tab or a line.
fn texts_with_new_ends(
    part: &Part,
    spots: &[Spot],
    twins: &[Vec<Spot>],
    replacement: &str,
) -> Vec<(ItemId, bool)> {
    let mut found = Vec::new();
    for spots in std::iter::once(spots).chain(twins.iter().map(Vec::as_slice)) {
        // A reference such as &amp; is a spot of its own, so one text may have many.
        let homes = spots.iter().enumerate().map(|(index, spot)| {
            let id = home(&part.layout, spot).ok();
            (id, index, spot.span.clone())
        });
        let homes: Vec<_> = homes.collect();
        for in_one in homes.chunk_by(|one, next| one.0 == next.0) {
            let [(Some(id), index, first), ..] = in_one else {
                continue;
            };
            let (id, end) = (*id, in_one.last().map_or(first.end, |(.., span)| span.end));
            let items = &part.layout.items;
            let Some(item) = items.get(id).filter(|it| it.element == Element::Text) else {
                continue;
            };
            if part.preserves(id) {
                continue;
            }
            let content = part.text().get(item.inner()).unwrap_or("");
            let shown = item.inner().start + content.len()
                - content.trim_start_matches(is_white).len()
                ..item.inner().start + content.trim_end_matches(is_white).len();
            let text = |range: Range<usize>| part.text().get(range).unwrap_or("");
            let words = if *index == 0 { replacement } else { "" };
            let before = text(shown.start..first.start.max(shown.start));
            let after = text(end.min(shown.end)..shown.end);
            let needs_spaces = has_outer_space(&[before, words, after].concat()) != (false, false);
            let has_element = words.contains(['\t', '\n', '\r', '\u{2028}']);
            let spaces_at_element = has_element && has_outer_space(words) != (false, false);
            if needs_spaces || has_element {
                found.push((id, needs_spaces || spaces_at_element));
            }
        }
    }
    found
}

/// Let the spaces at the ends of a text count, if they are to, and take out those that did not count before.
fn settle_ends(part: &mut Part, id: ItemId, spaces_count: bool) {
    for range in part.ignored_spaces(id) {
        if !part.patches.touches(&range) {
            part.patches.replace_once(range, "");
        }
    }
    let Some(item) = part.layout.items.get(id).filter(|_| spaces_count) else {
        return;
    };
    let open = part.text().get(item.open.clone()).unwrap_or("");
    let at = item.open.start + end_of_attributes(open);
    part.patches.replace_once(at..at, PRESERVE);
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
