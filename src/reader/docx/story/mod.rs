//! The walk through the parts that hold text: the state between the elements, and where parts, notes and comments begin and
//! end.
//!
//! Lines, fields and text boxes are kept by `frame`; `elements` is the table of what each element does.

mod content;
mod elements;
mod linked;
mod math;
mod properties;
mod revisions;
mod white_space;

use std::collections::HashSet;

use super::bound::Bindings;
use super::controls::Control;
use super::frame::{Frame, ParagraphProperties};
use super::ink::Ink;
use super::numbering::{Counters, Numbering};
use super::pictures::Drawing;
use super::repeats::Repeats;
use super::styles::Styles;
use super::tables::Tables;
use super::threads::Threads;
use crate::document::{NodeKind, Problem, ProblemKind, UnreadContent};
use crate::ooxml::element::Element;
use crate::ooxml::encoding::Source;
use crate::ooxml::namespace::Namespace;
use crate::ooxml::package::{Links, Package};
use crate::ooxml::spaces::Spaces;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::{Flow, Place};
use crate::reader::office_parts::write_properties;
use math::Delimiters;
use white_space::Trimmed;

/// What the text is read with.
#[derive(Default)]
pub(super) struct Resources {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) threads: Threads,
}

/// The reader of all parts of a document that hold text, one after the other.
pub(super) struct Story<'r, 'p> {
    resources: &'r Resources,
    package: &'r mut Package<'p>,
    /// The part that is being read, and what its relationships lead to once somebody has asked.
    part: String,
    /// Where in that part spaces at the ends of a text count.
    spaces: Spaces,
    /// What was read of the open text, where they do not.
    trimmed: Option<Trimmed>,
    links: Option<Links>,
    /// What controls of the document are bound to.
    bindings: Bindings,
    /// The parts that were read in between: charts, inserted files.
    linked: HashSet<String>,
    /// What is shown and not read.
    unread: UnreadContent,
    /// Whether the part has turned out to be a document, and one with a body.
    is_document: bool,
    has_body: bool,
    counters: Counters,
    frame: Frame,
    /// The open text boxes, the innermost last, each with the run that it interrupts.
    boxes: Vec<(Frame, Run)>,
    flows: u32,
    run: Run,
    known_runs: Repeats<Run>,
    known_paragraphs: Repeats<ParagraphProperties>,
    /// Whose properties are being read.
    properties_of: Owner,
    tables: Tables,
    controls: Vec<Control>,
    /// The open brackets of formulas.
    delimiters: Vec<Delimiters>,
    /// The open drawings, and how many open objects there are, whose picture is their own.
    drawings: Vec<Drawing>,
    objects: usize,
    /// The authors of the open insertions.
    insertions: Vec<Option<String>>,
    /// For each open `AlternateContent`, whether an alternative was taken.
    alternatives: Vec<bool>,
    /// The open note, comment, header or footer.
    section: Option<Section>,
    /// Whether the line between text and notes is being read.
    in_separator: bool,
    /// Comments whose range was read.
    commented: HashSet<String>,
    /// Comments that this program wrote, which are no part of the document.
    own_comments: HashSet<String>,
    /// Where the last page break stands that somebody typed.
    page_break: Option<Place>,
}

/// What the properties of a run say.
#[derive(Clone, Default, PartialEq, Eq)]
struct Run {
    underlined: bool,
    hidden: bool,
    prompt: bool,
    highlight: Option<String>,
    ink: Ink,
}

/// Which element the properties that are being read belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Nobody,
    Paragraph,
    Run,
    Row,
    Cell,
    Control,
    Form,
}

struct Section {
    kind: NodeKind,
    detail: Option<String>,
    place: Place,
    /// The number of the last paragraph that has one, for comments.
    paragraph: Option<String>,
}

impl<'r, 'p> Story<'r, 'p> {
    /// A reader of nothing yet.
    pub(super) fn new(resources: &'r Resources, package: &'r mut Package<'p>) -> Self {
        Self {
            resources,
            package,
            part: String::new(),
            spaces: Spaces::default(),
            trimmed: None,
            links: None,
            bindings: Bindings::default(),
            linked: HashSet::new(),
            unread: UnreadContent::default(),
            is_document: false,
            has_body: false,
            counters: Counters::default(),
            frame: Frame::new(Flow::new(0)),
            boxes: Vec::new(),
            flows: 0,
            run: Run::default(),
            known_runs: Repeats::default(),
            known_paragraphs: Repeats::default(),
            properties_of: Owner::Nobody,
            tables: Tables::default(),
            controls: Vec::new(),
            delimiters: Vec::new(),
            drawings: Vec::new(),
            objects: 0,
            insertions: Vec::new(),
            alternatives: Vec::new(),
            section: None,
            in_separator: false,
            commented: HashSet::new(),
            own_comments: HashSet::new(),
            page_break: None,
        }
    }

    /// Read the main part, which must be a document with a body.
    pub(super) fn read_main(&mut self, name: &str) {
        self.bindings = Bindings::of_main(name);
        self.read_part(name);
        if !self.has_body && !self.package.stop().requested() && !self.package.is_broken(name) {
            self.package
                .has_problem(Problem::in_part(ProblemKind::MissingBody, name));
        }
    }

    /// There is no main part.
    pub(super) fn lacks_main(&mut self) {
        if self.package.stop().requested() {
            self.package.has_problem(Problem::new(ProblemKind::TooSlow));
        } else {
            self.package.has_problem(Problem::in_part(
                ProblemKind::MissingPart,
                "word/document.xml",
            ));
        }
    }

    /// Read the part `name` to its end.
    pub(super) fn read_part(&mut self, name: &str) {
        if self.has_room()
            && let Some(source) = self.package.source(name, self.package.part_limit())
        {
            self.read_source(name, &source);
        }
    }

    /// Read what stands in the part `name`.
    pub(super) fn read_source(&mut self, name: &str, source: &Source) {
        let mut xml = Xml::new(source, self.package.stop());
        name.clone_into(&mut self.part);
        self.spaces = Spaces::of(source.text());
        self.links = None;
        self.frame.main().enter_part(name);
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => self.open(&tag, &mut xml),
                Event::Close(element) => self.close(element, &xml),
                Event::Text(inside, piece) => self.text(inside, &piece),
            }
            if let Some(problem) = self.frame.main().pieces().problem() {
                xml.give_up(problem);
            }
        }
        self.end_part();
        self.package.was_read(name, xml.problem());
    }

    /// Read the properties of the document in the part `name`.
    pub(super) fn read_properties(&mut self, name: &str) {
        if self.has_room() {
            write_properties(name, self.package, self.frame.main());
        }
    }

    /// Whether the document has not grown over what is kept of one.
    pub(super) fn has_room(&mut self) -> bool {
        let main = self.frame.main();
        let limit = self.package.part_limit();
        let is_too_large = main.text.len() as u64 > limit;
        let is_full = main.pieces().problem().is_some();
        if is_too_large {
            let problem = Problem::new(ProblemKind::ArchiveTooLarge { limit });
            self.package.has_problem(problem);
        }
        !is_too_large && !is_full
    }

    /// All that was read.
    pub(super) fn finish(self) -> Flow {
        if !self.unread.is_empty() {
            let problem = Problem::new(ProblemKind::UnreadContent(self.unread));
            self.package.has_problem(problem);
        }
        let mut flow = self.frame.finish().0;
        if !self.own_comments.is_empty() {
            let is_own = |id: Option<&str>| id.is_some_and(|id| self.own_comments.contains(id));
            flow.nodes
                .retain(|node| node.kind != NodeKind::Commented || !is_own(node.detail.as_deref()));
        }
        flow
    }

    /// Damage may leave anything open; the next part begins anew.
    fn end_part(&mut self) {
        while !self.boxes.is_empty() {
            self.close_text_box(NodeKind::TextBox);
        }
        self.frame.end_all();
        self.trimmed = None;
        self.run = Run::default();
        self.known_runs = Repeats::default();
        self.known_paragraphs = Repeats::default();
        self.properties_of = Owner::Nobody;
        self.tables.end_all();
        self.controls.clear();
        self.delimiters.clear();
        self.drawings.clear();
        self.objects = 0;
        self.in_separator = false;
        self.insertions.clear();
        self.alternatives.clear();
        self.close_section();
    }

    /// The part or text box that is being read.
    fn frame(&mut self) -> &mut Frame {
        innermost(&mut self.boxes, &mut self.frame)
    }

    fn new_flow(&mut self) -> Flow {
        self.flows += 1;
        self.frame.main().branch(self.flows)
    }

    fn field_character(&mut self, tag: &Tag<'_>) {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => {
                let instruction = self.new_flow();
                self.frame().begin_field(instruction);
            }
            Some("separate") => self.frame().begin_result(),
            Some("end") => self.frame().end_field(),
            _ => {}
        }
    }

    /// Of the alternatives for programs of different age the first that is understood is read, and no other.
    fn open_alternative(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let understood = tag.element == Element::Fallback
            || tag.attribute("Requires").is_none_or(|prefixes| {
                prefixes
                    .split_whitespace()
                    .all(|prefix| xml.namespace(prefix) != Namespace::Other)
            });
        match self.alternatives.last_mut() {
            Some(taken) if !*taken && understood => *taken = true,
            None => {}
            Some(_) => xml.skip(),
        }
    }

    fn open_text_box(&mut self) {
        let flow = self.new_flow();
        self.boxes
            .push((Frame::new(flow), std::mem::take(&mut self.run)));
    }

    fn close_text_box(&mut self, kind: NodeKind) {
        if let Some((frame, run)) = self.boxes.pop() {
            let (flow, hanging) = frame.finish();
            self.run = run;
            self.frame()
                .hang(std::iter::once((flow, kind)).chain(hanging));
        }
    }

    /// How a word is pronounced has been read, as a text box of its own.
    fn close_ruby_text(&mut self) {
        if let Some((frame, run)) = self.boxes.pop() {
            let (flow, hanging) = frame.finish();
            self.run = run;
            let frame = self.frame();
            frame.add_reading(flow);
            frame.hang(hanging);
        }
    }

    /// The line between the text and the notes is no note; what words it has are read, as people see them.
    fn open_note(&mut self, kind: NodeKind, tag: &Tag<'_>) {
        match tag.attribute("type").as_deref() {
            None | Some("normal") => self.open_section(kind, None),
            Some(_) => {
                self.in_separator = true;
                self.open_text_box();
            }
        }
    }

    fn close_note(&mut self, kind: NodeKind) {
        if !std::mem::take(&mut self.in_separator) {
            return self.close_section();
        }
        if let Some((frame, run)) = self.boxes.pop() {
            let (flow, hanging) = frame.finish();
            self.run = run;
            if !flow.text.trim().is_empty() {
                self.frame.hang([(flow, kind)]);
            }
            self.frame.hang(hanging);
            self.frame.end_all();
        }
    }

    fn open_section(&mut self, kind: NodeKind, detail: Option<String>) {
        self.frame.end_all();
        self.section = Some(Section {
            kind,
            detail,
            place: self.frame.main().place(),
            paragraph: None,
        });
    }

    fn close_section(&mut self) {
        self.frame.end_all();
        if let Some(section) = self.section.take() {
            let flow = self.frame.main();
            if let Some(range) = flow.since(section.place) {
                flow.node(range, section.kind, section.detail.as_deref());
                let is_settled = |id: &String| self.resources.threads.is_settled(id);
                if section.kind == NodeKind::Comment
                    && section.paragraph.as_ref().is_some_and(is_settled)
                {
                    flow.node(range, NodeKind::Resolved, None);
                }
            }
        }
    }
}

/// The part or text box that is being read, beside the rest of a story.
fn innermost<'f>(boxes: &'f mut [(Frame, Run)], main: &'f mut Frame) -> &'f mut Frame {
    boxes.last_mut().map_or(main, |(frame, _)| frame)
}
