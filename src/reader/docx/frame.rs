//! A stretch of paragraphs that is read on its own: a part, or a text box inside one.
//!
//! Owns lines: where a paragraph begins and ends, what is underlined in it, which text boxes hang on it, and which
//! fields are open. What the elements mean is the affair of `story`.

use std::collections::HashMap;

use super::fields::{Field, FieldKind, Form};
use super::ink::Ink;
use super::styles::NumberReference;
use crate::document::{NodeKind, Origin};
use crate::reader::flow::{Flow, Place};
use crate::text::TextRange;

/// How deep fields may be nested; Word itself allows twenty.
const FIELD_DEPTH_LIMIT: usize = 64;

/// What a paragraph's properties say.
#[derive(Clone, Default, PartialEq, Eq)]
pub(in crate::reader) struct ParagraphProperties {
    pub(in crate::reader) style: Option<String>,
    /// 0 to 9, of which 9 means body text.
    pub(in crate::reader) outline: Option<u8>,
    pub(in crate::reader) numbering: NumberReference,
    /// Who deleted the end of the paragraph, so that the next one goes on in its line.
    pub(in crate::reader) mark_deleted: Option<String>,
    /// Who inserted the end of the paragraph.
    pub(in crate::reader) mark_inserted: Option<String>,
}

/// A part or a text box.
pub(in crate::reader) struct Frame {
    main: Flow,
    /// The instructions of the open fields whose result has not begun: what is read now belongs there.
    instructions: Vec<Flow>,
    fields: Vec<Field>,
    /// How many open fields are nested too deep to be kept.
    fields_beyond: usize,
    line: Place,
    /// Whether a paragraph or loose text has begun a line that is not ended.
    in_line: bool,
    pub(in crate::reader) properties: ParagraphProperties,
    /// The outline level of the paragraph, 1 to 9.
    pub(in crate::reader) level: Option<u8>,
    /// What the paragraph's style says of its letters.
    pub(in crate::reader) ink: Ink,
    underlined: Option<Underlined>,
    /// What hangs on the line and follows it: text boxes and what is as good as one.
    hanging: Vec<Hanging>,
    /// The pronunciations that stand over the line.
    readings: Option<Flow>,
    /// The comments whose range is open, by id.
    comments: HashMap<String, Place>,
}

/// A text that hangs on a line.
pub(in crate::reader) type Hanging = (Flow, NodeKind);

/// A stretch of underlined text.
struct Underlined {
    range: TextRange,
    flow: u32,
    /// Whether it is white space only.
    blank: bool,
}

impl Frame {
    /// A frame that writes to `main`.
    pub(in crate::reader) fn new(main: Flow) -> Self {
        Self {
            line: main.place(),
            main,
            instructions: Vec::new(),
            fields: Vec::new(),
            fields_beyond: 0,
            in_line: false,
            properties: ParagraphProperties::default(),
            level: None,
            ink: Ink::default(),
            underlined: None,
            hanging: Vec::new(),
            readings: None,
            comments: HashMap::new(),
        }
    }

    /// Where text goes now.
    pub(in crate::reader) fn flow(&mut self) -> &mut Flow {
        self.instructions.last_mut().unwrap_or(&mut self.main)
    }

    /// The frame's own text.
    pub(in crate::reader) fn main(&mut self) -> &mut Flow {
        &mut self.main
    }

    /// Begin a paragraph, or go on with one whose end was deleted.
    pub(in crate::reader) fn begin_paragraph(&mut self) {
        if self.in_line && self.properties.mark_deleted.is_none() {
            self.end_line();
        }
        if !self.in_line {
            self.line = self.flow().place();
            self.in_line = true;
        }
        self.properties = ParagraphProperties::default();
        self.level = None;
        self.ink = Ink::default();
    }

    /// Whether nothing has been written to the paragraph.
    pub(in crate::reader) fn at_line_start(&mut self) -> bool {
        let line = self.line;
        self.flow().is_at(line)
    }

    /// End a paragraph, unless its end is deleted.
    pub(in crate::reader) fn end_paragraph(&mut self) {
        if let Some(author) = self.properties.mark_inserted.take() {
            let flow = self.flow();
            let end = TextRange::empty(flow.text.len());
            let author = (!author.is_empty()).then_some(&*author);
            flow.mark(end, NodeKind::Insertion, author);
        }
        match self.properties.mark_deleted.clone() {
            Some(author) => self.flow().deleted(&author, "", 0),
            None => self.end_line(),
        }
    }

    /// End the line, if one has begun, and let the text boxes that hang on it follow.
    pub(in crate::reader) fn end_line(&mut self) {
        self.end_underlining();
        if std::mem::take(&mut self.in_line) {
            let level = self.level.take();
            let line = self.line;
            let flow = self.flow();
            if let (Some(level), Some(range)) = (level, flow.since(line))
                && !range.slice(&flow.text).trim().is_empty()
            {
                flow.node(range, NodeKind::Heading, Some(&level.to_string()));
            }
            flow.write_synthetic("\n");
        }
        self.properties = ParagraphProperties::default();
        if !self.hanging.is_empty() || self.readings.is_some() {
            self.write_hanging();
        }
    }

    fn write_hanging(&mut self) {
        let readings = self.readings.take().map(|flow| (flow, NodeKind::Ruby));
        let hanging = std::mem::take(&mut self.hanging);
        for (text, kind) in hanging.into_iter().chain(readings) {
            let flow = self.flow();
            let place = flow.place();
            flow.append(&text, TextRange::new(0, text.text.len()));
            if let Some(range) = flow.since(place) {
                if range.end() == flow.text.len() {
                    flow.write_synthetic("\n");
                }
                flow.node(range, kind, None);
            }
        }
    }

    /// Write text that stands in the source.
    pub(in crate::reader) fn write(&mut self, text: &str, origin: Origin) -> TextRange {
        self.begin_line();
        self.flow().write(text, origin)
    }

    /// Write a character that stands for an element.
    pub(in crate::reader) fn write_synthetic(&mut self, text: &str) -> TextRange {
        self.begin_line();
        self.flow().write_synthetic(text)
    }

    fn begin_line(&mut self) {
        if !self.in_line {
            self.line = self.flow().place();
            self.in_line = true;
        }
    }

    /// Say that the text just written is underlined.
    pub(in crate::reader) fn underline(&mut self, range: TextRange) {
        let flow = self.flow();
        let blank = range
            .slice(&flow.text)
            .chars()
            .all(|c| matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}'));
        let flow = flow.id;
        if let Some(underlined) = &mut self.underlined
            && underlined.flow == flow
            && underlined.range.end() == range.start()
        {
            underlined.range = TextRange::new(underlined.range.start(), range.end());
            underlined.blank &= blank;
            return;
        }
        self.end_underlining();
        self.underlined = Some(Underlined { range, flow, blank });
    }

    /// A stretch that is underlined as a whole is a blank only if all of it is white space.
    fn end_underlining(&mut self) {
        if let Some(underlined) = self.underlined.take()
            && underlined.blank
            && underlined.flow == self.flow().id
        {
            self.flow()
                .node(underlined.range, NodeKind::UnderlinedBlank, None);
        }
    }

    /// A text that hangs on the line is finished, and those inside it.
    pub(in crate::reader) fn hang(&mut self, texts: impl IntoIterator<Item = Hanging>) {
        self.hanging.extend(texts);
    }

    /// How a word of the line is pronounced; the line's words by themselves stay in one piece.
    pub(in crate::reader) fn add_reading(&mut self, mut reading: Flow) {
        reading.trim_line_ends();
        match &mut self.readings {
            Some(readings) => {
                readings.write_synthetic(" ");
                readings.append(&reading, TextRange::new(0, reading.text.len()));
            }
            none => *none = Some(reading),
        }
    }

    /// Put another text in the place of what was written from `place` and node number `first_node` on.
    pub(in crate::reader) fn replace_since(
        &mut self,
        place: Place,
        first_node: usize,
        other: &Flow,
    ) {
        self.end_underlining();
        self.flow().replace_since(place, first_node, other);
    }

    /// Begin a field; `instruction` takes up what is read until its result begins.
    pub(in crate::reader) fn begin_field(&mut self, instruction: Flow) {
        if self.fields.len() < FIELD_DEPTH_LIMIT {
            self.end_underlining();
            let place = self.flow().place();
            self.fields.push(Field::new(place));
            self.instructions.push(instruction);
        } else {
            self.fields_beyond += 1;
        }
    }

    /// The innermost open field.
    pub(in crate::reader) fn field(&mut self) -> Option<&mut Field> {
        if self.fields_beyond > 0 {
            return None;
        }
        self.fields.last_mut()
    }

    /// Whether a field's instruction is being read.
    pub(in crate::reader) fn in_instruction(&self) -> bool {
        !self.instructions.is_empty()
    }

    /// The innermost field's instruction is complete and its result begins.
    pub(in crate::reader) fn begin_result(&mut self) {
        if self.fields_beyond > 0 || self.fields.last().is_none_or(Field::has_result) {
            return;
        }
        self.end_underlining();
        let instruction = self.instructions.pop();
        let place = self.flow().place();
        if let (Some(field), Some(instruction)) = (self.fields.last_mut(), instruction) {
            field.begin_result(instruction, place);
        }
    }

    /// The innermost field ends.
    pub(in crate::reader) fn end_field(&mut self) {
        if self.fields_beyond > 0 {
            self.fields_beyond -= 1;
            return;
        }
        self.begin_result();
        let Some(field) = self.fields.pop() else {
            return;
        };
        self.end_underlining();
        let has_result = !self.flow().is_at(field.result);
        for shown in field.shown_instruction(has_result) {
            self.begin_line();
            self.flow().append(&field.instruction, shown);
        }
        let name = field.form.as_ref().and_then(|form| form.name.as_deref());
        let flow = self.flow();
        let typed = flow
            .since(field.result)
            .map(|range| range.slice(&flow.text));
        let is_blank = typed.is_some_and(|typed| typed.chars().all(char::is_whitespace));
        if let Some(shown) = field.form.as_ref().and_then(Form::shown)
            && self.flow().is_at(field.result)
        {
            self.write_synthetic(shown);
        }
        let flow = self.flow();
        let Some(range) = flow.since(field.result) else {
            return;
        };
        let detail = field.instruction.text.trim();
        match field.kind() {
            FieldKind::Form { is_text } => {
                if is_text && is_blank {
                    flow.node(range, NodeKind::EmptyFormField, name);
                }
                flow.node(range, NodeKind::FormField, name);
            }
            FieldKind::Shown(kind) => flow.node(range, kind, Some(detail)),
        }
    }

    /// Nothing that was begun goes on: a field without an end gives back what it took for its instruction.
    pub(in crate::reader) fn end_all(&mut self) {
        self.fields_beyond = 0;
        self.fields.clear();
        self.end_line();
        while let Some(instruction) = self.instructions.pop() {
            let all = TextRange::new(0, instruction.text.len());
            self.flow().append(&instruction, all);
        }
        self.comments.clear();
    }

    /// A comment's range begins.
    pub(in crate::reader) fn begin_comment(&mut self, id: String) {
        let place = self.flow().place();
        self.comments.insert(id, place);
    }

    /// A comment's range ends.
    pub(in crate::reader) fn end_comment(&mut self, id: &str) {
        if let Some(place) = self.comments.remove(id) {
            let flow = self.flow();
            if let Some(range) = flow.since(place) {
                flow.node(range, NodeKind::Commented, Some(id));
            }
        }
    }

    /// What was written, and the texts that hang on nothing.
    pub(in crate::reader) fn finish(mut self) -> (Flow, Vec<Hanging>) {
        self.end_all();
        (self.main, self.hanging)
    }
}
