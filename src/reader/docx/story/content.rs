//! What stands in runs: characters, tabs, breaks, symbols, and the marks that the runs and revisions put on them.

use super::{Owner, Story, innermost};
use crate::document::{NodeKind, Origin};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Piece, Tag};
use crate::reader::docx::symbols::{UNKNOWN, symbol};
use crate::text::TextRange;

impl Story<'_, '_> {
    pub(super) fn text(&mut self, inside: Element, piece: &Piece<'_>) {
        match inside {
            Element::Text => self.write_trimmed(piece),
            Element::MathText | Element::DrawingText => self.write(&piece.text, piece.origin),
            Element::Instruction if self.frame().in_instruction() => {
                self.frame().flow().write(&piece.text, piece.origin);
            }
            Element::Instruction => {}
            _ => return,
        }
        // Text has no place among properties, and what becomes of it does not hang on its words alone.
        if self.properties_of != Owner::Nobody {
            self.known_runs.forget();
            self.known_paragraphs.forget();
        }
    }

    pub(super) fn write(&mut self, text: &str, origin: Origin) {
        let range = self.frame().write(text, origin);
        self.mark(range);
        if let Some(control) = self.controls.last_mut()
            && !text.trim().is_empty()
        {
            control.holds(self.run.prompt);
        }
    }

    /// Write the character that an element stands for.
    pub(super) fn write_element(&mut self, character: char, tag: &Tag<'_>) {
        let range = self
            .frame()
            .write(character.encode_utf8(&mut [0; 4]), tag.origin());
        self.mark(range);
    }

    pub(super) fn write_symbol(&mut self, tag: &Tag<'_>) {
        let font = tag.attribute("font").unwrap_or_default();
        let code = tag.attribute("char").unwrap_or_default();
        let code = u32::from_str_radix(code.trim(), 16);
        let character = code.map_or(UNKNOWN, |code| symbol(&font, code));
        self.write(character.encode_utf8(&mut [0; 4]), tag.origin());
    }

    /// Note what the run and the revision it stands in say of the text just written.
    pub(super) fn mark(&mut self, range: TextRange) {
        if range.is_empty() {
            return;
        }
        let frame = innermost(&mut self.boxes, &mut self.frame);
        if self.run.underlined {
            frame.underline(range);
        }
        let is_red = self.run.ink.or(frame.ink).marks();
        let flow = frame.flow();
        if self.run.hidden {
            flow.mark(range, NodeKind::Hidden, None);
        }
        if let Some(colour) = &self.run.highlight {
            flow.mark(range, NodeKind::Highlight, Some(colour));
        }
        if is_red {
            flow.mark(range, NodeKind::RedText, None);
        }
        if let Some(author) = self.insertions.last() {
            flow.mark(range, NodeKind::Insertion, author.as_deref());
        }
    }

    /// A page begins here: somebody typed so, or the program noted it when the file was saved.
    pub(super) fn page_break(&mut self, typed: bool) {
        if !self.boxes.is_empty() {
            return;
        }
        let flow = self.frame.flow();
        // After a typed break the program notes the same new page once more.
        let known = self.page_break.is_some_and(|place| {
            flow.since(place)
                .is_some_and(|since| since.slice(&flow.text).trim().is_empty())
        });
        if typed || !known {
            let place = flow.place();
            flow.node(TextRange::empty(place.offset), NodeKind::PageBreak, None);
            self.page_break = typed.then_some(place);
        }
    }
}
