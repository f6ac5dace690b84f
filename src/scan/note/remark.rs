//! The check `remark`: a sentence in which a writer speaks of the text that it stands in: what is missing, whom to ask, what to cut.
//!
//! As with brackets, what is said is an open class, and a linear model tells it from the sentences of prose (`training/`). Owns from
//! which sum on a sentence is a remark.

use std::ops::Range;

use crate::scan::note::bound::Bound;
use crate::scan::note::features::Tongue;
use crate::scan::note::pairs::Pairs;
use crate::scan::note::sentence::{Sentences, each_feature, may_be_remark};
use crate::scan::note::weights::Weights;
use crate::scan::note::{Note, ONE, Thresholds, weigh};
use crate::text::TextRange;

/// Of sentences of prose that was not learned from, 6 in 10,000 (Chinese) and 11 in 10,000 (English) reach the first, most of them
/// dialogue in fiction; of remarks, 60 and 39 %. The second: 9 and 27 in 10,000, 64 and 55 %.
const IN_CHINESE: Thresholds = Thresholds {
    firm: ONE * 8 / 10,
    weak: ONE * 4 / 10,
};
const IN_ENGLISH: Thresholds = Thresholds {
    firm: ONE,
    weak: ONE / 2,
};

static CHINESE: Weights = Weights::new(include_bytes!(concat!(
    env!("OUT_DIR"),
    "/zh-sentences.bin"
)));
static ENGLISH: Weights = Weights::new(include_bytes!(concat!(
    env!("OUT_DIR"),
    "/en-sentences.bin"
)));
static CHINESE_PAIRS: Pairs = Pairs::new(include_bytes!(concat!(
    env!("OUT_DIR"),
    "/zh-sentences.pairs.bin"
)));
static ENGLISH_PAIRS: Pairs = Pairs::new(include_bytes!(concat!(
    env!("OUT_DIR"),
    "/en-sentences.pairs.bin"
)));

/// How long lines are in which remarks are looked for, in bytes. Documents have millions of lines of no characters or one, and a line
/// beyond the other end is no paragraph that somebody wrote.
const LINES: Range<usize> = 10..1 << 16;

/// Whether a line may hold a remark.
pub(crate) fn may_stand_in(line: &str) -> bool {
    LINES.contains(&line.len())
}

/// The remarks in a line, which starts at byte `start` of the text.
pub(crate) fn in_line(start: usize, line: &str) -> Vec<Note> {
    let mut sentences = Sentences::of(line);
    let tongue = sentences.tongue();
    let (weights, pairs, thresholds) = match tongue {
        Tongue::Chinese => (CHINESE, CHINESE_PAIRS, IN_CHINESE),
        Tongue::English => (ENGLISH, ENGLISH_PAIRS, IN_ENGLISH),
    };
    let bound = Bound { weights, pairs };
    let mut notes = Vec::new();
    loop {
        let mut read = bound.begin();
        let Some(range) = sentences.next(|c| read.read(c)) else {
            return notes;
        };
        let sentence = line.get(range.clone()).unwrap_or_default();
        let most = match tongue {
            Tongue::Chinese => bound.of_characters(sentence, read),
            Tongue::English => bound.of_words(sentence),
        };
        if most < thresholds.weak || !may_be_remark(sentence, tongue) {
            continue;
        }
        let (sum, word) = weigh(weights, sentence.len(), |tell| {
            each_feature(sentence, tongue, tell);
        });
        // A line of its own may be a heading or an item of a list, which says as little as a remark; and one of English may be
        // part of a sentence that was broken to a width.
        let stands_alone = sentence.len() == line.trim().len();
        let is_open = !sentence.ends_with(['。', '！', '？', '.', '!', '?']);
        let least = match (stands_alone, is_open) {
            (true, true) => thresholds.firm * 2,
            (false, true) if tongue == Tongue::English => thresholds.firm * 3 / 2,
            (true, false) => thresholds.firm,
            (false, _) => thresholds.weak,
        };
        if sum >= least {
            let place = TextRange::new(range.start, range.end).shifted(start);
            notes.push(Note {
                range: place,
                is_firm: sum >= thresholds.firm,
                word: word.shifted(place.start()),
            });
        }
    }
}
