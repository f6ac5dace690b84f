//! Letters and straight lines with their places on a page.

use hayro_interpret::kurbo::{Affine, Point};

/// A letter on the page, the origin being its upper left corner.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    /// One character or more; nothing where the letter is covered by the words of the one before.
    pub(super) text: Box<str>,
    pub(super) x: f64,
    pub(super) y: f64,
    /// How far the next letter is, and the height of a line, both in points.
    pub(super) advance: f64,
    pub(super) size: f64,
    /// The direction of writing: quarters of a turn to the right, or none of these.
    pub(super) turn: Turn,
    /// Whether it can be seen; what was recognised on a scan lies under it unseen.
    pub(super) is_seen: bool,
    /// What the file says about the place.
    pub(super) margin: Option<Margin>,
    /// Which form field it is in.
    pub(super) field: Option<u16>,
}

/// The direction in which a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Turn {
    Quarters(u8),
    /// Slanting, by so many degrees.
    Slanting(i16),
    /// Written over the page, which goes on under it.
    Over,
}

/// The part of the page that repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Margin {
    Header,
    Footer,
}

/// A straight line, or a bar so thin that it is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Rule {
    pub(super) fn is_level(&self) -> bool {
        self.y1 - self.y0 < self.x1 - self.x0
    }
}

/// Where and how a letter is drawn.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) advance: f64,
    pub(super) size: f64,
    pub(super) turn: Turn,
    pub(super) is_seen: bool,
}

/// Letters are drawn in a square of this size.
const EM: f64 = 1000.0;

impl Placed {
    /// `width` is what the font says, `next` where the next letter of the run is drawn.
    pub(super) fn new(matrix: Affine, width: f64, next: Option<Point>, is_vertical: bool) -> Self {
        let origin = matrix * Point::ZERO;
        let [a, b, c, d, ..] = matrix.as_coeffs();
        let (along, size) = (a.hypot(b) * EM, c.hypot(d) * EM);
        // A font that stands in for another one is stretched, and its letters keep the width that they should have.
        let widths = [width / EM * along, width / EM * size];
        let step = next.map(|next| (next.x - origin.x).hypot(next.y - origin.y));
        let advance = match step {
            Some(step) if (step - widths[1]).abs() < (step - widths[0]).abs() => widths[1],
            None => widths[1],
            _ => widths[0],
        };
        let advance = if is_vertical || advance <= 0.0 {
            size
        } else {
            advance
        };
        let degrees = b.atan2(a).to_degrees();
        let quarters = (degrees / 90.0).round();
        let turn = if (degrees - quarters * 90.0).abs() < 3.0 {
            Turn::Quarters(if quarters < 0.0 {
                (quarters + 4.0) as u8
            } else {
                quarters as u8 % 4
            })
        } else {
            Turn::Slanting(degrees.round() as i16)
        };
        Self {
            x: origin.x,
            y: origin.y,
            advance,
            size,
            turn,
            is_seen: true,
        }
    }
}
