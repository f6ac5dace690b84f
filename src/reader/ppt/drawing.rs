//! The words of what is drawn on a slide or beside its notes: a line each paragraph, in the order of the shapes.

use std::collections::HashMap;

use crate::document::{NodeKind, Origin, UnreadContent};
use crate::reader::compound::art;
use crate::reader::compound::bytes::{array_at, u8_at, u16_at, u32_at};
use crate::reader::docx::pictures::count_object_of;
use crate::reader::flow::{Flow, Place};

use super::records::{Bytes, OBJECT_REFERENCE, OUTLINE_TEXT, PLACEHOLDER, Text, TextKind, texts};

/// How deep groups of shapes may be nested; nobody groups more often.
const DEPTH_LIMIT: usize = 32;

const DRAWING: u16 = 0xF002;
const GROUP: u16 = 0xF003;
const SHAPE: u16 = 0xF004;
const CLIENT_TEXT: u16 = 0xF00D;
const CLIENT_DATA: u16 = 0xF011;
const ANCHOR: u16 = 0xF00F;
const OPTIONS: [u16; 2] = [0xF00B, 0xF122];

/// The drawing of a slide while it is read.
pub(super) struct Drawing<'r> {
    pub(super) flow: &'r mut Flow,
    pub(super) tables: &'r mut usize,
    /// The texts of the slide's placeholders, which stand in the list of slides.
    pub(super) texts: &'r [Text],
    /// The programs that made embedded objects, by the objects' numbers.
    pub(super) objects: &'r HashMap<u32, String>,
    pub(super) unread: UnreadContent,
    /// Whether it is beside notes, whose empty places nobody misses.
    pub(super) is_of_notes: bool,
    pub(super) is_broken: bool,
}

/// What a shape says of itself.
#[derive(Default)]
struct Shape {
    text: Option<Text>,
    has_text: bool,
    placeholder: u8,
    object: Option<u32>,
    /// Left and upper side, where it lies in a group.
    anchor: Option<(i32, i32)>,
}

impl Drawing<'_> {
    /// Write the words of a slide's or note's drawing.
    pub(super) fn read(&mut self, drawing: Bytes<'_>) {
        if let Some(drawing) = drawing.first(DRAWING) {
            self.walk(drawing, 0);
        }
    }

    fn walk(&mut self, shapes: Bytes<'_>, depth: usize) {
        for record in shapes.records() {
            self.is_broken |= record.is_cut;
            let inside = shapes.inside(&record);
            match record.kind {
                GROUP if is_table(inside) => self.table(inside),
                GROUP if depth < DEPTH_LIMIT => self.walk(inside, depth + 1),
                GROUP => self.is_broken = true,
                SHAPE => self.shape(inside),
                _ => {}
            }
            if self.flow.pieces().problem().is_some() {
                return;
            }
        }
    }

    fn shape(&mut self, bytes: Bytes<'_>) {
        let shape = self.about(bytes);
        if self.is_passed_over(&shape) {
            return;
        }
        self.count(&shape, bytes);
        let place = self.flow.place();
        let is_empty = match &shape.text {
            Some(text) => {
                self.write(text);
                text.text.trim().is_empty()
            }
            None => true,
        };
        let Some(range) = self.flow.since(place) else {
            return;
        };
        let is_title = shape
            .text
            .as_ref()
            .is_some_and(|it| it.kind == TextKind::Title);
        let name = placeholder_name(shape.placeholder);
        if !is_empty {
            if is_title || matches!(name, Some("title" | "ctrTitle")) {
                self.flow.node(range, NodeKind::Heading, Some("1"));
            }
        } else if name.is_some() && shape.has_text && !self.is_of_notes {
            self.flow.node(range, NodeKind::EmptyPlaceholder, name);
        }
    }

    /// What a shape says of itself.
    fn about(&mut self, bytes: Bytes<'_>) -> Shape {
        let mut shape = Shape::default();
        for record in bytes.records() {
            self.is_broken |= record.is_cut;
            let inside = bytes.inside(&record);
            match record.kind {
                CLIENT_TEXT => {
                    shape.has_text = true;
                    let outline = inside.first(OUTLINE_TEXT);
                    let number = outline.and_then(|it| u32_at(it.bytes, 0));
                    let number = number.and_then(|it| usize::try_from(it).ok());
                    let listed = number.and_then(|number| self.texts.get(number).cloned());
                    shape.text = listed.or_else(|| texts(inside).into_iter().next());
                }
                CLIENT_DATA => {
                    let placeholder = inside.first(PLACEHOLDER);
                    shape.placeholder = placeholder
                        .and_then(|it| u8_at(it.bytes, 4))
                        .unwrap_or(shape.placeholder);
                    let object = inside.first(OBJECT_REFERENCE);
                    shape.object = object.and_then(|it| u32_at(it.bytes, 0)).or(shape.object);
                }
                ANCHOR => {
                    let side = |at| array_at(record.content, at).map(i32::from_le_bytes);
                    shape.anchor = side(0).zip(side(4));
                }
                _ => {}
            }
        }
        shape
    }

    /// What no person wrote: date, number, header and footer of the master, and the picture of the slide beside notes.
    fn is_passed_over(&self, shape: &Shape) -> bool {
        matches!(shape.placeholder, 5 | 8 | 11)
            || self.is_of_notes && matches!(shape.placeholder, 7 | 9 | 10)
    }

    fn count(&mut self, shape: &Shape, bytes: Bytes<'_>) {
        if let Some(number) = shape.object {
            // What has no program is a sound or film, and shows no words.
            if let Some(program) = self.objects.get(&number) {
                count_object_of(program, &mut self.unread);
            }
            return;
        }
        let Some(drawn) = art::shape(bytes.bytes, None) else {
            return;
        };
        self.unread.pictures += usize::from(drawn.has_picture);
        if let Some(words) = drawn.words {
            let place = self.flow.place();
            self.write(&Text::new(words, Origin::Synthetic));
            if let Some(range) = self.flow.since(place) {
                self.flow.node(range, NodeKind::WordArt, None);
            }
        }
    }

    /// A group of shapes that are the cells of a table: their places tell row and column.
    fn table(&mut self, group: Bytes<'_>) {
        let mut cells = Vec::new();
        for record in group.records().filter(|it| it.kind == SHAPE) {
            let inside = group.inside(&record);
            let shape = self.about(inside);
            match (shape.anchor, &shape.text) {
                (Some((left, top)), Some(_)) => cells.push((top, left, shape)),
                _ => self.count(&shape, inside),
            }
        }
        cells.sort_by_key(|&(top, left, _)| (top, left));
        let mut columns: Vec<i32> = cells.iter().map(|&(_, left, _)| left).collect();
        columns.sort_unstable();
        columns.dedup();
        *self.tables += 1;
        let table = self.flow.place();
        let mut row = self.flow.place();
        let (mut rows, mut count, mut upper) = (0, 0, None);
        for (top, left, shape) in &cells {
            if upper != Some(*top) {
                self.end(row, NodeKind::TableRow, None);
                row = self.flow.place();
                (rows, count, upper) = (rows + 1, 0, Some(*top));
            }
            count += 1;
            let column = columns.partition_point(|column| column < left) + 1;
            let place = self.flow.place();
            if let Some(text) = &shape.text {
                self.write(text);
            }
            let mut detail = format!("{}:{rows}:{count}", self.tables);
            if column != count {
                detail.push_str(&format!(":{column}"));
            }
            self.end(place, NodeKind::TableCell, Some(&detail));
        }
        self.end(row, NodeKind::TableRow, None);
        self.end(table, NodeKind::Table, None);
    }

    fn end(&mut self, place: Place, kind: NodeKind, detail: Option<&str>) {
        let range = self.flow.since(place).filter(|range| !range.is_empty());
        if let Some(range) = range {
            self.flow.node(range, kind, detail);
        }
    }

    fn write(&mut self, text: &Text) {
        write(text, self.flow);
    }
}

/// Write a text, a line each paragraph.
pub(super) fn write(text: &Text, flow: &mut Flow) {
    const LINE_BREAK: char = '\u{B}';
    let part = flow.part();
    for paragraph in text.text.split('\r') {
        let shown: String = paragraph
            .chars()
            .map(|c| if c == LINE_BREAK { '\n' } else { c })
            .filter(|&c| matches!(c, '\n' | '\t') || !c.is_control())
            .collect();
        flow.write_lines(part, &shown, text.origin);
        flow.end_line();
    }
}

/// What a placeholder is called in newer files, where it takes words.
fn placeholder_name(kind: u8) -> Option<&'static str> {
    Some(match kind {
        13 | 17 => "title",
        14 | 18 => "body",
        15 => "ctrTitle",
        16 => "subTitle",
        19 | 25 => "obj",
        _ => return None,
    })
}

/// Whether a group is a table.
fn is_table(group: Bytes<'_>) -> bool {
    const TABLE: u16 = 0x039F;
    let Some(first) = group.first(SHAPE) else {
        return false;
    };
    let options = first.records().filter(|it| OPTIONS.contains(&it.kind));
    options.into_iter().any(|record| {
        let count = usize::from(record.instance);
        let option = |index: usize| {
            let at = index * 6;
            u16_at(record.content, at).zip(u32_at(record.content, at + 2))
        };
        let mut options = (0..count).map_while(option);
        options.any(|(option, value)| option & 0x3FFF == TABLE && value & 1 != 0)
    })
}
