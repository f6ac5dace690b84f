//! E-books (EPUB 2 and 3): .epub.
//!
//! Chapter after chapter in the order in which the book is read; each is a node with the name of its file. Then what the book says of
//! itself. The table of contents says the headings again and is left out. Chapters that need a key are told of.

mod package;

use crate::document::{Bytes, Document, Format, NodeKind, Problem, ProblemKind, UnreadContent};
use crate::ooxml::package::Package;
use crate::reader::office_parts::write_properties;
use crate::reader::web_page::{Scope, Series};
use crate::text::Stop;

use package::Book;

/// Read the book that `bytes` are, as far as it can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    let mut package = match Package::open(&bytes, stop) {
        Ok(package) => package,
        Err(problem) => return Document::unread(format, problem),
    };
    let mut series = Series::default();
    let book = Book::find(&mut package);
    let mut unread = UnreadContent::default();
    for item in &book.items {
        if series.is_full() {
            break;
        }
        if book.encrypted.contains(&item.part) {
            series.has_problem(Problem::in_part(ProblemKind::Encrypted, &item.part));
        } else if item.is_page {
            read_chapter(&item.part, &mut package, &mut series, stop);
        } else {
            unread.documents += 1;
        }
    }
    if let Some(main) = &book.main {
        write_properties(main, &mut package, &mut series.flow);
    }
    for problem in package.problems() {
        series.has_problem(problem);
    }
    if !unread.is_empty() {
        series.has_problem(Problem::new(ProblemKind::UnreadContent(unread)));
    }
    series.into_document(format)
}

fn read_chapter(part: &str, package: &mut Package<'_>, series: &mut Series, stop: &Stop) {
    let Some(bytes) = package.inserted(part) else {
        return;
    };
    let range = series.add(part, &bytes, Scope::Chapter, stop);
    let file = part.rsplit('/').next().unwrap_or(part);
    if let Some(range) = range.filter(|range| !range.is_empty()) {
        series.flow.node(range, NodeKind::Chapter, Some(file));
    }
}
