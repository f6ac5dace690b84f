//! A pattern written so that `regex-lite` reads it as `regex` does, where that can be done.
//!
//! The lite engine knows Unicode by code points, but no classes of it. Whatever is not sure to mean the same is refused.

/// The characters of `\p{Han}`, as a class writes them.
const HAN: &str = "\u{2e80}-\u{2e99}\u{2e9b}-\u{2ef3}\u{2f00}-\u{2fd5}\u{3005}\u{3007}\u{3021}-\u{3029}\u{3038}-\u{303b}\
    \u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{fa6d}\u{fa70}-\u{fad9}\u{16fe2}-\u{16fe3}\u{16ff0}-\u{16ff1}\
    \u{20000}-\u{2a6df}\u{2a700}-\u{2b739}\u{2b740}-\u{2b81d}\u{2b820}-\u{2cea1}\u{2ceb0}-\u{2ebe0}\u{2ebf0}-\u{2ee5d}\u{2f800}-\u{2fa1d}\u{30000}-\u{3134a}\u{31350}-\u{323af}";

/// The white space beyond ASCII that is left in folded text.
const SPACES: &str = "\u{85}\u{1680}\u{2028}\u{2029}";

/// `pattern` for the lite engine; nothing if it might mean something else there.
pub(super) fn translate(pattern: &str) -> Option<String> {
    // The only thing that rules switch Unicode off for is a word boundary, which the lite engine takes as ASCII anyway.
    let pattern = pattern.replace(r"(?-u:\b)", r"\b");
    let ignores_case = pattern.contains("(?i");
    if pattern.contains("(?-u") || pattern.contains("(?u") || pattern.contains("(?x") {
        return None;
    }
    let mut out = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => push_escape(&mut rest, in_class, &mut out)?,
            '[' if in_class => return None,
            '[' => {
                in_class = true;
                out.push(c);
                // A bracket at the head of a class is one of its characters.
                let head = rest.as_str();
                let caret = usize::from(head.starts_with('^'));
                if head[caret..].starts_with(']') {
                    return None;
                }
            }
            ']' => {
                in_class = false;
                out.push(c);
            }
            '&' | '~' if in_class && rest.as_str().starts_with(c) => return None,
            '-' if in_class && rest.as_str().starts_with('-') => return None,
            c if ignores_case && !c.is_ascii() && (c.is_lowercase() || c.is_uppercase()) => {
                return None;
            }
            c => out.push(c),
        }
    }
    Some(out)
}

/// Translate what follows a backslash.
fn push_escape(rest: &mut std::str::Chars<'_>, in_class: bool, out: &mut String) -> Option<()> {
    let (open, close) = if in_class { ("", "") } else { ("[", "]") };
    match rest.next()? {
        'p' => {
            let after = rest.as_str().strip_prefix("{Han}")?;
            *rest = after.chars();
            out.extend([open, HAN, close]);
        }
        's' => out.extend([open, r"\s", SPACES, close]),
        'b' if !in_class => out.push_str(r"\b"),
        c if c.is_ascii_alphabetic() && !matches!(c, 'n' | 'r' | 't' | 'x' | 'u') => return None,
        c => out.extend(['\\', c]),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_the_same_characters() {
        for class in [r"^\p{Han}$", r"^[\p{Han}x]$", r"^\s$", r"^[^\s]$"] {
            let full = regex::Regex::new(class).unwrap();
            let lite = regex_lite::Regex::new(&translate(class).unwrap()).unwrap();
            for c in '\0'..=char::MAX {
                // Folding leaves no other white space.
                if crate::text::fold(c) != Some(c) || c == '\n' {
                    continue;
                }
                let text = c.to_string();
                assert_eq!(full.is_match(&text), lite.is_match(&text), "{class} {c:?}");
            }
        }
    }

    #[test]
    fn what_may_differ_is_refused() {
        for pattern in [
            r"\w+",
            r"\d",
            r"[a[b]]",
            r"[a&&b]",
            r"\p{L}",
            r"(?i)straße",
            r"(?-u:\w)",
            "[]a]",
        ] {
            assert_eq!(translate(pattern), None, "{pattern}");
        }
        assert_eq!(
            translate(r"(?-u:\b)TBD(?-u:\b)\.").as_deref(),
            Some(r"\bTBD\b\.")
        );
    }
}
