//! What may stand beside each keyword of a pattern.
//!
//! A match holds one of its rule's keywords. Reading all matches at once, up to the first keyword in each, shows what can
//! come next; where something else does, the keyword is not worth a search.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use regex_automata::util::primitives::StateID;

use crate::automata::{Automaton, State};
use crate::scan::beside::{Beside, CUTS, END, FAR};
use crate::scan::keywords::comparable;

/// So many steps are made for a pattern at most; of one that needs more nothing is known.
const STEPS: usize = 1 << 22;

/// So many words are tried alone at most: each costs as many steps.
const TRIED_ALONE: usize = 24;

/// What patterns take for s and k if they take capital and small letters alike; keywords are not compared like that.
const NEVER_COMPARED: [&str; 2] = ["ſ", "\u{212a}"];

/// For each of `keywords`, what it asks of the text on either side to be the reason to look for a match of the pattern. Nothing
/// where a match can do without a keyword.
pub(crate) fn beside(automaton: &Automaton, keywords: &[String]) -> Option<Vec<Beside>> {
    let words: Vec<String> = keywords.iter().map(|word| comparable(word)).collect();
    let mut leading = vec![false; words.len()];
    let (mut beside, places) = first_words(automaton, &words, &leading)?;
    // A word that begins a paragraph, and else only stands inside of matches, is perhaps no reason there.
    let both = Places::from([Place::Leads, Place::Inside]);
    let doubtful: Vec<usize> = (0..words.len()).filter(|&at| places[at] == both).collect();
    // All of them at once, or each by itself where these are few.
    let few = doubtful.iter().map(|at| vec![*at]).take(TRIED_ALONE);
    for tried in std::iter::once(doubtful.clone()).chain(few) {
        if leading.iter().filter(|it| **it).count() == doubtful.len() {
            break;
        }
        let before = leading.clone();
        tried.iter().for_each(|&at| leading[at] = true);
        match first_words(automaton, &words, &leading) {
            Some((known, _)) => beside = known,
            None => leading = before,
        }
    }
    Some(beside)
}

/// What a keyword asks of which nothing is known but that it stands behind at most `lead` bytes of the match.
pub(crate) fn anywhere(lead: u8) -> Beside {
    Beside {
        behind: [u64::MAX; 4],
        leads: false,
        lead,
        lead_at_head: lead,
    }
}

/// Where in a match a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// At its start, or behind white space there, where this is the start of a paragraph.
    Leads,
    /// At its start anywhere else.
    Begins,
    Inside,
}

type Places = BTreeSet<Place>;

/// Read all matches up to the first of `words` in each, where those that are `leading` count only if they stand like that.
fn first_words(
    automaton: &Automaton,
    words: &[String],
    leading: &[bool],
) -> Option<(Vec<Beside>, Vec<Places>)> {
    let mut beside: Vec<Beside> = words.iter().map(|word| nothing_yet(word)).collect();
    let mut places = vec![Places::new(); words.len()];
    let tree = WordTree::of(words);
    let starts = automaton
        .starts()
        .map(|(begins_line, id)| match begins_line {
            true => (id, tree.root(), Place::Leads),
            false => (id, tree.root(), Place::Begins),
        });
    // Each state with the node of the tree that goes with it, and the place of what led to the node.
    let mut seen: BTreeSet<(StateID, usize, Place)> = starts.collect();
    let mut unread: Vec<_> = seen.iter().copied().collect();
    let mut steps = 0;
    let mut ways = Ways::default();
    while let Some(point) = unread.pop() {
        let (id, node, place) = point;
        let state = automaton.state(id)?;
        if state.ends_match() {
            return None;
        }
        for (byte, next_id) in state.steps() {
            steps += 1;
            let Some(next) = automaton.state(next_id) else {
                continue;
            };
            // Of a match that ends here the automaton says so only after the next byte.
            if next.is_match() || steps > STEPS {
                return None;
            }
            let next_node = tree.step(node, byte.to_ascii_lowercase());
            let place = match place {
                Place::Inside => place,
                _ => match tree.passed(node, byte, next_node) {
                    passed if passed.is_empty() => place,
                    passed if place == Place::Leads && passed.trim().is_empty() => place,
                    _ => Place::Inside,
                },
            };
            let mut found = false;
            for &word in tree.words_at(next_node) {
                let place = match words.get(word) {
                    Some(word) if word.len() == tree.length_at(next_node) => place,
                    _ => Place::Inside,
                };
                if leading.get(word) == Some(&true) && place != Place::Leads {
                    continue;
                }
                found = true;
                if let (Some(beside), Some(places)) = (beside.get_mut(word), places.get_mut(word)) {
                    places.insert(place);
                    beside.leads &= place == Place::Leads;
                    ways.ends.insert((point, word, place));
                    add_behind(automaton, next, beside);
                }
            }
            if !found {
                let next_point = (next_id, next_node, place);
                ways.steps.entry(point).or_default().insert(next_point);
                if seen.insert(next_point) {
                    unread.push(next_point);
                }
            }
        }
    }
    let lengths = ways.lengths(&seen);
    for (point, word, place) in ways.ends {
        if let (Some(beside), Some(text)) = (beside.get_mut(word), words.get(word)) {
            let lead = lengths
                .get(&point)
                .map(|read| (read + 1).saturating_sub(text.len()));
            let lead = lead.and_then(|lead| u8::try_from(lead).ok()).unwrap_or(FAR);
            beside.lead_at_head = beside.lead_at_head.max(lead);
            if place != Place::Leads {
                beside.lead = beside.lead.max(lead);
            }
        }
    }
    Some((beside, places))
}

/// What has been read of a match: the state of the automaton, the node of the tree of words that goes with it, and the place of
/// what led to the node.
type Point = (StateID, usize, Place);

/// The ways that reading can take up to the first word.
#[derive(Default)]
struct Ways {
    steps: BTreeMap<Point, BTreeSet<Point>>,
    /// Where words end with the next byte, each with its place.
    ends: BTreeSet<(Point, usize, Place)>,
}

impl Ways {
    /// How many bytes have been read at most at each of the `points`, for those to which no way leads in circles.
    fn lengths(&self, points: &BTreeSet<Point>) -> BTreeMap<Point, usize> {
        let mut ways_to: BTreeMap<Point, usize> = BTreeMap::new();
        for to in self.steps.values().flatten() {
            *ways_to.entry(*to).or_default() += 1;
        }
        let starts = points.iter().filter(|point| !ways_to.contains_key(point));
        let mut settled: Vec<Point> = starts.copied().collect();
        let mut lengths: BTreeMap<Point, usize> = settled.iter().map(|&point| (point, 0)).collect();
        let mut longest = lengths.clone();
        while let Some(point) = settled.pop() {
            let read = longest.get(&point).copied().unwrap_or(0);
            lengths.insert(point, read);
            for to in self.steps.get(&point).into_iter().flatten() {
                let length = longest.entry(*to).or_default();
                *length = (*length).max(read + 1);
                if let Some(left) = ways_to.get_mut(to) {
                    *left -= 1;
                    if *left == 0 {
                        settled.push(*to);
                    }
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

/// Words as a tree of their bytes, in which reading goes on after what is none (Aho and Corasick). White space is read too.
struct WordTree {
    /// By node and byte, the nodes for what is one byte longer.
    longer: BTreeMap<(usize, u8), usize>,
    nodes: Vec<Node>,
}

/// A beginning of words.
struct Node {
    bytes: Vec<u8>,
    /// The node for the longest end of its bytes that is a beginning of words, too.
    end: usize,
    /// The words that end there.
    words: Vec<usize>,
}

impl WordTree {
    fn of(words: &[String]) -> Self {
        let read = words.iter().map(String::as_str).chain(NEVER_COMPARED);
        let read = read.map(|word| word.as_bytes().to_vec());
        let white = ('\0'..='\u{3000}').filter(|c| c.is_whitespace());
        let white = white.map(|c| String::from(c).into_bytes());
        let words: Vec<Vec<u8>> = read.collect();
        let mut tree = Self {
            longer: BTreeMap::new(),
            nodes: vec![Node {
                bytes: Vec::new(),
                end: 0,
                words: Vec::new(),
            }],
        };
        for (word, index) in words.iter().zip(0..) {
            let node = tree.add(word);
            tree.nodes[node].words.push(index);
        }
        white.for_each(|c| {
            tree.add(&c);
        });
        let mut by_length: Vec<usize> = (1..tree.nodes.len()).collect();
        by_length.sort_by_key(|&node| tree.nodes[node].bytes.len());
        for node in by_length {
            if let [before @ .., last] = &tree.nodes[node].bytes[..]
                && let [_, before @ ..] = before
            {
                let end = before
                    .iter()
                    .chain([last])
                    .fold(tree.root(), |at, &byte| tree.step(at, byte));
                tree.nodes[node].end = end;
                let of_end = tree.nodes[end].words.clone();
                tree.nodes[node].words.extend(of_end);
            }
        }
        tree
    }

    /// The node for `word`, which is there from now on.
    fn add(&mut self, word: &[u8]) -> usize {
        let mut node = self.root();
        for (at, &byte) in word.iter().enumerate() {
            node = match self.longer.get(&(node, byte)) {
                Some(&next) => next,
                None => {
                    let next = self.nodes.len();
                    self.longer.insert((node, byte), next);
                    self.nodes.push(Node {
                        bytes: word[..=at].to_vec(),
                        end: 0,
                        words: Vec::new(),
                    });
                    next
                }
            };
        }
        node
    }

    fn root(&self) -> usize {
        0
    }

    fn step(&self, mut node: usize, byte: u8) -> usize {
        loop {
            match self.longer.get(&(node, byte)) {
                Some(&next) => return next,
                None if node == self.root() => return node,
                None => node = self.nodes[node].end,
            }
        }
    }

    fn words_at(&self, node: usize) -> &[usize] {
        &self.nodes[node].words
    }

    fn length_at(&self, node: usize) -> usize {
        self.nodes[node].bytes.len()
    }

    /// What was read up to `node`, and `byte`, without what leads to the node that came next.
    fn passed(&self, node: usize, byte: u8, next: usize) -> Cow<'_, str> {
        let length = self.length_at(node) + 1 - self.length_at(next);
        let bytes = &self.nodes[node].bytes;
        match bytes.get(..length) {
            Some(passed) => String::from_utf8_lossy(passed),
            None => String::from_utf8_lossy(&[bytes, [byte].as_slice()].concat())
                .into_owned()
                .into(),
        }
    }
}
