//! Glyphs into lines: what stands on one height is one line, read from the left to the right; in vertical text, from the top down.

use std::cmp::Ordering;

use super::Glyph;

/// Glyphs of one line differ in height by no more, in sizes of letters.
const SAME_LINE: f32 = 0.35;

/// A run that is drawn twice within this distance, in sizes of letters, is a fake bold one.
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
    let runs = || glyphs.chunk_by(|a, b| a.run == b.run);
    let mut starts: Vec<f32> = runs()
        .filter_map(|run| run.first().map(|glyph| glyph.x))
        .collect();
    starts.sort_by(f32::total_cmp);
    let mut pieces: Vec<&[Glyph]> = Vec::new();
    let mut before: &[Glyph] = &[];
    for run in runs() {
        if !is_double(before, run) {
            pieces.extend(pieces_of(run, &starts));
            before = run;
        }
    }
    let is_turned = glyphs.first().is_some_and(|glyph| glyph.is_turned);
    if !is_turned {
        let x = |piece: &[Glyph]| piece.first().map_or(0.0, |glyph| glyph.x);
        pieces.sort_by(|a, b| x(a).total_cmp(&x(b)));
    }
    let glyphs: Vec<Glyph> = pieces.concat();
    Line {
        size: middle(glyphs.iter().map(|glyph| glyph.size)),
        glyphs,
    }
}

/// Whether a run is the one before it drawn once more: that makes letters bold.
fn is_double(before: &[Glyph], run: &[Glyph]) -> bool {
    before.len() == run.len()
        && before.iter().zip(run).all(|(a, b)| {
            let near = SAME_PLACE * a.size;
            a.character == b.character && (a.x - b.x).abs() < near && (a.y - b.y).abs() < near
        })
}

/// The pieces of a run between gaps and blanks that another run fills: one of those that begin at the places `starts`, in order.
fn pieces_of<'g>(run: &'g [Glyph], starts: &[f32]) -> Vec<&'g [Glyph]> {
    let usual = usual_gap(run);
    let is_filled = |from: f32, to: f32| {
        let next = starts.partition_point(|&start| start <= from);
        starts.get(next).is_some_and(|&start| start < to)
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let own = run.first().map_or(0.0, |glyph| glyph.x);
    // Where the last letter ended.
    let mut end = run.first().map_or(0.0, |glyph| glyph.end);
    for (at, pair) in run.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let room = FILLED * after.size;
        if !before.character.is_whitespace() {
            end = before.end;
        }
        let is_wide = after.x - end - usual > room && !after.character.is_whitespace();
        let goes_back = after.x - before.end < -room;
        if goes_back || is_wide && is_filled(own.max(end - room), after.x) {
            pieces.extend(run.get(start..=at));
            start = at + 1;
        }
    }
    pieces.extend(run.get(start..));
    pieces
}

/// The gap in the middle of all gaps of a run: where letters are set apart all of them are wide.
pub(super) fn usual_gap(run: &[Glyph]) -> f32 {
    middle(run.windows(2).filter_map(|pair| match pair {
        [before, after] => Some((after.x - before.end).max(0.0)),
        _ => None,
    }))
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
