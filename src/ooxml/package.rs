//! An open package: hands out one part at a time as text, and keeps what went wrong with them.
//!
//! What the parts mean is not known here; see `parts`.

use std::collections::HashMap;

use super::archive::{ARCHIVE_LIMIT, Archive, PART_LIMIT, TABLE_LIMIT};
use super::encoding::Source;
use super::parts::{self, Relationship};
use super::xml::Xml;
use crate::document::{Problem, ProblemKind};
use crate::text::Stop;

/// How deep documents that hold whole documents are read.
const NESTING_LIMIT: usize = 2;

/// The most bytes that a part of a document in another one may inflate to, and that its text may have; as much again as a
/// document outside would take too much memory.
const INSIDE_LIMIT: u64 = 32 << 20;

/// A package that is being read part by part, of which only one is inflated at a time.
pub(crate) struct Package<'p> {
    /// A piece of a body that is read by itself lies in no archive.
    archive: Option<Archive<'p>>,
    stop: &'p Stop,
    problems: Vec<Problem>,
    /// In how many documents it lies.
    nesting: usize,
    part_limit: u64,
}

/// What the relationships of a part lead to, by their ids.
pub(crate) type Links = HashMap<String, Relationship>;

/// The part that the relationship of this kind leads to.
pub(crate) fn linked_part(links: &Links, kind: &str) -> Option<String> {
    let mut links = links.values();
    links
        .find(|link| link.kind == kind && !link.is_external)
        .map(|link| link.target.clone())
}

impl<'p> Package<'p> {
    /// Open the package that `bytes` are.
    ///
    /// # Errors
    /// What keeps the archive from being read at all.
    pub(crate) fn open(bytes: &'p [u8], stop: &'p Stop) -> Result<Self, Problem> {
        let mut archive = Archive::open_or_salvage(bytes)?;
        Ok(Self {
            problems: archive.faults(),
            archive: Some(archive),
            ..Self::empty(stop)
        })
    }

    /// A package without parts.
    pub(crate) fn empty(stop: &'p Stop) -> Self {
        Self {
            archive: None,
            stop,
            problems: Vec::new(),
            nesting: 0,
            part_limit: PART_LIMIT,
        }
    }

    /// Open the package that `bytes`, a part of this one, are; both have one account of what is inflated. Nothing where it
    /// would lie too deep.
    ///
    /// # Errors
    /// What keeps it from being read.
    pub(crate) fn inside<'b>(&self, bytes: &'b [u8]) -> Option<Result<Package<'b>, Problem>>
    where
        'p: 'b,
    {
        if self.nesting >= NESTING_LIMIT {
            return None;
        }
        let inflated = self.archive.as_ref().map_or(0, Archive::inflated);
        Some(Archive::open_or_salvage(bytes).map(|mut archive| {
            archive.has_inflated(inflated);
            Package {
                problems: archive.faults(),
                archive: Some(archive),
                stop: self.stop,
                nesting: self.nesting + 1,
                part_limit: INSIDE_LIMIT,
            }
        }))
    }

    /// Take over the account of a package that lies in this one.
    pub(crate) fn settle(&mut self, inside: &Package<'_>) {
        if let (Some(archive), Some(inside)) = (&mut self.archive, &inside.archive) {
            archive.has_inflated(inside.inflated());
        }
    }

    /// The name of the main part, which usually is `usual`.
    pub(crate) fn main_part(&mut self, usual: &str) -> String {
        let links = self.links("");
        let mut links = links.into_values();
        let main = links.find(|link| link.kind == "officeDocument" && !link.is_external);
        let main = main
            .map(|link| link.target)
            .filter(|name| self.contains(name));
        main.unwrap_or_else(|| usual.to_owned())
    }

    /// The parts with the properties of the document.
    pub(crate) fn property_parts(&mut self) -> Vec<String> {
        let Some(archive) = &mut self.archive else {
            return Vec::new();
        };
        let links = parts::relationships(archive, "", self.stop, &mut Vec::new());
        parts::of_properties(archive, &links)
    }

    /// The parts of a Word document and what they are.
    pub(crate) fn parts(&mut self) -> parts::Parts {
        let Some(archive) = &mut self.archive else {
            return parts::Parts::default();
        };
        parts::Parts::find(archive, self.stop, &mut self.problems)
    }

    /// What the relationships of the part `name` lead to.
    pub(crate) fn links(&mut self, name: &str) -> Links {
        let Some(archive) = &mut self.archive else {
            return Links::new();
        };
        // What is wrong with the list was said when the parts were looked for, or it leads to nothing here.
        let found = parts::relationships(archive, name, self.stop, &mut Vec::new());
        found
            .into_iter()
            .map(|link| (link.id.clone(), link))
            .collect()
    }

    /// Whether there is a part of this name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        let archive = self.archive.as_ref();
        archive.is_some_and(|archive| archive.contains(name))
    }

    /// The most bytes that a part may inflate to, and that the text may have.
    pub(crate) fn part_limit(&self) -> u64 {
        self.part_limit
    }

    /// The wish to stop.
    pub(crate) fn stop(&self) -> &'p Stop {
        self.stop
    }

    /// The bytes of a part; what keeps it from being read is kept, and the part's damage is not the document's end.
    fn bytes(&mut self, name: &str, limit: u64) -> Option<Vec<u8>> {
        if self.stop.requested() {
            self.has_problem(Problem::new(ProblemKind::TooSlow));
            return None;
        }
        // Once the limit is reached nothing more is read, and that is said once.
        let full = ProblemKind::ArchiveTooLarge {
            limit: ARCHIVE_LIMIT,
        };
        if self.problems.iter().any(|problem| problem.kind == full) {
            return None;
        }
        let archive = self.archive.as_mut()?;
        let part = archive.content(name, limit);
        for fault in archive.faults() {
            self.has_problem(fault);
        }
        match part {
            Ok(part) => {
                if !part.is_whole {
                    let damage = Problem::in_part(ProblemKind::DamagedPart, name);
                    self.has_problem(damage);
                }
                Some(part.bytes)
            }
            Err(problem) => {
                self.has_problem(problem);
                None
            }
        }
    }

    /// The bytes of a file that is shown in this document.
    pub(crate) fn inserted(&mut self, name: &str) -> Option<Vec<u8>> {
        self.bytes(name, INSIDE_LIMIT)
    }

    /// The text of a part in XML.
    pub(crate) fn source(&mut self, name: &str, limit: u64) -> Option<Source> {
        self.bytes(name, limit).map(Source::new)
    }

    /// Walk through a part that is kept as a table.
    pub(crate) fn with_table(&mut self, name: &str, walk: impl FnOnce(&mut Xml<'_>)) {
        if let Some(source) = self.source(name, TABLE_LIMIT) {
            let mut xml = Xml::new(&source, self.stop);
            walk(&mut xml);
            self.was_read(name, xml.problem());
        }
    }

    /// The part `name` was read up to this problem.
    pub(crate) fn was_read(&mut self, name: &str, problem: Option<ProblemKind>) {
        match problem {
            // It is the document that took too long.
            Some(ProblemKind::TooSlow) => self.has_problem(Problem::new(ProblemKind::TooSlow)),
            // A file that is one part has no name for it.
            Some(kind) if name.is_empty() => self.has_problem(Problem::new(kind)),
            // That it breaks off, or is no XML from some place on, follows from its damage.
            Some(ProblemKind::BrokenXml { .. }) if self.is_damaged(name) => {}
            Some(kind) => self.has_problem(Problem::in_part(kind, name)),
            None => {}
        }
    }

    /// Something is wrong; it is said once.
    pub(crate) fn has_problem(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Whether the part `name` could be inflated in part only.
    fn is_damaged(&self, name: &str) -> bool {
        self.problems
            .contains(&Problem::in_part(ProblemKind::DamagedPart, name))
    }

    /// Whether something was found wrong with the part `name`.
    pub(crate) fn is_broken(&self, name: &str) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.part.as_deref().unwrap_or_default() == name)
    }

    /// All that went wrong.
    pub(crate) fn problems(self) -> Vec<Problem> {
        self.problems
    }
}
