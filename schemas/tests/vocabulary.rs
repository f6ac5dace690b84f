//! The schema of `vocabulary.toml`.

use std::fs;

use unfilled::rule::Vocabulary;
use unfilled::toml_file::SourceError;

use super::{VOCABULARY, assert_mistakes, assert_valid, keys, known_by, root, schema, validator};

/// Mistakes in a vocabulary that only the program sees: what names and patterns mean.
const BEYOND_VOCABULARIES: &[&str] = &[
    "broken-part",
    "guards-in-a-circle",
    "list-and-part",
    "long-part",
    "part-of-itself",
    "parts-in-a-circle",
    "unknown-guard",
    "unknown-part",
    "word-boundary",
];

fn load_vocabulary(text: &str) -> Result<(), Box<SourceError>> {
    Vocabulary::builtin().read("vocabulary.toml", text)
}

#[test]
fn keys_of_a_vocabulary_are_those_of_the_reader() {
    let vocabulary = schema(VOCABULARY);
    let known = |before: &str, after: &str| known_by(load_vocabulary, (before, after));
    assert_eq!(keys(&vocabulary["properties"]), known("", " = 1"));
    let fillers = &vocabulary["properties"]["fillers"]["properties"];
    let both = "fillers = { firm = 'a', weak = 'a', ";
    assert_eq!(keys(fillers), known(both, " = 1 }"));
    let part = &vocabulary["definitions"]["part"]["anyOf"][1]["properties"];
    let one = "parts = { a = { pattern = 'a', ";
    assert_eq!(keys(part), known(one, " = 1 } }"));
}

#[test]
fn good_vocabularies_are_valid_and_bad_ones_are_not() {
    let validator = validator(VOCABULARY);
    for name in ["rules/vocabulary.toml", "fixtures/vocabulary.toml"] {
        let text = fs::read_to_string(root().join(name)).unwrap();
        assert_valid(&validator, name, &text);
    }
    assert_mistakes(
        &validator,
        "fixtures/vocabulary-mistakes",
        BEYOND_VOCABULARIES,
    );
}
