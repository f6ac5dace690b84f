//! Keywords taken from a pattern: words of which each match holds at least one, such that ordinary texts hold few of them.
//!
//! Owns which words a match must hold. Where the pattern falls into a part before and a part behind, each match holds an end of the
//! one and a start of the other, side by side; of all such places the one is taken whose words are rarest (`text::rarity`).

use std::collections::{BTreeMap, BTreeSet};

use regex_syntax::hir::{Hir, HirKind, Repetition};

use crate::rule::LeadBounds;
use crate::rule::edges::{Edges, Side, cut};
use crate::text::rarity::{Rate, frequency};

/// The words of `pattern`, each with where it stands if it is the one that the match must hold; nothing where its matches need not
/// hold any particular words. A pattern that is none has no matches.
pub(super) fn keywords(pattern: &str) -> Option<(Vec<String>, Vec<LeadBounds>)> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Some(Default::default());
    };
    let nothing = Edges::of_nothing();
    let choice = of_sequence(
        &nothing,
        &flattened(&hir),
        &nothing,
        f64::INFINITY,
        Lead::NONE,
    )?;
    let words = without_longer_ones(&choice.words).into_iter();
    let byte = |lead: usize| u8::try_from(lead).unwrap_or(u8::MAX);
    Some(
        words
            .map(|(word, lead)| (word, (byte(lead.least), byte(lead.most))))
            .unzip(),
    )
}

/// Words, each with what stands before it.
type Words = BTreeMap<String, Lead>;

/// How many bytes of a match stand before something in it, at least and at most; the greatest number is none.
#[derive(Clone, Copy)]
struct Lead {
    least: usize,
    most: usize,
}

impl Lead {
    const NONE: Self = Self { least: 0, most: 0 };

    /// With another `least` to `most` bytes.
    fn and(self, least: usize, most: usize) -> Self {
        Self {
            least: self.least.saturating_add(least),
            most: self.most.saturating_add(most),
        }
    }

    /// Without the last `count` bytes.
    fn without(self, count: usize) -> Self {
        Self {
            least: self.least.saturating_sub(count),
            most: match self.most {
                usize::MAX => usize::MAX,
                most => most.saturating_sub(count),
            },
        }
    }

    /// Of either.
    fn or(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }
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

/// How many times as much a word of one character costs as a longer one that is as frequent: each of its places is looked at by
/// itself, and so are those of the characters that the gate takes for it.
const SINGLE_COSTS: f64 = 4.0;

/// What a word costs that no text holds: it takes room.
const ROOM: f64 = 2e-8;

/// Words of which each match holds one, and what they cost a search.
struct Choice {
    words: Words,
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

/// The best words of what matches all `pieces` in turn, behind `lead` bytes of the match, between what has the edges `before`
/// and `behind`; nothing where they cost more than `limit`.
fn of_sequence(
    before: &Edges,
    pieces: &[&Hir],
    behind: &Edges,
    limit: f64,
    lead: Lead,
) -> Option<Choice> {
    let befores = edges_between(before, pieces.iter(), Side::End);
    let mut behinds = edges_between(behind, pieces.iter().rev(), Side::Start);
    behinds.reverse();
    let mut best = Best {
        choice: None,
        limit,
    };
    let mut leads = vec![lead];
    leads.extend(pieces.iter().scan(lead, |lead, piece| {
        *lead = lead.and(shortest(piece), longest(piece));
        Some(*lead)
    }));
    for ((before, behind), &lead) in befores.iter().zip(&behinds).zip(&leads) {
        best.of_place(before, behind, lead);
    }
    let places = pieces.iter().zip(&befores).zip(behinds.iter().skip(1));
    for (((piece, before), behind), &lead) in places.zip(&leads) {
        let unknown = Edges::of_anything();
        match piece.kind() {
            HirKind::Alternation(any) => {
                let any = any.iter().map(|it| (flattened(it), behind));
                best.of_any(before, any, lead);
            }
            HirKind::Repetition(Repetition {
                min: 0, max, sub, ..
            }) => {
                // Once, with more of it behind, or not at all.
                let rest = if *max == Some(1) { behind } else { &unknown };
                let any = [(flattened(sub), rest), (Vec::new(), behind)];
                best.of_any(before, any.into_iter(), lead);
            }
            HirKind::Repetition(Repetition { sub, max, .. }) => {
                let others = max.map_or(usize::MAX, |max| (max as usize).saturating_sub(1));
                let last_lead = lead.and(0, longest(sub).saturating_mul(others));
                let sub = flattened(sub);
                let first = of_sequence(before, &sub, &unknown, best.limit, lead);
                best.take(first);
                let last = of_sequence(&unknown, &sub, behind, best.limit, last_lead);
                best.take(last);
            }
            HirKind::Literal(literal) => {
                let text = str::from_utf8(&literal.0).ok();
                best.take(text.and_then(|text| of_text(text, lead)));
            }
            _ => {}
        }
    }
    best.choice
}

/// How many bytes a match of `hir` has at most.
fn longest(hir: &Hir) -> usize {
    hir.properties().maximum_len().unwrap_or(usize::MAX)
}

/// How many it has at least.
fn shortest(hir: &Hir) -> usize {
    hir.properties().minimum_len().unwrap_or(0)
}

/// The whole of a text that stands in each match, behind `lead` bytes.
fn of_text(text: &str, lead: Lead) -> Option<Choice> {
    let word = text.to_ascii_lowercase();
    (word != SPACE).then(|| Choice {
        cost: cost_of_whole(&word, frequency(&word)) + ROOM,
        words: Words::from([(word, lead)]),
    })
}

/// The best choice so far, and what the next one must cost less than.
struct Best {
    choice: Option<Choice>,
    limit: f64,
}

impl Best {
    /// The words at a place behind `lead` bytes, between what has the edges `before` and `behind`.
    fn of_place(&mut self, before: &Edges, behind: &Edges, lead: Lead) {
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
            let mut words = Words::new();
            for left in left {
                let lead = lead.without(left.text.len());
                let of_left = right
                    .iter()
                    .map(|right| (format!("{}{}", left.text, right.text), lead));
                add(&mut words, of_left);
            }
            self.choice = Some(Choice {
                words,
                cost: self.limit,
            });
        }
    }

    /// The best words of all these together, each given with what stands behind it.
    fn of_any<'h>(
        &mut self,
        before: &Edges,
        any: impl Iterator<Item = (Vec<&'h Hir>, &'h Edges)>,
        lead: Lead,
    ) {
        let mut all = Choice {
            words: Words::new(),
            cost: 0.0,
        };
        for (pieces, behind) in any {
            let limit = self.limit - all.cost;
            let Some(one) = of_sequence(before, &pieces, behind, limit, lead) else {
                return;
            };
            add(&mut all.words, one.words);
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
            all += match (left.text.as_str(), right.text.as_str()) {
                ("", text) if is_of_use(text) => cost_of_whole(text, right.frequency),
                (text, "") if is_of_use(text) => cost_of_whole(text, left.frequency),
                ("", _) | (_, "") => return None,
                _ => {
                    let seam = (left.near.as_str(), right.near.as_str());
                    cost(left.rate.before(right.rate, seam).value())
                }
            };
        }
        if all >= limit {
            return None;
        }
    }
    (all < limit).then_some(all)
}

/// What `word` costs, which may be a single character.
fn cost_of_whole(word: &str, frequency: f64) -> f64 {
    match word.chars().nth(1) {
        Some(_) => cost(frequency),
        None => SINGLE_COSTS * cost(frequency),
    }
}

/// What a word of more characters costs that is so frequent.
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

/// Add `more` words to `words`, of which the same one may stand at two places.
fn add(words: &mut Words, more: impl IntoIterator<Item = (String, Lead)>) {
    for (word, lead) in more {
        let known = words.entry(word).or_insert(lead);
        *known = known.or(lead);
    }
}

/// Where one word stands in another, the longer one tells nothing new. Wherever that is needed, the shorter one stands in it.
fn without_longer_ones(words: &Words) -> Words {
    let parts = |word: &str| {
        let starts = word.char_indices().map(|(at, _)| at);
        let parts = starts.flat_map(|from| {
            let ends = word[from..].char_indices();
            ends.map(move |(at, c)| from..from + at + c.len_utf8())
        });
        let parts = parts.filter(|part| part.len() < word.len());
        let known = parts.filter(|part| words.contains_key(&word[part.clone()]));
        known.collect::<Vec<_>>()
    };
    let (kept, longer): (Vec<_>, Vec<_>) = words
        .iter()
        .map(|(word, &lead)| (word, lead, parts(word)))
        .partition(|(_, _, parts)| parts.is_empty());
    let mut out: Words = kept
        .into_iter()
        .map(|(word, lead, _)| (word.clone(), lead))
        .collect();
    for (word, lead, parts) in longer {
        for part in parts {
            if let Some(known) = out.get_mut(&word[part.clone()]) {
                *known = known.or(lead.and(part.start, part.start));
            }
        }
    }
    out
}
