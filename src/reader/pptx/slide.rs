//! The words of a slide or of the notes to one: a line each paragraph, in the order of the shapes.

use crate::document::{NodeKind, Problem, ProblemKind, UnreadContent};
use crate::ooxml::element::Element;
use crate::ooxml::package::{Links, Package};
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::{Flow, Place};
use crate::reader::office_parts::linked;
use crate::text::LINE_SEPARATOR;

/// A slide while it is read.
struct Slide<'f> {
    flow: &'f mut Flow,
    tables: &'f mut usize,
    part: u16,
    is_hidden: bool,
    is_of_notes: bool,
    shape: Option<Shape>,
    /// The innermost row and cell, 1-based, and where the table, row and cell began.
    row: usize,
    cell: usize,
    table_place: Option<Place>,
    row_place: Option<Place>,
    cell_place: Option<Place>,
    drawn: Vec<(String, NodeKind)>,
    unread: UnreadContent,
}

/// The open shape.
struct Shape {
    /// How many elements were open in it, itself included.
    depth: usize,
    place: Place,
    /// What kind of placeholder it fills, if any: `title`, `body`, …
    placeholder: Option<String>,
    has_text_body: bool,
}

/// Write the words of the slide in the part `name`. Whether it is hidden.
pub(super) fn read(
    name: &str,
    links: &Links,
    package: &mut Package<'_>,
    tables: &mut usize,
    flow: &mut Flow,
) -> bool {
    walk(name, links, false, package, tables, flow)
}

/// Write the words of the notes in the part `name`, without the picture and the number of the slide.
pub(super) fn read_notes(
    name: &str,
    links: &Links,
    package: &mut Package<'_>,
    tables: &mut usize,
    flow: &mut Flow,
) {
    walk(name, links, true, package, tables, flow);
}

fn walk(
    name: &str,
    links: &Links,
    is_of_notes: bool,
    package: &mut Package<'_>,
    tables: &mut usize,
    flow: &mut Flow,
) -> bool {
    let limit = package.part_limit();
    let Some(source) = package.source(name, limit) else {
        return false;
    };
    let part = flow.add_part(name);
    let mut xml = Xml::new(&source, package.stop());
    let mut slide = Slide {
        flow,
        tables,
        part,
        is_hidden: false,
        is_of_notes,
        shape: None,
        row: 0,
        cell: 0,
        table_place: None,
        row_place: None,
        cell_place: None,
        drawn: Vec::new(),
        unread: UnreadContent::default(),
    };
    while let Some(event) = xml.next() {
        match event {
            // What older programs show in the place of what newer ones do.
            Event::Open(tag) if tag.element == Element::Fallback => xml.skip(),
            Event::Open(tag) => {
                if let Some(shape) = slide.number_of_slide(&tag) {
                    xml.skip_to_depth(shape.depth - 1);
                } else {
                    slide.open(&tag, xml.depth());
                }
            }
            Event::Text(Element::DrawingText, piece) => {
                slide.flow.write_lines(part, &piece.text, piece.origin);
            }
            Event::Text(..) => {}
            Event::Close(element) => slide.close(element),
        }
        if let Some(problem) = slide.flow.pieces().problem() {
            xml.give_up(problem);
        }
    }
    slide.flow.end_line();
    package.was_read(name, xml.problem());
    let Slide {
        flow,
        is_hidden,
        drawn,
        mut unread,
        ..
    } = slide;
    for (id, kind) in drawn {
        unread.objects += usize::from(!linked::read(&id, kind, links, package, flow));
    }
    if !unread.is_empty() {
        package.has_problem(Problem::in_part(ProblemKind::UnreadContent(unread), name));
    }
    is_hidden
}

impl Slide<'_> {
    /// The open shape if `tag` says that it shows what no person wrote: the number of the slide, or its picture beside notes.
    fn number_of_slide(&mut self, tag: &Tag<'_>) -> Option<Shape> {
        if tag.element != Element::SlidePlaceholder {
            return None;
        }
        let kind = tag.attribute("type").unwrap_or_default();
        let is_passed_over = matches!(kind.as_str(), "sldNum" | "sldImg");
        self.shape.take_if(|_| is_passed_over)
    }

    /// An element opens, which makes `depth` open ones.
    fn open(&mut self, tag: &Tag<'_>, depth: usize) {
        match tag.element {
            Element::Slide => {
                self.is_hidden = tag
                    .attribute("show")
                    .is_some_and(|it| matches!(it.as_str(), "0" | "false"));
            }
            Element::SlideShape => {
                self.shape = Some(Shape {
                    depth,
                    place: self.flow.place(),
                    placeholder: None,
                    has_text_body: false,
                });
            }
            Element::SlidePlaceholder => {
                let kind = tag.attribute("type").unwrap_or_else(|| "body".to_owned());
                if let Some(shape) = &mut self.shape {
                    shape.placeholder = Some(kind);
                }
            }
            Element::SlideTextBody => {
                if let Some(shape) = &mut self.shape {
                    shape.has_text_body = true;
                }
            }
            Element::DrawingTable => {
                *self.tables += 1;
                self.row = 0;
                self.table_place = Some(self.flow.place());
            }
            Element::DrawingRow => {
                self.row += 1;
                self.cell = 0;
                self.row_place = Some(self.flow.place());
            }
            Element::DrawingCell => {
                self.cell += 1;
                self.cell_place = Some(self.flow.place());
            }
            Element::DrawingBreak => {
                let separator = LINE_SEPARATOR;
                self.flow
                    .write_lines(self.part, separator.encode_utf8(&mut [0; 4]), tag.origin());
            }
            Element::ChartReference => {
                let id = tag.attribute("id");
                self.drawn.extend(id.map(|id| (id, NodeKind::Chart)));
            }
            Element::DiagramReference => {
                let id = tag.attribute("dm");
                self.drawn.extend(id.map(|id| (id, NodeKind::Diagram)));
            }
            Element::Blip => self.unread.pictures += 1,
            _ => {}
        }
    }

    fn close(&mut self, element: Element) {
        match element {
            Element::DrawingParagraph => self.flow.end_line(),
            Element::DrawingCell => {
                let detail = format!("{}:{}:{}", self.tables, self.row, self.cell);
                let place = self.cell_place.take();
                self.node(place, NodeKind::TableCell, Some(&detail));
            }
            Element::DrawingRow => {
                let place = self.row_place.take();
                self.node(place, NodeKind::TableRow, None);
            }
            Element::DrawingTable => {
                let place = self.table_place.take();
                self.node(place, NodeKind::Table, None);
            }
            Element::SlideShape => self.close_shape(),
            _ => {}
        }
    }

    fn close_shape(&mut self) {
        let Some(shape) = self.shape.take() else {
            return;
        };
        let Some(kind) = shape.placeholder else {
            return;
        };
        let Some(range) = self.flow.since(shape.place) else {
            return;
        };
        let is_title = matches!(kind.as_str(), "title" | "ctrTitle");
        let takes_words = is_title || matches!(kind.as_str(), "body" | "subTitle" | "obj");
        if !range.slice(&self.flow.text).trim().is_empty() {
            if is_title {
                self.flow.node(range, NodeKind::Heading, Some("1"));
            }
        } else if takes_words && shape.has_text_body && !self.is_of_notes {
            self.flow
                .node(range, NodeKind::EmptyPlaceholder, Some(&kind));
        }
    }

    fn node(&mut self, place: Option<Place>, kind: NodeKind, detail: Option<&str>) {
        let range = place.and_then(|place| self.flow.since(place));
        if let Some(range) = range.filter(|range| !range.is_empty()) {
            self.flow.node(range, kind, detail);
        }
    }
}
