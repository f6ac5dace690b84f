//! The brackets of formulas, which stand in attributes and not as text.

use super::Story;
use crate::document::Origin;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Tag, Xml};

/// An open pair of brackets.
pub(super) struct Delimiters {
    /// How many elements were open with it.
    depth: usize,
    begin: Bracket,
    separator: Bracket,
    end: Bracket,
    arguments: usize,
}

/// What is drawn, and where the file says so.
struct Bracket {
    text: String,
    origin: Origin,
}

impl Bracket {
    /// What is drawn where the file says nothing.
    fn usual(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            origin: Origin::Synthetic,
        }
    }
}

impl Story<'_, '_> {
    pub(super) fn open_delimiters(&mut self, xml: &Xml<'_>) {
        self.delimiters.push(Delimiters {
            depth: xml.depth(),
            begin: Bracket::usual("("),
            separator: Bracket::usual("|"),
            end: Bracket::usual(")"),
            arguments: 0,
        });
    }

    pub(super) fn delimiter_property(&mut self, tag: &Tag<'_>) {
        let Some(delimiters) = self.delimiters.last_mut() else {
            return;
        };
        let bracket = match tag.element {
            Element::BeginCharacter => &mut delimiters.begin,
            Element::SeparatorCharacter => &mut delimiters.separator,
            Element::EndCharacter => &mut delimiters.end,
            _ => return,
        };
        *bracket = Bracket {
            text: tag.value().unwrap_or_default(),
            origin: tag.origin(),
        };
    }

    /// An argument begins: behind the opening bracket, or behind a separator.
    pub(super) fn open_math_argument(&mut self, xml: &Xml<'_>) {
        let depth = xml.depth();
        let Some(delimiters) = self.delimiters.last_mut() else {
            return;
        };
        if delimiters.depth + 1 != depth {
            return;
        }
        let bracket = match delimiters.arguments {
            0 => &mut delimiters.begin,
            _ => &mut delimiters.separator,
        };
        delimiters.arguments += 1;
        let (text, origin) = (bracket.text.clone(), bracket.origin);
        self.write(&text, origin);
    }

    pub(super) fn close_delimiters(&mut self) {
        if let Some(delimiters) = self.delimiters.pop()
            && delimiters.arguments > 0
        {
            self.write(&delimiters.end.text, delimiters.end.origin);
        }
    }
}
