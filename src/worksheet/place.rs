//! What a row's place is known by when the sheet comes back: the key in its hidden column.
//!
//! Each row says all of it, so that rows may be sorted, taken out, and put into other files.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::finding::{Anchor, FileReport, Finding};
use crate::text::{TextRange, prefix_within};
use crate::worksheet::asked::Asked;
use crate::worksheet::sentence::Sentence;

/// The version of the form; it changes when older programs would misread a key.
pub(super) const VERSION: u64 = 1;

/// A place in a file as it was when the sheet was made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    #[serde(rename = "unfilled")]
    version: u64,
    /// The row's number, 1-based.
    pub number: usize,
    /// The file's name as shown to people.
    pub file: String,
    /// The SHA-256 of the file's bytes in hexadecimal, where it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The rule that found it.
    pub rule: String,
    /// Where it stood, in bytes of the document's text.
    pub range: TextRange,
    /// What is asked for.
    pub asked: Asked,
    /// The end of the clause before it, as in [`Anchor`].
    pub before: String,
    /// The words found.
    pub text: String,
    /// The beginning of the clause behind it.
    pub after: String,
    /// Tells its sentence from others.
    pub sentence: String,
    /// The beginning of the words found as they stand in the document, where `text` does not say them so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// So many columns of the words found are kept as they stand.
const KEPT: usize = 60;

impl Place {
    /// The place of `finding` in `report`, for the row `number`.
    pub(super) fn new(report: &FileReport, finding: &Finding, asked: Asked, number: usize) -> Self {
        let anchor = Anchor::new(&report.document, finding, &report.findings);
        let words = finding.range.slice(&report.document.text);
        let words = words.get(..prefix_within(words, KEPT)).unwrap_or("");
        let words = if words == anchor.text { "" } else { words };
        Self {
            version: VERSION,
            number,
            file: report.name.clone(),
            digest: digest(report),
            rule: finding.rule.as_str().to_owned(),
            range: finding.range,
            asked,
            before: anchor.before,
            text: anchor.text,
            after: anchor.after,
            sentence: Sentence::around(&report.document.text, finding.range).fingerprint(),
            words: words.to_owned(),
        }
    }

    /// The words found, as they stand in the document.
    pub fn words(&self) -> &str {
        match self.words.is_empty() {
            true => &self.text,
            false => &self.words,
        }
    }

    /// The place as a key: one line that begins with `{`.
    pub(super) fn key(&self) -> String {
        // Strings and numbers can always be written.
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut key = String::with_capacity(json.len());
        for c in json.chars() {
            match u32::from(c) {
                // Only in strings, where JSON may say them so.
                code @ (0x7f..=0x9f
                | 0x200b..=0x200f
                | 0x2028..=0x202e
                | 0x2060..=0x206f
                | 0xfeff
                | 0xfffe
                | 0xffff) => {
                    // A string takes everything.
                    let _ = write!(key, "\\u{code:04x}");
                }
                _ => key.push(c),
            }
        }
        key
    }

    /// The place that a key tells; what version it has, where that is a later one; nothing where it is no key.
    pub(super) fn of_key(key: &str) -> Option<Result<Self, u64>> {
        #[derive(Deserialize)]
        struct Version {
            unfilled: u64,
        }
        let key = key.trim();
        let Version { unfilled } = serde_json::from_str(key).ok()?;
        match unfilled > VERSION {
            true => Some(Err(unfilled)),
            false => serde_json::from_str(key).ok().map(Ok),
        }
    }

    /// What the place is known by in an edited file.
    pub(super) fn anchor(&self) -> Anchor {
        Anchor {
            before: self.before.clone(),
            text: self.text.clone(),
            after: self.after.clone(),
        }
    }

    /// Whether it is the same place, by whatever number.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (&self.file, &self.digest, &self.rule, self.range)
            == (&other.file, &other.digest, &other.rule, other.range)
            && self.anchor() == other.anchor()
    }
}

/// The digest of a report's file in hexadecimal, where the shell made one.
pub(super) fn digest(report: &FileReport) -> Option<String> {
    let bytes = report.document.digest?;
    Some(bytes.iter().fold(String::new(), |mut text, byte| {
        // A string takes everything.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
