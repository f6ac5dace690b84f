//! The walk through the parts that hold text: what each element of WordprocessingML does to the document.
//!
//! Lines, fields and text boxes are kept by `frame`; this is the table of elements and the state between them.

mod content;
mod properties;
mod revisions;

use std::collections::HashSet;

use super::controls::Control;
use super::element::{Element, Namespace};
use super::fields::Form;
use super::flow::{Flow, Place};
use super::frame::{Frame, ParagraphProperties};
use super::ink::Ink;
use super::numbering::{Counters, Numbering};
use super::repeats::Repeats;
use super::styles::Styles;
use super::tables::Tables;
use super::threads::Threads;
use super::xml::{Event, Tag, Xml};
use crate::document::NodeKind;

/// What the text is read with.
#[derive(Default)]
pub(super) struct Resources {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) threads: Threads,
}

/// The reader of all parts of a document that hold text, one after the other.
pub(super) struct Story<'r> {
    resources: &'r Resources,
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
    /// The authors of the open insertions.
    insertions: Vec<Option<String>>,
    /// For each open `AlternateContent`, whether an alternative was taken.
    alternatives: Vec<bool>,
    /// The open note, comment, header or footer.
    section: Option<Section>,
    /// Comments whose range was read.
    commented: HashSet<String>,
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

impl<'r> Story<'r> {
    /// A reader of nothing yet.
    pub(super) fn new(resources: &'r Resources) -> Self {
        Self {
            resources,
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
            insertions: Vec::new(),
            alternatives: Vec::new(),
            section: None,
            commented: HashSet::new(),
            page_break: None,
        }
    }

    /// Read the part `name` to its end.
    pub(super) fn read_part(&mut self, name: &str, xml: &mut Xml<'_>) {
        self.frame.main().enter_part(name);
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => self.open(&tag, xml),
                Event::Close(element) => self.close(element, xml),
                Event::Text(inside, piece) => self.text(inside, &piece),
            }
            if let Some(problem) = self.flow().pieces().problem() {
                xml.give_up(problem);
            }
        }
        self.end_part();
    }

    /// The text of all parts, for what is added to it without being read as a story.
    pub(super) fn flow(&mut self) -> &mut Flow {
        self.frame.main()
    }

    /// All that was read.
    pub(super) fn finish(self) -> Flow {
        self.frame.finish().0
    }

    /// Damage may leave anything open; the next part begins anew.
    fn end_part(&mut self) {
        while !self.boxes.is_empty() {
            self.close_text_box();
        }
        self.frame.end_all();
        self.run = Run::default();
        self.known_runs = Repeats::default();
        self.known_paragraphs = Repeats::default();
        self.properties_of = Owner::Nobody;
        self.tables.end_all();
        self.controls.clear();
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

    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match self.properties_of {
            Owner::Nobody => self.open_content(tag, xml),
            Owner::Paragraph => self.paragraph_property(tag, xml),
            Owner::Run => self.run_property(tag, xml),
            Owner::Row | Owner::Cell => self.table_property(tag, xml),
            Owner::Control => self.control_property(tag),
            Owner::Form => self.form_property(tag),
        }
    }

    fn open_content(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.element {
            Element::Run => self.run = Run::default(),
            Element::RunProperties => self.open_run_properties(tag, xml),
            Element::ParagraphProperties => self.open_paragraph_properties(tag, xml),
            Element::RowProperties => self.properties_of = Owner::Row,
            Element::CellProperties => self.properties_of = Owner::Cell,
            Element::ControlProperties | Element::ControlEndProperties => {
                self.properties_of = Owner::Control;
            }
            Element::FormData => {
                self.properties_of = Owner::Form;
                if let Some(field) = self.frame().field() {
                    field.form = Some(Form::default());
                }
            }
            Element::Paragraph | Element::DrawingParagraph => {
                self.frame().begin_paragraph();
                if !self.resources.threads.is_empty()
                    && let Some(section) = &mut self.section
                {
                    section.paragraph = tag.attribute("paraId").or(section.paragraph.take());
                }
            }
            Element::Table => {
                let frame = self.frame();
                frame.end_line();
                let place = frame.flow().place();
                self.tables.begin(place);
            }
            Element::Row => {
                let place = self.frame().flow().place();
                self.tables.begin_row(place, xml.depth());
            }
            Element::Cell => {
                let place = self.frame().flow().place();
                self.tables.begin_cell(place, xml.depth());
            }
            Element::TextBox | Element::DrawingTextBody => {
                let flow = self.new_flow();
                self.boxes
                    .push((Frame::new(flow), std::mem::take(&mut self.run)));
            }
            Element::Control => {
                let place = self.frame().flow().place();
                self.controls.push(Control::new(place));
            }
            Element::Tab | Element::PositionedTab => self.write_synthetic("\t"),
            Element::CarriageReturn | Element::DrawingBreak => self.write_line_break(),
            Element::Break => {
                self.write_line_break();
                if tag.attribute("type").as_deref() == Some("page") {
                    self.page_break(true);
                }
            }
            Element::LastPageBreak => self.page_break(false),
            Element::NoBreakHyphen => self.write_synthetic("-"),
            Element::Symbol => self.write_symbol(tag),
            Element::Insertion | Element::MoveTo => self.insertions.push(tag.attribute("author")),
            Element::Deletion | Element::MoveFrom => {
                self.leave_out(tag, xml.depth().saturating_sub(1), xml);
            }
            Element::DeletedText
            | Element::DeletedInstruction
            | Element::RubyText
            | Element::ParagraphPropertiesChange
            | Element::RunPropertiesChange
            | Element::SectionPropertiesChange
            | Element::TablePropertiesChange
            | Element::TableExceptionsChange
            | Element::GridChange => xml.skip(),
            Element::Alternatives => self.alternatives.push(false),
            Element::Choice | Element::Fallback => self.open_alternative(tag, xml),
            Element::FieldCharacter => self.field_character(tag),
            Element::SimpleField => {
                let mut instruction = self.new_flow();
                instruction.write_synthetic(&tag.attribute("instr").unwrap_or_default());
                let frame = self.frame();
                frame.begin_field(instruction);
                frame.begin_result();
            }
            Element::CommentStart | Element::CommentEnd | Element::CommentReference => {
                self.comment_mark(tag);
            }
            Element::Header => self.open_section(NodeKind::Header, None),
            Element::Footer => self.open_section(NodeKind::Footer, None),
            Element::Footnote => self.open_note(NodeKind::Footnote, tag, xml),
            Element::Endnote => self.open_note(NodeKind::Endnote, tag, xml),
            Element::Comment => {
                let id = tag.attribute("id").unwrap_or_default();
                let author = tag.attribute("author").unwrap_or_default();
                self.open_section(NodeKind::Comment, Some(format!("{id}:{author}")));
            }
            _ => {}
        }
    }

    fn close(&mut self, element: Element, xml: &Xml<'_>) {
        match element {
            Element::ParagraphProperties => self.close_paragraph_properties(xml),
            Element::RunProperties if self.properties_of == Owner::Run => {
                self.close_run_properties(xml);
            }
            Element::RowProperties
            | Element::CellProperties
            | Element::ControlProperties
            | Element::ControlEndProperties
            | Element::FormData => self.properties_of = Owner::Nobody,
            _ if self.properties_of != Owner::Nobody => {}
            Element::Run => self.run = Run::default(),
            Element::Paragraph | Element::DrawingParagraph => self.frame().end_paragraph(),
            Element::Cell => {
                self.frame().end_line();
                let frame = innermost(&mut self.boxes, &mut self.frame);
                self.tables.end_cell(frame.flow());
            }
            Element::Row => {
                let frame = innermost(&mut self.boxes, &mut self.frame);
                self.tables.end_row(frame.flow());
            }
            Element::Table => {
                let frame = innermost(&mut self.boxes, &mut self.frame);
                self.tables.end(frame.flow());
            }
            Element::TextBox | Element::DrawingTextBody => self.close_text_box(),
            Element::Control => {
                if let Some(control) = self.controls.pop() {
                    control.end(self.frame().flow());
                }
            }
            Element::Insertion | Element::MoveTo => {
                self.insertions.pop();
            }
            Element::Alternatives => {
                self.alternatives.pop();
            }
            Element::SimpleField => self.frame().end_field(),
            Element::Body => self.frame().end_all(),
            Element::Header
            | Element::Footer
            | Element::Footnote
            | Element::Endnote
            | Element::Comment => self.close_section(),
            _ => {}
        }
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

    fn close_text_box(&mut self) {
        if let Some((frame, run)) = self.boxes.pop() {
            let (flow, hanging) = frame.finish();
            self.run = run;
            self.frame().hang(std::iter::once(flow).chain(hanging));
        }
    }

    /// The lines between the text and the notes are no notes.
    fn open_note(&mut self, kind: NodeKind, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.attribute("type").as_deref() {
            None | Some("normal") => self.open_section(kind, None),
            Some(_) => xml.skip(),
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
