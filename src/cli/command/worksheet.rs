//! `unfilled worksheet FILES`: one table of all that is still to be filled in, to be sent round.
//!
//! Owns what the file is called. What stands in it is `worksheet`'s affair.

use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::baseline_file::BaselineFile;
use crate::cli::copy;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::inspector::Inspector;
use crate::cli::settings::Settings;
use crate::cli::sources;
use crate::cli::usage_error::UsageError;
use crate::cli::wish::SheetWish;
use crate::finding::{FileReport, Summary};
use crate::linter::HintCount;
use crate::report::{self, visible};
use crate::text::{Language, Localized};
use crate::worksheet::{Departments, Layout, Rows, Sheet, SheetError, SheetOptions};

/// The forms that a sheet is written in.
pub(in crate::cli) const FORMS: [&str; 3] = ["xlsx", "csv", "md"];

/// Write the sheet of all that the settings name.
pub(in crate::cli) fn run(settings: &Settings, wish: &SheetWish) -> Result<Outcome, Failure> {
    let language = settings.console.language;
    let baseline = BaselineFile::of(settings)?;
    let inspector = Inspector::new(settings, baseline.as_ref(), HintCount::default());
    let files = sources::found(&inspector);
    let inputs: Vec<PathBuf> = files.iter().map(|found| found.path.clone()).collect();
    let mut reports = Vec::new();
    let outcome = sources::each(settings, &inspector, files, |source| {
        reports.push(source.report);
        Ok(Outcome::Clean)
    });
    let options = SheetOptions {
        language,
        rows: Rows::All,
        departments: Departments::new(settings.house.departments.iter().cloned()),
    };
    let sheet = Sheet::new(&reports, &settings.house.rules, &options);
    if sheet.rows().is_empty() {
        settings.console.tell(&nothing(&reports, language));
        return Ok(outcome);
    }
    let form = form(settings.output.as_deref(), wish.form.as_deref());
    let bytes = bytes_of(&sheet, form, wish.by_department).map_err(|error| unwritten(&error))?;
    let path = match &settings.output {
        Some(path) => {
            let way_out = Localized::new(
                "给待填表换一个文件名，例如 -o 待填.xlsx",
                "give the worksheet another name, such as -o worksheet.xlsx",
            );
            copy::refuse_input(path, inputs.iter().map(PathBuf::as_path), way_out)?;
            copy::refuse_harm(path, settings.force)?;
            path.clone()
        }
        None => copy::free(Path::new(""), language.pick("待填", "worksheet"), form)?,
    };
    copy::write(&path, &bytes)?;
    if !settings.quiet {
        settings
            .console
            .tell(&told(&path, &sheet, reports.len(), language));
    }
    Ok(outcome)
}

/// What form to write: the one that was asked for, or the one that the file's name has.
fn form(output: Option<&Path>, asked: Option<&str>) -> &'static str {
    let extension = output.and_then(Path::extension).and_then(|it| it.to_str());
    let named = asked.or(extension).unwrap_or_default();
    let known = FORMS
        .into_iter()
        .find(|form| form.eq_ignore_ascii_case(named));
    known.unwrap_or(FORMS[0])
}

fn bytes_of(sheet: &Sheet, form: &str, by_department: bool) -> Result<Vec<u8>, SheetError> {
    match form {
        "csv" => Ok(sheet.to_csv()),
        "md" => Ok(sheet.to_markdown().into_bytes()),
        _ => sheet.to_xlsx(match by_department {
            true => Layout::ByDepartment,
            false => Layout::OneSheet,
        }),
    }
}

fn told(path: &Path, sheet: &Sheet, files: usize, language: Language) -> String {
    let name = file_name::shown(path);
    let (name, count) = (visible(&name), sheet.rows().len());
    let (files, places) = (
        report::files(files, language),
        report::places(count, language),
    );
    language.pick(
        format!("待填表：{name}（{files}，{places}）。填好以后：unfilled fill 文件 --answers {name}\n"),
        format!("worksheet: {name} ({files}, {places}). When it is filled in: unfilled fill FILE --answers {name}\n"),
    )
}

/// No sheet is written; that hints are no rows is said.
fn nothing(reports: &[FileReport], language: Language) -> String {
    let hints: usize = reports.iter().map(|it| Summary::of(it).hidden()).sum();
    match hints {
        0 => language.pick(
            "没有查出待填的地方，没有写表\n".to_owned(),
            "nothing found to fill in; no sheet was written\n".to_owned(),
        ),
        _ => {
            let hints = report::hints(hints, language);
            language.pick(
                format!("只有 {hints}，没有写表；用 unfilled --min-severity info 查看\n"),
                format!(
                    "only {hints}; no sheet was written; look with unfilled --min-severity info\n"
                ),
            )
        }
    }
}

fn unwritten(error: &SheetError) -> UsageError {
    UsageError::new(
        Localized::new("没有写出待填表", "the worksheet was not written"),
        Localized::new(error.message(Language::Zh), error.message(Language::En)),
    )
}
