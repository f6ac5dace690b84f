//! One account of memory for all files that are checked at the same time: a large one waits for its turn.
//!
//! Owns the account and how much a file is likely to need. The limits of a single file are those of its reader.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

#[cfg(feature = "office")]
use rawzip::{RECOMMENDED_BUFFER_SIZE, ZipArchive};

#[cfg(feature = "office")]
use crate::reader::{ENTRY_LIMIT, PART_LIMIT};

/// What the program itself takes, and the heads of files, in bytes.
const OWN: u64 = 32 << 20;

/// The most bytes that the text of one document has, with what is known of it.
const TEXT: u64 = 128 << 20;

/// A file of more bytes waits before it is read; others are read first, which tells more.
const LARGE: u64 = 1 << 20;

/// How an archive begins.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// How many times its bytes a file may take that is no archive: decoded, taken apart and put together.
const TIMES: u64 = 6;

/// Memory for the work on files, in bytes.
#[derive(Debug)]
pub(super) struct MemoryAccount {
    all: u64,
    state: Mutex<State>,
    has_changed: Condvar,
}

#[derive(Debug)]
struct State {
    left: u64,
    /// Who comes next, and who is served: small files that came later do not pass a large one for ever.
    next: u64,
    served: u64,
}

/// Part of the account, until it is dropped.
#[derive(Debug)]
pub(super) struct Share<'a> {
    account: &'a MemoryAccount,
    bytes: u64,
}

impl MemoryAccount {
    /// An account of so many bytes for the whole program.
    pub(super) fn new(bytes: u64) -> Self {
        let all = bytes.saturating_sub(OWN);
        Self {
            all,
            state: Mutex::new(State {
                left: all,
                next: 0,
                served: 0,
            }),
            has_changed: Condvar::new(),
        }
    }

    /// Wait until there is as much left as the file at `path`, which is large, is likely to need, or nobody else has any. Nothing for
    /// other files.
    pub(super) fn share_before_reading(&self, path: &Path) -> Option<Share<'_>> {
        let size = path.metadata().ok()?.len();
        (size > LARGE).then(|| {
            self.share(match is_archive(path) {
                true => size.saturating_add(held_at_once(listed_in_file(path))),
                false => need(size),
            })
        })
    }

    /// The same for a file that holds these `bytes`.
    pub(super) fn share_for(&self, bytes: &[u8]) -> Share<'_> {
        let size = bytes.len() as u64;
        self.share(match bytes.starts_with(ARCHIVE) {
            true => size.saturating_add(held_at_once(listed(bytes))),
            false => need(size),
        })
    }

    fn share(&self, bytes: u64) -> Share<'_> {
        let bytes = bytes.min(self.all);
        let mut state = self.lock();
        let ticket = state.next;
        state.next += 1;
        let mut state = self
            .has_changed
            .wait_while(state, |state| state.served != ticket || state.left < bytes)
            .unwrap_or_else(PoisonError::into_inner);
        state.served += 1;
        state.left -= bytes;
        drop(state);
        // The next one may fit in beside it.
        self.has_changed.notify_all();
        Share {
            account: self,
            bytes,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.account.lock().left += self.bytes;
        self.account.has_changed.notify_all();
    }
}

/// How many bytes the check of a file of this `size`, which is no archive, is likely to need at one time.
fn need(size: u64) -> u64 {
    size.saturating_mul(TIMES).min(size + 2 * TEXT)
}

fn is_archive(path: &Path) -> bool {
    let mut head = [0; ARCHIVE.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == ARCHIVE
}

/// How much of an archive with parts of these sizes is held at one time: its largest part, and the text. Where it does not tell, as
/// much as there can be.
#[cfg(feature = "office")]
fn held_at_once(sizes: Option<Vec<u64>>) -> u64 {
    let sizes = sizes.unwrap_or_else(|| vec![PART_LIMIT]);
    let sizes = sizes.into_iter().map(|size| size.min(PART_LIMIT));
    let (largest, all) = sizes.fold((0, 0_u64), |(largest, all), size| {
        (size.max(largest), all.saturating_add(size))
    });
    largest + all.saturating_mul(2).min(TEXT)
}

#[cfg(not(feature = "office"))]
fn held_at_once(_: Option<Vec<u64>>) -> u64 {
    TEXT
}

/// The sizes that the directory of an archive lists, up to as many as are read.
#[cfg(feature = "office")]
fn listed(bytes: &[u8]) -> Option<Vec<u64>> {
    let archive = ZipArchive::from_slice(bytes).ok()?;
    let mut entries = archive.entries();
    let next = || entries.next_entry().transpose();
    let sizes = std::iter::from_fn(next).map(|it| Some(it.ok()?.uncompressed_size_hint()));
    sizes.take(ENTRY_LIMIT).collect()
}

/// The same, of an archive that is still to be read.
#[cfg(feature = "office")]
fn listed_in_file(path: &Path) -> Option<Vec<u64>> {
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_file(File::open(path).ok()?, &mut buffer).ok()?;
    let mut entries = archive.entries(&mut buffer);
    let mut sizes = Vec::new();
    while let Some(entry) = entries.next_entry().ok()? {
        sizes.push(entry.uncompressed_size_hint());
        if sizes.len() >= ENTRY_LIMIT {
            break;
        }
    }
    Some(sizes)
}

#[cfg(not(feature = "office"))]
fn listed(_: &[u8]) -> Option<Vec<u64>> {
    None
}

#[cfg(not(feature = "office"))]
fn listed_in_file(_: &Path) -> Option<Vec<u64>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    #[test]
    fn no_more_is_in_use_than_there_is_and_all_have_their_turn() {
        const ALL: u64 = 100 << 20;
        let account = MemoryAccount::new(OWN + ALL);
        let (used, most, done) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for number in 0..8_u64 {
                let (account, used, most, done) = (&account, &used, &most, &done);
                scope.spawn(move || {
                    for turn in 0..50 {
                        // One in five asks for more than there is.
                        let bytes = match (number + turn) % 5 {
                            0 => 2 * ALL,
                            other => other << 20,
                        };
                        let share = account.share(bytes);
                        let now = used.fetch_add(share.bytes, Ordering::SeqCst) + share.bytes;
                        most.fetch_max(now, Ordering::SeqCst);
                        thread::yield_now();
                        used.fetch_sub(share.bytes, Ordering::SeqCst);
                        drop(share);
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(done.into_inner(), 400);
        assert_eq!(most.into_inner(), ALL);
    }

    #[test]
    fn a_file_is_taken_for_what_it_may_become() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a.txt");
        let account = MemoryAccount::new(512 << 20);
        assert_eq!(account.share_for(&[b'x'; 1000]).bytes, 6000);
        assert!(account.share_before_reading(&path).is_none());
        let unlisted = b"PK\x03\x04 and no directory";
        assert!(account.share_for(unlisted).bytes > TEXT);
        std::fs::write(&path, vec![b'x'; 3 << 20]).unwrap();
        let large = account.share_before_reading(&path).unwrap();
        assert_eq!(large.bytes, 18 << 20);
    }
}
