//! A large text is searched by several threads: what they find is what one finds.

use unfilled::document::{Document, ProblemKind};
use unfilled::rule::{RuleSet, Severity};
use unfilled::scan::{Cores, Meter, Scan, Scanner};
use unfilled::text::Stop;

/// The least that is long enough, in bytes.
const LARGE: usize = 2 << 20;

/// Who follows a search has it done from beginning to end.
struct Follower;

impl Meter for Follower {}

/// What so many threads find in `text`; for none, what a search from beginning to end does.
fn scan(text: &str, cores: usize, stop: &Stop) -> Scan {
    let rules = RuleSet::builtin().unwrap();
    let given: Vec<_> = rules.iter().map(|rule| Some(rule.severity)).collect();
    let document = Document {
        text: text.into(),
        ..Document::default()
    };
    let scanner = Scanner::new(&rules).on(Cores::new(move || cores));
    match cores {
        0 => scanner.scan_metered(&document, &given, Severity::Info, stop, &mut Follower),
        _ => scanner.scan(&document, &given, Severity::Info, stop),
    }
}

/// What a search from beginning to end finds, if that is what threads find.
#[track_caller]
fn same_for_all(text: &str) -> Scan {
    let whole = scan(text, 0, &Stop::never());
    for cores in [1, 2, 3, 7] {
        let shared = scan(text, cores, &Stop::never());
        assert_eq!(shared.cut, whole.cut, "{cores} threads");
        assert!(shared.findings == whole.findings, "{cores} threads");
    }
    whole
}

/// Lines of all lengths, some with gaps at either end, which come to lie at all distances from the cuts.
fn draft(bytes: usize) -> String {
    let sentence = "一年来，全县上下坚持稳中求进，各项工作取得新的进展。";
    let mut text = String::from("丰溪县2024年工作总结\n");
    for line in 0.. {
        if text.len() >= bytes {
            break;
        }
        if line % 40 == 0 {
            text.push_str("____年，走访群众多少次，");
        }
        text.push_str(&sentence.repeat(line % 7));
        if line % 30 == 0 {
            text.push_str("投入XX万元");
        }
        text.push_str(if line % 3 == 0 { "\r\n" } else { "\n" });
    }
    text
}

#[test]
fn as_many_threads_as_there_are_find_the_same() {
    let found = same_for_all(&draft(2 * LARGE));
    assert!(found.findings.len() > 1000, "{}", found.findings.len());
    assert_eq!(found.cut, None);
}

#[test]
fn a_long_line_among_others_is_none_the_worse() {
    let line = "走访群众多少次；".to_owned() + &"一年来，各项工作取得新的进展。".repeat(1000);
    let text = draft(LARGE / 2) + &line.repeat(LARGE / line.len()) + &draft(LARGE);
    let found = same_for_all(&text);
    assert!(found.findings.len() > 500, "{}", found.findings.len());
}

#[test]
fn a_search_that_finds_too_much_ends_at_the_same_place() {
    let line = "走访群众多少次，一年来，全县上下坚持稳中求进。\n";
    let found = same_for_all(&(draft(LARGE) + &line.repeat(70_000)));
    let too_many = ProblemKind::TooManyFindings { limit: 50_000 };
    assert_eq!(found.cut, Some(too_many));
    // The last paragraph is searched to its end, and what counts only beside others comes on top.
    assert!(found.findings.len() >= 50_000, "{}", found.findings.len());
}

#[test]
fn all_threads_end_when_they_are_told() {
    let stop = Stop::never();
    stop.request();
    let found = scan(&draft(LARGE), 3, &stop);
    assert_eq!(found.cut, Some(ProblemKind::TooSlow));
    assert!(found.findings.is_empty());
}
