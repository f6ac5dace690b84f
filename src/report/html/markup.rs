//! Markup in the making, in which nothing from outside can become markup.
//!
//! Our own pieces are `&'static str`, so no text of a document or name can be one; text goes in by itself and is escaped.
//! Attributes hold our own words, numbers and times only.

use crate::report::sanitize::visible;
use crate::report::wording::capitalized;

/// HTML, written from start to end.
#[derive(Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Add markup of our own.
    pub(super) fn own(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Add a number; may stand in an attribute.
    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Add text from anywhere: escaped, and what steers or hides made visible.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for c in visible(text).chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ => self.0.push(c),
            }
        }
        self
    }

    /// Add `text` as the beginning of a sentence.
    pub(super) fn sentence(&mut self, text: &str) -> &mut Self {
        self.text(&capitalized(text))
    }

    /// Add what was made by another one.
    pub(super) fn made(&mut self, markup: &Made<'_>) -> &mut Self {
        self.0.push_str(markup.0);
        self
    }

    /// The whole.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// A piece of what a [`Markup`] has made and another part of the program has kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Made<'m>(pub(super) &'m str);
