//! Content controls: what a control is called, whether it still shows its prompt, and what it is bound to.

use super::bound::Binding;
use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::Tag;
use crate::reader::flow::{Flow, Place};

/// An open content control.
pub(super) struct Control {
    /// Where its content begins, and which node is the first that may lie in it.
    pub(super) place: Place,
    pub(super) first_node: usize,
    /// The title that people see.
    alias: Option<String>,
    /// The name that programs use.
    tag: Option<String>,
    /// The file says that the prompt is shown.
    shows_prompt: bool,
    holds_prompt: bool,
    holds_other: bool,
    binding: Option<Binding>,
    shape: Shape,
}

/// How a control takes its value, as far as a bound one can be told from it.
enum Shape {
    /// Neither of the following: a date has a format of its own, a picture no words.
    Other,
    Text,
    /// What is shown for each value.
    List(Vec<(String, String)>),
}

impl Control {
    /// A control whose content begins at `place`, behind so many nodes.
    pub(super) fn new(place: Place, first_node: usize) -> Self {
        Self {
            place,
            first_node,
            alias: None,
            tag: None,
            shows_prompt: false,
            holds_prompt: false,
            holds_other: false,
            binding: None,
            shape: Shape::Other,
        }
    }

    /// Take in a property.
    pub(super) fn take(&mut self, tag: &Tag<'_>) {
        match (tag.element, &mut self.shape) {
            (Element::Alias, _) => self.alias = tag.value(),
            (Element::Tag, _) => self.tag = tag.value(),
            (Element::ShowingPlaceholder, _) => self.shows_prompt = tag.is_on(),
            (Element::DataBinding, _) => {
                let path = tag.attribute("xpath").unwrap_or_default();
                self.binding = Binding::new(tag.attribute("storeItemID"), &path);
            }
            (Element::PlainText, shape) => *shape = Shape::Text,
            (Element::ComboBox | Element::DropDown, shape) => *shape = Shape::List(Vec::new()),
            (Element::ListItem, Shape::List(items)) => {
                let value = tag.attribute("value").unwrap_or_default();
                let shown = tag.attribute("displayText");
                items.push((value.clone(), shown.unwrap_or(value)));
            }
            _ => {}
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

    /// Where the value stands that it shows.
    pub(super) fn binding(&self) -> Option<&Binding> {
        self.binding.as_ref()
    }

    /// What it shows for a value; nothing where it goes on showing what was saved in it.
    pub(super) fn words_for<'v>(&'v self, value: &'v str) -> Option<&'v str> {
        if value.trim().is_empty() {
            return None;
        }
        match &self.shape {
            Shape::Other => None,
            Shape::Text => Some(value),
            Shape::List(items) => {
                let item = items.iter().find(|(of_item, _)| of_item == value);
                Some(item.map_or(value, |(_, shown)| shown))
            }
        }
    }

    /// It shows the value that it is bound to.
    pub(super) fn shows_value(&mut self) {
        (self.shows_prompt, self.holds_prompt) = (false, false);
    }

    /// The control ends. Some programs forget the flag, so text that is all in the style of prompts counts too.
    pub(super) fn end(self, flow: &mut Flow) {
        let Some(range) = flow.since(self.place) else {
            return;
        };
        let name = self.alias.filter(|alias| !alias.is_empty()).or(self.tag);
        let is_prompt = self.shows_prompt || self.holds_prompt && !self.holds_other;
        if is_prompt && !range.slice(&flow.text).trim().is_empty() {
            flow.node(range, NodeKind::ContentControlPrompt, name.as_deref());
        }
        flow.node(range, NodeKind::ContentControl, name.as_deref());
    }
}
