//! Lines into paragraphs, and gaps into spaces.

use super::Glyph;
use super::lines::{Line, middle, usual_gap};
use crate::document::LineAnchor;
use crate::reader::flow::Flow;
use crate::text::is_han;

/// A gap that is wider stands for a space, in sizes of letters: between letters of words, and beside Han characters, which have room
/// of their own.
const SPACE: f32 = 0.18;
const SPACE_BESIDE_HAN: f32 = 0.9;

/// A gap that is wider divides columns.
const COLUMN: f32 = 2.5;

/// How far before the right edge a line may end that goes on in the next one.
const BEFORE_EDGE: f32 = 2.0;

/// How far below it the next line of a paragraph may stand, and how far from the left edge.
const BELOW: f32 = 2.6;
const INDENT: f32 = 1.2;

/// What begins further in is no line of a paragraph.
const DEEPEST_INDENT: f32 = 4.5;

/// By how much the sizes of the lines of a paragraph may differ.
const SAME_SIZE: f32 = 0.12;

/// Write the lines as paragraphs to the end of `flow`, and where each stands to `anchors`.
pub(super) fn write(lines: &[Line], flow: &mut Flow, anchors: &mut Vec<LineAnchor>) {
    let edges = Edges::of(lines);
    let mut number = 0;
    let mut before: Option<&Line> = None;
    for line in lines {
        if line
            .glyphs
            .iter()
            .all(|glyph| glyph.character.is_whitespace())
        {
            continue;
        }
        number += 1;
        match before {
            Some(before) if edges.joins(before, line) => {
                let last = before.glyphs.last().map(|glyph| glyph.character);
                let first = line.glyphs.first().map(|glyph| glyph.character);
                let is_tight = |c: Option<char>| c.is_none_or(|c| is_wide(c) || c.is_whitespace());
                if !is_tight(last) && !is_tight(first) {
                    flow.write_synthetic(" ");
                }
            }
            _ => flow.end_line(),
        }
        anchors.push(LineAnchor {
            offset: flow.text.len(),
            line: number,
            column: 1,
        });
        write_line(line, flow);
        before = Some(line);
    }
    flow.end_line();
}

fn write_line(line: &Line, flow: &mut Flow) {
    let own = flow.part();
    let runs = line.glyphs.chunk_by(|a, b| a.run == b.run);
    let mut last: Option<&Glyph> = None;
    // Where letters are set apart all gaps are wide, be they one run or a run each.
    let between = usual_gap(&line.glyphs);
    for run in runs {
        let usual = usual_gap(run);
        for glyph in run {
            if let Some(last) = last.filter(|last| has_letters(last, glyph)) {
                let same_run = last.run == glyph.run;
                write_gap(last, glyph, if same_run { usual } else { between }, flow);
            }
            flow.go_to_part(glyph.part);
            flow.write(glyph.character.encode_utf8(&mut [0; 4]), glyph.origin);
            last = Some(glyph);
        }
    }
    flow.go_to_part(own);
}

fn has_letters(last: &Glyph, glyph: &Glyph) -> bool {
    !last.character.is_whitespace() && !glyph.character.is_whitespace()
}

/// Write what the gap between two letters stands for, if anything; between those of a run `usual` is no gap.
fn write_gap(last: &Glyph, glyph: &Glyph, usual: f32, flow: &mut Flow) {
    let gap = glyph.x - last.end;
    let size = last.size.max(glyph.size);
    let least = match is_wide(last.character) || is_wide(glyph.character) {
        true => SPACE_BESIDE_HAN,
        false => SPACE,
    };
    if gap - usual > COLUMN * size {
        flow.write_synthetic("\t");
    } else if gap - usual > least * size {
        flow.write_synthetic(" ");
    }
}

/// The edges of the text of a page, without what stands out: page numbers, stamps, headings in the margin.
struct Edges {
    left: f32,
    right: f32,
}

impl Edges {
    fn of(lines: &[Line]) -> Self {
        let in_flow: Vec<&Line> = lines
            .iter()
            .filter(|line| !line.is_turned() && !has_columns(line))
            .collect();
        let em = middle(in_flow.iter().map(|line| line.size)).max(0.01);
        let mut ends: Vec<f32> = in_flow.iter().map(|line| line.end()).collect();
        ends.sort_by(|a, b| b.total_cmp(a));
        let several = (ends.len() / 10).max(2);
        // The first edge, from the right, that several lines come near.
        let right = ends.windows(several).find_map(|near| {
            let (first, last) = (near.first()?, near.last()?);
            (first - last <= BEFORE_EDGE * em).then_some(*first)
        });
        let mut starts: Vec<f32> = in_flow.iter().map(|line| line.x()).collect();
        starts.sort_by(f32::total_cmp);
        // Most lines begin there.
        let left = starts
            .chunk_by(|a, b| b - a <= em / 4.0)
            .rev()
            .max_by_key(|alike| alike.len())
            .and_then(|alike| alike.first().copied());
        Self {
            left: left.unwrap_or(f32::MIN),
            right: right.unwrap_or(f32::MAX),
        }
    }

    /// Whether the line goes on in the one below it.
    fn joins(&self, line: &Line, below: &Line) -> bool {
        // What stands in columns is the row of a table.
        if line.is_turned() || below.is_turned() || has_columns(line) || has_columns(below) {
            return false;
        }
        let size = line.size;
        let distance = below.y() - line.y();
        let first = below.glyphs.first().map(|glyph| glyph.character);
        line.end() >= self.right - BEFORE_EDGE * size
            && line.x() <= self.left + DEEPEST_INDENT * size
            && distance <= BELOW * size
            && (below.size - size).abs() <= SAME_SIZE * size
            && (below.x() <= self.left + INDENT * size || below.x() <= line.x() - INDENT * size)
            && first.is_some_and(|first| !begins_an_item(first))
    }
}

fn has_columns(line: &Line) -> bool {
    let mut pairs = line.glyphs.windows(2);
    pairs.any(|pair| match pair {
        [before, after] => after.x - before.end > COLUMN * before.size.max(after.size),
        _ => false,
    })
}

/// Whether a line with this first character is the first one of an item of a list.
fn begins_an_item(first: char) -> bool {
    matches!(first, '•' | '●' | '■' | '◆' | '○' | '□' | '①'..='⒛' | '※')
}

/// Whether a character takes the whole width of its size, so that nothing stands between it and its neighbours.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}')
        || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '×')
}
