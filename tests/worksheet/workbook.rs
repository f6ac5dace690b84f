//! Workbooks as another program leaves them: cells are typed into, sheets are saved anew.

use std::collections::BTreeMap;

use crate::support::zip::{archive, parts_of};

/// Type `cells`, by their addresses, into the sheet with this 1-based number. A cell is XML that stands in `<c>`, after the
/// attribute that tells its type.
pub(super) fn typed(workbook: &[u8], sheet: usize, cells: &[(String, Typed)]) -> Vec<u8> {
    let mut parts = parts_of(workbook);
    let name = format!("xl/worksheets/sheet{sheet}.xml");
    let mut xml = String::from_utf8(parts[&name].clone()).unwrap();
    for (address, typed) in cells {
        let start = xml.find(&format!("<c r=\"{address}\"")).unwrap();
        let end = start + xml[start..].find('>').unwrap() + 1;
        let tag = &xml[start..end];
        assert!(tag.ends_with("/>"), "{address} was empty: {tag}");
        let style = &tag[tag.find(" s=").unwrap()..tag.len() - 2];
        let cell = match typed {
            Typed::Words(words) => {
                let words = words.replace('&', "&amp;").replace('<', "&lt;");
                format!("<c r=\"{address}\"{style} t=\"inlineStr\"><is><t>{words}</t></is></c>")
            }
            Typed::Figure(figure) => format!("<c r=\"{address}\"{style}><v>{figure}</v></c>"),
            Typed::Error(error) => format!("<c r=\"{address}\"{style} t=\"e\"><v>{error}</v></c>"),
        };
        xml.replace_range(start..end, &cell);
    }
    parts.insert(name, xml.into_bytes());
    packed(&parts)
}

/// What is typed into a cell.
pub(super) enum Typed {
    Words(String),
    Figure(f64),
    Error(&'static str),
}

/// The archive of these parts, whose names all are in small letters.
pub(super) fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    // A package names this one with capitals.
    let named = |name: &str| match name {
        "[content_types].xml" => "[Content_Types].xml".to_owned(),
        "xl/sharedstrings.xml" => "xl/sharedStrings.xml".to_owned(),
        other => other.to_owned(),
    };
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, part)| (named(name), part))
        .collect();
    archive(
        parts
            .iter()
            .map(|(name, part)| (name.as_str(), part.as_slice())),
    )
}
