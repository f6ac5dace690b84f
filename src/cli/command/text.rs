//! `unfilled text FILE`: the text as it was read, to see what the rules see.

use std::path::Path;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::load;
use crate::cli::terminal;
use crate::cli::unpacked;
use crate::cli::watch::Watch;
use crate::document::{Document, Format, Problem, Status};
use crate::finding::FileReport;
use crate::reader::{self, Held, Holding, Input, holding};
use crate::report::visible;
use crate::text::{LINE_SEPARATOR, Stop};

/// Print the text of the file at `path`; what went wrong in reading is told on standard error.
pub(in crate::cli) fn run(path: &Path, console: &Console) -> Result<Outcome, Failure> {
    let name = if path == Path::new("-") {
        file_name::STDIN.to_owned()
    } else {
        file_name::shown(path)
    };
    let watch = Watch::usual(console.language);
    let stop = watch.begin(&name);
    let mut attached = Vec::new();
    let document = match load::named(path, &name, console.language) {
        Ok(input) if holding(&input) == Holding::Archive => {
            return of_archive(&input, &stop, console);
        }
        Ok(input) if holding(&input) == Holding::Mail => {
            let (documents, problems) = unpacked::attached(&input, &stop);
            let mut document = reader::read(input, &stop);
            unpacked::were_read(&mut document, documents.len());
            document.problems.extend(problems);
            attached = documents;
            document
        }
        Ok(input) => reader::read(input, &stop),
        Err(kind) => Document::unread(Format::Unknown, Problem::new(kind)),
    };
    let mut nothing_read = print(name, document, console)?;
    for held in attached {
        nothing_read |= print_held(held, &stop, console)?;
    }
    Ok(match nothing_read {
        true => Outcome::Failed,
        false => Outcome::Clean,
    })
}

/// Print the texts of all documents in an archive; whose text each is, is told on standard error.
fn of_archive(archive: &Input, stop: &Stop, console: &Console) -> Result<Outcome, Failure> {
    let mut done: Result<bool, Failure> = Ok(false);
    let problems = unpacked::each(archive, stop, true, &mut |held| {
        if let Ok(failed) = done {
            done = print_held(held, stop, console).map(|nothing_read| failed || nothing_read);
        }
    });
    let failed = done? || !problems.is_empty();
    let document = Document {
        format: Format::Zip,
        problems,
        ..Document::default()
    };
    print(archive.name.clone(), document, console)?;
    Ok(match failed {
        true => Outcome::Failed,
        false => Outcome::Clean,
    })
}

/// Print the text of a document that lies in another file, whose name is told; whether nothing of it could be read.
fn print_held(held: Held, stop: &Stop, console: &Console) -> Result<bool, Failure> {
    let Held { input, attached } = held;
    let name = input.name.clone();
    console.tell(&format!("{}\n", visible(&name)));
    let mut document = reader::read(input, stop);
    unpacked::were_read(&mut document, attached);
    print(name, document, console)
}

/// Print the text of a document and tell what went wrong; whether nothing of it could be read.
fn print(name: String, document: Document, console: &Console) -> Result<bool, Failure> {
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
    Ok(text.is_empty() && report.document.status() != Status::Ok)
}
