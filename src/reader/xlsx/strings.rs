//! The texts that cells share, by number.

use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};

use super::written::Written;

/// The texts in order.
#[derive(Debug, Default)]
pub(super) struct Strings(Vec<Written>);

impl Strings {
    /// Read the part with them. How characters are pronounced, which stands beside some, is left out.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let (mut strings, mut open) = (Vec::new(), Written::default());
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) if tag.element == Element::PhoneticRun => xml.skip(),
                Event::Text(Element::SheetText, piece) => open.push(&piece),
                Event::Close(Element::SharedString) => strings.push(std::mem::take(&mut open)),
                _ => {}
            }
        }
        Self(strings)
    }

    /// The text of that number, 0-based.
    pub(super) fn get(&self, number: usize) -> Option<&Written> {
        self.0.get(number)
    }
}
