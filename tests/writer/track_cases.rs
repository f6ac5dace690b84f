//! The cases under `fixtures/writer/track`: a body, edits as `words ⇒ other words`, and the body with these as tracked changes. Whatever
//! it is, who accepts all changes has what is written without tracking, and who rejects them has the text as it was.

use regex::Regex;
use unfilled::document::{Edit, NodeKind};
use unfilled::text::Language;
use unfilled::writer::{Manner, Revision, apply, apply_as};

use super::package::{Case, body_of, package, place, plain, read};

const AUTHOR: &str = "陈\"会\" & <co>";

fn tracked() -> Manner {
    Manner {
        tracked: Some(Revision {
            author: AUTHOR.to_owned(),
            seconds: 1_772_352_300,
        }),
        ..Manner::default()
    }
}

/// The body when all changes of ours are rejected.
fn rejected(body: &str) -> String {
    let ours =
        r#"[^>]* w:author="陈&quot;会&quot; &amp; &lt;co&gt;" w:date="2026-03-01T08:05:00Z">"#;
    let inserted = Regex::new(&format!(r"(?s)<w:ins{ours}.*?</w:ins>")).unwrap();
    let body = inserted.replace_all(body, "");
    let struck = Regex::new(&format!(r"(?s)<w:del{ours}(.*?)</w:del>")).unwrap();
    let back = struck.replace_all(&body, |found: &regex::Captures<'_>| {
        found[1].replace("w:delText", "w:t")
    });
    back.into_owned()
}

#[test]
fn every_case_is_tracked_as_expected() {
    let mut failures = Vec::new();
    let change_ids = Regex::new(r#"<w:(?:ins|del) w:id="(\d+)""#).unwrap();
    for case in Case::all("track") {
        let name = &case.name;
        let bytes = package(case.section("body"), &case.parts());
        let document = read(&bytes);
        let lines: Vec<&str> = case.section("edits").lines().collect();
        let edits = lines.iter().map(|line| {
            let (words, replacement) = line.split_once(" ⇒ ").unwrap();
            Edit::new(place(&document, words), plain(replacement))
        });
        let edits: Vec<Edit> = edits.collect();
        let written = apply_as(&bytes, &document, &edits, &tracked()).unwrap();
        let refused = written.refused.iter().map(|refusal| {
            let (words, _) = lines[refusal.index].split_once(" ⇒ ").unwrap();
            format!("{words}: {}", refusal.reason.message(Language::En))
        });
        let refused = refused.collect::<Vec<_>>().join("\n");
        let body = body_of(&written.bytes);
        failures.extend(case.compare(&[("tracked", body.clone()), ("refused", refused)]));

        let again = read(&written.bytes);
        assert!(again.problems.is_empty(), "{name}: {:?}", again.problems);
        let made: Vec<Edit> = edits
            .into_iter()
            .enumerate()
            .filter(|(index, _)| written.refused.iter().all(|it| it.index != *index))
            .map(|(_, edit)| edit)
            .collect();
        let plainly = apply(&bytes, &document, &made).unwrap();
        assert_eq!(again.text, read(&plainly.bytes).text, "{name}: accepted");
        let rejected = read(&package(&rejected(&body), &case.parts()));
        assert_eq!(rejected.text, document.text, "{name}: rejected");
        let author = AUTHOR;
        let mut nodes = again.nodes.iter().filter(|node| {
            let is_change = matches!(node.kind, NodeKind::Insertion | NodeKind::Deletion);
            is_change
                && node
                    .detail
                    .as_ref()
                    .is_some_and(|it| it.starts_with(author))
        });
        assert_eq!(nodes.next().is_none(), made.is_empty(), "{name}: nodes");
        let mut numbers: Vec<String> = change_ids
            .captures_iter(&body)
            .map(|found| found[1].to_owned())
            .collect();
        let count = numbers.len();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), count, "{name}: {numbers:?}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
