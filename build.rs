//! Finds the rule files: embeds them in the library and writes a test for each.
//!
//! A file's presence under `rules/<category>/` is all it takes to add a rule.
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads and writes files"
)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a build script reports by failing"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=rules");

    let mut rules = String::from(
        "/// Category, file name and text of each built-in rule.\npub(super) const RULES: &[(&str, &str, &str)] = &[\n",
    );
    let mut lists = String::from(
        "/// Name and text of each built-in word list.\npub(super) const LISTS: &[(&str, &str)] = &[\n",
    );
    let mut tests = String::new();
    for folder in sorted(&root.join("rules"))
        .into_iter()
        .filter(|path| path.is_dir())
    {
        let category = name(&folder);
        println!("cargo::rerun-if-changed=rules/{category}");
        for file in sorted(&folder) {
            let shown = format!("rules/{category}/{}", name(&file));
            let stem = file
                .file_stem()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            let extension = file.extension().map(|e| e.to_string_lossy().into_owned());
            match extension.as_deref() {
                Some("toml") => {
                    writeln!(
                        rules,
                        "    ({category:?}, {shown:?}, include_str!({file:?})),"
                    )
                    .expect("a string grows");
                    let function = format!("{category}_{stem}").replace('-', "_");
                    writeln!(
                        tests,
                        "#[test]\nfn {function}() {{\n    super::prove({stem:?});\n}}"
                    )
                    .expect("a string grows");
                }
                Some("txt") => {
                    writeln!(lists, "    ({stem:?}, include_str!({file:?})),")
                        .expect("a string grows");
                }
                _ => panic!("{shown} is neither a rule (.toml) nor a word list (.txt)"),
            }
        }
    }
    fs::write(out.join("builtin.rs"), format!("{rules}];\n\n{lists}];\n"))
        .expect("OUT_DIR is writable");
    fs::write(out.join("rule_tests.rs"), tests).expect("OUT_DIR is writable");
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the rules are part of the package")
        .map(|entry| entry.expect("the rules are readable").path())
        .collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("a path has a name")
        .to_string_lossy()
        .into_owned()
}
