//! Fields, and what the data of form fields say. What kind an instruction makes, Word documents know.

use crate::reader::docx::fields::{Form, FormControl, button_words};
use crate::reader::flow::Place;

/// An open field.
pub(super) struct Field {
    /// Where it begins.
    pub(super) place: Place,
    pub(super) instruction: String,
    pub(super) data: FormData,
}

/// The data of a form field.
#[derive(Default)]
pub(super) struct FormData {
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
            data: FormData::default(),
        }
    }

    /// What people see of a field that has no result of its own.
    pub(super) fn shown(&self) -> String {
        if let Some(words) = button_words(&self.instruction) {
            return words.slice(&self.instruction).to_owned();
        }
        self.form().shown().unwrap_or_default().to_owned()
    }

    /// What the file says of a form field.
    fn form(&self) -> Form {
        let data = &self.data;
        let chosen = data.chosen.unwrap_or(data.chosen_at_first);
        let word = self.instruction.split_whitespace().next();
        let control = match word.unwrap_or_default().to_ascii_uppercase().as_str() {
            "FORMTEXT" => FormControl::Text {
                default: data.default.clone(),
            },
            "FORMCHECKBOX" => FormControl::CheckBox {
                checked: chosen == 1,
            },
            "FORMDROPDOWN" => FormControl::List {
                entries: data.entries.clone(),
                chosen: usize::try_from(chosen).unwrap_or(usize::MAX),
            },
            _ => FormControl::Unknown,
        };
        Form::new(None, control)
    }
}
