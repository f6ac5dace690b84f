//! Web pages: .html, .htm, .xhtml, and pages that were saved as one file with all that belongs to them (.mht).
//!
//! From the bytes to the words as a browser shows them: a line a block, white space as one space. What stands in attributes, comments
//! and over other words follows the paragraph. Elements are looked at one after the other, and no tree is built; no style sheet is
//! followed, and no script. Places of tags in Markdown are the affair of `html`.

mod attribute;
mod decoding;
mod elements;
mod lines;
mod mht;
mod page;
mod series;
mod tables;
mod words;

use crate::document::{Bytes, Document, Format, Problem, ProblemKind};
use crate::reader::encoding;
use crate::text::Stop;

use page::Page;
pub(in crate::reader) use series::Series;
#[cfg(feature = "mail")]
pub(in crate::reader) use words::is_joined;

/// What is read of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reader) enum Scope {
    /// All that its file says: its title, its comments and what it says of itself, too.
    File,
    /// What it shows, as it stands in another document.
    Shown,
    /// What it shows; it is a chapter of a book, which is XML.
    Chapter,
}

/// Read the page that `bytes` are.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, _: Format, stop: &Stop) -> Document {
    read_page(&bytes, Scope::File, stop)
}

/// Read the page that `bytes` are, or that is the first among what they hold.
pub(in crate::reader) fn read_page(bytes: &[u8], scope: Scope, stop: &Stop) -> Document {
    if mht::is_archive(bytes) {
        return mht::read(bytes, scope, stop);
    }
    let decoded = decoding::decode(bytes);
    let is_xml = scope == Scope::Chapter || decoded.text.trim_start().starts_with("<?xml");
    let mut document = Page::new(&decoded, scope, is_xml).read(stop);
    document.encoding = Some(encoding::name(decoded.encoding));
    if decoded.undecodable > 0 {
        let places = decoded.undecodable;
        let kind = ProblemKind::UndecodableBytes { places };
        document.problems.push(Problem::new(kind));
    }
    document
}
