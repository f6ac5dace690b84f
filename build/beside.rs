//! What may stand beside each keyword of a pattern.
//!
//! A match holds one of its rule's keywords. Reading all matches at once, up to the first keyword in each, shows what can
//! come next; where something else does, the keyword is not worth a search.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use regex_automata::util::primitives::StateID;

use crate::automata::{Automaton, State};
use crate::scan::beside::{Beside, CUTS, END};
use crate::scan::keywords::comparable;

/// So many steps are made for a pattern at most; of one that needs more nothing is known.
const STEPS: usize = 1 << 21;

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
    for (at, _) in places.iter().enumerate().filter(|(_, it)| **it == both) {
        leading[at] = true;
        match first_words(automaton, &words, &leading) {
            Some((known, _)) => beside = known,
            None => leading[at] = false,
        }
    }
    Some(beside)
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
    while let Some((id, node, place)) = unread.pop() {
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
            let passed = tree.passed(node, byte, next_node);
            let place = match place {
                _ if passed.is_empty() => place,
                Place::Leads if passed.trim().is_empty() => place,
                _ => Place::Inside,
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
                    beside.begins &= place != Place::Inside;
                    add_behind(automaton, next, beside);
                }
            }
            if !found && seen.insert((next_id, next_node, place)) {
                unread.push((next_id, next_node, place));
            }
        }
    }
    Some((beside, places))
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
        begins: true,
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
    /// By node and byte, the node that comes next.
    steps: BTreeMap<(usize, u8), usize>,
    /// For each node the bytes that lead to it, and the words that end there.
    nodes: Vec<(Vec<u8>, Vec<usize>)>,
}

impl WordTree {
    fn of(words: &[String]) -> Self {
        let words = words.iter().map(String::as_str).chain(NEVER_COMPARED);
        let words: Vec<&str> = words.collect();
        let white = ('\0'..='\u{3000}').filter(|c| c.is_whitespace());
        let white: Vec<String> = white.map(String::from).collect();
        // Each node is named by the bytes that lead to it: all beginnings of words, the empty one first.
        let all = || {
            words
                .iter()
                .copied()
                .chain(white.iter().map(String::as_str))
        };
        let prefixes: BTreeSet<&[u8]> = all()
            .flat_map(|word| (0..=word.len()).map(|end| &word.as_bytes()[..end]))
            .collect();
        let nodes: BTreeMap<&[u8], usize> = prefixes.iter().copied().zip(0..).collect();
        let bytes: BTreeSet<u8> = all().flat_map(str::bytes).collect();
        let mut steps = BTreeMap::new();
        for (prefix, &node) in &nodes {
            for &byte in &bytes {
                let read = [prefix, [byte].as_slice()].concat();
                let known = (0..=read.len()).find_map(|from| nodes.get(&read[from..]));
                if let Some(&next) = known.filter(|&&next| next != 0) {
                    steps.insert((node, byte), next);
                }
            }
        }
        let ends_with = |prefix: &[u8]| {
            let ends = words.iter().enumerate();
            let ends = ends.filter(|(_, word)| prefix.ends_with(word.as_bytes()));
            ends.map(|(index, _)| index).collect()
        };
        let node = |prefix: &&[u8]| (prefix.to_vec(), ends_with(prefix));
        let nodes = prefixes.iter().map(node).collect();
        Self { steps, nodes }
    }

    fn root(&self) -> usize {
        0
    }

    fn step(&self, node: usize, byte: u8) -> usize {
        self.steps
            .get(&(node, byte))
            .copied()
            .unwrap_or(self.root())
    }

    fn words_at(&self, node: usize) -> &[usize] {
        self.nodes.get(node).map_or(&[], |(_, words)| words)
    }

    fn length_at(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(0, |(bytes, _)| bytes.len())
    }

    /// What was read up to `node`, and `byte`, without what leads to the node that came next.
    fn passed(&self, node: usize, byte: u8, next: usize) -> Cow<'_, str> {
        let length = self.length_at(node) + 1 - self.length_at(next);
        match self.nodes.get(node) {
            Some((bytes, _)) if length > bytes.len() => {
                String::from_utf8_lossy(&[bytes, [byte].as_slice()].concat())
                    .into_owned()
                    .into()
            }
            Some((bytes, _)) => String::from_utf8_lossy(&bytes[..length]),
            None => "".into(),
        }
    }
}
