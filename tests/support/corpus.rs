//! Where the large collection of real files lies, which is no part of the repository.

use std::path::{Path, PathBuf};

/// The folder `name` of the corpus; nothing, and a word about it, where there is no corpus.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let root = match std::env::var_os("UNFILLED_CORPUS") {
        Some(root) => PathBuf::from(root),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
    };
    let folder = root.join(name);
    if folder.is_dir() {
        Some(folder)
    } else {
        println!(
            "skipped: there is no {} (UNFILLED_CORPUS names the corpus)",
            folder.display()
        );
        None
    }
}

/// The files directly in `folder`, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}
