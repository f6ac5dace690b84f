//! The words of a piece of a line: its letters in order, without doubles, and the spaces and blanks between them.

use std::ops::Range;

use super::letter::Margin;
use super::lines::{Level, Run, WIDE};
use super::underlines::Underlines;
use crate::text::is_han;

/// A stretch of a line without a wide gap in it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Bytes of the text that are underlined white space.
    pub(super) blanks: Vec<Range<usize>>,
    /// Bytes of the text that stand in a form field, by its number.
    pub(super) fields: Vec<(Range<usize>, u16)>,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// The baseline.
    pub(super) y: f64,
    /// The size of its largest letters, and of those than which no more than a quarter are smaller.
    pub(super) size: f64,
    pub(super) smaller: f64,
    /// The number of its first letter in the order of drawing.
    pub(super) order: usize,
    pub(super) margin: Option<Margin>,
}

/// The words of a run with the spaces between them.
pub(super) fn piece(mut run: Run<'_>, underlines: &Underlines) -> Option<Piece> {
    let order = run.order();
    run.letters
        .sort_by(|a, b| a.x.total_cmp(&b.x).then(a.order.cmp(&b.order)));
    let letters = without_doubles(std::mem::take(&mut run.letters));
    let usual = usual_gap(&letters);
    let mut piece = Piece {
        text: String::new(),
        blanks: Vec::new(),
        fields: Vec::new(),
        x0: run.x0,
        x1: run.x1,
        y: run.y,
        size: run.size,
        smaller: smaller_size(&letters, run.size),
        order,
        margin: letters.first().and_then(|level| level.letter.margin),
    };
    let mut before: Option<&Level<'_>> = None;
    let mut white = String::new();
    for level in &letters {
        if level.is_space() {
            white.push_str(&level.letter.text);
            continue;
        }
        let white = std::mem::take(&mut white);
        match before {
            None => {
                let start = underlines.before(level.x, run.y, run.size);
                if let Some(start) = start {
                    piece.add_blank(&white, level.x - start);
                    piece.x0 = start;
                } else {
                    piece.text.push_str(&white);
                }
            }
            Some(last) if underlines.cover(last.end(), level.x, run.y, run.size) => {
                piece.add_blank(&white, level.x - last.end());
            }
            Some(last) => {
                let gap = level.x - last.end();
                // Spaces of the text; where they are drawn wider, it is a gap of its own.
                let shown = spaces(last, level, gap - usual, run.size);
                match white.is_empty() || shown > 2 * white.chars().count() + 2 {
                    true => piece.text.push_str(&" ".repeat(shown)),
                    false => piece.text.push_str(&white),
                }
            }
        }
        let start = piece.text.len();
        piece.text.push_str(&level.letter.text);
        if let Some(field) = level.letter.field {
            piece.add_field(field, start);
        }
        before = Some(level);
    }
    let end = before.map_or(run.x0, Level::end);
    match underlines.after(end, run.y, run.size) {
        Some(to) if before.is_some() => {
            piece.add_blank(&white, to - end);
            piece.x1 = piece.x1.max(to);
        }
        _ => piece.text.push_str(&white),
    }
    (!piece.text.is_empty()).then_some(piece)
}

impl Piece {
    /// Underlined white space of that width.
    fn add_blank(&mut self, white: &str, width: f64) {
        const FEWEST: usize = 3;
        let start = self.text.len();
        let count = white
            .chars()
            .count()
            .max(FEWEST)
            .max(in_spaces(width, self.size));
        self.text.push_str(&" ".repeat(count));
        self.blanks.push(start..self.text.len());
    }

    fn add_field(&mut self, field: u16, start: usize) {
        match self.fields.last_mut() {
            Some((range, known)) if *known == field => range.end = self.text.len(),
            _ => self.fields.push((start..self.text.len(), field)),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.fields.is_empty() && self.text.trim().is_empty()
    }
}

/// How many spaces fill that width.
pub(super) fn in_spaces(width: f64, size: f64) -> usize {
    const MOST: f64 = 60.0;
    (width / size * 2.0).round().clamp(1.0, MOST) as usize
}

/// How many spaces stand between two letters with that gap, beyond the usual one of the line. Programs set letters of Han
/// and of Latin apart by themselves.
fn spaces(last: &Level<'_>, next: &Level<'_>, gap: f64, size: f64) -> usize {
    const BESIDE_HAN: f64 = 0.9;
    const LATIN: f64 = 0.15;
    let end = last.letter.text.chars().next_back();
    let start = next.letter.text.chars().next();
    let is_beside_han = end.is_some_and(is_wide) || start.is_some_and(is_wide);
    let smaller = last.letter.size.min(next.letter.size).min(size);
    let limit = if is_beside_han { BESIDE_HAN } else { LATIN };
    match gap > limit * smaller {
        true => in_spaces(gap - 0.2 * size, size),
        false => 0,
    }
}

/// Whether `c` fills the square of a Han letter.
pub(super) fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{2e80}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

/// A letter drawn twice on one spot is a fake bold. Spaces that lie under other letters are left from before these came.
fn without_doubles(letters: Vec<Level<'_>>) -> Vec<Level<'_>> {
    const SPOT: f64 = 0.08;
    let mut kept: Vec<Level<'_>> = Vec::with_capacity(letters.len());
    for level in letters {
        let size = level.letter.size;
        let near = kept.iter().rev().take(4);
        let is_double = near.clone().any(|it| {
            it.letter.text == level.letter.text
                && (it.x - level.x).abs() < SPOT * size
                && (it.y - level.y).abs() < SPOT * size
        });
        let last = kept.last();
        let is_under = level.is_space()
            && last.is_some_and(|it| !it.is_space() && it.end() > level.x + 0.5 * level.advance);
        if is_double || is_under {
            continue;
        }
        let covers = |it: &Level<'_>| it.is_space() && it.x + 0.5 * it.advance > level.x;
        while !level.is_space() && kept.last().is_some_and(covers) {
            kept.pop();
        }
        kept.push(level);
    }
    kept
}

/// The size than which no more than a quarter of the letters are smaller.
fn smaller_size(letters: &[Level<'_>], largest: f64) -> f64 {
    let visible = letters.iter().filter(|level| !level.is_space());
    let mut sizes: Vec<f64> = visible.map(|level| level.letter.size).collect();
    if sizes.is_empty() {
        return largest;
    }
    let quarter = sizes.len() / 4;
    *sizes.select_nth_unstable_by(quarter, f64::total_cmp).1
}

/// The gap that half of the letters have before the next one: that of a title set wide, or of a justified line.
fn usual_gap(letters: &[Level<'_>]) -> f64 {
    const FEWEST: usize = 4;
    let mut gaps: Vec<f64> = letters
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if !a.is_space() && !b.is_space() => Some((b.x - a.end()) / a.letter.size),
            _ => None,
        })
        .collect();
    if gaps.len() < FEWEST {
        return 0.0;
    }
    let middle = gaps.len() / 2;
    let (_, median, _) = gaps.select_nth_unstable_by(middle, f64::total_cmp);
    let size = letters.first().map_or(0.0, |level| level.letter.size);
    median.clamp(0.0, WIDE) * size
}
