//! What the commands that write are asked for beyond what to check.

use std::path::PathBuf;

use crate::cli::clock;
use crate::writer::{Manner, Revision};

/// What to do with what can be mended.
#[derive(Clone, Debug)]
pub(super) struct FixWish {
    /// Make fixes, too, that a person should look at.
    pub(super) with_suggested: bool,
    /// Write them into the files themselves.
    pub(super) in_place: bool,
    /// Write tracked changes, as changes of this author.
    pub(super) author: Option<String>,
}

/// How to write a worksheet.
#[derive(Clone, Debug)]
pub(super) struct SheetWish {
    /// The form; by default as the file's name says.
    pub(super) form: Option<String>,
    pub(super) by_department: bool,
}

/// What to fill in, and where to.
#[derive(Clone, Debug)]
pub(super) struct FillWish {
    /// The sheets with the answers.
    pub(super) answers: Vec<PathBuf>,
    /// Write answers of another kind than what is asked for, too.
    pub(super) as_is: bool,
    pub(super) in_place: bool,
    pub(super) dry_run: bool,
    /// Write tracked changes, as changes of this author.
    pub(super) author: Option<String>,
}

/// How to write: as changes of `author`, made now, where one is named.
pub(super) fn manner(author: Option<&str>, despite_protection: bool) -> Manner {
    Manner {
        despite_protection,
        tracked: author.map(|author| Revision {
            author: author.to_owned(),
            seconds: clock::seconds(),
        }),
    }
}
