//! The zip archive round a document: finds parts by name and hands out one at a time, within limits in bytes.
//!
//! Nothing is ever written to disk, and no declared size is believed. What the parts mean is not known here.

use std::collections::HashMap;

use rawzip::extra_fields::{ExtraFieldId, ExtraFields};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::inflate::{Declared, Inflater};
use crate::document::{Problem, ProblemKind};

/// The most bytes that one part may inflate to.
pub(crate) const PART_LIMIT: u64 = 256 << 20;
/// The most bytes of a part that is kept as a table: relationships, styles, numbering. A line of a table takes several
/// times its bytes.
pub(crate) const TABLE_LIMIT: u64 = 32 << 20;
/// The most bytes that all parts that are read may inflate to together; a part read twice counts twice.
pub(crate) const ARCHIVE_LIMIT: u64 = 1 << 30;
/// The most entries that an archive may list.
pub(crate) const ENTRY_LIMIT: usize = 10_000;

/// So many names that are in doubt are told of; an archive with more is told often enough that it is odd.
const FAULT_LIMIT: usize = 10;

/// How an archive begins that has nothing before it (APPNOTE 4.3.7).
const LOCAL_HEADER: &[u8] = b"PK\x03\x04";

/// An open archive and the account of what was inflated from it.
pub(crate) struct Archive<'b> {
    archive: ZipSliceArchive<&'b [u8]>,
    /// Entry by normalised name.
    index: HashMap<String, Listed>,
    inflater: Inflater,
    inflated: u64,
    /// What is wrong with the names of entries.
    faults: Vec<Problem>,
}

/// What the archive's directory says of an entry.
struct Listed {
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    checksum: u32,
    encrypted: bool,
}

impl<'b> Archive<'b> {
    /// List the entries of the zip archive that `bytes` are.
    ///
    /// # Errors
    /// [`ProblemKind::BrokenArchive`] where there is no readable list, [`ProblemKind::TooManyEntries`].
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        let broken = |_| Problem::new(ProblemKind::BrokenArchive);
        let archive = ZipArchive::from_slice(bytes).map_err(broken)?;
        let mut index: HashMap<String, Listed> = HashMap::new();
        let mut faults = Vec::new();
        // The number of entries that the archive declares may be a lie, so they are counted.
        let mut entries = 0;
        let mut beginning = u64::MAX;
        let mut directory = archive.entries();
        while let Some(entry) = directory.next_entry().map_err(broken)? {
            entries += 1;
            if entries > ENTRY_LIMIT {
                return Err(Problem::new(ProblemKind::TooManyEntries {
                    limit: ENTRY_LIMIT,
                }));
            }
            beginning = beginning.min(entry.local_header_offset());
            let raw = entry.file_path().as_bytes().to_vec();
            let name = normalised(&String::from_utf8_lossy(&raw));
            let kind = if index.contains_key(&name) && !name.ends_with('/') {
                Some(ProblemKind::DuplicatePart)
            } else {
                has_another_name(entry.extra_fields(), &raw).then_some(ProblemKind::TwoNames)
            };
            if let Some(kind) = kind.filter(|_| faults.len() < FAULT_LIMIT) {
                faults.push(Problem::in_part(kind, name.as_str()));
            }
            let listed = Listed {
                place: entry.wayfinder(),
                method: entry.compression_method(),
                checksum: entry.crc32(),
                encrypted: entry.flags().is_encrypted(),
            };
            // Of two entries of one name the last one counts, as where an archive was added to.
            index.insert(name, listed);
        }
        // The directory of an archive inside this one, whose own is lost.
        if beginning > 0 && bytes.starts_with(LOCAL_HEADER) {
            return Err(Problem::new(ProblemKind::BrokenArchive));
        }
        Ok(Self {
            archive,
            index,
            inflater: Inflater::default(),
            inflated: 0,
            faults,
        })
    }

    /// What has been found wrong with the names of entries since this was asked last: it is open which part a program would
    /// show.
    pub(crate) fn faults(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.faults)
    }

    /// How many bytes parts have inflated to so far.
    pub(crate) fn inflated(&self) -> u64 {
        self.inflated
    }

    /// So many bytes count as inflated, here or in an archive that has to do with this one.
    pub(crate) fn has_inflated(&mut self, bytes: u64) {
        self.inflated = bytes.min(ARCHIVE_LIMIT);
    }

    /// Whether there is a part of this name; letter case, `\` for `/` and a leading `/` do not matter.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.index.contains_key(&normalised(name))
    }

    /// The normalised names of all parts, sorted.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.index.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// The inflated bytes of the part `name`, which may be no more than `most`.
    ///
    /// # Errors
    /// What keeps the part from being read; the other parts can still be read.
    pub(crate) fn part(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Problem> {
        let fail = |kind| Problem::in_part(kind, name);
        let broken = || fail(ProblemKind::BrokenPart);
        let listed = self
            .index
            .get(&normalised(name))
            .ok_or_else(|| fail(ProblemKind::MissingPart))?;
        if listed.encrypted {
            return Err(fail(ProblemKind::Encrypted));
        }
        let size = listed.place.uncompressed_size_hint();
        if size > most {
            return Err(fail(ProblemKind::PartTooLarge { limit: most }));
        }
        let left = ARCHIVE_LIMIT - self.inflated;
        if size > left {
            return Err(fail(ProblemKind::ArchiveTooLarge {
                limit: ARCHIVE_LIMIT,
            }));
        }
        let declared = Declared {
            method: listed.method,
            size: usize::try_from(size).map_err(|_| broken())?,
            checksum: listed.checksum,
        };
        let entry = self.archive.get_entry(listed.place).map_err(|_| broken())?;
        let header = entry.local_header();
        if has_another_name(header.extra_fields(), header.file_path().as_bytes()) {
            self.faults.push(fail(ProblemKind::TwoNames));
        }
        let mut content = Vec::new();
        let is_whole = self.inflater.content(entry.data(), &declared, &mut content);
        self.inflated = (self.inflated + content.len() as u64).min(ARCHIVE_LIMIT);
        if is_whole { Ok(content) } else { Err(broken()) }
    }
}

/// Part names are compared as OPC asks: without regard to ASCII case; some programs write `\`.
pub(crate) fn normalised(name: &str) -> String {
    name.trim_start_matches(['/', '\\'])
        .replace('\\', "/")
        .to_ascii_lowercase()
}

/// Whether one of the extra fields of an entry with the name `raw` gives it another name in Unicode (APPNOTE 4.6.9). That of a
/// name that is no UTF-8 says in Unicode what was written in the encoding of some country.
fn has_another_name(fields: ExtraFields<'_>, raw: &[u8]) -> bool {
    // Behind a version and the checksum of the other name.
    const NAME: usize = 5;
    let Ok(name) = str::from_utf8(raw) else {
        return false;
    };
    fields
        .filter(|(id, _)| *id == ExtraFieldId::INFO_ZIP_UNICODE_PATH)
        .filter_map(|(_, field)| field.get(NAME..))
        .any(|other| normalised(&String::from_utf8_lossy(other)) != normalised(name))
}
