//! Word lists that patterns name in braces: `{measure}` stands for every word of `rules/lists/measure.txt`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::rule::expand;

/// The lists by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    lists: BTreeMap<String, List>,
}

#[derive(Clone, Debug)]
struct List {
    text: String,
    /// The pattern for its words, made when a rule first names the list.
    pattern: OnceLock<String>,
}

impl Lists {
    /// Add a list: one word a line, `#` begins a comment. It replaces a list of the same name.
    pub(super) fn add(&mut self, name: String, text: String) {
        let list = List {
            text,
            pattern: OnceLock::new(),
        };
        self.lists.insert(name, list);
    }

    /// The names of the lists.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.lists.keys().map(String::as_str)
    }

    /// Whether there is a list of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.lists.contains_key(name)
    }

    /// The words of a list, in file order.
    pub(super) fn words(&self, name: &str) -> Option<impl Iterator<Item = &str>> {
        Some(words(&self.lists.get(name)?.text))
    }

    /// A pattern that matches each word of a list, the longest first.
    pub(super) fn pattern(&self, name: &str) -> Option<&str> {
        let list = self.lists.get(name)?;
        Some(list.pattern.get_or_init(|| {
            let mut out = String::new();
            expand::alternatives(&words(&list.text).collect::<Vec<_>>(), &mut out);
            out
        }))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
