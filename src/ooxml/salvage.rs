//! The entries of a zip archive whose directory is lost: each is found by the header that stands before it.
//!
//! A copy that broke off ends in the middle of an entry and has no directory; one to which something was added has it in the wrong
//! place. Owns where entries lie and what their headers say, and nothing of it is believed further than that.

use std::ops::Range;

use memchr::memmem;
use rawzip::CompressionMethod;

/// How a header begins, and how long it is before the name (APPNOTE 4.3.7).
pub(super) const HEADER: &[u8] = b"PK\x03\x04";
const HEADER_LENGTH: usize = 30;

/// What may follow the content of an entry whose length is not told before it: its lengths (4.3.9), another entry, the directory
/// (4.3.12).
const BEHIND: [&[u8]; 3] = [b"PK\x07\x08", HEADER, b"PK\x01\x02"];

/// The flags of an entry (4.4.4): it needs a password; its lengths and its checksum stand behind it.
const ENCRYPTED: u16 = 1;
const TOLD_LATER: u16 = 1 << 3;

/// A length that does not fit and is told elsewhere (4.4.8).
const ELSEWHERE: u32 = u32::MAX;

/// An entry, as its header tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'b> {
    pub(super) name: &'b [u8],
    pub(super) method: CompressionMethod,
    pub(super) is_encrypted: bool,
    /// Where its content lies in the archive, as it is packed; to the end of a file that breaks off.
    pub(super) packed: Range<usize>,
    /// How many bytes of content there are and their checksum, where that is told before them.
    pub(super) declared: Option<(u64, u32)>,
}

/// The entries of `bytes`, at most so many and one more.
pub(super) fn entries(bytes: &[u8], most: usize) -> Vec<Entry<'_>> {
    let headers = memmem::Finder::new(HEADER);
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| headers.find(rest)) {
        let start = at + found;
        at = match entry(bytes, start) {
            Some(entry) => {
                let end = entry.packed.end;
                entries.push(entry);
                end
            }
            None => start + HEADER.len(),
        };
        if entries.len() > most {
            break;
        }
    }
    entries
}

/// The entry whose header begins at byte `start`.
fn entry(bytes: &[u8], start: usize) -> Option<Entry<'_>> {
    let header = bytes.get(start..start + HEADER_LENGTH)?;
    let short = |at: usize| Some(u16::from_le_bytes(*header.get(at..)?.first_chunk()?));
    let long = |at: usize| Some(u32::from_le_bytes(*header.get(at..)?.first_chunk()?));
    let (flags, method, checksum) = (short(6)?, short(8)?, long(14)?);
    let (packed_length, length) = (long(18)?, long(22)?);
    let (name_length, extra_length) = (usize::from(short(26)?), usize::from(short(28)?));
    let name_start = start + HEADER_LENGTH;
    let name = bytes.get(name_start..name_start + name_length)?;
    let content = name_start + name_length + extra_length;
    let rest = bytes.get(content..)?;
    let is_told = flags & TOLD_LATER == 0 && packed_length != ELSEWHERE && length != ELSEWHERE;
    let packed_length = match is_told {
        true => usize::try_from(packed_length).unwrap_or(usize::MAX),
        false => {
            // All signs in one walk: one that never comes would be looked for up to the end behind each entry.
            let mut signs = memmem::find_iter(rest, &HEADER[..2]);
            let is_end = |&at: &usize| BEHIND.iter().any(|sign| rest[at..].starts_with(sign));
            signs.find(is_end).unwrap_or(rest.len())
        }
    };
    let end = content + packed_length.min(rest.len());
    Some(Entry {
        name,
        method: CompressionMethod::from(method),
        is_encrypted: flags & ENCRYPTED != 0,
        packed: content..end,
        declared: is_told.then_some((length.into(), checksum)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry of `content`, stored; its lengths told before or behind it.
    fn stored(name: &str, content: &[u8], told_later: bool) -> Vec<u8> {
        let length = (content.len() as u32).to_le_bytes();
        let told = if told_later { [0; 4] } else { length };
        let flags = if told_later { TOLD_LATER } else { 0 };
        let mut bytes = [
            HEADER,
            &[20, 0],
            &flags.to_le_bytes(),
            &[0; 6],
            &[7, 0, 0, 0],
        ]
        .concat();
        bytes.extend([told, told].concat());
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0; 2]);
        bytes.extend(name.bytes().chain(content.iter().copied()));
        if told_later {
            bytes.extend([BEHIND[0], &[7, 0, 0, 0], &length, &length].concat());
        }
        bytes
    }

    fn found(bytes: &[u8]) -> Vec<(String, &[u8])> {
        let entries = entries(bytes, 10).into_iter();
        entries
            .map(|it| {
                let name = String::from_utf8_lossy(it.name).into_owned();
                (name, &bytes[it.packed])
            })
            .collect()
    }

    #[test]
    fn entries_are_found_wherever_they_lie() {
        let inner = stored("inside.txt", b"no entry of this archive", false);
        let archive = [
            b"something before".to_vec(),
            stored("a.xml", b"<a/>", false),
            stored("b.zip", &inner, false),
            stored("c.xml", b"<c/>", true),
            stored("d.xml", b"<d>all of it</d>", false),
        ]
        .concat();
        let whole = [
            ("a.xml".to_owned(), &b"<a/>"[..]),
            ("b.zip".to_owned(), &inner),
            ("c.xml".to_owned(), b"<c/>"),
            ("d.xml".to_owned(), b"<d>all of it</d>"),
        ];
        assert_eq!(found(&archive), whole);
        // What broke off is kept up to there.
        let cut = &archive[..archive.len() - 6];
        assert_eq!(found(cut)[3].1, b"<d>all of ");
        let declared: Vec<_> = entries(cut, 10).iter().map(|it| it.declared).collect();
        assert_eq!(
            declared,
            [
                Some((4, 7)),
                Some((inner.len() as u64, 7)),
                None,
                Some((16, 7))
            ]
        );
        assert_eq!(entries(&archive, 1).len(), 2, "and no more are looked for");
    }

    #[test]
    fn bytes_that_only_look_like_a_header_are_passed() {
        assert_eq!(found(b"PK\x03\x04PK\x03\x04"), []);
        let entry = stored("a.xml", b"<a/>", false);
        assert_eq!(found(&[HEADER, &entry].concat()).len(), 1);
    }
}
