//! How the files of a run are called in its report: as the person typed them, or from one folder on.
//!
//! Build servers know files by their places in the repository, wherever the run starts and however files are named to it.
//! Names in a baseline are `baseline_file`'s affair.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::discover;
use crate::cli::file_name;
use crate::cli::load;
use crate::cli::repository;
use crate::cli::usage_error::UsageError;
use crate::cli::walk::{Found, FoundKind};
use crate::text::Localized;

/// The way to name files.
pub(super) struct Naming {
    /// What names start from; nothing where they are as typed.
    root: Option<Root>,
    /// What standard input is called, as seen from the current folder.
    stdin_name: Option<PathBuf>,
}

/// Both absolute and without links.
struct Root {
    folder: PathBuf,
    here: PathBuf,
}

impl Naming {
    /// Names from `folder` on, where one is given. Else `for_servers` from the root of the repository that the run over
    /// `paths` is at home in or starts in, and from the current folder where there is none; for people as typed.
    ///
    /// # Errors
    /// When `folder` is none.
    pub(super) fn new(
        folder: Option<&Path>,
        for_servers: bool,
        paths: &[PathBuf],
        stdin_name: Option<PathBuf>,
    ) -> Result<Self, UsageError> {
        let folder = match folder {
            Some(folder) => Some(existing(folder)?),
            None if for_servers => {
                let here = fs::canonicalize(".").ok();
                let homes = [discover::home(paths), here.clone()];
                let mut homes = homes.iter().flatten();
                let root = homes.find_map(|home| repository::top(home));
                root.map(Path::to_owned).or(here)
            }
            None => None,
        };
        let root = folder.and_then(|folder| {
            let here = fs::canonicalize(".").ok()?;
            Some(Root { folder, here })
        });
        Ok(Self { root, stdin_name })
    }

    /// What `found` is called in reports.
    pub(super) fn of(&self, found: &Found) -> String {
        match (&self.root, self.path(found)) {
            (Some(root), Some(typed)) => {
                file_name::shown(&root.place(typed, found.absolute.as_deref()))
            }
            _ => self.typed(found),
        }
    }

    /// What `found` is called as seen from the current folder.
    pub(super) fn typed(&self, found: &Found) -> String {
        self.path(found)
            .map_or_else(|| load::shown_name(found), file_name::shown)
    }

    /// The path that it goes by; nothing for standard input without a name.
    fn path<'f>(&'f self, found: &'f Found) -> Option<&'f Path> {
        match found.kind {
            FoundKind::Stdin => self.stdin_name.as_deref(),
            _ => Some(&found.path),
        }
    }
}

impl Root {
    /// The place of what was `typed`, as seen from the root. What lies elsewhere keeps an absolute name that it was given.
    fn place(&self, typed: &Path, absolute: Option<&Path>) -> PathBuf {
        let by_words = file_name::normal(&self.here.join(typed));
        let places = absolute.into_iter().chain([by_words.as_path()]);
        for place in places {
            if let Ok(inside) = place.strip_prefix(&self.folder) {
                return inside.to_owned();
            }
        }
        match typed.is_absolute() {
            true => typed.to_owned(),
            false => file_name::relative(&by_words, &self.folder),
        }
    }
}

/// The folder at `path`, absolute and without links.
fn existing(path: &Path) -> Result<PathBuf, UsageError> {
    let folder = fs::canonicalize(path).ok().filter(|path| path.is_dir());
    folder.ok_or_else(|| {
        let name = file_name::shown(path);
        UsageError::new(
            Localized::new(
                format!("--relative-to：没有“{name}”这个文件夹"),
                format!("--relative-to: there is no folder “{name}”"),
            ),
            Localized::new(
                "写一个已有的文件夹，例如 --relative-to .",
                "name a folder that is there, such as --relative-to .",
            ),
        )
    })
}
