//! The properties of a document, a line each, under the names that they have in Word documents.

use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::{Flow, Place};
use crate::reader::office_parts::is_for_programs;

/// Properties that programs carry over from Word documents, where they stand in parts that nobody reads.
const OF_PROGRAMS: &[&str] = &[
    "AppVersion",
    "DocSecurity",
    "HyperlinksChanged",
    "LinksUpToDate",
    "PresentationFormat",
    "ScaleCrop",
    "ShareDoc",
];

/// Write the properties that hold text to the end of `flow`.
pub(super) fn read(xml: &mut Xml<'_>, flow: &mut Flow) {
    let mut open: Option<(String, Place)> = None;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => match tag.element {
                Element::OdfBody
                | Element::OdfStyles
                | Element::OdfAutomaticStyles
                | Element::OdfMasterStyles
                | Element::OdfScripts
                | Element::OdfSettings => xml.skip(),
                _ => {
                    if let Some(name) = name(&tag) {
                        flow.end_line();
                        open = Some((name, flow.place()));
                    }
                }
            },
            Event::Text(element, piece) if open.is_some() && is_property(element) => {
                flow.write(&piece.text, piece.origin);
            }
            Event::Close(element) if is_property(element) => end(flow, open.take()),
            _ => {}
        }
    }
    end(flow, open);
}

fn end(flow: &mut Flow, open: Option<(String, Place)>) {
    if let Some((name, place)) = open
        && let Some(range) = flow.since(place).filter(|range| !range.is_empty())
    {
        flow.node(range, NodeKind::Property, Some(&name));
        flow.write_synthetic("\n");
    }
}

fn is_property(element: Element) -> bool {
    matches!(
        element,
        Element::Title
            | Element::Subject
            | Element::Creator
            | Element::Description
            | Element::OdfAuthor
            | Element::OdfKeyword
            | Element::OdfUserDefined
    )
}

/// What the property is called that `tag` opens.
fn name(tag: &Tag<'_>) -> Option<String> {
    let name = match tag.element {
        Element::Title => "title",
        Element::Subject => "subject",
        // Who saved it last; who wrote it stands in another property.
        Element::Creator => "lastModifiedBy",
        Element::OdfAuthor => "creator",
        Element::OdfKeyword => "keywords",
        Element::Description => "description",
        Element::OdfUserDefined => {
            let is_text = tag.attribute("value-type").is_none_or(|it| it == "string");
            let name = tag.attribute("name").filter(|_| is_text)?;
            let name = match name.as_str() {
                "Company" => "company".to_owned(),
                "Manager" => "manager".to_owned(),
                _ => name,
            };
            let is_theirs = OF_PROGRAMS.contains(&name.as_str()) || is_for_programs(&name);
            return (!is_theirs).then_some(name);
        }
        _ => return None,
    };
    Some(name.to_owned())
}
