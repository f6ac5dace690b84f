//! From the bytes of a file to a [`Document`]. One file a format; the table [`READERS`] lists them.
//!
//! A reader takes any bytes: damage becomes a [`Problem`], never a panic. Nothing here opens a file.

#[cfg(feature = "office")]
pub mod docx;

use crate::document::{Document, Format};
use crate::text::Stop;

/// A file to be read.
#[derive(Debug)]
pub struct Input {
    /// The file's name as shown to people; its extension helps to tell the format.
    pub name: String,
    /// All of its bytes.
    pub bytes: Vec<u8>,
    /// The format, where the caller knows better than name and content.
    pub format: Option<Format>,
}

/// Read `input`, whatever it is.
pub fn read(input: Input, stop: &Stop) -> Document {
    let _ = stop;
    Document::unread(
        input.format.unwrap_or_default(),
        crate::document::Problem::new(crate::document::ProblemKind::Internal),
    )
}
