//! Room for the bytes of a file whose size is known.
//!
//! A large file gets memory in large pages, where the system has them: the usual ones of four kilobytes are made one by one
//! as they are filled, which takes longer than reading and searching.

use std::io::{self, ErrorKind, Read};

use memmap2::MmapMut;

/// From so many bytes on memory is asked for in large pages, of which some systems give whole ones only.
const LARGE: usize = 4 << 20;

/// Bytes to be filled from the start.
pub(super) struct Memory {
    room: Room,
    filled: usize,
}

enum Room {
    Vec(Vec<u8>),
    Pages(MmapMut),
}

impl Memory {
    /// Room for `size` bytes, all of them zero.
    pub(super) fn new(size: usize) -> Self {
        let pages = (size >= LARGE).then(|| large_pages(size)).flatten();
        Self {
            room: pages.map_or_else(|| Room::Vec(vec![0; size]), Room::Pages),
            filled: 0,
        }
    }

    /// Read from `source` until it ends or there is no room left.
    ///
    /// # Errors
    /// The first one of `source`.
    pub(super) fn fill_from(&mut self, mut source: impl Read) -> io::Result<()> {
        while let rest = self.rest()
            && !rest.is_empty()
        {
            match source.read(rest) {
                Ok(0) => break,
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether there is no room left.
    pub(super) fn is_full(&self) -> bool {
        self.filled == self.room().len()
    }

    /// Take everything out.
    pub(super) fn clear(&mut self) {
        self.filled = 0;
    }

    fn room(&self) -> &[u8] {
        match &self.room {
            Room::Vec(room) => room,
            Room::Pages(room) => room,
        }
    }

    fn rest(&mut self) -> &mut [u8] {
        let room = match &mut self.room {
            Room::Vec(room) => room.as_mut_slice(),
            Room::Pages(room) => room,
        };
        room.get_mut(self.filled..).unwrap_or_default()
    }
}

impl AsRef<[u8]> for Memory {
    /// What has been filled.
    fn as_ref(&self) -> &[u8] {
        self.room().get(..self.filled).unwrap_or_default()
    }
}

/// Memory that belongs to no file.
fn large_pages(size: usize) -> Option<MmapMut> {
    let pages = MmapMut::map_anon(size).ok()?;
    // A system that has no large pages gives usual ones.
    #[cfg(target_os = "linux")]
    let _ = pages.advise(memmap2::Advice::HugePage);
    Some(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_read_whatever_its_size() {
        for size in [5, LARGE + 5] {
            let mut memory = Memory::new(size);
            memory.fill_from(&b"ab"[..]).unwrap();
            assert_eq!((memory.as_ref(), memory.is_full()), (&b"ab"[..], false));
            memory.fill_from(io::repeat(b'c')).unwrap();
            assert_eq!((memory.as_ref().len(), memory.is_full()), (size, true));
            assert!(memory.as_ref().starts_with(b"abccc"));
            memory.clear();
            assert_eq!(memory.as_ref(), b"");
        }
    }
}
