//! In what lines the places of a document are counted.

use crate::text::{LineColumn, LineIndex};

/// Whose lines are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// Those of the text itself: it is what an editor shows.
    #[default]
    OfText,
    /// Those of the file, which the text does not keep: in order, where each stretch of the text stands in the file.
    OfSource(Vec<LineAnchor>),
    /// Those of each page as it is printed: in order, where each stretch of the text stands on its page.
    OfPages(Vec<LineAnchor>),
    /// None: its programs show no lines that stay where they are.
    None,
}

/// Where a stretch of the text begins in the lines that people count. It runs on in that line up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineAnchor {
    /// Byte in the text, 0-based.
    pub offset: usize,
    /// Line, 1-based.
    pub line: usize,
    /// Column in characters, 1-based.
    pub column: usize,
}

impl Lines {
    /// Whether an editor shows the lines that are counted.
    pub fn are_shown(&self) -> bool {
        matches!(self, Self::OfText | Self::OfSource(_))
    }

    /// Where byte `offset` of the text stands, of whose own lines `own` is the index.
    pub(super) fn line_column(&self, offset: usize, own: &LineIndex<'_>) -> LineColumn {
        let anchors = match self {
            Self::OfText | Self::None => return own.line_column(offset),
            Self::OfSource(anchors) | Self::OfPages(anchors) => anchors,
        };
        let behind = anchors.partition_point(|anchor| anchor.offset <= offset);
        let Some(anchor) = behind.checked_sub(1).and_then(|at| anchors.get(at)) else {
            return own.line_column(offset);
        };
        let (characters, utf16) = own.distance(anchor.offset, offset);
        LineColumn {
            line: anchor.line,
            column: anchor.column + characters,
            // What stands before the stretch in its line is not kept; nearly all of it takes one unit a character.
            utf16: anchor.column - 1 + utf16,
        }
    }
}
