//! The properties of a document, a line each: title, author and the like, the company, and what somebody added.

use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::{Flow, Place};

/// Write the properties that hold text to the end of `flow`.
pub(in crate::reader) fn read(part: &str, xml: &mut Xml<'_>, flow: &mut Flow) {
    flow.enter_part(part);
    let mut place = flow.place();
    // The name of the open property that somebody added.
    let mut added: Option<String> = None;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => {
                place = flow.place();
                if tag.element == Element::CustomProperty {
                    added = tag.attribute("name").filter(|name| !is_for_programs(name));
                }
            }
            Event::Text(element, piece) if name(element, added.as_deref()).is_some() => {
                flow.write(&piece.text, piece.origin);
            }
            Event::Text(..) => {}
            Event::Close(element) => {
                end(flow, place, name(element, added.as_deref()));
                if element == Element::CustomProperty {
                    added = None;
                }
            }
        }
    }
    // Damage inside a property leaves its line without an end.
    end(flow, place, None);
}

fn end(flow: &mut Flow, place: Place, name: Option<&str>) {
    if let Some(range) = flow.since(place)
        && !range.is_empty()
        && range.end() == flow.text.len()
    {
        if let Some(name) = name {
            flow.node(range, NodeKind::Property, Some(name));
        }
        flow.write_synthetic("\n");
    }
}

fn name(element: Element, added: Option<&str>) -> Option<&str> {
    Some(match element {
        Element::Title => "title",
        Element::Subject => "subject",
        Element::Creator => "creator",
        Element::Keywords => "keywords",
        Element::Description => "description",
        Element::Publisher => "publisher",
        Element::Category => "category",
        Element::LastModifiedBy => "lastModifiedBy",
        Element::ContentStatus => "contentStatus",
        Element::Company => "company",
        Element::Manager => "manager",
        Element::WideString | Element::AnsiString | Element::BasicString => return added,
        _ => return None,
    })
}

/// Properties in which programs keep what they need themselves; nobody sees or writes these.
pub(in crate::reader) fn is_for_programs(name: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "KSO",
        "ICV",
        "MSIP_Label_",
        "_dlc_",
        "ContentTypeId",
        "AppVersion",
    ];
    BEGINNINGS
        .iter()
        .any(|beginning| name.starts_with(beginning))
}
