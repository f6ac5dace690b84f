//! How wide text is on a terminal. Nothing here prints.

use unicode_width::UnicodeWidthChar;

/// Columns that `c` takes on a terminal: 2 for Han and full-width forms, 0 for combining marks.
pub fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Columns that `text` takes on a terminal, character by character.
pub fn display_width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// The longest end of `text` that fits into `columns`, as a byte offset into `text`.
pub fn suffix_within(text: &str, columns: usize) -> usize {
    let mut left = columns;
    let mut start = text.len();
    for (offset, c) in text.char_indices().rev() {
        let width = char_width(c);
        if width > left {
            break;
        }
        left -= width;
        start = offset;
    }
    start
}

/// The longest beginning of `text` that fits into `columns`, as a byte offset into `text`.
pub fn prefix_within(text: &str, columns: usize) -> usize {
    let mut left = columns;
    for (offset, c) in text.char_indices() {
        let width = char_width(c);
        if width > left {
            return offset;
        }
        left -= width;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_never_cuts_a_character() {
        assert_eq!(display_width("多少x次"), 7);
        assert_eq!(&"多少x次"[suffix_within("多少x次", 3)..], "x次");
        assert_eq!(&"多少x次"[suffix_within("多少x次", 4)..], "x次");
        assert_eq!(&"多少x次"[..prefix_within("多少x次", 3)], "多");
        assert_eq!(prefix_within("ab", 10), 2);
    }
}
