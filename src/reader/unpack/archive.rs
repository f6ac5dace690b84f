//! The entries of a zip archive: which are documents, what they are called, and their bytes within limits.

use encoding_rs::{Encoding, UTF_8};
use rawzip::{ZipArchive, ZipArchiveEntryWayfinder};

use super::{Unpacking, is_wanted};
use crate::document::ProblemKind;
use crate::ooxml::archive::{ARCHIVE_LIMIT, ENTRY_LIMIT, PART_LIMIT};
use crate::ooxml::inflate::{Declared, Inflater};
use crate::reader::{Input, encoding};

/// The account of an archive with all archives in it.
pub(super) struct Account {
    /// How many more bytes may be inflated.
    left: u64,
    /// How many entries were listed.
    entries: usize,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            left: ARCHIVE_LIMIT,
            entries: 0,
        }
    }
}

/// A file in an archive.
struct Entry {
    name: String,
    place: ZipArchiveEntryWayfinder,
    method: rawzip::CompressionMethod,
    checksum: u32,
    is_encrypted: bool,
}

impl Unpacking<'_> {
    /// Go through the archive `input`, which lies in so many archives and mails.
    pub(super) fn open_archive(&mut self, input: &Input, nesting: usize) {
        let Ok(archive) = ZipArchive::from_slice(&*input.bytes) else {
            return self.fails(ProblemKind::BrokenArchive, &input.name, nesting);
        };
        let mut inflater = Inflater::default();
        for entry in self.entries(&archive, input, nesting) {
            if self.stop.requested() {
                return self.fails(ProblemKind::TooSlow, &input.name, nesting);
            }
            let name = format!("{}/{}", input.name, entry.name);
            match self.content(&archive, &entry, &mut inflater) {
                Ok(bytes) => self.take(name, bytes, nesting),
                Err(kind) => {
                    let is_full = matches!(kind, ProblemKind::ArchiveTooLarge { .. });
                    self.fails(kind, &name, 1);
                    if is_full {
                        return;
                    }
                }
            }
        }
    }

    /// The documents and archives that the archive lists.
    fn entries(
        &mut self,
        archive: &rawzip::ZipSliceArchive<&[u8]>,
        input: &Input,
        nesting: usize,
    ) -> Vec<Entry> {
        let mut listed = Vec::new();
        let mut raw_names = Vec::new();
        let mut directory = archive.entries();
        loop {
            let entry = match directory.next_entry() {
                Ok(Some(entry)) => entry,
                Ok(None) => break,
                Err(_) => {
                    self.fails(ProblemKind::BrokenArchive, &input.name, nesting);
                    break;
                }
            };
            self.account.entries += 1;
            if self.account.entries > ENTRY_LIMIT {
                let limit = ENTRY_LIMIT;
                self.fails(ProblemKind::TooManyEntries { limit }, &input.name, nesting);
                break;
            }
            raw_names.push(entry.file_path().as_bytes().to_vec());
            listed.push((
                entry.wayfinder(),
                entry.compression_method(),
                entry.crc32(),
                entry.flags().is_encrypted(),
            ));
        }
        let encoding = encoding_of(&raw_names);
        let named = raw_names.iter().zip(listed);
        named
            .map(|(raw, (place, method, checksum, is_encrypted))| Entry {
                name: shown_name(raw, encoding),
                place,
                method,
                checksum,
                is_encrypted,
            })
            .filter(|entry| is_wanted(&entry.name))
            .collect()
    }

    fn content(
        &mut self,
        archive: &rawzip::ZipSliceArchive<&[u8]>,
        entry: &Entry,
        inflater: &mut Inflater,
    ) -> Result<Vec<u8>, ProblemKind> {
        if entry.is_encrypted {
            return Err(ProblemKind::Encrypted);
        }
        let size = entry.place.uncompressed_size_hint();
        if size > PART_LIMIT {
            return Err(ProblemKind::PartTooLarge { limit: PART_LIMIT });
        }
        if size > self.account.left {
            let limit = ARCHIVE_LIMIT;
            return Err(ProblemKind::ArchiveTooLarge { limit });
        }
        let broken = || ProblemKind::BrokenPart;
        let declared = Declared {
            method: entry.method,
            size: usize::try_from(size).map_err(|_| broken())?,
            checksum: Some(entry.checksum),
        };
        let place = archive.get_entry(entry.place).map_err(|_| broken())?;
        let mut content = Vec::new();
        let is_whole = inflater.content(place.data(), &declared, &mut content);
        self.account.left = self.account.left.saturating_sub(content.len() as u64);
        if is_whole { Ok(content) } else { Err(broken()) }
    }
}

/// Windows writes names in the encoding of the country and says nothing of it.
fn encoding_of(names: &[Vec<u8>]) -> &'static Encoding {
    let odd: Vec<u8> = names
        .iter()
        .filter(|name| str::from_utf8(name).is_err())
        .flat_map(|name| name.iter().copied().chain([b'\n']))
        .collect();
    match odd.is_empty() {
        true => UTF_8,
        false => encoding::guess(&odd),
    }
}

fn shown_name(raw: &[u8], encoding: &'static Encoding) -> String {
    let name = match str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding.decode_without_bom_handling(raw).0.into_owned(),
    };
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}
