//! Zip archives for tests: written from entries, and taken apart again.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter};

use super::seeds;

/// An archive of these entries, deflated.
pub(crate) fn archive<'e>(entries: impl IntoIterator<Item = (&'e str, &'e [u8])>) -> Vec<u8> {
    let entries: Vec<_> = entries.into_iter().collect();
    seeds::keep_archive(&entries);
    let mut writer = ZipArchiveWriter::new(Vec::new());
    for (name, content) in entries {
        let builder = writer.new_file(name);
        let builder = builder.compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = builder.start().unwrap();
        let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        data.write_all(content).unwrap();
        let (encoder, described) = data.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(described).unwrap();
    }
    writer.finish().unwrap()
}

/// An archive of these entries, stored as they are.
pub(crate) fn stored<'e>(entries: impl IntoIterator<Item = (&'e str, &'e [u8])>) -> Vec<u8> {
    let mut writer = ZipArchiveWriter::new(Vec::new());
    for (name, content) in entries {
        let (mut entry, config) = writer.new_file(name).start().unwrap();
        let mut data = config.wrap(&mut entry);
        data.write_all(content).unwrap();
        let (_, described) = data.finish().unwrap();
        entry.finish(described).unwrap();
    }
    writer.finish().unwrap()
}

/// The inflated entries of an archive by name in lower case; those that are damaged are left out.
pub(crate) fn parts_of(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = ZipArchive::from_slice(bytes).unwrap();
    let mut parts = BTreeMap::new();
    for entry in archive.entries() {
        let entry = entry.unwrap();
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).to_ascii_lowercase();
        let Ok(data) = archive.get_entry(entry.wayfinder()) else {
            continue;
        };
        let mut content = Vec::new();
        let read = match entry.compression_method() {
            CompressionMethod::STORE => (&mut data.data()).read_to_end(&mut content),
            _ => DeflateDecoder::new(data.data()).read_to_end(&mut content),
        };
        if read.is_ok() {
            parts.insert(name, content);
        }
    }
    parts
}
