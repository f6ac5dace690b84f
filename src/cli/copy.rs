//! Copies of documents: what they are called, and how they come to lie on the disk.
//!
//! Nothing that is there is written over unless the person named it and says so.

use std::ffi::OsStr;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::obstacle::Obstacle;
use crate::cli::output::Output;
use crate::cli::usage_error::UsageError;
use crate::text::Localized;

/// So many copies of one file lie beside it at most.
const COPIES: usize = 99;

/// The first free name for a copy beside `path`: 报告.标注.docx, 报告.标注-2.docx for the `word` 标注.
///
/// # Errors
/// When there are too many already.
pub(super) fn beside(path: &Path, word: &str) -> Result<PathBuf, Failure> {
    let mut stem = path.file_stem().unwrap_or_default().to_owned();
    stem.push(".");
    stem.push(word);
    let folder = path.parent().unwrap_or(Path::new(""));
    free(folder, &stem, path.extension().unwrap_or_default())
}

/// The first free name in `folder`: 待填.xlsx, 待填-2.xlsx.
///
/// # Errors
/// When there are too many already.
pub(super) fn free(
    folder: &Path,
    stem: impl AsRef<OsStr>,
    extension: impl AsRef<OsStr>,
) -> Result<PathBuf, Failure> {
    let (stem, extension) = (stem.as_ref(), extension.as_ref());
    let name = |count: usize| {
        let mut name = stem.to_owned();
        if count > 1 {
            name.push(format!("-{count}"));
        }
        if !extension.is_empty() {
            name.push(".");
            name.push(extension);
        }
        folder.join(name)
    };
    let mut names = (1..=COPIES).map(name);
    let free = names.find(|copy| copy.symlink_metadata().is_err());
    free.ok_or_else(|| too_many(&file_name::shown(Path::new(stem))).into())
}

/// Refuse to write to `path` where a file is, unless the person says so.
///
/// # Errors
/// What is there, and what else the person can do.
pub(super) fn refuse_harm(path: &Path, force: bool) -> Result<(), UsageError> {
    if force || !path.is_file() {
        return Ok(());
    }
    let name = file_name::shown(path);
    Err(UsageError::new(
        Localized::new(
            format!("“{name}”已经有了，没有覆盖它"),
            format!("“{name}” exists; it was left as it is"),
        ),
        Localized::new(
            "换一个文件名；确实要覆盖，就加 --force",
            "take another name, or add --force to replace the file",
        ),
    ))
}

/// Whether the file at `path` still holds `bytes`, which were read from it: else it is not to be written over.
pub(super) fn still_holds(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|now| now == bytes)
}

/// Write `bytes` to the file at `path`: it appears when it is complete, and is on the disk then.
///
/// # Errors
/// What was in the way.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::write(&file_name::shown(path), Obstacle::of_written(&error));
    let mut output = Output::file(path).map_err(failed)?;
    let _: ControlFlow<()> = output.write(bytes);
    output.finish_on_disk().map_err(failed)
}

fn too_many(name: &str) -> UsageError {
    UsageError::new(
        Localized::new(
            format!("“{name}”已经有 {COPIES} 份了"),
            format!("there are {COPIES} copies “{name}” already"),
        ),
        Localized::new(
            "删掉不要的副本，或者用 -o 另起名字",
            "delete those you do not need, or name the copy with -o",
        ),
    )
}
