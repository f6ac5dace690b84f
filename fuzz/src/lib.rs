//! What the fuzz targets share: the linter with all rules, inputs made of any bytes, what every document and every line for people must hold to.
//!
//! A module is a target; `README.md` lists them. A broken promise is a panic. Knows only what the library shows to everybody.
#![forbid(unsafe_code)]

pub mod baseline;
mod panics;
pub mod readers;
pub mod reporters;
pub mod rules;
mod sections;
pub mod settings;
pub mod writers;

use std::cmp::Reverse;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use unfilled::document::{Document, Format, Node};
use unfilled::filter::{Policy, Ruling};
use unfilled::finding::FileReport;
use unfilled::linter::Linter;
use unfilled::reader::{Input, READERS};
use unfilled::report::{ReportOptions, source_error};
use unfilled::rule::{RuleSet, Severity};
use unfilled::text::{Language, Stop, TextRange};
use unfilled::toml_file::SourceError;

/// The bit of the first byte that says that sections follow, of which a container is made.
const IN_SECTIONS: u8 = 0x80;
/// As long as the command line lets a file take.
const LONGEST: Duration = Duration::from_secs(10);

/// The linter with all rules that come with the program, and what it is told: everything is shown.
struct Checker {
    linter: Linter,
    ruling: Ruling,
}

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    let rules = RuleSet::builtin().expect("the rules come with the program");
    Checker::new(rules)
});

impl Checker {
    fn new(rules: RuleSet) -> Self {
        let linter = Linter::new(rules);
        let ruling = linter.ruling(Policy {
            min_severity: Severity::Info,
            ..Policy::default()
        });
        Self { linter, ruling }
    }

    /// The report on a file, which is proven to be sound.
    fn check(&self, input: Input) -> FileReport {
        let report = self.linter.check(input, &self.ruling, &stop());
        assert_sound(&report.document);
        for finding in &report.findings {
            assert_place(&report.document, finding.range);
        }
        report
    }
}

/// What is raised after the time that a file may take.
fn stop() -> Stop {
    let start = Instant::now();
    Stop::when(move || start.elapsed() > LONGEST)
}

/// The file that `data` stands for. The first byte names its format by the number in [`Format::ALL`], or leaves it to be found out;
/// with [`IN_SECTIONS`] the rest are the parts of a container, which is made here, so that what is in it can change.
fn input(data: &[u8]) -> Option<Input> {
    let (&first, rest) = data.split_first()?;
    let number = usize::from(first & !IN_SECTIONS);
    let format = Format::ALL.get(number).copied();
    let reader = READERS.iter().find(|reader| Some(reader.format) == format);
    let name = match reader.and_then(|reader| reader.extensions.first()) {
        Some(extension) => format!("draft.{extension}"),
        None => "draft".to_owned(),
    };
    let bytes = match first & IN_SECTIONS {
        0 => rest.to_vec(),
        _ => sections::container(format, rest),
    };
    Some(Input {
        name,
        bytes: bytes.into(),
        format,
    })
}

/// A text that is in no container.
fn text_input(name: &str, format: Format, text: &str) -> Input {
    Input {
        name: name.to_owned(),
        bytes: text.into(),
        format: Some(format),
    }
}

/// Fails unless the nodes are in order, all ranges lie on boundaries of characters, and every byte has its place in the map.
fn assert_sound(document: &Document) {
    let order = |node: &Node| (node.range.start(), Reverse(node.range.end()));
    assert!(document.nodes.is_sorted_by_key(order), "nodes are in order");
    for node in &document.nodes {
        assert_place(document, node.range);
    }
    let mut covered = 0;
    for (range, _) in document.map.segments(document.text.len()) {
        assert_eq!(range.start(), covered, "segments leave no gap");
        assert_place(document, range);
        covered = range.end();
    }
    assert_eq!(covered, document.text.len(), "segments reach to the end");
}

fn assert_place(document: &Document, range: TextRange) {
    let text = document.text.get(range.start()..range.end());
    assert!(
        text.is_some(),
        "{range:?} lies between characters of the text"
    );
}

fn options(language: Language) -> ReportOptions {
    ReportOptions {
        language,
        width: 80,
        color: false,
        statistics: false,
        fail_on: Severity::Warning,
        clock: || None,
    }
}

/// Fails unless a mistake in a file of somebody's can be shown in both languages.
fn assert_told(error: &SourceError) {
    for language in [Language::Zh, Language::En] {
        assert_harmless(&source_error(error, &options(language)));
    }
}

/// Fails where a line for people steers the terminal or turns its text round.
fn assert_harmless(shown: &str) {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    if let Some(c) = shown.chars().find(|c| steers(*c)) {
        panic!("{c:?} gets through:\n{shown:?}");
    }
}
