//! The JSON schemas in `schemas/`: they know the names that the readers know, and judge files as the program does.
//!
//! A reader is asked for its names by a name that nobody has: its mistake lists those that it knows. With `UPDATE_EXPECT=1`
//! the closed lists are written anew from there; keys and their descriptions are written by hand.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read files, and report by failing"
)]

mod vocabulary;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};
use unfilled::config::{Config, template};
use unfilled::rule::{RuleSet, Vocabulary, load};
use unfilled::text::Language;
use unfilled::toml_file::SourceError;

const RULE: &str = "schemas/rule.schema.json";
const SETTINGS: &str = "schemas/unfilled.schema.json";
const VOCABULARY: &str = "schemas/vocabulary.schema.json";
/// A name that is near to no other.
const NOBODY: &str = "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@";
/// The keys of rules that a list of words stands in place of.
const NOT_WITH_WORDS: [&str; 13] = [
    "pattern",
    "delimiters",
    "name",
    "node",
    "check",
    "keywords",
    "text",
    "together",
    "weak",
    "fix",
    "replace",
    "suggested",
    "fixed",
];
/// What a vocabulary has in common with rules.
const OF_BOTH: [&str; 7] = [
    "guard",
    "guards",
    "name",
    "node_kind",
    "node_kinds",
    "pattern",
    "profile",
];

/// Mistakes in settings that only the program sees: it knows the rules of the house and the rules for patterns of paths.
const BEYOND_SETTINGS: &[&str] = &[
    "allow-unknown-rule-in-override",
    "allow-unknown-rule",
    "delimiters-common",
    "delimiters-long",
    "override-unknown-rule",
    "pattern-broken",
    "unknown-category",
    "unknown-rule-severity",
    "unknown-rule",
    "words-name-taken",
    "words-named-like-a-category",
];
/// Mistakes in rules that only the program sees: what patterns and examples mean, and what a keyword costs.
const BEYOND_RULES: &[&str] = &[
    "bad-does-not-fire",
    "bad-fires-elsewhere",
    "bad-pattern",
    "bad-without-marks",
    "common-keyword",
    "delimiters-common",
    "delimiters-one-sided",
    "delimiters-several-names",
    "empty-match",
    "good-fires",
    "keyword-not-in-match",
    "nothing-to-look-for",
    "pattern-far-too-large",
    "pattern-grows",
    "pattern-too-large",
    "unicode-word-boundary",
    "unknown-group",
    "unknown-guard",
    "unknown-list",
    "words-common",
    "words-good-fires",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(name)).unwrap()).unwrap()
}

fn validator(name: &str) -> Validator {
    let schema = schema(name);
    assert!(jsonschema::meta::is_valid(&schema), "{name} is a schema");
    jsonschema::validator_for(&schema).unwrap()
}

fn load_settings(text: &str) -> Result<(), Box<SourceError>> {
    Config::parse("unfilled.toml", text).map(drop)
}

fn load_rule(text: &str) -> Result<(), Box<SourceError>> {
    load("rule.toml", text, None, &Vocabulary::builtin()).map(drop)
}

/// The names that `load` knows where `before` and `after` stand round one that nobody has.
fn known_by(
    load: fn(&str) -> Result<(), Box<SourceError>>,
    (before, after): (&str, &str),
) -> BTreeSet<String> {
    let text = format!("{before}\"{NOBODY}\"{after}");
    let mistake = load(&text).unwrap_err().mistake;
    let names = mistake.help.en.strip_prefix("known names: ");
    let names = names.unwrap_or_else(|| panic!("{text}\n{mistake:?}"));
    names.split(", ").map(str::to_owned).collect()
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

/// A rule file of the older kind, whose last entry is open for more keys.
fn rule_text(more: &str) -> String {
    format!(
        "id = 'a'\nlanguages = []\nseverity = 'error'\ncategory = 'mask'\npattern = 'a'\nkeywords = ['a']\n\
         bad = ['a', 'a', 'a']\ngood = ['a', 'a', 'a']\nmessage = {{ zh = '', en = '' }}\nhelp = {{ zh = '', en = '' }}\n{more}"
    )
}

/// The schemas with their closed lists as the readers have them.
fn with_current_names() -> [(&'static str, Value); 3] {
    let (mut rule, mut settings) = (schema(RULE), schema(SETTINGS));
    let mut vocabulary = schema(VOCABULARY);
    let node = "id = 'a'\nlanguages = []\nseverity = 'error'\ncategory = 'mask'\n";
    let of_rules = [
        ("severity", "id = 'a'\nwords = ['a']\nseverity = ", ""),
        ("category", "id = 'a'\nwords = ['a']\ncategory = ", ""),
        ("node_kind", &format!("{node}node = "), ""),
        ("check", &format!("{node}check = "), ""),
        (
            "profile",
            "id = 'a'\nwords = ['a']\nunless = [{ document = ",
            " }]",
        ),
        (
            "example_format",
            "id = 'a'\nwords = ['a']\ngood = [{ text = '', format = ",
            " }]",
        ),
    ];
    for (name, before, after) in of_rules {
        rule["definitions"][name]["enum"] = json!(known_by(load_rule, (before, after)));
    }
    let of_settings = [
        ("severity", "fail_on = "),
        ("language", "language = "),
        ("stage", "stage = "),
        ("severity_or_off", "[severity]\nall = "),
    ];
    for (name, before) in of_settings {
        settings["definitions"][name]["enum"] = json!(known_by(load_settings, (before, "")));
    }
    let rules = RuleSet::builtin().unwrap();
    let names: BTreeSet<&str> = rules.selector_names().collect();
    settings["definitions"]["rule_name"]["anyOf"][0]["enum"] = json!(names);
    // Settings hold rules of words; what these are is said once.
    let words_rule = &mut settings["definitions"]["words_rule"];
    words_rule["required"] = json!(["id", "words"]);
    words_rule["additionalProperties"] = json!(false);
    words_rule["properties"] = rule["properties"].clone();
    let properties = words_rule["properties"].as_object_mut().unwrap();
    properties.retain(|key, _| !NOT_WITH_WORDS.contains(&key.as_str()));
    for (name, definition) in rule["definitions"].as_object().unwrap() {
        if name != "check" {
            settings["definitions"][name] = definition.clone();
        }
    }
    for name in OF_BOTH {
        vocabulary["definitions"][name] = rule["definitions"][name].clone();
    }
    [(RULE, rule), (SETTINGS, settings), (VOCABULARY, vocabulary)]
}

#[test]
fn closed_lists_are_those_of_the_readers() {
    for (name, current) in with_current_names() {
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let text = serde_json::to_string_pretty(&current).unwrap() + "\n";
            fs::write(root().join(name), text).unwrap();
        }
        assert!(
            schema(name) == current,
            "{name} is out of date: UPDATE_EXPECT=1 cargo test -p unfilled-schemas"
        );
    }
}

#[test]
fn keys_are_those_of_the_readers() {
    let (rule, settings) = (schema(RULE), schema(SETTINGS));
    let mut of_settings = known_by(load_settings, ("", " = 1"));
    assert_eq!(keys(&settings["properties"]), of_settings);
    of_settings = known_by(load_settings, ("[[override]]\npaths = ['a']\n", " = 1"));
    let one_override = &settings["properties"]["override"]["items"]["properties"];
    assert_eq!(keys(one_override), of_settings);
    of_settings = known_by(
        load_settings,
        ("[[words]]\nid = 'a'\nwords = ['a']\n", " = 1"),
    );
    of_settings.retain(|key| !NOT_WITH_WORDS.contains(&key.as_str()));
    assert_eq!(
        keys(&settings["definitions"]["words_rule"]["properties"]),
        of_settings
    );

    let of_rule = |more: &str, after| known_by(load_rule, (&rule_text(more), after));
    assert_eq!(keys(&rule["properties"]), of_rule("", " = 1"));
    let guard = &rule["definitions"]["guard"]["properties"];
    assert_eq!(keys(guard), of_rule("unless = [{ ", " = 1 }]"));
    let words = "id = 'a'\nwords = ['a']\n";
    let localized = known_by(
        load_rule,
        (&format!("{words}help = {{ zh = '', en = '', "), " = 1 }"),
    );
    assert_eq!(
        keys(&rule["definitions"]["localized"]["properties"]),
        localized
    );
    let example = known_by(
        load_rule,
        (
            &format!("{words}bad = [{{ format = 'text', text = '', "),
            " = 1 }]",
        ),
    );
    assert_eq!(
        keys(&rule["definitions"]["example"]["anyOf"][1]["properties"]),
        example
    );
}

#[test]
fn every_description_is_in_both_languages() {
    fn check(value: &Value, place: &str, seen: &mut usize) {
        if let Some(description) = value.get("description").and_then(Value::as_str) {
            let (en, zh) = description.split_once("\n\n").expect(place);
            assert!(en.is_ascii(), "{place}: {en}");
            assert!(
                zh.chars().any(|c| ('一'..='龥').contains(&c)),
                "{place}: {zh}"
            );
            *seen += 1;
        }
        let inside: Vec<(String, &Value)> = match value {
            Value::Object(map) => map
                .iter()
                .map(|(key, value)| (key.clone(), value))
                .collect(),
            Value::Array(list) => list.iter().map(|value| (String::new(), value)).collect(),
            _ => return,
        };
        for (key, value) in inside {
            check(value, &format!("{place}/{key}"), seen);
        }
    }
    for name in [RULE, SETTINGS, VOCABULARY] {
        let schema = schema(name);
        let mut seen = 0;
        // A marked example is shown with its marks.
        let text = schema.to_string().replace(['⟦', '⟧'], "");
        check(&serde_json::from_str(&text).unwrap(), name, &mut seen);
        assert!(seen > 20, "{name}: {seen}");
        for (key, property) in schema["properties"].as_object().unwrap() {
            assert!(
                property["description"].is_string(),
                "{name} tells what {key} is"
            );
        }
    }
}

fn toml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            toml_files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            found.push(path);
        }
    }
    found.sort();
}

fn files_in(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    toml_files(&root().join(folder), &mut found);
    assert!(found.len() > 5, "{folder}");
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    found.into_iter().map(read).collect()
}

fn assert_valid(validator: &Validator, name: &str, text: &str) {
    let value: Value = toml::from_str(text).unwrap();
    let mistakes: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(mistakes.is_empty(), "{name}: {mistakes:?}");
}

/// Hold that the schema finds fault with each file but those named in `beyond`, and with none of these.
fn assert_mistakes(validator: &Validator, folder: &str, beyond: &[&str]) {
    let mut unseen = BTreeSet::new();
    for (name, text) in files_in(folder) {
        // Bad TOML is seen before any schema is asked.
        let Ok(value) = toml::from_str::<Value>(&text) else {
            continue;
        };
        if validator.is_valid(&value) {
            unseen.insert(name);
        }
    }
    let beyond: BTreeSet<String> = beyond.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(unseen, beyond, "{folder}: what only the program sees");
}

#[test]
fn good_rules_are_valid_and_bad_ones_are_not() {
    let validator = validator(RULE);
    let mut built_in = files_in("rules");
    built_in.retain(|(name, _)| name != "vocabulary");
    assert!(built_in.len() > 100);
    for (name, text) in built_in.iter().chain(&files_in("fixtures/rule-proofs")) {
        assert_valid(&validator, name, text);
    }
    assert_mistakes(&validator, "fixtures/rule-mistakes", BEYOND_RULES);
}

#[test]
fn good_settings_are_valid_and_bad_ones_are_not() {
    let validator = validator(SETTINGS);
    for language in [Language::Zh, Language::En] {
        let template = template(language);
        assert_valid(&validator, "template", template);
        // The template explains every setting behind a `#` without a space.
        let on: String = template
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(setting) if !setting.starts_with([' ', '#']) => format!("{setting}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        assert_valid(&validator, "template, switched on", &on);
        let value: Value = toml::from_str(&on).unwrap();
        assert_eq!(keys(&value), keys(&schema(SETTINGS)["properties"]));
    }
    assert_mistakes(&validator, "fixtures/config", BEYOND_SETTINGS);
}

#[test]
fn single_values_are_judged_as_the_program_judges_them() {
    let (settings, rules) = (validator(SETTINGS), validator(RULE));
    let paths = [
        "a", "a/", "/a", "./a", "**", "*.md", ".x", "..x", "a..", "a/..b", "{a,b}/*", "[!a]", "…",
        "", ".", "./", "/", "//", "..", "../a", "a/..", "a/../b", "!a", "a\\b",
    ];
    let folders = [
        "a", "a/b", "./a", "a/", "a//b", ".a", "..a", "a..", "a/./b", "规则", "", ".", "./", "./.",
        "..", "../a", "a/..", "a/../b", "/a", "~", "~/a", "C:/a", "a\\b", "a:b",
    ];
    let phrases = [
        "a",
        " a ",
        "以*为准",
        "\\*",
        "？",
        "*",
        "?",
        " ",
        "",
        "* *",
        "**?",
        "\u{3000}",
    ];
    let mut cases: Vec<String> = Vec::new();
    cases.extend(paths.map(|path| format!("exclude = ['{path}']")));
    cases.extend(folders.map(|folder| format!("rules = ['{folder}']")));
    cases.extend(folders.map(|file| format!("baseline = '{file}'")));
    cases.extend(phrases.map(|phrase| format!("allow = ['{phrase}']")));
    cases.extend([200, 201].map(|length| format!("allow = ['{}']", "长".repeat(length))));
    for case in &cases {
        let value: Value = toml::from_str(case).unwrap();
        let (loads, valid) = (load_settings(case).is_ok(), settings.is_valid(&value));
        assert_eq!(loads, valid, "{case}");
    }
    for id in ["a", "a-1", "a--", "A", "1a", "-a", "a_b", "规则", ""] {
        let text = format!("id = '{id}'\nwords = ['a']");
        let value: Value = toml::from_str(&text).unwrap();
        assert_eq!(load_rule(&text).is_ok(), rules.is_valid(&value), "{id}");
    }
}
