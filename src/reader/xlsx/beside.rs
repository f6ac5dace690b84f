//! What hangs on the cells of a sheet and on the sheet: comments, input prompts, headers and footers, text boxes and charts.

use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::package::{Links, Package, linked_part};
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::Flow;

use super::cells::Beside;
use super::drawing;
use super::page_words::shown;
use super::reference::{Reference, first_cell};
use super::written::Written;

/// A comment on a cell.
struct Remark {
    cell: Reference,
    id: String,
    words: Written,
}

/// Write what stands in the parts that a sheet `links` to, and what it says `beside` its cells.
pub(super) fn read(
    links: &Links,
    beside: &Beside,
    package: &mut Package<'_>,
    tables: &mut usize,
    flow: &mut Flow,
) {
    let own = flow.part();
    for (kind, words) in &beside.margins {
        let origin = words.origin();
        for words in shown(&words.text()) {
            line(flow, own, &Written::new(&words, origin), *kind, None);
        }
    }
    for (cell, words) in &beside.prompts {
        hang(flow, own, *cell, tables, words, NodeKind::InputPrompt, None);
    }
    let part_of = |kind: &str| linked_part(links, kind);
    let threaded = part_of("threadedComment").map(|name| (remarks(&name, package), name));
    let simple = part_of("comments").map(|name| (remarks(&name, package), name));
    let in_threads = |cell| {
        let mut all = threaded.iter().flat_map(|(remarks, _)| remarks);
        all.any(|remark| remark.cell == cell)
    };
    // Of a thread the older part has a copy, with words for programs that know none.
    let simple: Vec<_> = simple
        .into_iter()
        .map(|(mut remarks, name)| {
            remarks.retain(|remark| !in_threads(remark.cell));
            (remarks, name)
        })
        .collect();
    for (remarks, name) in simple.iter().chain(&threaded) {
        let part = flow.add_part(name);
        for remark in remarks {
            let detail = format!("{}:", remark.id);
            hang(
                flow,
                part,
                remark.cell,
                tables,
                &remark.words,
                NodeKind::Comment,
                Some(&detail),
            );
        }
    }
    if let Some(name) = part_of("drawing") {
        drawing::read(&name, package, flow);
    }
}

/// The comments in the part `name`, of the older or the newer kind.
fn remarks(name: &str, package: &mut Package<'_>) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = Vec::new();
    let limit = package.part_limit();
    let Some(source) = package.source(name, limit) else {
        return remarks;
    };
    let mut xml = Xml::new(&source, package.stop());
    let mut is_open = false;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => match tag.element {
                Element::PhoneticRun => xml.skip(),
                Element::CellComment | Element::ThreadedComment => {
                    let cell = tag.attribute("ref").and_then(|it| first_cell(&it));
                    is_open = cell.is_some();
                    remarks.extend(cell.map(|cell| Remark {
                        cell,
                        id: format!("{name}!{}", remarks.len()),
                        words: Written::default(),
                    }));
                }
                _ => {}
            },
            Event::Text(Element::SheetText | Element::ThreadedText, piece) if is_open => {
                if let Some(remark) = remarks.last_mut() {
                    remark.words.push(&piece);
                }
            }
            Event::Close(Element::CellComment | Element::ThreadedComment) => is_open = false,
            _ => {}
        }
    }
    package.was_read(name, xml.problem());
    remarks
}

/// Write a line of that kind which hangs on a cell. It stands in a table of its own, so that it says nothing of the row and the column.
pub(in crate::reader) fn hang(
    flow: &mut Flow,
    part: u16,
    cell: Reference,
    tables: &mut usize,
    words: &Written,
    kind: NodeKind,
    detail: Option<&str>,
) {
    let place = flow.place();
    line(flow, part, words, kind, detail);
    if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
        *tables += 1;
        let cell = format!("{tables}:{}:{}", cell.row, cell.column);
        flow.node(range, NodeKind::TableCell, Some(&cell));
    }
}

/// Write a line of that kind.
pub(in crate::reader) fn line(
    flow: &mut Flow,
    part: u16,
    words: &Written,
    kind: NodeKind,
    detail: Option<&str>,
) {
    if words.text().trim().is_empty() {
        return;
    }
    let place = flow.place();
    words.write(part, flow);
    if let Some(range) = flow.since(place) {
        flow.node(range, kind, detail);
    }
    flow.write_synthetic("\n");
}
