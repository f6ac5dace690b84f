//! Room for the bytes of a file whose size is known.
//!
//! A large file gets memory in large pages, where the system has them: the usual ones of four kilobytes are made one by one
//! as they are filled, which takes longer than reading and searching.

use std::io::{self, ErrorKind, Read};

use std::sync::Mutex;

use memmap2::MmapMut;

use crate::scan::Cores;

/// From so many bytes on memory is asked for in large pages, of which some systems give whole ones only.
const LARGE: usize = 4 << 20;

/// How many bytes of a large file a thread reads at a time.
const STRETCH: usize = 4 << 20;

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
        self.filled += fill(self.rest(), |room, _| source.read(room))?;
        Ok(())
    }

    /// Read what is not filled yet from a file, by all of the `cores` that are free, until the file ends or there is no room
    /// left. `read_at` reads from a given byte of the file on.
    ///
    /// # Errors
    /// The first one of `read_at` in the order of the file.
    pub(super) fn fill_at(
        &mut self,
        cores: &Cores,
        read_at: impl Fn(&mut [u8], u64) -> io::Result<usize> + Sync,
    ) -> io::Result<()> {
        let begin = self.filled;
        let stretches = self.rest().chunks_mut(STRETCH);
        let stretches: Vec<Mutex<&mut [u8]>> = stretches.map(Mutex::new).collect();
        let _own = cores.occupy();
        let read = cores.share(stretches.len(), |index| {
            let mut room = stretches.get(index)?.lock().ok()?;
            let place = begin + index * STRETCH;
            Some(fill(&mut room, |room, at| {
                read_at(room, (place + at) as u64)
            }))
        });
        for read in read {
            let read = read?;
            self.filled += read;
            if read < STRETCH {
                break;
            }
        }
        Ok(())
    }

    /// Whether there is so much room that several threads may fill it.
    pub(super) fn is_large(&self) -> bool {
        self.room().len() >= LARGE
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

/// Read to `room` until there is nothing more or no room left, and return how many bytes that were. `read` is told how many
/// have been read.
fn fill(
    mut room: &mut [u8],
    mut read: impl FnMut(&mut [u8], usize) -> io::Result<usize>,
) -> io::Result<usize> {
    let mut filled = 0;
    while !room.is_empty() {
        match read(room, filled) {
            Ok(0) => break,
            Ok(more) => {
                filled += more;
                room = room.get_mut(more..).unwrap_or_default();
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
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

    #[test]
    fn a_file_is_read_at_several_places_at_once() {
        let file: Vec<u8> = (0..3 * STRETCH + 5).map(|at| (at % 251) as u8).collect();
        let cores = Cores::new(|| 3);
        // Less than was asked for, as some systems give.
        let read_at = |room: &mut [u8], place: u64| {
            let rest = file.get(place as usize..).unwrap_or_default();
            (&rest[..rest.len().min(100_000)]).read(room)
        };
        for size in [file.len() - STRETCH, file.len(), file.len() + 2 * STRETCH] {
            let mut memory = Memory::new(size);
            memory.fill_from(&file[..7]).unwrap();
            memory.fill_at(&cores, read_at).unwrap();
            let kept = size.min(file.len());
            assert!(memory.as_ref() == &file[..kept], "{size} bytes");
            assert_eq!(memory.is_full(), size <= file.len());
        }
        let broken = |room: &mut [u8], place: u64| match place {
            0..8_000_000 => read_at(room, place),
            _ => Err(ErrorKind::TimedOut.into()),
        };
        let error = Memory::new(file.len()).fill_at(&cores, broken).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }
}
