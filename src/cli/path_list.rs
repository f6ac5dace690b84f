//! A list of paths that another program made: one a line, or parted by zero bytes.
//!
//! Names are bytes as the system has them. Knows nothing of what lies at the paths.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};

use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::obstacle::Obstacle;

/// A list is no longer than this, in bytes.
const LONGEST: u64 = 256 << 20;

/// The paths in the file at `source`, or in standard input where that is `-`.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read(source: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_stdin = source == Path::new("-");
    let name = match is_stdin {
        true => file_name::STDIN.to_owned(),
        false => file_name::shown(source),
    };
    let fail = |obstacle| Failure::read(&name, obstacle);
    let mut bytes = Vec::new();
    let read = match is_stdin {
        true => io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes),
        false => File::open(source).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes)),
    };
    read.map_err(|error| fail(Obstacle::of_named(source, &error)))?;
    if bytes.len() as u64 > LONGEST {
        return Err(fail(Obstacle::TooLong(LONGEST)));
    }
    paths(&bytes).ok_or_else(|| fail(Obstacle::NoUtf8))
}

/// The paths in `bytes`; nothing where a name cannot be one on this system.
pub(super) fn paths(bytes: &[u8]) -> Option<Vec<PathBuf>> {
    let decoded;
    let bytes = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => bytes.get(mark..).unwrap_or_default(),
        // What PowerShell writes into a file.
        Some((encoding, _)) => {
            decoded = encoding.decode(bytes).0.into_owned();
            decoded.as_bytes()
        }
        None => bytes,
    };
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    bytes
        .split(|&byte| byte == end)
        .map(|name| match name.strip_suffix(b"\r") {
            Some(name) if end == b'\n' => name,
            _ => name,
        })
        .filter(|name| !name.is_empty())
        .map(path)
        .collect()
}

/// The path of the given name; nothing where it cannot be one on this system.
#[cfg(unix)]
#[allow(
    clippy::unnecessary_wraps,
    reason = "elsewhere not all bytes are names"
)]
pub(super) fn path(name: &[u8]) -> Option<PathBuf> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    Some(OsStr::from_bytes(name).into())
}

/// The path of the given name; nothing where it cannot be one on this system.
#[cfg(not(unix))]
pub(super) fn path(name: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(name).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_however_it_was_written() {
        let expected = ["a b.md", "报告.docx"].map(PathBuf::from);
        let utf16: Vec<u8> = "\u{feff}a b.md\r\n报告.docx\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            "a b.md\n报告.docx\n".as_bytes(),
            "\u{feff}a b.md\r\n\r\n报告.docx".as_bytes(),
            "a b.md\0报告.docx\0".as_bytes(),
            &utf16,
        ] {
            assert_eq!(paths(bytes).unwrap(), expected);
        }
        assert_eq!(paths(b"a\nb\0").unwrap(), [PathBuf::from("a\nb")]);
        assert!(paths(b"").unwrap().is_empty());
    }
}
