//! Content controls: what a control is called and whether it still shows its prompt.

use super::flow::{Flow, Place};
use crate::document::NodeKind;

/// An open content control.
pub(super) struct Control {
    place: Place,
    /// The title that people see.
    pub(super) alias: Option<String>,
    /// The name that programs use.
    pub(super) tag: Option<String>,
    /// The file says that the prompt is shown.
    pub(super) shows_prompt: bool,
    holds_prompt: bool,
    holds_other: bool,
}

impl Control {
    /// A control whose content begins at `place`.
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            alias: None,
            tag: None,
            shows_prompt: false,
            holds_prompt: false,
            holds_other: false,
        }
    }

    /// The control itself, not one inside it, holds text; `prompt` where it is in the style of prompts.
    pub(super) fn holds(&mut self, prompt: bool) {
        if prompt {
            self.holds_prompt = true;
        } else {
            self.holds_other = true;
        }
    }

    /// The control ends. Some programs forget the flag, so text that is all in the style of prompts counts too.
    pub(super) fn end(self, flow: &mut Flow) {
        let Some(range) = flow.since(self.place) else {
            return;
        };
        let name = self.alias.filter(|alias| !alias.is_empty()).or(self.tag);
        flow.node(range, NodeKind::ContentControl, name.as_deref());
        let is_prompt = self.shows_prompt || self.holds_prompt && !self.holds_other;
        if is_prompt && !range.slice(&flow.text).trim().is_empty() {
            flow.node(range, NodeKind::ContentControlPrompt, name.as_deref());
        }
    }
}
