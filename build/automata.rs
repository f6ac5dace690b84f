//! The patterns of the rules as automata: what would otherwise be compiled in every run is compiled here once.
//!
//! Owns how an automaton is laid down; `src/scan/automaton.rs` reads it. The engine that makes them is not in the library.

use std::collections::{BTreeMap, BTreeSet};

use regex_automata::dfa::{StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};

use crate::scan::layout::{ByteSet, HAS_TABLE, HEAD, IS_MATCH, IS_MATCH_AT_END, KIND_BITS, OFFSET};

/// How large an automaton may be, in bytes: a few patterns that count far would be larger than all others together.
const SIZE_LIMIT: usize = 384 << 10;

/// How large it may be while it is made.
const DENSE_LIMIT: usize = 10 << 20;

/// The automaton of a pattern.
pub(crate) struct Automaton {
    states: BTreeMap<StateID, State>,
    /// For each of [`STARTS`] the state before anything is read.
    starts: [StateID; STARTS.len()],
    /// How many bytes a match has.
    shortest: usize,
    longest: u16,
}

/// The automaton for matches that begin (or, read backward, end) at a given place.
pub(crate) fn automaton(pattern: &str, is_backward: bool) -> Option<Automaton> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let match_kind = match is_backward {
        false => MatchKind::LeftmostFirst,
        true => MatchKind::All,
    };
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
    let longest = u16::try_from(longest).unwrap_or(u16::MAX);
    Some(Automaton::of(&dfa, shortest, longest)).filter(|it| it.length() <= SIZE_LIMIT)
}

/// What may stand before the place where reading begins, in the order of the library's own list.
const STARTS: [Option<u8>; 5] = [None, Some(b'\n'), Some(b'\r'), Some(b'a'), Some(b'.')];

/// More ranges of ASCII than this are not counted.
const MOST_COUNTED: usize = 31;

/// More ranges than this become a table.
const MOST_RANGES: usize = 4;

/// So many times as much room a table may take as the ranges.
const MOST_TIMES: usize = 2;

/// A state as it is written: what it is, and for each range of bytes, by its last one, the state that comes next. The last
/// range ends with the last byte there is.
pub(crate) struct State {
    kind: u8,
    ranges: Vec<Next>,
}

/// The states that come next by byte.
struct Table {
    /// The first byte after which there is one.
    first: u8,
    /// From this byte up to the last such the numbers of the states, from 1; 0 where there is none.
    numbers: Vec<u8>,
    /// The states.
    next: Vec<StateID>,
}

/// The last byte of a range, and the state that comes next.
type Next = (u8, StateID);

/// The state after which nothing matches, by its name.
const DEAD: StateID = StateID::ZERO;

impl State {
    /// Whether what was read is a match and one byte more.
    pub(crate) fn is_match(&self) -> bool {
        self.kind & IS_MATCH != 0
    }

    /// Whether what was read is a match if the text ends here.
    pub(crate) fn ends_match(&self) -> bool {
        self.kind & IS_MATCH_AT_END != 0
    }

    /// Each byte with the state that comes next.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (u8, StateID)> {
        let mut from = 0;
        self.ranges.iter().flat_map(move |&(last, next)| {
            let bytes = from..=last;
            from = last.wrapping_add(1);
            bytes.map(move |byte| (byte, next))
        })
    }

    /// The table of the states that come next, unless there are few ranges or the table would take several times as much room.
    fn table(&self) -> Option<Table> {
        let live = || self.steps().filter(|&(_, next)| next != DEAD);
        let (first, last) = (live().next()?.0, live().last()?.0);
        let mut next: Vec<StateID> = live().map(|(_, next)| next).collect();
        next.sort_unstable();
        next.dedup();
        let numbers = self
            .steps()
            .skip(usize::from(first))
            .map(|(_, id)| match id {
                DEAD => 0,
                // There are fewer states than bytes.
                _ => next.partition_point(|&other| other <= id) as u8,
            });
        let numbers = numbers.take(usize::from(last - first) + 1).collect();
        let table = Table {
            first,
            numbers,
            next,
        };
        let room = table.numbers.len() + table.next.len() * OFFSET;
        let is_worth_it = self.ranges.len() > MOST_RANGES
            && table.next.len() < usize::from(u8::MAX)
            && room <= MOST_TIMES * self.ranges.len() * (1 + OFFSET);
        is_worth_it.then_some(table)
    }

    /// How many bytes it takes.
    fn length(&self) -> usize {
        let rest = match self.table() {
            Some(table) => 2 + table.numbers.len() + table.next.len() * OFFSET,
            None => self.ranges.len() * (1 + OFFSET),
        };
        1 + rest
    }

    /// Change the states that come next.
    fn lead_elsewhere(&mut self, new: impl Fn(StateID) -> StateID) {
        self.ranges
            .iter_mut()
            .for_each(|(_, next)| *next = new(*next));
        self.ranges.dedup_by(|(last, next), (joined, known)| {
            let same = next == known;
            if same {
                *joined = *last;
            }
            same
        });
    }
}

impl Automaton {
    fn of(dfa: &impl regex_automata::dfa::Automaton, shortest: usize, longest: u16) -> Self {
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
        let starts = join_alike(&mut states, starts);
        Self {
            states,
            starts,
            shortest,
            longest,
        }
    }

    /// The states before anything is read, after which a match is possible, each with whether it stands at the start of a line.
    pub(crate) fn starts(&self) -> impl Iterator<Item = (bool, StateID)> {
        let begins_line = |before| matches!(before, None | Some(b'\n' | b'\r'));
        let starts = STARTS.into_iter().map(begins_line).zip(self.starts);
        starts.filter(|(_, id)| self.states.contains_key(id))
    }

    /// The state of that name; nothing for the one after which nothing matches.
    pub(crate) fn state(&self, id: StateID) -> Option<&State> {
        self.states.get(&id)
    }

    /// How many bytes it takes.
    fn length(&self) -> usize {
        self.header_length() + self.states.values().map(State::length).sum::<usize>()
    }

    fn header_length(&self) -> usize {
        size_of::<[ByteSet; HEAD]>() + size_of_val(&self.longest) + OFFSET * self.starts.len()
    }

    /// It in bytes: the sets of bytes that its matches can begin with, the length of its longest match, the offsets of the
    /// states for [`STARTS`], and the states; offset 0 stands for the state that never matches.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut offsets = BTreeMap::new();
        let mut end = self.header_length();
        for (&id, state) in &self.states {
            offsets.insert(id, end);
            end += state.length();
        }
        let mut bytes = self.head().concat();
        bytes.extend(self.longest.to_le_bytes());
        let push_offset = |bytes: &mut Vec<u8>, id: &StateID| {
            let offset = offsets.get(id).copied().unwrap_or(0);
            bytes.extend(&offset.to_le_bytes()[..OFFSET]);
        };
        for id in &self.starts {
            push_offset(&mut bytes, id);
        }
        for state in self.states.values() {
            if let Some(table) = state.table() {
                let more = table.numbers.len() - 1;
                bytes.extend([state.kind | HAS_TABLE, table.first, more as u8]);
                bytes.extend(&table.numbers);
                for next in &table.next {
                    push_offset(&mut bytes, next);
                }
                continue;
            }
            let ranges = &state.ranges;
            let of_ascii = ranges.iter().filter(|(last, _)| last.is_ascii()).count();
            bytes.push(state.kind | (of_ascii.min(MOST_COUNTED) << KIND_BITS) as u8);
            for (last, next) in ranges {
                bytes.push(*last);
                push_offset(&mut bytes, next);
            }
        }
        bytes
    }

    /// The bytes that each of the first few of a match can be. Behind the shortest match anything can stand.
    fn head(&self) -> [ByteSet; HEAD] {
        let mut sets = [[u8::MAX; 32]; HEAD];
        let mut reached: BTreeSet<StateID> = self.starts().map(|(_, id)| id).collect();
        for set in sets.iter_mut().take(self.shortest) {
            *set = [0; 32];
            let mut next_reached = BTreeSet::new();
            for state in reached.iter().filter_map(|&id| self.state(id)) {
                for (byte, next) in state.steps() {
                    if self.states.contains_key(&next) {
                        set[usize::from(byte >> 3)] |= 1 << (byte & 7);
                        next_reached.insert(next);
                    }
                }
            }
            reached = next_reached;
        }
        sets
    }
}

/// Leave out the states after which nothing matches.
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
        state.lead_elsewhere(|next| match hopeful.contains(&next) {
            true => next,
            false => DEAD,
        });
    }
}

/// Leave one of each set of states that are the same and lead to the same; the first states are told by their new names.
fn join_alike(
    states: &mut BTreeMap<StateID, State>,
    mut starts: [StateID; STARTS.len()],
) -> [StateID; STARTS.len()] {
    loop {
        let mut known: BTreeMap<(u8, &[Next]), StateID> = BTreeMap::new();
        let mut alike: BTreeMap<StateID, StateID> = BTreeMap::new();
        for (&id, state) in states.iter() {
            let first = *known.entry((state.kind, &state.ranges)).or_insert(id);
            if first != id {
                alike.insert(id, first);
            }
        }
        if alike.is_empty() {
            return starts;
        }
        let join = |id| alike.get(&id).copied().unwrap_or(id);
        starts = starts.map(join);
        states.retain(|id, _| !alike.contains_key(id));
        for state in states.values_mut() {
            state.lead_elsewhere(join);
        }
    }
}

fn state(dfa: &impl regex_automata::dfa::Automaton, id: StateID) -> State {
    let mut kind = 0;
    if dfa.is_match_state(id) {
        kind |= IS_MATCH;
    }
    if dfa.is_match_state(dfa.next_eoi_state(id)) {
        kind |= IS_MATCH_AT_END;
    }
    let mut ranges: Vec<Next> = Vec::new();
    for byte in 0..=u8::MAX {
        let next = dfa.next_state(id, byte);
        match ranges.last_mut() {
            Some((last, known)) if *known == next => *last = byte,
            _ => ranges.push((byte, next)),
        }
    }
    State { kind, ranges }
}
