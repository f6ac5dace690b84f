//! Excel workbooks (ECMA-376, ISO/IEC 29500, transitional and strict): .xlsx, .xlsm, .xltx, .xltm.
//!
//! Sheet after sheet in the order of the tabs: its name, its cells a line each, then what hangs on cells and on the sheet: comments,
//! input prompts, headers and footers, text boxes, charts. Hidden sheets, rows and columns are read, and said to be hidden. Formulas
//! show the result that was saved with them; nothing is calculated.

pub(in crate::reader) mod beside;
mod cells;
mod drawing;
pub(in crate::reader) mod grid;
pub(in crate::reader) mod merged;
mod number_format;
pub(in crate::reader) mod page_words;
pub(in crate::reader) mod reference;
mod strings;
pub(in crate::reader) mod styles;
mod workbook;
pub(in crate::reader) mod written;

use crate::document::{Bytes, Document, Format, NodeKind, Problem, ProblemKind};
use crate::ooxml::package::{Links, Package, linked_part};
use crate::ooxml::xml::Xml;
use crate::reader::flow::Flow;
use crate::reader::office_parts::{self, TEXT_LIMIT, has_room, write_properties};
use crate::text::{Stop, TextRange};

use merged::Merged;
use strings::Strings;
use styles::Styles;
use workbook::{SheetEntry, Workbook};

/// Read the workbook that `bytes` are, as far as it can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    office_parts::document(&bytes, format, stop, read_package)
}

/// What all sheets of a workbook share.
struct Shared {
    strings: Strings,
    /// The number of the part in which they stand.
    strings_part: u16,
    styles: Styles,
    /// Whether days are counted from 1904 on.
    since_1904: bool,
}

fn read_package(package: &mut Package<'_>) -> Flow {
    let mut flow = Flow::new(0);
    let main = package.main_part("xl/workbook.xml");
    let links = package.links(&main);
    let mut workbook = Workbook::default();
    if package.contains(&main) {
        package.with_table(&main, |xml| workbook = Workbook::read(xml));
    } else {
        package.has_problem(Problem::in_part(ProblemKind::MissingPart, &main));
    }
    let mut shared = Shared {
        strings: Strings::default(),
        strings_part: 0,
        styles: Styles::default(),
        since_1904: workbook.since_1904,
    };
    if let Some(name) = linked_part(&links, "styles") {
        package.with_table(&name, |xml| shared.styles = Styles::read(xml));
    }
    let main_number = flow.add_part(&main);
    if let Some(name) = linked_part(&links, "sharedStrings") {
        shared.strings_part = flow.add_part(&name);
        let limit = package.part_limit();
        if let Some(source) = package.source(&name, limit) {
            let mut xml = Xml::new(&source, package.stop());
            shared.strings = Strings::read(&mut xml);
            package.was_read(&name, xml.problem());
        }
    }
    let mut tables = 0;
    for sheet in &workbook.sheets {
        if !has_room(package, &flow) {
            break;
        }
        let (place, earlier) = (flow.place(), flow.nodes.len());
        flow.write_lines(main_number, &sheet.name, sheet.origin);
        if let Some(range) = flow.since(place) {
            flow.node(range, NodeKind::Heading, Some("1"));
        }
        flow.write_synthetic("\n");
        read_sheet(sheet, &links, package, &shared, &mut tables, &mut flow);
        if let Some(range) = flow.since(place) {
            // The last cells may be empty.
            let ends = flow.nodes.iter().skip(earlier);
            let end = ends
                .map(|node| node.range.end())
                .fold(range.end(), usize::max);
            let range = TextRange::new(range.start(), end);
            if sheet.is_hidden {
                flow.node(range, NodeKind::Hidden, None);
            }
            flow.node(range, NodeKind::Sheet, Some(&sheet.name));
        }
    }
    for name in package.property_parts() {
        write_properties(&name, package, &mut flow);
    }
    flow
}

fn read_sheet(
    sheet: &SheetEntry,
    links: &Links,
    package: &mut Package<'_>,
    shared: &Shared,
    tables: &mut usize,
    flow: &mut Flow,
) {
    let Some(link) = links.get(&sheet.id).filter(|link| !link.is_external) else {
        return;
    };
    // Sheets of macros and dialogs of Excel 5 hold no cells.
    if !matches!(link.kind.as_str(), "worksheet" | "chartsheet") {
        return;
    }
    let limit = package.part_limit();
    let Some(source) = package.source(&link.target, limit) else {
        return;
    };
    flow.enter_part(&link.target);
    let mut xml = Xml::new(&source, package.stop());
    *tables += 1;
    let merged = Merged::in_sheet(source.text());
    let found = cells::read(&mut xml, shared, *tables, merged, TEXT_LIMIT, flow);
    package.was_read(&link.target, xml.problem());
    let own = package.links(&link.target);
    beside::read(&own, &found, package, tables, flow);
}
