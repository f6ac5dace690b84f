//! Rows of words and figures in columns that line up on a terminal.

use crate::text::display_width;

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At its left edge.
    Left,
    /// At its right edge.
    Right,
}

/// `rows` as lines, with two spaces between columns.
pub fn columns<const N: usize>(rows: &[[String; N]], align: [Align; N]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = display_width(cell).max(*width);
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for ((cell, width), align) in row.iter().zip(widths).zip(align) {
            let pad = " ".repeat(width - display_width(cell));
            line.push_str(&match align {
                Align::Left => format!("{cell}{pad}  "),
                Align::Right => format!("{pad}{cell}  "),
            });
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
