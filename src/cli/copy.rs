//! Copies of documents: what they are called, and how they come to lie on the disk.
//!
//! Nothing that is there is written over unless the person named it and says so.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use same_file::is_same_file;

use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::obstacle::Obstacle;
use crate::cli::output::Output;
use crate::cli::usage_error::UsageError;
use crate::text::Localized;

/// So many copies of one file lie beside it at most.
const COPIES: usize = 99;

/// The first free name for a copy beside `path`: 报告.标注.docx, 报告.标注-2.docx for the `word` 标注. The copy of such a copy
/// has the word once.
///
/// # Errors
/// When there are too many already.
pub(super) fn beside(path: &Path, word: &str) -> Result<PathBuf, Failure> {
    let stem = path.file_stem().unwrap_or_default();
    let mut stem = original_stem(stem, word).map_or_else(|| stem.to_owned(), OsString::from);
    stem.push(".");
    stem.push(word);
    let folder = path.parent().unwrap_or(Path::new(""));
    free(folder, &stem, path.extension().unwrap_or_default())
}

/// Of what file the one at `path` is a copy, by its name with one of these `words`.
pub(super) fn original(path: &Path, words: &[&str]) -> Option<PathBuf> {
    let stem = path.file_stem()?;
    let mut stems = words.iter().filter_map(|word| original_stem(stem, word));
    let mut name = OsString::from(stems.next()?);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    Some(path.with_file_name(name))
}

/// 报告 of 报告.标注 and 报告.标注-2 for the `word` 标注.
fn original_stem<'s>(stem: &'s OsStr, word: &str) -> Option<&'s str> {
    let (original, last) = stem.to_str()?.rsplit_once('.')?;
    let number = last.strip_prefix(word)?;
    let digits = number.strip_prefix('-').unwrap_or("1");
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_copy = is_number && (number.is_empty() || number.starts_with('-'));
    (is_copy && !original.is_empty()).then_some(original)
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

/// Refuse to write to `path` where that is one of the `inputs` under whatever name, be it forced: only an option of its own
/// writes over a document. `way_out` says what else the person can do.
///
/// # Errors
/// Which file it is.
pub(super) fn refuse_input<'p>(
    path: &Path,
    mut inputs: impl Iterator<Item = &'p Path>,
    way_out: Localized,
) -> Result<(), UsageError> {
    let Some(input) = inputs.find(|input| is_same_file(path, input).unwrap_or(false)) else {
        return Ok(());
    };
    let (name, input) = (file_name::shown(path), file_name::shown(input));
    let message = match name == input {
        true => Localized::new(
            format!("“{name}”是要读的文件，没有覆盖它"),
            format!("“{name}” is a file to be read; it was not written over"),
        ),
        false => Localized::new(
            format!("“{name}”就是要读的“{input}”，没有覆盖它"),
            format!("“{name}” is “{input}”, a file to be read; it was not written over"),
        ),
    };
    Err(UsageError::new(message, way_out))
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
