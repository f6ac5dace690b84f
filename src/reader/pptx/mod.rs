//! Slides of PowerPoint (ECMA-376, ISO/IEC 29500, transitional and strict): .pptx, .pptm, .ppsx, .ppsm, .potx, .potm.
//!
//! Slide after slide in the order of the show: its shapes, tables, charts and SmartArt, then the speaker's notes and the comments. Hidden
//! slides are read, and said to be hidden. Layouts and masters hold the program's own prompts and are never read; where a slide shows
//! such a prompt because nobody wrote there, a node says so.

mod comments;
mod slide;

use crate::document::{Bytes, Document, Format, NodeKind, Problem, ProblemKind};
use crate::ooxml::element::Element;
use crate::ooxml::package::{Package, linked_part};
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::Flow;
use crate::reader::office_parts::{self, has_room, write_properties};
use crate::text::Stop;

/// More slides than this are no show that a person made.
const MOST_SLIDES: usize = 10_000;

/// Read the slides that `bytes` are, as far as they can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    office_parts::document(&bytes, format, stop, read_package)
}

fn read_package(package: &mut Package<'_>) -> Flow {
    let mut flow = Flow::new(0);
    let main = package.main_part("ppt/presentation.xml");
    let links = package.links(&main);
    let mut ids = Vec::new();
    if package.contains(&main) {
        package.with_table(&main, |xml| ids = slide_ids(xml));
    } else {
        package.has_problem(Problem::in_part(ProblemKind::MissingPart, &main));
    }
    flow.enter_part(&main);
    let mut tables = 0;
    for (number, id) in (1..).zip(&ids) {
        if !has_room(package, &flow) {
            break;
        }
        if let Some(link) = links.get(id).filter(|link| !link.is_external) {
            read_slide(&link.target, number, package, &mut tables, &mut flow);
        }
    }
    for name in package.property_parts() {
        write_properties(&name, package, &mut flow);
    }
    flow
}

/// The relationships that lead to the slides, in the order of the show.
fn slide_ids(xml: &mut Xml<'_>) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(event) = xml.next() {
        if let Event::Open(tag) = event
            && tag.element == Element::SlideEntry
            && ids.len() < MOST_SLIDES
        {
            // The other attribute `id` is the slide's own number.
            ids.extend(tag.qualified_attribute("id"));
        }
    }
    ids
}

fn read_slide(
    name: &str,
    number: usize,
    package: &mut Package<'_>,
    tables: &mut usize,
    flow: &mut Flow,
) {
    let place = flow.place();
    let links = package.links(name);
    let is_hidden = slide::read(name, &links, package, tables, flow);
    let notes = linked_part(&links, "notesSlide");
    if let Some(notes) = notes {
        let place = flow.place();
        let links = package.links(&notes);
        slide::read_notes(&notes, &links, package, tables, flow);
        if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
            flow.node(range, NodeKind::SlideNotes, None);
        }
    }
    if let Some(comments) = linked_part(&links, "comments") {
        comments::read(&comments, package, flow);
    }
    if let Some(range) = flow.since(place) {
        if is_hidden {
            flow.node(range, NodeKind::Hidden, None);
        }
        flow.node(range, NodeKind::Slide, Some(&number.to_string()));
    }
}
