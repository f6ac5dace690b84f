//! One binary for all tests, so that the library is linked once.
#![allow(
    clippy::disallowed_methods,
    reason = "tests read files and start the program"
)]

mod rule_files;
mod rules;
mod tidy;
