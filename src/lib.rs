//! `unfilled` finds what somebody forgot to fill in or take out of a document.
//!
//! The library is pure: [`linter::Linter`] goes from bytes to a [`finding::FileReport`] without touching a file, the clock or
//! the terminal. `ARCHITECTURE.md` in the repository draws the flow and the layers.

pub mod builtin;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod document;
pub mod filter;
pub mod finding;
pub mod linter;
#[cfg(feature = "office")]
mod ooxml;
pub mod reader;
pub mod report;
pub mod rule;
pub mod scan;
pub mod text;
pub mod toml_file;
pub mod worksheet;
pub mod writer;
