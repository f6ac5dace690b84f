//! Plain text and places in it: spans, lines, display width, clauses, the two languages.
//!
//! Owns everything that can be said about a string alone. Knows nothing of documents, rules or findings.

mod clause;
mod language;
mod line_index;
mod range;
mod stop;
mod width;

pub use clause::{LINE_SEPARATOR, clause_around, paragraph_around, sentence_around};
pub use language::{Language, Localized};
pub use line_index::{LineColumn, LineIndex};
pub use range::TextRange;
pub use stop::Stop;
pub use width::{char_width, display_width, prefix_within, suffix_within};
