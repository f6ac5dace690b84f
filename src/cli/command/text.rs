//! `unfilled text FILE`: the text as it was read, to see what the rules see.

use std::path::Path;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::load;
use crate::cli::terminal;
use crate::document::{Document, Format, Problem, Status};
use crate::finding::FileReport;
use crate::reader;
use crate::report::visible;
use crate::text::{LINE_SEPARATOR, Stop};

/// Print the text of the file at `path`; what went wrong in reading is told on standard error.
pub(in crate::cli) fn run(path: &Path, console: &Console) -> Result<Outcome, Failure> {
    let name = if path == Path::new("-") {
        file_name::STDIN.to_owned()
    } else {
        file_name::shown(path)
    };
    let document = match load::named(path, &name, console.language) {
        Ok(input) => reader::read(input, &Stop::never()),
        Err(kind) => Document::unread(Format::Unknown, Problem::new(kind)),
    };
    let report = FileReport {
        name,
        document,
        findings: Vec::new(),
    };
    console.tell(&console.problems_of(&report));
    let text = &report.document.text;
    if terminal::stdout_is_screen() {
        let lines = text.split(['\n', LINE_SEPARATOR]);
        let safe: String = lines.map(|line| format!("{}\n", visible(line))).collect();
        console.print(&safe)?;
    } else {
        console.print(text)?;
    }
    let nothing_read = text.is_empty() && report.document.status() != Status::Ok;
    Ok(if nothing_read {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}
