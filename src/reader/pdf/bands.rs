//! Where text stands side by side: columns of a page, or cells of a table.
//!
//! What a program drew first tells which of the two they are: a column is drawn to its end before the next one, a table row by row.

use std::ops::Range;

use super::piece::Piece;

/// Pieces of about one height, from the top to the bottom: the lines of two columns need not be on one baseline.
pub(super) fn strips(pieces: &mut [Piece]) -> Vec<Range<usize>> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut strips: Vec<Range<usize>> = Vec::new();
    let mut bottom = f64::NEG_INFINITY;
    for (index, piece) in pieces.iter().enumerate() {
        let middle = piece.y - 0.3 * piece.size;
        match strips.last_mut() {
            Some(strip) if middle < bottom => strip.end = index + 1,
            _ => {
                strips.push(index..index + 1);
                bottom = piece.y + 0.1 * piece.size;
            }
        }
    }
    for strip in &strips {
        if let Some(strip) = pieces.get_mut(strip.clone()) {
            strip.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        }
    }
    strips
}

/// Strips with a gap through all of them.
pub(super) struct Band {
    pub(super) strips: Range<usize>,
    /// Where the gap is.
    pub(super) at: f64,
    /// How many strips have pieces on that side of it which has fewer of them.
    both: usize,
    /// How many strips were looked at.
    looked_at: usize,
}

/// The longest band that begins with strip `start`.
pub(super) fn band(
    pieces: &[Piece],
    strips: &[Range<usize>],
    start: usize,
    steps: &mut usize,
) -> Option<Band> {
    const MOST_GAPS: usize = 12;
    /// A page where more would have to be looked at has no columns.
    const MOST_STEPS: usize = 2_000_000;
    if *steps > MOST_STEPS {
        return None;
    }
    let first = strips.get(start)?;
    // The lines of two columns need not be level.
    let is_near = |second: &&Range<usize>| {
        let (a, b) = (pieces.get(first.start), pieces.get(second.start));
        a.zip(b)
            .is_some_and(|(a, b)| b.y - a.y < 0.95 * a.size.max(b.size))
    };
    let end = strips
        .get(start + 1)
        .filter(is_near)
        .map_or(first.end, |it| it.end);
    let mut level: Vec<&Piece> = pieces.get(first.start..end)?.iter().collect();
    level.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut best: Option<Band> = None;
    for pair in level.windows(2).take(MOST_GAPS) {
        let [a, b] = pair else { continue };
        if b.x0 <= a.x1 {
            continue;
        }
        let found = extended(pieces, strips, start, (a.x1, b.x0));
        *steps += found.looked_at;
        if found.both >= 2 && best.as_ref().is_none_or(|best| found.both > best.both) {
            best = Some(found);
        }
    }
    best
}

/// How far down a gap goes.
fn extended(pieces: &[Piece], strips: &[Range<usize>], start: usize, mut gap: (f64, f64)) -> Band {
    /// A column may be longer than its neighbour by so many lines.
    const ONE_SIDED: usize = 60;
    const NARROWEST: f64 = 0.6;
    let mut band = Band {
        strips: start..start,
        at: (gap.0 + gap.1) / 2.0,
        both: 0,
        looked_at: 0,
    };
    let (mut one_sided, mut lefts, mut rights) = (0, 0, 0);
    let mut last = (false, false);
    for (index, strip) in strips.iter().enumerate().skip(start) {
        let strip = pieces.get(strip.clone()).unwrap_or_default();
        band.looked_at += strip.len();
        let mut next = gap;
        let (mut left, mut right) = (false, false);
        for piece in strip {
            if (piece.x0 + piece.x1) / 2.0 < (gap.0 + gap.1) / 2.0 {
                next.0 = next.0.max(piece.x1);
                left = true;
            } else {
                next.1 = next.1.min(piece.x0);
                right = true;
            }
        }
        let size = strip.first().map_or(10.0, |piece| piece.size);
        one_sided = if (left, right) == last && left != right {
            one_sided + 1
        } else {
            0
        };
        last = (left, right);
        if next.1 - next.0 < NARROWEST * size || one_sided > ONE_SIDED {
            break;
        }
        gap = next;
        band.at = (gap.0 + gap.1) / 2.0;
        lefts += usize::from(left);
        rights += usize::from(right);
        band.strips.end = index + 1;
    }
    band.both = lefts.min(rights);
    // What stands below both columns is no part of them.
    let mut trimmed = 0;
    while let Some(last) = band.strips.clone().last().filter(|&last| last > start) {
        band.looked_at += band.strips.len();
        let sides = sides(pieces, strips, last, band.at);
        let before = sides_of(pieces, strips, band.strips.start..last, band.at);
        let belongs = match (sides.left, sides.right) {
            (Some(_), Some(_)) => true,
            (Some(left), None) => before.right.is_some_and(|right| left.1 < right.0),
            (None, Some(right)) => before.left.is_some_and(|left| right.0 > left.1),
            (None, None) => false,
        };
        if belongs || trimmed > ONE_SIDED {
            break;
        }
        trimmed += 1;
        band.strips.end = last;
    }
    band
}

/// The first and the last number of the pieces on each side of a gap, in the order of drawing.
#[derive(Clone, Copy, Default)]
struct Sides {
    left: Option<(usize, usize)>,
    right: Option<(usize, usize)>,
}

impl Sides {
    fn and(self, other: Self) -> Self {
        let both = |a: Option<(usize, usize)>, b: Option<(usize, usize)>| match (a, b) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        Self {
            left: both(self.left, other.left),
            right: both(self.right, other.right),
        }
    }
}

fn sides(pieces: &[Piece], strips: &[Range<usize>], strip: usize, at: f64) -> Sides {
    let strip = strips
        .get(strip)
        .and_then(|strip| pieces.get(strip.clone()));
    let mut sides = Sides::default();
    for piece in strip.unwrap_or_default() {
        let place = Some((piece.order, piece.order));
        let own = match piece.x1 <= at {
            true => Sides {
                left: place,
                right: None,
            },
            false => Sides {
                left: None,
                right: place,
            },
        };
        sides = sides.and(own);
    }
    sides
}

fn sides_of(pieces: &[Piece], strips: &[Range<usize>], of: Range<usize>, at: f64) -> Sides {
    of.fold(Sides::default(), |all, strip| {
        all.and(sides(pieces, strips, strip, at))
    })
}

/// The strips of a band that are read column by column; one by itself is read across.
pub(super) fn blocks(pieces: &[Piece], strips: &[Range<usize>], band: &Band) -> Vec<Range<usize>> {
    if is_prose(pieces, strips, band) {
        return vec![band.strips.clone()];
    }
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut so_far = Sides::default();
    for strip in band.strips.clone() {
        let own = sides(pieces, strips, strip, band.at);
        let together = so_far.and(own);
        let by_columns = match (together.left, together.right) {
            (Some(left), Some(right)) => left.1 < right.0,
            _ => true,
        };
        match blocks.last_mut() {
            Some(block) if by_columns => {
                block.end = strip + 1;
                so_far = together;
            }
            _ => {
                blocks.push(strip..strip + 1);
                so_far = own;
            }
        }
    }
    blocks
}

/// Whether both sides are text that fills its column, whatever the order of drawing.
fn is_prose(pieces: &[Piece], strips: &[Range<usize>], band: &Band) -> bool {
    const FEWEST: usize = 6;
    const NARROWEST: f64 = 12.0;
    if band.both < FEWEST {
        return false;
    }
    let of_band = strips.get(band.strips.clone()).unwrap_or_default();
    let all = || {
        of_band
            .iter()
            .filter_map(|strip| pieces.get(strip.clone()))
            .flatten()
    };
    [true, false].into_iter().all(|is_left| {
        let side = || all().filter(move |piece| (piece.x1 <= band.at) == is_left);
        let from = side().map(|piece| piece.x0).fold(f64::INFINITY, f64::min);
        let to = side()
            .map(|piece| piece.x1)
            .fold(f64::NEG_INFINITY, f64::max);
        let width = to - from;
        let full = side()
            .filter(|piece| piece.x1 - piece.x0 > 0.8 * width)
            .count();
        let size = side().next().map_or(1.0, |piece| piece.size);
        full * 5 > side().count() * 3 && width > NARROWEST * size
    })
}
