//! Searching a text that has been read: for keywords, by patterns, by guards, and with findings. Each text goes just as far
//! as the stage that it measures, which the rules say themselves.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use unfilled::document::Document;
use unfilled::rule::{RuleSet, Severity};
use unfilled::scan::{Meter, Scanner};
use unfilled::text::Stop;

use crate::texts::{self, Figures};
use crate::{KIB, MIB, drafts};

/// How often the rules got how far.
#[derive(Debug, Default)]
struct Tally {
    tried: usize,
    matched: usize,
    found: usize,
}

impl Meter for Tally {
    fn tries(&mut self, _rule: usize) {
        self.tried += 1;
    }

    fn matches(&mut self) {
        self.matched += 1;
    }

    fn finds(&mut self) {
        self.found += 1;
    }
}

/// Measure a search through `text` with the built-in rules after making sure that it is of the kind that is meant.
fn measure(bencher: Bencher<'_, '_>, text: String, is_meant: fn(&Tally) -> bool) {
    let document = Document {
        text: text.into(),
        ..Document::default()
    };
    let rules = RuleSet::builtin().expect("embedded rules");
    let scanner = Scanner::new(&rules);
    let severities: Vec<_> = rules.iter().map(|rule| Some(rule.severity)).collect();
    let stop = Stop::never();
    let least = Severity::Warning;
    let mut tally = Tally::default();
    scanner.scan_metered(&document, &severities, least, &stop, &mut tally);
    assert!(is_meant(&tally), "{tally:?}");
    bencher
        .counter(BytesCount::of_str(document.text.as_str()))
        .bench(|| scanner.scan(black_box(&document), &severities, least, &stop));
}

/// No rule is tried anywhere.
#[divan::bench]
fn keywords(bencher: Bencher<'_, '_>) {
    let text = texts::prose(&mut Figures::new(), MIB);
    measure(bencher, text, |tally| tally.tried == 0);
}

/// Keywords stand in every paragraph, and no pattern matches.
#[divan::bench]
fn patterns(bencher: Bencher<'_, '_>) {
    let text = drafts::with_near_misses(256 * KIB);
    measure(bencher, text, |tally| tally.tried > 0 && tally.matched == 0);
}

/// Patterns match in every paragraph, and guards drop all of it.
#[divan::bench]
fn guards(bencher: Bencher<'_, '_>) {
    let text = drafts::with_look_alikes(256 * KIB);
    measure(bencher, text, |tally| tally.matched > 0 && tally.found == 0);
}

/// A gap in every paragraph, and so the rules that count beside others are tried as well.
#[divan::bench]
fn findings(bencher: Bencher<'_, '_>) {
    let text = drafts::with_gaps(2500);
    measure(bencher, text, |tally| tally.found >= 2500);
}
