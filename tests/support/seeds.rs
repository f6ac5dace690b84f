//! The files that tests make, kept as seeds for fuzzing where `UNFILLED_SEEDS` names a folder. See `fuzz/README.md`.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use unfilled::document::Format;
use unfilled::reader::format_of_name;

/// Longer ones would only be cut off.
const LONGEST: usize = 64 << 10;
/// Of each test so many: what it makes beyond that it makes by chance, or by damage everywhere.
const MOST: usize = 16;
/// In the place of a format's number: to be found out.
const UNNAMED: u8 = 0x7f;
/// Added to it: what follows are sections, out of which a container is made.
const IN_SECTIONS: u8 = 0x80;

thread_local! {
    /// How many the test has kept; each runs on a thread of its own.
    static KEPT: Cell<usize> = const { Cell::new(0) };
}

fn folder() -> Option<PathBuf> {
    std::env::var_os("UNFILLED_SEEDS").map(PathBuf::from)
}

/// Keep a file of this name.
pub(crate) fn keep_file(name: &str, bytes: &[u8]) {
    if let Some(folder) = folder() {
        let format = format_of_name(name);
        let number = format.and_then(|it| Format::ALL.iter().position(|known| *known == it));
        keep(&folder, number.map_or(UNNAMED, |it| it as u8), bytes);
    }
}

/// Keep the entries of an archive.
pub(crate) fn keep_archive(entries: &[(&str, &[u8])]) {
    if let Some(folder) = folder() {
        keep(&folder, UNNAMED | IN_SECTIONS, &sections(entries));
    }
}

/// Keep the streams of a compound file, such as one of this name has.
#[cfg(feature = "legacy")]
pub(crate) fn keep_compound(streams: &[(&str, &[u8])]) {
    let Some(folder) = folder() else { return };
    let format = match streams.first() {
        Some(("WordDocument", _)) => Format::Doc,
        Some(("Workbook" | "Book", _)) => Format::Xls,
        Some(("PowerPoint Document" | "Current User", _)) => Format::Ppt,
        _ => Format::Msg,
    };
    let number = Format::ALL.iter().position(|known| *known == format);
    let first = number.unwrap_or_default() as u8 | IN_SECTIONS;
    keep(&folder, first, &sections(streams));
}

fn sections(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let section = |(name, content): &(&str, &[u8])| {
        [b"=== ", name.as_bytes(), b"\n", content, b"\n"].concat()
    };
    parts.iter().flat_map(section).collect()
}

/// Write a seed, once, under the digest of what is in it.
fn keep(folder: &Path, first: u8, rest: &[u8]) {
    if rest.len() < LONGEST && KEPT.get() < MOST {
        KEPT.set(KEPT.get() + 1);
        let name: String = Sha256::digest(rest)[..10]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        std::fs::write(folder.join(name), [&[first], rest].concat()).unwrap();
    }
}
