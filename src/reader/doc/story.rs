//! The walk through the stories of a Word document, paragraph after paragraph: tables, headings, numbers, and what hangs on a place.
//!
//! What the letters of a paragraph become is the affair of `letters`; lines, fields and text boxes are kept as in newer documents.

use std::ops::Range;

use crate::document::{NodeKind, UnreadContent};
use crate::reader::docx::frame::Frame;
use crate::reader::docx::numbering::Counters;
use crate::reader::docx::styles::{NumberReference, Styles as NoStyles};
use crate::reader::docx::tables::Tables;
use crate::reader::flow::Flow;
use crate::reader::office_parts::TEXT_LIMIT;
use crate::text::Stop;

use super::columns::Columns;
use super::drawings::Drawings;
use super::notes::Comments;
use super::source::{CELL, End, Source};
use super::sprm::Paragraph;

/// How deep tables may be nested in each other; nobody makes more.
const MOST_TABLES: usize = 32;

/// The reader of all stories, one after the other.
pub(super) struct Reading<'s, 'd> {
    pub(super) source: &'s Source<'d>,
    pub(super) frame: Frame,
    pub(super) tables: Tables,
    /// How many of the open tables lie outside the text box that is being read.
    tables_outside: usize,
    /// The columns of each open table.
    columns: Vec<Columns>,
    counters: Counters,
    flows: u32,
    pub(super) drawings: Drawings,
    pub(super) comments: Comments,
    /// How many of the comments' marks were met.
    pub(super) marks_met: usize,
    /// The characters of the body.
    pub(super) body: Range<u32>,
    /// Whether a header or footer is being read, which hold emblems.
    pub(super) in_margin: bool,
    pub(super) unread: UnreadContent,
    /// Whether characters are missing.
    pub(super) is_cut: bool,
    /// The style of the open paragraph.
    pub(super) style: u16,
    stop: &'s Stop,
}

impl<'s, 'd> Reading<'s, 'd> {
    /// A reader of nothing yet, which writes to `flow`.
    pub(super) fn new(
        source: &'s Source<'d>,
        flow: Flow,
        drawings: Drawings,
        comments: Comments,
        body: Range<u32>,
        stop: &'s Stop,
    ) -> Self {
        Self {
            source,
            frame: Frame::new(flow),
            tables: Tables::default(),
            tables_outside: 0,
            columns: Vec::new(),
            counters: Counters::default(),
            flows: 0,
            drawings,
            comments,
            marks_met: 0,
            body,
            in_margin: false,
            unread: UnreadContent::default(),
            is_cut: false,
            style: 0,
            stop,
        }
    }

    /// Read these characters as text of that kind; as part of the body where it is none.
    pub(super) fn section(
        &mut self,
        characters: Range<u32>,
        kind: Option<NodeKind>,
        detail: Option<&str>,
    ) {
        self.frame.end_all();
        self.in_margin = matches!(kind, Some(NodeKind::Header | NodeKind::Footer));
        let place = self.frame.main().place();
        self.read(characters);
        self.frame.end_all();
        let flow = self.frame.main();
        if let (Some(kind), Some(range)) = (kind, flow.since(place))
            && !range.is_empty()
        {
            flow.node(range, kind, detail);
        }
    }

    /// Read what hangs on nothing that is known, as text boxes that follow.
    pub(super) fn loose_boxes(&mut self, story: &Range<u32>) {
        for characters in self.drawings.take_boxes_in(story) {
            self.text_box(characters);
        }
        self.frame.end_line();
    }

    /// Read these characters, paragraph after paragraph.
    fn read(&mut self, characters: Range<u32>) {
        let mut at = characters.start;
        while at < characters.end && self.has_room() {
            let end = self.source.end_of_paragraph(at..characters.end);
            let next = match end.mark {
                Some(_) => end.character.saturating_add(1),
                None => end.character,
            };
            self.paragraph(at..end.character, &end);
            at = next;
        }
        self.close_tables(0);
    }

    /// Whether reading may go on; the caller says why it may not.
    pub(super) fn has_room(&mut self) -> bool {
        let main = self.frame.main();
        let is_full = main.pieces().problem().is_some() || main.text.len() as u64 > TEXT_LIMIT;
        !is_full && !self.stop.requested()
    }

    fn paragraph(&mut self, letters: Range<u32>, end: &End) {
        let about = &end.about;
        let ends_cell = end.mark == Some(CELL) || about.ends_inner_cell;
        let in_table = about.in_table || end.mark == Some(CELL);
        let depth = match usize::try_from(about.depth).unwrap_or(usize::MAX) {
            0 => usize::from(in_table),
            depth if in_table => depth.min(MOST_TABLES),
            _ => 0,
        };
        self.close_tables(depth);
        if about.ends_row && end.mark == Some(CELL) || about.ends_inner_row {
            return self.end_row(&about.borders);
        }
        self.open_tables(depth);
        self.frame.begin_paragraph();
        self.style = about.style;
        let styles = &self.source.styles;
        self.frame.level = match about.outline {
            Some(level) => (level < 9).then_some(level + 1),
            None => styles.outline(about.style),
        };
        self.frame.ink = styles.ink(about.style);
        self.number(about);
        let mark = end.character;
        self.letters(letters);
        if end.mark.is_some() {
            self.end_of_paragraph(mark, ends_cell);
        }
        match end.mark {
            Some(_) => self.frame.end_paragraph(),
            None => self.frame.end_line(),
        }
        if ends_cell {
            self.end_cell();
        }
    }

    fn end_cell(&mut self) {
        let flow = self.frame.flow();
        self.tables.end_cell(flow);
        if let Some(columns) = self.columns.last_mut() {
            columns.end_cell(&flow.nodes);
        }
    }

    /// Write the number of a paragraph.
    fn number(&mut self, about: &Paragraph) {
        let (list, level) = self.source.styles.numbering(about.style);
        let reference = NumberReference {
            id: about.list.or(list).map(u32::from),
            level: about.level.or(level).map(usize::from),
        };
        let numbering = &self.source.numbering;
        let label = numbering.label(&reference, None, &NoStyles::default(), &mut self.counters);
        if let Some(label) = label.filter(|label| !label.text.is_empty()) {
            let range = self.frame.write_synthetic(&label.text);
            self.frame.flow().node(range, NodeKind::Numbering, None);
            self.frame.write_synthetic(label.suffix);
        }
    }

    /// Tables, rows and cells begin until there are so many tables.
    fn open_tables(&mut self, depth: usize) {
        loop {
            let place = self.frame.flow().place();
            if self.tables.depth() > self.tables_outside {
                if self.tables.row_depth().is_none() {
                    self.tables.begin_row(place, 0);
                }
                if self.tables.cell_depth().is_none() {
                    self.tables.begin_cell(place, 0);
                }
            }
            if self.tables.depth() >= self.tables_outside + depth {
                break;
            }
            self.tables.begin(place);
            self.columns.push(Columns::default());
        }
    }

    /// Tables end until there are no more than so many.
    fn close_tables(&mut self, depth: usize) {
        while self.tables.depth() > self.tables_outside + depth {
            self.end_row(&[]);
            let flow = self.frame.flow();
            self.tables.end(flow);
            if let Some(columns) = self.columns.pop() {
                columns.end(&mut flow.nodes);
            }
        }
    }

    /// The row of the innermost table ends, whose cells have these borders.
    fn end_row(&mut self, borders: &[i16]) {
        if self.tables.depth() > self.tables_outside {
            if self.tables.cell_depth().is_some() {
                self.end_cell();
            }
            self.tables.end_row(self.frame.flow());
            if let Some(columns) = self.columns.last_mut() {
                columns.end_row(borders);
            }
        }
    }

    /// Read these characters as a text box that hangs on the open line.
    pub(super) fn text_box(&mut self, characters: Range<u32>) {
        let flow = self.new_flow();
        let outer = std::mem::replace(&mut self.frame, Frame::new(flow));
        let tables_outside = std::mem::replace(&mut self.tables_outside, self.tables.depth());
        let style = self.style;
        self.read(characters);
        self.style = style;
        self.tables_outside = tables_outside;
        let (mut flow, hanging) = std::mem::replace(&mut self.frame, outer).finish();
        // Behind the last paragraph of a text box stands one more, which nobody sees.
        flow.trim_line_ends();
        if !flow.text.trim().is_empty() {
            self.frame.hang([(flow, NodeKind::TextBox)]);
        }
        self.frame.hang(hanging);
    }

    /// A flow for text that is written to its place later.
    pub(super) fn new_flow(&mut self) -> Flow {
        self.flows += 1;
        self.frame.main().branch(self.flows)
    }
}
