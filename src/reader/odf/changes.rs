//! Tracked changes: the list at the head of a text that says who changed what. Where they stand is said in the text.

use std::collections::HashMap;

use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::Pieces;

/// How much of what was deleted is kept, in bytes: enough to know it again.
pub(super) const KEPT: usize = 240;

/// A tracked change.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) author: String,
    /// The beginning of the words, where it took them away.
    pub(super) deleted: Option<String>,
    pub(super) is_insertion: bool,
}

/// Read the rest of the list that `xml` has just entered: changes by their ids.
pub(super) fn read(xml: &mut Xml<'_>, pieces: &Pieces) -> HashMap<String, Change> {
    let outside = xml.depth().saturating_sub(1);
    let mut changes = HashMap::new();
    let mut id = String::new();
    let mut change = Change::default();
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => match tag.element {
                Element::OdfChangedRegion => {
                    id = tag.attribute("id").unwrap_or_default();
                    change = Change::default();
                }
                Element::OdfDeletion => change.deleted = Some(String::new()),
                Element::OdfInsertion => change.is_insertion = true,
                Element::OdfAnnotation => xml.skip(),
                _ => {}
            },
            Event::Text(Element::Creator, piece) => change.author.push_str(&piece.text),
            Event::Text(Element::OdfParagraph | Element::OdfHeading | Element::OdfSpan, piece) => {
                if let Some(words) = &mut change.deleted
                    && words.len() < KEPT
                {
                    words.push_str(&piece.text);
                }
            }
            Event::Close(Element::OdfChangedRegion) => {
                pieces.add(1);
                changes.insert(std::mem::take(&mut id), std::mem::take(&mut change));
            }
            _ => {}
        }
        if xml.depth() <= outside {
            break;
        }
        if let Some(problem) = pieces.problem() {
            xml.give_up(problem);
        }
    }
    changes
}
