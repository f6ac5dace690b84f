//! Settings and rules written by people: TOML read with its places, so that every mistake can be pointed at.
//!
//! Owns strict reading (unknown keys, wrong types, nearest names) and the error that shows a place in such a file.
//! Knows neither what a rule nor what a setting is.

mod error;
mod reason;
mod table;

pub use error::{Mistake, SourceError};
pub use reason::{in_chinese, in_english};
pub(crate) use table::unknown_name;
pub use table::{Entry, Table, parse};

/// The name among `known` that the mistyped `name` most likely meant.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}
