//! The lists of a file: which documents it holds, which pages and parts each of them has, what it says of itself, what is attached.

use crate::document::{NodeKind, UnreadContent};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::{Flow, Place};

/// More documents than this are no file that a program made, and more pages no document.
const MOST_DOCUMENTS: usize = 1_000;
const MOST_PAGES: usize = 100_000;

/// The addresses of the documents of a file.
pub(super) fn roots(xml: &mut Xml<'_>) -> Vec<String> {
    let mut roots = Vec::new();
    let mut open = String::new();
    while let Some(event) = xml.next() {
        match event {
            Event::Text(Element::OfdRoot, piece) => open.push_str(&piece.text),
            Event::Close(Element::OfdRoot) if roots.len() < MOST_DOCUMENTS => {
                roots.push(std::mem::take(&mut open));
            }
            _ => {}
        }
    }
    roots
}

/// A page or a template, by its id and the address of its part.
#[derive(Debug, Default)]
pub(super) struct PageEntry {
    pub(super) id: String,
    pub(super) address: String,
}

/// What a document is made of.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) pages: Vec<PageEntry>,
    pub(super) templates: Vec<PageEntry>,
    /// The addresses of other parts.
    pub(super) resources: Vec<String>,
    pub(super) annotations: Option<String>,
    pub(super) attachments: Option<String>,
}

impl Contents {
    /// Read the main part of a document.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut contents = Self::default();
        let mut open = String::new();
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => {
                    open.clear();
                    let entry = || PageEntry {
                        id: tag.attribute("ID").unwrap_or_default(),
                        address: tag.attribute("BaseLoc").unwrap_or_default(),
                    };
                    match tag.element {
                        Element::OfdPage if contents.pages.len() < MOST_PAGES => {
                            contents.pages.push(entry());
                        }
                        Element::OfdTemplatePage if contents.templates.len() < MOST_PAGES => {
                            contents.templates.push(entry());
                        }
                        _ => {}
                    }
                }
                Event::Text(element, piece) => {
                    if element != Element::Other {
                        open.push_str(&piece.text);
                    }
                }
                Event::Close(element) => {
                    let address = Some(std::mem::take(&mut open));
                    let address = address.filter(|it| !it.trim().is_empty());
                    match element {
                        Element::OfdPublicResources | Element::OfdDocumentResources
                            if contents.resources.len() < MOST_DOCUMENTS =>
                        {
                            contents.resources.extend(address);
                        }
                        Element::OfdAnnotations => contents.annotations = address,
                        Element::OfdAttachments => contents.attachments = address,
                        _ => {}
                    }
                }
            }
        }
        contents
    }
}

/// The files that are attached for people to see.
pub(super) fn attachments(xml: &mut Xml<'_>) -> UnreadContent {
    let mut unread = UnreadContent::default();
    while let Some(event) = xml.next() {
        if let Event::Open(tag) = event
            && tag.element == Element::OfdAttachment
            && tag.attribute("Visible").as_deref() != Some("false")
        {
            let format = tag.attribute("Format").unwrap_or_default();
            let name = tag.attribute("Name").unwrap_or_default();
            let kind = match name.rsplit_once('.') {
                Some((_, extension)) if format.is_empty() => extension.to_owned(),
                _ => format,
            };
            let count = match kind.to_ascii_lowercase().as_str() {
                "xls" | "xlsx" | "et" | "ods" | "csv" => &mut unread.workbooks,
                "ppt" | "pptx" | "dps" | "odp" => &mut unread.presentations,
                "png" | "jpg" | "jpeg" | "bmp" | "gif" | "tif" | "tiff" => &mut unread.pictures,
                _ => &mut unread.documents,
            };
            *count += 1;
        }
    }
    unread
}

/// Write what a file says of its documents to the end of `flow`, a line each, under the names that it has in Word documents.
pub(super) fn write_properties(xml: &mut Xml<'_>, flow: &mut Flow) {
    let mut open: Option<(Element, String, Place)> = None;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => {
                let name = match tag.element {
                    Element::OfdTitle => "title".to_owned(),
                    Element::OfdAuthor => "creator".to_owned(),
                    Element::OfdSubject => "subject".to_owned(),
                    Element::OfdAbstract => "description".to_owned(),
                    Element::OfdKeyword => "keywords".to_owned(),
                    Element::OfdCustomData => tag.attribute("Name").unwrap_or_default(),
                    _ => continue,
                };
                flow.end_line();
                open = Some((tag.element, name, flow.place()));
            }
            Event::Text(element, piece) => {
                if open.as_ref().is_some_and(|(open, ..)| *open == element) {
                    flow.write(&piece.text, piece.origin);
                }
            }
            Event::Close(element) => {
                if let Some((_, name, place)) = open.take_if(|(open, ..)| *open == element)
                    && let Some(range) = flow.since(place).filter(|range| !range.is_empty())
                {
                    flow.node(range, NodeKind::Property, Some(&name));
                    flow.end_line();
                }
            }
        }
    }
    flow.end_line();
}
