//! The recipes for build servers in `docs/ci/`: both languages show the same one, and its checks run as shown.
//!
//! That the files around the checks are well formed, `.ci/packages/lint` and the scripts beside it see.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_unfilled");
const CHINESE: &str = ".zh-CN.md";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The pages in English, by name, each with its twin in Chinese.
fn pages() -> Vec<(String, String, String)> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(root().join("docs/ci")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(CHINESE) {
            continue;
        }
        let twin = path.with_file_name(name.replace(".md", CHINESE));
        pages.push((
            name,
            fs::read_to_string(path).unwrap(),
            fs::read_to_string(twin).unwrap(),
        ));
    }
    assert!(pages.len() >= 7);
    pages
}

/// The lines between fences.
fn code(page: &str) -> Vec<&str> {
    let blocks = page.split("\n```").skip(1).step_by(2);
    blocks.flat_map(|block| block.lines().skip(1)).collect()
}

/// What is given to the program in a line that has it check documents: up to what the shell makes of its status.
fn arguments(line: &str) -> Option<Vec<&str>> {
    let (before, after) = line.split_once("check --strict")?;
    let words = format!("{before}check --strict").contains("unfilled");
    assert!(words, "{line} runs another program");
    let end = after.find([';', '|', '\'']).unwrap_or(after.len());
    let mut arguments = vec!["check", "--strict"];
    arguments.extend(after[..end].split_whitespace());
    Some(arguments)
}

fn run(arguments: &[&str], draft: &str) -> Output {
    let site = TempDir::new().unwrap();
    fs::create_dir(site.path().join("docs")).unwrap();
    fs::write(site.path().join("docs/draft.md"), draft).unwrap();
    Command::new(PROGRAM)
        .args(arguments)
        .current_dir(site.path())
        .output()
        .unwrap()
}

#[test]
fn both_languages_show_the_same_recipe() {
    for (name, english, chinese) in pages() {
        assert_eq!(code(&english), code(&chinese), "{name}");
        let twin = name.replace(".md", CHINESE);
        assert!(english.contains(&format!("[中文]({twin})")), "{name}");
        assert!(chinese.contains(&format!("[English]({name})")), "{twin}");
        let rows = |page: &str| page.lines().filter(|line| line.starts_with('|')).count();
        assert_eq!(rows(&english), rows(&chinese), "{name}");
    }
}

#[test]
fn checks_run_as_shown() {
    let mut ran = 0;
    for (name, english, _) in pages() {
        let lines = code(&english);
        for arguments in lines.into_iter().filter_map(arguments) {
            let good = run(&arguments, "We made 12 visits.\n");
            assert_eq!(good.status.code(), Some(0), "{name}: {good:?}");
            let bad = run(&arguments, "走访企业多少次。\n");
            assert_eq!(bad.status.code(), Some(1), "{name}: {bad:?}");
            ran += 1;
        }
    }
    assert!(ran >= 6, "only {ran} checks were found");
}

#[test]
fn versions_are_this_one() {
    let version = env!("CARGO_PKG_VERSION");
    for (name, english, _) in pages() {
        for line in code(&english) {
            for tag in [
                "OWNER/unfilled@v",
                "rev: v",
                "--tag v",
                "unfilled:",
                "unfilled-",
            ] {
                let Some((_, after)) = line.split_once(tag) else {
                    continue;
                };
                let is_version = after.starts_with(|c: char| c.is_ascii_digit());
                assert!(!is_version || after.starts_with(version), "{name}: {line}");
            }
        }
    }
    let npm = fs::read_to_string(root().join("npm/package.json")).unwrap();
    let npm: serde_json::Value = serde_json::from_str(&npm).unwrap();
    let parts = npm["optionalDependencies"].as_object().unwrap();
    assert!(parts.len() >= 6);
    for stated in parts.values().chain([&npm["version"]]) {
        assert_eq!(stated, version, "npm/package.json");
    }
    let action = fs::read_to_string(root().join("action.yml")).unwrap();
    assert!(action.contains(&format!("default: {version}\n")));
}
