//! Fields: which kind an instruction makes, and what of it is shown.

use super::equation_field;
use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::Tag;
use crate::reader::flow::{Flow, Place};
use crate::text::TextRange;

/// An open field.
pub(in crate::reader) struct Field {
    /// What stands between the field's begin and its result.
    pub(in crate::reader) instruction: Flow,
    has_result: bool,
    /// Where its result begins; before there is one, where the field begins.
    pub(in crate::reader) result: Place,
    /// What the file says of it, where it is a form field.
    pub(in crate::reader) form: Option<Form>,
}

/// The data of a form field of the older kind.
#[derive(Default)]
pub(in crate::reader) struct Form {
    /// What programs call it.
    pub(in crate::reader) name: Option<String>,
    control: FormControl,
}

/// What people do with a form field.
#[derive(Default)]
pub(in crate::reader) enum FormControl {
    #[default]
    Unknown,
    /// They type, in place of what is shown before that.
    Text { default: String },
    /// They tick it.
    CheckBox { checked: bool },
    /// They choose.
    List { entries: Vec<String>, chosen: usize },
}

impl Form {
    /// The form field of that name, as a file says all at once.
    pub(in crate::reader) fn new(name: Option<String>, control: FormControl) -> Self {
        Self { name, control }
    }

    /// Take in an element of the form field's data.
    pub(in crate::reader) fn take(&mut self, tag: &Tag<'_>) {
        match (tag.element, &mut self.control) {
            (Element::Name, _) => self.name = tag.value(),
            (Element::FormText, control) => {
                *control = FormControl::Text {
                    default: String::new(),
                };
            }
            (Element::FormDefault, FormControl::Text { default }) => {
                *default = tag.value().unwrap_or_default();
            }
            (Element::FormCheckBox, control) => {
                *control = FormControl::CheckBox { checked: false };
            }
            (Element::FormList, control) => {
                *control = FormControl::List {
                    entries: Vec::new(),
                    chosen: 0,
                };
            }
            // The default stands before the state and holds where there is none.
            (Element::FormDefault | Element::FormChecked, FormControl::CheckBox { checked }) => {
                *checked = tag.is_on();
            }
            (Element::FormDefault | Element::FormChoice, FormControl::List { chosen, .. }) => {
                *chosen = tag.number().unwrap_or_default();
            }
            (Element::FormEntry, FormControl::List { entries, .. }) => {
                entries.push(tag.value().unwrap_or_default());
            }
            _ => {}
        }
    }

    /// What people see of a field whose state stands in its data and not in its result.
    pub(in crate::reader) fn shown(&self) -> Option<&str> {
        match &self.control {
            FormControl::CheckBox { checked: true } => Some("☒"),
            FormControl::CheckBox { checked: false } => Some("☐"),
            FormControl::List { entries, chosen } => entries.get(*chosen).map(String::as_str),
            FormControl::Text { default } => Some(default),
            FormControl::Unknown => None,
        }
    }
}

/// What a field is.
pub(in crate::reader) enum FieldKind {
    /// A form field of the older kind.
    Form {
        /// It takes text, in contrast to a check box or a list.
        is_text: bool,
    },
    /// Any other field.
    Shown(NodeKind),
}

impl FieldKind {
    /// What the field with this instruction is.
    pub(in crate::reader) fn of(instruction: &str) -> Self {
        let word = instruction
            .trim_start()
            .split([' ', '\t', '\u{a0}'])
            .next()
            .unwrap_or("");
        let kind = match word.to_ascii_uppercase().as_str() {
            "FORMTEXT" => return Self::Form { is_text: true },
            "FORMCHECKBOX" | "FORMDROPDOWN" => return Self::Form { is_text: false },
            "MERGEFIELD" | "ADDRESSBLOCK" | "GREETINGLINE" => NodeKind::MergeField,
            "FILLIN" | "ASK" | "MACROBUTTON" => NodeKind::PromptField,
            "REF" | "PAGEREF" | "NOTEREF" | "STYLEREF" | "TOC" | "HYPERLINK" => {
                NodeKind::ReferenceField
            }
            _ => NodeKind::Field,
        };
        Self::Shown(kind)
    }
}

impl Field {
    /// A field that begins at `place`.
    pub(in crate::reader) fn new(place: Place) -> Self {
        Self {
            instruction: Flow::new(u32::MAX),
            has_result: false,
            result: place,
            form: None,
        }
    }

    /// Whether the result has begun.
    pub(in crate::reader) fn has_result(&self) -> bool {
        self.has_result
    }

    /// The instruction is complete and the result begins at `place`.
    pub(in crate::reader) fn begin_result(&mut self, instruction: Flow, place: Place) {
        self.instruction = instruction;
        self.has_result = true;
        self.result = place;
    }

    /// What the field is.
    pub(in crate::reader) fn kind(&self) -> FieldKind {
        FieldKind::of(&self.instruction.text)
    }

    /// The pieces of the instruction that are shown as text: the words on a button, and an equation, which is drawn from its
    /// instruction where no result was saved.
    pub(in crate::reader) fn shown_instruction(&self, has_result: bool) -> Vec<TextRange> {
        match button_words(&self.instruction.text) {
            Some(words) => vec![words],
            None if has_result => Vec::new(),
            None => equation_field::words(&self.instruction.text),
        }
    }
}

/// The words on a button that people click to type in its place: `MACROBUTTON` is followed by a macro's name and by them.
pub(in crate::reader) fn button_words(instruction: &str) -> Option<TextRange> {
    let rest = instruction.trim_start();
    let (word, rest) = rest.split_once(' ')?;
    if !word.eq_ignore_ascii_case("MACROBUTTON") {
        return None;
    }
    let (_, shown) = rest.trim_start().split_once(' ')?;
    let shown = shown.trim();
    let end = instruction.trim_end().len();
    (!shown.is_empty()).then(|| TextRange::new(end - shown.len(), end))
}
