//! The content of an archive's entry: inflated in one go into a buffer of the size that the entry declares, and checked
//! against its checksum. Where the entry lies, and how large it may be, is the affair of `archive`.

use flate2::{Crc, Decompress, FlushDecompress, Status};
use rawzip::CompressionMethod;

/// An inflater, which is used for one entry after the other.
#[derive(Default)]
pub(crate) struct Inflater {
    state: Option<Decompress>,
}

/// What the list of entries says of an entry.
pub(crate) struct Declared {
    pub(crate) method: CompressionMethod,
    /// How many bytes of content there are; it is not believed, but more are not made.
    pub(crate) size: usize,
    /// The CRC-32 of the content.
    pub(crate) checksum: u32,
}

impl Inflater {
    /// Append the content of an entry of which `bytes` are in the archive. Whether it is whole: as much as is declared or
    /// less, and with the right checksum.
    pub(crate) fn content(
        &mut self,
        bytes: &[u8],
        declared: &Declared,
        content: &mut Vec<u8>,
    ) -> bool {
        // One byte more shows that there is more.
        content.reserve_exact(declared.size.saturating_add(1));
        let is_whole = match declared.method {
            CompressionMethod::STORE => {
                let most = bytes.len().min(content.capacity());
                content.extend_from_slice(bytes.get(..most).unwrap_or(bytes));
                true
            }
            CompressionMethod::DEFLATE => self.inflate(bytes, content),
            _ => false,
        };
        is_whole && content.len() <= declared.size && checksum(content) == declared.checksum
    }

    /// Fill what `content` has room for; whether the end of the deflated `bytes` was reached.
    fn inflate(&mut self, bytes: &[u8], content: &mut Vec<u8>) -> bool {
        let state = self.state.get_or_insert_with(|| Decompress::new(false));
        state.reset(false);
        let outcome = state.decompress_vec(bytes, content, FlushDecompress::Finish);
        matches!(outcome, Ok(Status::StreamEnd))
    }
}

fn checksum(content: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(content);
    crc.sum()
}
