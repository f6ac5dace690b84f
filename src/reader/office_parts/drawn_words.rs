//! The words of a chart or a SmartArt drawing, a line each. Numbers of a chart are no words.

use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::Flow;
use crate::text::LINE_SEPARATOR;

/// Write the words of the part that `xml` walks through to `flow`.
pub(in crate::reader) fn read(xml: &mut Xml<'_>, flow: &mut Flow) {
    // How many elements are open that hold words of a chart, in contrast to numbers.
    let mut words = 0_usize;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => match tag.element {
                Element::StringCache | Element::MultiLevelCache | Element::ChartWords => words += 1,
                Element::DrawingParagraph | Element::ChartValue => flow.end_line(),
                Element::DrawingBreak => {
                    flow.write_synthetic(LINE_SEPARATOR.encode_utf8(&mut [0; 4]));
                }
                _ => {}
            },
            Event::Text(Element::DrawingText, piece) => {
                flow.write(&piece.text, piece.origin);
            }
            Event::Text(Element::ChartValue, piece) if words > 0 => {
                flow.write(&piece.text, piece.origin);
            }
            Event::Text(..) => {}
            Event::Close(element) => match element {
                Element::StringCache | Element::MultiLevelCache | Element::ChartWords => {
                    words = words.saturating_sub(1);
                }
                Element::DrawingParagraph | Element::ChartValue => flow.end_line(),
                _ => {}
            },
        }
        if let Some(problem) = flow.pieces().problem() {
            xml.give_up(problem);
        }
    }
    flow.end_line();
}
