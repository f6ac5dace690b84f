//! Settings with every name looked up: what holds for a path, flags over file.

use crate::config::layer::Layer;
use crate::config::path_patterns::PathPatterns;
use crate::filter::Policy;
use crate::rule::{RuleSet, Selector, Severity, Stage};
use crate::text::Language;

/// The settings of a run. The default is what holds where there is no file, or where it is not to be looked at.
///
/// Paths are relative to the settings file's folder, with `/` between names and no `./` before.
#[derive(Clone, Debug, Default)]
pub struct ResolvedConfig {
    rules: RuleSet,
    fail_on: Option<Severity>,
    language: Option<Language>,
    exclude: PathPatterns,
    include: PathPatterns,
    base: Policy,
    overrides: Vec<(PathPatterns, Layer<Selector>)>,
}

/// What the command line says of rules; empty for nothing said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagOverrides {
    /// The rules that are on, in place of those that the file names.
    pub select: Vec<Selector>,
    /// Rules that are off beyond those that the file names.
    pub ignore: Vec<Selector>,
    /// The least certain findings to show.
    pub min_severity: Option<Severity>,
    /// How far the documents have come.
    pub stage: Option<Stage>,
}

impl ResolvedConfig {
    pub(super) fn new(
        rules: RuleSet,
        fail_on: Option<Severity>,
        language: Option<Language>,
        (exclude, include): (PathPatterns, PathPatterns),
        base: &Layer<Selector>,
        overrides: Vec<(PathPatterns, Layer<Selector>)>,
    ) -> Self {
        let mut policy = Policy::default();
        base.apply_to(&mut policy, &rules);
        Self {
            rules,
            fail_on,
            language,
            exclude,
            include,
            base: policy,
            overrides,
        }
    }

    /// What counts in the file at `relative_path`: the file's settings, then each override for the path, then the flags.
    pub fn policy(&self, relative_path: &str, flags: &FlagOverrides) -> Policy {
        self.policy_under(&self.overrides_at(relative_path), flags)
    }

    /// Whether there is any override for some paths.
    pub fn has_overrides(&self) -> bool {
        !self.overrides.is_empty()
    }

    /// The overrides for the file at `relative_path`, by their number from 0 on. Files with the same ones have the same
    /// [policy](Self::policy_under).
    pub fn overrides_at(&self, relative_path: &str) -> Vec<usize> {
        let all = self.overrides.iter().enumerate();
        all.filter(|(_, (paths, _))| paths.match_file(relative_path))
            .map(|(number, _)| number)
            .collect()
    }

    /// What counts in a file with these [overrides](Self::overrides_at).
    pub fn policy_under(&self, overrides: &[usize], flags: &FlagOverrides) -> Policy {
        let mut policy = self.base.clone();
        for (_, layer) in overrides.iter().filter_map(|&at| self.overrides.get(at)) {
            layer.apply_to(&mut policy, &self.rules);
        }
        let flags = Layer {
            select: (!flags.select.is_empty()).then(|| flags.select.clone()),
            ignore: flags.ignore.clone(),
            min_severity: flags.min_severity,
            stage: flags.stage,
            ..Layer::default()
        };
        flags.apply_to(&mut policy, &self.rules);
        policy
    }

    /// Whether there is anything that a walk leaves out.
    pub fn has_excludes(&self) -> bool {
        !self.exclude.is_empty()
    }

    /// Whether a walk leaves out the file or folder at `relative_path`, for a folder with all that is in it.
    pub fn excludes(&self, relative_path: &str, is_dir: bool) -> bool {
        if is_dir {
            self.exclude.match_folder(relative_path)
        } else {
            self.exclude.match_file(relative_path)
        }
    }

    /// Whether a walk looks at the file at `relative_path` although its extension is none that is looked at.
    pub fn includes(&self, relative_path: &str) -> bool {
        self.include.match_file(relative_path)
    }

    /// The least severity of a finding that fails the run, where the file says so.
    pub fn fail_on(&self) -> Option<Severity> {
        self.fail_on
    }

    /// The language to speak, where the file says so.
    pub fn language(&self) -> Option<Language> {
        self.language
    }
}
