//! Rule files and word lists from disk: what a person's own rules are loaded from.
//!
//! A folder of rules looks like the built-in one: `<category>/<rule>.toml` and `lists/<name>.txt`; rules may also lie
//! anywhere below it and name their category themselves. Owns no part of the rule format; see `rule`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::cli::discover::SETTINGS_FILE;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::obstacle::Obstacle;
use crate::linter;
use crate::rule::{self, Category, Rule, Vocabulary};
use crate::toml_file::SourceError;

/// A rule file, word list or vocabulary is no longer than this, in bytes.
const LONGEST: u64 = 1 << 20;

/// No more rule files are loaded: that many rules nobody keeps, and each takes time in every run.
const MOST: usize = 10_000;

/// The file that says what rules are written with.
const VOCABULARY_FILE: &str = "vocabulary.toml";

/// A rule file as read.
#[derive(Debug)]
pub(super) struct RuleFile {
    pub(super) name: String,
    pub(super) text: String,
    category: Option<Category>,
}

/// Rule files and what they are written with.
#[derive(Debug)]
pub(super) struct RuleFiles {
    pub(super) files: Vec<RuleFile>,
    vocabulary: Vocabulary,
    /// Name and text of the vocabulary files, which may name lists that are found after them.
    vocabulary_files: Vec<(String, String)>,
}

impl RuleFiles {
    /// Gather the rule files named by `paths`: files, or folders with everything below them.
    ///
    /// # Errors
    /// The first that cannot be read; the first mistake in a vocabulary.
    pub(super) fn gather(paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut gathered = Self {
            files: Vec::new(),
            vocabulary: Vocabulary::builtin(),
            vocabulary_files: Vec::new(),
        };
        for path in paths {
            let found = fs::metadata(path).map_err(|error| {
                Failure::read(&file_name::shown(path), Obstacle::of_named(path, &error))
            })?;
            if found.is_dir() {
                gathered.folder(path)?;
            } else if is_vocabulary(path) {
                gathered.vocabulary_beside(path)?;
            } else {
                gathered.vocabulary_beside(path)?;
                gathered.rule(path)?;
            }
        }
        for (name, text) in &gathered.vocabulary_files {
            gathered.vocabulary.read(name, text)?;
        }
        Ok(gathered)
    }

    /// The rule in one of the files, proven by its examples.
    ///
    /// # Errors
    /// All mistakes in it.
    pub(super) fn load(&self, file: &RuleFile) -> Result<Rule, Vec<SourceError>> {
        let rule = rule::load(&file.name, &file.text, file.category, &self.vocabulary)
            .map_err(|error| vec![*error])?;
        let mistakes = linter::prove(&rule);
        if mistakes.is_empty() {
            return Ok(rule);
        }
        let errors = mistakes.into_iter();
        Err(errors
            .map(|mistake| *mistake.in_file(&file.name, &file.text))
            .collect())
    }

    /// Every rule, or every mistake in any of them.
    ///
    /// # Errors
    /// The mistakes.
    pub(super) fn load_all(&self) -> Result<Vec<Rule>, Failure> {
        let mut rules = Vec::new();
        let mut mistakes = Vec::new();
        for file in &self.files {
            match self.load(file) {
                Ok(rule) => rules.push(rule),
                Err(found) => mistakes.extend(found),
            }
        }
        if mistakes.is_empty() {
            Ok(rules)
        } else {
            Err(Failure::Sources(mistakes))
        }
    }

    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        for entry in visible(folder) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder);
                let obstacle = error.io_error().map(Obstacle::from_io);
                Failure::read(
                    &file_name::shown(path),
                    obstacle.unwrap_or(Obstacle::NoRegularFile),
                )
            })?;
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path();
            let is_text = path.extension() == Some(OsStr::new("txt"));
            if is_vocabulary(path) {
                self.vocabulary_file(path)?;
            } else if is_rule(&entry) {
                self.rule(path)?;
            } else if is_text && parent_name(path) == Some("lists") {
                self.list(path)?;
            }
        }
        Ok(())
    }

    /// What goes with a file named on its own: `vocabulary.toml` and `lists/` beside it or beside its folder.
    fn vocabulary_beside(&mut self, path: &Path) -> Result<(), Failure> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        for folder in [folder.join(".."), folder.to_owned()] {
            let vocabulary = folder.join(VOCABULARY_FILE);
            if vocabulary.is_file() {
                self.vocabulary_file(&vocabulary)?;
            }
            let entries = WalkDir::new(folder.join("lists"))
                .max_depth(1)
                .sort_by_file_name();
            for entry in entries.into_iter().filter_map(Result::ok) {
                let is_list = entry.path().extension() == Some(OsStr::new("txt"));
                if is_list && entry.file_type().is_file() {
                    self.list(entry.path())?;
                }
            }
        }
        Ok(())
    }

    fn rule(&mut self, path: &Path) -> Result<(), Failure> {
        if self.files.len() >= MOST {
            let obstacle = Obstacle::TooMany(MOST);
            return Err(Failure::read(&file_name::shown(path), obstacle));
        }
        let text = read_text(path)?;
        self.files.push(RuleFile {
            name: file_name::shown(path),
            text,
            category: parent_name(path).and_then(Category::from_name),
        });
        Ok(())
    }

    fn list(&mut self, path: &Path) -> Result<(), Failure> {
        let text = read_text(path)?;
        if let Some(name) = path.file_stem().and_then(OsStr::to_str) {
            self.vocabulary.add_list(name, text);
        }
        Ok(())
    }

    fn vocabulary_file(&mut self, path: &Path) -> Result<(), Failure> {
        let text = read_text(path)?;
        self.vocabulary_files.push((file_name::shown(path), text));
        Ok(())
    }
}

/// Whether there is a rule file in `folder` or below it.
pub(super) fn holds_rules(folder: &Path) -> bool {
    visible(folder)
        .filter_map(Result::ok)
        .any(|entry| entry.file_type().is_file() && is_rule(&entry))
}

fn is_rule(entry: &DirEntry) -> bool {
    let path = entry.path();
    path.extension() == Some(OsStr::new("toml"))
        && entry.file_name() != SETTINGS_FILE
        && !is_vocabulary(path)
}

fn is_vocabulary(path: &Path) -> bool {
    path.file_name() == Some(OsStr::new(VOCABULARY_FILE))
}

/// Everything in and below `folder` that is not hidden, in order.
fn visible(folder: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    entries.filter_entry(|entry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    })
}

/// The text of a small file that a person wrote: settings, a rule, a list.
///
/// # Errors
/// When it is no regular file, too long, cannot be read, or is not UTF-8.
pub(super) fn read_text(path: &Path) -> Result<String, Failure> {
    read_text_within(path, LONGEST)
}

/// The text of a file of at most `longest` bytes.
///
/// # Errors
/// When it is no regular file, too long, cannot be read, or is not UTF-8.
pub(super) fn read_text_within(path: &Path, longest: u64) -> Result<String, Failure> {
    let fail = |obstacle| Failure::read(&file_name::shown(path), obstacle);
    let found = fs::metadata(path).map_err(|error| fail(Obstacle::of_named(path, &error)))?;
    if found.is_dir() {
        return Err(fail(Obstacle::Folder));
    }
    if !found.is_file() {
        return Err(fail(Obstacle::NoRegularFile));
    }
    if found.len() > longest {
        return Err(fail(Obstacle::TooLong(longest)));
    }
    let bytes = fs::read(path).map_err(|error| fail(Obstacle::from_io(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| fail(Obstacle::NoUtf8))?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    })
}

fn parent_name(path: &Path) -> Option<&str> {
    path.parent()?.file_name()?.to_str()
}
