//! Which settings file holds for a run.
//!
//! One for all of it: looked for from the current folder upwards when everything named lies inside that folder, else from
//! the folder that holds everything named. So a run in a repository does not depend on how its files are named or dealt
//! out over several runs, and a document elsewhere is judged by the settings that lie with it.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The name of the settings file.
pub(super) const SETTINGS_FILE: &str = "unfilled.toml";

/// The settings file for a run over `paths`, if there is one.
pub(super) fn settings_file(paths: &[PathBuf]) -> Option<PathBuf> {
    let here = fs::canonicalize(".").ok()?;
    let named: Vec<PathBuf> = paths
        .iter()
        .filter(|path| *path != Path::new("-"))
        .filter_map(|path| fs::canonicalize(path).ok())
        .collect();
    let start = if named.iter().all(|path| path.starts_with(&here)) {
        here.clone()
    } else {
        common_folder(&named)?
    };
    let found = start
        .ancestors()
        .map(|folder| folder.join(SETTINGS_FILE))
        .find(|file| file.is_file())?;
    // The short name is shown to the person.
    Some(match found.strip_prefix(&here) {
        Ok(inside) => inside.to_owned(),
        Err(_) => found,
    })
}

/// The deepest folder that holds all of `paths`, which are absolute.
fn common_folder(paths: &[PathBuf]) -> Option<PathBuf> {
    let mut folders = paths.iter().map(|path| {
        if path.is_dir() {
            path.as_path()
        } else {
            path.parent().unwrap_or(path)
        }
    });
    let first: Vec<Component<'_>> = folders.next()?.components().collect();
    let shared = folders.fold(first.len(), |shared, folder| {
        let same = first.iter().zip(folder.components());
        shared.min(same.take_while(|(a, b)| **a == *b).count())
    });
    Some(first[..shared].iter().collect())
}
