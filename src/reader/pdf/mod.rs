//! Portable Document Format (ISO 32000), all versions: what pages show as text, line by line and joined to paragraphs.
//!
//! Page after page: its lines, then notes and the prompts of its form. The crate `hayro` interprets the pages; pictures are never
//! decoded. Pages without letters, and pages whose letters do not say which characters they are, are named as problems, so that
//! a scanned file is never taken for a clean one.

mod annotations;
mod bands;
mod canvas;
mod characters;
mod inflation;
mod letter;
mod lines;
mod margins;
mod order;
mod page;
mod paragraphs;
mod piece;
mod properties;
mod underlines;
mod unmapped;
mod writer;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use crate::document::{Bytes, Document, Format, Lines, Pages, Problem, ProblemKind, UnreadContent};
use crate::reader::flow::Flow;
use crate::reader::office_parts::TEXT_LIMIT;
use crate::text::Stop;

use canvas::Ended;
use page::{PageText, State};

/// More pages than this are not read.
const MOST_PAGES: usize = 10_000;

/// More lines than this are not kept.
const MOST_LINES: usize = 1_000_000;

/// Read the pages that `bytes` are, as far as they can be read.
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    if inflation::exceeds(&bytes) {
        let limit = inflation::LIMIT;
        let problem = ProblemKind::PartTooLarge { limit };
        return Document::unread(format, Problem::new(problem));
    }
    let held = Arc::new(Held(bytes));
    // Panics of the interpreter are damage to the file that it stumbled over.
    let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new(held)));
    let pdf = match opened {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(_))) => {
            return Document::unread(format, Problem::new(ProblemKind::Encrypted));
        }
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => {
            return Document::unread(format, Problem::new(ProblemKind::BrokenArchive));
        }
    };
    let mut file = File::default();
    file.read_pages(&pdf, stop);
    let count = pdf.pages().len();
    margins::mark(&mut file.pages);
    let mut flow = Flow::new(0);
    flow.enter_part("");
    let (mut flow, anchors) = writer::write(&file.pages, flow);
    if catch_unwind(AssertUnwindSafe(|| properties::write(&pdf, &mut flow))).is_err() {
        file.problems.push(Problem::new(ProblemKind::BrokenPart));
    }
    if let Some(problem) = flow.pieces().problem() {
        file.problems.push(Problem::new(problem));
    }
    let problems = file.into_problems(count);
    Document {
        lines: Lines::OfPages(anchors),
        ..flow.into_document(format, problems)
    }
}

/// The bytes of a file as the interpreter takes them.
struct Held(Bytes);

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A file while it is read.
#[derive(Default)]
struct File {
    pages: Vec<PageText>,
    problems: Vec<Problem>,
    unread: UnreadContent,
}

impl File {
    fn read_pages(&mut self, pdf: &Pdf, stop: &Stop) {
        let mut reader = page::Pages::new(pdf, stop);
        let (mut size, mut lines) = (0_u64, 0);
        for (number, page) in (1_usize..).zip(pdf.pages().iter()) {
            let problem = if stop.requested() {
                Some(ProblemKind::TooSlow)
            } else if number > MOST_PAGES {
                Some(ProblemKind::TooManyPieces { limit: MOST_PAGES })
            } else if lines > MOST_LINES {
                Some(ProblemKind::TooManyPieces { limit: MOST_LINES })
            } else if size > TEXT_LIMIT {
                Some(ProblemKind::ArchiveTooLarge { limit: TEXT_LIMIT })
            } else {
                None
            };
            if let Some(problem) = problem {
                self.problems.push(Problem::new(problem));
                return;
            }
            let in_page = |kind| Problem::in_part(kind, format!("page {number}"));
            let read = catch_unwind(AssertUnwindSafe(|| reader.read(page)));
            let text = read.unwrap_or_else(|reason| {
                reader.forget();
                let kind = match page::ended(&*reason) {
                    Some(Ended::Stopped) => ProblemKind::TooSlow,
                    Some(Ended::Full) => ProblemKind::TooManyPieces {
                        limit: canvas::MOST_LETTERS,
                    },
                    None => ProblemKind::BrokenPart,
                };
                self.problems.push(in_page(kind));
                PageText::default()
            });
            if text.is_damaged {
                self.problems.push(in_page(ProblemKind::BrokenPart));
            }
            self.unread.pictures += text.pictures;
            self.unread.documents += text.annotations.files;
            size += text
                .lines
                .iter()
                .map(|line| line.text.len() as u64)
                .sum::<u64>();
            lines += text.lines.len();
            self.pages.push(text);
        }
        let promised = catch_unwind(AssertUnwindSafe(|| promised_pages(pdf)));
        if self.pages.is_empty() {
            self.problems.push(Problem::new(ProblemKind::MissingBody));
        } else if promised.is_ok_and(|promised| promised > self.pages.len()) {
            self.problems.push(Problem::new(ProblemKind::BrokenPart));
        }
        let found = catch_unwind(AssertUnwindSafe(|| properties::unread(pdf)));
        self.unread = self.unread.and(&found.unwrap_or_default());
    }

    /// All that is wrong with a file of `count` pages.
    fn into_problems(mut self, count: usize) -> Vec<Problem> {
        let of_state = |state| {
            let pages = (1..)
                .zip(&self.pages)
                .filter(|(_, page)| page.state == state);
            let numbers: Vec<usize> = pages.map(|(number, _)| number).collect();
            (!numbers.is_empty()).then_some(Pages { numbers, of: count })
        };
        let no_text = of_state(State::NoText).map(ProblemKind::PagesWithoutText);
        let unreadable = of_state(State::Unreadable).map(ProblemKind::UnreadableLetters);
        let unread = (!self.unread.is_empty()).then_some(ProblemKind::UnreadContent(self.unread));
        let kinds = [no_text, unreadable, unread].into_iter().flatten();
        self.problems.extend(kinds.map(Problem::new));
        self.problems
    }
}

/// How many pages the file says that it has.
fn promised_pages(pdf: &Pdf) -> usize {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let tree = root.and_then(|root| root.get::<Dict<'_>>("Pages"));
    let count = tree.and_then(|tree| tree.get::<u32>("Count"));
    count
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(0)
}
