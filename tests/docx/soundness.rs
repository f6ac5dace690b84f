//! What the source map of a Word document promises, checked against the parts themselves.

use std::collections::BTreeMap;

use unfilled::document::{Document, Origin};

use crate::support::source_map::assert_sound;

/// Fails unless the text of `document` is what stands in its parts, given by their names in lower case.
///
/// Which character a symbol looks like is for the cases to say; here it must be one character.
pub(super) fn assert_sound_package(document: &Document, parts: &BTreeMap<String, Vec<u8>>) {
    let part = |name: &str| parts[&name.to_ascii_lowercase()].as_slice();
    let mut symbols: BTreeMap<&[u8], &str> = BTreeMap::new();
    for (range, segment) in document.map.segments(document.text.len()) {
        if let Origin::Decoded { start, end } = segment.origin {
            let source = part(&document.map.parts()[usize::from(segment.part)]);
            let source = &source[start as usize..end as usize];
            let text = range.slice(&document.text);
            if source.starts_with(b"<") && !source.starts_with(b"<!") {
                assert_eq!(text.chars().count(), 1, "{text}");
                symbols.insert(source, text);
            }
        }
    }
    assert_sound(document, part, |bytes| match symbols.get(bytes) {
        Some(symbol) => (*symbol).to_owned(),
        None => decoded(bytes),
    });
}

/// What a piece of XML that is not read as it stands means.
fn decoded(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).unwrap();
    if let Some(inner) = text.strip_prefix("<![CDATA[") {
        return inner
            .strip_suffix("]]>")
            .unwrap()
            .replace(['\n', '\r'], " ");
    }
    match text {
        "\n" | "\r" => " ".to_owned(),
        "&amp;" => "&".to_owned(),
        "&lt;" => "<".to_owned(),
        "&gt;" => ">".to_owned(),
        "&quot;" => "\"".to_owned(),
        "&apos;" => "'".to_owned(),
        _ => match text
            .strip_prefix("&#")
            .and_then(|text| text.strip_suffix(';'))
        {
            Some(number) => {
                let code = match number.strip_prefix('x') {
                    Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                    None => number.parse(),
                };
                let character = char::from_u32(code.unwrap()).unwrap();
                character.to_string().replace(['\n', '\r'], " ")
            }
            None => text.to_owned(),
        },
    }
}
