//! Annotations: remarks that people left on a page, and what programs draw over it.

use crate::document::{LineAnchor, NodeKind};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::Flow;
use crate::reader::printed_page;

use super::page::{Drawn, Units};
use super::placing::Placing;

/// More pages with annotations than this are no document.
const MOST_PAGES: usize = 100_000;

/// The addresses of the annotations of pages, by the ids of the pages.
pub(super) fn addresses(xml: &mut Xml<'_>) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) if tag.element == Element::OfdPage && found.len() < MOST_PAGES => {
                let page = tag.attribute("PageID").unwrap_or_default();
                found.push((page, String::new()));
            }
            Event::Text(Element::OfdAddress, piece) => {
                if let Some((_, address)) = found.last_mut() {
                    address.push_str(&piece.text);
                }
            }
            _ => {}
        }
    }
    found
}

/// Write the annotations in the part of that number to the end of `flow`. `count` numbers those of the file.
pub(super) fn write(
    xml: &mut Xml<'_>,
    part: u16,
    units: &Units,
    count: &mut usize,
    flow: &mut Flow,
) {
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        if tag.element != Element::OfdAnnotation {
            continue;
        }
        let is_shown = tag.attribute("Visible").as_deref() != Some("false");
        match is_shown {
            true => write_one(xml, &tag, part, units, count, flow),
            false => xml.skip(),
        }
        if let Some(problem) = flow.pieces().problem() {
            xml.give_up(problem);
        }
    }
}

fn write_one(
    xml: &mut Xml<'_>,
    tag: &Tag<'_>,
    part: u16,
    units: &Units,
    count: &mut usize,
    flow: &mut Flow,
) {
    let outside = xml.depth().saturating_sub(1);
    let place = flow.place();
    let mut drawn = Drawn::default();
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) if tag.element == Element::OfdAppearance => {
                let outside = xml.depth().saturating_sub(1);
                let placing = Placing::of(&tag, Placing::default());
                drawn.read_inside(xml, outside, part, placing, units);
            }
            Event::Text(Element::OfdRemark, piece) => {
                flow.write_lines(part, &piece.text, piece.origin);
            }
            _ => {}
        }
        if xml.depth() <= outside {
            break;
        }
    }
    let has_remark = flow.since(place).is_some_and(|range| !range.is_empty());
    flow.end_line();
    // Of a remark it is a copy, if anything.
    if !has_remark {
        printed_page::write(drawn.glyphs, flow, &mut Vec::<LineAnchor>::new());
    }
    if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
        let kind = tag.attribute("Type").unwrap_or_default();
        if matches!(kind.as_str(), "Watermark" | "Stamp") {
            flow.node(range, NodeKind::WordArt, None);
        } else {
            *count += 1;
            let author = tag.attribute("Creator").unwrap_or_default();
            flow.node(range, NodeKind::Comment, Some(&format!("{count}:{author}")));
        }
    }
}
