//! Lays out prose for people in lines that fit a width and that no build server takes for a command.
//!
//! Takes text that is already harmless (`sanitize`). Where a line may end, `text` knows.

use crate::report::sanitize;
use crate::text::{line_end_within, prefix_within};

/// `text` in lines, the first of at most `first` columns and the others of at most `rest`.
///
/// No line but the first can begin like a build server's command: an ellipsis is put before it.
pub(super) fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut left = text;
    let mut room = first.max(MIN_COLUMNS);
    loop {
        let mut line = String::new();
        if !lines.is_empty() && sanitize::opens_command(left) {
            line.push('…');
        }
        let end = line_end_within(left, room - line.chars().count());
        let (now, later) = left.split_at(end);
        line.push_str(now.trim_end_matches(' '));
        lines.push(line);
        left = later.trim_start_matches(' ');
        if left.is_empty() {
            return lines;
        }
        room = rest.max(MIN_COLUMNS);
    }
}

/// Narrower lines than this are of no use to anybody.
const MIN_COLUMNS: usize = 8;

/// `text` cut to `columns` with an ellipsis, where it does not fit.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    if prefix_within(text, columns) == text.len() {
        return text.to_owned();
    }
    let end = prefix_within(text, columns.saturating_sub(1));
    format!("{}…", text.get(..end).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::display_width;

    #[test]
    fn breaks_between_han_characters_and_at_spaces() {
        assert_eq!(
            wrap("写上实际数字，例如“12次”；没有就删去。", 13, 12),
            ["写上实际数", "字，例如“12", "次”；没有就", "删去。"]
        );
        assert_eq!(
            wrap("write the number, or delete", 12, 12),
            ["write the", "number, or", "delete"]
        );
        assert_eq!(wrap("", 10, 10), [""]);
    }

    #[test]
    fn no_line_is_too_wide_or_begins_like_a_command() {
        let texts = [
            ":".repeat(60),
            "word ::error::forged ::set-output name=x::y".to_owned(),
            "字".repeat(50),
            "x".repeat(50),
        ];
        for text in &texts {
            for width in 8..40 {
                let lines = wrap(text, width, width);
                assert!(
                    lines.iter().all(|line| display_width(line) <= width),
                    "{lines:?}"
                );
                assert!(
                    lines[1..]
                        .iter()
                        .all(|line| !line.trim_start().starts_with("::")),
                    "{lines:?}"
                );
            }
        }
    }
}
