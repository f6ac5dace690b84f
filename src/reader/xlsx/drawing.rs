//! What is drawn on a sheet: text boxes and shapes with words, charts, SmartArt; pictures are counted.

use crate::document::{NodeKind, Problem, ProblemKind, UnreadContent};
use crate::ooxml::element::Element;
use crate::ooxml::package::Package;
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::Flow;
use crate::reader::office_parts::linked;
use crate::text::LINE_SEPARATOR;

/// Write the words of the drawing in the part `name` to the end of `flow`.
pub(super) fn read(name: &str, package: &mut Package<'_>, flow: &mut Flow) {
    let links = package.links(name);
    let limit = package.part_limit();
    let Some(source) = package.source(name, limit) else {
        return;
    };
    let part = flow.add_part(name);
    let mut xml = Xml::new(&source, package.stop());
    let mut drawn = Vec::new();
    let mut unread = UnreadContent::default();
    let mut box_place = None;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => match tag.element {
                // What older programs show in the place of what newer ones do.
                Element::Fallback => xml.skip(),
                Element::SheetTextBody => box_place = Some(flow.place()),
                Element::DrawingBreak => {
                    flow.write_synthetic(LINE_SEPARATOR.encode_utf8(&mut [0; 4]));
                }
                Element::ChartReference => {
                    drawn.extend(tag.attribute("id").map(|id| (id, NodeKind::Chart)));
                }
                Element::DiagramReference => {
                    drawn.extend(tag.attribute("dm").map(|id| (id, NodeKind::Diagram)));
                }
                Element::Blip => unread.pictures += 1,
                _ => {}
            },
            Event::Text(Element::DrawingText, piece) => {
                flow.write_lines(part, &piece.text, piece.origin);
            }
            Event::Close(Element::DrawingParagraph) => flow.end_line(),
            Event::Close(Element::SheetTextBody) => {
                let range = box_place.take().and_then(|place| flow.since(place));
                if let Some(range) = range.filter(|range| !range.is_empty()) {
                    flow.node(range, NodeKind::TextBox, None);
                }
            }
            _ => {}
        }
        if let Some(problem) = flow.pieces().problem() {
            xml.give_up(problem);
        }
    }
    flow.end_line();
    package.was_read(name, xml.problem());
    for (id, kind) in drawn {
        unread.objects += usize::from(!linked::read(&id, kind, &links, package, flow));
    }
    if !unread.is_empty() {
        package.has_problem(Problem::in_part(ProblemKind::UnreadContent(unread), name));
    }
}
