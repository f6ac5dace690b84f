//! Word documents, read through the public interface: what a person would see, and what went wrong.

pub(crate) mod corpus;
mod damage;
mod empty_cells;
mod fixture;
pub(crate) mod package;
mod review;
mod runs;
mod salvage;
mod sample;
mod senseless;
mod soundness;
mod sources;
mod unread;
