//! Numbers that nobody has yet, by which a document knows its comments and tracked changes.

use std::collections::HashSet;

/// Numbers above all that are used, as long as there are such numbers.
pub(super) struct FreeNumbers {
    used: HashSet<i64>,
    newest: i64,
}

/// Above this, numbers are looked for from 0 on: Word reads them as numbers of 32 bits.
const HIGH: i64 = 1 << 30;

impl FreeNumbers {
    /// What those that are `used` leave.
    pub(super) fn beside(used: HashSet<i64>) -> Self {
        let highest = used.iter().copied().max().unwrap_or(-1);
        let newest = if highest < HIGH { highest.max(-1) } else { -1 };
        Self { used, newest }
    }

    /// A number that nobody has.
    pub(super) fn next(&mut self) -> i64 {
        self.newest += 1;
        while self.used.contains(&self.newest) {
            self.newest += 1;
        }
        self.newest
    }
}
