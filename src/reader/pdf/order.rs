//! In which order the pieces of a page are read: columns one after the other, rows of a table across.
//!

use std::ops::Range;

use super::bands::{band, blocks, strips};
use super::letter::Margin;
use super::lines::by_rows;
use super::piece::{Piece, in_spaces};

/// A line as it is read, with the edges of its column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) blanks: Vec<Range<usize>>,
    pub(super) fields: Vec<(Range<usize>, u16)>,
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) smaller: f64,
    pub(super) margin: Option<Margin>,
    /// Tells apart the columns, cells and directions of a page.
    pub(super) region: usize,
    /// Whether there are pieces side by side in it.
    pub(super) is_row: bool,
}

/// Puts pieces into order.
#[derive(Default)]
pub(super) struct Order {
    pub(super) lines: Vec<Line>,
    regions: usize,
    /// How many strips were looked at in search of columns.
    steps: usize,
}

/// So far, in sizes, may what stands in one row be from its baseline: it was not written in one go.
const OFF_BASELINE: f64 = 0.5;

/// Columns in columns deeper than this are no text.
const DEEPEST: usize = 12;

impl Order {
    /// Add pieces that are read by themselves.
    pub(super) fn add(&mut self, pieces: Vec<Piece>) {
        self.split(pieces, 0);
        self.regions += 1;
    }

    fn split(&mut self, mut pieces: Vec<Piece>, depth: usize) {
        let strips = strips(&mut pieces);
        if depth >= DEEPEST {
            self.add_rows(pieces);
            return;
        }
        let mut plain: Vec<Piece> = Vec::new();
        let mut index = 0;
        while let Some(strip) = strips.get(index) {
            let Some(band) = band(&pieces, &strips, index, &mut self.steps) else {
                plain.extend(
                    pieces
                        .get(strip.clone())
                        .unwrap_or_default()
                        .iter()
                        .cloned(),
                );
                index += 1;
                continue;
            };
            for block in blocks(&pieces, &strips, &band) {
                let of_block = || {
                    let strips = strips.get(block.clone()).unwrap_or_default();
                    strips
                        .iter()
                        .filter_map(|strip| pieces.get(strip.clone()))
                        .flatten()
                };
                if block.len() < 2 {
                    plain.extend(of_block().cloned());
                    continue;
                }
                self.add_rows(std::mem::take(&mut plain));
                let (left, right): (Vec<Piece>, Vec<Piece>) =
                    of_block().cloned().partition(|piece| piece.x1 <= band.at);
                for side in [left, right] {
                    self.regions += 1;
                    self.split(side, depth + 1);
                }
                self.regions += 1;
            }
            index = band.strips.end.max(index + 1);
        }
        self.add_rows(plain);
    }

    /// Lines that are read across.
    fn add_rows(&mut self, mut pieces: Vec<Piece>) {
        for row in by_rows(&mut pieces, OFF_BASELINE, |piece| (piece.y, piece.size)) {
            let Some(row) = pieces.get_mut(row) else {
                continue;
            };
            row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
            let mut row = row.iter();
            let Some(first) = row.next() else { continue };
            let mut line = Line {
                text: first.text.clone(),
                blanks: first.blanks.clone(),
                fields: first.fields.clone(),
                x0: first.x0,
                x1: first.x1,
                y: first.y,
                size: first.size,
                smaller: first.smaller,
                margin: first.margin,
                region: self.regions,
                is_row: false,
            };
            for piece in row {
                line.append(piece);
            }
            if !line.text.trim().is_empty() || !line.fields.is_empty() {
                self.lines.push(line);
            }
        }
    }
}

impl Line {
    /// Whether it is a field of a form and nothing else.
    pub(super) fn is_field(&self) -> bool {
        let [(range, _)] = self.fields.as_slice() else {
            return false;
        };
        let outside = [self.text.get(..range.start), self.text.get(range.end..)];
        let mut outside = outside.into_iter().flatten();
        outside.all(|text| text.trim().is_empty())
    }

    fn append(&mut self, piece: &Piece) {
        if piece.is_blank() {
            return;
        }
        if self.text.trim().is_empty() && self.fields.is_empty() {
            self.text.clear();
            self.blanks.clear();
            self.x0 = piece.x0;
        } else {
            const FEWEST: usize = 2;
            self.text.truncate(
                self.text
                    .trim_end_matches(' ')
                    .len()
                    .max(self.blanks.last().map_or(0, |it| it.end)),
            );
            let count = in_spaces(piece.x0 - self.x1, self.size).max(FEWEST);
            self.text.push_str(&" ".repeat(count));
            self.is_row = true;
        }
        let start = self.text.len();
        let moved = |range: &Range<usize>| range.start + start..range.end + start;
        self.text.push_str(&piece.text);
        self.blanks.extend(piece.blanks.iter().map(moved));
        let fields = piece.fields.iter();
        self.fields
            .extend(fields.map(|(range, field)| (moved(range), *field)));
        self.x1 = piece.x1;
        self.size = self.size.max(piece.size);
        self.smaller = self.smaller.min(piece.smaller);
        self.margin = self.margin.or(piece.margin);
    }
}
