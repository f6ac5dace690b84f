//! The page that a build server shows beside a step, where it says that it has a place for one.
//!
//! Owns where that is; what stands on the page is a reporter's affair.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// GitHub Actions names a file here, to which each step may append.
const GITHUB: &str = "GITHUB_STEP_SUMMARY";

/// The file that the build server shows.
pub(super) fn place() -> Option<PathBuf> {
    std::env::var_os(GITHUB)
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
}

/// Append `page` to the file at `path`.
///
/// # Errors
/// When it cannot be written.
pub(super) fn append(path: &Path, page: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(page.as_bytes())
}
