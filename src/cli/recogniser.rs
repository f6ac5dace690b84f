//! What a baseline knows of each file of a run, under the name that it has there or, where the file was renamed or moved, had.
//!
//! Shared by all workers. Which files may be the same, `filter` judges; nothing of them stays in memory but the anchors of those
//! that may be. What comes out depends neither on the number of threads nor on which file is met first.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use crate::cli::baseline_file::BaselineFile;
use crate::cli::inspector::Inspector;
use crate::cli::ordered::{Consumer, ordered};
use crate::cli::walk::{Found, FoundKind};
use crate::filter::{KnownFindings, LostFiles, Policy};
use crate::finding::FileReport;

/// Marks the findings that a baseline holds.
pub(super) struct Recogniser<'s> {
    file: &'s BaselineFile,
    /// The files that it has and that are gone; looked for when the first one comes that it does not have.
    lost: OnceLock<LostFiles>,
    /// By the names of today, the names that it has for files which were renamed. All files are looked at for this when the
    /// first one comes that may be one of the lost.
    origins: OnceLock<BTreeMap<String, String>>,
}

/// What a baseline says of one file that was checked.
pub(super) struct Recognised {
    /// The file's name in the baseline.
    pub(super) path: String,
    /// The name that the baseline has for it, where that is another one.
    pub(super) origin: Option<String>,
    /// What the baseline holds of it.
    pub(super) kept: KnownFindings,
    /// Entries that were not met again, though they would have been looked for, and that are not kept.
    pub(super) left: KnownFindings,
}

impl<'s> Recogniser<'s> {
    /// One that goes by the baseline in `file`.
    pub(super) fn new(file: &'s BaselineFile) -> Self {
        Self {
            file,
            lost: OnceLock::new(),
            origins: OnceLock::new(),
        }
    }

    /// Mark what is known of the findings in `report`, which `inspector` made of `found` under `policy`, or of what lies
    /// `inside` it, where that is an archive (`/folder/a.docx`).
    pub(super) fn recognise(
        &self,
        inspector: &Inspector<'_>,
        found: &Found,
        inside: Option<&str>,
        report: &mut FileReport,
        policy: &Policy,
    ) -> Recognised {
        let path = self.path(inspector, found) + inside.unwrap_or_default();
        let origin = match inside.is_some() || self.knows(&path) {
            true => None,
            false => self.origin(inspector, found, &path, report),
        };
        let name = origin.unwrap_or(&path);
        let (mut kept, mut left) = (KnownFindings::default(), KnownFindings::default());
        if let Some(known) = self.file.baseline.file(name) {
            let met = known.recognise(&report.document, &mut report.findings);
            // What was not read may still hold the rest.
            let is_whole = report.document.has_whole_text();
            let is_judged = |rule: &str| is_whole && inspector.would_find(rule, policy);
            kept = known.kept(&met, is_judged);
            left = known.without(&met, is_judged);
        }
        Recognised {
            origin: origin.map(str::to_owned),
            path,
            kept,
            left,
        }
    }

    fn path(&self, inspector: &Inspector<'_>, found: &Found) -> String {
        self.file.path_of(found, &inspector.name_typed(found))
    }

    fn knows(&self, path: &str) -> bool {
        self.file.baseline.file(path).is_some()
    }

    /// The name that the baseline has for a file which it does not know at its `path`.
    fn origin(
        &self,
        inspector: &Inspector<'_>,
        found: &Found,
        path: &str,
        report: &FileReport,
    ) -> Option<&str> {
        // What comes by a pipe is the file of its name, and no other.
        if found.kind != FoundKind::File || report.open_findings().next().is_none() {
            return None;
        }
        let lost = self.lost.get_or_init(|| self.lost(inspector));
        if !lost.may_be(path, &KnownFindings::of(report)) {
            return None;
        }
        let origins = self
            .origins
            .get_or_init(|| lost.found_again(self.newcomers(inspector, lost)));
        origins.get(path).map(String::as_str)
    }

    /// The files that are gone, with what a run like this would find in them.
    fn lost(&self, inspector: &Inspector<'_>) -> LostFiles {
        let files = self.file.lost().filter_map(|(path, place)| {
            let known = self.file.baseline.file(path)?;
            let ruling = inspector.ruling(&Found::file(place));
            let would_find = |rule: &str| inspector.would_find(rule, ruling.policy());
            Some((
                path.to_owned(),
                known.without(&KnownFindings::default(), would_find),
            ))
        });
        LostFiles::new(files.collect())
    }

    /// What is found in all files that the baseline does not know and that may be one of the `lost`.
    fn newcomers(
        &self,
        inspector: &Inspector<'_>,
        lost: &LostFiles,
    ) -> BTreeMap<String, KnownFindings> {
        let look = |found: Found| {
            let path = self.path(inspector, &found);
            if found.kind != FoundKind::File || self.knows(&path) {
                return None;
            }
            let findings = KnownFindings::of(&inspector.check(&found, &path, |_| ()).0);
            lost.may_be(&path, &findings).then_some((path, findings))
        };
        let gathered = || Gathered {
            inspector,
            files: BTreeMap::new(),
        };
        let mut all = gathered();
        let jobs = inspector.jobs();
        if ordered(inspector.walk(), jobs, look, &mut all).is_err() {
            // No thread was to be had but this one, which needs no other.
            all = gathered();
            _ = ordered(inspector.walk(), 1, look, &mut all);
        }
        all.files
    }
}

/// Files with what was found in them.
struct Gathered<'i, 's> {
    inspector: &'i Inspector<'s>,
    files: BTreeMap<String, KnownFindings>,
}

impl Consumer<Option<(String, KnownFindings)>> for Gathered<'_, '_> {
    fn bytes(file: &Option<(String, KnownFindings)>) -> usize {
        file.as_ref().map_or(0, |(path, _)| path.len())
    }

    fn take(&mut self, file: Option<(String, KnownFindings)>) -> ControlFlow<()> {
        self.files.extend(file);
        ControlFlow::Continue(())
    }

    fn tick(&mut self) {
        self.inspector.is_waiting();
    }

    fn abandon(&mut self) {}
}
