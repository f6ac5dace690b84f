//! Chinese sentences hold no English words but names and what a person has to type.
//!
//! The literals in the source are read, since no test meets every message; and the program's own output, since words come into a
//! sentence from elsewhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;
use unfilled::config::template;
use unfilled::finding::general_words;
use unfilled::rule::{Category, RuleSet, Severity};
use unfilled::text::Language;

/// Names of programs, formats, units and keys.
const NAMES: &[&str] = &[
    "unfilled",
    "Excel",
    "CSV",
    "ODT",
    "ODS",
    "ODP",
    "OFD",
    "RTF",
    "EPUB",
    "OCR",
    "Office",
    "LibreOffice",
    "xlsx",
    "PowerPoint",
    "xls",
    "Word",
    "WPS",
    "Markdown",
    "JSON",
    "XML",
    "JUnit",
    "SARIF",
    "Checkstyle",
    "TOML",
    "PDF",
    "DTD",
    "UTF",
    "UTC",
    "GitHub",
    "Actions",
    "GitLab",
    "Jenkins",
    "Azure",
    "reviewdog",
    "git",
    "Git",
    "LFS",
    "Windows",
    "KiB",
    "MiB",
    "GiB",
    "MB",
    "F9",
    "Ctrl",
    "Shift",
    "Alt",
    "docx",
    "txt",
    "md",
];

/// What a person types: commands, values of options, keys and values of settings and rules.
const TYPED: &[&str] = &[
    "check",
    "annotate",
    "fix",
    "worksheet",
    "fill",
    "baseline",
    "rules",
    "explain",
    "test",
    "init",
    "text",
    "completions",
    "man",
    "help",
    "error",
    "warning",
    "info",
    "off",
    "all",
    "zh",
    "en",
    "auto",
    "always",
    "never",
    "human",
    "concise",
    "html",
    "json",
    "jsonl",
    "github",
    "sarif",
    "gitlab",
    "rdjson",
    "rdjsonl",
    "junit",
    "checkstyle",
    "bash",
    "zsh",
    "fish",
    "powershell",
    "elvish",
    "true",
    "false",
    "before",
    "after",
    "clause",
    "sentence",
    "paragraph",
    "matched",
    "lacks",
    "document",
    "in",
    "keywords",
    "unless",
    "allow",
    "words",
    "lists",
    "lfs",
    "pull",
    "draft",
    "final",
    "archive",
    "select",
    "ignore",
    "override",
    "RUST_BACKTRACE",
];

/// Faults that messages give as examples.
const EXAMPLES: &[&str] = &["N", "XX", "TODO", "X"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The English words in a Chinese text. What stands in quotation marks or a list of what can be typed, options, and names with signs or digits in them, as
/// those of files and rules are, do not count; nor does a text that begins in English and only quotes Chinese.
fn english_words(text: &str) -> Vec<String> {
    let left_out = Regex::new(
        r#"`[^`]*`|\\+f[A-Z]|可以写：.*|[a-z_]+ = |\(\?<\w+>|“[^”]*”|"[^"]*"|\{[^{}]*\}|<!--.*?-->|https?://\S+|(^|[^\w-])--?[A-Za-z][\w-]*"#,
    )
    .unwrap();
    let text = left_out.replace_all(text, " ");
    let word = Regex::new(r"[A-Za-z0-9_.\-/*:=+#]*[A-Za-z][A-Za-z0-9_.\-/*:=+#]*").unwrap();
    let words: Vec<&str> = word.find_iter(&text).map(|found| found.as_str()).collect();
    let letters = text
        .chars()
        .filter(|c| is_han(*c) || c.is_ascii_alphabetic());
    let (mut first, han) = (letters.clone(), letters.filter(|c| is_han(*c)).count());
    if !first.next().is_some_and(is_han) && han < words.len() {
        return Vec::new();
    }
    let is_sign = |c: char| c.is_ascii_digit() || "_.-/*:=+#".contains(c);
    let known = |word: &str| {
        [NAMES, TYPED, EXAMPLES]
            .iter()
            .any(|list| list.contains(&word))
    };
    words
        .into_iter()
        .map(|word| word.trim_end_matches(|c| ".:-".contains(c)))
        .filter(|word| !known(word) && !word.contains(is_sign))
        .map(str::to_owned)
        .collect()
}

#[track_caller]
fn assert_chinese(text: &str, place: &str) {
    let words = english_words(text);
    assert!(words.is_empty(), "{place}: {words:?} in {text}");
}

/// The string literals in a Rust source without its tests.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let token = Regex::new(
        r#"(?s)//[^\n]*|'(?:\\.[^']*|[^'\\])'|r#"(.*?)"\#|r"([^"]*)"|"((?:\\.|[^"\\])*)""#,
    )
    .unwrap();
    let found = token.captures_iter(source).filter_map(|found| {
        let literal = found.get(1).or(found.get(2)).or(found.get(3))?;
        Some(literal.as_str().replace("\\n", "\n").replace("\\\"", "\""))
    });
    found.collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn an_english_word_is_seen() {
    assert_eq!(
        english_words("找不到 file，用 unfilled rules 查看"),
        ["file"]
    );
    assert_eq!(
        english_words("TOML 语法有误：unclosed array"),
        ["unclosed", "array"]
    );
    assert!(english_words("加上 --min-severity info，见 `select` 和 unfilled.toml").is_empty());
    assert!(english_words("figures that are open, such as 多少次 here").is_empty());
    assert_eq!(literals("let a = ('\"', \"b\\n\"); // \"c\""), ["b\n"]);
}

#[test]
fn no_chinese_sentence_in_the_source_holds_english_words() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut seen = 0;
    for path in files {
        // What the scanner looks for, and lists of characters, are no sentences.
        if path.starts_with(root().join("src/scan")) || path.ends_with("text/rarity.rs") {
            continue;
        }
        for literal in literals(&fs::read_to_string(&path).unwrap()) {
            if literal.contains(is_han) {
                assert_chinese(&literal, &path.display().to_string());
                seen += 1;
            }
        }
    }
    assert!(seen > 300, "only {seen} texts were read");
}

#[test]
fn no_rule_category_or_setting_is_explained_in_english_words() {
    for rule in RuleSet::builtin().unwrap().iter() {
        let (message, help) = general_words(rule, Language::Zh);
        assert_chinese(&message, rule.id.as_str());
        assert_chinese(&help, rule.id.as_str());
    }
    for category in Category::ALL {
        assert_chinese(category.label(Language::Zh), category.name());
    }
    for severity in Severity::ALL {
        assert_chinese(severity.label(Language::Zh), severity.name());
    }
    for line in template(Language::Zh)
        .lines()
        .filter(|line| line.starts_with("# "))
    {
        assert_chinese(line, "unfilled.toml");
    }
}

/// What the program prints on both streams, without excerpts of files.
fn said(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_unfilled"))
        .current_dir(root().join("fixtures/cmd/site"))
        .args(args)
        .args(["--lang", "zh"])
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let both = [output.stdout, output.stderr].concat();
    let both = String::from_utf8(both).unwrap();
    let is_excerpt = |line: &str| line.contains(['│', '┌', '╭']);
    both.lines()
        .filter(|line| !is_excerpt(line))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn help_and_manual_hold_no_english_words() {
    let commands = [
        "check",
        "annotate",
        "fix",
        "worksheet",
        "fill",
        "baseline",
        "rules",
        "explain",
        "test",
        "init",
        "text",
        "completions",
        "man",
        "help",
    ];
    for command in commands {
        for line in said(&[command, "--help"]).lines() {
            assert_chinese(line, command);
        }
    }
    for text in [said(&[]), said(&["--help"])] {
        for line in text.lines() {
            assert_chinese(line, "help");
        }
    }
    let font = Regex::new(r"\\f[A-Z]").unwrap();
    let page = said(&["man"]);
    let lines = page
        .lines()
        .filter(|line| !line.starts_with('.') || line.starts_with(".SH"));
    for line in lines {
        let line = font
            .replace_all(line, "")
            .replace("\\-", "-")
            .replace("\\&", "");
        assert_chinese(line.trim_start_matches(".SH"), "man");
        // A line of nothing but English is no sentence about Chinese, so the headings are looked at by themselves.
        assert!(!line.starts_with(".SH") || line.contains(is_han), "{line}");
    }
}

#[test]
fn mistakes_are_told_without_english_words() {
    for folder in ["fixtures/config", "fixtures/rule-mistakes"] {
        let mut cases = 0;
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_str().unwrap();
            let text = match folder {
                "fixtures/config" => said(&["check", "docs", "--config", name]),
                _ => said(&["test", name]),
            };
            for line in text.lines() {
                assert_chinese(&line.replace(name, ""), name);
            }
            cases += 1;
        }
        assert!(cases > 20, "{folder}: {cases}");
    }
}
