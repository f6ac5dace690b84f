//! An archive with some parts changed (APPNOTE 4.3): every other entry is copied as it stands, header and all, in the same
//! order. An entry that is changed keeps its name, time, method and attributes.
//!
//! What the parts mean is not known here.

use std::collections::{BTreeMap, HashMap};

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use rawzip::{CompressionMethod, ZipArchive};

use super::archive::normalised;
use crate::document::{Problem, ProblemKind};

/// What becomes of an archive's parts, by their normalised names.
#[derive(Default)]
pub(crate) struct Changes {
    /// New content of parts that there are.
    pub(crate) replaced: BTreeMap<String, Vec<u8>>,
    /// Parts that go.
    pub(crate) removed: Vec<String>,
    /// Parts that come: names as written, and content.
    pub(crate) added: Vec<(String, Vec<u8>)>,
}

/// The fixed parts of headers, in bytes.
const LOCAL: usize = 30;
const RECORD: usize = 46;

/// The extra field for sizes and offsets beyond 32 bits.
const ZIP64: u16 = 1;

/// What stands in a field whose value is in the extra field for 64 bits.
const ELSEWHERE: u32 = u32::MAX;

/// The number of the method that new entries have (APPNOTE 4.4.5).
const DEFLATE: u16 = 8;

/// An entry as the archive's directory has it.
struct Entry {
    name: String,
    /// Its line in the directory.
    record: Vec<u8>,
    method: CompressionMethod,
    /// Where its local header begins in the source.
    offset: usize,
}

/// The archive `source` with these changes.
///
/// # Errors
/// [`ProblemKind::BrokenArchive`] where its directory cannot be read.
pub(crate) fn repack(source: &[u8], changes: &Changes) -> Result<Vec<u8>, Problem> {
    repacked(source, changes).ok_or_else(|| Problem::new(ProblemKind::BrokenArchive))
}

fn repacked(source: &[u8], changes: &Changes) -> Option<Vec<u8>> {
    let archive = ZipArchive::from_slice(source).ok()?;
    let mut entries = Vec::new();
    let mut directory = archive.entries();
    let mut end_of_data = None;
    while let Some(entry) = directory.next_entry().ok()? {
        let start = usize::try_from(entry.central_directory_offset()).ok()?;
        end_of_data.get_or_insert(start);
        let variable: usize = [28, 30, 32]
            .iter()
            .map(|&at| number16(source, start + at))
            .sum::<Option<usize>>()?;
        entries.push(Entry {
            name: normalised(&String::from_utf8_lossy(entry.file_path().as_bytes())),
            record: source.get(start..start + RECORD + variable)?.to_vec(),
            method: entry.compression_method(),
            offset: usize::try_from(entry.local_header_offset()).ok()?,
        });
    }
    // An entry reaches up to the next one, with whatever a program put behind it.
    let mut bounds: Vec<usize> = entries.iter().map(|entry| entry.offset).collect();
    bounds.sort_unstable();
    bounds.dedup();
    bounds.push(end_of_data?);
    let mut packed = source.get(..*bounds.first()?)?.to_vec();
    // The last one of a name is the one that is read.
    let newest: HashMap<&str, usize> = entries
        .iter()
        .enumerate()
        .map(|(at, it)| (it.name.as_str(), at))
        .collect();
    let by_offset: HashMap<usize, usize> = entries
        .iter()
        .enumerate()
        .map(|(at, it)| (it.offset, at))
        .collect();
    let mut records: Vec<Option<Vec<u8>>> =
        entries.iter().map(|it| Some(it.record.clone())).collect();
    let mut moved = HashMap::new();
    for pair in bounds.windows(2) {
        let &[start, end] = pair else { continue };
        let &index = by_offset.get(&start)?;
        let entry = entries.get(index)?;
        if changes.removed.contains(&entry.name) {
            continue;
        }
        moved.insert(start, packed.len());
        match changes.replaced.get(&entry.name) {
            Some(content) if newest.get(entry.name.as_str()) == Some(&index) => {
                let written = Content::new(content, entry.method)?;
                let header = source.get(start..end)?;
                written.write_entry(header, &mut packed)?;
                *records.get_mut(index)? = Some(written.in_record(&entry.record)?);
            }
            _ => packed.extend_from_slice(source.get(start..end)?),
        }
    }
    for (entry, record) in entries.iter().zip(&mut records) {
        match moved.get(&entry.offset) {
            Some(&offset) => set_offset(record.as_mut()?, offset)?,
            None => *record = None,
        }
    }
    let pattern = entries.first()?;
    for (name, content) in &changes.added {
        let written = Content::new(content, CompressionMethod::DEFLATE)?;
        let offset = packed.len();
        let mut record = written.new_record(&pattern.record, name)?;
        set_offset(&mut record, offset)?;
        written.write_new(&record, name, &mut packed)?;
        records.push(Some(record));
    }
    let records: Vec<Vec<u8>> = records.into_iter().flatten().collect();
    end(&mut packed, &records, archive.comment().as_bytes())?;
    Some(packed)
}

/// The directory and the archive's end (APPNOTE 4.3.16).
fn end(packed: &mut Vec<u8>, records: &[Vec<u8>], comment: &[u8]) -> Option<()> {
    let start = packed.len();
    records
        .iter()
        .for_each(|record| packed.extend_from_slice(record));
    let size = packed.len() - start;
    let count = u16::try_from(records.len()).ok()?;
    packed.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    packed.extend_from_slice(&count.to_le_bytes());
    packed.extend_from_slice(&count.to_le_bytes());
    packed.extend_from_slice(&u32::try_from(size).ok()?.to_le_bytes());
    packed.extend_from_slice(&u32::try_from(start).ok()?.to_le_bytes());
    packed.extend_from_slice(&u16::try_from(comment.len()).ok()?.to_le_bytes());
    packed.extend_from_slice(comment);
    Some(())
}

/// New content, as the archive holds it.
struct Content {
    bytes: Vec<u8>,
    /// Checksum, compressed size, size: the twelve bytes that both headers have.
    facts: [u8; 12],
}

impl Content {
    fn new(content: &[u8], method: CompressionMethod) -> Option<Self> {
        let bytes = match method {
            CompressionMethod::STORE => content.to_vec(),
            _ => deflated(content)?,
        };
        let mut crc = Crc::new();
        crc.update(content);
        let mut facts = [0; 12];
        let (checksum, sizes) = facts.split_at_mut(4);
        let (compressed, size) = sizes.split_at_mut(4);
        checksum.copy_from_slice(&crc.sum().to_le_bytes());
        compressed.copy_from_slice(&u32::try_from(bytes.len()).ok()?.to_le_bytes());
        size.copy_from_slice(&u32::try_from(content.len()).ok()?.to_le_bytes());
        Some(Self { bytes, facts })
    }

    /// Write the entry whose local header begins `old`: no descriptor follows it, as both headers say all.
    fn write_entry(&self, old: &[u8], packed: &mut Vec<u8>) -> Option<()> {
        let name_end = LOCAL + number16(old, 26)?;
        let extra = without_zip64(old.get(name_end..name_end + number16(old, 28)?)?);
        let mut header = old.get(..name_end)?.to_vec();
        clear_descriptor(&mut header, 6)?;
        put(&mut header, 14, &self.facts)?;
        put(
            &mut header,
            28,
            &u16::try_from(extra.len()).ok()?.to_le_bytes(),
        )?;
        packed.extend_from_slice(&header);
        packed.extend_from_slice(&extra);
        packed.extend_from_slice(&self.bytes);
        Some(())
    }

    /// The directory's line `old` with what is new.
    fn in_record(&self, old: &[u8]) -> Option<Vec<u8>> {
        let name_end = RECORD + number16(old, 28)?;
        let extra_end = name_end + number16(old, 30)?;
        let extra = without_zip64(old.get(name_end..extra_end)?);
        let mut record = old.get(..name_end)?.to_vec();
        clear_descriptor(&mut record, 8)?;
        put(&mut record, 16, &self.facts)?;
        put(
            &mut record,
            30,
            &u16::try_from(extra.len()).ok()?.to_le_bytes(),
        )?;
        record.extend_from_slice(&extra);
        record.extend_from_slice(old.get(extra_end..)?);
        // Its place is written later; here it is only said that it has 32 bits.
        put(&mut record, 42, &0_u32.to_le_bytes())?;
        Some(record)
    }

    /// A line for a new entry, with system, time and attributes of the one that `pattern` is of.
    fn new_record(&self, pattern: &[u8], name: &str) -> Option<Vec<u8>> {
        let mut record = pattern.get(..RECORD)?.to_vec();
        // Version 2.0 is needed for DEFLATE; the name is ASCII.
        put(&mut record, 6, &20_u16.to_le_bytes())?;
        put(&mut record, 8, &[0, 0])?;
        put(&mut record, 10, &DEFLATE.to_le_bytes())?;
        put(&mut record, 16, &self.facts)?;
        put(
            &mut record,
            28,
            &u16::try_from(name.len()).ok()?.to_le_bytes(),
        )?;
        put(&mut record, 30, &[0; 8])?;
        put(&mut record, 42, &0_u32.to_le_bytes())?;
        record.extend_from_slice(name.as_bytes());
        Some(record)
    }

    /// Write a new entry that has the line `record` in the directory.
    fn write_new(&self, record: &[u8], name: &str, packed: &mut Vec<u8>) -> Option<()> {
        packed.extend_from_slice(b"PK\x03\x04");
        packed.extend_from_slice(record.get(6..30)?);
        packed.extend_from_slice(&[0, 0]);
        packed.extend_from_slice(name.as_bytes());
        packed.extend_from_slice(&self.bytes);
        Some(())
    }
}

fn deflated(content: &[u8]) -> Option<Vec<u8>> {
    let mut state = Compress::new(Compression::default(), false);
    // Deflate may grow what cannot be made smaller by five bytes a block of 16 KiB.
    let mut bytes = Vec::with_capacity(content.len() + content.len() / 1024 + 128);
    let status = state.compress_vec(content, &mut bytes, FlushCompress::Finish);
    matches!(status, Ok(Status::StreamEnd)).then_some(bytes)
}

/// Write where an entry begins into its line of the directory.
fn set_offset(record: &mut [u8], offset: usize) -> Option<()> {
    if number32(record, 42)? != ELSEWHERE {
        return put(record, 42, &u32::try_from(offset).ok()?.to_le_bytes());
    }
    // The offset follows the sizes, of which those are there that the record does not hold (APPNOTE 4.5.3).
    let sizes = [24, 20]
        .iter()
        .filter(|&&at| number32(record, at) == Some(ELSEWHERE));
    let before = 8 * sizes.count();
    let mut at = RECORD + number16(record, 28)?;
    let end = at + number16(record, 30)?;
    while at + 4 <= end {
        if number16(record, at)? == usize::from(ZIP64) {
            return put(
                record,
                at + 4 + before,
                &u64::try_from(offset).ok()?.to_le_bytes(),
            );
        }
        at += 4 + number16(record, at + 2)?;
    }
    None
}

fn without_zip64(extra: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(extra.len());
    let mut rest = extra;
    while let Some(length) = number16(rest, 2).map(|length| length + 4)
        && let (Some(field), Some(after)) = (rest.get(..length), rest.get(length..))
    {
        if number16(field, 0) != Some(usize::from(ZIP64)) {
            kept.extend_from_slice(field);
        }
        rest = after;
    }
    kept.extend_from_slice(rest);
    kept
}

/// Bit 3 of the flags says that sizes follow the data.
fn clear_descriptor(header: &mut [u8], at: usize) -> Option<()> {
    *header.get_mut(at)? &= !8;
    Some(())
}

fn put(bytes: &mut [u8], at: usize, value: &[u8]) -> Option<()> {
    bytes.get_mut(at..at + value.len())?.copy_from_slice(value);
    Some(())
}

fn number16(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(usize::from(u16::from_le_bytes(*bytes)))
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
