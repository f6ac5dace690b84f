//! How well the whole linter does on the labelled documents under `fixtures/quality/`, written down in `QUALITY.md`.
//!
//! A change that finds more, or raises other alarms, changes that table; with `UPDATE_EXPECT=1` it is written anew. A second part of
//! it tells of single leftovers and of gaps that are put into the finished documents.

mod documents;
mod fillers;
mod frames;
mod leftovers;
mod marks;
mod planted;
mod planting;
mod score;
mod table;

use std::fs;
use std::path::Path;

use unfilled::linter::Linter;
use unfilled::rule::{Category, RuleSet};

use documents::{LANGUAGES, Labelled};
use fillers::{ANY, Fillers, INVENTORIES};
use planting::Ground;
use score::Scored;

#[test]
fn the_table_shows_the_quality_as_it_is() {
    let rules = RuleSet::builtin().unwrap();
    let linter = Linter::new(rules.clone());
    let scored: Vec<Scored> = documents::all()
        .into_iter()
        .map(|document| Scored::new(document, &linter))
        .collect();
    let labelled: Vec<&Labelled> = scored.iter().map(|one| &one.labelled).collect();
    let leftovers = leftovers::section(&labelled, &linter);
    let planted = planted::section(&labelled, &linter);
    let table = table::table(&scored, &rules, &(leftovers + &planted));
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

#[test]
fn fillers_are_named_for_frames_that_there_are_and_in_one_inventory() {
    let documents = documents::all();
    let documents: Vec<&Labelled> = documents.iter().collect();
    for language in LANGUAGES {
        let frames = frames::frames(language);
        let inventories = INVENTORIES.map(|inventory| Fillers::read(inventory, language));
        for fillers in &inventories {
            assert!(fillers.all().len() >= 40);
            for name in fillers.frames() {
                let is_known = name == ANY || frames.iter().any(|frame| frame.name == name);
                assert!(is_known, "{name} is no frame");
                let twice = fillers
                    .of(name)
                    .find(|it| name != ANY && fillers.of(ANY).any(|any| any == *it));
                assert_eq!(twice, None, "fills all frames, and {name} again");
            }
        }
        let [known, held_back] = inventories.each_ref().map(Fillers::all);
        let in_both = known.iter().find(|it| held_back.contains(it));
        assert_eq!(in_both, None);
        assert!(Ground::all(&documents, language, &frames).len() >= 8);
    }
}
