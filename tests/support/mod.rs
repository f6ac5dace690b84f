//! What several test modules share: the proof of a source map, zip archives, git, the way to the corpus, and seeds for fuzzing.

pub(crate) mod corpus;
pub(crate) mod git;
#[cfg(feature = "office")]
pub(crate) mod other_programs;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
pub(crate) mod seeds;
pub(crate) mod source_map;
#[cfg(feature = "office")]
pub(crate) mod zip;
