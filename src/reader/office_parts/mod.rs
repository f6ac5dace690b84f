//! What Word documents, workbooks and slides have alike: how a package becomes a document, properties, the words of charts and SmartArt, how much
//! text is kept.

pub(super) mod drawn_words;
pub(super) mod linked;
mod properties;

use crate::document::{Document, Format, Problem, ProblemKind};
use crate::ooxml::archive::TABLE_LIMIT;
use crate::ooxml::package::Package;
use crate::ooxml::xml::Xml;
use crate::reader::flow::Flow;
use crate::text::Stop;

pub(super) use properties::is_for_programs;

/// The most bytes of text that a workbook or slides may have: a few kilobytes of cells may show one long text a million times.
pub(super) const TEXT_LIMIT: u64 = 64 << 20;

/// The document that `read_package` makes of the package that `bytes` are.
pub(super) fn document(
    bytes: &[u8],
    format: Format,
    stop: &Stop,
    read_package: impl FnOnce(&mut Package<'_>) -> Flow,
) -> Document {
    match Package::open(bytes, stop) {
        Ok(mut package) => {
            let flow = read_package(&mut package);
            flow.into_document(format, package.problems())
        }
        Err(problem) => Document::unread(format, problem),
    }
}

/// Write the properties of the document, which stand in the part `name`, to the end of `flow`.
pub(super) fn write_properties(name: &str, package: &mut Package<'_>, flow: &mut Flow) {
    if let Some(source) = package.source(name, TABLE_LIMIT) {
        let mut xml = Xml::new(&source, package.stop());
        properties::read(name, &mut xml, flow);
        package.was_read(name, xml.problem());
    }
}

/// Whether the document has not grown over what is kept of one: [`TEXT_LIMIT`], and as many pieces as any document may have.
pub(super) fn has_room(package: &mut Package<'_>, flow: &Flow) -> bool {
    let limit = TEXT_LIMIT;
    let problem = match flow.pieces().problem() {
        None if flow.text.len() as u64 > limit => Some(ProblemKind::ArchiveTooLarge { limit }),
        problem => problem,
    };
    problem
        .map(|problem| package.has_problem(Problem::new(problem)))
        .is_none()
}
