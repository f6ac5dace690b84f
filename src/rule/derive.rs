//! Keywords taken from a pattern: words of which each match holds at least one, such that ordinary texts hold few of them.
//!
//! Owns which words a match must hold. Where the pattern falls into a part before and a part behind, each match holds an end of the
//! one and a start of the other, side by side; of all such places the one is taken whose words are rarest (`text::rarity`).

use std::collections::BTreeSet;

use regex_syntax::hir::{Hir, HirKind, Repetition};

use crate::rule::edges::{Edges, Side, cut};
use crate::text::rarity::{Rate, frequency};

/// The words of `pattern`; nothing where its matches need not hold any particular words. A pattern that is none has no matches.
pub(super) fn keywords(pattern: &str) -> Option<Vec<String>> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Some(Vec::new());
    };
    let nothing = Edges::of_nothing();
    let choice = of_sequence(&nothing, &flattened(&hir), &nothing, f64::INFINITY)?;
    Some(without_longer_ones(&choice.words).into_iter().collect())
}

/// How many characters on either side of a place are looked at.
const REACH: usize = 3;

/// A place is not taken if so many words stand there.
const MOST_WORDS: usize = 4096;

/// It stands everywhere.
const SPACE: &str = " ";

/// A word that is more frequent than this costs many times as much: it opens paragraph after paragraph, and in a rule of one's own
/// it is refused.
const COMMON: f64 = 3e-4;
const COMMON_COSTS: f64 = 30.0;

/// What a word costs that no text holds: it takes room.
const ROOM: f64 = 2e-8;

/// Words of which each match holds one, and what they cost a search.
struct Choice {
    words: BTreeSet<String>,
    cost: f64,
}

/// The pieces that `hir` matches one after another.
fn flattened(hir: &Hir) -> Vec<&Hir> {
    match hir.kind() {
        HirKind::Capture(group) => flattened(&group.sub),
        HirKind::Concat(pieces) => pieces.iter().flat_map(flattened).collect(),
        _ => vec![hir],
    }
}

/// The best words of what matches all `pieces` in turn, between what has the edges `before` and `behind`; nothing where they cost
/// more than `limit`.
fn of_sequence(before: &Edges, pieces: &[&Hir], behind: &Edges, limit: f64) -> Option<Choice> {
    let befores = edges_between(before, pieces.iter(), Side::End);
    let mut behinds = edges_between(behind, pieces.iter().rev(), Side::Start);
    behinds.reverse();
    let mut best = Best {
        choice: None,
        limit,
    };
    for (before, behind) in befores.iter().zip(&behinds) {
        best.of_place(before, behind);
    }
    for ((piece, before), behind) in pieces.iter().zip(&befores).zip(behinds.iter().skip(1)) {
        let unknown = Edges::of_anything();
        match piece.kind() {
            HirKind::Alternation(any) => {
                let any = any.iter().map(|it| (flattened(it), behind));
                best.of_any(before, any);
            }
            HirKind::Repetition(Repetition {
                min: 0, max, sub, ..
            }) => {
                // Once, with more of it behind, or not at all.
                let rest = if *max == Some(1) { behind } else { &unknown };
                let any = [(flattened(sub), rest), (Vec::new(), behind)];
                best.of_any(before, any.into_iter());
            }
            HirKind::Repetition(Repetition { sub, .. }) => {
                let sub = flattened(sub);
                let first = of_sequence(before, &sub, &unknown, best.limit);
                best.take(first);
                let last = of_sequence(&unknown, &sub, behind, best.limit);
                best.take(last);
            }
            HirKind::Literal(literal) => {
                let text = str::from_utf8(&literal.0).ok();
                best.take(text.and_then(of_text));
            }
            _ => {}
        }
    }
    best.choice
}

/// The whole of a text that stands in each match.
fn of_text(text: &str) -> Option<Choice> {
    let word = text.to_ascii_lowercase();
    (word != SPACE).then(|| Choice {
        cost: cost(frequency(&word)) + ROOM,
        words: BTreeSet::from([word]),
    })
}

/// The best choice so far, and what the next one must cost less than.
struct Best {
    choice: Option<Choice>,
    limit: f64,
}

impl Best {
    /// The words at a place between what has the edges `before` and `behind`.
    fn of_place(&mut self, before: &Edges, behind: &Edges) {
        let lengths = [0, 1, 2, REACH];
        let lefts = lengths.map(|length| halves(before.cut(length, Side::End), Side::End));
        let rights = lengths.map(|length| halves(behind.cut(length, Side::Start), Side::Start));
        let mut found = None;
        for left in &lefts {
            for right in &rights {
                if let Some(cost) = cost_below(self.limit, left, right) {
                    self.limit = cost;
                    found = Some((left, right));
                }
            }
        }
        if let Some((left, right)) = found {
            let of_left = |left: &Half| {
                let words = right
                    .iter()
                    .map(|right| format!("{}{}", left.text, right.text));
                words.collect::<Vec<_>>()
            };
            self.choice = Some(Choice {
                words: left.iter().flat_map(of_left).collect(),
                cost: self.limit,
            });
        }
    }

    /// The best words of all these together, each given with what stands behind it.
    fn of_any<'h>(&mut self, before: &Edges, any: impl Iterator<Item = (Vec<&'h Hir>, &'h Edges)>) {
        let mut all = Choice {
            words: BTreeSet::new(),
            cost: 0.0,
        };
        for (pieces, behind) in any {
            let Some(one) = of_sequence(before, &pieces, behind, self.limit - all.cost) else {
                return;
            };
            all.words.extend(one.words);
            all.cost += one.cost;
        }
        self.take(Some(all));
    }

    fn take(&mut self, other: Option<Choice>) {
        if let Some(other) = other.filter(|it| it.cost < self.limit) {
            self.limit = other.cost;
            self.choice = Some(other);
        }
    }
}

/// What stands on one side of a place.
struct Half {
    text: String,
    rate: Rate,
    /// If it stood alone.
    frequency: f64,
    /// The two characters at the place, or fewer.
    near: String,
}

fn halves(texts: BTreeSet<String>, side: Side) -> Vec<Half> {
    let half = |text: String| Half {
        rate: Rate::of(&text),
        frequency: frequency(&text),
        near: cut(&text, 2, side),
        text,
    };
    texts.into_iter().map(half).collect()
}

/// What the words cost that each of `left` makes with each of `right`, where that is less than `limit` and all are of use.
fn cost_below(limit: f64, left: &[Half], right: &[Half]) -> Option<f64> {
    let count = left.len() * right.len();
    let mut all = count as f64 * ROOM;
    if count > MOST_WORDS {
        return None;
    }
    for left in left {
        for right in right {
            let is_of_use = |text: &str| !matches!(text, "" | SPACE);
            let frequency = match (left.text.as_str(), right.text.as_str()) {
                ("", text) if is_of_use(text) => right.frequency,
                (text, "") if is_of_use(text) => left.frequency,
                ("", _) | (_, "") => return None,
                _ => {
                    let seam = (left.near.as_str(), right.near.as_str());
                    left.rate.before(right.rate, seam).value()
                }
            };
            all += cost(frequency);
        }
        if all >= limit {
            return None;
        }
    }
    (all < limit).then_some(all)
}

/// What a word of that frequency costs.
fn cost(frequency: f64) -> f64 {
    match frequency > COMMON {
        true => frequency * COMMON_COSTS,
        false => frequency,
    }
}

/// What stands on the near side of each place between the `pieces`, the first one being where what has the edges `outside` ends.
fn edges_between<'h>(
    outside: &Edges,
    pieces: impl Iterator<Item = &'h &'h Hir>,
    side: Side,
) -> Vec<Edges> {
    let mut all = vec![outside.clone()];
    for piece in pieces {
        let known = all.last().unwrap_or(outside);
        all.push(Edges::of(piece, side, REACH).followed_by(known, side, REACH));
    }
    all
}

/// Where one word stands in another, the longer one tells nothing new.
fn without_longer_ones(words: &BTreeSet<String>) -> BTreeSet<String> {
    let holds_another = |word: &str| {
        let starts = word.char_indices().map(|(at, _)| at);
        let mut parts = starts.flat_map(|from| {
            let ends = word[from..].char_indices();
            ends.map(move |(at, c)| from..from + at + c.len_utf8())
        });
        parts.any(|part| part.len() < word.len() && words.contains(&word[part]))
    };
    let kept = words.iter().filter(|word| !holds_another(word));
    kept.cloned().collect()
}
