//! The rule format as a rule author meets it: each guard and feature proven by a rule file, each mistake shown at its place.

use std::fs;
use std::path::PathBuf;

use unfilled::linter;
use unfilled::rule::{self, Rule, Vocabulary};
use unfilled::toml_file::{Mistake, SourceError};

fn files(folder: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(folder);
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    assert!(files.len() > 5);
    files
}

fn vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::builtin();
    vocabulary.add_list("measure", "次\n人\n户\n份\n# a comment\n人次\n场次\n");
    let text = include_str!("../fixtures/vocabulary.toml");
    vocabulary.read("vocabulary.toml", text).unwrap();
    vocabulary
}

fn load(file: &str, text: &str) -> Result<Rule, Box<SourceError>> {
    rule::load(file, text, None, &vocabulary())
}

#[test]
fn features_of_the_format_hold() {
    for (file, text) in files("rule-proofs") {
        let rule =
            load(&file, &text).unwrap_or_else(|error| panic!("{error}: {:?}", error.mistake));
        let mistakes = linter::prove(&rule);
        let shown: Vec<_> = mistakes
            .iter()
            .map(|m| format!("{} {}", m.message.en, m.help.en))
            .collect();
        assert!(mistakes.is_empty(), "{file}:\n{}", shown.join("\n"));
    }
}

#[test]
fn every_mistake_is_shown_at_its_place_in_both_languages() {
    for (file, text) in files("rule-mistakes") {
        let mistake = match load(&file, &text) {
            Err(error) => error.mistake,
            Ok(rule) => linter::prove(&rule)
                .into_iter()
                .next()
                .unwrap_or_else(|| panic!("{file} is without mistake")),
        };
        assert_expected(&mistake, &file, &text);
    }
}

#[test]
fn every_mistake_in_a_vocabulary_is_shown_at_its_place_in_both_languages() {
    for (file, text) in files("vocabulary-mistakes") {
        let error = vocabulary().read(&file, &text).unwrap_err();
        assert_eq!(error.file, file);
        assert_expected(&error.mistake, &file, &text);
    }
}

/// Hold that `mistake` is the one that the head of the file says.
fn assert_expected(mistake: &Mistake, file: &str, text: &str) {
    let expected = |key: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(&format!("# {key}:")))
            .unwrap();
        line.trim().to_owned()
    };
    assert!(
        mistake.message.zh.contains(&expected("zh")),
        "{file}: {}",
        mistake.message.zh
    );
    assert!(
        mistake.message.en.contains(&expected("en")),
        "{file}: {}",
        mistake.message.en
    );
    assert!(
        !mistake.help.zh.is_empty() && !mistake.help.en.is_empty(),
        "{file} has no help"
    );
    let place = expected("place");
    if !place.is_empty() {
        assert_eq!(mistake.range.slice(text), place, "{file}");
    }
}

#[test]
fn a_vocabulary_of_ones_own_is_added_to_the_built_in_one() {
    let own = "[parts]\nown = '{measure}{time-unit}'\nsign = 'Q'";
    let mut vocabulary = Vocabulary::builtin();
    let before = vocabulary.clone();
    vocabulary.read("vocabulary.toml", own).unwrap();
    let (before, after) = (before.terms(), vocabulary.terms());
    let written = regex::Regex::new(&after.parts["own"].pattern).unwrap();
    assert!(written.is_match("人次小时") && !written.is_match("人次户"));
    assert_eq!(after.parts["sign"].pattern, "Q", "one's own comes first");
    // What is built in stays as it is, though it is written with what has been replaced.
    assert_eq!(after.fillers, before.fillers);
    let others = |name: &&String| *name != "sign" && *name != "own";
    for name in before.parts.keys().filter(others) {
        assert_eq!(after.parts[name], before.parts[name]);
    }
}
