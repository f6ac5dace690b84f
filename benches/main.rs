//! One binary for all benches, so that the library is linked once: a module for each part of the way from bytes to report,
//! then how the cost grows.
//!
//! `benches/README.md` says how to run them and how to read their figures.
#![allow(
    clippy::disallowed_methods,
    reason = "one bench writes files and starts the program"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a bench whose text is not what it should be must not be measured"
)]

mod docx;
mod drafts;
mod growth;
mod house_rules;
mod reading;
mod report;
mod scanning;
mod texts;
mod word_file;

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

fn main() {
    divan::main();
}
