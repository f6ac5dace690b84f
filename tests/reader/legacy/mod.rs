//! Office files of 1997 to 2003, built here byte by byte.

mod damage;
mod doc;
mod ppt;
mod word_file;
mod xls;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use unfilled::document::{Document, Locator, NodeKind};
use unfilled::text::TextRange;

use super::read_sound;
use crate::support::seeds;

/// A compound file with these streams at its root.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    seeds::keep_compound(streams);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name)
            .unwrap()
            .write_all(content)
            .unwrap();
    }
    file.into_inner().into_inner()
}

/// Each line with its place and the marks that cover it as a whole. `↵` is a break inside a paragraph.
fn shown(document: &Document) -> String {
    let locator = Locator::new(document);
    let (mut shown, mut start) = (String::new(), 0);
    for line in document.text.lines() {
        let range = TextRange::new(start, start + line.len());
        let place = locator.location(range);
        start += line.len() + 1;
        let mut words = Vec::new();
        words.extend(place.sheet);
        words.extend(place.slide.map(|number| format!("slide {number}")));
        if let Some(cell) = &place.table {
            words.push(format!("{}:{}", cell.row, cell.column));
        }
        words.extend(place.part.map(|part| part.name().to_owned()));
        if place.is_hidden {
            words.push("hidden".to_owned());
        }
        let is_heading = |kind| kind == NodeKind::Heading;
        let mut around = document.nodes_around(range);
        if !line.is_empty() && around.any(|node| is_heading(node.kind)) {
            words.push("heading".to_owned());
        }
        let line = line.replace('\u{2028}', "↵");
        writeln!(shown, "{} | {line}", words.join(" ")).unwrap();
    }
    shown
}

/// The kinds of nodes over `words`, with what is said of them.
fn nodes_over<'d>(document: &'d Document, words: &str) -> Vec<(NodeKind, &'d str)> {
    let start = document.text.find(words).expect(words);
    let range = TextRange::new(start, start + words.len());
    document
        .nodes
        .iter()
        .filter(|node| node.range == range)
        .map(|node| (node.kind, node.detail.as_deref().unwrap_or_default()))
        .collect()
}

/// Numbers and text in the order in which binary formats keep them.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn word(mut self, value: u16) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    fn number(mut self, value: u32) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    fn all(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }

    /// In UTF-16.
    fn wide(mut self, text: &str) -> Self {
        self.0
            .extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        self
    }
}
