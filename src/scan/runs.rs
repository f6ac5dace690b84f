//! Long runs of one character, whose inside tells nothing that their ends do not.
//!
//! A line that somebody drew, or a megabyte of zero-width spaces, would otherwise be looked at from each of its characters.

/// So many spaces at either end of a run are looked at.
pub(super) const SPACES: &str = "        ";

/// So many characters at either end of a run of any other one are looked at: no keyword and hardly a match is a longer run.
const RUN_EDGE: usize = 64;

/// Whether byte `at` of `text` stands so far inside a run of spaces that neither end of it is near.
pub(super) fn is_inside_spaces(text: &str, at: usize) -> bool {
    let around = at
        .checked_sub(SPACES.len())
        .and_then(|from| text.as_bytes().get(from..at + SPACES.len()));
    around.is_some_and(|around| around.iter().all(|&byte| byte == b' '))
}

/// Whether the character at byte `at` of `text` stands so far inside a run of its kind that neither end of it is near.
#[inline]
pub(super) fn is_inside_run(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let length = match bytes.get(at) {
        Some(0..0x80) => 1,
        Some(0x80..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        _ => 4,
    };
    // Mostly the last byte of the character before shows it.
    if at == 0 || bytes.get(at - 1) != bytes.get(at + length - 1) {
        return false;
    }
    let reach = RUN_EDGE * length;
    let around = at
        .checked_sub(reach)
        .and_then(|from| bytes.get(from..at + reach));
    around.is_some_and(|around| around[length..] == around[..around.len() - length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_run_are_outside() {
        for c in ['_', '·', 'Ｘ', '\u{200b}', '𠀀'] {
            let run = c.to_string().repeat(3 * RUN_EDGE);
            let text = format!("甲{run}乙");
            let at = |index: usize| '甲'.len_utf8() + index * c.len_utf8();
            let inside = (0..3 * RUN_EDGE).filter(|&index| is_inside_run(&text, at(index)));
            assert!(inside.eq(RUN_EDGE..=2 * RUN_EDGE), "{c:?}");
        }
        let words = "多少次".repeat(100);
        assert!((0..300).all(|index| !is_inside_run(&words, 3 * index)));
    }
}
