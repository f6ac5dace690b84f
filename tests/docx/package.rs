//! Packages made for a test: no zip file is kept in the repository.

pub(super) use crate::support::zip::{archive, parts_of};

pub(crate) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A main part with the given content of its body.
pub(crate) fn body(content: &str) -> String {
    format!(
        "<w:document xmlns:w=\"{WORD}\" \
         xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
         xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
         xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{content}</w:body></w:document>"
    )
}

/// What the relationships to parts of these names, without numbers, are called where that is something else.
const KINDS: &[(&str, &str)] = &[
    ("core", "metadata/core-properties"),
    ("app", "extended-properties"),
    ("custom", "custom-properties"),
    ("data", "diagramData"),
    ("chunk", "aFChunk"),
    ("item", "customXml"),
    ("glossary/document", "glossaryDocument"),
];

/// The relationships of the package and of its main part, made from the names of the parts. The id of each is the name of its
/// file.
pub(crate) fn relationships(parts: &[(String, String)]) -> Vec<(String, String)> {
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let list = |lines: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )
    };
    let line = |kind: &str, target: &str| {
        let (_, id) = target.rsplit_once('/').unwrap_or(("", target));
        format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"/{target}\"/>")
    };
    let mut package = line("officeDocument", "word/document.xml");
    let mut document = String::new();
    for (name, _) in parts {
        if name.contains("_rels/") || name.contains("itemProps") || name == "word/document.xml" {
            continue;
        }
        let (folder, file) = name.split_once('/').unwrap();
        let (stem, _) = file.rsplit_once('.').unwrap();
        let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
        let mut kinds = KINDS.iter();
        let known = kinds.find(|(ending, _)| stem.ends_with(ending));
        let (_, last) = stem.rsplit_once('/').unwrap_or(("", stem));
        let line = line(known.map_or(last, |(_, kind)| kind), name);
        match folder {
            "docProps" => package += &line,
            _ => document += &line,
        }
    }
    vec![
        ("_rels/.rels".to_owned(), list(package)),
        ("word/_rels/document.xml.rels".to_owned(), list(document)),
    ]
}

/// A package of these parts with the relationships that they need.
pub(super) fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut all = relationships(parts);
    all.extend_from_slice(parts);
    archive(
        all.iter()
            .map(|(name, content)| (name.as_str(), content.as_bytes())),
    )
}

/// A document whose main part is `document`.
pub(super) fn document(document: impl Into<String>) -> Vec<u8> {
    package(&[("word/document.xml".to_owned(), document.into())])
}
