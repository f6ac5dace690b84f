//! Text with signs of its own: TeX, AsciiDoc, reStructuredText, Typst and Org, read as what people see when it is set.
//!
//! Escapes are undone and wrapped lines joined; code, formulas and comments are nodes; what only steers the program is left out.
//! Places are lines and columns of the source. Nothing is executed, no other file is included, and no macro is expanded but for the few
//! that stand for a character, a blank or a reminder.

mod adoc;
mod blocks;
mod inline;
mod org;
mod rewriter;
mod rst;
mod tex;
mod typst;

use encoding_rs::UTF_8;

use crate::document::{Bytes, Document, Format, Problem, ProblemKind};
use crate::reader::{PIECE_LIMIT, plain};
use crate::text::Stop;

pub(super) use rewriter::Rewriter;

/// After how many lines the wish to stop is asked for.
const STOP_INTERVAL: usize = 256;

/// How a format is read, line by line.
trait Markup {
    /// Read the line that stands at `line`, without its end.
    fn line(&mut self, line: Line<'_>, out: &mut Rewriter<'_>);
}

/// A line of a source.
#[derive(Clone, Copy)]
struct Line<'s> {
    /// All of the source.
    source: &'s str,
    /// Where the line begins and ends in it, without its line end.
    start: usize,
    end: usize,
}

impl<'s> Line<'s> {
    fn text(self) -> &'s str {
        self.source.get(self.start..self.end).unwrap_or_default()
    }

    /// The line after this one, without its line end.
    fn next(self) -> &'s str {
        let rest = self.source.get(self.end..).unwrap_or_default();
        let rest = rest.strip_prefix('\r').unwrap_or(rest);
        let rest = rest.strip_prefix('\n').unwrap_or_default();
        rest.split('\n').next().unwrap_or_default().trim_end()
    }

    /// Where the first character stands that is no white space.
    fn words_start(self) -> usize {
        self.end - self.text().trim_ascii_start().len()
    }

    /// How many bytes of white space stand before it.
    fn indent(self) -> usize {
        self.words_start() - self.start
    }
}

/// Read `bytes` as text of this format.
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    let size = bytes.len();
    let document = plain::read(bytes, format, stop);
    if document.text.is_empty() {
        return document;
    }
    let source = document.text.as_str().to_owned();
    let mut out = Rewriter::new(&source, start_in_file(&document, size));
    let mut markup: Box<dyn Markup> = match format {
        Format::Tex => Box::new(tex::Tex::new(&source)),
        Format::AsciiDoc => Box::new(adoc::AsciiDoc::default()),
        Format::Rst => Box::new(rst::Rst::default()),
        Format::Typst => Box::new(typst::Typst::default()),
        _ => Box::new(org::Org::default()),
    };
    let mut problems = Vec::new();
    let mut start = 0;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        if number % STOP_INTERVAL == 0 && stop.requested() {
            problems.push(Problem::new(ProblemKind::TooSlow));
            break;
        }
        if out.pieces() > PIECE_LIMIT {
            let limit = PIECE_LIMIT;
            problems.push(Problem::new(ProblemKind::TooManyPieces { limit }));
            break;
        }
        out.begin_line(start);
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let line_of = Line {
            source: &source,
            start,
            end,
        };
        markup.line(line_of, &mut out);
        start += line.len();
    }
    let mut document = out.into_document(document);
    document.problems.extend(problems);
    document
}

/// Where in a file of `size` bytes the text begins that was `read` from it as it stands; nothing where only the decoded text is known.
pub(super) fn start_in_file(read: &Document, size: usize) -> Option<usize> {
    const MARK: usize = 3;
    let start = size.checked_sub(read.text.len());
    let is_itself = read.encoding == Some(UTF_8.name()) && read.own_marks.is_empty();
    start.filter(|start| is_itself && [0, MARK].contains(start))
}
