//! What may stand behind each keyword of a pattern.
//!
//! A match holds one of its rule's keywords. Reading all matches at once, up to the first keyword in each, shows what can
//! come next; where something else does, the keyword is not worth a search.

use std::collections::{BTreeMap, BTreeSet};

use regex_automata::util::primitives::StateID;

use crate::automata::Automaton;
use crate::scan::behind::Behind;
use crate::scan::keywords::comparable;

/// So many steps are made for a pattern at most; of one that needs more nothing is known.
const STEPS: usize = 1 << 21;

/// What ends a sentence: a very long paragraph is cut behind it, where a match may end then.
const CUTS: [char; 4] = ['。', '！', '？', '；'];

/// For each of `keywords`, what may stand behind it if it is the first one in a match of the pattern.
pub(crate) fn behind(automaton: Option<&Automaton>, keywords: &[String]) -> Vec<Behind> {
    automaton
        .and_then(|automaton| known(automaton, keywords))
        .unwrap_or_else(|| vec![Behind::ANY; keywords.len()])
}

/// Nothing where a match can do without a keyword, which then is no reason to leave it out.
fn known(automaton: &Automaton, keywords: &[String]) -> Option<Vec<Behind>> {
    let words: Vec<String> = keywords.iter().map(|word| comparable(word)).collect();
    let tree = WordTree::of(&words);
    let mut behind: Vec<Behind> = words
        .iter()
        .map(|word| match word.ends_with(CUTS) {
            true => Behind::ANY,
            false => Behind::NONE,
        })
        .collect();
    let mut seen: BTreeSet<(StateID, usize)> = automaton.starts().map(|id| (id, 0)).collect();
    let mut unread: Vec<(StateID, usize)> = seen.iter().copied().collect();
    let mut steps = 0;
    while let Some((id, node)) = unread.pop() {
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
            let words = tree.words_at(next_node);
            for &word in words {
                let behind = behind.get_mut(word)?;
                let live = next
                    .steps()
                    .filter(|&(_, id)| automaton.state(id).is_some());
                live.for_each(|(byte, _)| behind.add(byte));
                if next.ends_match() {
                    behind.add_end();
                }
            }
            if words.is_empty() && seen.insert((next_id, next_node)) {
                unread.push((next_id, next_node));
            }
        }
    }
    Some(behind)
}

/// Words as a tree of their bytes, in which reading goes on after what is none (Aho and Corasick).
struct WordTree {
    /// By node and byte, the node that comes next.
    steps: BTreeMap<(usize, u8), usize>,
    /// For each node the words that end there.
    words: Vec<Vec<usize>>,
}

impl WordTree {
    fn of(words: &[String]) -> Self {
        // Each node is named by the bytes that lead to it: all beginnings of words, the empty one first.
        let prefixes: BTreeSet<&[u8]> = words
            .iter()
            .flat_map(|word| (0..=word.len()).map(|end| &word.as_bytes()[..end]))
            .collect();
        let nodes: BTreeMap<&[u8], usize> = prefixes.iter().copied().zip(0..).collect();
        let bytes: BTreeSet<u8> = words.iter().flat_map(|word| word.bytes()).collect();
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
        let words = prefixes.iter().map(|prefix| ends_with(prefix)).collect();
        Self { steps, words }
    }

    fn step(&self, node: usize, byte: u8) -> usize {
        self.steps.get(&(node, byte)).copied().unwrap_or(0)
    }

    fn words_at(&self, node: usize) -> &[usize] {
        self.words.get(node).map_or(&[], Vec::as_slice)
    }
}
