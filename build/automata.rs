//! The patterns of the rules as automata: what would otherwise be compiled in every run is compiled here once.
//!
//! Owns how an automaton is laid down; `src/scan/automaton.rs` reads it. The engine that makes them is not in the library.

use std::collections::{BTreeSet, HashMap};

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
    /// By number; nothing where a state was left out, and for the dead one.
    states: Vec<Option<State>>,
    /// For each of [`STARTS`] the state before anything is read.
    starts: [StateNumber; STARTS.len()],
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
    next: Vec<StateNumber>,
}

/// Which of an automaton's states.
pub(crate) type StateNumber = usize;

/// The last byte of a range, and the state that comes next.
type Next = (u8, StateNumber);

/// The state after which nothing matches.
const DEAD: StateNumber = 0;

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
    pub(crate) fn steps(&self) -> impl Iterator<Item = (u8, StateNumber)> {
        let mut from = 0;
        self.ranges.iter().flat_map(move |&(last, next)| {
            let bytes = from..=last;
            from = last.wrapping_add(1);
            bytes.map(move |byte| (byte, next))
        })
    }

    /// The table of the states that come next, unless there are few ranges or the table would take several times as much room.
    fn table(&self) -> Option<Table> {
        if self.ranges.len() <= MOST_RANGES {
            return None;
        }
        let live = || self.steps().filter(|&(_, next)| next != DEAD);
        let (first, last) = (live().next()?.0, live().last()?.0);
        let mut next: Vec<StateNumber> = live().map(|(_, next)| next).collect();
        next.sort_unstable();
        next.dedup();
        let numbers = self
            .steps()
            .skip(usize::from(first))
            .map(|(_, number)| match number {
                DEAD => 0,
                // There are fewer states than bytes.
                _ => next.partition_point(|&other| other <= number) as u8,
            });
        let numbers = numbers.take(usize::from(last - first) + 1).collect();
        let table = Table {
            first,
            numbers,
            next,
        };
        let room = table.numbers.len() + table.next.len() * OFFSET;
        let is_worth_it = table.next.len() < usize::from(u8::MAX)
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
    fn lead_elsewhere(&mut self, new: impl Fn(StateNumber) -> StateNumber) {
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
        let mut found: HashMap<StateID, State> = HashMap::new();
        let mut unseen: Vec<StateID> = starts.to_vec();
        while let Some(id) = unseen.pop() {
            if !dfa.is_dead_state(id) && !found.contains_key(&id) {
                let (state, next) = state(dfa, id);
                unseen.extend(next);
                found.insert(id, state);
            }
        }
        let mut found: Vec<(StateID, State)> = found.into_iter().collect();
        found.sort_unstable_by_key(|&(id, _)| id);
        // The dead state comes first, as it does in the engine.
        let numbers: HashMap<usize, StateNumber> = found
            .iter()
            .zip(1..)
            .map(|((id, _), number)| (id.as_usize(), number))
            .collect();
        let number_of = |id: usize| numbers.get(&id).copied().unwrap_or(DEAD);
        let mut states = vec![None];
        states.extend(found.into_iter().map(|(_, mut state)| {
            state.lead_elsewhere(number_of);
            Some(state)
        }));
        drop_hopeless(&mut states);
        let starts = starts.map(|id| number_of(id.as_usize()));
        let starts = join_alike(&mut states, starts);
        Self {
            states,
            starts,
            shortest,
            longest,
        }
    }

    /// The states before anything is read, after which a match is possible, each with whether it stands at the start of a line.
    pub(crate) fn starts(&self) -> impl Iterator<Item = (bool, StateNumber)> {
        let begins_line = |before| matches!(before, None | Some(b'\n' | b'\r'));
        let starts = STARTS.into_iter().map(begins_line).zip(self.starts);
        starts.filter(|&(_, number)| self.state(number).is_some())
    }

    /// The state of that number; nothing for the one after which nothing matches.
    pub(crate) fn state(&self, number: StateNumber) -> Option<&State> {
        self.states.get(number)?.as_ref()
    }

    /// How many bytes it takes.
    fn length(&self) -> usize {
        self.header_length()
            + self
                .states
                .iter()
                .flatten()
                .map(State::length)
                .sum::<usize>()
    }

    fn header_length(&self) -> usize {
        size_of::<[ByteSet; HEAD]>() + size_of_val(&self.longest) + OFFSET * self.starts.len()
    }

    /// It in bytes: the sets of bytes that its matches can begin with, the length of its longest match, the offsets of the
    /// states for [`STARTS`], and the states; offset 0 stands for the state that never matches.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut end = self.header_length();
        let offsets = self.states.iter().map(|state| {
            let state = state.as_ref()?;
            let offset = end;
            end += state.length();
            Some(offset)
        });
        let offsets: Vec<Option<usize>> = offsets.collect();
        let mut bytes = self.head().concat();
        bytes.extend(self.longest.to_le_bytes());
        let push_offset = |bytes: &mut Vec<u8>, number: StateNumber| {
            let offset = offsets.get(number).copied().flatten().unwrap_or(0);
            bytes.extend(&offset.to_le_bytes()[..OFFSET]);
        };
        for start in self.starts {
            push_offset(&mut bytes, start);
        }
        for state in self.states.iter().flatten() {
            if let Some(table) = state.table() {
                let more = table.numbers.len() - 1;
                bytes.extend([state.kind | HAS_TABLE, table.first, more as u8]);
                bytes.extend(&table.numbers);
                for next in table.next {
                    push_offset(&mut bytes, next);
                }
                continue;
            }
            let ranges = &state.ranges;
            let of_ascii = ranges.iter().filter(|(last, _)| last.is_ascii()).count();
            bytes.push(state.kind | (of_ascii.min(MOST_COUNTED) << KIND_BITS) as u8);
            for &(last, next) in ranges {
                bytes.push(last);
                push_offset(&mut bytes, next);
            }
        }
        bytes
    }

    /// The bytes that each of the first few of a match can be. Behind the shortest match anything can stand.
    fn head(&self) -> [ByteSet; HEAD] {
        let mut sets = [[u8::MAX; 32]; HEAD];
        let mut reached: BTreeSet<StateNumber> = self.starts().map(|(_, number)| number).collect();
        for set in sets.iter_mut().take(self.shortest) {
            *set = [0; 32];
            let mut next_reached = BTreeSet::new();
            for state in reached.iter().filter_map(|&number| self.state(number)) {
                for (byte, next) in state.steps() {
                    if self.state(next).is_some() {
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
fn drop_hopeless(states: &mut [Option<State>]) {
    let mut leading_to: Vec<Vec<StateNumber>> = vec![Vec::new(); states.len()];
    let mut is_hopeful = vec![false; states.len()];
    let mut hopeful = Vec::new();
    for (number, state) in states.iter().enumerate() {
        let Some(state) = state else { continue };
        for &(_, next) in &state.ranges {
            leading_to[next].push(number);
        }
        if state.kind != 0 {
            is_hopeful[number] = true;
            hopeful.push(number);
        }
    }
    while let Some(number) = hopeful.pop() {
        for &before in &leading_to[number] {
            if !std::mem::replace(&mut is_hopeful[before], true) {
                hopeful.push(before);
            }
        }
    }
    for (state, is_hopeful) in states.iter_mut().zip(&is_hopeful) {
        state.take_if(|_| !is_hopeful);
    }
    for state in states.iter_mut().flatten() {
        state.lead_elsewhere(|next| match is_hopeful[next] {
            true => next,
            false => DEAD,
        });
    }
}

/// Leave one of each set of states that are the same and lead to the same; the first states are told by their new numbers.
fn join_alike(
    states: &mut [Option<State>],
    mut starts: [StateNumber; STARTS.len()],
) -> [StateNumber; STARTS.len()] {
    loop {
        let mut known: HashMap<(u8, &[Next]), StateNumber> = HashMap::new();
        let mut stands_for: Vec<StateNumber> = (0..states.len()).collect();
        let mut joined = Vec::new();
        for (number, state) in states.iter().enumerate() {
            let Some(state) = state else { continue };
            let first = *known.entry((state.kind, &state.ranges)).or_insert(number);
            if first != number {
                stands_for[number] = first;
                joined.push(number);
            }
        }
        if joined.is_empty() {
            return starts;
        }
        starts = starts.map(|number| stands_for[number]);
        joined.iter().for_each(|&number| states[number] = None);
        for state in states.iter_mut().flatten() {
            state.lead_elsewhere(|next| stands_for[next]);
        }
    }
}

/// A state whose next ones are still told by the engine's own names, and these.
fn state(dfa: &impl regex_automata::dfa::Automaton, id: StateID) -> (State, Vec<StateID>) {
    let mut kind = 0;
    if dfa.is_match_state(id) {
        kind |= IS_MATCH;
    }
    if dfa.is_match_state(dfa.next_eoi_state(id)) {
        kind |= IS_MATCH_AT_END;
    }
    let mut ranges: Vec<Next> = Vec::new();
    let mut leads_to = Vec::new();
    for byte in 0..=u8::MAX {
        let next = dfa.next_state(id, byte);
        match ranges.last_mut() {
            Some((last, known)) if *known == next.as_usize() => *last = byte,
            _ => {
                ranges.push((byte, next.as_usize()));
                leads_to.push(next);
            }
        }
    }
    (State { kind, ranges }, leads_to)
}
