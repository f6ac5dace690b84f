//! `.gitignore`, `.ignore` and `.unfilledignore`: which files a walk leaves out.
//!
//! Patterns mean what gitignore(5) says. A deeper folder's file wins over a shallower one's; within a folder
//! `.unfilledignore` wins over `.ignore`, and that over `.gitignore`.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::cli::repository;

/// The files that are looked for in each folder, the weakest first.
const NAMES: [&str; 3] = [".gitignore", ".ignore", ".unfilledignore"];
/// An ignore file that is longer than this is not one, in bytes.
const LONGEST: u64 = 1 << 20;

/// The ignore files that apply to where a walk is, the shallowest first.
#[derive(Debug, Default)]
pub(super) struct IgnoreFiles {
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    /// How deep below the walk's start the folder lies.
    depth: usize,
    matcher: Gitignore,
}

impl IgnoreFiles {
    /// Those above `folder` (an absolute path without links): up to the root of the repository that holds it; without one,
    /// up to the folder that the program was started in.
    pub(super) fn above(folder: &Path) -> Self {
        let mut files = Self::default();
        let Some(top) = top_above(folder) else {
            return files;
        };
        let mut parents: Vec<&Path> = folder
            .ancestors()
            .skip(1)
            .take_while(|parent| parent.starts_with(&top))
            .collect();
        parents.reverse();
        for parent in parents {
            files.add(parent, 0);
        }
        files
    }

    /// Enter a folder that lies `depth` levels below the walk's start (0: the start itself).
    pub(super) fn enter(&mut self, folder: &Path, depth: usize) {
        self.add(folder, depth);
    }

    /// Leave all folders at `depth` or deeper.
    pub(super) fn leave(&mut self, depth: usize) {
        while self
            .layers
            .last()
            .is_some_and(|layer| layer.depth >= depth && layer.depth > 0)
        {
            self.layers.pop();
        }
    }

    /// Whether the file or folder at the absolute `path` is left out.
    pub(super) fn ignores(&self, path: &Path, is_folder: bool) -> bool {
        for layer in self.layers.iter().rev() {
            match layer.matcher.matched(path, is_folder) {
                Match::None => {}
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
            }
        }
        false
    }

    fn add(&mut self, folder: &Path, depth: usize) {
        let mut builder = GitignoreBuilder::new(folder);
        let mut any = false;
        // Git's own list for one clone ranks below the files in the tree.
        let exclude = folder.join(".git/info/exclude");
        let files = std::iter::once(exclude).chain(NAMES.iter().map(|name| folder.join(name)));
        for file in files {
            let Some(text) = small_file(&file) else {
                continue;
            };
            for line in text.trim_start_matches('\u{feff}').lines() {
                // A line that is no pattern matches nothing, as in git.
                let _ = builder.add_line(None, line);
                any = true;
            }
        }
        if let (true, Ok(matcher)) = (any, builder.build()) {
            self.layers.push(Layer { depth, matcher });
        }
    }
}

/// The text of a regular file of sensible size; a pipe of that name is not opened.
fn small_file(path: &Path) -> Option<String> {
    let found = fs::metadata(path).ok()?;
    if !found.is_file() || found.len() > LONGEST {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn top_above(folder: &Path) -> Option<PathBuf> {
    if let Some(repository) = repository::top(folder) {
        return Some(repository.to_owned());
    }
    let here = fs::canonicalize(".").ok()?;
    folder.starts_with(&here).then_some(here)
}
