//! Where a run is at home, and which settings file holds for it.
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
    let found = home(paths)?
        .ancestors()
        .map(|folder| folder.join(SETTINGS_FILE))
        // A pipe or a folder of that name is no settings file, and whoever reads it says so.
        .find(|file| file.symlink_metadata().is_ok())?;
    // The short name is shown to the person.
    let here = fs::canonicalize(".").ok()?;
    Some(match found.strip_prefix(&here) {
        Ok(inside) => inside.to_owned(),
        Err(_) => found,
    })
}

/// Where a run over `paths` is at home, absolute and without links: the current folder when everything named lies in it,
/// else the folder that holds everything named.
pub(super) fn home(paths: &[PathBuf]) -> Option<PathBuf> {
    let here = fs::canonicalize(".").ok()?;
    let named: Vec<PathBuf> = paths
        .iter()
        .filter(|path| *path != Path::new("-"))
        .filter_map(|path| fs::canonicalize(path).ok())
        .collect();
    match named.iter().all(|path| path.starts_with(&here)) {
        true => Some(here),
        false => common_folder(&named),
    }
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
