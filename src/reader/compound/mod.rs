//! Compound files ([MS-CFB]), in which the binary Office formats keep their streams.
//!
//! Owns the streams by name, how much of a document is kept, and what is wrong with the file. What stands in the streams is the affair of
//! the formats.

pub(in crate::reader) mod art;
pub(in crate::reader) mod bytes;
mod properties;

use std::io::{Cursor, Read};
use std::path::PathBuf;

use cfb::CompoundFile;

use crate::document::{Document, Format, Problem, ProblemKind, UnreadContent};
use crate::reader::detect::compound::SIGNATURE;
use crate::reader::flow::Flow;
use crate::reader::office_parts::TEXT_LIMIT;
use crate::text::Stop;

pub(in crate::reader) use properties::write_properties;

/// A compound file that is being read.
pub(in crate::reader) struct Compound<'b> {
    file: CompoundFile<Cursor<&'b [u8]>>,
    size: usize,
    stop: &'b Stop,
    problems: Vec<Problem>,
    /// What is shown and not read.
    pub(in crate::reader) unread: UnreadContent,
}

/// The document that `read` makes of the compound file that `bytes` are.
pub(in crate::reader) fn document(
    bytes: &[u8],
    format: Format,
    stop: &Stop,
    read: impl FnOnce(&mut Compound<'_>) -> Result<Flow, Problem>,
) -> Document {
    if !bytes.is_empty() && !bytes.starts_with(SIGNATURE) {
        // Older than compound files, or of the time after them and in XML.
        return Document::unread(format, Problem::new(ProblemKind::Legacy(format)));
    }
    let Ok(file) = CompoundFile::open(Cursor::new(bytes)) else {
        return Document::unread(format, Problem::new(ProblemKind::BrokenArchive));
    };
    let mut compound = Compound {
        file,
        size: bytes.len(),
        stop,
        problems: Vec::new(),
        unread: UnreadContent::default(),
    };
    match read(&mut compound) {
        Ok(flow) => {
            let mut problems = compound.problems;
            if !compound.unread.is_empty() {
                problems.push(Problem::new(ProblemKind::UnreadContent(compound.unread)));
            }
            flow.into_document(format, problems)
        }
        Err(problem) => Document::unread(format, problem),
    }
}

impl<'b> Compound<'b> {
    /// What asks to stop.
    pub(in crate::reader) fn stop(&self) -> &'b Stop {
        self.stop
    }

    /// Note what is wrong; the same is said once.
    pub(in crate::reader) fn has_problem(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Note that the stream of that name is damaged.
    pub(in crate::reader) fn is_broken(&mut self, name: &str) {
        self.has_problem(Problem::in_part(ProblemKind::BrokenPart, name));
    }

    /// Whether the root holds a stream or storage of that name.
    pub(in crate::reader) fn contains(&self, name: &str) -> bool {
        self.path(name).is_some()
    }

    /// What stands in the stream of that name at the root, as far as it can be read; nothing where there is none.
    pub(in crate::reader) fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        const CHUNK: usize = 1 << 16;
        let path = self.path(name)?;
        let mut content = Vec::new();
        let mut is_whole = false;
        if let Ok(mut stream) = self.file.open_stream(path) {
            let mut chunk = vec![0; CHUNK];
            // No stream is longer than its file, whatever its length says.
            while content.len() <= self.size && !self.stop.requested() {
                match stream.read(&mut chunk) {
                    Ok(0) => {
                        is_whole = true;
                        break;
                    }
                    Ok(count) => content.extend(chunk.iter().take(count)),
                    Err(_) => break,
                }
            }
        }
        if self.stop.requested() {
            self.has_problem(Problem::new(ProblemKind::TooSlow));
        } else if !is_whole {
            self.is_broken(name);
        }
        Some(content)
    }

    /// Whether reading may go on: nobody asked to stop, and the document has not grown over what is kept of one.
    pub(in crate::reader) fn has_room(&mut self, flow: &Flow) -> bool {
        let limit = TEXT_LIMIT;
        let problem = match flow.pieces().problem() {
            _ if self.stop.requested() => Some(ProblemKind::TooSlow),
            None if flow.text.len() as u64 > limit => Some(ProblemKind::ArchiveTooLarge { limit }),
            problem => problem,
        };
        problem
            .map(|problem| self.has_problem(Problem::new(problem)))
            .is_none()
    }

    /// The path of what has that name at the root. The tree of names may be damaged, so all are looked at.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let mut entries = self.file.read_root_storage();
        let entry = entries.find(|entry| entry.name().eq_ignore_ascii_case(name))?;
        Some(entry.path().to_owned())
    }
}
