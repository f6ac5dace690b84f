//! Word lists that patterns name in braces: `{measure}` stands for every word of `rules/lists/measure.txt`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::rule::builtin;

/// The lists by name.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    texts: BTreeMap<String, Cow<'static, str>>,
}

impl Lists {
    /// The lists that come with `unfilled`.
    pub fn builtin() -> Self {
        let texts = builtin::LISTS
            .iter()
            .map(|&(name, text)| (name.to_owned(), Cow::Borrowed(text)))
            .collect();
        Self { texts }
    }

    /// Add a list: one word a line, `#` begins a comment. It replaces a list of the same name.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(name.into(), Cow::Owned(text.into()));
    }

    /// The names of the lists.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.texts.keys().map(String::as_str)
    }

    /// The words of a list, in file order.
    pub fn words(&self, name: &str) -> Option<impl Iterator<Item = &str>> {
        Some(words(self.texts.get(name)?))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
