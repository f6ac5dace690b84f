//! Today's findings of a file meet the known ones: which of them are the same?
//!
//! Owns the pairing, one to one. In what two findings are alike, `Known` and its anchor say.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::filter::baseline::judged::Place;
use crate::filter::baseline::{Known, KnownFindings, Likeness};

/// So many pairs are compared word by word at most.
const MOST_COMPARED: usize = 1 << 18;

/// A pairing under way.
pub(super) struct Meeting<'k> {
    /// How many of each known finding have not been met.
    left: BTreeMap<Entry<'k>, usize>,
    /// Today's findings that have not been recognised.
    strangers: Vec<(Place, Known)>,
    /// The places of those that have been.
    pub(super) recognised: Vec<Place>,
    /// What they were recognised as.
    pub(super) met: KnownFindings,
}

/// A known finding, and whether it had given way to one that it overlaps.
type Entry<'k> = (&'k Known, bool);

/// How likely a pair is, the likeliest least: whether one of the two gave way; how much speaks for the pair, and whether the rule
/// is the same; whether the other one did not. Then the stranger's place and the known finding.
type Likely<'k> = (bool, Reverse<(usize, bool)>, bool, Place, Entry<'k>);

impl<'k> Meeting<'k> {
    /// Between all that are `known` and `strangers`.
    pub(super) fn new(known: &'k KnownFindings, strangers: Vec<(Place, Known)>) -> Self {
        let left = known.counts.iter().flat_map(|(known, count)| {
            [
                ((known, false), count.own),
                ((known, true), count.overlapped),
            ]
        });
        Self {
            left: left.filter(|(_, count)| *count > 0).collect(),
            strangers,
            recognised: Vec::new(),
            met: KnownFindings::default(),
        }
    }

    /// Pair those that are alike in this way: first those that both had and have their place to themselves or both gave way to
    /// others, so that what gave way brings no new one in.
    pub(super) fn pair_alike(&mut self, likeness: Likeness) {
        self.pair_alike_and_placed(likeness, Some);
        self.pair_alike_and_placed(likeness, |_| None);
    }

    /// Pair those that are alike in this way and in what `placed` makes of whether they gave way.
    fn pair_alike_and_placed(&mut self, likeness: Likeness, placed: impl Fn(bool) -> Option<bool>) {
        // Those with each key in order, and how many of them have been met.
        let mut candidates: HashMap<_, (Vec<Entry<'k>>, Cell<usize>)> = HashMap::new();
        for &entry in self.left.keys() {
            if let Some(key) = entry.0.key(likeness) {
                let key = (key, placed(entry.1));
                candidates.entry(key).or_default().0.push(entry);
            }
        }
        self.pair(|place, stranger, left| {
            let key = (stranger.key(likeness)?, placed(place.is_overlapped()));
            let (alike, met) = candidates.get(&key)?;
            while alike
                .get(met.get())
                .is_some_and(|entry| !left.contains_key(entry))
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
        for (place, stranger) in &self.strangers {
            for &entry in self.left.keys() {
                if let Some(likeness) = entry.0.anchor.likeness(&stranger.anchor) {
                    let (one, other) = (place.is_overlapped(), entry.1);
                    let weight = Reverse((likeness, entry.0.rule == stranger.rule));
                    likely.push((one || other, weight, one != other, *place, entry));
                }
            }
        }
        likely.sort();
        // Those that have their place to themselves first.
        let mut pairs: BTreeMap<(bool, Place), Entry<'k>> = BTreeMap::new();
        let mut left = self.left.clone();
        for (.., at, entry) in likely {
            let Some(stranger) = self.strangers.iter().find(|(place, _)| *place == at) else {
                continue;
            };
            // What was one place may be several now.
            let holds_more = entry.0.anchor.holds_more_than(&stranger.1.anchor);
            let count = left.entry(entry).or_default();
            let at = (at.is_overlapped(), at);
            if !pairs.contains_key(&at) && (*count > 0 || holds_more) {
                *count = count.saturating_sub(1);
                pairs.insert(at, entry);
            }
        }
        self.strangers
            .retain(|(at, _)| !pairs.contains_key(&(at.is_overlapped(), *at)));
        for ((is_overlapped, at), entry) in pairs {
            self.recognised.push(at);
            if let Some(count) = self.left.get_mut(&entry).filter(|count| **count > 0) {
                self.met.tally(entry.0.clone(), is_overlapped);
                *count -= 1;
            }
        }
        self.left.retain(|_, count| *count > 0);
    }

    /// Give each stranger the known finding that `find` has for it among those that are left.
    fn pair(
        &mut self,
        mut find: impl FnMut(Place, &Known, &BTreeMap<Entry<'k>, usize>) -> Option<Entry<'k>>,
    ) {
        let (left, met, recognised) = (&mut self.left, &mut self.met, &mut self.recognised);
        self.strangers.retain(|(at, stranger)| {
            if left.is_empty() {
                return true;
            }
            let Some(entry) = find(*at, stranger, left) else {
                return true;
            };
            recognised.push(*at);
            met.tally(entry.0.clone(), at.is_overlapped());
            let count = left.entry(entry).or_default();
            *count = count.saturating_sub(1);
            if *count == 0 {
                left.remove(&entry);
            }
            false
        });
    }
}
