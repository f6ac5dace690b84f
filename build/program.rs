//! Patterns as programs that find the groups of a match, or the matches, for which the library would otherwise have to compile the
//! pattern in every run.
//!
//! Owns how a program is laid down; `src/scan/program.rs` walks through it.

use std::collections::BTreeMap;

use regex_automata::PatternID;
use regex_automata::nfa::thompson::{NFA, State, Transition};
use regex_automata::util::look::Look;
use regex_automata::util::primitives::StateID;

use crate::scan::layout::{BYTES, CHOICE, LOOK, MATCH, OFFSET, SLOT};

/// How large a program may be, in bytes.
const SIZE_LIMIT: usize = 384 << 10;

/// The program for `pattern`: how many named groups it has; the length of each name and the name; the offset of the first state;
/// the states.
pub(crate) fn program(pattern: &str) -> Option<Vec<u8>> {
    let nfa = NFA::new(pattern).ok()?;
    let groups: Vec<Option<&str>> = nfa.group_info().pattern_names(PatternID::ZERO).collect();
    let named: Vec<&str> = groups.iter().copied().flatten().collect();
    let mut bytes = vec![u8::try_from(named.len()).ok()?];
    for name in &named {
        bytes.push(u8::try_from(name.len()).ok()?);
        bytes.extend(name.as_bytes());
    }
    // The place of a named group's start or end among all.
    let slot_of = |slot: usize| {
        let name = (*groups.get(slot / 2)?)?;
        let index = named.iter().position(|it| *it == name)?;
        u8::try_from(2 * index + slot % 2).ok()
    };
    // A state that does nothing is left out.
    let seen_through = |mut id: StateID| {
        while let State::Capture { next, slot, .. } = nfa.state(id)
            && slot_of(slot.as_usize()).is_none()
        {
            id = *next;
        }
        id
    };
    let mut states = Vec::new();
    let mut offsets = BTreeMap::new();
    let mut end = bytes.len() + OFFSET;
    for (index, state) in nfa.states().iter().enumerate() {
        let id = StateID::new(index).ok()?;
        if seen_through(id) == id {
            let state = laid_down(state, slot_of)?;
            offsets.insert(id, end);
            end += state.head.len()
                + state
                    .next
                    .iter()
                    .map(|it| it.0.len() + OFFSET)
                    .sum::<usize>();
            states.push(state);
        }
    }
    if end > SIZE_LIMIT {
        return None;
    }
    let push_offset = |bytes: &mut Vec<u8>, id: StateID| {
        bytes.extend(&offsets[&seen_through(id)].to_le_bytes()[..OFFSET]);
    };
    push_offset(&mut bytes, nfa.start_anchored());
    for Written { head, next } in states {
        bytes.extend(head);
        for (condition, id) in next {
            bytes.extend(condition);
            push_offset(&mut bytes, id);
        }
    }
    Some(bytes)
}

/// A state: what comes first, and each state that may come next with what stands before its offset.
struct Written {
    head: Vec<u8>,
    next: Vec<(Vec<u8>, StateID)>,
}

fn laid_down(state: &State, slot_of: impl Fn(usize) -> Option<u8>) -> Option<Written> {
    let written = |head: &[u8], next| Written {
        head: head.to_vec(),
        next,
    };
    let choice = |ids: &[StateID]| {
        let [low, high] = u16::try_from(ids.len()).ok()?.to_le_bytes();
        let next = ids.iter().map(|&id| (Vec::new(), id)).collect();
        Some(written(&[CHOICE, low, high], next))
    };
    let bytes = |transitions: &[Transition]| {
        let count = u8::try_from(transitions.len()).ok()?;
        let next = transitions
            .iter()
            .map(|it| (vec![it.start, it.end], it.next));
        Some(written(&[BYTES, count], next.collect()))
    };
    match state {
        State::ByteRange { trans } => bytes(&[*trans]),
        State::Sparse(sparse) => bytes(&sparse.transitions),
        State::Look { look, next } => {
            let look = match look {
                Look::Start => b'^',
                Look::End => b'$',
                Look::WordAscii => b'b',
                _ => return None,
            };
            Some(written(&[LOOK, look], vec![(Vec::new(), *next)]))
        }
        State::Union { alternates } => choice(alternates),
        State::BinaryUnion { alt1, alt2 } => choice(&[*alt1, *alt2]),
        State::Capture { next, slot, .. } => {
            let slot = slot_of(slot.as_usize())?;
            Some(written(&[SLOT, slot], vec![(Vec::new(), *next)]))
        }
        State::Fail => choice(&[]),
        State::Dense(_) => None,
        State::Match { .. } => Some(written(&[MATCH], Vec::new())),
    }
}
