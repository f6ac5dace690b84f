//! `styles.xml`: which styles are headings, which mark a prompt, which are numbered, which are red.

use std::collections::HashMap;

use super::ink::Ink;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};

/// How many steps of "based on" are followed: a chain of styles may be a ring.
const CHAIN_LIMIT: usize = 32;

/// The styles of a document by id.
#[derive(Default)]
pub(in crate::reader) struct Styles {
    by_id: HashMap<String, Style>,
    /// Whether any of them says what letters look like in a way that matters.
    has_ink: bool,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// 0 to 9, of which 9 means body text.
    outline: Option<u8>,
    numbering: NumberReference,
    ink: Ink,
}

/// What a paragraph or style says about its number; what it leaves open, the style that it is based on says.
#[derive(Clone, Default, PartialEq, Eq)]
pub(in crate::reader) struct NumberReference {
    /// The list; 0 means none.
    pub(in crate::reader) id: Option<u32>,
    /// The level in the list, 0-based.
    pub(in crate::reader) level: Option<usize>,
}

impl Styles {
    /// Read the part.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut styles = Self::default();
        let mut current: Option<(String, Style)> = None;
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => {
                    if tag.element == Element::Style {
                        let id = tag.attribute("styleId").unwrap_or_default();
                        current = Some((id, Style::default()));
                    }
                    let Some((_, style)) = &mut current else {
                        continue;
                    };
                    match tag.element {
                        Element::Name => style.name = tag.value().unwrap_or_default(),
                        Element::BasedOn => style.based_on = tag.value(),
                        Element::OutlineLevel => style.outline = tag.number(),
                        Element::NumberId => style.numbering.id = tag.number(),
                        Element::NumberLevel => style.numbering.level = tag.number(),
                        Element::Color => style.ink.take_color(&tag),
                        Element::Size => style.ink.take_size(&tag),
                        Element::ParagraphPropertiesChange | Element::RunPropertiesChange => {
                            xml.skip();
                        }
                        _ => {}
                    }
                }
                Event::Close(Element::Style) => {
                    if let Some((id, style)) = current.take() {
                        styles.has_ink |= style.ink != Ink::default();
                        styles.by_id.insert(id, style);
                    }
                }
                _ => {}
            }
        }
        styles
    }

    /// The outline level, 1 to 9, of paragraphs in this style.
    pub(super) fn outline(&self, id: &str) -> Option<u8> {
        if !self.by_id.contains_key(id) {
            return heading_level(id);
        }
        self.chain(id)
            .find_map(|style| {
                style
                    .outline
                    .map(|level| (level < 9).then_some(level + 1))
                    .or_else(|| heading_level(&style.name).map(Some))
            })
            .flatten()
    }

    /// Whether text in this style is the prompt of a content control.
    pub(super) fn is_prompt(&self, id: &str) -> bool {
        let name = self.by_id.get(id).map_or(id, |style| style.name.as_str());
        name.replace(' ', "")
            .eq_ignore_ascii_case("placeholdertext")
    }

    /// The numbering of paragraphs in this style.
    pub(super) fn numbering(&self, id: &str) -> NumberReference {
        let mut reference = NumberReference::default();
        for style in self.chain(id) {
            reference.id = reference.id.or(style.numbering.id);
            reference.level = reference.level.or(style.numbering.level);
        }
        reference
    }

    /// What text in this style looks like.
    pub(super) fn ink(&self, id: &str) -> Ink {
        if !self.has_ink {
            return Ink::default();
        }
        self.chain(id)
            .fold(Ink::default(), |ink, style| ink.or(style.ink))
    }

    /// A style and those that it is based on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        std::iter::successors(self.by_id.get(id), |style| {
            self.by_id.get(style.based_on.as_deref()?)
        })
        .take(CHAIN_LIMIT)
    }
}

/// The level in the name of a built-in heading style: "heading 2", "Heading2", "标题 2".
pub(in crate::reader) fn heading_level(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    let level = name
        .strip_prefix("heading")
        .or_else(|| name.strip_prefix("标题"))?
        .trim_start();
    level.parse().ok().filter(|level| (1..=9).contains(level))
}
