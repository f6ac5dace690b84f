//! A mistake in a file that a person wrote, with its place and how to fix it.

use crate::text::{Localized, TextRange};

/// A mistake in a rule file or a settings file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {}", mistake.message.en)]
pub struct SourceError {
    /// The file's name as shown to people.
    pub file: String,
    /// The whole text of the file.
    pub source_text: String,
    /// What is wrong and where.
    pub mistake: Mistake,
}

/// What is wrong at a place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The place, in bytes of the file's text.
    pub range: TextRange,
    /// What is wrong, without a full stop.
    pub message: Localized,
    /// How to mend it.
    pub help: Localized,
}

impl Mistake {
    /// A mistake at `range`.
    pub fn new(range: TextRange, message: Localized, help: Localized) -> Self {
        Self {
            range,
            message,
            help,
        }
    }

    /// The error of the file that holds this mistake.
    pub fn in_file(self, file: &str, source_text: &str) -> Box<SourceError> {
        Box::new(SourceError {
            file: file.to_owned(),
            source_text: source_text.to_owned(),
            mistake: self,
        })
    }
}
