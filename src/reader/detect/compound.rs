//! Tells the formats in a compound file (OLE2) apart by the names of the streams at its root.
//!
//! Only the directory is read. An embedded object has streams of the same names deeper down, so the tree matters.
//! Layout: [MS-CFB], sections 2.2 (header) and 2.6 (directory).

use crate::document::{Format, ProblemKind};
use crate::reader::detect::Detected;

pub(in crate::reader) const SIGNATURE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Bytes of a directory entry.
const ENTRY: usize = 128;

/// More entries than this are not looked at.
const ENTRIES: usize = 10_000;

pub(super) fn detect(named: Option<Format>, bytes: &[u8]) -> Detected {
    let streams = root_streams(bytes);
    let has = |name: &str| {
        streams
            .iter()
            .any(|stream| stream.eq_ignore_ascii_case(name))
    };
    if has("EncryptedPackage") {
        return Detected::hindered(Format::EncryptedOffice, ProblemKind::Encrypted);
    }
    let by_stream = if has("WordDocument") {
        Some(Format::Doc)
    } else if has("Workbook") || has("Book") {
        Some(Format::Xls)
    } else if has("PowerPoint Document") {
        Some(Format::Ppt)
    } else if streams
        .iter()
        .any(|stream| stream.starts_with("__substg1.0"))
    {
        Some(Format::Msg)
    } else {
        None
    };
    let by_name = named.filter(|format| {
        matches!(
            format,
            Format::Doc | Format::Wps | Format::Xls | Format::Ppt | Format::Msg
        )
    });
    Detected::plainly(match (by_stream, by_name) {
        // WPS Writer writes Word's streams; only the name tells the two apart.
        (Some(Format::Doc), Some(Format::Wps)) => Format::Wps,
        (Some(format), _) | (None, Some(format)) => format,
        (None, None) => Format::LegacyOffice,
    })
}

/// The names at the root; none when the directory is damaged.
fn root_streams(bytes: &[u8]) -> Vec<String> {
    let directory = directory(bytes).unwrap_or_default();
    let entry = |id: u32| {
        let start = usize::try_from(id).ok()?.checked_mul(ENTRY)?;
        directory.get(start..start.checked_add(ENTRY)?)
    };
    let mut names = Vec::new();
    let mut open: Vec<u32> = entry(0)
        .and_then(|root| u32_at(root, 76))
        .into_iter()
        .collect();
    let mut seen = 0;
    while let Some(id) = open.pop() {
        seen += 1;
        // A damaged tree may go in circles.
        if seen > ENTRIES {
            break;
        }
        let Some(entry) = entry(id) else { continue };
        names.push(name(entry));
        open.extend([u32_at(entry, 68), u32_at(entry, 72)].into_iter().flatten());
    }
    names
}

/// The sectors of the directory, one after the other.
fn directory(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = bytes.get(30).filter(|shift| (7..=16).contains(*shift))?;
    let size = 1_usize << shift;
    let sector = |number: u32| {
        let start = usize::try_from(number)
            .ok()?
            .checked_add(1)?
            .checked_mul(size)?;
        bytes.get(start..start.checked_add(size)?)
    };
    // The header lists the first 109 sectors of the allocation table: enough for 6 MiB and more, and the directory
    // of a file that a program wrote anew lies near its start. Without its link the chain just ends.
    let per_sector = u32::try_from(size / 4).ok()?;
    let next = |number: u32| {
        let index = usize::try_from(number / per_sector)
            .ok()
            .filter(|&index| index < 109)?;
        let table = sector(u32_at(bytes, 76 + index * 4)?)?;
        u32_at(table, usize::try_from(number % per_sector).ok()? * 4)
    };
    let mut directory = Vec::new();
    let mut at = u32_at(bytes, 48)?;
    while let Some(content) = sector(at) {
        directory.extend_from_slice(content);
        if directory.len() >= ENTRIES * ENTRY {
            break;
        }
        let Some(following) = next(at) else { break };
        at = following;
    }
    Some(directory)
}

fn name(entry: &[u8]) -> String {
    let units = entry.get(..64).unwrap_or_default().chunks_exact(2);
    let units = units.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let units: Vec<u16> = units.take_while(|&unit| unit != 0).collect();
    String::from_utf16_lossy(&units)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(word.try_into().ok()?))
}
