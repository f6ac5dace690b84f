//! Where each element of a part lies, and what is known of it that matters to whoever writes there: the ground that edits and
//! marks stand on. Nothing is changed here.

use std::ops::Range;

use super::fields::{Field, Fields};
use crate::document::{Origin, ProblemKind};
use crate::ooxml::element::Element;
use crate::ooxml::encoding::Source;
use crate::ooxml::markup::{Markup, Token};
use crate::ooxml::references::unescaped;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::text::{LINE_SEPARATOR, Stop};

/// An element, by its number in [`Layout::items`].
pub(super) type ItemId = usize;

/// The elements of a part that are known, in the order of their start tags, and its fields.
pub(super) struct Layout {
    pub(super) items: Vec<Item>,
    pub(super) fields: Vec<Field>,
    /// Characters that stand in runs, and elements that stand for one.
    pub(super) pieces: Vec<Piece>,
    /// What the pieces say.
    pub(super) words: String,
}

/// An element. Places are bytes of the part's text, without a byte order mark.
pub(super) struct Item {
    pub(super) element: Element,
    /// The innermost known element that holds it.
    pub(super) parent: Option<ItemId>,
    /// Its start tag.
    pub(super) open: Range<usize>,
    /// Its end tag; empty where its start tag is all of it.
    pub(super) close: Range<usize>,
    /// What a content control says of itself.
    pub(super) control: Option<Box<Control>>,
}

/// What a content control says of itself.
#[derive(Clone, Default)]
pub(super) struct Control {
    /// It shows what stands elsewhere.
    pub(super) is_bound: bool,
    /// It takes a text, a date or one of a list, and not any content.
    pub(super) has_type: bool,
    /// The element that says that its prompt is shown.
    pub(super) prompt: Option<ItemId>,
}

/// Some characters, or an element that stands for one.
pub(super) struct Piece {
    /// Where it stands in the part's text.
    pub(super) span: Range<usize>,
    /// Where what it says stands in [`Layout::words`].
    pub(super) words: Range<usize>,
    /// Whether each byte stands for itself.
    pub(super) is_verbatim: bool,
}

impl Item {
    /// The element with all that is in it.
    pub(super) fn outer(&self) -> Range<usize> {
        self.open.start..self.close.end
    }

    /// What is in it.
    pub(super) fn inner(&self) -> Range<usize> {
        self.open.end..self.close.start
    }

    /// Whether its start tag is all of it: `<w:t/>`.
    pub(super) fn is_empty_tag(&self) -> bool {
        self.close.is_empty()
    }
}

impl Layout {
    /// The layout of a part.
    ///
    /// # Errors
    /// What keeps the part from being read to its end.
    pub(super) fn of(source: &Source, stop: &Stop) -> Result<Self, ProblemKind> {
        let mut layout = Self {
            items: Vec::new(),
            fields: Vec::new(),
            pieces: Vec::new(),
            words: String::new(),
        };
        let mut xml = Xml::new(source, stop);
        let mut open: Vec<ItemId> = Vec::new();
        let mut fields = Fields::default();
        while let Some(event) = xml.next() {
            let here = xml.position();
            match event {
                Event::Open(tag) => {
                    let id = layout.items.len();
                    layout.open(&tag, open.last().copied());
                    fields.open(&tag, id, &layout);
                    open.push(id);
                }
                Event::Close(_) => {
                    if let Some(id) = open.pop() {
                        layout.close(id, here, source.text());
                        fields.close(id);
                    }
                }
                Event::Text(inside, piece) => {
                    fields.text(inside, &piece.text);
                    let in_run = matches!(
                        inside,
                        Element::Text | Element::MathText | Element::DrawingText
                    );
                    if in_run {
                        let is_verbatim = matches!(piece.origin, Origin::Verbatim { .. });
                        layout.piece(xml.token_start()..here, &piece.text, is_verbatim);
                    }
                }
            }
        }
        layout.fields = fields.finish();
        xml.problem().map_or(Ok(layout), Err)
    }

    /// The innermost known element that holds byte `at`.
    pub(super) fn innermost(&self, at: usize) -> Option<ItemId> {
        let after = self.items.partition_point(|item| item.open.start <= at);
        let nearest = after.checked_sub(1)?;
        std::iter::successors(Some(nearest), |&id| self.items.get(id)?.parent)
            .find(|&id| self.items.get(id).is_some_and(|item| at < item.outer().end))
    }

    /// The element that begins at byte `at`.
    pub(super) fn starting_at(&self, at: usize) -> Option<ItemId> {
        self.items
            .binary_search_by_key(&at, |item| item.open.start)
            .ok()
    }

    /// The element and those that hold it, from the inside out.
    pub(super) fn ancestry(&self, id: ItemId) -> impl Iterator<Item = (ItemId, &Item)> {
        std::iter::successors(Some(id), |&id| self.items.get(id)?.parent)
            .filter_map(|id| Some((id, self.items.get(id)?)))
    }

    /// The innermost of the elements round `id`, itself included, that is one of these.
    pub(super) fn within(&self, id: ItemId, elements: &[Element]) -> Option<(ItemId, &Item)> {
        self.ancestry(id)
            .find(|(_, item)| elements.contains(&item.element))
    }

    /// The element of this kind directly in `parent`.
    pub(super) fn child(&self, parent: ItemId, element: Element) -> Option<(ItemId, &Item)> {
        let end = self.items.get(parent)?.outer().end;
        let rest = self.items.get(parent + 1..)?;
        rest.iter()
            .take_while(|item| item.open.start < end)
            .enumerate()
            .find(|(_, item)| item.parent == Some(parent) && item.element == element)
            .map(|(index, item)| (parent + 1 + index, item))
    }

    fn open(&mut self, tag: &Tag<'_>, parent: Option<ItemId>) {
        let id = self.items.len();
        let open = tag.span();
        let control = match tag.element {
            Element::Control => Some(Box::default()),
            _ => None,
        };
        self.items.push(Item {
            element: tag.element,
            parent,
            close: open.end..open.end,
            open: open.clone(),
            control,
        });
        let character = match tag.element {
            Element::Tab | Element::PositionedTab => '\t',
            Element::Break | Element::CarriageReturn | Element::DrawingBreak => LINE_SEPARATOR,
            Element::NoBreakHyphen => '-',
            // What a symbol looks like matters to nobody who compares two copies.
            Element::Symbol => char::REPLACEMENT_CHARACTER,
            _ => return self.control_property(id, tag),
        };
        let is_in_run = parent.and_then(|parent| self.items.get(parent));
        if is_in_run
            .is_some_and(|it| matches!(it.element, Element::Run | Element::DrawingParagraph))
        {
            self.piece(open, character.encode_utf8(&mut [0; 4]), false);
        }
    }

    fn control_property(&mut self, id: ItemId, tag: &Tag<'_>) {
        let in_properties = self
            .items
            .get(id)
            .and_then(|item| item.parent)
            .and_then(|parent| self.items.get(parent))
            .filter(|parent| parent.element == Element::ControlProperties);
        let Some(control) = in_properties
            .and_then(|properties| properties.parent)
            .and_then(|control| self.items.get_mut(control))
            .and_then(|control| control.control.as_mut())
        else {
            return;
        };
        match tag.element {
            Element::DataBinding | Element::LaterDataBinding => control.is_bound = true,
            Element::PlainText | Element::ComboBox | Element::DropDown | Element::Date => {
                control.has_type = true;
            }
            Element::ShowingPlaceholder if tag.is_on() => control.prompt = Some(id),
            _ => {}
        }
    }

    fn close(&mut self, id: ItemId, end: usize, text: &str) {
        if let Some(item) = self.items.get_mut(id)
            && item.open.end < end
        {
            let start = text.get(..end).and_then(|text| text.rfind("</"));
            item.close = start.unwrap_or(end)..end;
        }
    }

    fn piece(&mut self, span: Range<usize>, words: &str, is_verbatim: bool) {
        let start = self.words.len();
        self.words.push_str(words);
        self.pieces.push(Piece {
            span,
            words: start..self.words.len(),
            is_verbatim,
        });
    }
}

/// The value of the attribute of this local name in the start tag that `tag` is.
pub(super) fn attribute(tag: &str, local: &str) -> Option<String> {
    let Ok(Some(Token::Start(start))) = Markup::new(tag).next() else {
        return None;
    };
    start
        .attributes()
        .find(|(name, _)| name.split_once(':').map_or(*name, |(_, name)| name) == local)
        .map(|(_, value)| unescaped(&value))
}

/// The prefix of the element whose start tag `tag` is, with its colon; empty where it has none.
pub(super) fn prefix(tag: &str) -> &str {
    let name = tag.get(1..).unwrap_or("");
    let name = name
        .split([' ', '\t', '\r', '\n', '/', '>'])
        .next()
        .unwrap_or("");
    name.find(':')
        .and_then(|colon| name.get(..=colon))
        .unwrap_or("")
}
