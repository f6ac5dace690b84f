//! What is drawn on a page, on a template or by an annotation: characters at their places; pictures and lines are counted.

use std::collections::HashMap;

use crate::document::{Origin, ProblemKind};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Piece, Tag, Xml};
use crate::reader::printed_page::Glyph;
use crate::text::is_han;

use super::placing::{self, Distances, Placing};

/// How large a picture must be to hold words that somebody could have forgotten in it, in square centimetres.
const LEAST_AREA: f32 = 40.0;

/// More characters than this are no page.
const MOST_GLYPHS: usize = 1 << 20;

/// How large letters are that do not say so, in millimetres.
const USUAL_SIZE: f32 = 3.5;

/// Drawings that are kept to be shown in several places, by id.
#[derive(Default)]
pub(super) struct Units {
    by_id: HashMap<String, Drawn>,
    glyphs: usize,
}

/// What was drawn.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) glyphs: Vec<Glyph>,
    /// The ids of the templates under the page.
    pub(super) templates: Vec<String>,
    pub(super) pictures: usize,
    pub(super) small_pictures: usize,
    pub(super) paths: usize,
    /// How many drawings are shown that are not in the file.
    pub(super) unknown: usize,
    /// How many characters are none that can be read.
    pub(super) unreadable: usize,
    /// How many runs there were.
    runs: u32,
    text: Option<Text>,
    code: Option<Code>,
}

/// The open text object.
#[derive(Clone, Copy)]
struct Text {
    placing: Placing,
    size: f32,
    /// How wide letters are, for their size.
    stretch: f32,
    /// Where the last characters began that said so.
    x: f32,
    y: f32,
}

/// Characters of a text object, as far as they were read.
struct Code {
    along: Distances,
    down: Distances,
    /// Where the next one stands.
    x: f32,
    y: f32,
}

impl Units {
    /// Take up the drawings of a part with resources, which has this number.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, part: u16) {
        let none = Self::default();
        while let Some(event) = xml.next() {
            if let Event::Open(tag) = event
                && tag.element == Element::OfdUnit
            {
                let id = tag.attribute("ID").unwrap_or_default();
                let outside = xml.depth().saturating_sub(1);
                let mut drawn = Drawn::default();
                drawn.read_inside(xml, outside, part, Placing::default(), &none);
                self.glyphs += drawn.glyphs.len();
                self.by_id.insert(id, drawn);
                if self.glyphs > MOST_GLYPHS {
                    let limit = MOST_GLYPHS;
                    xml.give_up(ProblemKind::TooManyPieces { limit });
                }
            }
        }
    }
}

impl Drawn {
    /// Take up all that `xml` walks through, a part with this number.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, part: u16, units: &Units) {
        self.read_inside(xml, 0, part, Placing::default(), units);
    }

    /// Take up what stands in the element that is open now, up to where only `outside` elements are.
    pub(super) fn read_inside(
        &mut self,
        xml: &mut Xml<'_>,
        outside: usize,
        part: u16,
        placing: Placing,
        units: &Units,
    ) {
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) if tag.attribute("Visible").as_deref() == Some("false") => {
                    xml.skip();
                }
                Event::Open(tag) => self.open(&tag, placing, units),
                Event::Text(Element::OfdCharacters, piece) => self.characters(&piece, part),
                Event::Text(..) => {}
                Event::Close(element) => {
                    match element {
                        Element::OfdText => self.text = None,
                        Element::OfdCharacters => self.code = None,
                        _ => {}
                    }
                    if xml.depth() <= outside {
                        break;
                    }
                }
            }
            if self.glyphs.len() > MOST_GLYPHS {
                let limit = MOST_GLYPHS;
                xml.give_up(ProblemKind::TooManyPieces { limit });
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>, placing: Placing, units: &Units) {
        match tag.element {
            Element::OfdTemplate => self.templates.extend(tag.attribute("TemplateID")),
            Element::OfdText => {
                let size = tag.attribute("Size").or_else(|| tag.attribute("size"));
                let size = size.and_then(|it| placing::number(&it));
                let stretch = tag.attribute("HScale");
                let stretch = stretch.and_then(|it| placing::number(&it));
                let placing = Placing::of(tag, placing);
                self.text = Some(Text {
                    placing,
                    size: size.filter(|&size| size > 0.0).unwrap_or(USUAL_SIZE),
                    stretch: stretch.filter(|&it| it > 0.0).unwrap_or(1.0),
                    x: 0.0,
                    y: 0.0,
                });
            }
            Element::OfdCharacters => self.open_code(tag),
            Element::OfdPath => self.paths += 1,
            Element::OfdImage => match placing::area(tag) {
                Some(area) if area < LEAST_AREA => self.small_pictures += 1,
                _ => self.pictures += 1,
            },
            Element::OfdComposite => {
                let id = tag.attribute("ResourceID").unwrap_or_default();
                match units.by_id.get(&id) {
                    Some(unit) => self.show(unit, Placing::of(tag, placing)),
                    None => self.unknown += 1,
                }
            }
            _ => {}
        }
    }

    fn open_code(&mut self, tag: &Tag<'_>) {
        let Some(text) = &mut self.text else { return };
        let number = |name: &str| placing::number(&tag.attribute(name)?);
        // What is left out is where it was before.
        text.x = number("X").unwrap_or(text.x);
        text.y = number("Y").unwrap_or(text.y);
        self.runs += 1;
        self.code = Some(Code {
            along: Distances::of(tag, "DeltaX"),
            down: Distances::of(tag, "DeltaY"),
            x: text.x,
            y: text.y,
        });
    }

    fn characters(&mut self, piece: &Piece<'_>, part: u16) {
        let (Some(text), Some(code)) = (self.text, self.code.as_mut()) else {
            return;
        };
        let (along, down) = text.placing.scales();
        for (at, character) in piece.text.char_indices() {
            // Line ends are the markup's.
            if matches!(character, '\n' | '\r') {
                continue;
            }
            if self.glyphs.len() > MOST_GLYPHS {
                return;
            }
            let usual = text.size * text.stretch * width(character);
            let (x, y) = text.placing.point(code.x, code.y);
            let (side, below) = (code.along.next(), code.down.next());
            code.x += side.unwrap_or(match below {
                Some(_) => 0.0,
                None => usual,
            });
            code.y += below.unwrap_or(0.0);
            // A step may be wider than the letter.
            let shown = match side {
                Some(side) if side > 0.0 && side < usual => side,
                _ => usual,
            };
            self.unreadable += usize::from(is_unreadable(character));
            self.glyphs.push(Glyph {
                character,
                x,
                end: x + shown * along,
                y,
                size: (text.size * down).max(0.01),
                origin: part_of(piece.origin, at),
                part,
                run: self.runs,
                is_turned: text.placing.is_turned(),
            });
        }
    }

    /// A drawing is shown here that stands elsewhere.
    fn show(&mut self, unit: &Self, placing: Placing) {
        let (along, down) = placing.scales();
        let before = self.runs;
        self.runs = self.runs.saturating_add(unit.runs);
        if self.glyphs.len() + unit.glyphs.len() <= MOST_GLYPHS {
            self.glyphs.extend(unit.glyphs.iter().map(|glyph| {
                let (x, y) = placing.point(glyph.x, glyph.y);
                Glyph {
                    x,
                    y,
                    end: x + (glyph.end - glyph.x) * along,
                    size: (glyph.size * down).max(0.01),
                    run: before.saturating_add(glyph.run),
                    ..*glyph
                }
            }));
        }
        self.pictures += unit.pictures;
        self.small_pictures += unit.small_pictures;
        self.paths += unit.paths;
        self.unreadable += unit.unreadable;
    }
}

/// How wide a character is, for its size.
fn width(character: char) -> f32 {
    let is_full = is_han(character)
        || matches!(character, '\u{2E80}'..='\u{303F}' | '\u{FF00}'..='\u{FF60}' | '“' | '”' | '…' | '—');
    if is_full { 1.0 } else { 0.5 }
}

/// Whether it is what stands for a glyph of which no character is known.
fn is_unreadable(character: char) -> bool {
    matches!(character, '¤' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\0'..='\u{8}')
}

/// The origin of a character that stands at byte `at` of a piece.
fn part_of(origin: Origin, at: usize) -> Origin {
    match origin {
        Origin::Verbatim { start } => Origin::Verbatim {
            start: start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)),
        },
        other => other,
    }
}
