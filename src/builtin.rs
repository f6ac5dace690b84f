//! The rules and their vocabulary under `rules/`, as the build script read and checked them: a run parses no rule file of ours.
//!
//! Owns where they are embedded. What a rule is, `rule` says; house rules come through [`rule::load`](crate::rule::load).

use crate::rule::{RuleSet, Vocabulary};

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The rules that were embedded do not fit this program; the tests of this package see to it that they do.
#[derive(Debug, thiserror::Error)]
#[error("the built-in rules cannot be read")]
pub struct UnreadableRules(#[from] postcard::Error);

impl RuleSet {
    /// The rules that come with `unfilled`.
    ///
    /// # Errors
    /// None in a program that was built as it should be.
    pub fn builtin() -> Result<Self, UnreadableRules> {
        Ok(Self::of_builtin(postcard::from_bytes(RULES)?))
    }
}

impl Vocabulary {
    /// The vocabulary that the built-in rules are written with.
    pub fn builtin() -> Self {
        Self::of(LISTS.iter().copied(), TERMS)
    }
}
