//! The keywords of the built-in rules as source text, so that a run finds them as they lie in the program.
//!
//! What Rust shows of plain data is what Rust reads; `src/scan/prepared.rs` includes it.

use crate::scan::keywords::Keywords;
use crate::scan::pair::PairSet;

/// The source text of the keywords of the firm and of the weak rules.
pub(crate) fn source([firm, weak]: [&Keywords; 2]) -> String {
    format!(
        "[{}, {}]",
        one(firm, "firm_pairs.bin"),
        one(weak, "weak_pairs.bin")
    )
}

/// The source text of `keywords`, of which `file` holds the pairs.
fn one(keywords: &Keywords, file: &str) -> String {
    let Keywords {
        words,
        all,
        owners,
        asked,
        watched,
        pair_set,
        checks,
        pairs,
        special,
    } = keywords;
    let PairSet {
        before_rows, full, ..
    } = pair_set;
    format!(
        r#"Keywords {{
    words: Cow::Borrowed({words:?}),
    all: Cow::Borrowed(&{all:?}),
    owners: Cow::Borrowed(&{owners:?}),
    asked: Cow::Borrowed(&{asked:?}),
    watched: Cow::Borrowed(&{watched:?}),
    pair_set: PairSet {{
        classes: Classes::Prepared(include_bytes!(concat!(env!("OUT_DIR"), "/{file}"))),
        before_rows: Cow::Borrowed(&{before_rows:?}),
        full: {full},
    }},
    checks: Cow::Borrowed(&{checks:?}),
    pairs: Cow::Borrowed(&{pairs:?}),
    special: {special:?},
}}"#
    )
}
