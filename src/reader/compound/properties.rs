//! The properties of a document ([MS-OLEPS]), a line each, by the names that they have in newer files.

use crate::document::{NodeKind, Origin};
use crate::reader::flow::Flow;
use crate::reader::office_parts::is_for_programs;

use super::Compound;
use super::bytes::{array_at, code_page, size_at, slice_at, u16_at, u32_at, utf16};

const SUMMARY: &[(u32, &str)] = &[
    (2, "title"),
    (3, "subject"),
    (4, "creator"),
    (5, "keywords"),
    (6, "description"),
    (8, "lastModifiedBy"),
];

const DOCUMENT_SUMMARY: &[(u32, &str)] = &[
    (2, "category"),
    (14, "manager"),
    (15, "company"),
    (27, "contentStatus"),
];

/// More properties than this are no set that a program wrote.
const MOST: usize = 1000;

/// The set of properties that somebody added.
const ADDED: [u8; 16] = [
    0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE,
];

/// Write the properties that hold text to the end of `flow`.
pub(in crate::reader) fn write_properties(file: &mut Compound<'_>, flow: &mut Flow) {
    for (name, known) in [
        ("SummaryInformation", SUMMARY),
        ("DocumentSummaryInformation", DOCUMENT_SUMMARY),
    ] {
        let Some(stream) = file.stream(&format!("\u{5}{name}")) else {
            continue;
        };
        flow.enter_part(name);
        for (format, section) in sections(&stream) {
            match format == ADDED {
                true => write_added(section, &stream, flow),
                false => write_known(section, &stream, known, flow),
            }
        }
    }
}

/// A set of properties in its stream.
#[derive(Clone, Copy)]
struct Section<'s> {
    bytes: &'s [u8],
    page: u16,
}

/// The sets with their kinds; there are two at the most.
fn sections(stream: &[u8]) -> impl Iterator<Item = ([u8; 16], Section<'_>)> {
    let count = size_at(stream, 24).unwrap_or(0).min(2);
    (0..count).filter_map(|index| {
        let entry = 28 + index * 20;
        let bytes = stream.get(size_at(stream, entry + 16)?..)?;
        let mut section = Section { bytes, page: 1252 };
        if let Some(place) = section.place_of(1) {
            section.page = u16_at(bytes, place + 4)?;
        }
        Some((array_at(stream, entry)?, section))
    })
}

impl<'s> Section<'s> {
    /// The places of the properties by number.
    fn entries(self) -> impl Iterator<Item = (u32, usize)> + 's {
        let count = size_at(self.bytes, 4).unwrap_or(0).min(MOST);
        (0..count).map_while(move |index| {
            let at = 8 + index * 8;
            Some((u32_at(self.bytes, at)?, size_at(self.bytes, at + 4)?))
        })
    }

    fn place_of(self, number: u32) -> Option<usize> {
        let mut entries = self.entries();
        entries
            .find(|&(known, _)| known == number)
            .map(|(_, place)| place)
    }

    /// The text of the property at `place`; nothing where it is none.
    fn text(self, place: usize) -> Option<String> {
        const ANSI: u32 = 30;
        const WIDE: u32 = 31;
        let kind = u32_at(self.bytes, place)?;
        let length = size_at(self.bytes, place.checked_add(4)?)?;
        let start = place.checked_add(8)?;
        let text = match kind {
            ANSI => {
                let bytes = slice_at(self.bytes, start, length)?;
                let encoding = code_page(self.page);
                encoding.decode_without_bom_handling(bytes).0.into_owned()
            }
            WIDE => utf16(slice_at(self.bytes, start, length.checked_mul(2)?)?),
            _ => return None,
        };
        // Programs leave what was there before behind the end.
        Some(text.split('\0').next().unwrap_or_default().to_owned())
    }
}

fn write_known(section: Section<'_>, stream: &[u8], known: &[(u32, &str)], flow: &mut Flow) {
    for &(number, name) in known {
        if let Some(place) = section.place_of(number) {
            write(section, place, name, stream, flow);
        }
    }
}

fn write_added(section: Section<'_>, stream: &[u8], flow: &mut Flow) {
    let Some(names) = section
        .place_of(0)
        .and_then(|place| section.bytes.get(place..))
    else {
        return;
    };
    let count = size_at(names, 0).unwrap_or(0).min(MOST);
    let mut at = 4;
    for _ in 0..count {
        let Some((number, length)) = u32_at(names, at).zip(size_at(names, at + 4)) else {
            return;
        };
        let is_wide = section.page == 1200;
        let Some(size) = length.checked_mul(if is_wide { 2 } else { 1 }) else {
            return;
        };
        let Some(bytes) = slice_at(names, at + 8, size) else {
            return;
        };
        let encoding = code_page(section.page);
        let name = encoding.decode_without_bom_handling(bytes).0;
        let name = name.trim_end_matches('\0');
        if !is_for_programs(name)
            && let Some(place) = section.place_of(number)
        {
            write(section, place, name, stream, flow);
        }
        at += 8 + if is_wide {
            size.next_multiple_of(4)
        } else {
            size
        };
    }
}

fn write(section: Section<'_>, place: usize, name: &str, stream: &[u8], flow: &mut Flow) {
    let text = section.text(place).unwrap_or_default();
    if text.trim().is_empty() {
        return;
    }
    let start = stream.len() - section.bytes.len() + place;
    let origin = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let begin = flow.place();
    flow.write(
        &text,
        Origin::Decoded {
            start: origin(start),
            end: origin(start.saturating_add(8 + text.len())),
        },
    );
    if let Some(range) = flow.since(begin) {
        flow.node(range, NodeKind::Property, Some(name));
    }
    flow.write_synthetic("\n");
}
