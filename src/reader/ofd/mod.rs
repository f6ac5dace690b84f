//! OFD, the Chinese format of printed pages (GB/T 33190): the characters of each page at their places, under them those of its template,
//! after them the annotations. Pictures and attachments are counted; a page that shows something and holds no characters is told.
//!
//! Files give the namespace many addresses, so names alone count. How characters become lines is the affair of `printed_page`.

mod address;
mod index;
mod notes;
mod page;
mod placing;

use std::collections::HashMap;

use crate::document::{
    Bytes, Document, Format, LineAnchor, Lines, NodeKind, Pages, Problem, ProblemKind,
    UnreadContent,
};
use crate::ooxml::archive::TABLE_LIMIT;
use crate::ooxml::encoding::Source;
use crate::ooxml::namespace::Namespace;
use crate::ooxml::package::Package;
use crate::ooxml::xml::Xml;
use crate::reader::flow::Flow;
use crate::reader::office_parts::has_room;
use crate::reader::printed_page;
use crate::text::{Stop, TextRange};
use index::{Contents, PageEntry};
use page::{Drawn, Units};

const MAIN: &str = "OFD.xml";

/// What a page may have that cannot be read as a character before its text is said to be unreadable: one in so many.
const UNREADABLE: usize = 20;

/// Read the pages that `bytes` are, as far as they can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    let mut package = match Package::open(&bytes, stop) {
        Ok(package) => package,
        Err(problem) => return Document::unread(format, problem),
    };
    let mut reading = Reading {
        package: &mut package,
        flow: Flow::new(0),
        anchors: Vec::new(),
        pages: 0,
        without_text: Vec::new(),
        unreadable: Vec::new(),
        unread: UnreadContent::default(),
        notes: 0,
    };
    reading.read();
    let Reading { flow, anchors, .. } = reading;
    let mut document = flow.into_document(format, package.problems());
    document.lines = Lines::OfPages(anchors);
    document
}

/// A file while it is read.
struct Reading<'r, 'p> {
    package: &'r mut Package<'p>,
    flow: Flow,
    anchors: Vec<LineAnchor>,
    /// How many pages there are so far, in all documents of the file.
    pages: usize,
    /// The numbers of pages that show something and hold no characters, and of those whose characters are not known.
    without_text: Vec<usize>,
    unreadable: Vec<usize>,
    unread: UnreadContent,
    notes: usize,
}

/// The parts that the pages of a document share.
#[derive(Default)]
struct Shared {
    /// The addresses of the templates and of the files with annotations, by the ids of templates and of pages.
    templates: HashMap<String, String>,
    annotations: HashMap<String, String>,
    units: Units,
}

impl Reading<'_, '_> {
    fn read(&mut self) {
        if !self.package.contains(MAIN) {
            let problem = Problem::in_part(ProblemKind::MissingPart, MAIN);
            return self.package.has_problem(problem);
        }
        if self.package.contains("Encryptions.xml") {
            return self
                .package
                .has_problem(Problem::new(ProblemKind::Encrypted));
        }
        let Some(main) = self.package.source(MAIN, TABLE_LIMIT) else {
            return;
        };
        let mut xml = self.xml(&main);
        let roots = index::roots(&mut xml);
        self.package.was_read(MAIN, xml.problem());
        if roots.is_empty() && !self.package.is_broken(MAIN) {
            let problem = Problem::in_part(ProblemKind::MissingBody, MAIN);
            self.package.has_problem(problem);
        }
        for root in roots {
            self.read_document(&root);
        }
        self.flow.enter_part(MAIN);
        let mut xml = self.xml(&main);
        index::write_properties(&mut xml, &mut self.flow);
        self.say_what_is_missing();
    }

    fn xml<'x>(&self, source: &'x Source) -> Xml<'x>
    where
        Self: 'x,
    {
        Xml::of_one_namespace(source, Namespace::Ofd, self.package.stop())
    }

    fn read_document(&mut self, root: &str) {
        let Some(name) = address::part(self.package, MAIN, root) else {
            let problem = Problem::in_part(ProblemKind::MissingPart, root);
            return self.package.has_problem(problem);
        };
        let contents = self.contents(&name);
        let mut shared = Shared::default();
        for template in contents.templates {
            shared.templates.insert(template.id, template.address);
        }
        for resources in &contents.resources {
            if let Some(part) = address::part(self.package, &name, resources) {
                self.read_part(&part, |reading, xml| {
                    let number = reading.flow.add_part(&part);
                    shared.units.read(xml, number);
                });
            }
        }
        if let Some(list) = &contents.annotations
            && let Some(part) = address::part(self.package, &name, list)
        {
            let mut found = Vec::new();
            self.read_part(&part, |_, xml| found = notes::addresses(xml));
            for (page, file) in found {
                if let Some(file) = address::part(self.package, &part, &file) {
                    shared.annotations.insert(page, file);
                }
            }
        }
        if let Some(list) = &contents.attachments
            && let Some(part) = address::part(self.package, &name, list)
        {
            let mut unread = UnreadContent::default();
            self.read_part(&part, |_, xml| unread = index::attachments(xml));
            self.unread = self.unread.and(&unread);
        }
        for page in &contents.pages {
            if !has_room(self.package, &self.flow) {
                return;
            }
            self.read_page(&name, page, &shared);
        }
    }

    fn contents(&mut self, name: &str) -> Contents {
        let mut contents = Contents::default();
        self.read_part(name, |_, xml| contents = Contents::read(xml));
        contents
    }

    /// Walk through the part `name`.
    fn read_part(&mut self, name: &str, walk: impl FnOnce(&mut Self, &mut Xml<'_>)) {
        let limit = self.package.part_limit();
        let Some(source) = self.package.source(name, limit) else {
            return;
        };
        let stop = self.package.stop();
        let mut xml = Xml::of_one_namespace(&source, Namespace::Ofd, stop);
        walk(self, &mut xml);
        self.package.was_read(name, xml.problem());
    }

    fn read_page(&mut self, document: &str, page: &PageEntry, shared: &Shared) {
        self.pages += 1;
        self.flow.end_line();
        if self.pages > 1 {
            let place = TextRange::empty(self.flow.text.len());
            self.flow.node(place, NodeKind::PageBreak, None);
        }
        let Some(name) = address::part(self.package, document, &page.address) else {
            let problem = Problem::in_part(ProblemKind::MissingPart, &page.address);
            return self.package.has_problem(problem);
        };
        let mut drawn = Drawn::default();
        let number = self.flow.add_part(&name);
        self.read_part(&name, |_, xml| drawn.read(xml, number, &shared.units));
        for template in std::mem::take(&mut drawn.templates) {
            let address = shared.templates.get(&template);
            let part = address.and_then(|it| address::part(self.package, document, it));
            let Some(part) = part else {
                let problem = Problem::in_part(ProblemKind::MissingPart, &name);
                self.package.has_problem(problem);
                continue;
            };
            let number = self.flow.add_part(&part);
            self.read_part(&part, |_, xml| drawn.read(xml, number, &shared.units));
        }
        self.note_what_was_drawn(&drawn);
        self.flow.go_to_part(number);
        printed_page::write(drawn.glyphs, &mut self.flow, &mut self.anchors);
        if let Some(part) = shared.annotations.get(&page.id) {
            let number = self.flow.add_part(part);
            self.flow.go_to_part(number);
            self.read_part(part, |reading, xml| {
                notes::write(
                    xml,
                    number,
                    &shared.units,
                    &mut reading.notes,
                    &mut reading.flow,
                );
            });
        }
    }

    fn note_what_was_drawn(&mut self, drawn: &Drawn) {
        let mut glyphs = drawn.glyphs.iter();
        if glyphs.all(|glyph| glyph.character.is_whitespace()) {
            if drawn.pictures + drawn.small_pictures + drawn.paths + drawn.unknown > 0 {
                self.without_text.push(self.pages);
            }
            return;
        }
        self.unread.pictures += drawn.pictures;
        self.unread.objects += drawn.unknown;
        if drawn.unreadable * UNREADABLE > drawn.glyphs.len() {
            self.unreadable.push(self.pages);
        }
    }

    fn say_what_is_missing(&mut self) {
        let pages = |numbers: &mut Vec<usize>, of: usize| {
            let numbers = std::mem::take(numbers);
            (!numbers.is_empty()).then_some(Pages { numbers, of })
        };
        let without_text = pages(&mut self.without_text, self.pages);
        let unreadable = pages(&mut self.unreadable, self.pages);
        let problems = [
            without_text.map(ProblemKind::PagesWithoutText),
            unreadable.map(ProblemKind::UnreadableLetters),
            (!self.unread.is_empty()).then_some(ProblemKind::UnreadContent(self.unread)),
        ];
        for problem in problems.into_iter().flatten() {
            self.package.has_problem(Problem::new(problem));
        }
    }
}
