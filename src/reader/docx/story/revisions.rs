//! What reviewers left: tracked changes, and which text their comments are about.
//!
//! Changes are read as accepted: what was deleted is no text, but its words are kept with the place.

use super::{Story, innermost};
use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::text::TextRange;

/// How much of what was deleted is kept, in bytes: enough to know it again.
const KEPT: usize = 240;

impl Story<'_, '_> {
    /// Leave out what stands in the tracked deletion that `tag` has just opened, and everything else up to where only `depth`
    /// elements are open.
    pub(super) fn leave_out(&mut self, tag: &Tag<'_>, depth: usize, xml: &mut Xml<'_>) {
        let author = tag.attribute("author").unwrap_or_default();
        let mut words = String::new();
        while xml.depth() > depth {
            match xml.next() {
                Some(Event::Text(Element::DeletedText | Element::Text, piece)) => {
                    if words.len() < KEPT {
                        words.push_str(&piece.text);
                    }
                }
                Some(Event::Open(tag)) => self.comment_mark(&tag),
                Some(_) => {}
                None => break,
            }
        }
        self.frame().flow().deleted(&author, &words, KEPT);
    }

    /// A comment is about what follows, or about what went before; other elements mean nothing here.
    pub(super) fn comment_mark(&mut self, tag: &Tag<'_>) {
        let frame = innermost(&mut self.boxes, &mut self.frame);
        match tag.element {
            Element::CommentStart => frame.begin_comment(tag.attribute("id").unwrap_or_default()),
            Element::CommentEnd => {
                let id = tag.attribute("id").unwrap_or_default();
                frame.end_comment(&id);
                self.commented.insert(id);
                self.frame.main().pieces().add(1);
            }
            Element::CommentReference => {
                let id = tag.attribute("id").unwrap_or_default();
                if !self.commented.contains(&id) {
                    let flow = frame.flow();
                    let place = TextRange::empty(flow.text.len());
                    flow.node(place, NodeKind::Commented, Some(&id));
                }
            }
            _ => {}
        }
    }
}
