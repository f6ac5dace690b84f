//! The one pass over the text: where does a keyword of any rule stand?
//!
//! Each keyword is watched for by its rarest pair of neighbouring characters. A sieve asks of every two neighbours "are you
//! anybody's pair?", whatever the number of rules; words are compared only where it lets one through.

use std::ops::Range;

use crate::scan::beside::{Lead, Neighbours};
use crate::scan::comparison::{as_compared, stands_at};
use crate::scan::fold::STRONG;
use crate::scan::keywords::{Around, Keyword, Keywords, Owner, Side, Watched};
use crate::scan::pair::{NONE, PairCheck, PairNumber};
use crate::scan::runs::{SPACES, is_inside_run, is_inside_spaces};
use crate::scan::sieve::{Place, Sieve};
use crate::scan::stretch::{STRETCH, Stretch};
use crate::scan::table::Rows;
use crate::text::fold;

/// The keywords, ready to be found.
#[derive(Debug)]
pub(super) struct Gate {
    keywords: Keywords,
    sieve: Sieve,
    /// Whether no keyword holds [`SPACES`]: then the inside of a longer run of spaces tells nothing that its ends do not.
    skips_spaces: bool,
}

/// A keyword in the text.
#[derive(Debug)]
pub(super) struct Hit<'g> {
    /// A byte of the text inside the keyword.
    pub(super) offset: usize,
    /// The keyword before that byte, as compared.
    head: &'g str,
    owners: Rows<'g, Owner>,
    beside: Neighbours,
    keywords: &'g Keywords,
}

impl Hit<'_> {
    /// The rules of whose matches it may be part.
    pub(super) fn rules(&self) -> impl Iterator<Item = Wanting> {
        self.owners.iter().filter_map(|owner| {
            let asked = self.keywords.asked_by(&owner);
            let may_match = asked.is_none_or(|asked| asked.may_match(self.beside));
            may_match.then_some(Wanting {
                rule: owner.rule as usize,
                has_keyword: asked.is_some(),
                lead: asked.and_then(|asked| asked.lead(self.beside)),
            })
        })
    }

    /// Where in `text` the keyword begins, if it stands there as it is compared.
    pub(super) fn start(&self, text: &str) -> Option<usize> {
        let start = self.offset.checked_sub(self.head.len())?;
        let before = text.get(start..self.offset)?;
        before.eq_ignore_ascii_case(self.head).then_some(start)
    }

    /// How many bytes of the folded text it has before its offset.
    pub(super) fn head_length(&self) -> usize {
        self.head.len()
    }
}

/// A rule for which a keyword is a reason to look closer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanting {
    /// Its index.
    pub(super) rule: usize,
    /// Whether every match is known to hold a keyword.
    pub(super) has_keyword: bool,
    /// How many bytes of a match stand before the keyword where it is the first one that counts, if there is a bound.
    pub(super) lead: Option<Lead>,
}

/// A pass over one text.
#[derive(Debug)]
pub(super) struct Search<'g, 't> {
    gate: &'g Gate,
    text: &'t str,
    /// How far the text has been sifted, and how far it is to be, in bytes.
    sifted: usize,
    end: usize,
    stretch: Stretch,
    /// The places that were let through and have not been looked at, the next one last.
    places: Vec<Known<'g>>,
    /// The first place behind what has been sifted, where the pair that the sieve sees there is not the one that counts.
    unknown_at: Option<usize>,
    /// The place at hand: the byte at which the second character of its pair begins.
    anchor_at: usize,
    /// What stands round the pair.
    around: Around,
    /// Keywords of the pair that have not been compared yet.
    pending: Pending<'g>,
    block_floor: usize,
    /// How many places were looked at.
    #[cfg(test)]
    steps: usize,
}

/// What is known of a place that was let through.
#[derive(Clone, Copy, Debug)]
struct Known<'g> {
    /// The byte at which the character begins.
    at: usize,
    /// The keywords of its pair, if both characters are compared as they stand.
    watched: Option<Rows<'g, Watched>>,
    /// What stands round the pair.
    around: Around,
}

/// The keywords of a pair, in parts: [`within`] makes them; or the second one holds those that are its second character alone, and the
/// third one those of the pair that it makes with what stands before stars.
type Pending<'g> = [Rows<'g, Watched>; 3];

impl Gate {
    /// Watch for `keywords`.
    pub(super) fn new(keywords: Keywords) -> Self {
        let holds_spaces = keywords.all.rows().iter().any(|keyword| {
            let word = keywords.word_of(&keyword).as_bytes();
            word.windows(SPACES.len())
                .any(|part| part == SPACES.as_bytes())
        });
        Self {
            sieve: Sieve::new(keywords.pair_set.clone(), keywords.special),
            skips_spaces: !holds_spaces,
            keywords,
        }
    }

    /// Start a pass over a `part` of `text`: what stands round it has its say, but no pair that ends outside is found.
    pub(super) fn search<'g, 't>(&'g self, text: &'t str, part: Range<usize>) -> Search<'g, 't> {
        Search {
            gate: self,
            text,
            sifted: part.start,
            end: part.end,
            stretch: Stretch::new(),
            places: Vec::new(),
            unknown_at: None,
            anchor_at: 0,
            around: Around::UNKNOWN,
            pending: [Rows::NONE; 3],
            block_floor: 0,
            #[cfg(test)]
            steps: 0,
        }
    }

    /// The keyword's words before its anchor, and from there on.
    fn split_word(&self, keyword: &Keyword) -> (&str, &str) {
        let word = self.keywords.word_of(keyword);
        word.split_at_checked(keyword.anchor as usize)
            .unwrap_or_default()
    }
}

impl<'g> Search<'g, '_> {
    /// The next keyword that may be part of a match.
    pub(super) fn next_hit(&mut self) -> Option<Hit<'g>> {
        loop {
            for pending in &mut self.pending {
                while let Some((next, rest)) = pending.split_first() {
                    *pending = rest;
                    if !next.around.may_be(self.around) {
                        continue;
                    }
                    let keywords = &self.gate.keywords;
                    let keyword = keywords.all.get(next.keyword as usize)?;
                    let word = self.gate.split_word(&keyword);
                    let Some(beside) = stands_at(word, self.text, self.anchor_at) else {
                        continue;
                    };
                    let hit = Hit {
                        offset: self.anchor_at,
                        head: word.0,
                        owners: keywords.owners_of(&keyword),
                        beside,
                        keywords,
                    };
                    if hit.rules().next().is_some() {
                        return Some(hit);
                    }
                }
            }
            self.next_pair()?;
        }
    }

    /// Where the next block may start at the earliest.
    pub(super) fn block_floor(&self) -> usize {
        self.block_floor
    }

    /// Say where the last block ended.
    pub(super) fn set_block_floor(&mut self, floor: usize) {
        self.block_floor = floor;
    }

    /// Go on to the next watched pair.
    fn next_pair(&mut self) -> Option<()> {
        loop {
            let place = self.next_place()?;
            #[cfg(test)]
            {
                self.steps += 1;
            }
            if self.gate.skips_spaces && is_inside_spaces(self.text, place.at)
                || is_inside_run(self.text, place.at)
            {
                continue;
            }
            self.around = place.around;
            match place.watched {
                Some(watched) => self.pending = within(watched, place.around),
                None => self.look_closer(place.at),
            }
            if self.pending.iter().any(|keywords| !keywords.is_empty()) {
                self.anchor_at = place.at;
                return Some(());
            }
        }
    }

    /// Find the keywords of the character at byte `at`, alone or with the one before it, where either may be compared as
    /// another or not at all.
    fn look_closer(&mut self, at: usize) {
        let (before, rest) = self.text.split_at(at);
        let c = rest.chars().next().unwrap_or(NONE);
        // Nor what stands on the far side of stars, which vanish round strong words in Markdown.
        let ends_stars = c == '*' && before.ends_with('*');
        if fold(c) != Some(c) || ends_stars {
            // What comes next makes a pair with something else than what stands here, which the sieve does not know.
            let next = at + c.len_utf8();
            self.places.pop_if(|place| place.at == next);
            // What has not been sifted has its turn: to go on there now, and again once it is sifted, would take a time that grows with
            // the square of a long run.
            match next < self.sifted {
                _ if next >= self.end => {}
                true => self.places.push(Known::nothing_of(next)),
                false => self.unknown_at = Some(next),
            }
        }
        self.pending = [Rows::NONE; 3];
        if let Some(c) = as_compared(c) {
            let previous = before.chars().rev().find_map(as_compared).unwrap_or(NONE);
            let before_stars = before.strip_suffix(STRONG);
            let before_stars = before_stars.and_then(|it| it.chars().rev().find_map(as_compared));
            let befores = [Some(previous), Some(NONE), before_stars];
            self.pending = befores.map(|before| match before {
                Some(before) => {
                    let keywords = &self.gate.keywords;
                    let (number, check) = (PairNumber::of(before, c), PairCheck::of(before, c));
                    keywords.watched_for(number, check, self.around)
                }
                None => Rows::NONE,
            });
        }
    }

    /// The next place at which a character begins that may be watched for.
    fn next_place(&mut self) -> Option<Known<'g>> {
        while self.places.is_empty() {
            if self.sifted >= self.end {
                return None;
            }
            let Gate {
                sieve, keywords, ..
            } = self.gate;
            let places = sieve.sift(&self.text[..self.end], self.sifted, &mut self.stretch);
            self.places
                .extend(places.filter_map(|place| Known::of(place, self.text, keywords)));
            if let Some(at) = self.unknown_at.take() {
                self.places.pop_if(|place| place.at == at);
                self.places.push(Known::nothing_of(at));
            }
            self.sifted += STRETCH;
        }
        self.places.pop()
    }
}

impl<'g> Known<'g> {
    /// Look at `place`; nothing if no keyword can stand there.
    #[inline(always)]
    fn of(place: Place, text: &str, keywords: &'g Keywords) -> Option<Self> {
        let Place { at, pair, .. } = place;
        let Some(pair) = pair else {
            return Some(Self::nothing_of(at));
        };
        let watched = keywords.watched_for(pair, PairCheck::at(text, at), place.around);
        (!watched.is_empty()).then_some(Self {
            at,
            watched: Some(watched),
            around: place.around,
        })
    }

    fn nothing_of(at: usize) -> Self {
        Self {
            at,
            watched: None,
            around: Around::UNKNOWN,
        }
    }
}

/// So many are tried one after another as fast as they are sorted out.
const FEW: usize = 8;

/// Those of `watched`, which are sorted, that may stand where `around` is round their pair, as far as that is quickly told: by
/// the character before it and, of those that begin with it, by the one behind.
fn within(watched: Rows<'_, Watched>, around: Around) -> Pending<'_> {
    if around.before == Side::UNKNOWN {
        return [watched, Rows::NONE, Rows::NONE];
    }
    let asking_nothing = watched.partition_point(|it| it.around.before == Side::UNKNOWN);
    let (anywhere, others) = watched.split_at(asking_nothing);
    let before = equal_run(others, around.before, |it| it.around.before);
    if around.behind == Side::UNKNOWN || anywhere.len() <= FEW {
        return [anywhere, before, Rows::NONE];
    }
    let asking_nothing = anywhere.partition_point(|it| it.around.behind == Side::UNKNOWN);
    let (anywhere, others) = anywhere.split_at(asking_nothing);
    let behind = equal_run(others, around.behind, |it| it.around.behind);
    [anywhere, behind, before]
}

/// Those of `watched`, which are sorted by `side`, that have the `wanted` one.
fn equal_run(
    watched: Rows<'_, Watched>,
    wanted: Side,
    side: impl Fn(Watched) -> Side,
) -> Rows<'_, Watched> {
    let from = watched.partition_point(|it| side(it) < wanted);
    let (_, from_there) = watched.split_at(from);
    let count = from_there.partition_point(|it| side(it) <= wanted);
    from_there.split_at(count).0
}

#[cfg(test)]
mod tests;
