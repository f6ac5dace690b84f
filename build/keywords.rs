//! The keywords of the built-in rules in the form in which they lie in the program.
//!
//! The long lists are bytes. What else there is, is source text: what Rust shows of plain data is what Rust reads.
//! `src/scan/prepared.rs` includes it.

use crate::scan::keywords::Keywords;
use crate::scan::pair::PairSet;
use crate::scan::table::{Row, Table};

/// The source text of the keywords of the firm and of the weak rules. What it includes is handed to `write`, each with the name of
/// its file.
pub(crate) fn source([firm, weak]: [&Keywords; 2], write: impl Fn(&str, &[u8])) -> String {
    format!(
        "[{}, {}]",
        one(firm, "firm", &write),
        one(weak, "weak", &write)
    )
}

/// The source text of `keywords`, of the `kind` that their files are called after.
fn one(keywords: &Keywords, kind: &str, write: &impl Fn(&str, &[u8])) -> String {
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
        classes,
        before_rows,
        full,
    } = pair_set;
    let included = |name: &str, contents: &[u8]| {
        let file = format!("{kind}_{name}");
        write(&file, contents);
        format!(r#"concat!(env!("OUT_DIR"), "/{file}")"#)
    };
    let words = included("words.txt", words.as_bytes());
    let classes = included("classes.bin", &classes[..]);
    let all = table(included, "all.bin", all);
    let owners = table(included, "owners.bin", owners);
    let watched = table(included, "watched.bin", watched);
    let before_rows = table(included, "before_rows.bin", before_rows);
    let checks = table(included, "checks.bin", checks);
    let pairs = table(included, "pairs.bin", pairs);
    format!(
        "Keywords {{
    words: Cow::Borrowed(include_str!({words})),
    all: {all},
    owners: {owners},
    asked: Cow::Borrowed(&{asked:?}),
    watched: {watched},
    pair_set: PairSet {{
        classes: Classes::Prepared(include_bytes!({classes})),
        before_rows: {before_rows},
        full: {full},
    }},
    checks: {checks},
    pairs: {pairs},
    special: {special:?},
}}"
    )
}

/// The source text of a table, whose bytes are included.
fn table<T: Row>(included: impl Fn(&str, &[u8]) -> String, name: &str, table: &Table<T>) -> String {
    let mut bytes = Vec::new();
    table.rows().iter().for_each(|row| row.write(&mut bytes));
    let path = included(name, &bytes);
    format!("Table::prepared(include_bytes!({path}))")
}
