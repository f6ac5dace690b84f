//! What rules are written with, each thing said once and named: word lists, parts of patterns, guards, fillers.
//!
//! Owns what each name stands for, written out. The file that says it is read by `vocabulary_file`; `expand` puts it in place of
//! the names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rule::lists::Lists;
use crate::rule::{Deferred, Guard, vocabulary_file};
use crate::toml_file::{self, SourceError};

/// The names that rules may use. What is added later takes the place of what had the same name, for those that are read after it.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub(super) lists: Lists,
    pub(super) terms: Deferred<Terms>,
}

/// What a `vocabulary.toml` says, with nothing left in it that stands for something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Patterns by name.
    pub parts: BTreeMap<String, Part>,
    /// Guards by name; any of them drops a match.
    pub guards: BTreeMap<String, Vec<Guard>>,
    /// What stands in place of words that are not known yet.
    pub fillers: Option<Fillers>,
}

/// A piece of a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The pattern.
    pub pattern: String,
    /// What speaks against the matches of each rule that is written with it, or with a part that is.
    pub unless: Vec<Guard>,
}

/// What people write where the words are not known yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fillers {
    /// A pattern for what has no other use there: XX, ____.
    pub firm: String,
    /// A pattern for what stands in finished texts as well: ？, 几.
    pub weak: String,
}

impl Vocabulary {
    /// One that has these lists, name and text of each, and these terms as postcard wrote them.
    pub(crate) fn of<'l>(
        lists: impl Iterator<Item = (&'l str, &'l str)>,
        terms: &'static [u8],
    ) -> Self {
        let mut vocabulary = Self {
            lists: Lists::default(),
            terms: Deferred::written(terms),
        };
        lists.for_each(|(name, text)| vocabulary.add_list(name, text));
        vocabulary
    }

    /// Add a word list: one word a line, `#` begins a comment.
    pub fn add_list(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.lists.add(name.into(), text.into());
    }

    /// Add what the `text` of a `vocabulary.toml` says. It may use all that is there.
    ///
    /// # Errors
    /// The first mistake in the file.
    pub fn read(&mut self, file: &str, text: &str) -> Result<(), Box<SourceError>> {
        toml_file::parse(text, |table| vocabulary_file::read(table, self))
            .map_err(|mistake| mistake.in_file(file, text))
    }

    /// What the files said.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// What may stand in braces: `{measure}`.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        let parts = self.terms.parts.keys().map(String::as_str);
        self.lists.names().chain(parts)
    }
}
