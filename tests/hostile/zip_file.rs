//! Zip archives written byte by byte (APPNOTE 4.3), since no library makes one that lies.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// An entry's data as it is stored: deflated, with what its headers say of it.
pub(super) struct Packed {
    crc: u32,
    deflated: Vec<u8>,
    /// The inflated size that the headers declare.
    pub(super) declared: u32,
}

impl Packed {
    /// Deflate what `content` gives, piece by piece.
    pub(super) fn new<C: AsRef<[u8]>>(content: impl IntoIterator<Item = C>) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        let mut checksum = Crc::new();
        for piece in content {
            checksum.update(piece.as_ref());
            encoder.write_all(piece.as_ref()).unwrap();
        }
        Self {
            crc: checksum.sum(),
            declared: checksum.amount(),
            deflated: encoder.finish().unwrap(),
        }
    }
}

/// An archive of data in a row, and of a list of entries each of which may point at any of the data.
pub(super) fn archive(data: &[Packed], entries: &[(String, usize)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut offsets = Vec::new();
    for (index, packed) in data.iter().enumerate() {
        let name = entries.iter().find(|(_, data)| *data == index).unwrap();
        offsets.push(u32::try_from(bytes.len()).unwrap());
        bytes.extend(b"PK\x03\x04");
        header(&mut bytes, packed, &name.0);
        bytes.extend(name.0.as_bytes());
        bytes.extend(&packed.deflated);
    }
    let list = bytes.len();
    for (name, index) in entries {
        bytes.extend(b"PK\x01\x02\x14\x00");
        header(&mut bytes, &data[*index], name);
        bytes.extend([0; 10]);
        bytes.extend(offsets[*index].to_le_bytes());
        bytes.extend(name.as_bytes());
    }
    let length = u32::try_from(bytes.len() - list).unwrap();
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend(length.to_le_bytes());
    bytes.extend(u32::try_from(list).unwrap().to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

/// From the version that is needed to the length of the extra field, as both kinds of headers have it.
fn header(bytes: &mut Vec<u8>, packed: &Packed, name: &str) {
    bytes.extend([20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0]);
    bytes.extend(packed.crc.to_le_bytes());
    bytes.extend(u32::try_from(packed.deflated.len()).unwrap().to_le_bytes());
    bytes.extend(packed.declared.to_le_bytes());
    bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    bytes.extend([0; 2]);
}
