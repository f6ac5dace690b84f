//! From the paths that a person names to the files to read, one at a time and in a fixed order.
//!
//! What is named is always read, whatever its name; in folders only what looks like a document. Opens no document: pipes,
//! devices and loops are told from their directory entries.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::cli::ignore_files::IgnoreFiles;

/// What a walk yields.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// The person named this very file, or standard input.
    pub(super) explicit: bool,
    pub(super) kind: FoundKind,
}

/// What lies at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FoundKind {
    /// A regular file to be read.
    File,
    /// Standard input.
    Stdin,
    /// Something that cannot be read.
    Unreadable(Obstacle),
}

/// Why something cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// A pipe, a device or a socket: reading might never end.
    NoRegularFile,
    /// A link that leads to itself.
    Loop,
    /// What the operating system said.
    System(String),
}

/// What the walk looks at inside folders.
pub(super) struct WalkOptions {
    pub(super) hidden: bool,
    pub(super) no_ignore: bool,
    /// Whether a file in a folder is worth reading; gets the path as it will be shown.
    pub(super) wanted: Box<dyn Fn(&Path) -> bool + Send>,
    /// Whether settings leave out a file or folder.
    pub(super) excluded: Box<dyn Fn(&Path) -> bool + Send>,
}

/// The lazy walk over all that a person named.
pub(super) struct Walk {
    options: WalkOptions,
    starts: std::vec::IntoIter<Start>,
    /// The absolute paths of everything named: a folder's walk leaves these to their own turn.
    named: HashSet<PathBuf>,
    folder: Option<FolderWalk>,
}

struct Start {
    path: PathBuf,
    absolute: Option<PathBuf>,
}

struct FolderWalk {
    entries: walkdir::IntoIter,
    start: PathBuf,
    absolute: PathBuf,
    ignore: IgnoreFiles,
}

impl Walk {
    /// A walk over `paths`, each once; `output` is the file being written, which is not an input.
    pub(super) fn new(paths: Vec<PathBuf>, output: Option<&Path>, options: WalkOptions) -> Self {
        let mut named: HashSet<PathBuf> = HashSet::new();
        let mut starts = Vec::new();
        for path in paths {
            let absolute = (path != Path::new("-"))
                .then(|| fs::canonicalize(&path).ok())
                .flatten();
            let is_new = match &absolute {
                Some(absolute) => named.insert(absolute.clone()),
                None => named.insert(path.clone()),
            };
            if is_new {
                starts.push(Start { path, absolute });
            }
        }
        named.extend(output.and_then(|path| fs::canonicalize(path).ok()));
        Self {
            options,
            starts: starts.into_iter(),
            named,
            folder: None,
        }
    }

    fn start(&mut self, start: Start) -> Option<Found> {
        let Start { path, absolute } = start;
        if path == Path::new("-") {
            return Some(Found::explicit(path, FoundKind::Stdin));
        }
        match fs::metadata(&path) {
            Err(error) => Some(Found::explicit(path, FoundKind::Unreadable(system(&error)))),
            Ok(found) if found.is_dir() => {
                let absolute = absolute.unwrap_or_else(|| path.clone());
                let mut ignore = IgnoreFiles::default();
                if !self.options.no_ignore {
                    ignore = IgnoreFiles::above(&absolute);
                    ignore.enter(&absolute, 0);
                }
                self.folder = Some(FolderWalk {
                    entries: WalkDir::new(&path).min_depth(1).sort_by_file_name().into_iter(),
                    start: path,
                    absolute,
                    ignore,
                });
                None
            }
            Ok(found) => Some(Found::explicit(path, kind_of(&found))),
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(folder) = &mut self.folder {
                if let Some(found) = folder.next(&self.options, &self.named) {
                    return Some(found);
                }
                self.folder = None;
            }
            let start = self.starts.next()?;
            if let Some(found) = self.start(start) {
                return Some(found);
            }
        }
    }
}

impl FolderWalk {
    fn next(&mut self, options: &WalkOptions, named: &HashSet<PathBuf>) -> Option<Found> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(self.unreadable(&error)),
            };
            self.ignore.leave(entry.depth());
            let is_folder = entry.file_type().is_dir();
            if !is_folder && !entry.file_type().is_file() {
                continue;
            }
            if self.leaves_out(&entry, is_folder, options, named) {
                if is_folder {
                    self.entries.skip_current_dir();
                }
                continue;
            }
            if is_folder {
                if !options.no_ignore {
                    let absolute = self.absolute_of(&entry);
                    self.ignore.enter(&absolute, entry.depth());
                }
                continue;
            }
            return Some(Found {
                path: entry.into_path(),
                explicit: false,
                kind: FoundKind::File,
            });
        }
    }

    fn leaves_out(
        &self,
        entry: &DirEntry,
        is_folder: bool,
        options: &WalkOptions,
        named: &HashSet<PathBuf>,
    ) -> bool {
        let name = entry.file_name();
        (!options.hidden && begins(name, b"."))
            || (!is_folder && (is_lock(name) || !(options.wanted)(entry.path())))
            || (options.excluded)(entry.path())
            || {
                let absolute = self.absolute_of(entry);
                named.contains(&absolute) || self.ignore.ignores(&absolute, is_folder)
            }
    }

    /// The absolute path of an entry, without asking the file system.
    fn absolute_of(&self, entry: &DirEntry) -> PathBuf {
        let below = entry.path().strip_prefix(&self.start);
        self.absolute.join(below.unwrap_or(entry.path()))
    }

    fn unreadable(&self, error: &walkdir::Error) -> Found {
        let obstacle = if error.loop_ancestor().is_some() {
            Obstacle::Loop
        } else {
            Obstacle::System(reason(error.io_error()))
        };
        Found {
            path: error.path().unwrap_or(&self.start).to_owned(),
            explicit: false,
            kind: FoundKind::Unreadable(obstacle),
        }
    }
}

impl Found {
    fn explicit(path: PathBuf, kind: FoundKind) -> Self {
        Self {
            path,
            explicit: true,
            kind,
        }
    }
}

/// The operating system's reason, without Rust's number behind it.
pub(super) fn reason(error: Option<&io::Error>) -> String {
    let text = error.map_or_else(String::new, ToString::to_string);
    match text.find(" (os error") {
        Some(cut) => text[..cut].to_owned(),
        None => text,
    }
}

fn system(error: &io::Error) -> Obstacle {
    Obstacle::System(reason(Some(error)))
}

fn kind_of(found: &Metadata) -> FoundKind {
    if found.is_file() {
        FoundKind::File
    } else {
        FoundKind::Unreadable(Obstacle::NoRegularFile)
    }
}

/// The small file beside an open Office document, which holds only a person's name.
fn is_lock(name: &OsStr) -> bool {
    begins(name, b"~$")
}

fn begins(name: &OsStr, start: &[u8]) -> bool {
    name.as_encoded_bytes().starts_with(start)
}
