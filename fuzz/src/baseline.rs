//! Target `baseline`: the text of a baseline, and behind a line `=====` that of a document.
//!
//! Holds to this: it is refused with a mistake that can be shown, or it is written as it was read, and its findings are looked for in the document.
//! A baseline of the document itself leaves nothing open.

use std::collections::BTreeMap;

use unfilled::document::Format;
use unfilled::filter::{Baseline, KnownFindings, LostFiles};

use crate::{CHECKER, assert_told, text_input};

const BASE: &str = include_str!("../../fixtures/baseline/base.md");
const DIVIDER: &str = "\n=====\n";
/// Files of the baseline that are looked for in the document.
const FILES: usize = 8;

/// Run the target.
pub fn run(data: &[u8]) {
    let data = String::from_utf8_lossy(data);
    let (known, words) = data.split_once(DIVIDER).unwrap_or((&data, BASE));
    let baseline = match Baseline::parse("baseline.jsonl", known) {
        Ok(baseline) => baseline,
        Err(error) => return assert_told(&error),
    };
    let text = baseline.to_text();
    let again = Baseline::parse("baseline.jsonl", &text).expect("what we write we read");
    assert_eq!(baseline, again);
    assert_eq!(text, again.to_text());
    let _ = (baseline.count(), baseline.entries().count());

    let report = CHECKER.check(text_input("report.md", Format::Markdown, words));
    let found = KnownFindings::of(&report);
    let mut lost = BTreeMap::new();
    for path in baseline.paths().take(FILES) {
        let Some(file) = baseline.file(path) else {
            continue;
        };
        let mut findings = report.findings.clone();
        let met = file.recognise(&report.document, &mut findings);
        let _ = (file.without(&met, |_| true), file.kept(&met, |_| false));
        let mut sum = file.clone();
        sum.add(met);
        lost.insert(path.to_owned(), file.clone());
    }
    let lost = LostFiles::new(lost);
    lost.may_be("report.md", &found);
    lost.found_again(BTreeMap::from([("report.md".to_owned(), found.clone())]));

    let mut findings = report.findings.clone();
    found.recognise(&report.document, &mut findings);
    assert!(!findings.iter().any(unfilled::finding::Finding::is_open));
}
