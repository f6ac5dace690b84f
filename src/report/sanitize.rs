//! Makes text out of documents and file names harmless on a terminal and in a build log.
//!
//! Owns which characters are shown as a picture, and what a build server would take for a command
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>, Azure's `##vso[…]`, TeamCity's
//! `##teamcity[…]`). Cuts and wraps nothing.

use std::borrow::Cow;

/// Stands for a character that has no picture of its own.
const UNKNOWN: char = '\u{fffd}';

/// `text` for people: control, direction and invisible characters become visible pictures of one column each, and
/// nothing in it opens a bracketed command of a build server. The result is one line.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c == '[' || picture(c).is_some()) {
        Cow::Owned(pictures(text).map(|(_, c)| c).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A file name for people. A name that would read as a command at the start of a line gets a `./`, which keeps it a path.
pub fn visible_path(name: &str) -> Cow<'_, str> {
    let name = visible(name);
    if opens_command(&name) {
        Cow::Owned(format!("./{name}"))
    } else {
        name
    }
}

/// The characters to show for `text`, one for each of its own, with the byte offset of the original.
pub(super) fn pictures(text: &str) -> impl DoubleEndedIterator<Item = (usize, char)> {
    text.char_indices().map(|(at, c)| {
        let shown = match c {
            '[' if ends_with_command_name(text.get(..at).unwrap_or("")) => '［',
            _ => picture(c).unwrap_or(c),
        };
        (at, shown)
    })
}

/// The picture for a character that must not be printed as it is; always one column wide.
pub(super) fn picture(c: char) -> Option<char> {
    Some(match c {
        '\t' => ' ',
        '\n' | '\u{2028}' | '\u{2029}' => '⏎',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(UNKNOWN),
        '\u{7f}' => '\u{2421}',
        _ if is_unprintable(c) => UNKNOWN,
        _ => return None,
    })
}

/// Whether `c` steers a terminal, changes the direction of text, or hides: all that JSON writes as `\u….` too.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' // zero-width and direction marks
            | '\u{2028}'..='\u{202e}' // line ends, embeddings and overrides
            | '\u{2060}'..='\u{206f}' // word joiner, isolates, deprecated controls
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' // interlinear annotation
            | '\u{e0000}'..='\u{e007f}' // tags
        )
}

/// Whether a build server would take a line that begins with `line` for a command.
pub(super) fn opens_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

/// Whether a `[` after `before` would open a command. Azure Pipelines and older GitHub runners look for these anywhere
/// in a line, not only at its start.
pub(super) fn ends_with_command_name(before: &str) -> bool {
    ["##", "#vso", "##teamcity"].iter().any(|name| {
        before
            .len()
            .checked_sub(name.len())
            .and_then(|at| before.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::char_width;

    #[test]
    fn what_steers_a_terminal_becomes_a_picture_of_one_column() {
        assert_eq!(
            visible("a\u{1b}[31m\r\n\u{9b}2J\u{202e}\t\u{7f}"),
            "a␛[31m␍⏎\u{fffd}2J\u{fffd} ␡"
        );
        for c in ('\0'..=char::MAX).filter_map(picture) {
            assert_eq!(char_width(c), 1, "{c:?}");
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in [
            "多少次 [Company] {{name}} ##paidbegin##",
            "𠀀 é \u{e000} 👍🏽",
        ] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn no_text_opens_a_command() {
        assert_eq!(visible("x ##vso[task"), "x ##vso［task");
        assert_eq!(
            visible("##TeamCity[a ##[group]"),
            "##TeamCity［a ##［group]"
        );
        assert_eq!(visible_path(" ::error::x"), "./ ::error::x");
        assert_eq!(visible_path("a::b"), "a::b");
    }
}
