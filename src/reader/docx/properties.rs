//! `docProps/core.xml`: title, author and the like, a line each.

use super::element::Element;
use super::flow::Flow;
use super::xml::{Event, Xml};
use crate::document::NodeKind;

/// Write the properties that hold text to the end of `flow`.
pub(super) fn read(part: &str, xml: &mut Xml<'_>, flow: &mut Flow) {
    flow.enter_part(part);
    let mut place = flow.place();
    while let Some(event) = xml.next() {
        match event {
            Event::Open(_) => place = flow.place(),
            Event::Text(element, piece) if name(element).is_some() => {
                flow.write(&piece.text, piece.origin);
            }
            Event::Text(..) => {}
            Event::Close(element) => end(flow, place, name(element)),
        }
    }
    // Damage inside a property leaves its line without an end.
    end(flow, place, None);
}

fn end(flow: &mut Flow, place: super::flow::Place, name: Option<&str>) {
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

fn name(element: Element) -> Option<&'static str> {
    Some(match element {
        Element::Title => "title",
        Element::Subject => "subject",
        Element::Creator => "creator",
        Element::Keywords => "keywords",
        Element::Description => "description",
        Element::Category => "category",
        Element::LastModifiedBy => "lastModifiedBy",
        _ => return None,
    })
}
