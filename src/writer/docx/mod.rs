//! Word documents: edits in their stories, comments and grounds at places, and the way to take these out again.
//!
//! All of it is one mechanism: bytes of a part that go, and bytes that come (`patch`). Where the elements of a part lie,
//! `layout` knows; what is touched is written by `target`, and every other part is copied as it stands.

mod annotate;
mod comments;
mod cuts;
mod fields;
mod fill;
mod ground;
mod layout;
mod numbers;
mod patch;
mod protection;
mod remove;
mod rewrite;
mod spots;
mod target;
mod tracked;
mod twin;
mod undo;
mod unlink;
mod words;

pub(super) use annotate::annotate;
pub(super) use fill::apply;
pub(super) use remove::remove;
