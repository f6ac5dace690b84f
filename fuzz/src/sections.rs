//! Containers out of sections, so that what is inside is changed by the fuzzer and the packing is right.
//!
//! `=== name` opens a section, as in the fixtures; what follows up to the next one is its content.

use std::io::{Cursor, Write as _};

use cfb::CompoundFile;
use rawzip::ZipArchiveWriter;
use unfilled::document::Format;

const OPEN: &[u8] = b"=== ";
/// More parts than that are nothing new.
const MOST: usize = 200;

/// The container of a format: a compound file for the binary formats of Office, an archive else.
pub(crate) fn container(format: Option<Format>, data: &[u8]) -> Vec<u8> {
    let parts = parts(data);
    let file = match format {
        Some(Format::Doc | Format::Wps | Format::Xls | Format::Ppt | Format::Msg) => {
            compound(&parts)
        }
        _ => archive(&parts),
    };
    // A name that no container can have makes none; then the bytes are the file.
    file.unwrap_or_else(|| data.to_vec())
}

/// Name and content of each section.
fn parts(data: &[u8]) -> Vec<(String, &[u8])> {
    let starts: Vec<usize> = data
        .windows(OPEN.len())
        .enumerate()
        .filter(|&(at, window)| window == OPEN && (at == 0 || data[at - 1] == b'\n'))
        .map(|(at, _)| at)
        .take(MOST)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([data.len()]);
    let section = |(start, end): (&usize, usize)| {
        let whole = &data[start + OPEN.len()..end];
        let line = whole.iter().position(|byte| *byte == b'\n')?;
        let name = String::from_utf8_lossy(&whole[..line]).into_owned();
        let content = &whole[line + 1..];
        // The line end before the next section is none of the content.
        let is_last = end == data.len();
        let content = match content.strip_suffix(b"\n") {
            Some(content) if !is_last => content,
            _ => content,
        };
        Some((name, content))
    };
    starts.iter().zip(ends).filter_map(section).collect()
}

fn archive(parts: &[(String, &[u8])]) -> Option<Vec<u8>> {
    let mut writer = ZipArchiveWriter::new(Vec::new());
    for (name, content) in parts {
        let (mut entry, config) = writer.new_file(name).start().ok()?;
        let mut data = config.wrap(&mut entry);
        data.write_all(content).ok()?;
        let (_, described) = data.finish().ok()?;
        entry.finish(described).ok()?;
    }
    writer.finish().ok()
}

fn compound(parts: &[(String, &[u8])]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (name, content) in parts {
        if !name.split('/').all(is_stream_name) {
            return None;
        }
        if let Some((storage, _)) = name.rsplit_once('/') {
            file.create_storage_all(storage).ok()?;
        }
        file.create_stream(name).ok()?.write_all(content).ok()?;
    }
    Some(file.into_inner().into_inner())
}

/// Whether a stream can be called so; `cfb` takes the word of those who write for it.
fn is_stream_name(name: &str) -> bool {
    let length = name.encode_utf16().count();
    (1..32).contains(&length) && !name.contains(['\\', ':', '!'])
}
