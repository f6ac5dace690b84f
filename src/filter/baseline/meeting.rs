//! Today's findings of a file meet the known ones: which of them are the same?
//!
//! Owns the pairing, one to one. In what two findings are alike, `Known` and its anchor say.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::filter::baseline::{Known, KnownFindings, Likeness};

/// So many pairs are compared word by word at most.
const MOST_COMPARED: usize = 1 << 18;

/// A pairing under way.
pub(super) struct Meeting<'k> {
    /// How many of each known finding have not been met.
    left: BTreeMap<&'k Known, usize>,
    /// Today's findings that have not been recognised, each with its place among all.
    strangers: Vec<(usize, Known)>,
    /// The places of those that have been.
    pub(super) recognised: Vec<usize>,
    /// What they were recognised as.
    pub(super) met: KnownFindings,
}

/// How much speaks for a pair, and whether the rule is the same; the stranger's place; the known finding.
type Likely<'k> = (Reverse<(usize, bool)>, usize, &'k Known);

impl<'k> Meeting<'k> {
    /// Between all that are `known` and `strangers`.
    pub(super) fn new(known: &'k KnownFindings, strangers: Vec<(usize, Known)>) -> Self {
        Self {
            left: known.counts.iter().map(|(known, n)| (known, *n)).collect(),
            strangers,
            recognised: Vec::new(),
            met: KnownFindings::default(),
        }
    }

    /// Pair those that are alike in this way.
    pub(super) fn pair_alike(&mut self, likeness: Likeness) {
        // Those with each key in order, and how many of them have been met.
        let mut candidates: HashMap<[&str; 4], (Vec<&'k Known>, Cell<usize>)> = HashMap::new();
        for &known in self.left.keys() {
            if let Some(key) = known.key(likeness) {
                candidates.entry(key).or_default().0.push(known);
            }
        }
        self.pair(|stranger, left| {
            let (alike, met) = candidates.get(&stranger.key(likeness)?)?;
            while alike
                .get(met.get())
                .is_some_and(|known| !left.contains_key(known))
            {
                met.set(met.get() + 1);
            }
            alike.get(met.get()).copied()
        });
    }

    /// Pair those beside which others were mended, the likeliest first. Where all is new, that is not tried: each stranger is
    /// compared with all that are left.
    pub(super) fn pair_beside_mended(&mut self) {
        if self.left.len() * self.strangers.len() > MOST_COMPARED {
            return;
        }
        let mut likely: Vec<Likely<'k>> = Vec::new();
        for (at, stranger) in &self.strangers {
            for &known in self.left.keys() {
                if let Some(likeness) = known.anchor.likeness(&stranger.anchor) {
                    let is_same_rule = known.rule == stranger.rule;
                    likely.push((Reverse((likeness, is_same_rule)), *at, known));
                }
            }
        }
        likely.sort();
        let mut pairs: BTreeMap<usize, &'k Known> = BTreeMap::new();
        let mut left = self.left.clone();
        for (_, at, known) in likely {
            let Some(stranger) = self.strangers.iter().find(|(place, _)| *place == at) else {
                continue;
            };
            // What was one place may be several now.
            let holds_more = known.anchor.holds_more_than(&stranger.1.anchor);
            let count = left.entry(known).or_default();
            if !pairs.contains_key(&at) && (*count > 0 || holds_more) {
                *count = count.saturating_sub(1);
                pairs.insert(at, known);
            }
        }
        self.strangers.retain(|(at, _)| !pairs.contains_key(at));
        for (at, known) in pairs {
            self.recognised.push(at);
            let met = self.met.counts.entry(known.clone()).or_default();
            if let Some(count) = self.left.get_mut(known).filter(|count| **count > 0) {
                *met += 1;
                *count -= 1;
            }
        }
        self.left.retain(|_, count| *count > 0);
    }

    /// Give each stranger the known finding that `find` has for it among those that are left.
    fn pair(
        &mut self,
        mut find: impl FnMut(&Known, &BTreeMap<&'k Known, usize>) -> Option<&'k Known>,
    ) {
        let (left, met, recognised) = (&mut self.left, &mut self.met, &mut self.recognised);
        self.strangers.retain(|(at, stranger)| {
            if left.is_empty() {
                return true;
            }
            let Some(known) = find(stranger, left) else {
                return true;
            };
            recognised.push(*at);
            *met.counts.entry(known.clone()).or_default() += 1;
            let count = left.entry(known).or_default();
            *count = count.saturating_sub(1);
            if *count == 0 {
                left.remove(known);
            }
            false
        });
    }
}
