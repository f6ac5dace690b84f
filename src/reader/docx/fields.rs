//! Fields: which kind an instruction makes, and what of it is shown.

use super::flow::{Flow, Place};
use crate::document::{NodeKind, SourceMap};
use crate::text::TextRange;

/// An open field.
pub(super) struct Field {
    /// What stands between the field's begin and its result.
    pub(super) instruction: Flow,
    has_result: bool,
    /// Where its result begins; before there is one, where the field begins.
    pub(super) result: Place,
    /// The name of a form field.
    pub(super) name: Option<String>,
    /// It carries the data of a form field.
    pub(super) is_form: bool,
    /// It is a form field for text.
    pub(super) is_text: bool,
}

/// What a field is.
pub(super) enum FieldKind {
    /// A form field of the older kind.
    Form {
        /// It takes text, in contrast to a check box or a list.
        is_text: bool,
    },
    /// Any other field.
    Shown(NodeKind),
}

impl Field {
    /// A field that begins at `place`.
    pub(super) fn new(place: Place) -> Self {
        Self {
            instruction: Flow::new(u32::MAX, 0, SourceMap::default()),
            has_result: false,
            result: place,
            name: None,
            is_form: false,
            is_text: false,
        }
    }

    /// Whether the result has begun.
    pub(super) fn has_result(&self) -> bool {
        self.has_result
    }

    /// The instruction is complete and the result begins at `place`.
    pub(super) fn begin_result(&mut self, instruction: Flow, place: Place) {
        self.instruction = instruction;
        self.has_result = true;
        self.result = place;
    }

    /// What the field is.
    pub(super) fn kind(&self) -> FieldKind {
        let instruction = self.instruction.text.trim_start();
        let word = instruction
            .split([' ', '\t', '\u{a0}'])
            .next()
            .unwrap_or("");
        let kind = match word.to_ascii_uppercase().as_str() {
            "FORMTEXT" => return FieldKind::Form { is_text: true },
            "FORMCHECKBOX" | "FORMDROPDOWN" => return FieldKind::Form { is_text: false },
            "MERGEFIELD" | "ADDRESSBLOCK" | "GREETINGLINE" => NodeKind::MergeField,
            "FILLIN" | "ASK" | "MACROBUTTON" => NodeKind::PromptField,
            "REF" | "PAGEREF" | "NOTEREF" | "STYLEREF" | "TOC" | "HYPERLINK" => {
                NodeKind::ReferenceField
            }
            "" if self.is_form => {
                return FieldKind::Form {
                    is_text: self.is_text,
                };
            }
            _ => NodeKind::Field,
        };
        FieldKind::Shown(kind)
    }

    /// The piece of the instruction that is shown as text: `MACROBUTTON` is followed by a macro's name and by
    /// the words that people see.
    pub(super) fn shown_instruction(&self) -> Option<TextRange> {
        let text = &self.instruction.text;
        let rest = text.trim_start();
        let (word, rest) = rest.split_once(' ')?;
        if !word.eq_ignore_ascii_case("MACROBUTTON") {
            return None;
        }
        let (_, shown) = rest.trim_start().split_once(' ')?;
        let shown = shown.trim();
        let end = text.trim_end().len();
        (!shown.is_empty()).then(|| TextRange::new(end - shown.len(), end))
    }
}
