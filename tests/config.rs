//! `unfilled.toml`: what the keys do, which of them wins, and the words for every mistake (`fixtures/config/`).

use std::fs;
use std::path::Path;

use unfilled::config::{Config, FlagOverrides, ResolvedConfig, template};
use unfilled::filter::Policy;
use unfilled::rule::{RuleId, Severity, Stage};
use unfilled::text::{Language, Localized};
use unfilled::toml_file::SourceError;

use crate::filter::rule_set;

fn try_resolve(text: &str) -> Result<ResolvedConfig, Box<SourceError>> {
    let config = Config::parse("unfilled.toml", text)?;
    let mut rules = rule_set();
    config.add_word_rules(&mut rules)?;
    config.resolve(&rules)
}

fn resolve(text: &str) -> ResolvedConfig {
    try_resolve(text).unwrap()
}

/// The test rules that are on for `path`, with their severities.
fn on(config: &ResolvedConfig, path: &str, flags: &FlagOverrides) -> String {
    shown(&config.policy(path, flags))
}

fn shown(policy: &Policy) -> String {
    let rules = rule_set();
    let named = ["how-many", "mask", "blank"].map(|id| (id, rules.get(&RuleId::new(id)).unwrap()));
    let on = named.into_iter().filter_map(|(id, rule)| {
        let severity = policy.severity(rule)?;
        Some(format!("{id}={}", severity.name()))
    });
    on.collect::<Vec<_>>().join(" ")
}

fn flags(select: &[&str], ignore: &[&str]) -> FlagOverrides {
    let selectors = |names: &[&str]| {
        names
            .iter()
            .map(|name| rule_set().selector(name).unwrap())
            .collect()
    };
    FlagOverrides {
        select: selectors(select),
        ignore: selectors(ignore),
        min_severity: None,
        stage: None,
    }
}

#[test]
fn every_mistake_has_a_place_and_a_remedy_in_both_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/config");
    let mut cases = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let expected = |key: &str| {
            let prefix = format!("#@ {key} ");
            text.lines().find_map(|line| line.strip_prefix(&prefix))
        };
        let error = try_resolve(&text).expect_err(&path.display().to_string());
        assert_eq!(
            (error.file.as_str(), &error.source_text),
            ("unfilled.toml", &text)
        );
        let mistake = &error.mistake;
        let words = |language| {
            format!(
                "{}｜{}",
                mistake.message.get(language),
                mistake.help.get(language)
            )
        };
        let start = mistake.range.start();
        assert!(
            start >= text.rfind("#@").unwrap(),
            "{} has a place",
            path.display()
        );
        match expected("place") {
            None | Some("*") => {}
            Some(place) => assert_eq!(mistake.range.slice(&text), place, "{}", path.display()),
        }
        for (key, language) in [("zh", Language::Zh), ("en", Language::En)] {
            let (words, expected) = (words(language), expected(key).unwrap());
            assert!(words.starts_with(expected), "{}: {words}", path.display());
            assert!(!mistake.help.get(language).is_empty());
        }
        cases += 1;
    }
    assert!(cases >= 30, "only {cases} cases were read");
}

#[test]
fn deep_nesting_is_a_mistake_and_no_crash() {
    let deep = [
        format!("select = {}", "[".repeat(100_000)),
        format!("severity = {}", "{a=".repeat(100_000)),
        format!("{}a = 1", "a.".repeat(100_000)),
        format!("[{}a]", "a.".repeat(100_000)),
        format!("exclude = [\"{}\"]", "{".repeat(100_000)),
        format!("exclude = [\"{}\"]", "{".repeat(900)),
    ];
    for text in deep {
        assert!(try_resolve(&text).is_err(), "{}", &text[..20]);
    }
    let nested = format!("exclude = [\"{}a{}\"]", "{".repeat(450), "}".repeat(450));
    // Whether it is accepted or refused, it ends.
    drop(try_resolve(&nested));
}

#[test]
fn without_a_file_everything_is_on_and_nothing_is_left_out() {
    for config in [ResolvedConfig::default(), resolve("")] {
        let policy = config.policy("a/b.md", &FlagOverrides::default());
        assert_eq!(policy, Policy::default());
        assert!(!config.excludes("a/b.md", false) && !config.excludes("a", true));
        assert!(!config.includes("a/b.log"));
        assert_eq!((config.fail_on(), config.language()), (None, None));
    }
    let only = flags(&["mask"], &[]);
    assert_eq!(
        on(&ResolvedConfig::default(), "a.md", &only),
        "mask=warning"
    );
}

#[test]
fn the_file_sets_what_counts() {
    let config = resolve(
        "min_severity = 'info'\nfail_on = 'error'\nlanguage = 'zh'\nignore = ['blank']\n[severity]\nquantity = 'error'\nmask = 'off'\n",
    );
    assert_eq!(
        on(&config, "a.md", &FlagOverrides::default()),
        "how-many=error"
    );
    let policy = config.policy("a.md", &FlagOverrides::default());
    assert_eq!(policy.min_severity, Severity::Info);
    assert_eq!(config.fail_on(), Some(Severity::Error));
    assert_eq!(config.language(), Some(Language::Zh));
}

#[test]
fn later_overrides_win_over_earlier_ones_and_the_file() {
    let config = resolve(
        "ignore = ['how-many']
        [severity]
        blank = 'off'
        mask = 'info'
        [[override]]
        paths = ['templates/**', '*.tpl.md']
        ignore = ['all']
        select = []
        [[override]]
        paths = ['templates/final/']
        select = ['all']
        severity = { all = 'error' }
        min_severity = 'error'
        [[override]]
        paths = ['templates/final/x.md']
        ignore = ['all']
        ",
    );
    let none = FlagOverrides::default();
    let cases = [
        ("a.md", "mask=info"),
        ("other/templates/a.md", "mask=info"),
        ("templates/a.md", ""),
        ("other/a.tpl.md", ""),
        (
            "templates/final/a.md",
            "how-many=error mask=error blank=error",
        ),
        ("templates/final/x.md", ""),
    ];
    for (path, expected) in cases {
        assert_eq!(on(&config, path, &none), expected, "{path}");
    }
    let min_severity = |path: &str| config.policy(path, &none).min_severity;
    assert_eq!(min_severity("templates/final/a.md"), Severity::Error);
    assert_eq!(min_severity("a.md"), Severity::Warning);
}

#[test]
fn a_later_wide_ignore_wins_over_an_earlier_narrow_select() {
    let config = resolve(
        "select = ['how-many', 'mask']\n[[override]]\npaths = ['a']\nignore = ['quantity']\n\
         [[override]]\npaths = ['b']\nseverity = { mask = 'off' }\n\
         [[override]]\npaths = ['b/c']\nseverity = { mask = 'error' }\n",
    );
    let none = FlagOverrides::default();
    assert_eq!(on(&config, "x", &none), "how-many=warning mask=warning");
    assert_eq!(on(&config, "a", &none), "mask=warning");
    assert_eq!(on(&config, "b/x", &none), "how-many=warning");
    assert_eq!(on(&config, "b/c", &none), "how-many=warning mask=error");
}

#[test]
fn flags_win_over_the_file() {
    let config = resolve(
        "select = ['how-many', 'mask']\nignore = ['blank']\nmin_severity = 'error'\n[severity]\nblank = 'off'\nmask = 'error'\n",
    );
    let cases: [(&[&str], &[&str], &str); 5] = [
        (&[], &[], "how-many=warning mask=error"),
        (&["blank"], &[], "blank=warning"),
        (&["all"], &["quantity"], "mask=error blank=warning"),
        (&[], &["quantity"], "mask=error"),
        (&[], &["all"], ""),
    ];
    for (select, ignore, expected) in cases {
        assert_eq!(
            on(&config, "a.md", &flags(select, ignore)),
            expected,
            "{select:?} {ignore:?}"
        );
    }
    let loud = FlagOverrides {
        min_severity: Some(Severity::Info),
        ..FlagOverrides::default()
    };
    assert_eq!(config.policy("a.md", &loud).min_severity, Severity::Info);
}

#[test]
fn the_stage_is_a_setting_an_override_and_a_flag() {
    let config = resolve(
        "stage = 'draft'\n[[override]]\npaths = ['outbox/']\nstage = 'final'\n\
         [[override]]\npaths = ['outbox/*.tpl.docx']\nstage = 'draft'\n",
    );
    let sent = FlagOverrides {
        stage: Some(Stage::Final),
        ..FlagOverrides::default()
    };
    let stage = |path: &str, flags| config.policy(path, flags).stage;
    let none = FlagOverrides::default();
    assert_eq!(stage("a.docx", &none), Stage::Draft);
    assert_eq!(stage("outbox/a.docx", &none), Stage::Final);
    assert_eq!(stage("outbox/a.tpl.docx", &none), Stage::Draft);
    assert_eq!(stage("outbox/a.tpl.docx", &sent), Stage::Final);
    let all = resolve("stage = 'final'").policy("a.docx", &none);
    assert_eq!(all.stage, Stage::Final);
    assert_eq!(resolve("").policy("a.docx", &none).stage, Stage::Draft);
}

#[test]
fn path_patterns_are_those_of_gitignore() {
    // pattern, files that it matches, files that it does not
    let cases: [(&str, &[&str], &[&str]); 9] = [
        (
            "archive/**",
            &["archive/a.md", "archive/x/y.md"],
            &["archive", "x/archive/a.md"],
        ),
        (
            "archive",
            &["archive", "archive/a.md", "x/archive/a.md"],
            &["archives/a.md"],
        ),
        (
            "archive/",
            &["archive/a.md", "x/archive/y/a.md"],
            &["archive"],
        ),
        ("/archive", &["archive/a.md"], &["x/archive/a.md"]),
        ("./archive", &["archive/a.md"], &["x/archive/a.md"]),
        (
            "*.bak.md",
            &["a.bak.md", "x/y/a.bak.md"],
            &["a.md", "bak.md"],
        ),
        ("x/*.md", &["x/a.md"], &["x/y/a.md", "z/x/a.md"]),
        (
            "**/旧稿/*.{md,txt}",
            &["旧稿/a.md", "x/旧稿/a.txt"],
            &["旧稿/a.docx"],
        ),
        (
            "[第]*稿.docx",
            &["x/第一稿.docx"],
            &["x/一稿.docx", "x/第/一稿.docx"],
        ),
    ];
    for (pattern, matched, others) in cases {
        let config = resolve(&format!("exclude = ['{pattern}']\ninclude = ['{pattern}']"));
        for path in matched {
            assert!(config.excludes(path, false), "{pattern} {path}");
            assert!(config.includes(path), "{pattern} {path}");
        }
        for path in others {
            assert!(!config.excludes(path, false), "{pattern} {path}");
        }
    }
    let config = resolve("exclude = ['archive/**', 'build/', 'x/*.md']");
    for folder in ["archive", "archive/x", "build", "y/build"] {
        assert!(config.excludes(folder, true), "{folder}");
    }
    for folder in ["x", "y/archive", "builds"] {
        assert!(!config.excludes(folder, true), "{folder}");
    }
}

#[test]
fn rule_folders_are_plain_paths_below() {
    let text = "rules = ['house-rules', './a//b/', '规则']";
    let config = Config::parse("unfilled.toml", text).unwrap();
    assert_eq!(config.rule_folders(), ["house-rules", "a/b", "规则"]);
    let words = || Localized::new("没有这个文件夹", "there is no such folder");
    let error = config.rule_folder_error(1, words(), words());
    assert_eq!(error.mistake.range.slice(text), "'./a//b/'");
}

#[test]
fn the_template_changes_nothing_and_shows_every_key() {
    for language in [Language::Zh, Language::En] {
        let text = template(language);
        assert_eq!(
            resolve(text).policy("a.md", &FlagOverrides::default()),
            Policy::default()
        );
        let switched_on: String = text
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(rest) if !rest.starts_with([' ', '#']) => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let known = switched_on.replace("tbd", "mask");
        let config = resolve(&known);
        assert!(config.excludes("archive/a.md", false) && config.includes("x/a.log"));
        let keys = [
            "min_severity",
            "fail_on",
            "stage",
            "baseline",
            "language",
            "select",
            "ignore",
            "exclude",
            "include",
            "rules",
            "words",
            "delimiters",
            "severity",
            "allow",
            "override",
            "paths",
        ];
        for key in keys {
            assert!(
                text.lines()
                    .any(|line| line.trim_start_matches(['#', '[']).starts_with(key)),
                "{key}"
            );
        }
    }
}
