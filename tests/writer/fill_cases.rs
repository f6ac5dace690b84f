//! The cases under `fixtures/writer/fill`: a body, edits as `words ⇒ other words`, what becomes of the body and what is refused.

use unfilled::document::Edit;
use unfilled::text::Language;
use unfilled::writer::apply;

use super::package::{Case, body_of, package, place, plain, read};

#[test]
fn every_case_is_written_as_expected() {
    let mut failures = Vec::new();
    for case in Case::all("fill") {
        let bytes = package(case.section("body"), &case.parts());
        let document = read(&bytes);
        let lines: Vec<&str> = case.section("edits").lines().collect();
        let edits: Vec<Edit> = lines
            .iter()
            .map(|line| {
                let (words, replacement) = line.split_once(" ⇒ ").unwrap();
                Edit::new(place(&document, words), plain(replacement))
            })
            .collect();
        let written = apply(&bytes, &document, &edits).unwrap();
        let refused = written.refused.iter().map(|refusal| {
            let (words, _) = lines[refusal.index].split_once(" ⇒ ").unwrap();
            format!("{words}: {}", refusal.reason.message(Language::En))
        });
        let refused = refused.collect::<Vec<_>>().join("\n");
        failures
            .extend(case.compare(&[("written", body_of(&written.bytes)), ("refused", refused)]));
        // What is read again is the text with the edits in it.
        let mut expected = document.text.to_string();
        let mut made: Vec<_> = edits.iter().enumerate().collect();
        made.retain(|(index, _)| written.refused.iter().all(|it| it.index != *index));
        made.sort_by_key(|(_, edit)| std::cmp::Reverse(edit.range.start()));
        for (_, edit) in made {
            let made = super::package::written_for(&document, edit.range, &edit.replacement);
            expected.replace_range(edit.range.start()..edit.range.end(), &made);
        }
        let again = read(&written.bytes);
        assert!(
            again.problems.is_empty(),
            "{}: {:?}",
            case.name,
            again.problems
        );
        // The answer in a text box may make two runs one.
        assert_eq!(again.text, expected, "{}", case.name);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
