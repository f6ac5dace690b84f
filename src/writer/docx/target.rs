//! The package that is written to: its parts as they are taken up, and the archive with those that were changed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cuts::Cuts;
use super::layout::{ItemId, Layout};
use super::patch::{Patches, Undo};
use crate::document::{Problem, ProblemKind};
use crate::ooxml::archive::{Archive, PART_LIMIT, normalised};
use crate::ooxml::encoding::Source;
use crate::ooxml::parts::{self, Parts, Relationship};
use crate::ooxml::repack::{Changes, repack};
use crate::ooxml::spaces::{Spaces, is_white};
use crate::text::Stop;
use crate::writer::WriteError;

/// A package and what is to be changed in it.
pub(super) struct Target<'s> {
    source: &'s [u8],
    archive: Archive<'s>,
    main: String,
    stories: Vec<String>,
    /// The parts that were taken up, by their normalised names.
    parts: BTreeMap<String, Part>,
    kinds: BTreeMap<String, PartKind>,
    pub(super) changes: Changes,
    /// Where parts are cut for marks, by normalised names.
    pub(super) cuts: BTreeMap<String, Cuts>,
    /// How what was changed so far is taken back, by part.
    pub(super) undo: BTreeMap<String, Vec<Undo>>,
}

/// What a part holds, as far as it matters to whoever writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Text of the document.
    Story,
    /// Its title, its author and the like.
    Properties,
    /// Data that controls show.
    Data,
    /// A chart, a drawing, a file inside.
    Other,
}

/// A part in XML and what is to be changed in it.
pub(super) struct Part {
    source: Source,
    /// The length of its byte order mark.
    pub(super) mark: usize,
    pub(super) layout: Layout,
    spaces: Spaces,
    pub(super) patches: Patches,
}

impl Part {
    /// What it says, without a byte order mark.
    pub(super) fn text(&self) -> &str {
        self.source.text()
    }

    /// Whether spaces at the ends of the text `id` count.
    pub(super) fn preserves(&self, id: ItemId) -> bool {
        self.layout.items.get(id).is_some_and(|item| {
            let open = self.text().get(item.open.clone()).unwrap_or("");
            self.spaces.count(open, item.open.start)
        })
    }

    /// Spaces at the ends of the text `id` that do not count.
    pub(super) fn ignored_spaces(&self, id: ItemId) -> Vec<Range<usize>> {
        let Some(item) = self.layout.items.get(id).filter(|_| !self.preserves(id)) else {
            return Vec::new();
        };
        let inner = item.inner();
        let content = self.text().get(inner.clone()).unwrap_or("");
        let start = inner.start + content.len() - content.trim_start_matches(is_white).len();
        let end = inner.start + content.trim_end_matches(is_white).len();
        let ends = [inner.start..start, end.max(start)..inner.end];
        ends.into_iter().filter(|range| !range.is_empty()).collect()
    }
}

impl<'s> Target<'s> {
    /// Open the package that `source` is.
    ///
    /// # Errors
    /// [`WriteError::Damaged`], [`WriteError::Signed`].
    pub(super) fn open(source: &'s [u8]) -> Result<Self, WriteError> {
        let mut archive = Archive::open(source).map_err(WriteError::Damaged)?;
        let is_signature = |name: &&str| name.starts_with("_xmlsignatures/");
        if archive.names().iter().any(is_signature) {
            return Err(WriteError::Signed);
        }
        let found = Parts::find(&mut archive, &Stop::never(), &mut Vec::new());
        let missing = || WriteError::Damaged(Problem::new(ProblemKind::MissingBody));
        let main = found.document.ok_or_else(missing)?;
        let there = |name: &String| archive.contains(name);
        let stories = std::iter::once(main.clone()).chain(found.stories.into_iter().filter(there));
        let stories: Vec<String> = stories.collect();
        let story = |name: &String| (normalised(name), PartKind::Story);
        let property = |name: &String| (normalised(name), PartKind::Properties);
        let kinds = found.properties.iter().map(property);
        Ok(Self {
            source,
            kinds: kinds.chain(stories.iter().map(story)).collect(),
            main,
            stories,
            archive,
            parts: BTreeMap::new(),
            changes: Changes::default(),
            cuts: BTreeMap::new(),
            undo: BTreeMap::new(),
        })
    }

    /// The name of the main part.
    pub(super) fn main(&self) -> &str {
        &self.main
    }

    /// The names of all parts with text of the document, the main part first.
    pub(super) fn stories(&self) -> &[String] {
        &self.stories
    }

    /// What the part `name` holds.
    pub(super) fn kind(&self, name: &str) -> PartKind {
        let name = normalised(name);
        let known = self.kinds.get(&name).copied();
        known.unwrap_or(match name.starts_with("customxml/") {
            true => PartKind::Data,
            false => PartKind::Other,
        })
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
        spaces: Spaces::of(source.text()),
        source,
        mark,
        layout,
        patches: Patches::default(),
    })
}
