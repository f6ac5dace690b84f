//! Where results go: standard output, or a file that appears only when it is complete.
//!
//! Owns the difference between a reader that has seen enough (a closed pipe) and a real failure to write.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Bytes gathered before they are written.
const BUFFER: usize = 1 << 16;

/// The place that results are written to.
pub(super) struct Output {
    writer: BufWriter<Box<dyn Write>>,
    /// The file under its temporary and its final name.
    rename: Option<(PathBuf, PathBuf)>,
    failure: Option<io::Error>,
    /// Who read it has seen enough.
    is_closed: bool,
}

impl Output {
    /// Standard output.
    pub(super) fn stdout() -> Self {
        Self::to(Box::new(io::stdout()), None)
    }

    /// The file at `path`; devices and pipes are written to directly.
    ///
    /// # Errors
    /// When no file can be made there.
    pub(super) fn file(path: &Path) -> io::Result<Self> {
        let path = behind_links(path);
        let existing = fs::metadata(&path).ok();
        if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(ErrorKind::IsADirectory.into());
        }
        if existing.as_ref().is_some_and(|found| !found.is_file()) {
            let device = File::options().write(true).open(&path)?;
            return Ok(Self::to(Box::new(device), None));
        }
        // Replacing a file asks its folder only, but whoever made it read-only meant it.
        let permissions = existing.map(|existing| existing.permissions());
        if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        let (temporary, file) = beside(&path)?;
        let output = Self::to(Box::new(file), Some((temporary.clone(), path)));
        if let Some(permissions) = permissions {
            fs::set_permissions(&temporary, permissions)?;
        }
        Ok(output)
    }

    fn to(writer: Box<dyn Write>, rename: Option<(PathBuf, PathBuf)>) -> Self {
        Self {
            writer: BufWriter::with_capacity(BUFFER, writer),
            rename,
            failure: None,
            is_closed: false,
        }
    }

    /// Write; `Break` when there is no point in writing more.
    pub(super) fn write(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        match self.writer.write_all(bytes) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => self.failed(error),
        }
    }

    /// Let everything written so far be seen.
    pub(super) fn flush(&mut self) -> ControlFlow<()> {
        match self.writer.flush() {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => self.failed(error),
        }
    }

    /// Finish: the file gets its name. A closed pipe is no error.
    ///
    /// # Errors
    /// The first failure to write.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let _ = self.flush();
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        match self.rename.take() {
            Some((temporary, path)) => fs::rename(&temporary, path).inspect_err(|_| {
                let _ = fs::remove_file(&temporary);
            }),
            None => Ok(()),
        }
    }

    /// As [`finish`](Self::finish), and what was written is on the disk before the file gets its name.
    ///
    /// # Errors
    /// The first failure to write.
    pub(super) fn finish_on_disk(mut self) -> io::Result<()> {
        let _ = self.flush();
        if let (None, Some((temporary, _))) = (&self.failure, &self.rename) {
            File::options().write(true).open(temporary)?.sync_all()?;
        }
        self.finish()
    }

    /// Whether whoever read it has seen enough, as far as is known after a [`flush`](Self::flush).
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn failed(&mut self, error: io::Error) -> ControlFlow<()> {
        self.is_closed |= error.kind() == ErrorKind::BrokenPipe;
        if error.kind() != ErrorKind::BrokenPipe && self.failure.is_none() {
            self.failure = Some(error);
        }
        ControlFlow::Break(())
    }
}

/// What `path` leads to: a link is kept, and what it points at is written, whether it is there yet or not.
fn behind_links(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    let target = fs::read_link(path).ok();
    let folder = path.parent().unwrap_or(Path::new(""));
    target.map_or_else(|| path.to_owned(), |target| folder.join(target))
}

/// A new file in the folder of `path`, so that it can take its name later. Its own name is short, since that of `path` may be
/// as long as names can be; one of a process that was killed does not stand in the way.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let process = std::process::id();
    let mut taken = 0;
    loop {
        let name = format!(".unfilled-{process}-{taken}.tmp");
        let temporary = path.with_file_name(name);
        match File::create_new(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && taken < 100 => taken += 1,
            Err(error) => return Err(error),
        }
    }
}

impl Drop for Output {
    /// A file that was not finished leaves nothing behind.
    fn drop(&mut self) {
        if let Some((temporary, _)) = &self.rename {
            let _ = fs::remove_file(temporary);
        }
    }
}
