//! Fields: what kind an instruction makes, and what the data of form fields say.

use crate::document::NodeKind;
use crate::reader::flow::Place;

/// An open field.
pub(super) struct Field {
    /// Where it begins.
    pub(super) place: Place,
    pub(super) instruction: String,
    pub(super) form: Form,
    pub(super) has_result: bool,
}

/// The data of a form field.
#[derive(Default)]
pub(super) struct Form {
    pub(super) name: String,
    pub(super) default: String,
    pub(super) entries: Vec<String>,
    /// Which entry is chosen, or whether the box is ticked.
    pub(super) chosen: Option<i32>,
    pub(super) chosen_at_first: i32,
}

impl Field {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            instruction: String::new(),
            form: Form::default(),
            has_result: false,
        }
    }

    /// The first word of the instruction in upper case.
    fn word(&self) -> String {
        let word = self.instruction.split_whitespace().next();
        word.unwrap_or_default().to_ascii_uppercase()
    }

    /// What the field is; of a form field, whether it takes text.
    pub(super) fn kind(&self) -> (NodeKind, bool) {
        match self.word().as_str() {
            "FORMTEXT" => (NodeKind::FormField, true),
            "FORMCHECKBOX" | "FORMDROPDOWN" => (NodeKind::FormField, false),
            "MERGEFIELD" | "ADDRESSBLOCK" | "GREETINGLINE" => (NodeKind::MergeField, false),
            "FILLIN" | "ASK" | "MACROBUTTON" => (NodeKind::PromptField, false),
            "REF" | "PAGEREF" | "NOTEREF" | "STYLEREF" | "TOC" | "HYPERLINK" => {
                (NodeKind::ReferenceField, false)
            }
            _ => (NodeKind::Field, false),
        }
    }

    /// What people see of a field that has no result of its own.
    pub(super) fn shown(&self) -> String {
        let chosen = self.form.chosen.unwrap_or(self.form.chosen_at_first);
        match self.word().as_str() {
            "FORMCHECKBOX" if chosen == 1 => "☒".to_owned(),
            "FORMCHECKBOX" => "☐".to_owned(),
            "FORMDROPDOWN" => {
                let chosen = usize::try_from(chosen).ok();
                let entry = chosen.and_then(|chosen| self.form.entries.get(chosen));
                entry.cloned().unwrap_or_default()
            }
            "FORMTEXT" => self.form.default.clone(),
            // A macro's name, and the words that people see.
            "MACROBUTTON" => {
                let words = self.instruction.trim_start();
                let words = words
                    .split_once(' ')
                    .map_or("", |(_, rest)| rest.trim_start());
                words
                    .split_once(' ')
                    .map_or("", |(_, shown)| shown.trim())
                    .to_owned()
            }
            _ => String::new(),
        }
    }
}
