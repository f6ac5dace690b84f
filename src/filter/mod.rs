//! What is done with findings once they are found: which rules count, how much, and what notes in the document silence.
//!
//! Owns [`Policy`], [`Ruling`] and the `unfilled:ignore` notes. Finds nothing itself and knows no settings file; see `config` for that.

mod note;
mod overlap;
mod policy;
mod scope;
mod suppress;

pub use policy::{Policy, Ruling};
pub use suppress::suppress;
