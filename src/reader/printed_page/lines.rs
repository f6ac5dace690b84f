//! Glyphs into lines: what stands on one height is one line, read from the left to the right; in vertical text, from the top down.

use super::Glyph;

/// Glyphs of one line differ in height by no more, in sizes of letters.
const SAME_LINE: f32 = 0.35;

/// A glyph that is drawn twice within this distance, in sizes of letters, is a fake bold one.
const SAME_PLACE: f32 = 0.08;

/// A line from left to right.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    /// The size of most of its letters.
    pub(super) size: f32,
}

impl Line {
    pub(super) fn x(&self) -> f32 {
        self.glyphs.first().map_or(0.0, |glyph| glyph.x)
    }

    pub(super) fn end(&self) -> f32 {
        let ends = self.glyphs.iter().map(|glyph| glyph.end);
        ends.fold(f32::MIN, f32::max)
    }

    pub(super) fn y(&self) -> f32 {
        self.glyphs.first().map_or(0.0, |glyph| glyph.y)
    }

    pub(super) fn is_turned(&self) -> bool {
        self.glyphs.first().is_some_and(|glyph| glyph.turned > 0)
    }
}

/// The lines of a page from the top down.
pub(super) fn of(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    if is_vertical(&glyphs) {
        for glyph in &mut glyphs {
            // A line goes down, and the next one stands on its left.
            let height = glyph.size;
            (glyph.x, glyph.y) = (glyph.y, -glyph.x);
            glyph.end = glyph.x + height;
        }
    }
    glyphs.sort_by(|a, b| {
        let by_height = a.y.total_cmp(&b.y);
        a.turned.cmp(&b.turned).then(by_height)
    });
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if goes_on(line, &glyph) => line.glyphs.push(glyph),
            _ => lines.push(Line {
                size: glyph.size,
                glyphs: vec![glyph],
            }),
        }
    }
    for line in &mut lines {
        if !line.is_turned() {
            line.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        drop_doubles(&mut line.glyphs);
        line.size = middle(line.glyphs.iter().map(|glyph| glyph.size));
    }
    // Lines that are turned were put last; by their heights they stand among the others.
    lines.sort_by(|a, b| a.y().total_cmp(&b.y()));
    lines
}

fn goes_on(line: &Line, glyph: &Glyph) -> bool {
    let Some(first) = line.glyphs.first() else {
        return false;
    };
    if first.turned != glyph.turned {
        return false;
    }
    let size = first.size.max(glyph.size);
    first.turned > 0 || (glyph.y - first.y).abs() <= SAME_LINE * size
}

fn drop_doubles(glyphs: &mut Vec<Glyph>) {
    // Others may stand between the two, as where a whole run is drawn twice.
    const AROUND: usize = 3;
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs.drain(..) {
        let is_double = kept.iter().rev().take(AROUND).any(|other| {
            other.character == glyph.character
                && (other.x - glyph.x).abs() < SAME_PLACE * glyph.size
                && (other.y - glyph.y).abs() < SAME_PLACE * glyph.size
        });
        if !is_double {
            kept.push(glyph);
        }
    }
    *glyphs = kept;
}

/// Whether most steps from one glyph to the next go down and not to the side.
fn is_vertical(glyphs: &[Glyph]) -> bool {
    let (mut down, mut all) = (0_usize, 0_usize);
    for pair in glyphs.windows(2) {
        let [before, after] = pair else { continue };
        if before.turned > 0 || after.turned > 0 {
            continue;
        }
        let size = before.size;
        let (side, step) = ((after.x - before.x).abs(), after.y - before.y);
        all += 1;
        down += usize::from(side < 0.1 * size && step > 0.5 * size && step < 2.5 * size);
    }
    all >= 8 && down * 2 > all
}

/// The value in the middle of all.
pub(super) fn middle(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    let at = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    let (_, middle, _) = values.select_nth_unstable_by(at, f32::total_cmp);
    *middle
}
