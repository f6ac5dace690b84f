//! `unfilled fill FILES --answers SHEET…`: the answers of one or several sheets into copies of the documents.
//!
//! Owns where the copies lie and what is told of them. Which answer belongs where is `worksheet`'s affair, how it gets into
//! the file `writer`'s.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::baseline_file::BaselineFile;
use crate::cli::command::filled_words;
use crate::cli::copy;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::inspector::Inspector;
use crate::cli::obstacle::Obstacle;
use crate::cli::settings::Settings;
use crate::cli::sources::{self, Source};
use crate::cli::usage_error::UsageError;
use crate::cli::walk::FoundKind;
use crate::cli::wish::{self, FillWish};
use crate::linter::HintCount;
use crate::report::visible;
use crate::text::{Language, Localized};
use crate::worksheet::{self, Answers, FillOptions};
use crate::writer::{self, Manner, WriteError};

/// Fill the answers into what the settings name.
pub(in crate::cli) fn run(settings: &Settings, wish: &FillWish) -> Result<Outcome, Failure> {
    let baseline = BaselineFile::of(settings)?;
    let inspector = Inspector::new(settings, baseline.as_ref(), HintCount::default());
    let files = sources::found(&inspector);
    let mut run = Run {
        settings,
        inspector: &inspector,
        wish,
        manner: wish::manner(wish.author.as_deref(), settings.force),
        answers: read_all(&wish.answers)?,
        inputs: files
            .iter()
            .map(|found| found.path.clone())
            .chain(wish.answers.iter().cloned())
            .collect(),
        copies: HashSet::new(),
    };
    Ok(sources::each(settings, &inspector, files, |source| {
        run.fill(&source)
    }))
}

/// What is the same for all files of a run, and what was written so far.
struct Run<'r> {
    settings: &'r Settings,
    inspector: &'r Inspector<'r>,
    wish: &'r FillWish,
    manner: Manner,
    answers: Answers,
    /// All files that are read.
    inputs: Vec<PathBuf>,
    /// The copies that were written.
    copies: HashSet<PathBuf>,
}

/// The answers of all sheets.
fn read_all(sheets: &[PathBuf]) -> Result<Answers, Failure> {
    let mut answers = Answers::default();
    for path in sheets {
        let name = file_name::shown(path);
        let bytes = fs::read(path)
            .map_err(|error| Failure::read(&name, Obstacle::of_named(path, &error)))?;
        let read = worksheet::read(&bytes, &name).map_err(|error| {
            UsageError::new(
                Localized::new(
                    format!("“{name}”没有用上"),
                    format!("“{name}” was not used"),
                ),
                Localized::new(error.message(Language::Zh), error.message(Language::En)),
            )
        })?;
        answers.add(read);
    }
    Ok(answers)
}

impl Run<'_> {
    /// Fill a file in. All is well where its rows are filled in and nothing is left.
    fn fill(&mut self, source: &Source) -> Result<Outcome, Failure> {
        let Source {
            found,
            bytes,
            report,
        } = source;
        let options = FillOptions {
            force: self.wish.as_is,
        };
        let mut plan = worksheet::fill(report, &self.answers, options);
        if !options.force {
            plan.hold_back(|edit| self.inspector.finds_gap_in(found, &report.document, edit));
        }
        if plan.rows.is_empty() {
            self.tell_unknown(&report.name);
            return Ok(Outcome::Findings);
        }
        let written = writer::apply_as(bytes, &report.document, &plan.edits, &self.manner)
            .map_err(|error| unwritable(&report.name, &error))?;
        for refusal in written.refused {
            plan.refuse(refusal.index, refusal.reason);
        }
        let mut after = self.inspector.inspect_again(found, &written.bytes);
        if self.manner.tracked.is_some() {
            // Changes, ours among them, wait to be accepted, not to be filled in.
            after.findings.retain(|finding| finding.remarks.is_empty());
        }
        let left = plan.left(report, &after);
        let path = match plan.filled() {
            0 => None,
            _ if self.wish.dry_run => None,
            _ => self.save(source, &written.bytes)?,
        };
        if !self.settings.quiet {
            let console = &self.settings.console;
            console.tell(&filled_words::told(
                &report.name,
                path.as_deref(),
                &report.document,
                &plan,
                left,
                console.language,
            ));
        }
        Ok(match left.all() + left.not_found == 0 {
            true => Outcome::Clean,
            false => Outcome::Findings,
        })
    }

    /// Tell that no row is for the file of this name, and which files there are rows for.
    fn tell_unknown(&self, name: &str) {
        let console = &self.settings.console;
        let names = self.answers.documents();
        console.tell(&filled_words::unknown(name, &names, console.language));
    }

    /// Lay the filled document down: in the folder that was named, in place with a backup beside it, or as a copy beside it; on
    /// standard output where it came from standard input. Returns where it lies.
    fn save(&mut self, source: &Source, bytes: &[u8]) -> Result<Option<PathBuf>, Failure> {
        let settings = self.settings;
        let language = settings.console.language;
        let original = &source.found.path;
        let path = match &settings.output {
            None if source.found.kind == FoundKind::Stdin => {
                settings.console.print_bytes(bytes)?;
                return Ok(None);
            }
            _ if self.wish.in_place => {
                if !copy::still_holds(original, &source.bytes) {
                    let changed = WriteError::Changed;
                    return Err(unwritable(&source.report.name, &changed).into());
                }
                let backup = copy::beside(original, language.pick("备份", "backup"))?;
                copy::write(&backup, &source.bytes)?;
                original.clone()
            }
            Some(folder) => {
                fs::create_dir_all(folder).map_err(|error| {
                    Failure::write(&file_name::shown(folder), Obstacle::of_written(&error))
                })?;
                let path = folder.join(original.file_name().unwrap_or_default());
                if self.copies.contains(&path) {
                    return Err(same_name(&path).into());
                }
                let way_out = Localized::new(
                    "换一个文件夹；要直接改原文件，就用 --in-place",
                    "take another folder; --in-place fills the file itself in",
                );
                copy::refuse_input(&path, self.inputs.iter().map(PathBuf::as_path), way_out)?;
                copy::refuse_harm(&path, settings.force)?;
                path
            }
            None => copy::beside(original, language.pick("已填", "filled"))?,
        };
        copy::write(&path, bytes)?;
        self.copies.insert(path.clone());
        Ok(Some(path))
    }
}

/// Another copy of this run is not given up for this one, whatever may be replaced.
fn same_name(path: &Path) -> UsageError {
    let name = file_name::shown(path);
    let name = visible(&name);
    UsageError::new(
        Localized::new(
            format!("“{name}”是这次另一个同名文件填好的副本，没有覆盖它"),
            format!("“{name}” is the copy of another file of this name; it was left as it is"),
        ),
        Localized::new(
            "同名的文件分开填，写进不同的文件夹",
            "fill files of one name one at a time, into different folders",
        ),
    )
}

fn unwritable(name: &str, error: &WriteError) -> UsageError {
    let name = visible(name);
    UsageError::new(
        Localized::new(
            format!("“{name}”没有填"),
            format!("“{name}” was not filled in"),
        ),
        Localized::new(error.message(Language::Zh), error.message(Language::En)),
    )
}
