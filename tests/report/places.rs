//! Places in a person's terms: the cases under `fixtures/places`, a document each.
//!
//! A file begins with the format, then holds the document with its findings marked `⟦…⟧`, and for each language the place
//! of every paragraph with findings as the report for people names it, and what is left by section.

use std::path::Path;

use unfilled::document::{Format, NodeKind};
use unfilled::finding::FileReport;
use unfilled::text::Language;

use super::sample::{marked, node, options, run};

const FORMATS: [(&str, Format); 3] = [
    ("docx", Format::Docx),
    ("text", Format::Text),
    ("markdown", Format::Markdown),
];

#[test]
fn places_are_named_as_people_know_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/places");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case = std::fs::read_to_string(&path).unwrap();
        let document = case.split("=== zh\n").next().unwrap();
        let (format, text) = document.split_once('\n').unwrap();
        let (_, format) = FORMATS.iter().find(|(name, _)| *name == format).unwrap();
        let mut report = marked("a", *format, text);
        if *format == Format::Markdown {
            add_headings(&mut report);
        }
        let mut found = document.to_owned();
        for (name, language) in [("zh", Language::Zh), ("en", Language::En)] {
            let whole = run(
                "human",
                options(language, 200),
                std::slice::from_ref(&report),
            );
            found.push_str(&format!("=== {name}\n"));
            for line in told(&whole) {
                found.push_str(&format!("{line}\n"));
            }
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, &found).unwrap();
        } else {
            assert_eq!(found, case, "{} differs", path.display());
        }
        seen += 1;
    }
    assert!(seen >= 7);
}

/// Say of each line that begins with `#` what it is.
fn add_headings(report: &mut FileReport) {
    let text = report.document.text.to_string();
    for line in text.lines().filter(|line| line.starts_with('#')) {
        let level = line.len() - line.trim_start_matches('#').len();
        node(report, line, NodeKind::Heading, &level.to_string());
    }
}

/// The lines that name places, and the sum before the verdict.
fn told(report: &str) -> Vec<&str> {
    let mut told: Vec<&str> = report
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("┌─ a"))
        .map(|place| place.trim_start_matches(" › "))
        .collect();
    told.extend(
        report
            .lines()
            .filter(|line| line.starts_with("a 还有") || line.starts_with("a: ")),
    );
    told
}
