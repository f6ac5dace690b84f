//! The package that is written to: its parts as they are taken up, and the archive with those that were changed.

use std::collections::BTreeMap;

use super::cuts::Cuts;
use super::layout::Layout;
use super::patch::{Patches, Undo};
use crate::document::{Problem, ProblemKind};
use crate::ooxml::archive::{Archive, PART_LIMIT, normalised};
use crate::ooxml::encoding::Source;
use crate::ooxml::parts::{self, Parts, Relationship};
use crate::ooxml::repack::{Changes, repack};
use crate::text::Stop;
use crate::writer::WriteError;

/// A package and what is to be changed in it.
pub(super) struct Target<'s> {
    source: &'s [u8],
    archive: Archive<'s>,
    /// The parts that were taken up, by their normalised names.
    parts: BTreeMap<String, Part>,
    pub(super) changes: Changes,
    /// Where parts are cut for marks, by normalised names.
    pub(super) cuts: BTreeMap<String, Cuts>,
    /// How what was changed so far is taken back, by part.
    pub(super) undo: BTreeMap<String, Vec<Undo>>,
}

/// A part in XML and what is to be changed in it.
pub(super) struct Part {
    source: Source,
    /// The length of its byte order mark.
    pub(super) mark: usize,
    pub(super) layout: Layout,
    pub(super) patches: Patches,
}

impl Part {
    /// What it says, without a byte order mark.
    pub(super) fn text(&self) -> &str {
        self.source.text()
    }
}

impl<'s> Target<'s> {
    /// Open the package that `source` is.
    ///
    /// # Errors
    /// [`WriteError::Damaged`], [`WriteError::Signed`].
    pub(super) fn open(source: &'s [u8]) -> Result<Self, WriteError> {
        let archive = Archive::open(source).map_err(WriteError::Damaged)?;
        let is_signature = |name: &&str| name.starts_with("_xmlsignatures/");
        if archive.names().iter().any(is_signature) {
            return Err(WriteError::Signed);
        }
        Ok(Self {
            source,
            archive,
            parts: BTreeMap::new(),
            changes: Changes::default(),
            cuts: BTreeMap::new(),
            undo: BTreeMap::new(),
        })
    }

    /// The name of the main part.
    ///
    /// # Errors
    /// [`WriteError::Damaged`].
    pub(super) fn main(&mut self) -> Result<String, WriteError> {
        let found = Parts::find(&mut self.archive, &Stop::never(), &mut Vec::new());
        let missing = || Problem::new(ProblemKind::MissingBody);
        found.document.ok_or_else(|| WriteError::Damaged(missing()))
    }

    /// The names of the main part, and of all others with text of the document.
    pub(super) fn stories(&mut self) -> Result<Vec<String>, WriteError> {
        let main = self.main()?;
        let found = Parts::find(&mut self.archive, &Stop::never(), &mut Vec::new());
        let there = |name: &String| self.archive.contains(name);
        Ok(std::iter::once(main)
            .chain(found.stories.into_iter().filter(there))
            .collect())
    }

    /// What the part `name` leads to.
    pub(super) fn relationships(&mut self, name: &str) -> Vec<Relationship> {
        parts::relationships(&mut self.archive, name, &Stop::never(), &mut Vec::new())
    }

    /// Whether there is a part of this name.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.archive.contains(name)
    }

    /// The part `name`, taken up for writing.
    ///
    /// # Errors
    /// [`WriteError::Damaged`], and [`WriteError::Unusual`] where it is not in UTF-8.
    pub(super) fn part(&mut self, name: &str) -> Result<&mut Part, WriteError> {
        let key = normalised(name);
        if !self.parts.contains_key(&key) {
            let bytes = self.bytes(name)?;
            let part = part(name, bytes)?;
            self.parts.insert(key.clone(), part);
        }
        let missing = || Problem::in_part(ProblemKind::MissingPart, name);
        self.parts
            .get_mut(&key)
            .ok_or_else(|| WriteError::Damaged(missing()))
    }

    /// The bytes of the part `name` as it is in the source.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, WriteError> {
        self.archive
            .part(name, PART_LIMIT)
            .map_err(WriteError::Damaged)
    }

    /// Make the changes of all parts, which are laid down from then on.
    ///
    /// # Errors
    /// [`WriteError::Damaged`].
    pub(super) fn settle(&mut self) -> Result<(), WriteError> {
        for (name, mut part) in std::mem::take(&mut self.parts) {
            if let Some(cuts) = self.cuts.remove(&name) {
                cuts.lay_down(&mut part);
            }
            if part.patches.is_empty() {
                continue;
            }
            let broken = || Problem::in_part(ProblemKind::BrokenPart, name.as_str());
            let (text, undo) = part
                .patches
                .made_in(part.text())
                .ok_or_else(|| WriteError::Damaged(broken()))?;
            let mark = "\u{feff}".as_bytes().get(..part.mark).unwrap_or_default();
            let bytes = [mark, text.as_bytes()].concat();
            self.changes.replaced.insert(name.clone(), bytes);
            self.undo.insert(name, undo);
        }
        Ok(())
    }

    /// The archive with all that was laid down.
    ///
    /// # Errors
    /// [`WriteError::Damaged`].
    pub(super) fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        self.settle()?;
        let unchanged = self.changes.replaced.is_empty()
            && self.changes.removed.is_empty()
            && self.changes.added.is_empty();
        if unchanged {
            return Ok(self.source.to_vec());
        }
        repack(self.source, &self.changes).map_err(WriteError::Damaged)
    }
}

fn part(name: &str, bytes: Vec<u8>) -> Result<Part, WriteError> {
    let source = Source::new(bytes);
    let Some(mark) = source.mark() else {
        return Err(WriteError::Unusual {
            part: name.to_owned(),
        });
    };
    let layout = Layout::of(&source, &Stop::never())
        .map_err(|kind| WriteError::Damaged(Problem::in_part(kind, name)))?;
    Ok(Part {
        source,
        mark,
        layout,
        patches: Patches::default(),
    })
}
