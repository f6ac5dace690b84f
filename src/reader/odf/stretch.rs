//! A stretch of paragraphs that is read on its own: the body, a text box, a note, a comment, a header.
//!
//! Owns lines: where a paragraph begins and ends, which white space counts, what is underlined in it, and what hangs on it. What the
//! elements mean is the affair of `walk`.

use crate::document::{NodeKind, Origin};
use crate::reader::flow::{Flow, Place};
use crate::text::TextRange;

/// A text that hangs on a line.
pub(super) type Hanging = (Flow, NodeKind);

/// A stretch while it is read.
pub(super) struct Stretch {
    pub(super) flow: Flow,
    /// Where the open paragraph begins.
    line: Option<Place>,
    /// The outline level of the open paragraph, 1 to 9.
    level: Option<u8>,
    /// The whole paragraph is hidden.
    is_hidden: bool,
    /// White space that comes next does not count: some stands before it, or nothing at all.
    after_space: bool,
    underlined: Option<Underlined>,
    hanging: Vec<Hanging>,
    /// The pronunciations that stand over the line.
    readings: Option<Flow>,
}

/// Underlined text.
struct Underlined {
    range: TextRange,
    /// Whether it is white space only.
    is_blank: bool,
}

impl Stretch {
    /// A stretch that writes to `flow`.
    pub(super) fn new(flow: Flow) -> Self {
        Self {
            flow,
            line: None,
            level: None,
            is_hidden: false,
            after_space: true,
            underlined: None,
            hanging: Vec::new(),
            readings: None,
        }
    }

    /// A paragraph begins, which is a heading of that level or none.
    pub(super) fn begin_line(&mut self, level: Option<u8>) {
        if self.line.is_some() {
            self.end_line();
        }
        self.line = Some(self.flow.place());
        self.level = level;
        self.is_hidden = false;
        self.after_space = true;
    }

    /// A paragraph ends whose line may go on.
    pub(super) fn pause_line(&mut self) {
        self.end_underlining();
        self.line = None;
    }

    /// Another paragraph goes on in the line.
    pub(super) fn go_on(&mut self, separator: &str) {
        self.flow.write_synthetic(separator);
        self.line = Some(self.flow.place());
        self.level = None;
        self.after_space = true;
    }

    /// Whether a paragraph is open.
    pub(super) fn in_line(&self) -> bool {
        self.line.is_some()
    }

    /// The whole open paragraph is hidden.
    pub(super) fn hide_line(&mut self) {
        self.is_hidden = true;
    }

    /// Write what stands in a paragraph; of white space in a row one space counts, and none at the beginning.
    pub(super) fn write(&mut self, text: &str, origin: Origin) -> TextRange {
        let start = self.flow.text.len();
        let bytes = text.as_bytes();
        let (mut done, mut at) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            let is_white = matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
            let counts = !is_white || byte == b' ' && !self.after_space;
            if !counts {
                self.write_part(text, done, at, origin);
                if !self.after_space {
                    let space = match origin {
                        Origin::Verbatim { .. } => part_of(origin, at, at + 1, false),
                        other => other,
                    };
                    self.flow.write(" ", space);
                }
                done = at + 1;
            }
            self.after_space = is_white;
            at += 1;
        }
        self.write_part(text, done, bytes.len(), origin);
        TextRange::new(start, self.flow.text.len())
    }

    fn write_part(&mut self, text: &str, from: usize, to: usize, origin: Origin) {
        let piece = text.get(from..to).unwrap_or_default();
        if !piece.is_empty() {
            self.flow.write(piece, part_of(origin, from, to, true));
        }
    }

    /// Write what an element stands for: spaces that all count, a tab, a break.
    pub(super) fn write_element(&mut self, text: &str, origin: Origin) -> TextRange {
        self.after_space = false;
        self.flow.write(text, origin)
    }

    /// Write what the program counts itself.
    pub(super) fn write_number(&mut self, number: &str) {
        let range = self.flow.write_synthetic(number);
        self.flow.node(range, NodeKind::Numbering, None);
        self.flow.write_synthetic("\t");
    }

    /// Say that the text just written is underlined.
    pub(super) fn underline(&mut self, range: TextRange) {
        let text = range.slice(&self.flow.text);
        let is_white = |c| matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}');
        let is_blank = text.chars().all(is_white);
        if let Some(underlined) = &mut self.underlined
            && underlined.range.end() == range.start()
        {
            underlined.range = TextRange::new(underlined.range.start(), range.end());
            underlined.is_blank &= is_blank;
            return;
        }
        self.end_underlining();
        self.underlined = Some(Underlined { range, is_blank });
    }

    /// What is underlined as a whole is a blank only if all of it is white space.
    fn end_underlining(&mut self) {
        if let Some(underlined) = self.underlined.take()
            && underlined.is_blank
        {
            self.flow
                .node(underlined.range, NodeKind::UnderlinedBlank, None);
        }
    }

    /// A text hangs on the line, and follows it.
    pub(super) fn hang(&mut self, text: Hanging) {
        self.hanging.push(text);
        if self.line.is_none() {
            self.write_hanging();
        }
    }

    /// How a word of the line is pronounced; the line's words by themselves stay in one piece.
    pub(super) fn add_reading(&mut self, mut reading: Flow) {
        reading.trim_line_ends();
        match &mut self.readings {
            Some(readings) => {
                readings.write_synthetic(" ");
                readings.append(&reading, TextRange::new(0, reading.text.len()));
            }
            none => *none = Some(reading),
        }
    }

    /// End the paragraph, if one has begun, and let follow what hangs on it.
    pub(super) fn end_line(&mut self) {
        self.end_underlining();
        let Some(line) = self.line.take() else {
            return self.write_hanging();
        };
        if let Some(range) = self.flow.since(line)
            && !range.slice(&self.flow.text).trim().is_empty()
        {
            if self.is_hidden {
                self.flow.node(range, NodeKind::Hidden, None);
            }
            if let Some(level) = self.level.take() {
                let level = level.to_string();
                self.flow.node(range, NodeKind::Heading, Some(&level));
            }
        }
        self.flow.write_synthetic("\n");
        self.write_hanging();
    }

    fn write_hanging(&mut self) {
        let readings = self.readings.take().map(|flow| (flow, NodeKind::Ruby));
        let hanging = std::mem::take(&mut self.hanging);
        for (text, kind) in hanging.into_iter().chain(readings) {
            append_as(&mut self.flow, &text, kind, None);
        }
    }

    /// What was written.
    pub(super) fn finish(mut self) -> Flow {
        self.end_line();
        self.write_hanging();
        self.flow
    }
}

/// Write `text` to the end of `flow` as lines that are of that kind; where there is none, nothing is.
pub(super) fn append_as(
    flow: &mut Flow,
    text: &Flow,
    kind: NodeKind,
    detail: Option<&str>,
) -> Option<TextRange> {
    if text.text.trim().is_empty() {
        return None;
    }
    flow.end_line();
    let place = flow.place();
    flow.append(text, TextRange::new(0, text.text.len()));
    let range = flow.since(place)?;
    flow.end_line();
    flow.node(range, kind, detail);
    Some(range)
}

/// The origin of the bytes `from..to` of a piece; `verbatim` where they stand in the text as they are.
fn part_of(origin: Origin, from: usize, to: usize, verbatim: bool) -> Origin {
    let Origin::Verbatim { start } = origin else {
        return origin;
    };
    let at = |byte: usize| start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
    match verbatim {
        true => Origin::Verbatim { start: at(from) },
        false => Origin::Decoded {
            start: at(from),
            end: at(to),
        },
    }
}
