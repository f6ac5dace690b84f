//! One binary for all tests, so that the library is linked once.
#![allow(
    clippy::disallowed_methods,
    reason = "tests read files and start the program"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, in its helper functions too"
)]

mod config;
mod filter;
mod rule_files;
mod rules;
mod tidy;
