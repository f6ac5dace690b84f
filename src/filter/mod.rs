//! What is done with findings once they are found: which rules count, how much, what notes in the document silence, and
//! what is known already.
//!
//! Owns [`Policy`], [`Ruling`], the `unfilled:ignore` notes and the [`Baseline`]. Finds nothing itself and knows no settings file; see `config` for that.

mod baseline;
mod beside;
mod judge;
mod note;
mod note_fault;
mod overlap;
mod policy;
mod scope;
mod suppress;
mod unchanged;

pub use baseline::{Baseline, KnownFindings, LostFiles};
pub use policy::{Policy, Ruling};
pub use suppress::suppress;
pub use unchanged::leave_out_unchanged;
