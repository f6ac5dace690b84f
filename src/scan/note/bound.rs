//! What a sentence weighs at most, which is found out in a fraction of the time that weighing takes: of ten thousand sentences of
//! prose one can be a remark by it, so the others are never weighed.
//!
//! Owns the bound: what single tokens and pairs weigh, and for each pair the heaviest run of three that it begins. Without the pairs, two
//! in three sentences of English would pass.

use crate::scan::note::features::Tongue;
use crate::scan::note::pairs::{ALONE, Pairs, TokenId, joined};
use crate::scan::note::sentence::{MARKS, body, class_of, ending};
use crate::scan::note::tokens::{END, Piece, START, each_piece};
use crate::scan::note::weights::Weights;

/// The tables of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    pub(super) weights: Weights,
    pub(super) pairs: Pairs,
}

/// The sum over the characters of a Chinese sentence, while they are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    pairs: Pairs,
    sum: i32,
    count: usize,
    last: char,
}

impl Bound {
    /// The sum over no characters yet.
    pub(super) fn begin(self) -> Sum {
        Sum {
            pairs: self.pairs,
            sum: 0,
            count: 0,
            last: START,
        }
    }

    /// What a Chinese `sentence` weighs at most, whose characters up to the marks at its end have been read, in 32nds.
    pub(super) fn of_characters(self, sentence: &str, read: Sum) -> i32 {
        // More of its end is left out when it is weighed.
        if matches!(read.last, '.' | '!' | '?' | '；' | ';') {
            return i32::MAX;
        }
        let last = self.pairs.of(read.last.into(), END.into());
        read.sum + last + self.of_frame(sentence, read.count, Tongue::Chinese)
    }

    /// What an English `sentence` weighs at most, in 32nds.
    pub(super) fn of_words(self, sentence: &str) -> i32 {
        let (mut sum, mut count) = (0, 0);
        let (mut before, mut word): (TokenId, TokenId) = (ALONE, START.into());
        let both = |before, word| self.pairs.of(before, word) + self.pairs.of(word, ALONE);
        each_piece(body(sentence), Tongue::English, |piece, _| match piece {
            Piece::Begin(c) => {
                if count > 0 {
                    sum += both(before, word);
                }
                count += 1;
                (before, word) = (word, c.into());
            }
            Piece::Join(c) => word = joined(word, c),
            Piece::Widen => {}
        });
        if count > 0 {
            sum += both(before, word);
        }
        let last = self.pairs.of(word, END.into());
        sum + last + self.of_frame(sentence, count, Tongue::English)
    }

    /// What is not of its tokens: of so many.
    fn of_frame(self, sentence: &str, count: usize, tongue: Tongue) -> i32 {
        let classes = [ending(sentence), class_of(count, tongue), ""].map(|it| self.weights.of(it));
        let marks = MARKS.map(|mark| self.weights.of(mark).max(0));
        classes.iter().chain(&marks).sum()
    }
}

impl Sum {
    /// Read one character more.
    #[inline]
    pub(super) fn read(&mut self, c: char) {
        let c = match c {
            '0'..='9' if self.last == '0' => return,
            '0'..='9' => '0',
            _ => c.to_ascii_lowercase(),
        };
        self.sum += self.pairs.of(self.last.into(), c.into()) + self.pairs.of_one(c);
        self.count += 1;
        self.last = c;
    }
}
