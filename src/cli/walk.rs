//! From the paths that a person names to the files to read, one at a time and in a fixed order.
//!
//! What is named is read, whatever its name; in folders and of a list only what looks like a document. Opens no document: pipes,
//! devices and loops are told from their directory entries.

use std::cmp::Ordering;
use std::collections::{HashSet, VecDeque};
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{self, AtomicUsize};

use walkdir::{DirEntry, WalkDir};

use crate::cli::ignore_files::IgnoreFiles;
use crate::cli::obstacle::Obstacle;

/// What a walk yields.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// The same without links and relative parts, where it exists.
    pub(super) absolute: Option<PathBuf>,
    /// The person named this very file, or standard input; not so what lies in a folder or stands in a list.
    pub(super) named: bool,
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

/// A question about a path.
pub(super) type Test<'s> = Box<dyn Fn(&Path) -> bool + Send + 's>;

/// What the walk looks at inside folders.
pub(super) struct WalkOptions<'s> {
    pub(super) hidden: bool,
    pub(super) no_ignore: bool,
    /// Whether what is left out in folders is left out where a person names it, too.
    pub(super) force_exclude: bool,
    /// Whether a file in a folder, given by its absolute path, is worth reading.
    pub(super) wanted: Test<'s>,
    /// Whether settings leave out a file, given by its absolute path.
    pub(super) excludes_file: Test<'s>,
    /// Whether settings leave out a folder with all that is in it.
    pub(super) excludes_folder: Test<'s>,
}

/// The lazy walk over all that a person named.
pub(super) struct Walk<'s> {
    options: WalkOptions<'s>,
    starts: VecDeque<Start>,
    /// The absolute paths of everything named: a folder's walk leaves these to their own turn.
    named: HashSet<PathBuf>,
    folder: Option<FolderWalk>,
    /// The ignore files of the folder that the last file of the list lies in.
    beside: Option<(PathBuf, IgnoreFiles)>,
    /// The only places to look at, without links and relative parts.
    only: Option<&'s HashSet<PathBuf>>,
    /// How many files and folders settings have left out.
    excluded: Arc<AtomicUsize>,
}

struct Start {
    path: PathBuf,
    absolute: Option<PathBuf>,
    /// What would be left out in a folder is left out here.
    listed: bool,
    /// The person named it.
    named: bool,
}

struct FolderWalk {
    entries: walkdir::IntoIter,
    start: PathBuf,
    /// The absolute paths of the folder that the walk is in and of those above it, from the start on.
    folders: Vec<PathBuf>,
    ignore: IgnoreFiles,
}

impl<'s> Walk<'s> {
    /// A walk over `paths`, each once; `output` is the file being written, which is not an input.
    pub(super) fn new(
        paths: Vec<PathBuf>,
        output: Option<&Path>,
        options: WalkOptions<'s>,
    ) -> Self {
        let force_exclude = options.force_exclude;
        let excluded = Arc::new(AtomicUsize::new(0));
        let counted = |excludes: Test<'s>| -> Test<'s> {
            let excluded = excluded.clone();
            Box::new(move |path| {
                let leaves_out = excludes(path);
                excluded.fetch_add(usize::from(leaves_out), atomic::Ordering::Relaxed);
                leaves_out
            })
        };
        let options = WalkOptions {
            excludes_file: counted(options.excludes_file),
            excludes_folder: counted(options.excludes_folder),
            ..options
        };
        let mut walk = Self {
            starts: VecDeque::new(),
            named: HashSet::new(),
            folder: None,
            beside: None,
            only: None,
            excluded,
            options,
        };
        walk.add(paths, force_exclude, true);
        walk.named
            .extend(output.and_then(|path| fs::canonicalize(path).ok()));
        walk
    }

    /// The same, and after it the files of a list that another program made.
    pub(super) fn with_list(mut self, list: Vec<PathBuf>) -> Self {
        // In a list `-` is a file like any other.
        let file = |path| match path == Path::new("-") {
            true => PathBuf::from("./-"),
            false => path,
        };
        self.add(list.into_iter().map(file).collect(), true, false);
        self
    }

    /// The same, with nothing of it but the files and folders in `places`, if there are such; standard input is always
    /// among them.
    pub(super) fn only(mut self, places: Option<&'s HashSet<PathBuf>>) -> Self {
        self.only = places;
        self
    }

    /// How many files and folders that the walk came upon settings have left out by now.
    pub(super) fn excluded(&self) -> Arc<AtomicUsize> {
        self.excluded.clone()
    }

    fn add(&mut self, paths: Vec<PathBuf>, listed: bool, named: bool) {
        for path in paths {
            let absolute = (path != Path::new("-"))
                .then(|| fs::canonicalize(&path).ok())
                .flatten();
            let is_new = match &absolute {
                Some(absolute) => self.named.insert(absolute.clone()),
                None => self.named.insert(path.clone()),
            };
            if is_new {
                self.starts.push_back(Start {
                    path,
                    absolute,
                    listed,
                    named,
                });
            }
        }
    }

    /// Whether a listed file would be left out in a folder.
    fn leaves_out(&mut self, file: &Path) -> bool {
        let options = &self.options;
        if !(options.wanted)(file) || (options.excludes_file)(file) {
            return true;
        }
        let folder = file.parent().filter(|_| !options.no_ignore);
        let Some(folder) = folder else { return false };
        if self.beside.as_ref().is_none_or(|(last, _)| last != folder) {
            let mut ignore = IgnoreFiles::above(folder);
            ignore.enter(folder, 0);
            self.beside = Some((folder.to_owned(), ignore));
        }
        let beside = self.beside.as_ref();
        beside.is_some_and(|(_, ignore)| ignore.ignores(file, false))
    }

    /// The next one, whether or not it is wanted.
    fn any(&mut self) -> Option<Found> {
        loop {
            if let Some(folder) = &mut self.folder {
                if let Some(found) = folder.next(&self.options, &self.named) {
                    return Some(found);
                }
                self.folder = None;
            }
            let start = self.starts.pop_front()?;
            if let Some(found) = self.start(start) {
                return Some(found);
            }
        }
    }

    fn start(&mut self, start: Start) -> Option<Found> {
        let Start {
            path,
            absolute,
            listed,
            named,
        } = start;
        let found = |path, absolute, kind| Found {
            path,
            absolute,
            named,
            kind,
        };
        if path == Path::new("-") {
            return Some(found(path, None, FoundKind::Stdin));
        }
        match fs::metadata(&path) {
            Err(error) => {
                let obstacle = Obstacle::of_named(&path, &error);
                Some(found(path, None, FoundKind::Unreadable(obstacle)))
            }
            Ok(entry)
                if listed
                    && entry.is_file()
                    && absolute
                        .as_deref()
                        .is_some_and(|file| self.leaves_out(file)) =>
            {
                None
            }
            Ok(entry) if entry.is_dir() => {
                let absolute = absolute.unwrap_or_else(|| path.clone());
                let mut ignore = IgnoreFiles::default();
                if !self.options.no_ignore {
                    ignore = IgnoreFiles::above(&absolute);
                    ignore.enter(&absolute, 0);
                }
                self.folder = Some(FolderWalk {
                    entries: WalkDir::new(&path)
                        .min_depth(1)
                        .sort_by(by_name)
                        .into_iter(),
                    start: path,
                    folders: vec![absolute],
                    ignore,
                });
                None
            }
            Ok(entry) => Some(found(path, absolute, kind_of(&entry))),
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = self.any()?;
            let is_wanted = |only: &HashSet<PathBuf>| match (&found.kind, &found.absolute) {
                (FoundKind::File, Some(file)) => file.ancestors().any(|place| only.contains(place)),
                _ => true,
            };
            if self.only.is_none_or(is_wanted) {
                return Some(found);
            }
        }
    }
}

impl FolderWalk {
    fn next(&mut self, options: &WalkOptions<'_>, named: &HashSet<PathBuf>) -> Option<Found> {
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
            self.folders.truncate(entry.depth());
            let folder = self.folders.last().map_or(Path::new(""), PathBuf::as_path);
            let name = entry.file_name();
            let absolute = folder.join(name);
            if self.leaves_out(name, &absolute, is_folder, options, named) {
                if is_folder {
                    self.entries.skip_current_dir();
                }
                continue;
            }
            if is_folder {
                if !options.no_ignore {
                    self.ignore.enter(&absolute, entry.depth());
                }
                self.folders.push(absolute);
                continue;
            }
            return Some(Found {
                path: entry.into_path(),
                absolute: Some(absolute),
                named: false,
                kind: FoundKind::File,
            });
        }
    }

    fn leaves_out(
        &self,
        name: &OsStr,
        absolute: &Path,
        is_folder: bool,
        options: &WalkOptions<'_>,
        named: &HashSet<PathBuf>,
    ) -> bool {
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        (is_hidden && !options.hidden)
            || name == ".git"
            || (is_folder && (options.excludes_folder)(absolute))
            || (!is_folder && !(options.wanted)(absolute))
            || (!is_folder && (options.excludes_file)(absolute))
            || named.contains(absolute)
            || self.ignore.ignores(absolute, is_folder)
    }

    fn unreadable(&self, error: &walkdir::Error) -> Found {
        // Links are not followed, so there are no loops and each error is the system's.
        let obstacle = match error.io_error() {
            Some(error) => Obstacle::from_io(error),
            None => Obstacle::NoRegularFile,
        };
        Found {
            path: error.path().unwrap_or(&self.start).to_owned(),
            absolute: None,
            named: false,
            kind: FoundKind::Unreadable(obstacle),
        }
    }
}

impl Found {
    /// The file at an absolute path, as if a walk had come upon it.
    pub(super) fn file(absolute: PathBuf) -> Self {
        Self {
            path: absolute.clone(),
            absolute: Some(absolute),
            named: false,
            kind: FoundKind::File,
        }
    }
}

/// The order of two entries of one folder. Their paths differ in nothing but the names, which would have to be looked for.
fn by_name(one: &DirEntry, other: &DirEntry) -> Ordering {
    one.path().as_os_str().cmp(other.path().as_os_str())
}

fn kind_of(found: &Metadata) -> FoundKind {
    if found.is_file() {
        FoundKind::File
    } else {
        FoundKind::Unreadable(Obstacle::NoRegularFile)
    }
}
