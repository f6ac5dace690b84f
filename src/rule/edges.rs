//! With what the matches of a piece of a pattern begin or end, as keywords are compared: folded and in lower case.
//!
//! Owns how far that can be told. What cannot stand in a folded paragraph is left out: nothing that is searched holds it.

use std::collections::{BTreeMap, BTreeSet};

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::text::fold;

/// Which end of the matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    End,
}

/// Texts with one of which each match begins, or ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Edges(BTreeSet<Edge>);

/// A text, and whether it is all of the match, so that what stands beside this goes on from it.
type Edge = (String, bool);

/// Of more texts nothing is told.
const MOST: usize = 500;

/// Nor of a class with more characters.
const MOST_CHARACTERS: usize = 300;

/// What patterns take for s and k if they take capital and small letters alike; keywords are not compared like that.
const NEVER_COMPARED: [char; 2] = ['ſ', '\u{212a}'];

impl Edges {
    /// Of the match that is nothing.
    pub(super) fn of_nothing() -> Self {
        Self(BTreeSet::from([(String::new(), true)]))
    }

    /// Of any match.
    pub(super) fn of_anything() -> Self {
        Self(BTreeSet::from([(String::new(), false)]))
    }

    /// Of the matches of `hir`, in texts of at most `reach` characters.
    pub(super) fn of(hir: &Hir, side: Side, reach: usize) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::of_nothing(),
            HirKind::Literal(literal) => match str::from_utf8(&literal.0) {
                Ok(text) => compared(text).map_or_else(Self::default, |text| {
                    Self(BTreeSet::from([edge(&text, true, reach, side)]))
                }),
                Err(_) => Self::of_anything(),
            },
            HirKind::Class(class) => match characters(class) {
                Some(texts) => Self(texts.map(|text| (text, true)).collect()),
                None => Self::of_anything(),
            },
            HirKind::Capture(group) => Self::of(&group.sub, side, reach),
            HirKind::Alternation(any) => {
                let any = any.iter().flat_map(|it| Self::of(it, side, reach).0);
                Self(any.collect()).limited()
            }
            HirKind::Concat(pieces) => match side {
                Side::Start => Self::of_sequence(pieces.iter(), side, reach),
                Side::End => Self::of_sequence(pieces.iter().rev(), side, reach),
            },
            HirKind::Repetition(repeated) => {
                let one = Self::of(&repeated.sub, side, reach);
                let mut edges = Self::of_nothing();
                let mut all = Self::default();
                for count in 0.. {
                    if count >= repeated.min {
                        all.0.extend(edges.0.iter().cloned());
                    }
                    let next = edges.followed_by(&one, side, reach);
                    if repeated.max == Some(count) || next == edges || all.0.len() > MOST {
                        // What does not change any more would be added by all further ones.
                        all.0
                            .extend(next.0.into_iter().filter(|_| count < repeated.min));
                        break;
                    }
                    edges = next;
                }
                all.limited()
            }
        }
    }

    fn of_sequence<'h>(pieces: impl Iterator<Item = &'h Hir>, side: Side, reach: usize) -> Self {
        let mut edges = Self::of_nothing();
        for piece in pieces {
            if edges.0.iter().all(|(_, is_all)| !is_all) {
                break;
            }
            edges = edges.followed_by(&Self::of(piece, side, reach), side, reach);
        }
        edges
    }

    /// These where `farther` from the edge stands what has those edges.
    pub(super) fn followed_by(&self, farther: &Self, side: Side, reach: usize) -> Self {
        let mut texts = BTreeSet::new();
        // By how many characters are still wanted: many texts begin, or end, alike.
        let mut by_reach: BTreeMap<usize, BTreeSet<Edge>> = BTreeMap::new();
        for (text, is_all) in &self.0 {
            if !is_all {
                texts.insert((text.clone(), false));
                continue;
            }
            let (text, is_whole) = edge(text, true, reach, side);
            let rest = reach - text.chars().count();
            let ends = by_reach.entry(rest).or_insert_with(|| {
                let farther = farther.0.iter();
                farther
                    .map(|(more, is_all)| edge(more, *is_all, rest, side))
                    .collect()
            });
            texts.extend(ends.iter().map(|(more, is_all)| {
                let joined = match side {
                    Side::Start => [&*text, more].concat(),
                    Side::End => [more, &*text].concat(),
                };
                (joined, *is_all && is_whole)
            }));
            if texts.len() > MOST && reach > 1 {
                // Less of each is enough.
                return self.followed_by(farther, side, reach - 1);
            }
            if texts.len() > MOST {
                // It is enough to know how the match begins.
                return Self(
                    self.0
                        .iter()
                        .map(|(text, _)| (text.clone(), false))
                        .collect(),
                );
            }
        }
        Self(texts)
    }

    /// The texts, of which each has at most `length` characters.
    pub(super) fn cut(&self, length: usize, side: Side) -> BTreeSet<String> {
        let texts = self.0.iter();
        texts.map(|(text, _)| cut(text, length, side)).collect()
    }

    fn limited(self) -> Self {
        match self.0.len() {
            ..=MOST => self,
            _ => Self::of_anything(),
        }
    }
}

/// `text` as keywords are compared; nothing where it cannot stand in a folded paragraph.
fn compared(text: &str) -> Option<String> {
    let stands = |c: char| fold(c) == Some(c) && !NEVER_COMPARED.contains(&c) && c != '\n';
    text.chars().all(stands).then(|| text.to_ascii_lowercase())
}

/// The characters of `class`, unless they are too many.
fn characters(class: &Class) -> Option<impl Iterator<Item = String>> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|it| (it.start(), it.end())).collect(),
        Class::Bytes(class) => {
            let ranges = class.iter().map(|it| (it.start(), it.end()));
            let ranges: Vec<(u8, u8)> = ranges.collect();
            if ranges.iter().any(|(_, end)| !end.is_ascii()) {
                return None;
            }
            ranges
                .into_iter()
                .map(|(start, end)| (start.into(), end.into()))
                .collect()
        }
    };
    let count: usize = ranges
        .iter()
        .map(|&(start, end)| (start..=end).count())
        .sum();
    (count <= MOST_CHARACTERS).then(|| {
        let all = ranges.into_iter().flat_map(|(start, end)| start..=end);
        all.filter_map(|c| compared(c.encode_utf8(&mut [0; 4])))
    })
}

/// The `length` characters of `text` at that side.
pub(super) fn cut(text: &str, length: usize, side: Side) -> String {
    let skipped = text.chars().count().saturating_sub(length);
    match side {
        Side::Start => text.chars().take(length).collect(),
        Side::End => text.chars().skip(skipped).collect(),
    }
}

/// The same, and whether that is all of a match that `text` may be all of.
fn edge(text: &str, is_all: bool, length: usize, side: Side) -> Edge {
    let cut = cut(text, length, side);
    let is_all = is_all && cut.len() == text.len();
    (cut, is_all)
}
