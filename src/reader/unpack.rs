//! The documents that lie in an archive or hang on a mail, one after the other, each by the name it has there.
//!
//! Nothing is written to disk and no declared size is believed; archives in archives have one account. What a document says is not looked at.

use encoding_rs::{Encoding, UTF_8};
use rawzip::{ZipArchive, ZipArchiveEntryWayfinder};

use super::{Input, detect, encoding, format_of_name, is_document_name};
use crate::document::{Format, Problem, ProblemKind};
use crate::ooxml::archive::{ARCHIVE_LIMIT, ENTRY_LIMIT, PART_LIMIT};
use crate::ooxml::inflate::{Declared, Inflater};
use crate::text::Stop;

/// How deep archives in archives are opened.
const NESTING_LIMIT: usize = 2;

/// What came of unpacking a file.
#[derive(Debug, Default)]
pub struct Unpacked {
    /// How many documents were handed out.
    pub documents: usize,
    /// What kept others from it, each with the name of what it is about.
    pub problems: Vec<Problem>,
}

/// Whether `input` is an archive, which has no words of its own.
pub fn is_archive(input: &Input) -> bool {
    format_of(input) == Format::Zip
}

/// Whether `input` is a mail, to which documents may be attached.
pub fn is_mail(input: &Input) -> bool {
    matches!(format_of(input), Format::Eml | Format::Msg)
}

/// Hand each document in the archive or on the mail `input` to `visit`, archives in it opened, under its name: `a.zip/b/c.docx`.
pub fn unpack(input: &Input, stop: &Stop, visit: &mut dyn FnMut(Input)) -> Unpacked {
    let mut unpacking = Unpacking {
        stop,
        visit,
        left: ARCHIVE_LIMIT,
        entries: 0,
        unpacked: Unpacked::default(),
    };
    unpacking.open(input, 0);
    unpacking.unpacked
}

fn format_of(input: &Input) -> Format {
    match input.format {
        Some(format) => format,
        None => detect::detect(format_of_name(&input.name), &input.bytes).format,
    }
}

/// An archive while it is gone through, with all that lie in it.
struct Unpacking<'u> {
    stop: &'u Stop,
    visit: &'u mut dyn FnMut(Input),
    /// How many more bytes may be inflated.
    left: u64,
    /// How many entries were listed, in all archives.
    entries: usize,
    unpacked: Unpacked,
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
    /// Go through the archive or mail `input`, which lies in so many others.
    fn open(&mut self, input: &Input, nesting: usize) {
        if is_mail(input) {
            for (name, bytes) in attachments(input) {
                if self.stop.requested() {
                    return self.fails(ProblemKind::TooSlow, &input.name, nesting);
                }
                if is_wanted(&name) {
                    self.take(format!("{}/{name}", input.name), bytes, nesting);
                }
            }
            return;
        }
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
            self.entries += 1;
            if self.entries > ENTRY_LIMIT {
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
        if size > self.left {
            let limit = ARCHIVE_LIMIT;
            return Err(ProblemKind::ArchiveTooLarge { limit });
        }
        let broken = || ProblemKind::BrokenPart;
        let declared = Declared {
            method: entry.method,
            size: usize::try_from(size).map_err(|_| broken())?,
            checksum: entry.checksum,
        };
        let place = archive.get_entry(entry.place).map_err(|_| broken())?;
        let mut content = Vec::new();
        let is_whole = inflater.content(place.data(), &declared, &mut content);
        self.left = self.left.saturating_sub(content.len() as u64);
        if is_whole { Ok(content) } else { Err(broken()) }
    }

    /// A file has been had that lies in so many archives besides this one.
    fn take(&mut self, name: String, bytes: Vec<u8>, nesting: usize) {
        let input = Input {
            name,
            bytes: bytes.into(),
            format: None,
        };
        let is_archive = is_archive(&input);
        if is_archive && nesting + 1 >= NESTING_LIMIT {
            let limit = NESTING_LIMIT;
            return self.fails(ProblemKind::TooDeep { limit }, &input.name, 1);
        }
        if is_archive {
            return self.open(&input, nesting + 1);
        }
        // A mail in the innermost archive has words of its own, and says what hangs on it and is not read.
        let attached = (is_mail(&input) && nesting + 1 < NESTING_LIMIT).then(|| Input {
            name: input.name.clone(),
            bytes: input.bytes.to_vec().into(),
            format: None,
        });
        self.hand_out(input);
        if let Some(mail) = attached {
            self.open(&mail, nesting + 1);
        }
    }

    fn hand_out(&mut self, input: Input) {
        self.unpacked.documents += 1;
        (self.visit)(input);
    }

    /// Something was not read: the file of this name, or all of what is unpacked where nothing lies round it.
    fn fails(&mut self, kind: ProblemKind, name: &str, nesting: usize) {
        self.unpacked.problems.push(match nesting {
            0 => Problem::new(kind),
            _ => Problem::in_part(kind, name),
        });
    }
}

#[cfg(feature = "mail")]
fn attachments(input: &Input) -> Vec<(String, Vec<u8>)> {
    match format_of(input) {
        Format::Msg => super::msg::attachments(&input.bytes),
        _ => super::mail::attachments(&input.bytes),
    }
}

#[cfg(not(feature = "mail"))]
fn attachments(_: &Input) -> Vec<(String, Vec<u8>)> {
    Vec::new()
}

/// Whether the file of this name is a document or may hold some. What macOS adds of its own to archives is neither.
fn is_wanted(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    is_document_name(name) && !file.starts_with("._") && !name.starts_with("__MACOSX/")
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
