//! What a page draws, as far as it tells of words: letters with their places, straight lines, pictures.
//!
//! Owns the way from drawing instructions to letters. How letters become lines is not its affair, and no picture is ever decoded.

use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::{self, Dict};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::characters;
use super::letter::{Letter, Margin, Placed, Rule};
use super::unmapped::Unmapped;
use crate::text::Stop;

/// More letters than this are on no page that anybody reads.
pub(super) const MOST_LETTERS: usize = 400_000;

/// More lines than this are a drawing.
const MOST_RULES: usize = 20_000;

/// Why drawing ended early.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ended {
    /// Somebody asked for it.
    Stopped,
    /// There is too much on the page.
    Full,
}

/// Takes what a page draws.
pub(super) struct Canvas<'c, 'u> {
    pub(super) letters: Vec<Letter>,
    pub(super) rules: Vec<Rule>,
    /// How many letters do not say which characters they are.
    pub(super) unknown: usize,
    /// How much of the page each of its pictures takes, from 0 to 1.
    pub(super) pictures: Vec<f64>,
    /// How many pieces of lines and areas can be seen.
    pub(super) strokes: usize,
    size: (f64, f64),
    unmapped: &'c mut Unmapped<'u>,
    stop: &'c Stop,
    marks: Vec<Mark>,
    steps: u32,
}

/// Marked content that is open.
#[derive(Default)]
struct Mark {
    /// What stands for its letters, until the first of them has come.
    words: Option<String>,
    has_words: bool,
    margin: Option<Margin>,
}

impl<'c, 'u> Canvas<'c, 'u> {
    /// An empty page of that size.
    pub(super) fn new(size: (f64, f64), unmapped: &'c mut Unmapped<'u>, stop: &'c Stop) -> Self {
        Self {
            letters: Vec::new(),
            rules: Vec::new(),
            unknown: 0,
            pictures: Vec::new(),
            strokes: 0,
            size,
            unmapped,
            stop,
            marks: Vec::new(),
            steps: 0,
        }
    }

    /// Drawing can only be ended from within.
    fn step(&mut self) {
        const STEPS: u32 = 64;
        self.steps = self.steps.wrapping_add(1);
        if self.steps.is_multiple_of(STEPS) && self.stop.requested() {
            resume_unwind(Box::new(Ended::Stopped));
        }
        if self.letters.len() > MOST_LETTERS {
            resume_unwind(Box::new(Ended::Full));
        }
    }

    fn letter(&mut self, text: &str, glyph: Placed) {
        let is_on_page = glyph.x > -glyph.advance.max(glyph.size)
            && glyph.x < self.size.0 + glyph.size
            && glyph.y > -glyph.size
            && glyph.y < self.size.1 + glyph.size;
        if !is_on_page || !glyph.size.is_finite() || glyph.size < 0.1 {
            return;
        }
        self.letters.push(Letter {
            text: text.into(),
            x: glyph.x,
            y: glyph.y,
            advance: glyph.advance,
            size: glyph.size,
            turn: glyph.turn,
            is_seen: glyph.is_seen,
            margin: self.marks.iter().find_map(|mark| mark.margin),
            field: None,
        });
    }
}

impl<'a> Device<'a> for Canvas<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        if is_white(&props.paint) {
            return;
        }
        let elements = path.elements();
        self.strokes = self.strokes.saturating_add(elements.len());
        match mode {
            DrawMode::Stroke(_) => self.add_strokes(elements, props.transform),
            _ => self.add_bars(elements, props.transform),
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        let is_seen = !matches!(mode, DrawMode::Invisible);
        let is_vertical = run.writing_mode() == WritingMode::Vertical;
        let mut glyphs = run.glyphs().iter().peekable();
        while let Some(glyph) = glyphs.next() {
            let matrix = props.transform * glyph.transform();
            let next = glyphs
                .peek()
                .map(|next| props.transform * next.transform() * Point::ZERO);
            let width = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let width = f64::from(width.unwrap_or(0.0));
            let placed = Placed {
                is_seen,
                ..Placed::new(matrix, width, next, is_vertical)
            };
            if let Some(mark) = self.marks.iter_mut().rev().find(|mark| mark.has_words) {
                let words = mark.words.take().unwrap_or_default();
                self.letter(&words, placed);
                continue;
            }
            match glyph.as_unicode().or_else(|| self.unmapped.look_up(glyph)) {
                Some(BfString::Char(c)) => {
                    if characters::means_nothing(c) {
                        self.add_unknown(glyph, placed);
                    } else {
                        let mut text = String::new();
                        characters::push(c, &mut text);
                        self.letter(&text, placed);
                    }
                }
                Some(BfString::String(several)) => {
                    let mut text = String::new();
                    for c in several.chars().filter(|&c| !characters::means_nothing(c)) {
                        characters::push(c, &mut text);
                    }
                    self.letter(&text, placed);
                }
                None => self.add_unknown(glyph, placed),
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step();
        let area = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        self.add_picture(props.transform.transform_rect_bbox(area));
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        const DEEPEST: usize = 1_000;
        self.step();
        if self.marks.len() >= DEEPEST {
            resume_unwind(Box::new(Ended::Full));
        }
        let words = properties
            .and_then(|it| it.get::<object::String<'_>>("ActualText"))
            .map(|words| characters::of_string(words.as_bytes()));
        let margin = properties
            .filter(|_| tag == b"Artifact")
            .and_then(|it| it.get::<object::Name<'_>>("Subtype"))
            .and_then(|kind| match kind.as_ref() {
                b"Header" => Some(Margin::Header),
                b"Footer" => Some(Margin::Footer),
                _ => None,
            });
        self.marks.push(Mark {
            has_words: words.is_some(),
            words,
            margin,
        });
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}

impl Canvas<'_, '_> {
    /// A letter that does not say which character it is; one that shows nothing is a space.
    fn add_unknown(&mut self, glyph: &Glyph<'_>, placed: Placed) {
        let is_blank = match glyph {
            Glyph::Outline(outline) => outline.outline().elements().is_empty(),
            Glyph::Type3(_) => false,
        };
        if is_blank {
            self.letter(" ", placed);
        } else {
            self.unknown += 1;
            self.letter("\u{FFFD}", placed);
        }
    }

    fn add_rule(&mut self, from: Point, to: Point) {
        let rule = Rule {
            x0: from.x.min(to.x),
            y0: from.y.min(to.y),
            x1: from.x.max(to.x),
            y1: from.y.max(to.y),
        };
        let (width, height) = (rule.x1 - rule.x0, rule.y1 - rule.y0);
        const THICKEST: f64 = 2.0;
        const SHORTEST: f64 = 3.0;
        let is_thin = width.min(height) <= THICKEST && width.max(height) >= SHORTEST;
        if is_thin && self.rules.len() < MOST_RULES {
            self.rules.push(rule);
        }
    }

    fn add_strokes(&mut self, elements: &[PathEl], transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in elements {
            match *element {
                PathEl::MoveTo(to) => {
                    start = to;
                    last = to;
                }
                PathEl::LineTo(to) => {
                    self.add_rule(transform * last, transform * to);
                    last = to;
                }
                PathEl::ClosePath => {
                    self.add_rule(transform * last, transform * start);
                    last = start;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = to,
            }
        }
    }

    /// Filled areas, of which thin ones are lines.
    fn add_bars(&mut self, elements: &[PathEl], transform: Affine) {
        let mut area: Option<Rect> = None;
        let mut is_straight = true;
        for element in elements.iter().chain([&PathEl::MoveTo(Point::ZERO)]) {
            match *element {
                PathEl::MoveTo(to) => {
                    if let Some(area) = area.filter(|_| is_straight) {
                        self.add_rule(Point::new(area.x0, area.y0), Point::new(area.x1, area.y1));
                    }
                    let to = transform * to;
                    area = Some(Rect::from_points(to, to));
                    is_straight = true;
                }
                PathEl::LineTo(to) => area = area.map(|area| area.union_pt(transform * to)),
                PathEl::ClosePath => {}
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => is_straight = false,
            }
        }
    }

    /// What is drawn from now on belongs to no marked content.
    pub(super) fn end_marks(&mut self) {
        self.marks.clear();
    }

    fn add_picture(&mut self, area: Rect) {
        let page = Rect::new(0.0, 0.0, self.size.0, self.size.1);
        let seen = area.intersect(page).area();
        let share = seen / page.area().max(1.0);
        if !share.is_finite() {
            return;
        }
        self.pictures.push(share);
        // What a scan covers was recognised on it.
        if share > 0.5 {
            for letter in &mut self.letters {
                letter.is_seen &= !area.contains(Point::new(letter.x, letter.y));
            }
        }
    }
}

fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, a] = color.to_rgba().to_rgba8();
            a == 0 || r.min(g).min(b) > 250
        }
        Paint::Pattern(_) => false,
    }
}
