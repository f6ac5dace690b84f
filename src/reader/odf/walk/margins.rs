//! The headers and footers of masters, and the words that slides share. Everything else on a master is the program's own.

use super::{Body, Inside, Margin, Walk};
use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Tag, Xml};
use crate::reader::flow::Flow;

/// More headers and footers than this are no document that a person made.
const MOST_MARGINS: usize = 10_000;

impl Walk<'_, '_> {
    /// An element opens on a master, outside its headers and footers.
    pub(super) fn open_on_master(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.element {
            Element::OdfMasterPage if self.body == Body::Slides => xml.skip(),
            Element::OdfMasterPage => self.master = tag.attribute("name").unwrap_or_default(),
            Element::OdfDocument | Element::OdfMasterStyles => {}
            element => match margin(element) {
                Some(kind)
                    if tag.attribute("display").as_deref() != Some("false")
                        && self.margins.len() < MOST_MARGINS =>
                {
                    self.open_inside(Inside::Margin(kind), xml);
                }
                _ => xml.skip(),
            },
        }
    }

    /// A header or footer was read.
    pub(super) fn add_margin(&mut self, kind: NodeKind, words: Flow) {
        // Masters for first, left and right pages mostly repeat what one of them says.
        let is_new = self.margins.iter().all(|margin| {
            margin.kind != kind || margin.master != self.master || margin.words.text != words.text
        });
        if is_new && !words.text.trim().is_empty() {
            self.margins.push(Margin {
                master: self.master.clone(),
                kind,
                words,
            });
        }
    }

    /// The headers and footers that a master gives to the pages of a sheet, if no other sheet was given them.
    pub(super) fn take_margins(&mut self, master: &str) -> Vec<(NodeKind, Flow)> {
        let taken = self
            .margins
            .extract_if(.., |margin| margin.master == master);
        taken.map(|margin| (margin.kind, margin.words)).collect()
    }

    /// Words that slides share.
    pub(super) fn open_shared(&mut self, kind: NodeKind, tag: &Tag<'_>, xml: &Xml<'_>) {
        let name = tag.attribute("name").unwrap_or_default();
        self.open_inside(Inside::Words(kind, name), xml);
        self.here().begin_line(None);
    }
}

/// What an element of a master holds.
fn margin(element: Element) -> Option<NodeKind> {
    Some(match element {
        Element::OdfHeader
        | Element::OdfHeaderLeft
        | Element::OdfHeaderFirst
        | Element::OdfLaterHeaderFirst => NodeKind::Header,
        Element::OdfFooter
        | Element::OdfFooterLeft
        | Element::OdfFooterFirst
        | Element::OdfLaterFooterFirst => NodeKind::Footer,
        _ => return None,
    })
}
