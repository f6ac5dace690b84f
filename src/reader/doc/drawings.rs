//! What is drawn in a Word document: which shapes hang on a place, which words are drawn in them, how large a picture is.

use std::collections::HashMap;
use std::ops::Range;

use crate::reader::compound::art::{records, shapes};
use crate::reader::compound::bytes::{array_at, size_at, slice_at, u16_at, u32_at};

use super::head::{Head, Story, Table};
use super::places::Places;

/// The drawings of a document.
#[derive(Default)]
pub(super) struct Drawings {
    /// The shape that hangs on a character, and how many square centimetres it takes.
    anchors: HashMap<u32, (u32, f64)>,
    /// The shapes that hang with one, by its number.
    shapes: HashMap<u32, Vec<Drawn>>,
    /// The characters of the text boxes that a shape is.
    boxes: HashMap<u32, Vec<Range<u32>>>,
}

/// A shape that is drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) id: u32,
    /// The words of letters drawn as a picture.
    pub(super) words: Option<String>,
    pub(super) has_picture: bool,
    pub(super) is_object: bool,
}

impl Drawings {
    /// Read what the tables in the stream `table` say.
    pub(super) fn read(head: &Head, table: &[u8]) -> Self {
        let mut drawings = Self::default();
        for (places, story) in [
            (Table::DrawingPlaces, Story::Body),
            (Table::DrawingPlacesOfHeaders, Story::Headers),
        ] {
            drawings.read_anchors(head.table(places, table), &head.story(story));
        }
        drawings.read_shapes(head.table(Table::Drawings, table));
        for (places, story) in [
            (Table::TextBoxes, Story::TextBoxes),
            (Table::TextBoxesOfHeaders, Story::TextBoxesOfHeaders),
        ] {
            drawings.read_boxes(head.table(places, table), head.story(story));
        }
        drawings
    }

    fn read_anchors(&mut self, table: &[u8], story: &Range<u32>) {
        const ANCHOR: usize = 26;
        for (place, entry) in Places::new(table, ANCHOR).entries() {
            let side = |at: usize| array_at(entry, at).map(i32::from_le_bytes).map(f64::from);
            let length = |from: usize, to: usize| Some((side(to)? - side(from)?) / TWIPS);
            let area = length(4, 12).zip(length(8, 16)).map_or(0.0, |(w, h)| w * h);
            let place = story.start.saturating_add(place);
            // Nothing hangs on a text box, which would have to be read inside another.
            if let Some(shape) = u32_at(entry, 0).filter(|_| story.contains(&place)) {
                self.anchors.insert(place, (shape, area));
            }
        }
    }

    /// The drawings stand behind what they share, each with a byte before it.
    fn read_shapes(&mut self, table: &[u8]) {
        let Some(shared) = records(table).next() else {
            return;
        };
        let mut rest = table
            .get(shared.at + shared.content.len()..)
            .unwrap_or_default();
        while let Some(bytes) = rest.get(1..)
            && let Some(drawing) = records(bytes).next()
        {
            shapes(drawing.content, &mut |shape| {
                let drawn = self.shapes.entry(shape.anchored).or_default();
                drawn.push(Drawn {
                    id: shape.id,
                    words: shape.words,
                    has_picture: shape.has_picture,
                    is_object: shape.is_object,
                });
            });
            rest = bytes
                .get(drawing.at + drawing.content.len()..)
                .unwrap_or_default();
        }
    }

    fn read_boxes(&mut self, table: &[u8], story: Range<u32>) {
        const BOX: usize = 22;
        let places = Places::new(table, BOX);
        let ranges: Vec<Range<u32>> = places.ranges_in(story).collect();
        for (index, range) in ranges.into_iter().enumerate() {
            let shape = places.entry(index).and_then(|entry| u32_at(entry, 14));
            self.boxes
                .entry(shape.unwrap_or(0))
                .or_default()
                .push(range);
        }
    }

    /// The shapes that hang on a character, and how large they are together, in square centimetres.
    pub(super) fn at(&self, character: u32) -> Option<(Vec<Drawn>, f64)> {
        let &(shape, area) = self.anchors.get(&character)?;
        let unknown = || {
            vec![Drawn {
                id: shape,
                words: None,
                has_picture: false,
                is_object: false,
            }]
        };
        let drawn = self.shapes.get(&shape).cloned().unwrap_or_else(unknown);
        Some((drawn, area))
    }

    /// Take out the characters of the text boxes of this shape.
    pub(super) fn take_boxes(&mut self, shape: u32) -> Vec<Range<u32>> {
        self.boxes.remove(&shape).unwrap_or_default()
    }

    /// Take out the characters of all text boxes in a story, which hang on nothing that is known.
    pub(super) fn take_boxes_in(&mut self, story: &Range<u32>) -> Vec<Range<u32>> {
        let is_in = |range: &Range<u32>| story.start <= range.start && range.end <= story.end;
        let mut boxes = Vec::new();
        for of_shape in self.boxes.values_mut() {
            boxes.extend(of_shape.extract_if(.., |range| is_in(range)));
        }
        boxes.sort_by_key(|range| range.start);
        boxes
    }
}

/// Twentieths of a point in a centimetre.
const TWIPS: f64 = 1440.0 / 2.54;

/// A picture in a line.
pub(super) struct Picture {
    /// In square centimetres.
    pub(super) area: f64,
    /// The words of letters drawn as a picture.
    pub(super) words: Option<String>,
    pub(super) has_picture: bool,
}

/// The picture at a place of the stream `data`; nothing where there is none.
pub(super) fn picture(data: &[u8], place: usize) -> Option<Picture> {
    const NAMED: u16 = 0x66;
    const DRAWN: u16 = 0x64;
    let size = size_at(data, place)?;
    let all = slice_at(data, place, size)?;
    let head = usize::from(u16_at(all, 4)?);
    let kind = u16_at(all, 6)?;
    let length = |size: usize, scale: usize| {
        let size = f64::from(u16_at(all, size)?) / TWIPS;
        Some(size * f64::from(u16_at(all, scale)?) / 1000.0)
    };
    let mut picture = Picture {
        area: length(28, 32)
            .zip(length(30, 34))
            .map_or(0.0, |(w, h)| w * h),
        words: None,
        has_picture: !matches!(kind, NAMED | DRAWN),
    };
    let name = match kind {
        NAMED => 1 + all.get(head).copied().map_or(0, usize::from),
        _ => 0,
    };
    shapes(all.get(head + name..).unwrap_or_default(), &mut |shape| {
        picture.has_picture |= shape.has_picture;
        picture.words = shape.words.or(picture.words.take());
    });
    Some(picture)
}
