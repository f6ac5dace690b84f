//! What is to be changed in a document: edits in its text, and fixes made of them. How they reach the file is `writer`'s
//! affair.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::TextRange;

/// Who signs the comments that the program writes into a document. They are no part of it: readers leave them out.
pub const COMMENT_AUTHOR: &str = "unfilled";

/// What a mark of ours in a text begins and ends with. It is of one line, and no part of the text: readers leave it out. People mark gaps
/// with ※ as well, 发〔※〕※号, and those have to be found, so it says whose it is.
pub const MARK_OPEN: &str = "〔※unfilled：";
/// Its end.
pub const MARK_CLOSE: char = '〕';

/// What stands in a mark is shorter than this, in bytes.
pub const MARK_LIMIT: usize = 1 << 10;

/// A mark of ours in a text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMark {
    /// 0-based bytes of the file.
    pub bytes: Range<u32>,
    /// What they mean.
    pub text: Box<str>,
}

/// Other words in the place of some of a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the document's text that go; empty where words are only put in.
    pub range: TextRange,
    /// What stands there instead; empty where words are only taken out. `\n` and U+2028 end a line, as in the text.
    pub replacement: String,
}

impl Edit {
    /// Put `replacement` in the place of `range`.
    pub fn new(range: TextRange, replacement: impl Into<String>) -> Self {
        Self {
            range,
            replacement: replacement.into(),
        }
    }
}

/// How far a fix may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Applicability {
    /// It is right wherever its rule is: it may be made without a look.
    Safe,
    /// A person should look at it first.
    Suggested,
}

impl Applicability {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Suggested => "suggested",
        }
    }
}

/// How to mend a place: edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The edits, in the order of the text; no two of them share a byte.
    pub edits: Vec<Edit>,
    /// How far it may be trusted.
    pub applicability: Applicability,
}
