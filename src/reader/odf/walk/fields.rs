//! Fields: what the program fills in itself is text like any other; what people fill in, and what refers to something, is said to be that.

use super::{Inside, Scope, Walk};
use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Tag, Xml};
use crate::reader::flow::Place;

/// More open fields than this are an attack.
const MOST_OPEN: usize = 64;

/// A field of Word's forms whose end is still to come.
pub(super) struct FormField {
    result: Place,
    name: Option<String>,
    is_text: bool,
}

impl Walk<'_, '_> {
    pub(super) fn open_field(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.element {
            Element::Creator => {
                let is_comment = matches!(
                    self.scopes.last(),
                    Some((_, Scope::Inside(Inside::Comment(_), ..)))
                );
                if is_comment {
                    self.signed(xml);
                }
            }
            // There is no other way to fill it in than to write over it.
            Element::OdfPlaceholder => self.open_control(tag, true, "description", xml),
            Element::OdfContentControl => {
                let shows = tag.attribute("showing-place-holder");
                let name = match tag.attribute("alias").is_some_and(|it| !it.is_empty()) {
                    true => "alias",
                    false => "tag",
                };
                self.open_control(tag, shows.as_deref() == Some("true"), name, xml);
            }
            Element::OdfDropDown => self.open_control(tag, false, "name", xml),
            Element::OdfTextInput => {
                let detail = tag.attribute("description");
                self.open_node(NodeKind::PromptField, detail, xml);
            }
            Element::OdfDatabaseDisplay => {
                let detail = tag.attribute("column-name");
                self.open_node(NodeKind::MergeField, detail, xml);
            }
            Element::OdfBookmarkReference
            | Element::OdfReference
            | Element::OdfNoteReference
            | Element::OdfSequenceReference => {
                let name = tag.attribute("ref-name").unwrap_or_default();
                let detail = Some(format!("REF {name}"));
                self.open_node(NodeKind::ReferenceField, detail, xml);
            }
            Element::OdfTableOfContents => {
                self.open_node(NodeKind::ReferenceField, Some("TOC".to_owned()), xml);
            }
            Element::OdfFieldStart => self.begin_form_field(tag),
            Element::OdfFieldEnd => self.end_form_field(),
            Element::OdfFieldWhole => self.tick_box(tag),
            _ => {}
        }
    }

    fn open_node(&mut self, kind: NodeKind, detail: Option<String>, xml: &Xml<'_>) {
        let place = self.here().flow.place();
        self.scope(xml, Scope::Node(place, kind, detail));
    }

    fn open_control(&mut self, tag: &Tag<'_>, is_prompt: bool, name: &str, xml: &Xml<'_>) {
        let place = self.here().flow.place();
        self.scope(xml, Scope::Control(place, is_prompt, tag.attribute(name)));
    }

    fn begin_form_field(&mut self, tag: &Tag<'_>) {
        let kind = tag.attribute("type").unwrap_or_default();
        if self.form_fields.len() < MOST_OPEN {
            let result = self.here().flow.place();
            self.form_fields.push(FormField {
                result,
                name: tag.attribute("name"),
                is_text: kind.ends_with("FORMTEXT"),
            });
        }
    }

    fn end_form_field(&mut self) {
        let Some(field) = self.form_fields.pop() else {
            return;
        };
        let flow = &mut self.here().flow;
        let Some(range) = flow.since(field.result) else {
            return;
        };
        if field.is_text {
            let typed = range.slice(&flow.text);
            if typed.chars().all(char::is_whitespace) {
                flow.node(range, NodeKind::EmptyFormField, field.name.as_deref());
            }
            flow.node(range, NodeKind::FormField, field.name.as_deref());
        }
    }

    /// A field without a result: a box that people tick, or not one of theirs.
    fn tick_box(&mut self, tag: &Tag<'_>) {
        let kind = tag.attribute("type").unwrap_or_default();
        if kind.ends_with("FORMCHECKBOX") && self.here().in_line() {
            let origin = tag.origin();
            let range = self.here().write_element("☐", origin);
            let name = tag.attribute("name");
            let flow = &mut self.here().flow;
            flow.node(range, NodeKind::FormField, name.as_deref());
        }
    }
}
