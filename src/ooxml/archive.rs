//! The zip archive round a document: finds parts by name and hands out one at a time, within limits in bytes.
//!
//! Nothing is ever written to disk, and no declared size is believed. What the parts mean is not known here.

use std::collections::HashMap;
use std::ops::Range;

use rawzip::extra_fields::{ExtraFieldId, ExtraFields};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::inflate::{Declared, Inflater};
use super::salvage;
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

/// An open archive and the account of what was inflated from it.
pub(crate) struct Archive<'b> {
    bytes: &'b [u8],
    /// What it says of itself; nothing where that is lost.
    archive: Option<ZipSliceArchive<&'b [u8]>>,
    /// Entry by normalised name.
    index: HashMap<String, Listed>,
    inflater: Inflater,
    inflated: u64,
    /// What is wrong with the names of entries.
    faults: Vec<Problem>,
}

/// What the archive's directory says of an entry, or where that is lost, the entry itself.
struct Listed {
    place: Place,
    method: CompressionMethod,
    /// Size of the content and its checksum, where they are told.
    declared: Option<(u64, u32)>,
    encrypted: bool,
}

enum Place {
    Listed(ZipArchiveEntryWayfinder),
    /// Bytes of the archive.
    Found(Range<usize>),
}

/// The content of a part.
pub(crate) struct Content {
    pub(crate) bytes: Vec<u8>,
    /// Whether it is all there, and as it was packed.
    pub(crate) is_whole: bool,
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
                place: Place::Listed(entry.wayfinder()),
                method: entry.compression_method(),
                declared: Some((entry.wayfinder().uncompressed_size_hint(), entry.crc32())),
                encrypted: entry.flags().is_encrypted(),
            };
            // Of two entries of one name the last one counts, as where an archive was added to.
            index.insert(name, listed);
        }
        // The directory of an archive inside this one, whose own is lost: this one has nothing before its entries.
        if beginning > 0 && bytes.starts_with(salvage::HEADER) {
            return Err(Problem::new(ProblemKind::BrokenArchive));
        }
        Ok(Self {
            archive: Some(archive),
            ..Self::new(bytes, index, faults)
        })
    }

    /// As [`open`](Self::open), also where the directory is lost or lies in the wrong place: what is found without it is read, and
    /// [`faults`](Self::faults) says so. Not for who writes the archive anew.
    ///
    /// # Errors
    /// As for [`open`](Self::open), where there is nothing to be found, either.
    pub(crate) fn open_or_salvage(bytes: &'b [u8]) -> Result<Self, Problem> {
        let problem = match Self::open(bytes) {
            Err(problem) if problem.kind == ProblemKind::BrokenArchive => problem,
            opened => return opened,
        };
        let mut index: HashMap<String, Listed> = HashMap::new();
        let mut faults = vec![Problem::new(ProblemKind::SalvagedArchive)];
        let entries = salvage::entries(bytes, ENTRY_LIMIT);
        if entries.len() > ENTRY_LIMIT {
            return Err(Problem::new(ProblemKind::TooManyEntries {
                limit: ENTRY_LIMIT,
            }));
        }
        for entry in entries {
            let name = normalised(&String::from_utf8_lossy(entry.name));
            let is_double = index.contains_key(&name) && !name.ends_with('/');
            if is_double && faults.len() <= FAULT_LIMIT {
                faults.push(Problem::in_part(ProblemKind::DuplicatePart, name.as_str()));
            }
            let found = Listed {
                place: Place::Found(entry.packed),
                method: entry.method,
                declared: entry.declared,
                encrypted: entry.is_encrypted,
            };
            index.insert(name, found);
        }
        match index.is_empty() {
            true => Err(problem),
            false => Ok(Self::new(bytes, index, faults)),
        }
    }

    fn new(bytes: &'b [u8], index: HashMap<String, Listed>, faults: Vec<Problem>) -> Self {
        Self {
            bytes,
            archive: None,
            index,
            inflater: Inflater::default(),
            inflated: 0,
            faults,
        }
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
    /// What keeps the part from being read, or from being read in full; the other parts can still be read.
    pub(crate) fn part(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Problem> {
        let content = self.content(name, most)?;
        match content.is_whole {
            true => Ok(content.bytes),
            false => Err(Problem::in_part(ProblemKind::BrokenPart, name)),
        }
    }

    /// As [`part`](Self::part), as far as it can be inflated.
    ///
    /// # Errors
    /// What keeps all of the part from being read.
    pub(crate) fn content(&mut self, name: &str, most: u64) -> Result<Content, Problem> {
        let fail = |kind| Problem::in_part(kind, name);
        let broken = || fail(ProblemKind::BrokenPart);
        let listed = self
            .index
            .get(&normalised(name))
            .ok_or_else(|| fail(ProblemKind::MissingPart))?;
        if listed.encrypted {
            return Err(fail(ProblemKind::Encrypted));
        }
        let left = ARCHIVE_LIMIT - self.inflated;
        let too_large = |size| match size > most {
            true => Some(fail(ProblemKind::PartTooLarge { limit: most })),
            false => (size > left).then(|| {
                fail(ProblemKind::ArchiveTooLarge {
                    limit: ARCHIVE_LIMIT,
                })
            }),
        };
        if let Some(problem) = listed.declared.and_then(|(size, _)| too_large(size)) {
            return Err(problem);
        }
        let (size, checksum) = match listed.declared {
            Some((size, checksum)) => (size, Some(checksum)),
            None => (most.min(left), None),
        };
        let declared = Declared {
            method: listed.method,
            size: usize::try_from(size).map_err(|_| broken())?,
            checksum,
        };
        let packed = match (&listed.place, &self.archive) {
            (Place::Listed(place), Some(archive)) => {
                let entry = archive.get_entry(*place).map_err(|_| broken())?;
                let header = entry.local_header();
                if has_another_name(header.extra_fields(), header.file_path().as_bytes()) {
                    self.faults.push(fail(ProblemKind::TwoNames));
                }
                entry.data()
            }
            (Place::Found(packed), _) => self.bytes.get(packed.clone()).ok_or_else(broken)?,
            (Place::Listed(_), None) => return Err(broken()),
        };
        let mut bytes = Vec::new();
        let is_whole = self.inflater.content(packed, &declared, &mut bytes);
        let inflated = bytes.len() as u64;
        self.inflated = (self.inflated + inflated).min(ARCHIVE_LIMIT);
        if listed.declared.is_none()
            && let Some(problem) = too_large(inflated)
        {
            return Err(problem);
        }
        match bytes.is_empty() && !is_whole {
            true => Err(broken()),
            false => Ok(Content { bytes, is_whole }),
        }
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
