//! Attributes of a tag: words in them with their place, numbers, whether the element is shown.

use std::ops::Range;

use html5gum::StartTag;

/// How wide or high a picture must be to hold words, in pixels.
const LEAST_PICTURE: u32 = 240;

/// Words that stand in an attribute.
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    /// The bytes of the source that they are, or stand for.
    pub(super) span: Range<usize>,
    /// Whether they are written there like this.
    pub(super) is_verbatim: bool,
}

/// The value of the attribute `name`.
pub(super) fn value<'t>(tag: &'t StartTag<usize>, name: &str) -> Option<&'t str> {
    let found = tag.attributes.get(name.as_bytes())?;
    str::from_utf8(&found.value).ok()
}

/// The words in the attribute `name`, where there are any.
pub(super) fn words<'t>(tag: &'t StartTag<usize>, name: &str, source: &str) -> Option<Words<'t>> {
    let text = value(tag, name)?.trim();
    if text.is_empty() {
        return None;
    }
    let span = tag.attributes.get(name.as_bytes())?.span;
    let written = source.get(span.start..span.end).unwrap_or("");
    let after_name = written.find('=').map_or(written.len(), |equals| equals + 1);
    let found = written.get(after_name..).and_then(|rest| rest.find(text));
    Some(match found {
        Some(at) => {
            let start = span.start + after_name + at;
            Words {
                text,
                span: start..start + text.len(),
                is_verbatim: true,
            }
        }
        None => Words {
            text,
            span: span.start..span.end,
            is_verbatim: false,
        },
    })
}

/// The number in the attribute `name`.
pub(super) fn number(tag: &StartTag<usize>, name: &str) -> Option<usize> {
    value(tag, name)?.trim().parse().ok()
}

/// Whether the element says itself that it is not shown.
pub(super) fn is_hidden(tag: &StartTag<usize>) -> bool {
    if tag.attributes.contains_key(b"hidden".as_slice()) {
        return true;
    }
    let Some(style) = value(tag, "style") else {
        return false;
    };
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let (property, value) = (property.trim(), value.trim());
        let value = value.split([' ', '!']).next().unwrap_or("");
        property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || property.eq_ignore_ascii_case("mso-hide") && value.eq_ignore_ascii_case("all")
    })
}

/// Whether a picture or a frame is large, or does not say that it is small.
pub(super) fn may_hold_words(tag: &StartTag<usize>) -> bool {
    let is_small = |name| {
        let length = value(tag, name).unwrap_or("").trim();
        let length = length.strip_suffix("px").unwrap_or(length);
        let length = length.parse::<f32>();
        length.is_ok_and(|length| length < LEAST_PICTURE as f32)
    };
    !is_small("width") && !is_small("height")
}

/// Whether the element is one of a form that shows its value, and whether what stands in it while it is empty.
pub(super) fn is_input_with_words(tag: &StartTag<usize>) -> bool {
    let kind = value(tag, "type").unwrap_or("text").to_ascii_lowercase();
    !matches!(
        kind.as_str(),
        "hidden" | "checkbox" | "radio" | "password" | "file" | "image" | "color" | "range"
    )
}
