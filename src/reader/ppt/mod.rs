//! Slides of PowerPoint 97 to 2003 ([MS-PPT]) and those of WPS: .ppt, .pps, .pot, .dps, .dpt.
//!
//! As newer slides are read: slide after slide in the order of the show, with its shapes, its notes and the comments on it. Masters hold the
//! program's own prompts and are not read. Slides of PowerPoint 95 and before are not read.

mod drawing;
mod records;
mod show;

use crate::document::{Bytes as FileBytes, Document, Format, NodeKind, Problem, ProblemKind};
use crate::reader::compound::bytes::{u16_at, u32_at};
use crate::reader::compound::{self, Compound, write_properties};
use crate::reader::flow::Flow;
use crate::text::Stop;

use drawing::{Drawing, write};
use records::{
    BINARY_TAG, Bytes, COMMENT, DRAWING, MARGINS, MARGINS_ATOM, SLIDE_ATOM, SLIDE_SHOW, TAG_DATA,
    TAGS, Text,
};
use show::Show;

const MAIN: &str = "PowerPoint Document";

/// Read the slides that `bytes` are, as far as they can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: FileBytes, format: Format, stop: &Stop) -> Document {
    compound::document(&bytes, format, stop, |file| read_file(file, format))
}

fn read_file(file: &mut Compound<'_>, format: Format) -> Result<Flow, Problem> {
    let Some(stream) = file.stream(MAIN) else {
        // PowerPoint 95 called it so.
        return Err(match file.contains("PP40") {
            true => Problem::new(ProblemKind::Legacy(format)),
            false => Problem::in_part(ProblemKind::MissingPart, MAIN),
        });
    };
    let current = file.stream("Current User");
    let show = Show::read(&stream, current.as_deref())?;
    let mut is_broken = show.is_broken;
    let mut flow = Flow::new(0);
    flow.enter_part(MAIN);
    let mut tables = 0;
    for (number, entry) in (1..).zip(&show.slides) {
        if !file.has_room(&flow) {
            break;
        }
        let mut reading = Reading {
            show: &show,
            tables: &mut tables,
            file,
            is_broken: false,
        };
        reading.slide(entry.slide, number, &entry.texts, &mut flow);
        is_broken |= reading.is_broken;
    }
    if is_broken {
        file.is_broken(MAIN);
    }
    if file.has_room(&flow) {
        write_properties(file, &mut flow);
    }
    Ok(flow)
}

/// What the slides are read with.
struct Reading<'r, 's, 'b> {
    show: &'r Show<'s>,
    tables: &'r mut usize,
    file: &'r mut Compound<'b>,
    is_broken: bool,
}

impl Reading<'_, '_, '_> {
    fn slide(&mut self, slide: Bytes<'_>, number: usize, texts: &[Text], flow: &mut Flow) {
        let place = flow.place();
        self.is_broken |= slide.records().any(|it| it.is_cut);
        self.shapes(slide, texts, false, flow);
        self.footers(slide, flow);
        let about = slide.first(SLIDE_ATOM);
        let notes = about.and_then(|it| u32_at(it.bytes, 16));
        if let Some(notes) = notes.and_then(|number| self.show.notes(number)) {
            let place = flow.place();
            self.shapes(notes, &[], true, flow);
            if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
                flow.node(range, NodeKind::SlideNotes, None);
            }
        }
        comments(slide, number, flow);
        if let Some(range) = flow.since(place) {
            if is_hidden(slide) {
                flow.node(range, NodeKind::Hidden, None);
            }
            flow.node(range, NodeKind::Slide, Some(&number.to_string()));
        }
    }

    fn shapes(&mut self, slide: Bytes<'_>, texts: &[Text], is_of_notes: bool, flow: &mut Flow) {
        let Some(shapes) = slide.first(DRAWING) else {
            return;
        };
        let mut drawing = Drawing {
            flow,
            tables: self.tables,
            texts,
            objects: &self.show.objects,
            unread: self.file.unread,
            is_of_notes,
            is_broken: false,
        };
        drawing.read(shapes);
        self.is_broken |= drawing.is_broken;
        self.file.unread = drawing.unread;
    }

    /// The date that somebody typed and the footer, of the slide or of all slides.
    fn footers(&mut self, slide: Bytes<'_>, flow: &mut Flow) {
        const OF_SLIDES: u16 = 3;
        const DATE: (u16, u16) = (0, 1 << 2);
        const FOOTER: (u16, u16) = (2, 1 << 5);
        let of_all = || {
            let document = self.show.document?;
            let mut records = document.records();
            let record = records.find(|it| it.kind == MARGINS && it.instance == OF_SLIDES)?;
            Some(document.inside(&record))
        };
        let Some(margins) = slide.first(MARGINS).or_else(of_all) else {
            return;
        };
        let atom = margins.first(MARGINS_ATOM);
        let shown = atom.and_then(|it| u16_at(it.bytes, 2)).unwrap_or(0);
        for (number, flag) in [DATE, FOOTER] {
            if let Some(text) = margins.string(number).filter(|_| shown & flag != 0) {
                marked(&text, NodeKind::Footer, None, flow);
            }
        }
    }
}

fn is_hidden(slide: Bytes<'_>) -> bool {
    const HIDDEN: u16 = 1 << 2;
    let show = slide.first(SLIDE_SHOW);
    let flags = show.and_then(|it| u16_at(it.bytes, 10));
    flags.is_some_and(|flags| flags & HIDDEN != 0)
}

/// The comments on a slide, which stand among what newer programs added.
fn comments(slide: Bytes<'_>, number: usize, flow: &mut Flow) {
    const AUTHOR: u16 = 0;
    const WORDS: u16 = 1;
    let Some(tags) = slide.first(TAGS) else {
        return;
    };
    let mut count = 0;
    for tag in tags.records().filter(|it| it.kind == BINARY_TAG) {
        let Some(data) = tags.inside(&tag).first(TAG_DATA) else {
            continue;
        };
        for record in data.records().filter(|it| it.kind == COMMENT) {
            let comment = data.inside(&record);
            let author = comment.string(AUTHOR).map(|it| it.text);
            if let Some(words) = comment.string(WORDS) {
                count += 1;
                let detail = format!("{number}!{count}:{}", author.unwrap_or_default());
                marked(&words, NodeKind::Comment, Some(&detail), flow);
            }
        }
    }
}

/// Write a text of that kind.
fn marked(text: &Text, kind: NodeKind, detail: Option<&str>, flow: &mut Flow) {
    let place = flow.place();
    write(text, flow);
    if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
        flow.node(range, kind, detail);
    }
}
