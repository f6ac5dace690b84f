//! What the source map of a Word document promises, checked against the parts themselves.

use std::collections::BTreeMap;

use unfilled::document::Document;

use crate::support::source_map::assert_sound;

/// Fails unless the text of `document` is what stands in its parts, given by their names in lower case.
///
/// Which character a symbol looks like is for the cases to say; here it must be one character, or words that stand in the
/// tag. Of a file in the package whose text is not its own only the place as a whole is known.
pub(super) fn assert_sound_package(document: &Document, parts: &BTreeMap<String, Vec<u8>>) {
    let part = |name: &str| parts[&name.to_ascii_lowercase()].as_slice();
    let files: Vec<&[u8]> = document.map.parts().iter().map(|name| part(name)).collect();
    assert_sound(document, part, |bytes, text| {
        if bytes.starts_with(b"<") && !bytes.starts_with(b"<!") {
            let tag = std::str::from_utf8(bytes).unwrap();
            return text.chars().count() == 1 || escapes_undone(tag).contains(text);
        }
        files.iter().any(|file| std::ptr::eq(*file, bytes)) || decoded(bytes) == text
    });
}

fn escapes_undone(tag: &str) -> String {
    let escapes = [
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    escapes
        .iter()
        .fold(tag.to_owned(), |tag, (escape, character)| {
            tag.replace(escape, character)
        })
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
        "&nbsp;" => "\u{a0}".to_owned(),
        _ if !text.is_empty() && text.trim_ascii().is_empty() => " ".to_owned(),
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
