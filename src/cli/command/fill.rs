//! `unfilled fill FILES --answers SHEET…`: the answers of one or several sheets into copies of the documents.
//!
//! Owns where the copies lie and what is told of them. Which answer belongs where is `worksheet`'s affair, how it gets into
//! the file `writer`'s.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::copy;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::inspector::Inspector;
use crate::cli::obstacle::Obstacle;
use crate::cli::settings::Settings;
use crate::cli::usage_error::UsageError;
use crate::cli::walk::Found;
use crate::cli::wish::FillWish;
use crate::document::Status;
use crate::finding::FileReport;
use crate::linter::HintCount;
use crate::report::visible;
use crate::text::{Language, Localized};
use crate::worksheet::{self, Answers, FillOptions, Plan};
use crate::writer;

/// Fill the answers into what the settings name.
pub(in crate::cli) fn run(settings: &Settings, wish: &FillWish) -> Result<Outcome, Failure> {
    let answers = read_all(&wish.answers)?;
    let inspector = Inspector::new(settings, None, HintCount::default());
    let files: Vec<Found> = inspector.walk().collect();
    let mut outcome = Outcome::Clean;
    for found in files {
        let (report, bytes) = inspector.inspect_bytes(&found);
        settings
            .console
            .tell(&settings.console.problems_of(&report));
        if report.document.status() != Status::Ok && report.document.text.is_empty() {
            outcome = Outcome::Failed;
            continue;
        }
        match fill(
            settings, &inspector, &found, &report, &bytes, &answers, wish,
        ) {
            Ok(true) => {}
            Ok(false) if outcome == Outcome::Clean => outcome = Outcome::Findings,
            Ok(false) => {}
            Err(failure) => {
                failure.tell(&settings.console);
                outcome = Outcome::Failed;
            }
        }
    }
    Ok(outcome)
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

/// Fill a file in. Returns whether all of its rows are filled in and nothing is left.
fn fill(
    settings: &Settings,
    inspector: &Inspector<'_>,
    found: &Found,
    report: &FileReport,
    bytes: &[u8],
    answers: &Answers,
    wish: &FillWish,
) -> Result<bool, Failure> {
    let language = settings.console.language;
    let options = FillOptions { force: wish.as_is };
    let mut plan = worksheet::fill(report, answers, options);
    if plan.rows.is_empty() {
        tell_unknown(settings, &report.name);
        return Ok(false);
    }
    let written = writer::apply(bytes, &report.document, &plan.edits)
        .map_err(|error| unwritable(&report.name, &error))?;
    for refusal in written.refused {
        plan.refuse(refusal.index, refusal.reason);
    }
    let after = inspector.inspect_again(found, &written.bytes);
    let left = after.open_findings().count();
    let path = match plan.filled() {
        0 => None,
        _ if wish.dry_run => None,
        _ => Some(save(settings, found, bytes, &written.bytes, wish)?),
    };
    if !settings.quiet {
        settings
            .console
            .tell(&told(&report.name, path.as_deref(), &plan, left, language));
    }
    Ok(plan.filled() == plan.rows.len() && left == 0)
}

/// Lay the filled document down: in the folder that was named, in place with a backup beside it, or as a copy beside it.
fn save(
    settings: &Settings,
    found: &Found,
    before: &[u8],
    bytes: &[u8],
    wish: &FillWish,
) -> Result<PathBuf, Failure> {
    let language = settings.console.language;
    let source = &found.path;
    if wish.in_place {
        if fs::read(source).ok().as_deref() != Some(before) {
            let name = file_name::shown(source);
            return Err(unwritable(&name, &writer::WriteError::Changed).into());
        }
        let backup = copy::beside(source, language.pick("备份", "backup"))?;
        copy::write(&backup, before)?;
        copy::write(source, bytes)?;
        return Ok(source.clone());
    }
    let path = match &settings.output {
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|error| {
                Failure::write(&file_name::shown(folder), Obstacle::of_written(&error))
            })?;
            let path = folder.join(source.file_name().unwrap_or_default());
            copy::refuse_harm(&path, settings.force)?;
            path
        }
        None => copy::beside(source, language.pick("已填", "filled"))?,
    };
    copy::write(&path, bytes)?;
    Ok(path)
}

fn told(name: &str, path: Option<&Path>, plan: &Plan, left: usize, language: Language) -> String {
    let shown = path.map_or_else(|| name.to_owned(), file_name::shown);
    let shown = visible(&shown);
    let (rows, filled) = (plan.rows.len(), plan.filled());
    let mut words = language.pick(
        format!("{shown}：{rows} 处填了 {filled} 处，还剩 {left} 处没有填\n"),
        format!("{shown}: {filled} of {rows} filled in, {left} left\n"),
    );
    let open = plan.rows.iter().filter(|row| !is_filled(&row.outcome));
    for row in open {
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

fn unwritable(name: &str, error: &writer::WriteError) -> UsageError {
    let name = visible(name);
    UsageError::new(
        Localized::new(
            format!("“{name}”没有填"),
            format!("“{name}” was not filled in"),
        ),
        Localized::new(error.message(Language::Zh), error.message(Language::En)),
    )
}
