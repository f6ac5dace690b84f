//! Target `reporters`: a document of any name and any words, reported in every format.
//!
//! Holds to this: JSON parses, XML is well-formed, no character reaches a reader that steers a terminal or turns text round. The first byte
//! chooses how to report, the first line is the file's name, the rest are its words.

use std::sync::{Arc, LazyLock};

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use unfilled::document::{Format, Lines, Problem, ProblemKind};
use unfilled::finding::{FileReport, Summary};
use unfilled::report::{REPORTERS, ReportOptions, ReporterEntry, problems, verdict};
use unfilled::rule::{Category, RuleSet};
use unfilled::text::Language;

use crate::{CHECKER, Checker, assert_harmless, options, text_input};

/// The rules for quantities and a few of every other kind: SARIF describes each of them each time.
static FEW: LazyLock<Checker> = LazyLock::new(|| {
    let all = CHECKER.linter.rules().iter().enumerate();
    let few = all.filter(|(number, rule)| {
        rule.category == Category::Quantity || number.is_multiple_of(SHARE)
    });
    Checker::new(RuleSet::new(
        few.map(|(_, rule)| (**rule).clone()).collect(),
    ))
});
static RULES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| Arc::new(FEW.linter.rules().clone()));

/// One rule of so many.
const SHARE: usize = 20;

/// What is found in every document, beside the words that are its own.
const GAPS: &str = "\n本年度共组织集体学习多少次，覆盖____人。\n";

/// Run the target.
pub fn run(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    let words = String::from_utf8_lossy(rest);
    let (name, words) = words.split_once('\n').unwrap_or(("", &words));
    let report = report(name, words, first);
    let language = match first & 1 {
        0 => Language::Zh,
        _ => Language::En,
    };
    let options = ReportOptions {
        statistics: first & 2 != 0,
        width: [20, 60, 80, 200][usize::from(first >> 2 & 3)],
        ..options(language)
    };
    for entry in REPORTERS {
        assert_well_formed(entry, &rendered(entry, options, &report));
    }
    let human = &REPORTERS[0];
    let plain = rendered(human, options, &report);
    let colored = ReportOptions {
        color: true,
        ..options
    };
    assert_eq!(without_color(&rendered(human, colored, &report)), plain);
    assert_harmless(&problems(&report, &options));
}

/// The report on a file of this name with these words in it, in a format that `choice` names.
fn report(name: &str, words: &str, choice: u8) -> FileReport {
    let format = match choice >> 4 & 1 {
        0 => Format::Text,
        _ => Format::Markdown,
    };
    let mut report = FEW.check(text_input(name, format, &format!("{words}{GAPS}")));
    if choice >> 5 & 1 == 1 {
        // As in a container: no lines, and parts that have names of their own.
        report.document.format = Format::Docx;
        report.document.lines = Lines::None;
        let problem = Problem::in_part(ProblemKind::BrokenPart, name);
        report.document.problems.push(problem);
        let problem = Problem::new(ProblemKind::Unreadable(words.to_owned()));
        report.document.problems.push(problem);
    }
    report
}

/// All that a run over this one file says, with the page for build servers.
fn rendered(entry: &ReporterEntry, options: ReportOptions, report: &FileReport) -> String {
    let reporter = (entry.make)(RULES.clone(), options);
    let summary = Summary::of(report);
    let file = reporter.file(report);
    let later = [file.later];
    assert_harmless(&verdict(&summary, &options));
    assert_harmless(&reporter.page(&later, &summary).unwrap_or_default());
    reporter.begin() + &file.now + &reporter.end(&later, &summary)
}

fn assert_well_formed(entry: &ReporterEntry, shown: &str) {
    match entry.name {
        "json" | "sarif" | "gitlab" | "rdjson" => parse(shown),
        "jsonl" | "rdjsonl" => shown.lines().for_each(parse),
        "junit" | "checkstyle" => assert_xml(shown),
        _ => {}
    }
    assert_harmless(shown);
}

fn parse(json: &str) {
    if let Err(error) = serde_json::from_str::<Value>(json) {
        panic!("{error}:\n{json}");
    }
}

fn assert_xml(shown: &str) {
    let mut reader = Reader::from_str(shown);
    reader.config_mut().enable_all_checks(true);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(element)) => {
                depth += 1;
                assert_attributes(&element);
            }
            Ok(Event::Empty(element)) => assert_attributes(&element),
            Ok(Event::End(_)) => depth -= 1,
            Ok(_) => {}
            Err(error) => panic!("{error}:\n{shown}"),
        }
    }
    assert_eq!(depth, 0, "every element ends");
    let is_allowed = |c: char| c >= ' ' || matches!(c, '\t' | '\n' | '\r');
    assert!(shown.chars().all(is_allowed), "XML holds no such character");
}

fn assert_attributes(element: &quick_xml::events::BytesStart<'_>) {
    for attribute in element.attributes() {
        attribute.expect("an attribute is written as attributes are");
    }
}

/// The output without the colours that are ours, and nothing else removed.
fn without_color(colored: &str) -> String {
    let mut plain = String::new();
    let mut rest = colored;
    while let Some((before, tail)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let is_number = |c: char| c.is_ascii_digit() || c == ';';
        let end = tail.find(|c| !is_number(c)).expect("a colour has an end");
        rest = tail[end..]
            .strip_prefix('m')
            .expect("only colours are printed");
    }
    plain + rest
}
