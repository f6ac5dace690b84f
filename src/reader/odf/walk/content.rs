//! What stands in paragraphs: characters, spaces, tabs, breaks, and the marks that styles and tracked changes put on them.

use super::{Body, Reach, Scope, Walk};
use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Piece, Tag, Xml};
use crate::reader::odf::changes::KEPT;
use crate::reader::odf::look::Look;
use crate::reader::odf::objects::Kind;
use crate::reader::odf::styles::Family;
use crate::text::{LINE_SEPARATOR, TextRange};

/// The most spaces that one element may stand for.
const MOST_SPACES: usize = 4_096;

/// How many elements are open in a body, itself included.
const BODY_DEPTH: usize = 3;

impl Walk<'_, '_> {
    pub(super) fn text(&mut self, inside: Element, piece: &Piece<'_>) {
        if self.reach == Reach::Margins && self.inner.is_empty() {
            return;
        }
        let is_between = matches!(
            inside,
            Element::OdfFrame
                | Element::OdfGroup
                | Element::OdfNote
                | Element::OdfObject
                | Element::OdfImage
                | Element::OdfRuby
        );
        if !is_between && self.here().in_line() {
            let range = self.here().write(&piece.text, piece.origin);
            self.was_written(range);
        }
    }

    pub(super) fn spaces(&mut self, tag: &Tag<'_>) {
        let count = tag.attribute("c").and_then(|it| it.trim().parse().ok());
        self.element(&" ".repeat(count.unwrap_or(1).min(MOST_SPACES)), tag);
    }

    /// Write what an element stands for.
    pub(super) fn element(&mut self, text: &str, tag: &Tag<'_>) {
        if self.here().in_line() {
            let origin = tag.origin();
            let range = self.here().write_element(text, origin);
            self.was_written(range);
        }
    }

    /// Note what the styles and the changes around say of the text just written.
    fn was_written(&mut self, range: TextRange) {
        if range.is_empty() {
            return;
        }
        self.written += range.len() as u64;
        let look = self.look;
        let stretch = self.inner.last_mut().unwrap_or(&mut self.main);
        if look.underlined == Some(true) {
            stretch.underline(range);
        }
        let flow = &mut stretch.flow;
        // What is hidden of sheets and slides is said of cells and slides.
        if look.hidden == Some(true) && self.body == Body::Text {
            flow.mark(range, NodeKind::Hidden, None);
        }
        if let Some(Some(color)) = look.highlight {
            flow.mark(range, NodeKind::Highlight, Some(color));
        }
        if look.ink.marks() && self.body == Body::Text {
            flow.mark(range, NodeKind::RedText, None);
        }
        if let Some((_, author)) = self.insertions.last() {
            let author = (!author.is_empty()).then_some(author.as_str());
            flow.mark(range, NodeKind::Insertion, author);
        }
    }

    pub(super) fn open_body(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        if xml.depth() != BODY_DEPTH || self.has_body {
            return self.inner_body(tag, xml);
        }
        self.has_body = true;
        match tag.element {
            Element::OdfSpreadsheet => self.body = Body::Sheets,
            Element::OdfPresentation | Element::OdfDrawing => self.body = Body::Slides,
            Element::OdfChartBody => {
                self.body = Body::Text;
                self.chart(xml);
            }
            _ => self.body = Body::Text,
        }
    }

    /// The body of an object that lies in the document as it is.
    fn inner_body(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        if tag.element == Element::OdfChartBody {
            return self.chart(xml);
        }
        if let Some(kind) = Kind::of(tag) {
            self.count_object(kind);
        }
        xml.skip();
    }

    pub(super) fn open_paragraph(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>, is_heading: bool) {
        let outer = self.look;
        let style = tag.attribute("style-name");
        self.look = match &style {
            Some(style) => self.styles.look(Family::Paragraph, style).or(outer),
            None => outer,
        };
        self.scope(xml, Scope::Paragraph(outer));
        if self.is_in_table_of_sheet() {
            let goes_on = self
                .sheet
                .as_mut()
                .is_some_and(|sheet| sheet.begin_paragraph(&self.main.flow));
            match goes_on {
                true => self.main.go_on(LINE_SEPARATOR.encode_utf8(&mut [0; 4])),
                false => self.main.begin_line(None),
            }
            return;
        }
        let of_style = || style.as_ref().and_then(|style| self.styles.level(style));
        let own = tag.attribute("outline-level");
        let own = own.and_then(|level| level.trim().parse::<u8>().ok());
        let level = match is_heading {
            true => Some(own.or_else(of_style).unwrap_or(1).clamp(1, 9)),
            false => of_style(),
        };
        let label = match self.lists.label(style.as_deref(), self.styles) {
            None if is_heading => {
                level.and_then(|level| self.lists.heading_label(level, self.styles))
            }
            label => label,
        };
        let level = level.filter(|_| self.body == Body::Text);
        let label = label.filter(|it| self.body == Body::Text && !it.is_empty());
        let stretch = self.here();
        stretch.begin_line(level);
        if let Some(label) = label {
            stretch.write_number(&label);
            self.written += label.len() as u64;
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        if self.is_in_table_of_sheet() && self.main.in_line() {
            // The cell ends the line.
            return self.main.pause_line();
        }
        let author = self.insertions.last().map(|(_, author)| author.clone());
        let stretch = self.here();
        if let Some(author) = author.filter(|_| stretch.in_line()) {
            let end = TextRange::empty(stretch.flow.text.len());
            let author = (!author.is_empty()).then_some(author.as_str());
            stretch.flow.mark(end, NodeKind::Insertion, author);
        }
        stretch.end_line();
    }

    /// Text from here to the end of the element has that look.
    pub(super) fn set_look(&mut self, look: Look, xml: &Xml<'_>) {
        let outer = std::mem::replace(&mut self.look, look);
        self.scope(xml, Scope::Look(outer));
    }

    /// The element is hidden if the attribute has that value.
    pub(super) fn hide_if(&mut self, tag: &Tag<'_>, value: &str, attribute: &str, xml: &Xml<'_>) {
        if tag.attribute(attribute).as_deref() == Some(value) {
            let look = Look {
                hidden: Some(true),
                ..self.look
            };
            self.set_look(look, xml);
        }
    }

    /// A tracked change stands here, or begins, or ends.
    pub(super) fn change(&mut self, tag: &Tag<'_>) {
        let id = tag.attribute("change-id").unwrap_or_default();
        match tag.element {
            Element::OdfChangeStart => {
                let change = self.changes.get(&id).filter(|change| change.is_insertion);
                let author = change.map(|change| change.author.clone());
                // More of them than lists of changes have are an attack.
                if self.insertions.len() < self.changes.len() {
                    self.insertions.extend(author.map(|author| (id, author)));
                }
            }
            Element::OdfChangeEnd => self.insertions.retain(|(open, _)| *open != id),
            _ => {
                let Some(change) = self.changes.get(&id) else {
                    return;
                };
                if let Some(words) = &change.deleted {
                    let flow = &mut self.inner.last_mut().unwrap_or(&mut self.main).flow;
                    flow.deleted(&change.author, words, KEPT);
                }
            }
        }
    }
}
