//! Packages made for a test: no zip file is kept in the repository.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A main part with the given content of its body.
pub(super) fn body(content: &str) -> String {
    format!(
        "<w:document xmlns:w=\"{WORD}\" \
         xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
         xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
         xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{content}</w:body></w:document>"
    )
}

/// The relationships of the package and of its main part, made from the names of the parts.
pub(super) fn relationships(parts: &[(String, String)]) -> Vec<(String, String)> {
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let list = |lines: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )
    };
    let line = |kind: &str, target: &str| {
        format!("<Relationship Id=\"i\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
    };
    let mut package = line("officeDocument", "word/document.xml");
    let mut document = String::new();
    for (name, _) in parts {
        let Some(file) = name.strip_prefix("word/") else {
            package += &line("metadata/core-properties", name);
            continue;
        };
        let kind = file
            .trim_end_matches(".xml")
            .trim_end_matches(|c: char| c.is_ascii_digit());
        match kind {
            "document" => {}
            "glossary/document" => document += &line("glossaryDocument", file),
            kind => document += &line(kind, file),
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

/// A zip archive of these entries.
pub(super) fn archive<'e>(entries: impl IntoIterator<Item = (&'e str, &'e [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The inflated parts of an archive by name.
pub(super) fn parts_of(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = String::from_utf8_lossy(file.name_raw()).to_ascii_lowercase();
        let mut content = Vec::new();
        if file.read_to_end(&mut content).is_ok() {
            parts.insert(name, content);
        }
    }
    parts
}
