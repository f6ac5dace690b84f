//! Comments on slides, of the older kind and in threads.

use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::package::Package;
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::{Flow, Place};

/// Write the comments in the part `name`, a line or more each.
pub(super) fn read(name: &str, package: &mut Package<'_>, flow: &mut Flow) {
    let limit = package.part_limit();
    let Some(source) = package.source(name, limit) else {
        return;
    };
    let part = flow.add_part(name);
    let mut xml = Xml::new(&source, package.stop());
    let (mut open, mut count): (Option<Place>, usize) = (None, 0);
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => match tag.element {
                Element::SlideComment | Element::ThreadedSlideComment | Element::SlideReply => {
                    end(flow, &mut open, name, &mut count);
                    open = Some(flow.place());
                }
                _ => {}
            },
            Event::Text(Element::SlideCommentText | Element::DrawingText, piece) => {
                flow.write_lines(part, &piece.text, piece.origin);
            }
            Event::Close(
                Element::SlideComment | Element::ThreadedSlideComment | Element::SlideReply,
            ) => end(flow, &mut open, name, &mut count),
            Event::Close(Element::DrawingParagraph) => flow.end_line(),
            _ => {}
        }
        if let Some(problem) = flow.pieces().problem() {
            xml.give_up(problem);
        }
    }
    end(flow, &mut open, name, &mut count);
    package.was_read(name, xml.problem());
}

/// A comment ends.
fn end(flow: &mut Flow, open: &mut Option<Place>, name: &str, count: &mut usize) {
    let range = open.take().and_then(|place| flow.since(place));
    if let Some(range) = range.filter(|range| !range.is_empty()) {
        *count += 1;
        flow.node(range, NodeKind::Comment, Some(&format!("{name}!{count}:")));
    }
    flow.end_line();
}
