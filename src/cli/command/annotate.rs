//! `unfilled annotate FILE…`: a copy of each document in which each place is marked, and the way back.
//!
//! Owns what the copies are called and what is told of them. Marks are put in and taken out by `writer`.

use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::baseline_file::BaselineFile;
use crate::cli::copy;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::inspector::Inspector;
use crate::cli::settings::Settings;
use crate::cli::sources::{self, Source};
use crate::cli::usage_error::UsageError;
use crate::cli::walk::FoundKind;
use crate::linter::HintCount;
use crate::report::{self, Said, places, plural, visible};
use crate::text::{Language, Localized};
use crate::writer::{self, Annotated, Note, NoteStyle, Refusal, Removed, WriteError};

/// What is added to the name of a marked copy, in Chinese and English.
const MARKED: [&str; 2] = ["标注", "marked"];

/// Mark all places in copies of the files, only with a ground if `highlight`; or take the marks out if `remove`.
pub(in crate::cli) fn run(
    settings: &Settings,
    highlight: bool,
    remove: bool,
) -> Result<Outcome, Failure> {
    let baseline = BaselineFile::of(settings)?;
    let inspector = Inspector::new(settings, baseline.as_ref(), HintCount::default());
    let files = sources::found(&inspector);
    if settings.output.is_some() && files.len() > 1 {
        return Err(one_output().into());
    }
    let style = NoteStyle {
        comments: !highlight,
        highlights: highlight,
        despite_protection: settings.force,
    };
    let work = |source: Source| match remove {
        true => take_out(settings, &source),
        false => mark(settings, &inspector, source, style),
    };
    Ok(sources::each(settings, &inspector, files, work))
}

/// Write the marked copy of a file in which anything was found.
fn mark(
    settings: &Settings,
    inspector: &Inspector<'_>,
    source: Source,
    style: NoteStyle,
) -> Result<Outcome, Failure> {
    let language = settings.console.language;
    let again = match settings.output {
        Some(_) => None,
        None => copy::original(&source.found.path, &MARKED),
    };
    if let Some(original) = again.as_deref().filter(|_| !settings.force) {
        return Err(marked_already(&source.report.name, original).into());
    }
    let source = match again {
        Some(_) => {
            let name = source.report.name.clone();
            match unmarked(inspector, source) {
                Ok(source) => source,
                Err(error) => return Ok(refused(settings, &name, &error)),
            }
        }
        None => source,
    };
    let Source { report, bytes, .. } = &source;
    let notes = report::notes(report, &settings.house.rules, language);
    let notes: Vec<Note> = notes
        .into_iter()
        .map(|Said { range, text, place }| Note { range, text, place })
        .collect();
    if notes.is_empty() {
        tell(settings, &nothing_to_mark(&report.name, language));
        return Ok(Outcome::Clean);
    }
    let annotated = match writer::annotate(bytes, &report.document, &notes, style) {
        Ok(annotated) => annotated,
        Err(error) => return Ok(refused(settings, &report.name, &error)),
    };
    let path = match again {
        Some(_) => {
            copy::write(&source.found.path, &annotated.bytes)?;
            Some(source.found.path.clone())
        }
        None => save(
            settings,
            &source,
            language.pick(MARKED[0], MARKED[1]),
            &annotated.bytes,
        )?,
    };
    tell(
        settings,
        &marked(path.as_deref(), notes.len(), &annotated, language),
    );
    for Refusal { index, reason } in &annotated.refused {
        let place = notes.get(*index).map_or("", |note| &note.place);
        let reason = reason.message(language);
        tell(
            settings,
            &format!("  {place}{}{reason}", language.pick("：", ": ")),
        );
    }
    Ok(Outcome::Clean)
}

/// The file without the marks of ours that are in it.
fn unmarked(inspector: &Inspector<'_>, mut source: Source) -> Result<Source, WriteError> {
    let removed = writer::remove(&source.bytes, &source.report.document)?;
    if removed.count > 0 {
        source.report = inspector.inspect_again(&source.found, &removed.bytes);
        source.bytes = removed.bytes;
    }
    Ok(source)
}

/// Write the copy without marks of a file that has some.
fn take_out(settings: &Settings, source: &Source) -> Result<Outcome, Failure> {
    let language = settings.console.language;
    let name = &source.report.name;
    let removed = match writer::remove(&source.bytes, &source.report.document) {
        Ok(removed) => removed,
        Err(error) => return Ok(refused(settings, name, &error)),
    };
    if removed.count == 0 {
        let words = language.pick(
            format!("{name}：里面没有 unfilled 加的标注"),
            format!("{name}: nothing in it was put there by unfilled"),
        );
        tell(settings, &words);
        return Ok(Outcome::Clean);
    }
    let word = language.pick("去标注", "unmarked");
    let path = save(settings, source, word, &removed.bytes)?;
    tell(settings, &taken_out(path.as_deref(), &removed, language));
    Ok(Outcome::Clean)
}

/// Write the copy, to standard output where the document came from standard input. Returns where it lies.
fn save(
    settings: &Settings,
    source: &Source,
    word: &str,
    bytes: &[u8],
) -> Result<Option<PathBuf>, Failure> {
    let path = match (&settings.output, &source.found.kind) {
        (Some(path), _) => {
            let way_out = Localized::new(
                "给副本换一个文件名；不写 -o，副本就写在原文件旁边",
                "give the copy another name; without -o it lies beside the file",
            );
            let input = source.found.path.as_path();
            copy::refuse_input(path, std::iter::once(input), way_out)?;
            copy::refuse_harm(path, settings.force)?;
            path.clone()
        }
        (None, FoundKind::Stdin) => {
            settings.console.print_bytes(bytes)?;
            return Ok(None);
        }
        (None, _) => copy::beside(&source.found.path, word)?,
    };
    copy::write(&path, bytes)?;
    Ok(Some(path))
}

/// Tell why a file was not written.
fn refused(settings: &Settings, name: &str, error: &WriteError) -> Outcome {
    let words = error.message(settings.console.language);
    let name = visible(name);
    let message = settings.console.language.pick(
        format!("“{name}”没有标注：{words}"),
        format!("“{name}” was not marked: {words}"),
    );
    settings.console.complain(&message, None);
    Outcome::Failed
}

fn tell(settings: &Settings, words: &str) {
    if !settings.quiet {
        settings.console.tell(&format!("{words}\n"));
    }
}

fn nothing_to_mark(name: &str, language: Language) -> String {
    let name = visible(name);
    language.pick(
        format!("{name}：没有查出要标的地方，没有另存"),
        format!("{name}: nothing found to mark; no copy was written"),
    )
}

fn marked(path: Option<&Path>, count: usize, annotated: &Annotated, language: Language) -> String {
    let done = count - annotated.refused.len();
    let collected = annotated.collected.len();
    let mut words = match (path.map(file_name::shown), language) {
        (Some(name), Language::Zh) => format!("标好的副本：{}（{done} 处）", visible(&name)),
        (Some(name), Language::En) => {
            format!(
                "marked copy: {} ({})",
                visible(&name),
                places(done, language)
            )
        }
        (None, Language::Zh) => format!("标好了 {done} 处"),
        (None, Language::En) => format!("{} marked", places(done, language)),
    };
    if collected > 0 {
        words.push_str(&language.pick(
            format!("；其中 {collected} 处不能单独加批注，写在第一段的批注里"),
            format!("; {collected} of them in one comment at the first paragraph, as Word takes none there"),
        ));
    }
    if !annotated.refused.is_empty() {
        let left = annotated.refused.len();
        words.push_str(&language.pick(
            format!("；{left} 处没有标上："),
            format!(
                "; {left} {} not marked:",
                if left == 1 { "was" } else { "were" }
            ),
        ));
    }
    words
}

fn taken_out(path: Option<&Path>, removed: &Removed, language: Language) -> String {
    let count = removed.count;
    let name = path.map_or(String::new(), |path| {
        visible(&file_name::shown(path)).into_owned()
    });
    let mut words = language.pick(
        format!("去掉了 {count} 条标注：{name}"),
        format!("{count} mark{} taken out: {name}", plural(count)),
    );
    if !removed.exact {
        words.push_str(language.pick(
            "（文件标注以后又存过，黄底可能还留着）",
            " (the file was saved since it was marked; a yellow ground may be left)",
        ));
    }
    words
}

/// A marked copy is not marked once more unless the person says so: the marks belong to the original.
fn marked_already(name: &str, original: &Path) -> UsageError {
    let (name, original) = (visible(name), file_name::shown(original));
    let original = visible(&original);
    UsageError::new(
        Localized::new(
            format!("“{name}”看名字就是标好的副本，没有再标"),
            format!("“{name}” is a marked copy already, by its name; it was not marked once more"),
        ),
        Localized::new(
            format!("要重新标，就标原文件“{original}”；确实要在这份副本上重新标，就加 --force"),
            format!("mark the original “{original}”; --force marks this copy itself anew"),
        ),
    )
}

fn one_output() -> UsageError {
    UsageError::new(
        Localized::new("-o 只能用于一个文件", "-o is for one file"),
        Localized::new(
            "不写 -o，每份副本就写在原文件旁边",
            "without -o each copy lies beside its file",
        ),
    )
}
