//! The rules and settings that hold for a run: built-in rules, the settings file, the rules that it names.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::RuleArgs;
use crate::cli::discover::settings_file;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::rule_files::{RuleFiles, read_text};
use crate::cli::walk::{Found, FoundKind, WalkOptions};
use crate::config::{Config, ResolvedConfig};
use crate::linter;
use crate::rule::{Rule, RuleSet};
use crate::text::Localized;
use crate::toml_file::SourceError;

/// The rules and settings of a run.
#[derive(Debug)]
pub(super) struct House {
    pub(super) rules: RuleSet,
    pub(super) config: ResolvedConfig,
    /// The folder that the settings' paths are relative to, absolute and without links.
    folder: PathBuf,
    /// The baseline that the settings name.
    pub(super) baseline: Option<PathBuf>,
    /// The words that the settings know departments by, each with the department.
    pub(super) departments: Vec<(String, String)>,
}

impl House {
    /// Load what holds for a run over `paths`.
    ///
    /// # Errors
    /// Mistakes in the settings or in the rules they name, each with its place.
    pub(super) fn load(args: &RuleArgs, paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut rules = RuleSet::builtin()?;
        let file = match &args.config {
            Some(file) => Some(file.clone()),
            None if args.isolated => None,
            None => settings_file(paths),
        };
        let (config, folder) = match file {
            Some(file) => read_settings(&file)?,
            None => (Config::default(), absolute_folder(Path::new(""))),
        };
        let folders = rule_folders(&config, &folder)?;
        for rule in RuleFiles::gather(&folders)?.load_all()? {
            rules.add(rule);
        }
        let mistakes: Vec<SourceError> = proven_words(&config)
            .filter_map(Result::err)
            .flatten()
            .collect();
        if !mistakes.is_empty() {
            return Err(Failure::Sources(mistakes));
        }
        config.add_word_rules(&mut rules)?;
        let baseline = baseline(&config, &folder)?;
        Ok(Self {
            departments: config.departments().to_vec(),
            config: config.resolve(&rules)?,
            rules,
            folder,
            baseline,
        })
    }

    /// A file in the settings' folder, under the shortest name that leads there.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        shortened(self.folder.join(name))
    }

    /// The overrides in the settings for the file that is shown as `name`.
    pub(super) fn overrides(&self, found: &Found, name: &str) -> Vec<usize> {
        if !self.config.has_overrides() {
            return Vec::new();
        }
        let relative = match (&found.kind, &found.absolute) {
            (FoundKind::Stdin, _) => self.relative_to_here(name),
            (_, Some(absolute)) => self.relative(absolute),
            (_, None) => self.relative(&found.path),
        };
        self.config.overrides_at(&relative)
    }

    /// What a walk looks at inside folders.
    pub(super) fn walk_options(&self, hidden: bool, no_ignore: bool) -> WalkOptions<'_> {
        WalkOptions {
            hidden,
            no_ignore,
            force_exclude: false,
            wanted: Box::new(|path| {
                file_name::is_document(path) || self.config.includes(&self.relative(path))
            }),
            excludes_file: Box::new(|path| self.excludes(path, false)),
            excludes_folder: Box::new(|path| self.excludes(path, true)),
        }
    }

    fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        self.config.has_excludes() && self.config.excludes(&self.relative(path), is_dir)
    }

    /// What has no place on the disk but a name, taken to lie in the current folder, as the settings name it.
    fn relative_to_here(&self, name: &str) -> String {
        self.relative(&absolute_folder(Path::new("")).join(name))
    }

    /// `path` (absolute) as the settings name it: relative to their folder, with `/` between names. A path that lies
    /// elsewhere keeps only its file's name.
    fn relative(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.folder).ok();
        let relative = inside.or_else(|| path.file_name().map(Path::new));
        file_name::shown(relative.unwrap_or(path))
    }
}

/// The settings in `file`, and the folder that their paths are relative to, absolute and without links.
///
/// # Errors
/// When it cannot be read; the first mistake in it.
pub(super) fn read_settings(file: &Path) -> Result<(Config, PathBuf), Failure> {
    let config = Config::parse(&file_name::shown(file), &read_text(file)?)?;
    Ok((config, absolute_folder(file)))
}

/// The rules that the word lists of the settings make, proven as rule files are, or all mistakes in them.
pub(super) fn proven_words(
    config: &Config,
) -> impl Iterator<Item = Result<Rule, Vec<SourceError>>> {
    config.word_rules().map(|rule| {
        let mistakes = linter::prove(rule);
        if mistakes.is_empty() {
            return Ok(rule.clone());
        }
        let errors = mistakes.into_iter();
        Err(errors.map(|mistake| *config.error(mistake)).collect())
    })
}

/// The rule folders that the settings name. A link may not lead out of the settings' own folder: whoever sends a document
/// with a settings file beside it must not make us read other files.
pub(super) fn rule_folders(config: &Config, home: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut folders = Vec::new();
    for (index, name) in config.rule_folders().iter().enumerate() {
        let folder = fs::canonicalize(home.join(name))
            .ok()
            .filter(|f| f.is_dir());
        let Some(folder) = folder else {
            return Err(config
                .rule_folder_error(
                    index,
                    Localized::new("没有这个文件夹", "there is no such folder"),
                    Localized::new(
                        "新建这个文件夹，或者改正它的名字",
                        "create the folder, or correct its name",
                    ),
                )
                .into());
        };
        if !folder.starts_with(home) {
            return Err(config
                .rule_folder_error(
                    index,
                    Localized::new(
                        "这个文件夹实际在设置文件的文件夹之外",
                        "this folder really lies outside the settings file's folder",
                    ),
                    Localized::new(
                        "把规则放在设置文件的文件夹里",
                        "keep the rules inside the settings file's folder",
                    ),
                )
                .into());
        }
        folders.push(shortened(folder));
    }
    Ok(folders)
}

/// The baseline that the settings name, whether it is there or not. As with rule folders, no link may lead out.
fn baseline(config: &Config, home: &Path) -> Result<Option<PathBuf>, Failure> {
    let Some(name) = config.baseline() else {
        return Ok(None);
    };
    let path = home.join(name);
    let folder = path.parent().unwrap_or(home);
    let real = fs::canonicalize(&path).or_else(|_| fs::canonicalize(folder));
    if real.is_ok_and(|real| !real.starts_with(home)) {
        return Err(config
            .baseline_error(
                Localized::new(
                    "这个文件实际在设置文件的文件夹之外",
                    "this file really lies outside the settings file's folder",
                ),
                Localized::new(
                    "把基线放在设置文件的文件夹里",
                    "keep the baseline inside the settings file's folder",
                ),
            )
            .into());
    }
    Ok(Some(shortened(path)))
}

/// The short name of an absolute path, which is shown to the person.
fn shortened(path: PathBuf) -> PathBuf {
    let here = fs::canonicalize(".").unwrap_or_default();
    match path.strip_prefix(&here) {
        Ok(inside) if !inside.as_os_str().is_empty() => inside.to_owned(),
        _ => path,
    }
}

fn absolute_folder(file: &Path) -> PathBuf {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}
