//! What the build made of the patterns and keywords of the built-in rules, as it lies in the program.
//!
//! Owns where each form of a pattern is found. `automaton` and `program` know how to read them.

use std::borrow::Cow;
use std::ops::Range;

use crate::scan::beside::Beside;
use crate::scan::char_products::CharProducts;
use crate::scan::keywords::Keywords;
use crate::scan::pair::{Classes, PairSet};
use crate::scan::table::Table;

include!(concat!(env!("OUT_DIR"), "/prepared.rs"));

static PATTERNS: &str = include_str!(concat!(env!("OUT_DIR"), "/patterns.txt"));
static FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms.bin"));

/// What a pattern is made into, in the order of the build script's own type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// An automaton that reads a match from its start.
    Forward,
    /// An automaton that reads from the end of the text, where alone the pattern can match.
    Backward,
    /// A program that finds the named groups of a match, or the matches.
    Program,
}

/// Where a form of a pattern is.
#[derive(Debug)]
struct Prepared {
    /// Where the pattern stands among all.
    pattern: (u32, u32),
    form: Form,
    /// Where the form stands among all.
    place: (u32, u32),
}

/// The given form of `pattern`, if the build made it.
pub(super) fn prepared(pattern: &str, form: Form) -> Option<&'static [u8]> {
    let known = |it: &Prepared| (PATTERNS.get(range(it.pattern)), it.form);
    let index = PREPARED.binary_search_by_key(&(Some(pattern), form), known);
    FORMS.get(range(PREPARED.get(index.ok()?)?.place))
}

/// The keywords of the firm and of the weak ones of the built-in rules.
pub(super) fn keywords() -> [Keywords; 2] {
    include!(concat!(env!("OUT_DIR"), "/keywords.rs"))
}

/// No keywords, for rules of which the build knew nothing; what folding changes is looked at all the same.
pub(super) fn no_keywords() -> [Keywords; 2] {
    keywords().map(|prepared| Keywords::none(prepared.special))
}

/// The offset of three bytes that stands at `at`; 0, where nothing stands, is the offset of no state.
#[inline(always)]
pub(super) fn offset_at(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..at + 3) {
        Some(&[low, middle, high]) => {
            usize::from(low) | usize::from(middle) << 8 | usize::from(high) << 16
        }
        _ => 0,
    }
}

fn range((from, to): (u32, u32)) -> Range<usize> {
    from as usize..to as usize
}
