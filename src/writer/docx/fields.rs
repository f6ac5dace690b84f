//! Where the fields of a part begin and end (ISO/IEC 29500-1, 17.16), and what their instructions say.

use super::layout::{ItemId, Layout};
use crate::ooxml::element::Element;
use crate::ooxml::xml::Tag;

/// A field.
pub(super) struct Field {
    /// The run in which it begins, or the one element that it is.
    pub(super) first: ItemId,
    /// The run in which it ends; the same element where it is one.
    pub(super) last: ItemId,
    /// What it does.
    pub(super) instruction: String,
}

impl Field {
    /// Whether it holds byte `at` of the part.
    pub(super) fn holds(&self, at: usize, layout: &Layout) -> bool {
        let start = layout.items.get(self.first).map(|item| item.open.start);
        let end = layout.items.get(self.last).map(|item| item.close.end);
        start.is_some_and(|start| start <= at) && end.is_some_and(|end| at < end)
    }

    /// Whether what it shows stays as people typed it: a form field, or the words of a link.
    pub(super) fn keeps_words(&self) -> bool {
        self.is("FORMTEXT") || self.is("HYPERLINK")
    }

    /// Whether it is of this kind.
    pub(super) fn is(&self, kind: &str) -> bool {
        let word = self.instruction.split_whitespace().next().unwrap_or("");
        word.eq_ignore_ascii_case(kind)
    }
}

/// The fields of a part as it is walked through.
#[derive(Default)]
pub(super) struct Fields {
    /// Those that are open, for each text box that is and for the part itself.
    open: Vec<Vec<Open>>,
    /// The text boxes that are open.
    boxes: Vec<ItemId>,
    found: Vec<Field>,
}

struct Open {
    first: ItemId,
    instruction: String,
    has_result: bool,
}

impl Fields {
    /// A start tag was read; it is the last of the layout's items.
    pub(super) fn open(&mut self, tag: &Tag<'_>, id: ItemId, layout: &Layout) {
        match tag.element {
            Element::TextBox | Element::DrawingTextBody => {
                if self.open.is_empty() {
                    self.open.push(Vec::new());
                }
                self.open.push(Vec::new());
                self.boxes.push(id);
            }
            Element::SimpleField => self.found.push(Field {
                first: id,
                last: id,
                instruction: tag.attribute("instr").unwrap_or_default(),
            }),
            Element::FieldCharacter => self.character(tag, id, layout),
            _ => {}
        }
    }

    fn character(&mut self, tag: &Tag<'_>, id: ItemId, layout: &Layout) {
        let is_gone = layout.within(id, &[Element::Deletion, Element::MoveFrom]);
        let run = layout.within(id, &[Element::Run]);
        let (None, Some((run, _))) = (is_gone, run) else {
            return;
        };
        if self.open.is_empty() {
            self.open.push(Vec::new());
        }
        let Some(open) = self.open.last_mut() else {
            return;
        };
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => open.push(Open {
                first: run,
                instruction: String::new(),
                has_result: false,
            }),
            Some("separate") => {
                if let Some(field) = open.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => {
                if let Some(field) = open.pop() {
                    self.found.push(Field {
                        first: field.first,
                        last: run,
                        instruction: field.instruction,
                    });
                }
            }
            _ => {}
        }
    }

    /// The element was closed.
    pub(super) fn close(&mut self, id: ItemId) {
        if self.boxes.last() == Some(&id) {
            self.boxes.pop();
            self.open.pop();
        }
    }

    /// Characters were read.
    pub(super) fn text(&mut self, inside: Element, text: &str) {
        if inside == Element::Instruction
            && let Some(field) = self.open.last_mut().and_then(|open| open.last_mut())
            && !field.has_result
        {
            field.instruction.push_str(text);
        }
    }

    /// All fields that end.
    pub(super) fn finish(self) -> Vec<Field> {
        self.found
    }
}
