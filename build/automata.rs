//! The patterns of the rules as automata: what would otherwise be compiled in every run is compiled here once.
//!
//! Owns how an automaton is laid down; `src/scan/automaton.rs` reads it. The engine that makes them is not in the library.

use std::collections::{BTreeMap, BTreeSet};

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};

/// How large an automaton may be, in bytes: a few patterns that count far would be larger than all others together.
const SIZE_LIMIT: usize = 384 << 10;

/// How large it may be while it is made.
const DENSE_LIMIT: usize = 8 << 20;

/// The automaton for matches that begin (or, read backward, end) at a given place.
pub(crate) fn automaton(pattern: &str, is_backward: bool) -> Option<Vec<u8>> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let match_kind = match is_backward {
        false => MatchKind::LeftmostFirst,
        true => MatchKind::All,
    };
    // Matches of nothing, which begin with no byte, are left to the regex engine.
    if !is_backward && hir.properties().minimum_len()? == 0 {
        return None;
    }
    let config = dense::Config::new()
        .match_kind(match_kind)
        .start_kind(StartKind::Anchored)
        .dfa_size_limit(Some(DENSE_LIMIT))
        .determinize_size_limit(Some(4 * DENSE_LIMIT));
    let dfa = dense::Builder::new()
        .configure(config)
        .syntax(syntax::Config::new())
        .thompson(thompson::Config::new().reverse(is_backward))
        .build(pattern)
        .ok()?;
    let shortest = hir.properties().minimum_len().unwrap_or(0);
    let longest = hir.properties().maximum_len().unwrap_or(usize::MAX);
    laid_down(&dfa, shortest, u16::try_from(longest).unwrap_or(u16::MAX))
}

/// What may stand before the place where reading begins, in the order of the library's own list.
const STARTS: [Option<u8>; 5] = [None, Some(b'\n'), Some(b'\r'), Some(b'a'), Some(b'.')];

/// How many bytes an offset takes.
const OFFSET: usize = 3;

/// What a state is, in its first byte.
const IS_MATCH: u8 = 1;
const IS_MATCH_AT_END: u8 = 2;

/// A state as it is written: what it is, and for each range of bytes, by its last one, the state that comes next. The last
/// range ends with the last byte there is.
struct State {
    kind: u8,
    ranges: Vec<(u8, StateID)>,
}

/// How many bytes of a match are known by the sets that a search asks first: most characters of Chinese take as many.
const HEAD: usize = 3;

/// A set of bytes, a bit each.
type ByteSet = [u8; 32];

/// The automaton in bytes: the sets of bytes that its matches can begin with, the length of its longest match, the offsets of
/// the states for [`STARTS`], and the states; offset 0 stands for the state that never matches.
fn laid_down(dfa: &impl Automaton, shortest: usize, longest: u16) -> Option<Vec<u8>> {
    let starts = STARTS.map(|before| {
        let config = start::Config::new().anchored(Anchored::Yes);
        dfa.start_state(&config.look_behind(before))
            .expect("no byte makes the automaton quit")
    });
    let mut states: BTreeMap<StateID, State> = BTreeMap::new();
    let mut unseen: Vec<StateID> = starts.to_vec();
    while let Some(id) = unseen.pop() {
        if !dfa.is_dead_state(id) && !states.contains_key(&id) {
            let state = state(dfa, id);
            unseen.extend(state.ranges.iter().map(|&(_, next)| next));
            states.insert(id, state);
        }
    }
    drop_hopeless(&mut states);
    let head = head(&states, &starts, shortest);
    let mut offsets = BTreeMap::new();
    let mut end = size_of_val(&head) + size_of_val(&longest) + OFFSET * starts.len();
    for (&id, state) in &states {
        offsets.insert(id, end);
        end += 1 + state.ranges.len() * (1 + OFFSET);
    }
    if end > SIZE_LIMIT {
        return None;
    }
    let mut bytes = head.concat();
    bytes.extend(longest.to_le_bytes());
    let push_offset = |bytes: &mut Vec<u8>, id: &StateID| {
        let offset = offsets.get(id).copied().unwrap_or(0);
        bytes.extend(&offset.to_le_bytes()[..OFFSET]);
    };
    for id in &starts {
        push_offset(&mut bytes, id);
    }
    for State { kind, ranges } in states.values() {
        bytes.push(*kind);
        for (last, next) in ranges {
            bytes.push(*last);
            push_offset(&mut bytes, next);
        }
    }
    Some(bytes)
}

/// The bytes that each of the first few of a match can be. Behind the shortest match anything can stand.
fn head(states: &BTreeMap<StateID, State>, starts: &[StateID], shortest: usize) -> [ByteSet; HEAD] {
    let mut sets = [[u8::MAX; 32]; HEAD];
    let mut reached: BTreeSet<StateID> = starts.iter().copied().collect();
    for set in sets.iter_mut().take(shortest) {
        *set = [0; 32];
        let mut next_reached = BTreeSet::new();
        for state in reached.iter().filter_map(|id| states.get(id)) {
            let mut from = 0;
            for &(last, next) in &state.ranges {
                if states.contains_key(&next) {
                    (from..=last).for_each(|byte| set[usize::from(byte >> 3)] |= 1 << (byte & 7));
                    next_reached.insert(next);
                }
                from = last.wrapping_add(1);
            }
        }
        reached = next_reached;
    }
    sets
}

/// Leave out the states after which nothing matches, and join the ranges of bytes that lead to such.
fn drop_hopeless(states: &mut BTreeMap<StateID, State>) {
    let mut hopeful: BTreeSet<StateID> = BTreeSet::new();
    loop {
        let before = hopeful.len();
        for (&id, state) in states.iter() {
            let leads_on = || state.ranges.iter().any(|(_, next)| hopeful.contains(next));
            if state.kind != 0 || leads_on() {
                hopeful.insert(id);
            }
        }
        if hopeful.len() == before {
            break;
        }
    }
    states.retain(|id, _| hopeful.contains(id));
    for state in states.values_mut() {
        let is_hopeless = |next: &StateID| !hopeful.contains(next);
        state.ranges.dedup_by(|(last, next), (joined, known)| {
            let same = is_hopeless(next) && is_hopeless(known);
            if same {
                *joined = *last;
            }
            same
        });
    }
}

fn state(dfa: &impl Automaton, id: StateID) -> State {
    let mut kind = 0;
    if dfa.is_match_state(id) {
        kind |= IS_MATCH;
    }
    if dfa.is_match_state(dfa.next_eoi_state(id)) {
        kind |= IS_MATCH_AT_END;
    }
    let mut ranges: Vec<(u8, StateID)> = Vec::new();
    for byte in 0..=u8::MAX {
        let next = dfa.next_state(id, byte);
        match ranges.last_mut() {
            Some((last, known)) if *known == next => *last = byte,
            _ => ranges.push((byte, next)),
        }
    }
    State { kind, ranges }
}
