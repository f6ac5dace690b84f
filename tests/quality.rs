//! How well the whole linter does on the labelled documents under `fixtures/quality/`, written down in `QUALITY.md`.
//!
//! A change that finds more, or raises other alarms, changes that table; with `UPDATE_EXPECT=1` it is written anew.

mod documents;
mod marks;
mod score;
mod table;

use std::fs;
use std::path::Path;

use unfilled::linter::Linter;
use unfilled::rule::{Category, RuleSet};

use score::Scored;

fn scored() -> (RuleSet, Vec<Scored>) {
    let rules = RuleSet::builtin().unwrap();
    let linter = Linter::new(rules.clone());
    let scored = documents::all()
        .into_iter()
        .map(|document| Scored::new(document, &linter))
        .collect();
    (rules, scored)
}

#[test]
fn the_table_shows_the_quality_as_it_is() {
    let (rules, scored) = scored();
    let table = table::table(&scored, &rules);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("QUALITY.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &table).unwrap();
        return;
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let differs = committed.lines().zip(table.lines()).find(|(a, b)| a != b);
    assert!(
        committed == table,
        "QUALITY.md does not show the quality as it is now; the first other line (committed, now): {differs:?}\n\
         Write it anew with `UPDATE_EXPECT=1 cargo test quality`, then read the difference."
    );
}

#[test]
fn there_are_documents_enough_to_measure() {
    let documents = documents::all();
    let labels: Vec<_> = documents.iter().flat_map(|d| &d.marked.labels).collect();
    assert!(documents.len() >= 60, "{} documents", documents.len());
    let required = labels.iter().filter(|label| label.category.is_some());
    assert!(required.count() >= 1500);
    for category in Category::ALL {
        let labelled = labels.iter().any(|label| label.category == Some(*category));
        assert!(labelled, "no place is labelled {}", category.name());
    }
    for document in &documents {
        let required = document
            .marked
            .labels
            .iter()
            .any(|label| label.category.is_some());
        assert_eq!(required, !document.finished, "{}", document.name);
    }
}
