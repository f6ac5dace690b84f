//! How commands, their arguments, formulas and signs are told in a line of TeX.

use crate::document::NodeKind;
use crate::reader::marked_up::inline::Words;

/// How many bytes the arguments of a command have at most: where many are open and none ends, the end of each would be looked for up
/// to the end of the line.
const LONGEST: usize = 4 << 10;

/// The name of the command at the head of `text`, behind its backslash: letters, with a star, or one character.
pub(super) fn name_of(text: &str) -> &str {
    let after = text.get(1..).unwrap_or_default();
    let letters = after.len()
        - after
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    let length = match letters {
        0 => after.chars().next().map_or(0, char::len_utf8),
        _ if after.get(letters..).is_some_and(|it| it.starts_with('*')) => letters + 1,
        _ => letters,
    };
    after.get(..length).unwrap_or_default()
}

/// How long the arguments at the head of `text` are that end in it: `[…]`, and `{…}` unless only options are asked for.
pub(super) fn arguments(text: &str, only_options: bool) -> usize {
    let near = text.floor_char_boundary(LONGEST);
    let text = text.get(..near).unwrap_or(text);
    let mut length = 0;
    while let Some(rest) = text.get(length..) {
        let (open, close) = match rest.as_bytes().first() {
            Some(b'[') => ('[', ']'),
            Some(b'{') if !only_options => ('{', '}'),
            _ => break,
        };
        let mut depth = 0_usize;
        let end = rest.char_indices().find(|&(_, c)| {
            if c == open {
                depth += 1;
            } else if c == close {
                depth -= 1;
            }
            depth == 0
        });
        let Some((at, _)) = end else { break };
        length += at + 1;
    }
    length
}

/// Whether the command underlines what shows no words: `\underline{\hspace{2cm}}`.
pub(super) fn is_drawn_blank(name: &str, behind: &str) -> bool {
    let inside = || {
        let argument = behind.get(1..arguments(behind, false))?;
        argument.strip_suffix('}')
    };
    let is_line = matches!(name, "underline" | "uline" | "underbar" | "dashuline");
    is_line
        && inside().is_some_and(|inside| {
            let spaces = [
                "\\hspace",
                "\\hphantom",
                "\\makebox",
                "\\quad",
                "\\qquad",
                "\\ ",
                "~",
            ];
            inside.trim().is_empty() || spaces.iter().any(|space| inside.starts_with(space))
        })
}

/// A formula between dollar signs stands next.
pub(super) fn formula(words: &mut Words<'_, '_, '_>) {
    let rest = words.rest();
    let sign = if rest.starts_with("$$") { "$$" } else { "$" };
    let inside = rest.get(sign.len()..).unwrap_or_default();
    match inside.find(sign) {
        Some(length) => words.is(length + 2 * sign.len(), NodeKind::Code),
        None => words.pass(sign.len()),
    }
}

/// What the signs at the head of `rest` are set as, if as something else.
pub(super) fn ligature(rest: &str) -> (usize, Option<&'static str>) {
    let ligatures = [
        ("``", "“"),
        ("''", "”"),
        ("---", "—"),
        ("--", "–"),
        ("`", "‘"),
    ];
    let found = ligatures
        .into_iter()
        .find(|(signs, _)| rest.starts_with(signs));
    // Longer runs of dashes are lines that somebody drew.
    let dashes = rest.len() - rest.trim_start_matches('-').len();
    match found {
        _ if dashes > 3 => (dashes, None),
        Some((signs, shown)) => (signs.len(), Some(shown)),
        None => (1, None),
    }
}
