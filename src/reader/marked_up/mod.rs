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
use crate::reader::plain;
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
    rewritten(bytes, format, stop, |source, out| {
        let mut markup: Box<dyn Markup> = match format {
            Format::Tex => Box::new(tex::Tex::new(source)),
            Format::AsciiDoc => Box::new(adoc::AsciiDoc::default()),
            Format::Rst => Box::new(rst::Rst::default()),
            Format::Typst => Box::new(typst::Typst::default()),
            _ => Box::new(org::Org::default()),
        };
        let mut start = 0;
        for (number, line) in source.split_inclusive('\n').enumerate() {
            if number % STOP_INTERVAL == 0 && stop.requested() {
                return Some(ProblemKind::TooSlow);
            }
            let problem = out.problem();
            if problem.is_some() {
                return problem;
            }
            out.begin_line(start);
            let end = start + line.trim_end_matches(['\n', '\r']).len();
            markup.line(Line { source, start, end }, out);
            start += line.len();
        }
        None
    })
}

/// The document that `rewrite` makes of the text of a file; it says what kept it from coming to the end.
pub(super) fn rewritten(
    bytes: Bytes,
    format: Format,
    stop: &Stop,
    rewrite: impl FnOnce(&str, &mut Rewriter<'_>) -> Option<ProblemKind>,
) -> Document {
    let size = bytes.len();
    let mut read = plain::read(bytes, format, stop);
    if read.text.is_empty() {
        return read;
    }
    let start = start_in_file(&read, size);
    let source = std::mem::take(&mut read.text);
    let mut out = Rewriter::new(&source, start);
    let problem = rewrite(&source, &mut out);
    let mut document = out.into_document(read);
    document.problems.extend(problem.map(Problem::new));
    document
}

/// Where in a file of `size` bytes the text begins that was `read` from it as it stands; nothing where only the decoded text is known.
fn start_in_file(read: &Document, size: usize) -> Option<usize> {
    const MARK: usize = 3;
    let start = size.checked_sub(read.text.len());
    let is_itself = read.encoding == Some(UTF_8.name()) && read.own_marks.is_empty();
    start.filter(|start| is_itself && [0, MARK].contains(start))
}
