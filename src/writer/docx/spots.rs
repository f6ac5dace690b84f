//! Places of a document's text in the text of a part: where they begin and end, and which element each lies in.

use std::ops::Range;

use super::layout::{ItemId, Layout};
use super::target::Part;
use crate::document::{Document, NotWritable, SourceContext, SourceSpan};
use crate::ooxml::element::Element;

/// A place in a part.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Bytes of the part's text; an element by its start tag.
    pub(super) span: Range<usize>,
    /// Whether it is an element that stands for a character.
    pub(super) is_tag: bool,
}

/// Where a span lies in the part's text, which begins behind a byte order mark of `mark` bytes. One without words is behind the
/// piece before it, or before the one behind it.
pub(super) fn spot(span: &SourceSpan, mark: usize) -> Spot {
    let place = |byte: u32| (byte as usize).saturating_sub(mark);
    let (start, end) = (place(span.bytes.start), place(span.bytes.end));
    let is_place = span.text.is_empty();
    Spot {
        span: match is_place {
            true if span.text.start() >= span.whole.end() => end..end,
            true => start..start,
            false => start..end,
        },
        is_tag: span.context == SourceContext::XmlTag && !is_place,
    }
}

/// Whether the part holds the words that were read from it.
pub(super) fn says_the_same(part: &Part, document: &Document, spans: &[SourceSpan]) -> bool {
    spans.iter().all(|span| {
        let there = part.text().get(spot(span, part.mark).span);
        match span.context {
            SourceContext::XmlText => there == Some(span.text.slice(&document.text)),
            SourceContext::XmlTag if !span.text.is_empty() => {
                there.is_some_and(|tag| tag.starts_with('<'))
            }
            _ => there.is_some(),
        }
    })
}

/// The element that a spot lies in, or is: a text element, or one that stands for a character. A place without words lies in the
/// text that ends or begins there, or beside the element that does.
pub(super) fn home(layout: &Layout, spot: &Spot) -> Result<ItemId, NotWritable> {
    let Range { start, end } = spot.span;
    let found = match spot.is_tag {
        true => layout
            .starting_at(start)
            .filter(|&id| is_character(layout, id)),
        false => {
            let near = [start, start.saturating_sub(1)];
            let mut near = near.into_iter().filter_map(|at| layout.innermost(at));
            near.find(|&id| {
                let Some(item) = layout.items.get(id) else {
                    return false;
                };
                let inner = item.inner();
                is_text(item.element) && inner.start <= start && end <= inner.end
                    || start == end && is_character(layout, id)
            })
        }
    };
    found.ok_or(NotWritable::OtherPart)
}

/// Whether the element is in the parts with text, and not with properties.
pub(super) fn is_in_story(layout: &Layout, id: ItemId) -> bool {
    const STORIES: &[Element] = &[
        Element::Document,
        Element::Header,
        Element::Footer,
        Element::Footnote,
        Element::Endnote,
        Element::Comment,
    ];
    layout.within(id, STORIES).is_some()
}

fn is_text(element: Element) -> bool {
    matches!(
        element,
        Element::Text | Element::MathText | Element::DrawingText | Element::Instruction
    ) || is_property(element)
}

/// Whether the element holds a property of the document.
pub(super) fn is_property(element: Element) -> bool {
    matches!(
        element,
        Element::Title
            | Element::Subject
            | Element::Creator
            | Element::Keywords
            | Element::Description
            | Element::Category
            | Element::LastModifiedBy
            | Element::ContentStatus
            | Element::Company
            | Element::Manager
            | Element::WideString
            | Element::AnsiString
            | Element::BasicString
    )
}

fn is_character(layout: &Layout, id: ItemId) -> bool {
    layout.items.get(id).is_some_and(|item| {
        matches!(
            item.element,
            Element::Tab
                | Element::PositionedTab
                | Element::Break
                | Element::CarriageReturn
                | Element::NoBreakHyphen
                | Element::Symbol
        )
    })
}
