//! The `unfilled` program.
fn main() {}
