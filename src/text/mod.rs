//! Plain text and places in it: spans, lines, display width and line breaks, clauses, phrases with wildcards, the two languages.
//!
//! Owns everything that can be said about a string alone. Knows nothing of documents, rules or findings.

mod clause;
mod columns;
mod fold;
mod language;
mod line_break;
mod line_index;
mod phrase;
mod range;
pub(crate) mod rarity;
mod stop;
mod surroundings;
mod width;

pub(crate) use fold::{changed_by_folding, fold, is_han, is_joint};

pub use clause::{LINE_SEPARATOR, clause_around, paragraph_around, sentence_around};
pub use columns::{Align, columns};
pub use language::{Language, Localized};
pub use line_break::line_end_within;
pub(crate) use line_index::count_bytes;
pub use line_index::{LineColumn, LineIndex};
pub use phrase::{CLAUSE_ENDS, LONGEST_PHRASE, MAY_END_CLAUSE, Part, Phrase, PhraseFault};
pub use range::TextRange;
pub use stop::Stop;
pub use surroundings::Surroundings;
pub use width::{char_width, display_width, prefix_within, suffix_within};
