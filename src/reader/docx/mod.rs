//! Word documents (ECMA-376, ISO/IEC 29500, transitional and strict): .docx, .docm, .dotx, .dotm.
//!
//! From the archive to one flat text with its map and nodes: the body first, then headers, footers, footnotes,
//! endnotes, comments and properties. Tracked changes are read as accepted. The glossary is never read.

mod archive;
mod controls;
mod element;
mod encoding;
mod fields;
mod flow;
mod frame;
mod inflate;
mod ink;
mod markup;
mod namespaces;
mod number_format;
mod numbering;
mod package;
mod pieces;
mod properties;
mod repeats;
mod story;
mod styles;
mod symbols;
mod tables;
mod threads;
mod xml;

use crate::document::{Bytes, Document, Format, Problem, ProblemKind};
use crate::text::Stop;

use archive::{ARCHIVE_LIMIT, Archive, PART_LIMIT, TABLE_LIMIT};
use encoding::Source;
use flow::Flow;
use numbering::Numbering;
use package::Parts;
use story::{Resources, Story};
use styles::Styles;
use threads::Threads;
use xml::Xml;

/// Read the document that `bytes` are, as far as it can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    let mut package = match Archive::open(&bytes) {
        Ok(archive) => Package {
            archive,
            stop,
            problems: Vec::new(),
        },
        Err(problem) => return Document::unread(format, problem),
    };
    let parts = Parts::find(&mut package.archive, stop, &mut package.problems);
    let resources = package.resources(&parts);
    let mut story = Story::new(&resources);
    if stop.requested() {
        package.too_slow();
    } else if parts.document.is_none() {
        package.problems.push(Problem::in_part(
            ProblemKind::MissingPart,
            "word/document.xml",
        ));
    }
    for name in parts.document.iter().chain(&parts.stories) {
        if story.flow().text.len() as u64 > PART_LIMIT {
            package
                .problems
                .push(Problem::new(ProblemKind::ArchiveTooLarge {
                    limit: PART_LIMIT,
                }));
            break;
        }
        if story.flow().pieces().problem().is_some() {
            break;
        }
        package.with_part(name, PART_LIMIT, |xml| story.read_part(name, xml));
    }
    if let Some(name) = &parts.properties {
        package.with_part(name, TABLE_LIMIT, |xml| {
            properties::read(name, xml, story.flow());
        });
    }
    document(story.finish(), format, package.problems)
}

/// Read a piece of a document's body, such as `<w:p>…</w:p>`, as if it were a whole document without styles.
pub fn read_body(body: &str) -> Document {
    let source = Source::new(format!("{BODY_HEAD}{body}{BODY_TAIL}").into_bytes());
    let resources = Resources::default();
    let mut story = Story::new(&resources);
    let stop = Stop::never();
    let mut xml = Xml::new(&source, &stop);
    let name = "word/document.xml";
    story.read_part(name, &mut xml);
    let problems = xml.problem().map(|kind| Problem::in_part(kind, name));
    document(story.finish(), Format::Docx, problems.into_iter().collect())
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

/// An archive that is being read part by part, of which only one is inflated at a time.
struct Package<'p> {
    archive: Archive<'p>,
    stop: &'p Stop,
    problems: Vec<Problem>,
}

impl Package<'_> {
    fn resources(&mut self, parts: &Parts) -> Resources {
        let mut resources = Resources::default();
        if let Some(name) = &parts.styles {
            self.with_part(name, TABLE_LIMIT, |xml| {
                resources.styles = Styles::read(xml);
            });
        }
        if let Some(name) = &parts.numbering {
            self.with_part(name, TABLE_LIMIT, |xml| {
                resources.numbering = Numbering::read(xml);
            });
        }
        if let Some(name) = &parts.threads {
            self.with_part(name, TABLE_LIMIT, |xml| {
                resources.threads = Threads::read(xml);
            });
        }
        resources
    }

    /// Inflate a part and walk through it; what goes wrong is kept, and the part's damage is not the document's end.
    fn with_part(&mut self, name: &str, limit: u64, walk: impl FnOnce(&mut Xml<'_>)) {
        if self.stop.requested() {
            self.too_slow();
            return;
        }
        // Once the limit is reached nothing more is read, and that is said once.
        let full = ProblemKind::ArchiveTooLarge {
            limit: ARCHIVE_LIMIT,
        };
        if self.problems.iter().any(|problem| problem.kind == full) {
            return;
        }
        if self.archive.is_duplicate(name) {
            self.problems
                .push(Problem::in_part(ProblemKind::DuplicatePart, name));
        }
        let source = match self.archive.part(name, limit) {
            Ok(bytes) => Source::new(bytes),
            Err(problem) => return self.problems.push(problem),
        };
        let mut xml = Xml::new(&source, self.stop);
        walk(&mut xml);
        match xml.problem() {
            Some(ProblemKind::TooSlow) => self.too_slow(),
            Some(kind) => self.problems.push(Problem::in_part(kind, name)),
            None => {}
        }
    }

    /// It is the document that took too long, and it is said once.
    fn too_slow(&mut self) {
        let problem = Problem::new(ProblemKind::TooSlow);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

fn document(flow: Flow, format: Format, problems: Vec<Problem>) -> Document {
    let mut document = Document {
        format,
        text: flow.text.into(),
        map: flow.map,
        nodes: flow.nodes,
        problems,
        ..Document::default()
    };
    // What encloses is finished after what it encloses; of two nodes over one range the outer one comes first.
    document.nodes.reverse();
    document.sort_nodes();
    document
}
