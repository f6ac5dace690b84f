//! `unfilled fill FILES --answers SHEET…`: the answers of one or several sheets into copies of the documents.
//!
//! Owns where the copies lie and what is told of them. Which answer belongs where is `worksheet`'s affair, how it gets into
//! the file `writer`'s.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::baseline_file::BaselineFile;
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
use crate::finding::Summary;
use crate::linter::HintCount;
use crate::report::visible;
use crate::text::{Language, Localized};
use crate::worksheet::{self, Answers, FillOptions, Plan};
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
        if plan.rows.is_empty() {
            tell_unknown(self.settings, &report.name);
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
        let left = Summary::of(&after);
        let path = match plan.filled() {
            0 => None,
            _ if self.wish.dry_run => None,
            _ => self.save(source, &written.bytes)?,
        };
        if !self.settings.quiet {
            let console = &self.settings.console;
            console.tell(&told(
                &report.name,
                path.as_deref(),
                &plan,
                &left,
                console.language,
            ));
        }
        let is_done = plan.filled() == plan.rows.len() && left.open() == 0;
        Ok(match is_done {
            true => Outcome::Clean,
            false => Outcome::Findings,
        })
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

fn told(
    name: &str,
    path: Option<&Path>,
    plan: &Plan,
    left: &Summary,
    language: Language,
) -> String {
    let shown = path.map_or_else(|| name.to_owned(), file_name::shown);
    let shown = visible(&shown);
    let (rows, filled) = (plan.rows.len(), plan.filled());
    let (open, hints) = (left.open(), left.hidden());
    let mut words = language.pick(
        format!("{shown}：{rows} 处填了 {filled} 处，还剩 {open} 处没有填"),
        format!("{shown}: {filled} of {rows} filled in, {open} left"),
    );
    if hints > 0 {
        words.push_str(&language.pick(
            format!("（另有 {hints} 处提示）"),
            format!(" (and {hints} hints)"),
        ));
    }
    words.push('\n');
    let others = plan.rows.iter().filter(|row| !is_filled(&row.outcome));
    for row in others {
        let place = &row.answer.place;
        let (number, text) = (place.number, visible(&place.text));
        let why = row.outcome.message(language);
        words.push_str(&language.pick(
            format!("  第 {number} 行“{text}”：{}\n", visible(&why)),
            format!("  row {number} “{text}”: {}\n", visible(&why)),
        ));
    }
    words
}

fn is_filled(outcome: &worksheet::Outcome) -> bool {
    matches!(outcome, worksheet::Outcome::Filled { .. })
}

fn tell_unknown(settings: &Settings, name: &str) {
    let name = visible(name);
    let words = settings.console.language.pick(
        format!("{name}：待填表里没有这个文件，没有改\n"),
        format!("{name}: no sheet has rows for this file; it was not changed\n"),
    );
    settings.console.tell(&words);
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
