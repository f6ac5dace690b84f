//! What hangs on the cells of a sheet and on the sheet: comments, input prompts, headers and footers, text boxes, charts; pictures are counted.

use std::collections::{HashMap, HashSet};

use crate::document::{NodeKind, Origin, UnreadContent};
use crate::reader::compound::art::shapes;
use crate::reader::compound::bytes::u16_at;
use crate::reader::flow::Flow;
use crate::reader::xlsx::beside::{hang, line};
use crate::reader::xlsx::page_words;
use crate::reader::xlsx::reference::Reference;
use crate::reader::xlsx::written::Written;
use crate::text::Stop;

use super::records::{Record, Records};
use super::workbook::{BEGIN, END, RECORDS_A_TIME, origin};

const HEADER: u16 = 0x0014;
const FOOTER: u16 = 0x0015;
const NOTE: u16 = 0x001C;
const OBJECT: u16 = 0x005D;
const DRAWING: u16 = 0x00EC;
const INPUT_RULE: u16 = 0x01BE;
const OBJECT_TEXT: u16 = 0x01B6;
const CELL_TEXT: u16 = 0x0204;
const MORE_MARGINS: u16 = 0x089C;
const CHART_TEXT: u16 = 0x100D;

/// What an object is, by its number.
const PICTURE: u16 = 8;
const COMMENT: u16 = 0x19;

/// What stands beside the cells of a sheet.
#[derive(Default)]
pub(super) struct Beside {
    margins: Vec<(NodeKind, Written)>,
    prompts: Vec<(Reference, Written)>,
    /// The cell, the number of the object that holds the words, and the author.
    comments: Vec<(Reference, u16, String)>,
    comment_words: HashMap<u16, Written>,
    boxes: Vec<Written>,
    /// The words of each chart.
    charts: Vec<Vec<Written>>,
    /// Those of the newest one, each of which is said once.
    known_words: HashSet<String>,
    /// The drawing, piece by piece.
    drawing: Vec<u8>,
    /// The newest object: what it is and its number.
    object: Option<(u16, u16)>,
    pub(super) unread: UnreadContent,
}

impl Beside {
    /// Read the sheet whose records begin at byte `at` of `stream`; nothing but the words of a chart where it is one itself. Whether all could
    /// be read.
    pub(super) fn read(&mut self, stream: &[u8], at: usize, is_chart: bool, stop: &Stop) -> bool {
        let mut records = Records::new(stream, at);
        let (mut is_whole, mut depth, mut read) = (true, 0_usize, 0_usize);
        let outermost = if is_chart { 0 } else { 1 };
        while let Some(record) = records.next() {
            read += 1;
            if read.is_multiple_of(RECORDS_A_TIME) && stop.requested() {
                break;
            }
            match record.kind {
                BEGIN => {
                    if depth >= outermost {
                        self.charts.push(Vec::new());
                        self.known_words.clear();
                    }
                    depth += 1;
                }
                END => depth = depth.saturating_sub(1),
                _ if depth > outermost => {
                    is_whole &= self.take_chart(&record, &mut records).is_some();
                }
                _ => {}
            }
            // A chart has page headers and a drawing of its own, which are not those of the sheet.
            if depth <= 1 || matches!(record.kind, OBJECT | OBJECT_TEXT) {
                is_whole &= self.take(&record, &mut records).is_some();
            }
            if depth == 0 {
                break;
            }
        }
        is_whole && !records.is_cut
    }

    /// Take up a record of a chart; nothing where it is damaged.
    fn take_chart<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Option<()> {
        let text = match record.kind {
            CHART_TEXT => {
                let mut data = records.clone().joined(record);
                data.skip(2)?;
                data.short_text()?
            }
            // The names of categories as they were saved with the chart.
            CELL_TEXT => {
                let mut data = records.clone().joined(record);
                data.skip(6)?;
                data.text()?
            }
            _ => return Some(()),
        };
        let words = Written::new(&text, origin(record));
        if self.known_words.insert(text) {
            self.charts.last_mut()?.push(words);
        }
        Some(())
    }

    /// Take up a record; nothing where it is damaged.
    fn take<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Option<()> {
        let data = record.data;
        let own = origin(record);
        match record.kind {
            HEADER | FOOTER if !data.is_empty() => {
                let kind = match record.kind {
                    HEADER => NodeKind::Header,
                    _ => NodeKind::Footer,
                };
                let text = records.joined(record).text()?;
                self.margins.push((kind, Written::new(&text, own)));
            }
            MORE_MARGINS => self.more_margins(record, records),
            NOTE => {
                let cell = Reference {
                    row: usize::from(u16_at(data, 0)?) + 1,
                    column: usize::from(u16_at(data, 2)?) + 1,
                };
                let object = u16_at(data, 6)?;
                let mut joined = records.joined(record);
                joined.skip(8)?;
                let author = joined.text().unwrap_or_default();
                self.comments.push((cell, object, author));
            }
            OBJECT => self.object(data),
            OBJECT_TEXT => self.object_text(record, records)?,
            DRAWING => {
                let mut joined = records.clone().joined(record);
                while let Some(byte) = joined.byte() {
                    self.drawing.push(byte);
                }
            }
            INPUT_RULE => self.input_rule(record, records)?,
            _ => {}
        }
        Some(())
    }

    /// Headers and footers of even pages and of the first one.
    fn more_margins<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) {
        let lengths: [usize; 4] =
            [30, 32, 34, 36].map(|at| u16_at(record.data, at).map_or(0, usize::from));
        let mut data = records.joined(record);
        if data.skip(38).is_none() {
            return;
        }
        let kinds = [
            NodeKind::Header,
            NodeKind::Footer,
            NodeKind::Header,
            NodeKind::Footer,
        ];
        for (kind, _) in kinds.into_iter().zip(lengths).filter(|&(_, it)| it > 0) {
            if let Some(text) = data.text() {
                let words = Written::new(&text, origin(record));
                self.margins.push((kind, words));
            }
        }
    }

    fn object(&mut self, data: &[u8]) {
        const EMBEDDED: u16 = 9;
        self.object = u16_at(data, 4).zip(u16_at(data, 6));
        let is_picture = self.object.is_some_and(|(kind, _)| kind == PICTURE);
        let mut at = 0;
        while is_picture && let Some((part, size)) = u16_at(data, at).zip(u16_at(data, at + 2)) {
            if part == EMBEDDED {
                self.unread.objects += 1;
                return;
            }
            at += 4 + usize::from(size);
        }
        self.unread.pictures += usize::from(is_picture);
    }

    fn object_text<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Option<()> {
        let length = usize::from(u16_at(record.data, 10)?);
        let own = origin(record);
        let mut data = records.joined(record);
        if length == 0 {
            return Some(());
        }
        data.next_part();
        let words = Written::new(&data.text_of(length)?, own);
        match self.object {
            Some((COMMENT, number)) => {
                self.comment_words.insert(number, words);
            }
            _ => self.boxes.push(words),
        }
        Some(())
    }

    fn input_rule<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Option<()> {
        let own = origin(record);
        let mut data = records.joined(record);
        data.skip(4)?;
        let titles_and_words = [data.text()?, data.text()?, data.text()?, data.text()?];
        for _ in 0..2 {
            let formula = usize::from(data.word()?);
            data.skip(2 + formula)?;
        }
        let ranges = data.word()?;
        if ranges == 0 {
            return Some(());
        }
        let row = usize::from(data.word()?) + 1;
        data.skip(2)?;
        let column = usize::from(data.word()?) + 1;
        // The title of the prompt, that of the error, and then their words: as they belong together.
        let [prompt_title, error_title, prompt, error] = titles_and_words;
        for text in [prompt_title, prompt, error_title, error] {
            let text = text.trim_matches('\0');
            if !text.trim().is_empty() {
                let words = Written::new(text, own);
                self.prompts.push((Reference { row, column }, words));
            }
        }
        Some(())
    }

    /// Write all of it to the end of `flow`.
    pub(super) fn write(&self, sheet: &str, tables: &mut usize, flow: &mut Flow) {
        let part = flow.part();
        for (kind, words) in &self.margins {
            let origin = words.origin();
            for words in page_words::shown(&words.text()) {
                line(flow, part, &Written::new(&words, origin), *kind, None);
            }
        }
        for (cell, words) in &self.prompts {
            hang(
                flow,
                part,
                *cell,
                tables,
                words,
                NodeKind::InputPrompt,
                None,
            );
        }
        for (number, (cell, object, author)) in self.comments.iter().enumerate() {
            if let Some(words) = self.comment_words.get(object) {
                let detail = format!("{sheet}!{number}:{author}");
                let kind = NodeKind::Comment;
                hang(flow, part, *cell, tables, words, kind, Some(&detail));
            }
        }
        for words in &self.boxes {
            line(flow, part, words, NodeKind::TextBox, None);
        }
        shapes(&self.drawing, &mut |shape| {
            if let Some(words) = shape.words {
                let words = Written::new(&words, Origin::Synthetic);
                line(flow, part, &words, NodeKind::WordArt, None);
            }
        });
        for chart in &self.charts {
            let place = flow.place();
            for words in chart.iter().filter(|it| !it.text().trim().is_empty()) {
                words.write(part, flow);
                flow.end_line();
            }
            if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
                flow.node(range, NodeKind::Chart, None);
            }
        }
    }
}
