//! Changes in a part's text: what goes, what comes, and how to take it back.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Changes that are to be made together. Places are bytes of the part's text as it was.
#[derive(Default)]
pub(super) struct Patches {
    /// By where each begins and ends; at one place what was asked for first comes first.
    list: BTreeMap<(usize, usize), String>,
}

/// How one change is taken back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Undo {
    /// The byte of the changed text at which it begins.
    at: usize,
    /// How many bytes go.
    out: usize,
    /// What comes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    back: String,
}

impl Patches {
    /// Whether nothing changes.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Put `words` in the place of `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, words: &str) {
        self.list
            .entry((range.start, range.end))
            .or_default()
            .push_str(words);
    }

    /// Put `words` in at byte `at`, behind what is put in there already.
    pub(super) fn insert(&mut self, at: usize, words: &str) {
        self.replace(at..at, words);
    }

    /// Put `words` in the place of `range`, of which others may have asked the same.
    pub(super) fn replace_once(&mut self, range: Range<usize>, words: &str) {
        self.list.insert((range.start, range.end), words.to_owned());
    }

    /// Whether `range` shares a byte with something that changes.
    pub(super) fn touches(&self, range: &Range<usize>) -> bool {
        self.list
            .range(..(range.end, 0))
            .any(|(&(start, end), _)| end > range.start && start < range.end)
    }

    /// The changed `text`, and how to take each change back, in the order of their places. Nothing where changes overlap.
    pub(super) fn made_in(&self, text: &str) -> Option<(String, Vec<Undo>)> {
        let mut made = String::with_capacity(text.len() + 1024);
        let mut undo = Vec::with_capacity(self.list.len());
        let mut done = 0;
        for (&(start, end), words) in &self.list {
            made.push_str(text.get(done..start)?);
            undo.push(Undo {
                at: made.len(),
                out: words.len(),
                back: text.get(start..end)?.to_owned(),
            });
            made.push_str(words);
            done = end;
        }
        made.push_str(text.get(done..)?);
        Some((made, undo))
    }
}

/// Take changes back in `text`. Nothing where they are not such changes.
pub(super) fn undone(text: &str, undo: &[Undo]) -> Option<String> {
    let mut back = String::with_capacity(text.len());
    let mut done = 0;
    for change in undo {
        back.push_str(text.get(done..change.at)?);
        back.push_str(&change.back);
        done = change.at.checked_add(change.out)?;
    }
    back.push_str(text.get(done..)?);
    Some(back)
}
