//! The baseline on the disk: where it lies, how files are named in it, and which of its files are no longer there.
//!
//! What it holds and what is recognised by it is `filter`'s affair.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::obstacle::Obstacle;
use crate::cli::output::Output;
use crate::cli::rule_files::read_text_within;
use crate::cli::settings::Settings;
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

impl BaselineFile {
    /// The baseline that a run goes by, where there is one.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(super) fn of(settings: &Settings) -> Result<Option<Self>, Failure> {
        settings.baseline.as_deref().map(Self::open).transpose()
    }

    /// Read the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read or is no baseline.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        if fs::metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
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
        file_name::shown(&file_name::relative(&absolute, &self.folder))
    }

    /// The files that it has findings of and that are no longer there, whatever place they were in.
    pub(super) fn lost(&self) -> impl Iterator<Item = (&str, PathBuf)> {
        let places = self.baseline.paths().map(|path| (path, self.place(path)));
        places.filter(|(_, place)| is_gone(place) && !is_in_archive(place))
    }

    /// Whether the file that it has at `path` is no longer there.
    pub(super) fn has_lost(&self, path: &str) -> bool {
        is_gone(&self.place(path))
    }

    /// Those that lie in one of the `named` places, but for the files in `met`, which are known to be there; each with the
    /// findings that reports showed in it.
    pub(super) fn gone(
        &self,
        named: &[PathBuf],
        met: &HashSet<String>,
    ) -> Vec<(String, KnownFindings)> {
        let named: Vec<PathBuf> = named
            .iter()
            .filter_map(|p| fs::canonicalize(p).ok())
            .collect();
        let is_gone = |path: &&str| {
            let file = self.place(path);
            !met.contains(*path)
                && named.iter().any(|folder| file.starts_with(folder))
                && is_gone(&file)
        };
        let gone = self.baseline.paths().filter(is_gone).map(|path| {
            let known = self.baseline.file(path).cloned().unwrap_or_default();
            let shown = known.without(&KnownFindings::default(), |_| true);
            (path.to_owned(), shown)
        });
        gone.collect()
    }

    fn place(&self, path: &str) -> PathBuf {
        file_name::normal(&self.folder.join(file_name::path_of(path)))
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

/// Whether nothing is there any more. What cannot be looked at may still be.
/// Whether what was there lay in a file, which is still there.
fn is_in_archive(place: &Path) -> bool {
    place.ancestors().skip(1).any(Path::is_file)
}

fn is_gone(place: &Path) -> bool {
    fs::symlink_metadata(place)
        .is_err_and(|error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
}
