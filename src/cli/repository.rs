//! Which repository holds a folder, told from the disk alone: git is not started.

use std::path::Path;

/// The root of the repository that holds `folder`, an absolute path: `folder` itself or the nearest one above it with a
/// `.git`, which is a file in a submodule and in a further working tree.
pub(super) fn top(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|place| place.join(".git").exists())
}
