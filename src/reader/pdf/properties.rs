//! What a file says of itself: title, author, subject, keywords; and what is attached to it.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict};

use super::characters;
use crate::document::{NodeKind, UnreadContent};
use crate::reader::flow::Flow;

/// Write the properties that hold text, a line each.
pub(super) fn write(pdf: &Pdf, flow: &mut Flow) {
    let said = pdf.metadata();
    let properties = [
        ("title", &said.title),
        ("subject", &said.subject),
        ("creator", &said.author),
        ("keywords", &said.keywords),
    ];
    for (name, value) in properties {
        let text = characters::of_string(value.as_deref().unwrap_or_default());
        let text = text.trim();
        if !text.is_empty() {
            flow.end_line();
            let range = flow.write_synthetic(text);
            flow.node(range, NodeKind::Property, Some(name));
            flow.end_line();
        }
    }
}

/// What the file holds beside its pages and is not read.
pub(super) fn unread(pdf: &Pdf) -> UnreadContent {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let root = root.unwrap_or_default();
    let names = root.get::<Dict<'_>>("Names");
    let files = names.and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
    // A form that its program would build anew: the pages only say that one needs that program.
    let is_built = root.get::<bool>("NeedsRendering") == Some(true);
    UnreadContent {
        documents: files.map_or(0, |files| count(&files)),
        objects: usize::from(is_built),
        ..UnreadContent::default()
    }
}

/// How many names there are in a tree of them.
fn count(tree: &Dict<'_>) -> usize {
    const MOST: usize = 1_000;
    let mut open = vec![tree.clone()];
    let (mut names, mut steps) = (0, 0);
    while let Some(tree) = open.pop()
        && steps < MOST
    {
        steps += 1;
        let own = tree.get::<Array<'_>>("Names");
        names += own.map_or(0, |names| names.raw_iter().take(MOST).count() / 2);
        if let Some(kids) = tree.get::<Array<'_>>("Kids") {
            open.extend(kids.iter::<Dict<'_>>().take(MOST - open.len().min(MOST)));
        }
    }
    names
}
