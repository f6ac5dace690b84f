//! The rule format as a rule author meets it: each guard and feature proven by a rule file, each mistake shown at its place.

use std::fs;
use std::path::PathBuf;

use unfilled::linter;
use unfilled::rule::{self, Lists, Rule};
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

fn load(file: &str, text: &str) -> Result<Rule, Box<SourceError>> {
    let mut lists = Lists::builtin();
    lists.add("measure", "次\n人\n户\n份\n# a comment\n人次\n场次\n");
    rule::load(file, text, None, &lists)
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
        let expected = |key: &str| {
            let line = text
                .lines()
                .find_map(|line| line.strip_prefix(&format!("# {key}:")))
                .unwrap();
            line.trim().to_owned()
        };
        let mistake: Mistake = match load(&file, &text) {
            Err(error) => error.mistake,
            Ok(rule) => linter::prove(&rule)
                .into_iter()
                .next()
                .unwrap_or_else(|| panic!("{file} is without mistake")),
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
            assert_eq!(mistake.range.slice(&text), place, "{file}");
        }
    }
}
