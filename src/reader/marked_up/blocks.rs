//! What several formats have alike in their blocks: code that is fenced, lists, comments and lines that stand by themselves.

use super::Line;
use super::rewriter::Rewriter;
use crate::document::NodeKind;

/// A block of code or the like that is kept line by line.
#[derive(Default)]
pub(super) struct Verbatim {
    /// Where its text began.
    start: Option<usize>,
}

impl Verbatim {
    pub(super) fn begin(&mut self, out: &mut Rewriter<'_>) {
        out.end_paragraph();
        self.start = Some(out.place());
    }

    pub(super) fn line(&self, line: Line<'_>, out: &mut Rewriter<'_>) {
        out.end_paragraph();
        out.copy(line.start..line.end);
        out.end_paragraph();
    }

    pub(super) fn end(&mut self, kind: NodeKind, out: &mut Rewriter<'_>) {
        out.end_paragraph();
        if let Some(start) = self.start.take() {
            out.node(start, kind, None);
        }
    }
}

/// A line that is kept as it stands, as something of its own.
pub(super) fn whole_line(line: Line<'_>, kind: NodeKind, out: &mut Rewriter<'_>) {
    out.end_paragraph();
    out.copy_as(line.words_start()..line.end, kind);
    out.end_paragraph();
}

/// The length of the sign that begins an item of a list at the head of `text`, with the white space behind it: one of the `bullets` as
/// often as it stands there, a number or letter with a dot or bracket.
pub(super) fn item_sign(text: &str, bullets: &[char]) -> Option<usize> {
    let first = text.chars().next()?;
    let sign = if bullets.contains(&first) {
        text.len() - text.trim_start_matches(first).len()
    } else {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let count = match digits {
            0 if first.is_ascii_alphabetic() || first == '#' => 1,
            digits => digits,
        };
        let behind = text.get(count..)?;
        (count > 0 && behind.starts_with(['.', ')'])).then_some(count + 1)?
    };
    let behind = text.get(sign..)?;
    let white = behind.len() - behind.trim_ascii_start().len();
    (white > 0).then_some(sign + white)
}
