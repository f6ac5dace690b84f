//! The places of a sheet in a file as it is now: by their ranges where its bytes are the same, else by the words round them.
//! Where two could be meant, none is taken. Whether the scanner still thinks a place open matters only where words are
//! compared: in the same bytes it stands where it stood.

use crate::document::Document;
use crate::finding::{Anchor, Finding};
use crate::text::TextRange;
use crate::worksheet::place::Place;
use crate::worksheet::sentence::Sentence;

/// Where a place is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Located {
    /// Here.
    At(TextRange),
    /// Nowhere: it was mended, or rewritten.
    Gone,
    /// Several could be it.
    Doubtful,
}

/// A finding as it is compared.
struct Now {
    range: TextRange,
    rule: String,
    anchor: Anchor,
    sentence: String,
}

/// So many pairs are compared word by word at most.
const MOST_COMPARED: usize = 1 << 18;

/// Where each of `places`, all those of one sheet in one file, is among the `findings`. `is_same`: the file's bytes are those
/// that the sheet was made from.
pub(super) fn locate(
    document: &Document,
    findings: &[Finding],
    places: &[&Place],
    is_same: bool,
) -> Vec<Located> {
    let mut meeting = Meeting {
        places,
        now: Vec::new(),
        located: vec![None; places.len()],
        taken: vec![false; findings.len()],
    };
    if is_same {
        meeting.take_ranges(document, findings);
    }
    if meeting.located.iter().any(Option::is_none) {
        let now = findings.iter().map(|finding| Now {
            range: finding.range,
            rule: finding.rule.as_str().to_owned(),
            anchor: Anchor::new(document, finding, findings),
            sentence: Sentence::around(&document.text, finding.range).fingerprint(),
        });
        meeting.now = now.collect();
        // The whole sentence first: it tells what the words right beside a place do not.
        meeting.pair(
            |place, now| is_alike(place, now) && place.sentence == now.sentence,
            false,
        );
        meeting.pair(
            |place, now| is_alike(place, now) && now.anchor.is_telling(),
            true,
        );
        meeting.pair_likely();
    }
    let located = meeting.located.into_iter();
    located.map(|it| it.unwrap_or(Located::Gone)).collect()
}

struct Meeting<'p> {
    places: &'p [&'p Place],
    now: Vec<Now>,
    located: Vec<Option<Located>>,
    taken: Vec<bool>,
}

impl Meeting<'_> {
    fn take_ranges(&mut self, document: &Document, findings: &[Finding]) {
        for (place, located) in self.places.iter().zip(&mut self.located) {
            let range = place.range;
            let words = document.text.get(range.start()..range.end());
            // Another version of the program may have read another text from the same bytes.
            if !words.is_some_and(|words| place.anchor().is_of(words)) {
                continue;
            }
            *located = Some(Located::At(range));
            let at = findings.partition_point(|it| it.range.start() < range.start());
            if findings.get(at).is_some_and(|it| it.range == range)
                && let Some(taken) = self.taken.get_mut(at)
            {
                *taken = true;
            }
        }
    }

    /// Pair places and findings that `are` alike, where each is the only one for the other. `tells`: others that are alike are
    /// in doubt for good.
    fn pair(&mut self, are: impl Fn(&Place, &Now) -> bool, tells: bool) {
        let open: Vec<usize> = (0..self.places.len())
            .filter(|&at| self.is_open(at))
            .collect();
        let mut pairs = Vec::new();
        for &at in &open {
            let Some(place) = self.places.get(at) else {
                continue;
            };
            let mut alike = self.free().filter(|(_, now)| are(place, now));
            let Some((found, now)) = alike.next() else {
                continue;
            };
            let is_only = alike.next().is_none();
            let others = open
                .iter()
                .filter(|other| **other != at)
                .filter_map(|other| self.places.get(*other));
            if is_only && !others.into_iter().any(|other| are(other, now)) {
                pairs.push((at, Some(found)));
            } else if tells {
                pairs.push((at, None));
            }
        }
        self.settle(&pairs);
    }

    /// Pair places beside which others were mended with the finding that is likeliest, if no other one is as likely.
    fn pair_likely(&mut self) {
        let open: Vec<usize> = (0..self.places.len())
            .filter(|&at| self.is_open(at))
            .collect();
        if open.len() * self.now.len() > MOST_COMPARED {
            return;
        }
        let mut likely: Vec<(usize, usize, usize)> = Vec::new();
        for &at in &open {
            let Some(place) = self.places.get(at) else {
                continue;
            };
            let anchor = place.anchor();
            for (found, now) in self
                .free()
                .filter(|(_, now)| now.rule == place.rule && now.anchor.text == place.text)
            {
                likely.extend(
                    anchor
                        .likeness(&now.anchor)
                        .map(|likeness| (likeness, at, found)),
                );
            }
        }
        let mut pairs = Vec::new();
        for &(likeness, at, found) in &likely {
            let as_likely =
                |it: &&(usize, usize, usize)| it.0 >= likeness && (it.1 == at) != (it.2 == found);
            let is_best = !likely.iter().any(|it| it.1 == at && it.0 > likeness);
            if is_best {
                let is_doubtful = likely.iter().any(|it| as_likely(&it));
                pairs.push((at, (!is_doubtful).then_some(found)));
            }
        }
        self.settle(&pairs);
    }

    fn is_open(&self, at: usize) -> bool {
        self.located.get(at).is_some_and(Option::is_none)
    }

    fn free(&self) -> impl Iterator<Item = (usize, &Now)> {
        let is_free = |at: usize| self.taken.get(at) == Some(&false);
        self.now
            .iter()
            .enumerate()
            .filter(move |(at, _)| is_free(*at))
    }

    /// Note of each place which finding it is, or that it is in doubt.
    fn settle(&mut self, pairs: &[(usize, Option<usize>)]) {
        for &(at, found) in pairs {
            if let Some(taken) = found.and_then(|found| self.taken.get_mut(found)) {
                *taken = true;
            }
            let range = found.and_then(|found| Some(self.now.get(found)?.range));
            if let Some(place) = self.located.get_mut(at) {
                *place = Some(range.map_or(Located::Doubtful, Located::At));
            }
        }
    }
}

/// Whether the words found and those right beside them are the same.
fn is_alike(place: &Place, now: &Now) -> bool {
    place.rule == now.rule
        && (&place.before, &place.text, &place.after)
            == (&now.anchor.before, &now.anchor.text, &now.anchor.after)
}
