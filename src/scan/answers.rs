//! What guards were told of a block, so that a line of a thousand matches is not read once for each.
//!
//! Owns the memory alone; what is asked and where sentences end is the affair of `guards`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::scan::pattern::Pattern;

/// The answers of a block, in bytes of its folded text.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// For each pattern the stretch that it was asked about last, and whether it matches there.
    fits: RefCell<HashMap<*const Pattern, (Range<usize>, bool)>>,
    sentence: RefCell<Option<Unit>>,
    clause: RefCell<Option<Unit>>,
}

/// A sentence or clause round a match.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// What was looked at.
    pub(super) window: Range<usize>,
    /// The match.
    pub(super) span: Range<usize>,
    pub(super) range: Range<usize>,
}

/// Which units.
#[derive(Clone, Copy, Debug)]
pub(super) enum UnitKind {
    Sentence,
    Clause,
}

impl Answers {
    /// Whether `pattern` matches in `range`: as it was told last time, or as `ask` tells.
    pub(super) fn fits(
        &self,
        pattern: &Pattern,
        range: Range<usize>,
        ask: impl FnOnce() -> bool,
    ) -> bool {
        let key = std::ptr::from_ref(pattern);
        let mut fits = self.fits.borrow_mut();
        match fits.get(&key) {
            Some((asked, answer)) if *asked == range => *answer,
            _ => {
                let answer = ask();
                fits.insert(key, (range, answer));
                answer
            }
        }
    }

    /// The unit that was found last.
    pub(super) fn last_unit(&self, kind: UnitKind) -> Option<Unit> {
        self.place_of(kind).borrow().clone()
    }

    /// Keep `unit`.
    pub(super) fn keep_unit(&self, kind: UnitKind, unit: Unit) {
        *self.place_of(kind).borrow_mut() = Some(unit);
    }

    fn place_of(&self, kind: UnitKind) -> &RefCell<Option<Unit>> {
        match kind {
            UnitKind::Sentence => &self.sentence,
            UnitKind::Clause => &self.clause,
        }
    }
}
