//! Breaks a line of text for people so that it fits a width, as Chinese and Latin typesetting allow.
//!
//! Takes text that is already harmless (`sanitize`); measures columns, not characters.

use crate::report::sanitize;
use crate::text::{char_width, prefix_within};

/// Marks that stay with what stands before them.
const NEVER_FIRST: &str = "，。、；：！？）》」』】〉”’…,.;:!?)]}%";

/// Marks that stay with what stands after them.
const NEVER_LAST: &str = "（《「『【〈“‘([{";

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
        let end = break_at(left, room - line.chars().count());
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

/// Where to break `text` so that what comes before fits into `columns`: a byte offset, 0 only for an empty text.
fn break_at(text: &str, columns: usize) -> usize {
    let fits = prefix_within(text, columns);
    if fits == text.len() {
        return fits;
    }
    let head = text.get(..fits).unwrap_or("");
    let mut after = text.get(fits..).and_then(|tail| tail.chars().next());
    for (at, c) in head.char_indices().rev() {
        let end = at + c.len_utf8();
        if after.is_some_and(|after| may_break(c, after)) {
            return end;
        }
        after = Some(c);
    }
    // One word fills the line, or there is no room at all: cut it where the line ends, but always go on.
    let one = text.chars().next().map_or(0, char::len_utf8);
    fits.max(one)
}

fn may_break(before: char, after: char) -> bool {
    if before == ' ' {
        return after != ' ';
    }
    let wide = char_width(before) == 2 || char_width(after) == 2;
    (wide || before == '/')
        && !NEVER_FIRST.contains(after)
        && !NEVER_LAST.contains(before)
        && after != ' '
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
