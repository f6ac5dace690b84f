//! What may stand beside each keyword of a pattern.
//!
//! A match holds one of its rule's keywords. Reading all matches at once, up to the first keyword in each, shows what can
//! come next; where something else does, the keyword is not worth a search.

use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::automata::{Automaton, State, StateNumber};
use crate::rule::LeadBounds;
use crate::scan::beside::{Beside, CUTS, END, FAR};
use crate::scan::keywords::comparable;
use crate::word_tree::WordTree;

/// So many steps are made for a pattern at most; of one that needs more nothing is known.
const STEPS: usize = 1 << 22;

/// So many where it is told apart how much has been read.
const FEW_STEPS: usize = 1 << 20;

/// So many words are tried alone at most: each costs as many steps.
const TRIED_ALONE: usize = 24;

/// Where a keyword counts that counts wherever it stands.
const ANYWHERE: LeadBounds = (0, FAR);

/// For each of `keywords`, what it asks of the text on either side to be the reason to look for a match of the pattern. Nothing
/// where a match can do without a keyword. Where `bounds` are known, within which each match has one, the others do not count.
pub(crate) fn beside(
    automaton: &Automaton,
    keywords: &[String],
    bounds: &[LeadBounds],
) -> Option<Vec<Beside>> {
    let words: Vec<String> = keywords.iter().map(|word| comparable(word)).collect();
    let mut leading = vec![false; words.len()];
    let anywhere = vec![ANYWHERE; words.len()];
    let bounded = Words::of(&words, bounds);
    let found = (!bounds.is_empty()).then(|| bounded.first_in(automaton, &leading, FEW_STEPS));
    let (words, (mut beside, places)) = match found.flatten() {
        Some(found) => (bounded, found),
        None => {
            let words = Words::of(&words, &anywhere);
            let found = words.first_in(automaton, &leading, STEPS)?;
            (words, found)
        }
    };
    // A word that begins a paragraph, and else only stands inside of matches, is perhaps no reason there.
    let both = Places::from([Place::Leads, Place::Inside]);
    let doubtful: Vec<usize> = (0..places.len()).filter(|&at| places[at] == both).collect();
    // All of them at once, or each by itself where these are few.
    let few = doubtful.iter().map(|at| vec![*at]).take(TRIED_ALONE);
    for tried in std::iter::once(doubtful.clone()).chain(few) {
        if leading.iter().filter(|it| **it).count() == doubtful.len() {
            break;
        }
        let before = leading.clone();
        tried.iter().for_each(|&at| leading[at] = true);
        match words.first_in(automaton, &leading, STEPS) {
            Some((known, _)) => beside = known,
            None => leading = before,
        }
    }
    Some(beside)
}

/// What a keyword asks of which nothing is known but how far from the start of the match it stands.
pub(crate) fn anywhere((least_lead, lead): LeadBounds) -> Beside {
    Beside {
        behind: [u64::MAX; 4],
        leads: false,
        least_lead,
        lead,
        lead_at_head: lead,
    }
}

/// Where in a match a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Place {
    /// At its start, or behind white space there, where this is the start of a paragraph.
    Leads,
    /// At its start anywhere else.
    Begins,
    Inside,
}

type Places = BTreeSet<Place>;

/// The words of which the first in each match is looked for.
struct Words<'w> {
    words: &'w [String],
    bounds: &'w [LeadBounds],
    tree: WordTree,
    /// More bytes than this are not counted: that many are beyond all bounds.
    most_counted: usize,
}

impl<'w> Words<'w> {
    fn of(words: &'w [String], bounds: &'w [LeadBounds]) -> Self {
        let bounded = bounds.iter().filter(|bounds| **bounds != ANYWHERE);
        let farthest = bounded.map(|&(least, most)| match most {
            FAR => usize::from(least),
            most => usize::from(most) + 1,
        });
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        Self {
            words,
            bounds,
            tree: WordTree::of(words),
            most_counted: farthest.max().map_or(0, |farthest| farthest + longest),
        }
    }

    /// Whether a word counts that ends when so many bytes have been read.
    fn counts(&self, word: usize, read: usize) -> bool {
        let known = self.words.get(word).zip(self.bounds.get(word));
        known.is_none_or(|(word, &(least, most))| {
            let before = read.saturating_sub(word.len());
            before >= usize::from(least) && (most == FAR || before <= usize::from(most))
        })
    }

    /// Read all matches up to the first word in each, where those that are `leading` count only if they stand like that.
    fn first_in(
        &self,
        automaton: &Automaton,
        leading: &[bool],
        most_steps: usize,
    ) -> Option<(Vec<Beside>, Vec<Places>)> {
        let Self { words, tree, .. } = self;
        let mut beside: Vec<Beside> = words.iter().map(|word| nothing_yet(word)).collect();
        let mut places = vec![Places::new(); words.len()];
        let starts = automaton.starts().map(|(begins_line, id)| Point {
            id,
            node: tree.root(),
            place: if begins_line {
                Place::Leads
            } else {
                Place::Begins
            },
            read: 0,
        });
        let starts: BTreeSet<Point> = starts.collect();
        let mut steps = 0;
        let mut ways = Ways::default();
        let mut unread: Vec<usize> = starts.iter().map(|&it| ways.number_of(it).0).collect();
        let starts = unread.clone();
        while let Some(from) = unread.pop() {
            let point = ways.points[from];
            let state = automaton.state(point.id)?;
            if state.ends_match() {
                return None;
            }
            // No paragraph holds a line end.
            for (byte, id) in state.steps().filter(|&(byte, _)| byte != b'\n') {
                steps += 1;
                let Some(next) = automaton.state(id) else {
                    continue;
                };
                // Of a match that ends here the automaton says so only after the next byte.
                if next.is_match() || steps > most_steps {
                    return None;
                }
                let next_point = self.after(point, byte, id);
                let mut found = false;
                for &word in tree.words_at(next_point.node) {
                    let place = match words.get(word) {
                        Some(word) if word.len() == tree.length_at(next_point.node) => {
                            next_point.place
                        }
                        _ => Place::Inside,
                    };
                    let leads = leading.get(word) != Some(&true) || place == Place::Leads;
                    if !leads || !self.counts(word, next_point.read) {
                        continue;
                    }
                    found = true;
                    if let (Some(beside), Some(places)) =
                        (beside.get_mut(word), places.get_mut(word))
                    {
                        places.insert(place);
                        beside.leads &= place == Place::Leads;
                        ways.ends.push((from, word, place));
                        add_behind(automaton, next, beside);
                    }
                }
                if !found {
                    let (to, is_new) = ways.number_of(next_point);
                    if ways.steps[from].last() != Some(&to) {
                        ways.steps[from].push(to);
                    }
                    if is_new {
                        unread.push(to);
                    }
                }
            }
        }
        ways.ends.sort_unstable();
        ways.ends.dedup();
        let lengths = ways.lengths();
        let least_lengths = ways.least_lengths(starts);
        for (from, word, place) in ways.ends {
            if let (Some(beside), Some(text)) = (beside.get_mut(word), words.get(word)) {
                let lead = |read: &usize| (read + 1).saturating_sub(text.len());
                let least = least_lengths[from].as_ref().map_or(0, lead);
                let least = u8::try_from(least).unwrap_or(u8::MAX);
                beside.least_lead = beside.least_lead.min(least);
                let most = lengths[from].as_ref().map(lead);
                let most = most.and_then(|most| u8::try_from(most).ok()).unwrap_or(FAR);
                beside.lead_at_head = beside.lead_at_head.max(most);
                if place != Place::Leads {
                    beside.lead = beside.lead.max(most);
                }
            }
        }
        Some((beside, places))
    }

    /// What has been read after `byte`, which leads to the state `id`.
    fn after(&self, point: Point, byte: u8, id: StateNumber) -> Point {
        let tree = &self.tree;
        let node = tree.step(point.node, byte.to_ascii_lowercase());
        let place = match point.place {
            Place::Inside => Place::Inside,
            place => match tree.passed(point.node, byte, node) {
                passed if passed.is_empty() => place,
                passed if place == Place::Leads && passed.trim().is_empty() => place,
                _ => Place::Inside,
            },
        };
        Point {
            id,
            node,
            place,
            read: (point.read + 1).min(self.most_counted),
        }
    }
}

/// What has been read of a match.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Point {
    /// The state of the automaton.
    id: StateNumber,
    /// The node of the tree of words that goes with it.
    node: usize,
    /// The place of what led to the node.
    place: Place,
    /// How many bytes that was, as far as they are counted.
    read: usize,
}

/// The ways that reading can take up to the first word.
#[derive(Default)]
struct Ways {
    /// What has been read at each point, by the point's number, and the other way round.
    points: Vec<Point>,
    numbers: HashMap<Point, usize>,
    /// For each point those that come next, some more than once.
    steps: Vec<Vec<usize>>,
    /// Where words end with the next byte, each with its place.
    ends: Vec<(usize, usize, Place)>,
}

impl Ways {
    /// The number of `point`, and whether it was not known before.
    fn number_of(&mut self, point: Point) -> (usize, bool) {
        let next = self.points.len();
        let number = *self.numbers.entry(point).or_insert(next);
        if number == next {
            self.points.push(point);
            self.steps.push(Vec::new());
        }
        (number, number == next)
    }

    /// How many bytes have been read at most at each point, for those to which no way leads in circles.
    fn lengths(&self) -> Vec<Option<usize>> {
        let mut ways_to = vec![0; self.points.len()];
        for &to in self.steps.iter().flatten() {
            ways_to[to] += 1;
        }
        let mut settled: Vec<usize> = (0..ways_to.len()).filter(|&at| ways_to[at] == 0).collect();
        let mut lengths = vec![None; self.points.len()];
        let mut longest = vec![0; self.points.len()];
        while let Some(point) = settled.pop() {
            let read = longest[point];
            lengths[point] = Some(read);
            for &to in &self.steps[point] {
                longest[to] = longest[to].max(read + 1);
                ways_to[to] -= 1;
                if ways_to[to] == 0 {
                    settled.push(to);
                }
            }
        }
        lengths
    }

    /// How many bytes have been read at least at each point that is reached from `starts`.
    fn least_lengths(&self, starts: Vec<usize>) -> Vec<Option<usize>> {
        let mut lengths = vec![None; self.points.len()];
        let mut reached = VecDeque::from(starts);
        reached.iter().for_each(|&it| lengths[it] = Some(0));
        while let Some(point) = reached.pop_front() {
            let next = lengths[point].map(|read| read + 1);
            for &to in &self.steps[point] {
                if lengths[to].is_none() {
                    lengths[to] = next;
                    reached.push_back(to);
                }
            }
        }
        lengths
    }
}

fn nothing_yet(word: &str) -> Beside {
    // Where a very long paragraph was cut, nothing is behind the word in what is searched.
    let behind = match word.ends_with(CUTS) {
        true => [u64::MAX; 4],
        false => [0; 4],
    };
    Beside {
        behind,
        leads: true,
        least_lead: u8::MAX,
        lead: 0,
        lead_at_head: 0,
    }
}

/// Add what can come next after `state`.
fn add_behind(automaton: &Automaton, state: &State, beside: &mut Beside) {
    let mut add = |byte: u8| beside.behind[usize::from(byte >> 6)] |= 1 << (byte & 63);
    let live = state
        .steps()
        .filter(|&(_, id)| automaton.state(id).is_some());
    live.for_each(|(byte, _)| add(byte));
    if state.ends_match() {
        add(END);
    }
}
