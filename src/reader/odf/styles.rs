//! Styles by name: what they say of the look of letters, of headings, of hidden sheets and slides, and how lists are numbered.

use std::collections::HashMap;

use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::Flow;

use super::lists::{Level, ListStyle};
use super::look::Look;

/// Styles may rest on each other no deeper; a ring of them is an attack.
const DEPTH_LIMIT: usize = 32;

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Paragraph,
    Text,
    Table,
    Slide,
}

/// The styles that people see by name, and the ones that a program made for the part that is being read.
#[derive(Debug, Default)]
pub(super) struct Styles {
    common: Set,
    automatic: Set,
    /// How headings are numbered.
    outline: ListStyle,
}

#[derive(Debug, Default)]
struct Set {
    by_family: [HashMap<String, Style>; 4],
    lists: HashMap<String, ListStyle>,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    look: Look,
    /// The outline level, 1 to 9; 0 where it says that there is none.
    level: Option<u8>,
    master: Option<String>,
    list: Option<String>,
    /// It says that what has it is not shown.
    hides: bool,
}

impl Styles {
    /// Take up the styles before the body of the part that `xml` walks through, whose text goes to `flow`.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, flow: &Flow) {
        let mut is_automatic = false;
        let mut open: Option<(Family, String, Style)> = None;
        let mut list: Option<(String, ListStyle)> = None;
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => match tag.element {
                    Element::OdfBody | Element::OdfMasterStyles => xml.skip(),
                    Element::OdfAutomaticStyles => is_automatic = true,
                    Element::OdfStyles => is_automatic = false,
                    Element::OdfStyle => {
                        let family = tag.attribute("family").and_then(|it| family(&it));
                        let name = tag.attribute("name").unwrap_or_default();
                        open = family.map(|family| (family, name, Style::of(&tag)));
                    }
                    Element::OdfListStyle => {
                        let name = tag.attribute("name").unwrap_or_default();
                        list = Some((name, ListStyle::default()));
                    }
                    Element::OdfOutlineStyle => list = Some((String::new(), ListStyle::default())),
                    Element::OdfNumberLevel
                    | Element::OdfBulletLevel
                    | Element::OdfOutlineLevel => {
                        if let Some((_, list)) = &mut list {
                            list.add(Level::of(&tag), &tag);
                        }
                    }
                    _ => {
                        if let Some((family, _, style)) = &mut open {
                            style.take(*family, &tag);
                        }
                    }
                },
                Event::Close(Element::OdfStyle) => {
                    if let Some((family, name, style)) = open.take() {
                        flow.pieces().add(1);
                        let set = self.set(is_automatic);
                        if let Some(styles) = set.by_family.get_mut(family as usize) {
                            styles.insert(name, style);
                        }
                    }
                }
                Event::Close(Element::OdfOutlineStyle) => {
                    self.outline = list.take().map(|(_, list)| list).unwrap_or_default();
                }
                Event::Close(Element::OdfListStyle) => {
                    flow.pieces().add(10);
                    let set = self.set(is_automatic);
                    set.lists.extend(list.take());
                }
                _ => {}
            }
            if let Some(problem) = flow.pieces().problem() {
                xml.give_up(problem);
            }
        }
    }

    /// What comes now is another part with styles of its own.
    pub(super) fn forget_automatic(&mut self) {
        self.automatic = Set::default();
    }

    /// The look of the letters of a paragraph or a stretch of text.
    pub(super) fn look(&self, family: Family, name: &str) -> Look {
        let chain = self.chain(family, name);
        chain.fold(Look::default(), |look, style| look.or(style.look))
    }

    /// The outline level of the paragraphs of a style, 1 to 9.
    pub(super) fn level(&self, name: &str) -> Option<u8> {
        let mut chain = self.chain(Family::Paragraph, name);
        let level = chain.find_map(|style| style.level)?;
        (level > 0).then_some(level)
    }

    /// Whether a sheet or slide of this style is hidden.
    pub(super) fn hides(&self, family: Family, name: &str) -> bool {
        self.chain(family, name).any(|style| style.hides)
    }

    /// The master of the pages that a sheet of this style is printed on.
    pub(super) fn master(&self, name: &str) -> Option<&str> {
        let mut chain = self.chain(Family::Table, name);
        chain.find_map(|style| style.master.as_deref())
    }

    /// The list style of this name.
    pub(super) fn list(&self, name: &str) -> Option<&ListStyle> {
        let automatic = self.automatic.lists.get(name);
        automatic.or_else(|| self.common.lists.get(name))
    }

    /// How headings are numbered that stand in no list.
    pub(super) fn outline(&self) -> &ListStyle {
        &self.outline
    }

    /// The list that the paragraphs of a style stand in.
    pub(super) fn list_of_paragraphs(&self, name: &str) -> Option<&str> {
        let mut chain = self.chain(Family::Paragraph, name);
        chain.find_map(|style| style.list.as_deref())
    }

    fn set(&mut self, is_automatic: bool) -> &mut Set {
        match is_automatic {
            true => &mut self.automatic,
            false => &mut self.common,
        }
    }

    /// A style and those that it rests on.
    fn chain(&self, family: Family, name: &str) -> impl Iterator<Item = &Style> {
        let find = move |set: &'_ Set, name: &str| {
            let styles = set.by_family.get(family as usize)?;
            styles.contains_key(name).then_some(())
        };
        let get = move |name: &str| {
            let set = match find(&self.automatic, name) {
                Some(()) => &self.automatic,
                None => &self.common,
            };
            set.by_family.get(family as usize)?.get(name)
        };
        std::iter::successors(get(name), move |style| get(style.parent.as_deref()?))
            .take(DEPTH_LIMIT)
    }
}

impl Style {
    fn of(tag: &Tag<'_>) -> Self {
        let level = tag.attribute("default-outline-level");
        Self {
            parent: tag.attribute("parent-style-name"),
            level: level.map(|level| level.trim().parse().map_or(0, |level: u8| level.min(9))),
            master: tag
                .attribute("master-page-name")
                .filter(|it| !it.is_empty()),
            list: tag.attribute("list-style-name").filter(|it| !it.is_empty()),
            ..Self::default()
        }
    }

    fn take(&mut self, family: Family, tag: &Tag<'_>) {
        match (family, tag.element) {
            (Family::Paragraph | Family::Text, Element::OdfTextProperties) => {
                self.look = Look::of(tag);
            }
            (Family::Table, Element::OdfTableProperties) => {
                self.hides = tag.attribute("display").as_deref() == Some("false");
            }
            (Family::Slide, Element::OdfSlideProperties) => {
                self.hides = tag.attribute("visibility").as_deref() == Some("hidden");
            }
            _ => {}
        }
    }
}

fn family(name: &str) -> Option<Family> {
    Some(match name {
        "paragraph" => Family::Paragraph,
        "text" => Family::Text,
        "table" => Family::Table,
        "drawing-page" => Family::Slide,
        _ => return None,
    })
}
