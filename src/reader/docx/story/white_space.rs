//! Spaces at the ends of a text that do not count: Word does not show them, so they are no text.
//!
//! A text may come in several pieces, so what is white at the end of one waits for words behind it.

use super::Story;
use crate::document::Origin;
use crate::ooxml::spaces::is_white;
use crate::ooxml::xml::{Piece, Tag};

/// What was read of a text at whose ends spaces do not count.
#[derive(Default)]
pub(super) struct Trimmed {
    has_words: bool,
    /// White space behind the words.
    held: Vec<(String, Origin)>,
}

impl Story<'_, '_> {
    /// A text begins.
    pub(super) fn open_text(&mut self, tag: &Tag<'_>) {
        let counts = self.spaces.count(tag.raw(), tag.span().start);
        self.trimmed = (!counts).then(Trimmed::default);
    }

    /// Write what stands in a text, without spaces that do not count.
    pub(super) fn write_trimmed(&mut self, piece: &Piece<'_>) {
        let Some(mut trimmed) = self.trimmed.take() else {
            return self.write(&piece.text, piece.origin);
        };
        let text = &*piece.text;
        let (head, words) = match piece.origin {
            Origin::Verbatim { .. } => {
                let head = match trimmed.has_words {
                    true => text,
                    false => text.trim_start_matches(is_white),
                };
                (head, head.trim_end_matches(is_white))
            }
            // What cannot be cut stays whole, unless it is nothing but white space.
            _ if text.chars().all(is_white) => (text, ""),
            _ => (text, text),
        };
        let start = text.len() - head.len();
        if !words.is_empty() {
            trimmed.has_words = true;
            for (white, origin) in trimmed.held.drain(..) {
                self.write(&white, origin);
            }
            self.write(words, from(piece.origin, start));
        }
        let white = head.get(words.len()..).filter(|white| !white.is_empty());
        if let Some(white) = white.filter(|_| trimmed.has_words) {
            let origin = from(piece.origin, start + words.len());
            trimmed.held.push((white.to_owned(), origin));
        }
        self.trimmed = Some(trimmed);
    }
}

/// The origin of what begins at byte `at` of a piece.
fn from(origin: Origin, at: usize) -> Origin {
    match origin {
        Origin::Verbatim { start } => Origin::Verbatim {
            start: start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)),
        },
        other => other,
    }
}
