//! Word documents (ECMA-376, ISO/IEC 29500, transitional and strict): .docx, .docm, .dotx, .dotm.
//!
//! From the archive to one flat text with its map and nodes: the body first, then headers, footers, footnotes,
//! endnotes, comments and properties. Charts, SmartArt and inserted files are read where they stand. Tracked changes
//! are read as accepted. The glossary is never read; pictures and embedded objects are counted.

mod bound;
mod controls;
mod equation_field;
pub(in crate::reader) mod fields;
pub(in crate::reader) mod frame;
pub(in crate::reader) mod ink;
mod inserted;
pub(in crate::reader) mod number_format;
pub(in crate::reader) mod numbering;
pub(in crate::reader) mod pictures;
mod repeats;
mod story;
pub(in crate::reader) mod styles;
pub(in crate::reader) mod symbols;
pub(in crate::reader) mod tables;
mod threads;

use crate::document::{Bytes, Document, Format};
use crate::text::Stop;

use crate::ooxml::encoding::Source;
use crate::ooxml::package::Package;
use crate::ooxml::parts::Parts;
use crate::reader::flow::Flow;
use crate::reader::office_parts;
use numbering::Numbering;
use story::{Resources, Story};
use styles::Styles;
use threads::Threads;

/// Read the document that `bytes` are, as far as it can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    office_parts::document(&bytes, format, stop, |package| read_package(package, true))
}

/// Read a piece of a document's body, such as `<w:p>…</w:p>`, as if it were a whole document without styles.
pub fn read_body(body: &str) -> Document {
    let source = Source::new(format!("{BODY_HEAD}{body}{BODY_TAIL}").into_bytes());
    let stop = Stop::never();
    let mut package = Package::empty(&stop);
    let resources = Resources::default();
    let mut story = Story::new(&resources, &mut package);
    story.read_source("word/document.xml", &source);
    let flow = story.finish();
    flow.into_document(Format::Docx, package.problems())
}

const BODY_HEAD: &str = concat!(
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#,
    r#" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#,
    r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
    r#" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#,
    r#" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#,
    r#" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main""#,
    r#" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape""#,
    r#" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml""#,
    r#" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml""#,
    r#" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">"#,
    "<w:body>",
);

const BODY_TAIL: &str = "</w:body></w:document>";

/// Read all parts of a package that hold text; without its properties where it lies in another document.
fn read_package(package: &mut Package<'_>, with_properties: bool) -> Flow {
    let parts = package.parts();
    let resources = resources(package, &parts);
    let mut story = Story::new(&resources, package);
    match &parts.document {
        Some(name) => story.read_main(name),
        None => story.lacks_main(),
    }
    for name in &parts.stories {
        story.read_part(name);
    }
    if with_properties {
        for name in &parts.properties {
            story.read_properties(name);
        }
    }
    story.finish()
}

fn resources(package: &mut Package<'_>, parts: &Parts) -> Resources {
    let mut resources = Resources::default();
    if let Some(name) = &parts.styles {
        package.with_table(name, |xml| resources.styles = Styles::read(xml));
    }
    if let Some(name) = &parts.numbering {
        package.with_table(name, |xml| resources.numbering = Numbering::read(xml));
    }
    if let Some(name) = &parts.threads {
        package.with_table(name, |xml| resources.threads = Threads::read(xml));
    }
    resources
}
