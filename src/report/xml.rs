//! XML 1.0 for build servers: elements whose attributes and texts may come from anywhere.
//!
//! What a person's terminal must not get, XML may not hold either, for the most part: both become pictures.

use std::fmt::Write;

use crate::report::sanitize::visible;

/// The first line of each of our XML reports.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// `<name a="1" b="2"` without its end.
pub(super) fn open(name: &str, attributes: &[(&str, &str)]) -> String {
    let mut tag = format!("<{name}");
    for (attribute, value) in attributes {
        // Writing to a string cannot fail.
        let _ = write!(tag, " {attribute}=\"{}\"", escape(value));
    }
    tag
}

/// `text` as one line of characters that XML allows (§2.2), in an attribute or between tags.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place() {
        assert_eq!(
            open("a", &[("b", "\"<&>]]>\u{1b}\n\u{ffff}'")]),
            "<a b=\"&quot;&lt;&amp;&gt;]]&gt;␛⏎\u{fffd}'\""
        );
    }
}
