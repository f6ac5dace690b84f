//! The zip archive round a document: finds parts by name and hands out one at a time, within limits in bytes.
//!
//! Nothing is ever written to disk, and no declared size is believed. What the parts mean is not known here.

use std::collections::HashMap;
use std::io::Cursor;

use memchr::memmem;
use zip::ZipArchive;

use super::inflate::{Declared, Inflater};
use crate::document::{Problem, ProblemKind};

/// The most bytes that one part may inflate to.
pub(super) const PART_LIMIT: u64 = 256 << 20;
/// The most bytes of a part that is kept as a table: relationships, styles, numbering. A line of a table takes several
/// times its bytes.
pub(super) const TABLE_LIMIT: u64 = 32 << 20;
/// The most bytes that all parts that are read may inflate to together; a part read twice counts twice.
pub(super) const ARCHIVE_LIMIT: u64 = 1 << 30;
/// The most entries that an archive may list.
pub(super) const ENTRY_LIMIT: usize = 10_000;

/// How each record of an archive's list of entries begins (APPNOTE 4.3.12), and how long it is without its names.
const RECORD: &[u8; 4] = b"PK\x01\x02";
const RECORD_LENGTH: usize = 46;

/// An open archive and the account of what was inflated from it.
pub(super) struct Archive<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Entry by normalised name.
    index: HashMap<String, Listed>,
    bytes: &'b [u8],
    inflater: Inflater,
    inflated: u64,
}

struct Listed {
    entry: usize,
    /// Another entry has the same name.
    duplicate: bool,
}

impl<'b> Archive<'b> {
    /// List the entries of the zip archive that `bytes` are.
    ///
    /// # Errors
    /// [`ProblemKind::BrokenArchive`] where there is no readable list, [`ProblemKind::TooManyEntries`].
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        // The list is kept in memory, so its length is bounded before it is read, and by what is there: the
        // number that the archive declares may be a lie.
        if memmem::find_iter(bytes, RECORD).nth(ENTRY_LIMIT).is_some() {
            return Err(Problem::new(ProblemKind::TooManyEntries {
                limit: ENTRY_LIMIT,
            }));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| Problem::new(ProblemKind::BrokenArchive))?;
        let mut listed: HashMap<String, usize> = HashMap::new();
        for name in listed_names(bytes, archive.central_directory_start()) {
            *listed.entry(name).or_default() += 1;
        }
        let index = archive
            .file_names_raw()
            .map(|raw| normalised(&String::from_utf8_lossy(raw)))
            .enumerate()
            .map(|(entry, name)| {
                let duplicate = listed.get(&name).is_some_and(|&times| times > 1);
                (name, Listed { entry, duplicate })
            })
            .collect();
        Ok(Self {
            archive,
            index,
            bytes,
            inflater: Inflater::default(),
            inflated: 0,
        })
    }

    /// Whether there is a part of this name; letter case, `\` for `/` and a leading `/` do not matter.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.index.contains_key(&normalised(name))
    }

    /// The normalised names of all parts, sorted.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.index.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// Whether two entries have this name, so that it is open which one a program would show.
    pub(super) fn is_duplicate(&self, name: &str) -> bool {
        self.index
            .get(&normalised(name))
            .is_some_and(|listed| listed.duplicate)
    }

    /// The inflated bytes of the part `name`, which may be no more than `most`.
    ///
    /// # Errors
    /// What keeps the part from being read; the other parts can still be read.
    pub(super) fn part(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Problem> {
        let fail = |kind| Problem::in_part(kind, name);
        let entry = self
            .index
            .get(&normalised(name))
            .map(|listed| listed.entry)
            .ok_or_else(|| fail(ProblemKind::MissingPart))?;
        let data = self
            .archive
            .by_index_data(entry)
            .map_err(|_| fail(ProblemKind::BrokenPart))?;
        if data.encrypted() {
            return Err(fail(ProblemKind::Encrypted));
        }
        let declared = data.size();
        if declared > most {
            return Err(fail(ProblemKind::PartTooLarge { limit: most }));
        }
        let left = ARCHIVE_LIMIT - self.inflated;
        if declared > left {
            return Err(fail(ProblemKind::ArchiveTooLarge {
                limit: ARCHIVE_LIMIT,
            }));
        }
        let broken = || fail(ProblemKind::BrokenPart);
        let file = self.archive.by_index_raw(entry).map_err(|_| broken())?;
        let declared = Declared {
            method: file.compression(),
            size: usize::try_from(declared).map_err(|_| broken())?,
            checksum: file.crc32(),
        };
        let start = file.data_start().ok_or_else(broken)?;
        let deflated = slice(self.bytes, start, file.compressed_size());
        let mut content = Vec::new();
        let is_whole = self.inflater.content(deflated, &declared, &mut content);
        self.inflated = (self.inflated + content.len() as u64).min(ARCHIVE_LIMIT);
        if is_whole { Ok(content) } else { Err(broken()) }
    }
}

/// The `length` bytes from byte `start` on, as far as they are there.
fn slice(bytes: &[u8], start: u64, length: u64) -> &[u8] {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let rest = bytes.get(start..).unwrap_or_default();
    rest.get(..length).unwrap_or(rest)
}

/// Part names are compared as OPC asks: without regard to ASCII case; some programs write `\`.
fn normalised(name: &str) -> String {
    name.trim_start_matches(['/', '\\'])
        .replace('\\', "/")
        .to_ascii_lowercase()
}

/// The normalised names in the list that begins at byte `start`, as often as they are listed: `zip` itself keeps
/// one entry of each name.
fn listed_names(bytes: &[u8], start: u64) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = usize::try_from(start)
        .ok()
        .and_then(|start| bytes.get(start..))
        .unwrap_or(&[]);
    while let Some((record, after)) = rest.split_first_chunk::<RECORD_LENGTH>() {
        if !record.starts_with(RECORD) {
            break;
        }
        let length = |at: usize| match record.get(at..at + 2) {
            Some(&[low, high]) => usize::from(u16::from_le_bytes([low, high])),
            _ => 0,
        };
        let (name, extra, comment) = (length(28), length(30), length(32));
        let Some(raw) = after.get(..name) else { break };
        names.push(normalised(&String::from_utf8_lossy(raw)));
        rest = after.get(name + extra + comment..).unwrap_or(&[]);
    }
    names
}
