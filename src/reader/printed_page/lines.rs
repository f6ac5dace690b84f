//! Glyphs into lines: what stands on one height is one line, read from the left to the right; in vertical text, from the top down.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::Glyph;

/// Glyphs of one line differ in height by no more, in sizes of letters.
const SAME_LINE: f32 = 0.35;

/// A glyph that is drawn twice within this distance, in sizes of letters, is a fake bold one.
const SAME_PLACE: f32 = 0.08;

/// A gap in a run that is this much wider than the others may have been left for another run, in sizes of letters.
const FILLED: f32 = 0.6;

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
        self.glyphs.first().is_some_and(|glyph| glyph.is_turned)
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
    // In the order in which they were drawn, which is that of reading in each run.
    let mut glyphs: Vec<(usize, Glyph)> = glyphs.into_iter().enumerate().collect();
    glyphs.sort_by(|(_, a), (_, b)| {
        let by_run = match a.is_turned && b.is_turned {
            true => a.run.cmp(&b.run),
            false => Ordering::Equal,
        };
        let by_height = a.y.total_cmp(&b.y);
        a.is_turned.cmp(&b.is_turned).then(by_run).then(by_height)
    });
    let mut lines: Vec<Vec<(usize, Glyph)>> = Vec::new();
    for placed in glyphs {
        match lines.last_mut() {
            Some(line) if goes_on(line, &placed.1) => line.push(placed),
            _ => lines.push(vec![placed]),
        }
    }
    let mut lines: Vec<Line> = lines.into_iter().map(arranged).collect();
    // Lines that are turned were put last; by their heights they stand among the others.
    lines.sort_by(|a, b| a.y().total_cmp(&b.y()));
    lines
}

fn goes_on(line: &[(usize, Glyph)], glyph: &Glyph) -> bool {
    let Some((_, first)) = line.first() else {
        return false;
    };
    match (first.is_turned, glyph.is_turned) {
        (true, true) => first.run == glyph.run,
        (false, false) => {
            let size = first.size.max(glyph.size);
            (glyph.y - first.y).abs() <= SAME_LINE * size
        }
        _ => false,
    }
}

/// The glyphs of a line from left to right: its runs one after the other, as far as they have no gap that others may fill.
fn arranged(mut glyphs: Vec<(usize, Glyph)>) -> Line {
    glyphs.sort_by_key(|&(order, _)| order);
    let glyphs: Vec<Glyph> = glyphs.into_iter().map(|(_, glyph)| glyph).collect();
    let mut pieces: Vec<Vec<Glyph>> = Vec::new();
    for run in glyphs.chunk_by(|a, b| a.run == b.run) {
        let usual = usual_gap(run);
        let mut piece: Vec<Glyph> = Vec::new();
        for glyph in run {
            let has_gap = piece.last().is_some_and(|last| {
                let gap = glyph.x - last.end;
                gap - usual > FILLED * glyph.size || gap < -FILLED * glyph.size
            });
            if has_gap {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.push(*glyph);
        }
        pieces.push(piece);
    }
    let is_turned = pieces
        .iter()
        .flatten()
        .next()
        .is_some_and(|it| it.is_turned);
    if !is_turned {
        let x = |piece: &Vec<Glyph>| piece.first().map_or(0.0, |glyph| glyph.x);
        pieces.sort_by(|a, b| x(a).total_cmp(&x(b)));
    }
    let mut glyphs: Vec<Glyph> = pieces.into_iter().flatten().collect();
    drop_doubles(&mut glyphs);
    Line {
        size: middle(glyphs.iter().map(|glyph| glyph.size)),
        glyphs,
    }
}

/// The gap in the middle of all gaps of a run: where letters are set apart all of them are wide.
pub(super) fn usual_gap(run: &[Glyph]) -> f32 {
    middle(run.windows(2).filter_map(|pair| match pair {
        [before, after] => Some((after.x - before.end).max(0.0)),
        _ => None,
    }))
}

fn drop_doubles(glyphs: &mut Vec<Glyph>) {
    let mut seen: HashMap<(char, i64, i64), (f32, f32)> = HashMap::new();
    glyphs.retain(|glyph| {
        let unit = SAME_PLACE * glyph.size;
        // A cast of what is too large gives the largest number.
        let cell = |value: f32| (value / unit).floor() as i64;
        let (column, row) = (cell(glyph.x), cell(glyph.y));
        let is_double = (-1..=1).any(|right| {
            (-1..=1).any(|down| {
                let key = (
                    glyph.character,
                    column.saturating_add(right),
                    row.saturating_add(down),
                );
                seen.get(&key)
                    .is_some_and(|&(x, y)| (x - glyph.x).abs() < unit && (y - glyph.y).abs() < unit)
            })
        });
        seen.insert((glyph.character, column, row), (glyph.x, glyph.y));
        !is_double
    });
}

/// Whether most steps from one glyph to the next go down and not to the side.
fn is_vertical(glyphs: &[Glyph]) -> bool {
    let (mut down, mut all) = (0_usize, 0_usize);
    for pair in glyphs.windows(2) {
        let [before, after] = pair else { continue };
        if before.is_turned || after.is_turned {
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
