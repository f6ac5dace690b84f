//! From letters on a page to pieces of lines: what stands side by side on one baseline.

use std::ops::Range;

use super::letter::{Letter, Rule, Turn};
use super::piece::{Piece, piece};
use super::underlines::Underlines;

/// A letter, turned so that its line runs from left to right.
#[derive(Clone)]
pub(super) struct Level<'l> {
    pub(super) letter: &'l Letter,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) advance: f64,
    pub(super) order: usize,
}

impl Level<'_> {
    pub(super) fn end(&self) -> f64 {
        self.x + self.advance
    }

    /// White space of the text; that of an empty form field stands for itself.
    pub(super) fn is_space(&self) -> bool {
        let is_white = |c| matches!(c, ' ' | '\u{3000}');
        self.letter.field.is_none() && self.letter.text.chars().all(is_white)
    }
}

/// Letters on one baseline.
pub(super) struct Run<'l> {
    pub(super) letters: Vec<Level<'l>>,
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) y: f64,
    pub(super) size: f64,
}

/// The pieces of lines on a page: those of each direction of writing together, the most frequent one first.
pub(super) fn pieces(letters: &[Letter], rules: &[Rule]) -> Vec<Vec<Piece>> {
    let is_vertical = goes_down(letters);
    let mut groups: Vec<(Option<Turn>, Vec<Level<'_>>)> = Vec::new();
    for (order, letter) in letters.iter().enumerate() {
        let belongs_down = is_vertical && matches!(letter.turn, Turn::Quarters(0 | 1));
        let key = (!belongs_down).then_some(letter.turn);
        let level = turned(letter, key, order);
        let known = groups.iter().position(|(known, _)| *known == key);
        // Beyond them it is a drawing with letters along a curve.
        let known = known.or((groups.len() >= MOST_TURNS).then_some(MOST_TURNS - 1));
        match known.and_then(|known| groups.get_mut(known)) {
            Some((_, group)) => group.push(level),
            None => groups.push((key, vec![level])),
        }
    }
    groups.sort_by_key(|(_, letters)| std::cmp::Reverse(letters.len()));
    let all = Underlines::new(rules);
    groups
        .into_iter()
        .map(|(key, letters)| {
            let is_level = key == Some(Turn::Quarters(0));
            let underlines = match is_level {
                true => {
                    let visible = letters.iter().filter(|level| !level.is_space());
                    all.not_under(visible.map(|it| (it.x + it.advance / 2.0, it.y, it.letter.size)))
                }
                false => Underlines::default(),
            };
            let runs = joined(runs(letters), &underlines);
            let pieces = runs.into_iter().filter_map(|run| piece(run, &underlines));
            pieces.collect()
        })
        .collect()
}

/// More directions than this are no text.
const MOST_TURNS: usize = 24;

/// Whether more letters follow below one another than side by side.
fn goes_down(letters: &[Letter]) -> bool {
    let (mut down, mut level) = (0_usize, 0_usize);
    for pair in letters.windows(2) {
        let [a, b] = pair else { continue };
        if a.turn != Turn::Quarters(0) || b.turn != a.turn {
            continue;
        }
        let (dx, dy) = ((b.x - a.x) / a.size, (b.y - a.y) / a.size);
        down += usize::from(dx.abs() < 0.3 && dy > 0.5 && dy < 2.0);
        level += usize::from(dy.abs() < 0.3 && dx > 0.1 && dx < 2.5);
    }
    down > level
}

/// `letter` in a group of that turn; nothing stands for columns that are read from the right to the left.
fn turned(letter: &Letter, turn: Option<Turn>, order: usize) -> Level<'_> {
    let Letter { x, y, size, .. } = *letter;
    let (x, y) = match (turn, letter.turn) {
        (None, Turn::Quarters(1)) => (y, -(x + 0.35 * size)),
        (None, _) => (y - 0.88 * size, -(x + 0.5 * size)),
        (Some(Turn::Quarters(0) | Turn::Over), _) => (x, y),
        (Some(Turn::Quarters(1)), _) => (y, -x),
        (Some(Turn::Quarters(2)), _) => (-x, -y),
        (Some(Turn::Quarters(_)), _) => (-y, x),
        (Some(Turn::Slanting(degrees)), _) => {
            let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
            (x * cos + y * sin, y * cos - x * sin)
        }
    };
    // Upright letters in a column take a square each.
    let advance = match (turn, letter.turn) {
        (None, Turn::Quarters(0)) => size,
        _ => letter.advance,
    };
    Level {
        letter,
        x,
        y,
        advance,
        order,
    }
}

/// How far from the baseline a letter may be, in sizes.
const OFF_BASELINE: f64 = 0.35;

/// A gap of so many sizes divides a line.
pub(super) const WIDE: f64 = 1.0;

/// So near, in sizes, are letters that were not drawn one after another and yet are of one line.
const NEAR: f64 = 0.4;

/// Letters that were drawn one after another on a baseline; a sign may be drawn after what follows it.
fn runs(letters: Vec<Level<'_>>) -> Vec<Run<'_>> {
    const BACK: usize = 24;
    let mut runs: Vec<Run<'_>> = Vec::new();
    for level in letters {
        let size = level.letter.size;
        let fits = |(back, run): &(usize, &mut Run<'_>)| {
            let larger = size.max(run.size);
            let apart = if *back == 0 { WIDE } else { NEAR };
            let is_beside =
                level.x < run.x1 + apart * larger && level.end() > run.x0 - apart * larger;
            is_beside && (level.y - run.y).abs() < OFF_BASELINE * larger || run.has_above(&level)
        };
        match runs.iter_mut().rev().take(BACK).enumerate().find(fits) {
            Some((_, run)) => run.add(level),
            None => runs.push(Run {
                x0: level.x,
                x1: level.end(),
                y: level.y,
                size,
                letters: vec![level],
            }),
        }
    }
    runs
}

impl<'l> Run<'l> {
    /// Whether it is a small letter above the line's end: a note's number, an exponent.
    fn has_above(&self, level: &Level<'_>) -> bool {
        let size = level.letter.size;
        let above = self.y - level.y;
        size < 0.8 * self.size
            && above > 0.0
            && above < 0.6 * self.size
            && (level.x - self.x1).abs() < 0.3 * self.size
    }

    fn add(&mut self, level: Level<'l>) {
        self.x0 = self.x0.min(level.x);
        self.x1 = self.x1.max(level.end());
        // The largest letters make the baseline: a raised one may come first.
        if level.letter.size > self.size * 1.1 {
            self.size = level.letter.size;
            self.y = level.y;
        }
        self.letters.push(level);
    }

    pub(super) fn order(&self) -> usize {
        let orders = self.letters.iter().map(|level| level.order);
        orders.min().unwrap_or(0)
    }
}

/// Runs on one baseline that touch, or whose gap is underlined, are one.
fn joined<'l>(mut runs: Vec<Run<'l>>, underlines: &Underlines) -> Vec<Run<'l>> {
    for rows in by_rows(&mut runs, OFF_BASELINE, |run| (run.y, run.size)) {
        let Some(row) = runs.get_mut(rows) else {
            continue;
        };
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let mut last: Option<usize> = None;
        for index in 0..row.len() {
            let Some(current) = last else {
                last = Some(index);
                continue;
            };
            let (Some(before), Some(this)) = (row.get(current), row.get(index)) else {
                break;
            };
            let larger = before.size.max(this.size);
            let touches = this.x0 < before.x1 + NEAR * larger
                || underlines.cover(before.x1, this.x0, before.y, larger);
            if !touches {
                last = Some(index);
                continue;
            }
            let moved = row
                .get_mut(index)
                .map(|run| std::mem::take(&mut run.letters));
            if let Some(run) = row.get_mut(current) {
                for level in moved.into_iter().flatten() {
                    run.add(level);
                }
            }
        }
    }
    runs.retain(|run| !run.letters.is_empty());
    runs
}

/// Sort from the top to the bottom, and tell which ones are on one baseline, or no more than `off` sizes from it.
pub(super) fn by_rows<T>(
    items: &mut [T],
    off: f64,
    place: impl Fn(&T) -> (f64, f64),
) -> Vec<Range<usize>> {
    items.sort_by(|a, b| place(a).0.total_cmp(&place(b).0));
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut base = (0.0_f64, 0.0_f64);
    for (index, item) in items.iter().enumerate() {
        let (y, size) = place(item);
        match rows.last_mut() {
            Some(row) if y - base.0 < off * size.max(base.1) => {
                row.end = index + 1;
                if size > base.1 * 1.1 {
                    base = (y, size);
                }
            }
            _ => {
                rows.push(index..index + 1);
                base = (y, size);
            }
        }
    }
    rows
}
