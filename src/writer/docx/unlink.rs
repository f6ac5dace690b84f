//! Fields that are there to be replaced: where words are written over all that a merge field or a prompt shows, they stand in
//! the place of the field. Results of other fields are worked out again, so nobody may write into them.

use super::fields::Field;
use super::fill::Place;
use super::layout::{Layout, prefix};
use super::rewrite::{Change, text_element};
use super::spots::Spot;
use super::target::Part;
use crate::document::NotWritable;
use crate::ooxml::element::Element;

/// Fields that whoever merges or fills in a document replaces with words.
const REPLACED: &[&str] = &[
    "MERGEFIELD",
    "MACROBUTTON",
    "FILLIN",
    "ADDRESSBLOCK",
    "GREETINGLINE",
];

/// The outermost field round one of the spots that does not keep what is written into it.
pub(super) fn worked_out<'l>(layout: &'l Layout, spots: &[Spot]) -> Option<&'l Field> {
    let around = layout.fields.iter().filter(|field| {
        let mut spots = spots.iter();
        !field.keeps_words() && spots.any(|spot| field.holds(spot.span.start, layout))
    });
    around.min_by_key(|field| field.first)
}

/// What puts `replacement` in the place of the whole field that shows the words of `place`. Nothing where the field is no such field or shows more.
///
/// # Errors
/// [`NotWritable::NotAllowed`].
pub(super) fn change(
    part: &Part,
    field: &Field,
    place: &Place<'_>,
    replacement: &str,
) -> Result<Option<Change>, NotWritable> {
    let layout = &part.layout;
    let Place {
        home, spots, words, ..
    } = *place;
    let (Some(first), Some(last), Some((run, outer))) = (
        layout.items.get(field.first),
        layout.items.get(field.last),
        layout.within(home, &[Element::Run]),
    ) else {
        return Ok(None);
    };
    let range = first.outer().start..last.outer().end;
    let within = spots.iter().all(|spot| range.contains(&spot.span.start));
    let is_shown_whole = layout
        .pieces
        .iter()
        .filter(|piece| range.contains(&piece.span.start))
        .all(|piece| {
            let start = spots.iter().map(|spot| spot.span.start).min();
            let end = spots.iter().map(|spot| spot.span.end).max();
            start <= Some(piece.span.start) && end >= Some(piece.span.end)
        });
    let is_whole = within && is_shown_whole && first.parent == last.parent;
    if !is_whole || !is_replaced(&field.instruction, words) {
        return Ok(None);
    }
    let text = part.text();
    let open = text.get(outer.open.clone()).unwrap_or("");
    let close = text.get(outer.close.clone()).unwrap_or("");
    let properties = layout
        .child(run, Element::RunProperties)
        .and_then(|(_, properties)| text.get(properties.outer()))
        .unwrap_or("");
    let words = text_element(replacement, prefix(open))?;
    Ok(Some((range, format!("{open}{properties}{words}{close}"))))
}

/// Why nothing can be written into the field.
pub(super) fn refused(field: &Field) -> NotWritable {
    NotWritable::FieldResult {
        instruction: field.instruction.trim().to_owned(),
    }
}

/// Whether the field is one that is replaced. The words of a `MACROBUTTON` are the end of its instruction, behind the name of a
/// macro.
fn is_replaced(instruction: &str, words: &str) -> bool {
    let kind = instruction.split_whitespace().next().unwrap_or("");
    if !REPLACED.iter().any(|name| kind.eq_ignore_ascii_case(name)) {
        return false;
    }
    if !kind.eq_ignore_ascii_case("MACROBUTTON") {
        return true;
    }
    let before = instruction.trim_end().strip_suffix(words.trim_end());
    before.is_some_and(|before| before.split_whitespace().count() == 2)
}
