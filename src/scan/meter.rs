//! What somebody who wants to know what rules cost is told while a document is searched.
//!
//! Owns the words between the scanner and its observer. Has no clock: whoever measures brings one.

/// Follows a search. From each call to the next one the work is that of the first; the ordinary search has no observer, and
/// the calls are compiled away.
pub trait Meter {
    /// Whether it follows at all. A search that is followed is done by one thread, from beginning to end.
    const LISTENS: bool = true;

    /// Work begins that serves all rules: finding keywords, folding, sorting.
    fn shares(&mut self) {}

    /// A rule, named by its place in the [`RuleSet`](crate::rule::RuleSet) from 0, is about to be tried on a block or a node.
    fn tries(&mut self, _rule: usize) {}

    /// The rule being tried matched; its guards have not been asked yet.
    fn matches(&mut self) {}

    /// Nothing spoke against that match: the rule has a finding.
    fn finds(&mut self) {}

    /// The search is over.
    fn ends(&mut self) {}
}

/// Nobody measures.
#[derive(Clone, Copy, Debug)]
pub struct Unmeasured;

impl Meter for Unmeasured {
    const LISTENS: bool = false;
}
