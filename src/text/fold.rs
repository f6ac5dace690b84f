//! Characters as they are compared: full-width and half-width forms alike, invisible ones not at all, and without the single
//! space that formatters put between Han and Latin.

/// The characters of `text` as compared, each with the byte it starts at in `text`.
pub(super) fn folded_chars(text: &str) -> Vec<(usize, char)> {
    let mut folded: Vec<(usize, char)> = Vec::with_capacity(text.len() / 2);
    let mut previous = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let Some(c) = fold(c) else { continue };
        let next = rest.peek().and_then(|&(_, next)| fold(next));
        let vanishes = c == ' ' && matches!((previous, next), (Some(a), Some(b)) if is_joint(a, b));
        if !vanishes {
            folded.push((at, c));
        }
        previous = Some(c);
    }
    folded
}

/// What `c` is compared as; nothing for invisible characters. Chinese punctuation stays as it is.
pub(crate) fn fold(c: char) -> Option<char> {
    match c {
        '，' | '（' | '）' | '：' | '；' | '！' | '？' => Some(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Some(' '),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' => {
            None
        }
        _ => Some(c),
    }
}

/// The characters that are matched as another one or not at all.
pub(crate) fn changed_by_folding() -> impl Iterator<Item = char> {
    [
        '\u{a0}'..='\u{ad}',
        '\u{2000}'..='\u{2060}',
        '\u{3000}'..='\u{3000}',
        '\u{fe00}'..='\u{ff5e}',
    ]
    .into_iter()
    .flatten()
    .filter(|&c| fold(c) != Some(c))
}

/// Whether a formatter may have put a space between the two, in either order.
pub(crate) fn is_joint(a: char, b: char) -> bool {
    (is_han(a) && is_latin(b)) || (is_latin(a) && is_han(b))
}

/// Whether `c` is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters, digits and the signs that stand for them.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '×' || c == '%'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_all_that_it_changes() {
        let changed = ('\0'..=char::MAX).filter(|&c| fold(c) != Some(c));
        assert!(changed.eq(changed_by_folding()));
    }
}
