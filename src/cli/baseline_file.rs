//! The baseline on the disk: where it lies, how files are named in it, and which of its files are no longer there.
//!
//! What it holds and what is recognised by it is `filter`'s affair.

use std::collections::HashSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::obstacle::Obstacle;
use crate::cli::output::Output;
use crate::cli::rule_files::read_text_within;
use crate::cli::usage_error::UsageError;
use crate::cli::walk::{Found, FoundKind};
use crate::filter::{Baseline, KnownFindings};
use crate::text::Localized;

/// What the file is called where nobody says otherwise.
pub(super) const BASELINE_FILE: &str = "unfilled-baseline.jsonl";
/// A baseline is no longer than this, in bytes.
const LONGEST: u64 = 256 << 20;

/// A baseline and its file.
pub(super) struct BaselineFile {
    path: PathBuf,
    /// The folder that its paths are relative to, absolute and without links.
    folder: PathBuf,
    pub(super) baseline: Baseline,
}

/// What a baseline says of one file that was checked.
pub(super) struct Recognised {
    /// The file's name in the baseline.
    pub(super) path: String,
    /// Entries that were not met again, though they would have been looked for.
    pub(super) left: KnownFindings,
}

impl BaselineFile {
    /// Read the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read or is no baseline.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        if fs::metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            let name = file_name::shown(path);
            return Err(UsageError::new(
                Localized::new(
                    format!("没有基线文件“{name}”"),
                    format!("there is no baseline “{name}”"),
                ),
                Localized::new(
                    "先用 unfilled baseline 生成，或者改正文件名；暂时不用就加 --no-baseline",
                    "make it with unfilled baseline, or correct its name; to do without, add --no-baseline",
                ),
            )
            .into());
        }
        let text = read_text_within(path, LONGEST)?;
        Ok(Self {
            baseline: Baseline::parse(&file_name::shown(path), &text)?,
            ..Self::empty(path)
        })
    }

    /// The same, or an empty one where there is no file yet.
    ///
    /// # Errors
    /// When what is there cannot be read or is no baseline.
    pub(super) fn open_or_begin(path: &Path) -> Result<Self, Failure> {
        match fs::symlink_metadata(path) {
            Err(_) => Ok(Self::empty(path)),
            Ok(_) => Self::open(path),
        }
    }

    /// Write it. It appears only when it is complete.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn save(&self) -> Result<(), Failure> {
        let fail =
            |error: std::io::Error| Failure::write(&self.shown(), Obstacle::of_written(&error));
        let mut output = Output::file(&self.path).map_err(fail)?;
        let _ = output.write(self.baseline.to_text().as_bytes());
        output.finish().map_err(fail)
    }

    /// Its own name as shown to people.
    pub(super) fn shown(&self) -> String {
        file_name::shown(&self.path)
    }

    /// What a file is called in it; `name` is the one that people see.
    pub(super) fn path_of(&self, found: &Found, name: &str) -> String {
        let here = || fs::canonicalize(".").unwrap_or_default();
        let absolute = match (&found.kind, &found.absolute) {
            (FoundKind::Stdin, _) => here().join(name),
            (_, Some(absolute)) => absolute.clone(),
            (_, None) => here().join(&found.path),
        };
        file_name::shown(&relative(&absolute, &self.folder))
    }

    /// The files that it has findings of, that lie in one of the `named` places, and that are no longer there. Those in
    /// `met` are known to be.
    pub(super) fn gone(&self, named: &[PathBuf], met: &HashSet<String>) -> Vec<String> {
        let named: Vec<PathBuf> = named
            .iter()
            .filter_map(|p| fs::canonicalize(p).ok())
            .collect();
        let is_gone = |path: &&str| {
            let file = normal(&self.folder.join(path));
            !met.contains(*path)
                && named.iter().any(|folder| file.starts_with(folder))
                && fs::symlink_metadata(&file)
                    .is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound)
        };
        self.baseline
            .paths()
            .filter(is_gone)
            .map(str::to_owned)
            .collect()
    }

    fn empty(path: &Path) -> Self {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        Self {
            path: path.to_owned(),
            folder: fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()),
            baseline: Baseline::default(),
        }
    }
}

/// `path` as seen from `folder`; both are absolute and without links. On another drive it stays as it is.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    let shared = path
        .components()
        .zip(folder.components())
        .take_while(|(a, b)| a == b)
        .count();
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder
        .components()
        .skip(shared)
        .map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// `path` without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_from_the_baseline_s_folder() {
        for (path, folder, expected) in [
            ("/a/b/c.md", "/a/b", "c.md"),
            ("/a/b/c.md", "/a/b/d/e", "../../c.md"),
            ("/x/c.md", "/a", "../x/c.md"),
        ] {
            let named = relative(Path::new(path), Path::new(folder));
            assert_eq!(named, Path::new(expected));
            assert_eq!(normal(&Path::new(folder).join(named)), Path::new(path));
        }
    }
}
