//! The cases under `fixtures/writer/notes`: a body, words that get a note each, what becomes of the body, and which notes hang
//! together. Whatever it is, taking the notes out again gives the same parts, and they are not read.

use unfilled::writer::{Note, NoteStyle, annotate, remove};

use super::package::{Case, body_of, package, place, read};
use crate::support::zip::parts_of;

#[test]
fn every_case_is_marked_as_expected_and_can_be_unmarked() {
    let mut failures = Vec::new();
    for case in Case::all("notes") {
        let bytes = package(case.section("body"), &case.parts());
        let document = read(&bytes);
        let lines: Vec<&str> = case.section("notes").lines().collect();
        let notes: Vec<Note> = lines
            .iter()
            .map(|words| Note {
                range: place(&document, words),
                text: format!("{words}?"),
                place: "there".to_owned(),
            })
            .collect();
        let style = NoteStyle {
            comments: case.section("style") != "highlights",
            highlights: !case.section("style").is_empty(),
            ..NoteStyle::default()
        };
        let marked = annotate(&bytes, &document, &notes, style).unwrap();
        assert!(
            marked.refused.is_empty(),
            "{}: {:?}",
            case.name,
            marked.refused
        );
        let collected = marked.collected.iter().map(|&index| lines[index]);
        let collected = collected.collect::<Vec<_>>().join("\n");
        let body = body_of(&marked.bytes);
        failures.extend(case.compare(&[("annotated", body), ("collected", collected)]));
        let again = read(&marked.bytes);
        assert!(
            again.problems.is_empty(),
            "{}: {:?}",
            case.name,
            again.problems
        );
        assert_eq!(again.text, document.text, "{}", case.name);
        if !style.highlights {
            assert_eq!(again.nodes, document.nodes, "{}", case.name);
        }
        let removed = remove(&marked.bytes, &again).unwrap();
        assert!(
            removed.exact && removed.count == notes.len(),
            "{}",
            case.name
        );
        assert_eq!(parts_of(&removed.bytes), parts_of(&bytes), "{}", case.name);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
