//! The content of an archive's entry: inflated in one go into a buffer of the size that the entry declares, and checked
//! against its checksum. Where the entry lies, and how large it may be, is the affair of `archive`.

use flate2::{Crc, Decompress, FlushDecompress, Status};
use rawzip::CompressionMethod;

/// An inflater, which is used for one entry after the other.
#[derive(Default)]
pub(crate) struct Inflater {
    state: Option<Decompress>,
}

/// How many times its packed bytes XML usually has.
const USUAL_RATIO: usize = 8;

/// What the list of entries says of an entry.
pub(crate) struct Declared {
    pub(crate) method: CompressionMethod,
    /// How many bytes of content there are; it is not believed, but more are not made.
    pub(crate) size: usize,
    /// The CRC-32 of the content, if it is told.
    pub(crate) checksum: Option<u32>,
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
        let most = declared.size.saturating_add(1);
        let is_whole = match declared.method {
            CompressionMethod::STORE => {
                let stored = bytes.get(..most).unwrap_or(bytes);
                content.extend_from_slice(stored);
                true
            }
            CompressionMethod::DEFLATE => {
                // Where the size is not told, room is made as it is needed.
                let room = match declared.checksum {
                    Some(_) => most,
                    None => most.min(bytes.len().saturating_mul(USUAL_RATIO)),
                };
                self.inflate(bytes, room, most, content)
            }
            _ => false,
        };
        // What the state does not know of its own accord: content that ended too early.
        let is_told = declared
            .checksum
            .is_none_or(|told| checksum(content) == told);
        is_whole && content.len() <= declared.size && is_told
    }

    /// Inflate `bytes` to `content`, no more than `most`, with `room` for so many at first; whether their end was reached.
    fn inflate(
        &mut self,
        bytes: &[u8],
        mut room: usize,
        most: usize,
        content: &mut Vec<u8>,
    ) -> bool {
        let state = self.state.get_or_insert_with(|| Decompress::new(false));
        state.reset(false);
        loop {
            content.reserve_exact(room.saturating_sub(content.len()));
            let read = usize::try_from(state.total_in()).unwrap_or(usize::MAX);
            let rest = bytes.get(read..).unwrap_or_default();
            let (before, flush) = (content.len(), FlushDecompress::Finish);
            let outcome = state.decompress_vec(rest, content, flush);
            match outcome {
                Ok(Status::StreamEnd) => return true,
                Ok(_) if content.len() >= most || content.len() == before => return false,
                Ok(_) => room = room.saturating_mul(2).min(most),
                Err(_) => return false,
            }
        }
    }
}

fn checksum(content: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(content);
    crc.sum()
}
