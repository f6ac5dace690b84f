//! The files under `rules/`: finding them, loading them, and the sources that name them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::parallel::in_parallel;
use crate::rule::{Category, Rule, Vocabulary, load};
use crate::toml_file::SourceError;

/// The rule files and word lists, in order.
pub(crate) struct RuleFiles {
    rules: Vec<RuleFile>,
    lists: Vec<(String, PathBuf)>,
    vocabulary: PathBuf,
}

struct RuleFile {
    category: String,
    stem: String,
    path: PathBuf,
}

impl RuleFiles {
    /// All that are in the folders of `root`.
    pub(crate) fn under(root: &Path) -> Self {
        println!("cargo::rerun-if-changed={}", root.display());
        let mut found = Self {
            rules: Vec::new(),
            lists: Vec::new(),
            vocabulary: root.join("vocabulary.toml"),
        };
        for folder in sorted(root).into_iter().filter(|path| path.is_dir()) {
            for path in sorted(&folder) {
                let stem = path.file_stem().map(text).unwrap_or_default();
                match path.extension().map(text).as_deref() {
                    Some("toml") => found.rules.push(RuleFile {
                        category: folder.file_name().map(text).unwrap_or_default(),
                        stem,
                        path,
                    }),
                    Some("txt") => found.lists.push((stem, path)),
                    _ => panic!(
                        "{} is neither a rule (.toml) nor a word list (.txt)",
                        path.display()
                    ),
                }
            }
        }
        found
    }

    /// What the rules are written with.
    pub(crate) fn vocabulary(&self) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (name, path) in &self.lists {
            vocabulary.add_list(name.clone(), read(path));
        }
        vocabulary
            .read("rules/vocabulary.toml", &read(&self.vocabulary))
            .unwrap_or_else(|error| panic!("{}", shown(&error)));
        vocabulary
    }

    /// The rules in them.
    pub(crate) fn load(&self, vocabulary: &Vocabulary) -> Vec<Rule> {
        let load = |file: &RuleFile| {
            let name = format!("rules/{}/{}.toml", file.category, file.stem);
            let category = Category::from_name(&file.category);
            load(&name, &read(&file.path), category, vocabulary)
                .unwrap_or_else(|error| panic!("{}", shown(&error)))
        };
        in_parallel(&self.rules, load)
    }

    /// What `src/builtin.rs` includes.
    pub(crate) fn builtin_source(&self) -> String {
        let mut source = String::from(
            "/// The rules, loaded and checked.\nconst RULES: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/rules.bin\"));\n\n\
             /// What the vocabulary says besides, written out.\nconst TERMS: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/terms.bin\"));\n\n\
             /// Name and text of each built-in word list.\nconst LISTS: &[(&str, &str)] = &[\n",
        );
        for (name, path) in &self.lists {
            writeln!(source, "    ({name:?}, include_str!({path:?})),").expect("a string grows");
        }
        source + "];\n"
    }

    /// A test for each rule.
    pub(crate) fn tests_source(&self) -> String {
        let mut source = String::new();
        for RuleFile { category, stem, .. } in &self.rules {
            let function = format!("{category}_{stem}").replace('-', "_");
            writeln!(
                source,
                "#[test]\nfn {function}() {{\n    super::prove({stem:?});\n}}"
            )
            .expect("a string grows");
        }
        source
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the rules are part of the package")
        .map(|entry| entry.expect("the rules are readable").path())
        .collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text(name: &std::ffi::OsStr) -> String {
    name.to_string_lossy().into_owned()
}

/// A mistake with its line, as compilers write it.
fn shown(error: &SourceError) -> String {
    let before = error
        .source_text
        .get(..error.mistake.range.start())
        .unwrap_or_default();
    format!(
        "{}:{}: {}; {}",
        error.file,
        before.lines().count().max(1),
        error.mistake.message.en,
        error.mistake.help.en
    )
}
