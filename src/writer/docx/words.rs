//! Words as markup: what has to be escaped in XML, what a run writes as elements, and whether spaces at the ends of a text are
//! kept (XML 1.0, 2.2 and 2.10; ISO/IEC 29500-1, 17.3.3).

use crate::document::NotWritable;
use crate::ooxml::spaces::is_white;
use crate::text::LINE_SEPARATOR;

/// What says of a text element that the spaces at its ends count.
pub(super) const PRESERVE: &str = " xml:space=\"preserve\"";

/// `text` as character data.
///
/// # Errors
/// [`NotWritable::NotAllowed`] for a character that no XML may hold, and for line ends and tabs.
pub(super) fn escaped(text: &str) -> Result<String, NotWritable> {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                return Err(NotWritable::NotAllowed { character });
            }
            _ => escaped.push(character),
        }
    }
    Ok(escaped)
}

/// `text` as it stands inside a text element of a run: tabs and line ends are elements of the run, so the text element ends
/// before each and begins anew behind it. `prefix` is that of the element, with its colon.
///
/// # Errors
/// [`NotWritable::NotAllowed`].
pub(super) fn in_run(text: &str, prefix: &str) -> Result<String, NotWritable> {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\t', '\n', '\r', LINE_SEPARATOR]) {
        let (before, after) = rest.split_at(at);
        words.push_str(&escaped(before)?);
        let element = if after.starts_with('\t') { "tab" } else { "br" };
        words.push_str(&format!(
            "</{prefix}t><{prefix}{element}/><{prefix}t{PRESERVE}>"
        ));
        let length = match after.starts_with("\r\n") {
            true => 2,
            false => after.chars().next().map_or(1, char::len_utf8),
        };
        rest = after.get(length..).unwrap_or("");
    }
    words.push_str(&escaped(rest)?);
    Ok(words)
}

/// `text` without what XML does not allow, for words that nobody has to find again.
pub(super) fn escaped_loosely(text: &str) -> String {
    let is_allowed = |c: &char| !matches!(c, '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(is_allowed).collect();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Where in the start tag `open` another attribute can go: the byte behind the last one.
pub(super) fn end_of_attributes(open: &str) -> usize {
    let inside = open.trim_end_matches('>').trim_end_matches('/');
    inside.trim_end().len()
}

/// Whether Word would leave out a space at the start or at the end of this character data.
pub(super) fn has_outer_space(raw: &str) -> (bool, bool) {
    (raw.starts_with(is_white), raw.ends_with(is_white))
}
