//! Target `readers`: a file of any bytes, in any format or in none that is named.
//!
//! Holds to this: it is read and checked within its time, what comes out is sound, and so is each document that lies in it. A sheet of answers
//! is read or refused.

use unfilled::reader::{Held, Holding, holding, unpack};
use unfilled::worksheet;

use crate::panics::watched;
use crate::{CHECKER, input, stop};

/// Documents in archives are checked up to this many.
const HELD: usize = 8;

/// Run the target.
pub fn run(data: &[u8]) {
    watched(|| check(data));
}

fn check(data: &[u8]) {
    let Some(input) = input(data) else { return };
    if worksheet::is_sheet(&input.bytes) {
        let _ = worksheet::read(&input.bytes, &input.name);
    }
    if holding(&input) != Holding::Nothing {
        let mut seen = 0;
        unpack(&input, &stop(), &mut |held: Held| {
            seen += 1;
            if seen <= HELD {
                CHECKER.check(held.input);
            }
        });
    }
    CHECKER.check(input);
}
