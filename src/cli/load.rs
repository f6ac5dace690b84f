//! From a path to the bytes of an [`Input`], never more than readers take.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::cli::file_name;
use crate::cli::memory::Memory;
use crate::cli::obstacle::Obstacle;
use crate::cli::processor::cores;
use crate::cli::walk::{Found, FoundKind};
use crate::document::{Bytes, ProblemKind};
use crate::reader::{FILE_LIMIT, Input};
use crate::scan::Cores;
use crate::text::Language;

/// Most files are no larger than this, in bytes.
const HEAD_SIZE: usize = 192 << 10;

thread_local! {
    /// Where the beginning of each file is read to. A file that ends there is read without a question for its size.
    static HEAD: RefCell<Memory> = RefCell::new(Memory::new(HEAD_SIZE));
}

/// How what a walk found is called where the person gave it no other name.
pub(super) fn shown_name(found: &Found) -> String {
    match found.kind {
        FoundKind::Stdin => file_name::STDIN.to_owned(),
        _ => file_name::shown(&found.path),
    }
}

/// What a walk came upon; a large file is read by all of the `cores` that are free.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn found(
    found: &Found,
    name: &str,
    language: Language,
    cores: &Cores,
) -> Result<Input, ProblemKind> {
    match &found.kind {
        FoundKind::File => file(&found.path, name, language, cores),
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
    file(path, name, language, &Cores::new(cores))
}

/// The regular file at `path`.
///
/// # Errors
/// Why it cannot be read.
fn file(path: &Path, name: &str, language: Language, cores: &Cores) -> Result<Input, ProblemKind> {
    let bytes = File::open(path).and_then(|file| whole(file, cores));
    input(bytes, name, language)
}

/// Standard input to its end.
///
/// # Errors
/// Why it cannot be read.
fn stdin(name: &str, language: Language) -> Result<Input, ProblemKind> {
    let bytes = to_end(io::stdin().lock(), Vec::new());
    input(bytes, name, language)
}

/// The problem that an obstacle is to a report.
fn unreadable(obstacle: &Obstacle, language: Language) -> ProblemKind {
    ProblemKind::Unreadable(obstacle.words(language))
}

fn input(bytes: io::Result<Bytes>, name: &str, language: Language) -> Result<Input, ProblemKind> {
    let bytes = bytes.map_err(|error| unreadable(&Obstacle::from_io(&error), language))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(ProblemKind::FileTooLarge { limit: FILE_LIMIT });
    }
    Ok(Input {
        name: name.to_owned(),
        bytes,
        format: None,
    })
}

/// All bytes of `file`, or more than readers take.
fn whole(mut file: File, cores: &Cores) -> io::Result<Bytes> {
    HEAD.with_borrow_mut(|head| {
        head.clear();
        head.fill_from(&mut file)?;
        if !head.is_full() {
            return Ok(head.as_ref().into());
        }
        let size = file.metadata()?.len().min(FILE_LIMIT + 1);
        // The byte too many shows that the file ends where it should.
        let mut memory = Memory::new(usize::try_from(size).unwrap_or(0).max(HEAD_SIZE) + 1);
        memory.fill_from(head.as_ref())?;
        match memory.is_large() {
            true => memory.fill_at(cores, |room, place| read_at(&file, room, place))?,
            false => memory.fill_from(&file)?,
        }
        if !memory.is_full() {
            return Ok(Bytes::of(memory));
        }
        // It has grown meanwhile.
        file.seek(SeekFrom::Start(memory.as_ref().len() as u64))?;
        to_end(file, memory.as_ref().to_vec())
    })
}

/// Read from byte `place` of `file` on, wherever others read.
#[cfg(unix)]
fn read_at(file: &File, room: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, room, place)
}

/// Read from byte `place` of `file` on, wherever others read.
#[cfg(windows)]
fn read_at(file: &File, room: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, room, place)
}

/// The `bytes` with those that `source` has left, within what readers take and one more.
fn to_end(source: impl Read, mut bytes: Vec<u8>) -> io::Result<Bytes> {
    let room = (FILE_LIMIT + 1).saturating_sub(bytes.len() as u64);
    source.take(room).read_to_end(&mut bytes)?;
    Ok(bytes.into())
}
