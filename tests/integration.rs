//! One binary for all tests, so that the library is linked once.
#![allow(
    clippy::disallowed_methods,
    reason = "tests read files and start the program"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test reports by failing, in its helper functions too, and says what it skipped"
)]

mod baseline;
mod chinese;
mod ci_pages;
mod cli;
mod config;
mod cores;
mod delimiters;
mod docs;
mod document_kinds;
#[cfg(feature = "office")]
mod docx;
mod evidence;
mod filler_signs;
mod filter;
#[cfg(feature = "office")]
mod hostile;
mod house_rules;
mod keywords;
mod mending;
mod own_marks;
#[cfg(feature = "office")]
mod quality;
mod reader;
mod report;
mod rule_files;
mod rules;
mod support;
mod tidy;
mod words;
mod worksheet;
mod writer;
