//! The controls of forms: what each of them shows. They are listed at the head of a text, a sheet or a slide, and drawn elsewhere.

use std::collections::HashMap;

use crate::document::Origin;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::Pieces;

/// What a control shows.
#[derive(Debug)]
pub(super) struct Control {
    pub(super) name: String,
    pub(super) words: String,
    /// The tag that the words stand in.
    pub(super) origin: Origin,
    /// People type into it.
    pub(super) takes_text: bool,
}

/// Read the rest of the list that `xml` has just entered: controls by their ids.
pub(super) fn read(xml: &mut Xml<'_>, pieces: &Pieces, controls: &mut HashMap<String, Control>) {
    let outside = xml.depth().saturating_sub(1);
    let mut newest = None;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => {
                if let Some(control) = Control::of(&tag) {
                    let id = tag.attribute("id").unwrap_or_default();
                    newest = Some(id.clone());
                    pieces.add(1);
                    controls.insert(id, control);
                }
            }
            // Newer files hold what was typed as paragraphs.
            Event::Text(Element::OdfParagraph | Element::OdfSpan, piece) => {
                let newest = newest.as_ref().and_then(|id| controls.get_mut(id));
                if let Some(control) = newest.filter(|control| control.takes_text) {
                    control.words.push_str(&piece.text);
                }
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
}

impl Control {
    fn of(tag: &Tag<'_>) -> Option<Self> {
        let takes_text = match tag.element {
            Element::OdfFormText
            | Element::OdfFormTextArea
            | Element::OdfFormFormatted
            | Element::OdfFormDate
            | Element::OdfFormNumber
            | Element::OdfFormComboBox => true,
            Element::OdfFormLabel
            | Element::OdfFormFrame
            | Element::OdfFormCheckBox
            | Element::OdfFormRadio
            | Element::OdfFormButton => false,
            _ => return None,
        };
        let words = match takes_text {
            true => tag
                .attribute("current-value")
                .or_else(|| tag.attribute("value")),
            false => tag.attribute("label"),
        };
        Some(Self {
            name: tag.attribute("name").unwrap_or_default(),
            words: words.unwrap_or_default(),
            origin: tag.origin(),
            takes_text,
        })
    }
}
