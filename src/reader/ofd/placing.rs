//! Where things stand: boundaries, transformations and the distances between characters, as attributes give them.

use crate::ooxml::xml::Tag;

/// No page is larger; a place beyond it is no place.
const LARGEST: f32 = 1e6;

/// The numbers in the attribute of that name.
fn numbers(tag: &Tag<'_>, name: &str) -> Vec<f32> {
    let value = tag.attribute(name).unwrap_or_default();
    let numbers = value.split_whitespace().map_while(number);
    numbers.take(8).collect()
}

/// A number that may be the place of something.
pub(super) fn number(text: &str) -> Option<f32> {
    let number: f32 = text.trim().parse().ok()?;
    number.is_finite().then(|| number.clamp(-LARGEST, LARGEST))
}

/// From the places in an object to those on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placing {
    a: f32,
    b: f32,
    c: f32,
    d: f32,
    e: f32,
    f: f32,
}

impl Default for Placing {
    fn default() -> Self {
        Self {
            a: 1.0,
            b: 0.0,
            c: 0.0,
            d: 1.0,
            e: 0.0,
            f: 0.0,
        }
    }
}

impl Placing {
    /// What the boundary and the transformation of an object say, which itself stands in `outer`.
    pub(super) fn of(tag: &Tag<'_>, outer: Self) -> Self {
        let matrix = match *numbers(tag, "CTM").as_slice() {
            [a, b, c, d, e, f, ..] => Self { a, b, c, d, e, f },
            _ => Self::default(),
        };
        let moved = match *numbers(tag, "Boundary").as_slice() {
            [x, y, ..] => Self {
                e: x,
                f: y,
                ..Self::default()
            },
            _ => Self::default(),
        };
        matrix.then(moved).then(outer)
    }

    fn then(self, outer: Self) -> Self {
        let (e, f) = outer.point(self.e, self.f);
        Self {
            a: self.a * outer.a + self.b * outer.c,
            b: self.a * outer.b + self.b * outer.d,
            c: self.c * outer.a + self.d * outer.c,
            d: self.c * outer.b + self.d * outer.d,
            e,
            f,
        }
    }

    /// The place on the page of a place in the object.
    pub(super) fn point(&self, x: f32, y: f32) -> (f32, f32) {
        (
            x * self.a + y * self.c + self.e,
            x * self.b + y * self.d + self.f,
        )
    }

    /// How much longer a line is on the page that runs along, and one that runs down.
    pub(super) fn scales(&self) -> (f32, f32) {
        (self.a.hypot(self.b), self.c.hypot(self.d))
    }

    /// Whether lines do not run to the right.
    pub(super) fn is_turned(&self) -> bool {
        self.b.abs() > 0.1 * self.a.abs() || self.a < 0.0
    }
}

/// How large the boundary of an object is, in square centimetres.
pub(super) fn area(tag: &Tag<'_>) -> Option<f32> {
    match *numbers(tag, "Boundary").as_slice() {
        [_, _, width, height, ..] => Some(width * height / 100.0),
        _ => None,
    }
}

/// The distances from one character to the next, of which `g 3 4.2` says one three times.
#[derive(Debug, Default)]
pub(super) struct Distances {
    /// Each with how often it comes.
    runs: Vec<(usize, f32)>,
    run: usize,
    /// How often the current one has come.
    used: usize,
}

impl Distances {
    /// What the attribute of that name says.
    pub(super) fn of(tag: &Tag<'_>, name: &str) -> Self {
        let value = tag.attribute(name).unwrap_or_default();
        let mut words = value.split_whitespace();
        let mut runs = Vec::new();
        while let Some(word) = words.next() {
            let count = match word {
                "g" => words.next().and_then(|it| it.parse().ok()),
                _ => Some(1),
            };
            let distance = match word {
                "g" => words.next().and_then(number),
                word => number(word),
            };
            let (Some(count), Some(distance)) = (count, distance) else {
                break;
            };
            runs.push((count, distance));
        }
        Self {
            runs,
            ..Self::default()
        }
    }

    /// The next distance.
    pub(super) fn next(&mut self) -> Option<f32> {
        loop {
            let &(count, distance) = self.runs.get(self.run)?;
            if self.used < count {
                self.used += 1;
                return Some(distance);
            }
            self.run += 1;
            self.used = 0;
        }
    }
}
