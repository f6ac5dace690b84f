//! OpenDocument (OASIS ODF 1.0 to 1.4, ISO/IEC 26300): text, sheets and slides, as an archive or as one file of XML.
//!
//! From the file to one flat text with its map and nodes. The body comes first, as it is shown; what stands beside it (headers and
//! footers, notes, comments, properties) follows as in Word documents, and what hangs on the cells of a sheet or on a slide follows there
//! as in workbooks and slides of Office. Tracked changes are read as accepted. Charts and formulas are read where they stand; pictures and
//! other embedded objects are counted. The program's own prompts on the masters of slides are never read.

mod changes;
mod controls;
mod lists;
mod look;
mod objects;
mod properties;
mod sheet;
mod slide;
mod stretch;
mod styles;
mod tables;
mod walk;

use crate::document::{Bytes, Document, Format, Problem, ProblemKind};
use crate::ooxml::encoding::Source;
use crate::ooxml::package::Package;
use crate::ooxml::xml::Xml;
use crate::reader::flow::Flow;
use crate::reader::office_parts;
use crate::text::Stop;
use styles::Styles;
use walk::{Reach, Walk};

/// The parts of an archive; a file that is one text of XML is all of them and has the empty name.
const STYLES: &str = "styles.xml";
const CONTENT: &str = "content.xml";
const PROPERTIES: &str = "meta.xml";

/// Read the document that `bytes` are, as far as it can be read.
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    if bytes.starts_with(b"PK") {
        return office_parts::document(&bytes, format, stop, |package| {
            read_archive(package, format)
        });
    }
    let mut package = Package::empty(stop);
    let source = Source::new(bytes.to_vec());
    // Its text is kept; what it was made of need not be.
    drop(bytes);
    let flow = read_flat(&source, &mut package, format);
    flow.into_document(format, package.problems())
}

fn read_archive(package: &mut Package<'_>, format: Format) -> Flow {
    let mut styles = Styles::default();
    let mut flow = Flow::new(0);
    let mut margins = Vec::new();
    let limit = package.part_limit();
    if package.contains(STYLES)
        && let Some(source) = package.source(STYLES, limit)
    {
        let mut xml = Xml::new(&source, package.stop());
        styles.read(&mut xml, &flow);
        flow.enter_part(STYLES);
        let mut walk = Walk::new(flow, &styles, package, format);
        walk.read(STYLES, &source, Reach::Margins);
        (flow, margins) = walk.into_margins();
    }
    styles.forget_automatic();
    if !package.contains(CONTENT) {
        package.has_problem(Problem::in_part(ProblemKind::MissingPart, CONTENT));
    } else if let Some(source) = package.source(CONTENT, limit) {
        let mut xml = Xml::new(&source, package.stop());
        styles.read(&mut xml, &flow);
        flow.enter_part(CONTENT);
        let mut walk = Walk::new(flow, &styles, package, format);
        walk.has_margins(margins);
        walk.read(CONTENT, &source, Reach::Body);
        flow = walk.finish(CONTENT);
    }
    if package.contains(PROPERTIES)
        && let Some(source) = package.source(PROPERTIES, limit)
    {
        let mut xml = Xml::new(&source, package.stop());
        flow.enter_part(PROPERTIES);
        properties::read(&mut xml, &mut flow);
        package.was_read(PROPERTIES, xml.problem());
    }
    flow
}

fn read_flat(source: &Source, package: &mut Package<'_>, format: Format) -> Flow {
    let mut styles = Styles::default();
    let mut flow = Flow::new(0);
    flow.enter_part("");
    let mut xml = Xml::new(source, package.stop());
    styles.read(&mut xml, &flow);
    let mut walk = Walk::new(flow, &styles, package, format);
    walk.read("", source, Reach::Margins);
    let (flow, margins) = walk.into_margins();
    let mut walk = Walk::new(flow, &styles, package, format);
    walk.has_margins(margins);
    walk.read("", source, Reach::Body);
    let mut flow = walk.finish("");
    let mut xml = Xml::new(source, package.stop());
    properties::read(&mut xml, &mut flow);
    flow
}
