//! Whether a place opens what stands under a heading or behind a label, where a template says what to write, or is a heading itself.
//!
//! Tells by form alone, for all formats: of headings it knows no more than that they are short lines without a full stop.

use crate::text::{TextRange, display_width};

/// How long the line above a section may be to pass for its heading, in columns.
const LONGEST_HEADING: usize = 72;

/// Signs that open an item of a list when a space follows.
const BULLETS: [char; 5] = ['-', '*', '+', '•', '·'];

/// Whether `range` of `text` is the first thing under a heading, or the value of a label on its own line. An item of a list is
/// neither: there a finished text may well tell its readers what to do.
pub(super) fn opens_section(text: &str, range: TextRange) -> bool {
    let (before, _) = text.split_at(range.start());
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let (above, head) = before.split_at(line_start);
    if head.contains([':', '：']) {
        return true;
    }
    let is_quoted = head
        .trim_start_matches(['>', ' ', '\t', '*', '_'])
        .is_empty();
    is_quoted && !is_item(head) && above_it(above).is_some_and(is_heading)
}

/// The line that stands last in `above` and says something: comments say nothing.
fn above_it(above: &str) -> Option<&str> {
    let mut lines = above.lines().rev().map(str::trim);
    lines.find(|line| !line.is_empty() && !line.starts_with("<!--") && !is_badge(line))
}

/// A picture, or one that leads somewhere, as they stand below the title of a project.
fn is_badge(line: &str) -> bool {
    (line.starts_with("![") || line.starts_with("[![")) && line.ends_with(')')
}

/// Whether the line of `range` in `text` is a heading itself: set in bold as a whole, with no full stop at its end. What is to be
/// written below it is named there: **Describe the fault**.
pub(super) fn is_bold_heading(text: &str, range: TextRange) -> bool {
    let start = text
        .split_at(range.start())
        .0
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = text.split_at(start).1.lines().next().unwrap_or_default();
    let inner = line
        .trim()
        .strip_prefix("**")
        .and_then(|line| line.strip_suffix("**"));
    inner.is_some_and(|words| !words.contains("**") && !words.ends_with(['.', '!', '。', '！']))
}

fn is_item(head: &str) -> bool {
    let head = head.trim_start_matches(['>', ' ', '\t']);
    let mut signs = head.chars();
    signs.next().is_some_and(|first| BULLETS.contains(&first))
        && signs.next().is_none_or(char::is_whitespace)
}

fn is_heading(line: &str) -> bool {
    let marked = line.starts_with(['#', '=']) || line.chars().all(|c| "=-~^*".contains(c));
    let is_item = line.split(' ').next().is_some_and(is_item) && line.contains(' ');
    let words = line.trim_end_matches(['*', '_', ' ']);
    let is_open = !words.ends_with(['.', ';', ',', '!', '。', '；', '，', '！', '|', '>', ')']);
    marked || (!is_item && is_open && display_width(line) <= LONGEST_HEADING)
}
