//! Pages that were saved as a mail with all that belongs to them (MHT, RFC 2557): the page itself, then those that it shows in it.

use crate::document::{Document, Format, Problem, ProblemKind};
use crate::reader::mime::{PARTS, Part};
use crate::text::Stop;

use super::Scope;
use super::series::Series;

/// Whether the file begins with the head of a mail.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
    if start.starts_with(b"<") || !line.contains(&b':') {
        return false;
    }
    let whole = Part::of(bytes);
    whole.field("content-type").is_some() || whole.field("mime-version").is_some()
}

/// Read the pages in the file. Of their places only the page as a whole is known.
pub(super) fn read(bytes: &[u8], scope: Scope, stop: &Stop) -> Document {
    let parts = Part::of(bytes).leaves();
    let mut series = Series::default();
    if parts.len() >= PARTS {
        let limit = PARTS;
        series.has_problem(Problem::new(ProblemKind::TooManyEntries { limit }));
    }
    let pages = parts
        .into_iter()
        .filter(|part| matches!(&*part.kind(), "text/html" | "application/xhtml+xml"));
    let mut count = 0;
    for page in pages {
        count += 1;
        let location = page.field("content-location").unwrap_or("");
        let name = match location.rsplit(['/', '\\']).next() {
            Some("") | None => format!("page {count}"),
            Some(name) => name.to_owned(),
        };
        series.add(&name, &page.page(), scope, stop);
        if series.is_full() {
            break;
        }
    }
    match count {
        0 => Document::unread(Format::Html, Problem::new(ProblemKind::MissingBody)),
        _ => series.into_document(Format::Html),
    }
}
