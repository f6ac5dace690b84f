//! Where a line of Chinese or Latin text may end. Measures columns, not characters.

use crate::text::{char_width, prefix_within};

/// Marks that stay with what stands before them.
const NEVER_FIRST: &str = "，。、；：！？）》」』】〉”’…,.;:!?)]}%";

/// Marks that stay with what stands after them.
const NEVER_LAST: &str = "（《「『【〈“‘([{";

/// Where to end a line of `text` so that it fits into `columns`: a byte offset, 0 only for an empty text.
pub fn line_end_within(text: &str, columns: usize) -> usize {
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
    // Spaces at the end of a line take no room.
    if after == ' ' {
        return true;
    }
    let wide = char_width(before) == 2 || char_width(after) == 2;
    (wide || before == '/') && !NEVER_FIRST.contains(after) && !NEVER_LAST.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        let mut left = text;
        let mut lines = Vec::new();
        while !left.is_empty() {
            let (line, later) = left.split_at(line_end_within(left, columns));
            lines.push(line);
            left = later;
        }
        lines
    }

    #[test]
    fn breaks_between_han_characters_and_at_spaces_and_never_before_a_mark() {
        assert_eq!(
            lines("写上实际数字，例如“12次”；没有就删去。", 12),
            ["写上实际数", "字，例如“12", "次”；没有就", "删去。"]
        );
        assert_eq!(
            lines("write the number, or delete", 12),
            ["write the ", "number, or ", "delete"]
        );
    }

    #[test]
    fn goes_on_where_nothing_fits() {
        assert_eq!(lines("字字", 1), ["字", "字"]);
        assert_eq!(lines("unbroken", 3), ["unb", "rok", "en"]);
    }
}
