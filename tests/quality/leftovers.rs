//! Single leftovers, each alone in a finished page, and lines that look like leftovers and are none.
//!
//! Owns their files (`fixtures/quality/<language>/leftovers.txt`, `leftovers-held-back.txt` and `look-alikes.txt`), the pages made of them, and
//! that part of `QUALITY.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use unfilled::filter::{Policy, Ruling};
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::text::{Stop, TextRange};

use super::documents::{LANGUAGES, Labelled};
use super::marks::{self, Marked};
use super::score::fits;
use super::table::{percent, shown};

const HEAD: &str = "
## Lone leftovers

One leftover in a finished page of `fixtures/quality/` that has nothing else open, as somebody leaves it who has mended all but one place. **Known**
ones (`leftovers.txt`) are those that rules may be written with; those **held back** show how far the rules reach. **Look-alikes** are lines of
finished text in which nothing should be reported.

| language | leftovers | pages | found | recall |
| --- | --- | --: | --: | --: |
";

/// The files of leftovers, and what they are called in the table.
const KINDS: [(&str, &str); 2] = [("leftovers", "known"), ("leftovers-held-back", "held back")];

/// The least share of the known ones that is found in each language, in per cent, and the most alarms over look-alikes.
const LEAST: usize = 90;
const MOST_ALARMS: usize = 2;

/// Apart enough that neighbours of a list come into pages of their own.
const STEP: usize = 7;

/// A page with a line of such a file in it.
struct Page {
    name: String,
    text: String,
    /// Where the line stands.
    line: TextRange,
    /// Where the leftover stands.
    place: Option<TextRange>,
}

/// That part of the page; fails where too few of the known ones are found, or too many look-alikes.
pub(super) fn section(documents: &[&Labelled], linter: &Linter) -> String {
    let ruling = linter.ruling(Policy::default());
    let mut page = HEAD.to_owned();
    let mut misses = BTreeMap::new();
    for language in LANGUAGES {
        for (file, kind) in KINDS {
            let pages = pages(documents, language, file);
            let missed: Vec<String> = pages
                .iter()
                .filter(|it| !is_found(it, linter, &ruling))
                .map(|it| shown(&it.text, it.place.unwrap_or(it.line)))
                .collect();
            let found = pages.len() - missed.len();
            if file == KINDS[0].0 {
                assert!(
                    found * 100 >= pages.len() * LEAST,
                    "{language}: {missed:#?}"
                );
            }
            let _ = writeln!(
                page,
                "| {language} | {kind} | {} | {found} | {} |",
                pages.len(),
                percent(found, pages.len())
            );
            misses.insert((language, kind), missed);
        }
    }
    page.push_str("\n| language | look-alikes | alarms |\n| --- | --: | --: |\n");
    let mut alarms = Vec::new();
    for language in LANGUAGES {
        let pages = pages(documents, language, "look-alikes");
        let before = alarms.len();
        alarms.extend(pages.iter().flat_map(|it| alarms_in(it, linter, &ruling)));
        let _ = writeln!(
            page,
            "| {language} | {} | {} |",
            pages.len(),
            alarms.len() - before
        );
    }
    assert!(alarms.len() <= MOST_ALARMS, "{alarms:#?}");
    for ((language, kind), missed) in misses {
        let _ = writeln!(
            page,
            "\n### {language}, {kind}: not found\n\n```text\n{}\n```",
            missed.join("\n")
        );
    }
    page
}

/// A page for each line of the file: the line in the middle of a finished document.
fn pages(documents: &[&Labelled], language: &str, file: &str) -> Vec<Page> {
    let is_ground = |it: &&&Labelled| {
        it.finished
            && it.language == language
            && it.marked.labels.is_empty()
            && !it.name.ends_with(".xml")
    };
    let grounds: Vec<_> = documents.iter().filter(is_ground).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/quality");
    let lines = fs::read_to_string(root.join(language).join(file).with_extension("txt")).unwrap();
    let lines = lines.lines().enumerate();
    let pages = lines.map(|(number, line)| {
        let ground = grounds[number * STEP % grounds.len()];
        let Marked { text: line, labels } = marks::read(line).unwrap();
        page(ground, &line, labels.first().map(|label| label.range))
    });
    pages.collect()
}

fn page(ground: &Labelled, line: &str, place: Option<TextRange>) -> Page {
    let text = ground.document.text.trim_end();
    let gap = if text.contains("\n\n") { "\n\n" } else { "\n" };
    let paragraphs: Vec<&str> = text.split(gap).collect();
    let (before, after) = paragraphs.split_at(paragraphs.len() / 2);
    let mut text = before.join(gap) + gap;
    let start = text.len();
    text.push_str(line);
    let range = TextRange::new(start, text.len());
    text.push_str(gap);
    text.push_str(&after.join(gap));
    Page {
        name: ground.name.clone(),
        text,
        line: range,
        place: place.map(|it| it.shifted(start)),
    }
}

/// The places that are reported in the page.
fn reported(page: &Page, linter: &Linter, ruling: &Ruling) -> Vec<(String, TextRange)> {
    let input = Input {
        name: page.name.clone(),
        bytes: page.text.as_str().into(),
        format: None,
    };
    let report = linter.check(input, ruling, &Stop::never());
    let findings = report.open_findings();
    findings
        .map(|it| (it.rule.as_str().to_owned(), it.range))
        .collect()
}

fn is_found(page: &Page, linter: &Linter, ruling: &Ruling) -> bool {
    let place = page.place.expect("each leftover is marked");
    let mut places = reported(page, linter, ruling).into_iter();
    places.any(|(_, range)| fits(&page.text, range, place))
}

/// What is reported in the line, with its rule.
fn alarms_in(page: &Page, linter: &Linter, ruling: &Ruling) -> Vec<String> {
    let places = reported(page, linter, ruling).into_iter();
    let inside = places.filter(|(_, range)| range.overlaps(page.line));
    inside
        .map(|(rule, range)| format!("{rule}: {}", shown(&page.text, range)))
        .collect()
}
