//! From a path to the bytes of an [`Input`], never more than readers take.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::cli::file_name;
use crate::cli::obstacle::Obstacle;
use crate::cli::walk::{Found, FoundKind};
use crate::document::ProblemKind;
use crate::reader::{FILE_LIMIT, Input};
use crate::text::Language;

/// How standard input is called when the person gives it no name.
pub(super) const STDIN_NAME: &str = "<stdin>";

/// How what a walk found is called where the person gave it no other name.
pub(super) fn shown_name(found: &Found) -> String {
    match found.kind {
        FoundKind::Stdin => STDIN_NAME.to_owned(),
        _ => file_name::shown(&found.path),
    }
}

/// What a walk came upon.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn found(found: &Found, name: &str, language: Language) -> Result<Input, ProblemKind> {
    match &found.kind {
        FoundKind::File => file(&found.path, name, language),
        FoundKind::Stdin => stdin(name, language),
        FoundKind::Unreadable(obstacle) => Err(unreadable(obstacle, language)),
    }
}

/// What the person named: a regular file, or `-` for standard input.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn named(path: &Path, name: &str, language: Language) -> Result<Input, ProblemKind> {
    if path == Path::new("-") {
        return stdin(name, language);
    }
    let found = fs::metadata(path)
        .map_err(|error| unreadable(&Obstacle::of_named(path, &error), language))?;
    if found.is_dir() {
        return Err(unreadable(&Obstacle::Folder, language));
    }
    if !found.is_file() {
        return Err(unreadable(&Obstacle::NoRegularFile, language));
    }
    file(path, name, language)
}

/// The regular file at `path`.
///
/// # Errors
/// Why it cannot be read.
fn file(path: &Path, name: &str, language: Language) -> Result<Input, ProblemKind> {
    let fail = |error| unreadable(&Obstacle::from_io(&error), language);
    let file = File::open(path).map_err(fail)?;
    let length = file.metadata().map_err(fail)?.len();
    if length > FILE_LIMIT {
        return Err(ProblemKind::FileTooLarge { limit: FILE_LIMIT });
    }
    input(file, usize::try_from(length).unwrap_or(0), name, language)
}

/// Standard input to its end.
///
/// # Errors
/// Why it cannot be read.
fn stdin(name: &str, language: Language) -> Result<Input, ProblemKind> {
    input(io::stdin().lock(), 0, name, language)
}

/// The problem that an obstacle is to a report.
fn unreadable(obstacle: &Obstacle, language: Language) -> ProblemKind {
    ProblemKind::Unreadable(obstacle.words(language))
}

/// Reads with a bound, since a file may grow while it is read.
fn input(
    source: impl Read,
    expected: usize,
    name: &str,
    language: Language,
) -> Result<Input, ProblemKind> {
    let mut bytes = Vec::with_capacity(expected.saturating_add(1));
    source
        .take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&Obstacle::from_io(&error), language))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(ProblemKind::FileTooLarge { limit: FILE_LIMIT });
    }
    Ok(Input {
        name: name.to_owned(),
        bytes,
        format: None,
    })
}
