//! Files that a document shows as if their content stood in it (`w:altChunk`): other documents, pages, plain text.

use crate::document::{Document, Format, NodeKind, Problem};
use crate::ooxml::package::Package;
use crate::reader::docx::read_package;
use crate::reader::flow::renumber_tables;
#[cfg(feature = "web")]
use crate::reader::web_page::{self, Scope};
use crate::reader::{detect, format_of_name, plain};

/// Read the file `bytes`, which is the part `name` of the package, by what it is. Nothing where it is of a kind that is not
/// read, or lies too deep.
pub(super) fn read(name: &str, bytes: Vec<u8>, package: &mut Package<'_>) -> Option<Document> {
    let found = detect::detect(format_of_name(name), &bytes);
    if let Some(obstacle) = found.obstacle {
        return Some(Document::unread(found.format, Problem::new(obstacle)));
    }
    match found.format {
        Format::Docx => word_document(&bytes, package),
        #[cfg(feature = "web")]
        Format::Html => Some(web_page::read_page(&bytes, Scope::Shown, package.stop())),
        Format::Text | Format::Markdown => {
            Some(plain::read(bytes.into(), Format::Text, package.stop()))
        }
        _ => None,
    }
}

fn word_document(bytes: &[u8], package: &mut Package<'_>) -> Option<Document> {
    match package.inside(bytes) {
        None => None,
        Some(Err(problem)) => Some(Document::unread(Format::Docx, problem)),
        Some(Ok(mut inside)) => {
            let flow = read_package(&mut inside, false);
            package.settle(&inside);
            Some(flow.into_document(Format::Docx, inside.problems()))
        }
    }
}

/// Number the tables of an inserted document on from `tables`, and tell its comments from those of the document round it by
/// the `number` of its part.
pub(super) fn renumber(document: &mut Document, number: usize, tables: usize) {
    renumber_tables(document, tables);
    for node in &mut document.nodes {
        if let NodeKind::Comment | NodeKind::Commented = node.kind {
            let detail = node.detail.as_deref().unwrap_or("");
            node.detail = Some(format!("{number}/{detail}").into());
        }
    }
}
