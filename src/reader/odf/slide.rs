//! A slide while it is read: the place that each shape fills, the speaker's notes, the comments.

use std::collections::{HashMap, HashSet};

use crate::document::NodeKind;
use crate::ooxml::xml::Tag;
use crate::reader::flow::{Flow, Place};

use super::stretch::append_as;

/// An open slide.
pub(super) struct Slide {
    number: usize,
    place: Place,
    is_hidden: bool,
    pub(super) notes: Option<Place>,
    /// The comments with what is said of them, which follow the slide.
    comments: Vec<(Flow, String)>,
    /// The names of the words that its footer and header show.
    footer: Option<String>,
    header: Option<String>,
}

/// The words of headers and footers that slides share, by name.
#[derive(Default)]
pub(super) struct SharedWords {
    by_name: HashMap<(NodeKind, String), Flow>,
    /// Those that a slide has shown.
    shown: HashSet<(NodeKind, String)>,
}

/// A shape on a slide that fills a place of its layout.
pub(super) struct Placeholder {
    place: Place,
    /// What it is for: `title`, `outline`, …
    class: String,
    /// Nobody has written in it.
    is_empty: bool,
}

impl Slide {
    /// The slide that `tag` opens.
    pub(super) fn begin(tag: &Tag<'_>, number: usize, is_hidden: bool, flow: &Flow) -> Self {
        Self {
            number,
            place: flow.place(),
            is_hidden,
            notes: None,
            comments: Vec::new(),
            footer: tag.attribute("use-footer-name"),
            header: tag.attribute("use-header-name"),
        }
    }

    /// A comment on the slide.
    pub(super) fn comment(&mut self, words: Flow, detail: String) {
        self.comments.push((words, detail));
    }

    /// The notes end.
    pub(super) fn end_notes(&mut self, flow: &mut Flow) {
        let range = self.notes.take().and_then(|place| flow.since(place));
        if let Some(range) = range.filter(|range| !range.is_empty()) {
            flow.node(range, NodeKind::SlideNotes, None);
        }
    }

    /// The slide ends.
    pub(super) fn end(self, shared: &mut SharedWords, flow: &mut Flow) {
        flow.end_line();
        let footer = self.footer.map(|name| (NodeKind::Footer, name));
        let header = self.header.map(|name| (NodeKind::Header, name));
        for key in header.into_iter().chain(footer) {
            if let Some(words) = shared.by_name.get(&key)
                && shared.shown.insert(key.clone())
            {
                append_as(flow, words, key.0, None);
            }
        }
        for (words, detail) in &self.comments {
            append_as(flow, words, NodeKind::Comment, Some(detail));
        }
        if let Some(range) = flow.since(self.place) {
            if self.is_hidden {
                flow.node(range, NodeKind::Hidden, None);
            }
            let number = self.number.to_string();
            flow.node(range, NodeKind::Slide, Some(&number));
        }
    }
}

impl SharedWords {
    /// Words of that name and kind.
    pub(super) fn add(&mut self, kind: NodeKind, name: String, words: Flow) {
        self.by_name.insert((kind, name), words);
    }
}

impl Placeholder {
    /// The place that the frame fills which `tag` opens.
    pub(super) fn of(tag: &Tag<'_>, flow: &Flow) -> Option<Self> {
        Some(Self {
            place: flow.place(),
            class: tag.attribute("class")?,
            is_empty: tag.attribute("placeholder").as_deref() == Some("true"),
        })
    }

    /// The frame ends. A place of which only the program's own prompt is seen is said to be empty.
    pub(super) fn end(self, in_notes: bool, flow: &mut Flow) {
        let Some(range) = flow.since(self.place) else {
            return;
        };
        // By the names that the slides of PowerPoint have for them.
        let kind = match self.class.as_str() {
            "title" => "title",
            "subtitle" => "subTitle",
            "outline" | "text" => "body",
            "object" => "obj",
            _ => return,
        };
        if !range.slice(&flow.text).trim().is_empty() {
            if kind == "title" {
                flow.node(range, NodeKind::Heading, Some("1"));
            }
        } else if self.is_empty && !in_notes {
            flow.node(range, NodeKind::EmptyPlaceholder, Some(kind));
        }
    }
}
