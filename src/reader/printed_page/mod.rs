//! From the characters of a printed page, each at its place, to lines and paragraphs of text.
//!
//! Knows no file format: whoever reads one gives the glyphs of a page, and gets its text at the end of a flow with the lines of the page
//! that each stretch of it stands in. What is drawn beside characters is not looked at, so that a table is read row by row.

mod lines;
mod paragraphs;

use crate::document::{LineAnchor, Origin};
use crate::reader::flow::Flow;

/// A character on a page. All lengths are in one unit, whichever it is; x grows to the right and y downwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// Where it begins and ends on its line.
    pub(super) x: f32,
    pub(super) end: f32,
    /// Its line.
    pub(super) y: f32,
    /// How high letters of its size are.
    pub(super) size: f32,
    /// Where it came from.
    pub(super) origin: Origin,
    pub(super) part: u16,
    /// The number of the run that it was drawn in: the glyphs of a run follow each other, whatever else is drawn there.
    pub(super) run: u32,
    /// It is turned against the page. Such glyphs stand in a line of their own for each run.
    pub(super) is_turned: bool,
}

/// Write the text of a page to the end of `flow`, and where its lines stand to `anchors`.
pub(super) fn write(glyphs: Vec<Glyph>, flow: &mut Flow, anchors: &mut Vec<LineAnchor>) {
    let lines = lines::of(glyphs);
    paragraphs::write(&lines, flow, anchors);
}
