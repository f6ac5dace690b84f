//! What tells notes and remarks, as the library has it.

#[path = "../../../src/scan/note/features.rs"]
pub(crate) mod features;
#[path = "../../../src/scan/note/sentence.rs"]
pub(crate) mod sentence;
#[path = "../../../src/scan/note/tokens.rs"]
mod tokens;
