//! Prepares the rules for the library: reads and checks each file under `rules/`, embeds the result, makes of the
//! patterns what a run would have to compile, and writes a test for each rule.
//!
//! A file's presence under `rules/<category>/` is all it takes to add a rule. The modules that know what a rule is are the
//! library's own; the build stops at a mistake as `unfilled test` does.
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads and writes files"
)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script reports by failing, and speaks to cargo on its output"
)]
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    reason = "the shared modules serve the library too"
)]

mod automata;
mod beside;
mod keywords;
mod notes;
mod parallel;
mod prepared;
mod program;
mod rule_files;
mod scan;
mod word_tree;

#[path = "../src/document/mod.rs"]
mod document;
#[path = "../src/rule/mod.rs"]
mod rule;
#[path = "../src/text/mod.rs"]
mod text;
#[path = "../src/toml_file/mod.rs"]
mod toml_file;

use std::path::PathBuf;
use std::{env, fs};

use rule_files::RuleFiles;
use scan::char_products::CharProducts;
use scan::keywords::Keywords;

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let write = |name: &str, contents: &[u8]| {
        fs::write(out.join(name), contents).expect("OUT_DIR is writable");
    };

    let files = RuleFiles::under(&root.join("rules"));
    let vocabulary = files.vocabulary();
    let terms = postcard::to_allocvec(vocabulary.terms()).expect("a vocabulary is plain data");
    write("terms.bin", &terms);
    let rules = files.load(&vocabulary);
    let embedded = postcard::to_allocvec(&rules).expect("rules are plain data");
    write("rules.bin", &embedded);
    write("builtin.rs", files.builtin_source().as_bytes());
    write("rule_tests.rs", files.tests_source().as_bytes());

    let prepared = prepared::prepare(&rules);
    write("forms.bin", &prepared.forms);
    write("patterns.txt", prepared.patterns.as_bytes());
    write("prepared.rs", prepared.index_source.as_bytes());

    let (weak, firm): (Vec<_>, Vec<_>) = rules
        .iter()
        .zip(&prepared.asked)
        .partition(|(rule, _)| rule.is_weak());
    let keywords = [firm, weak].map(|of| {
        let of = of.iter();
        let of = of.map(|(rule, asked)| (&rule.keywords[..], asked.as_deref()));
        Keywords::none(CharProducts::default()).and(0, of)
    });
    let [firm, weak] = &keywords;
    let source = keywords::source([firm, weak], write);
    write("keywords.rs", source.as_bytes());

    for model in ["zh-brackets", "en-brackets", "zh-sentences", "en-sentences"] {
        let weights = root.join(format!("src/scan/note/{model}.weights"));
        println!("cargo::rerun-if-changed={}", weights.display());
        let text = fs::read_to_string(weights).expect("the weights lie beside the code");
        write(&format!("{model}.bin"), &notes::table(&text));
        if model.ends_with("sentences") {
            let splits = if model.starts_with("zh") { "" } else { " " };
            write(&format!("{model}.pairs.bin"), &notes::pairs(&text, splits));
        }
    }

    // A single file is read on the main thread, which has less room on Windows than anywhere else.
    if env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|it| it == "msvc") {
        println!("cargo::rustc-link-arg-bins=/STACK:8388608");
    }
}
