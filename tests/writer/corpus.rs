//! Real Word files: each finding is marked and unmarked, and filled in and read again. Skipped where the corpus is not there.
//! With `UNFILLED_SHOW=1` it says what is refused, with `UNFILLED_KEEP=FOLDER` it leaves the marked files there for other
//! programs to open.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use unfilled::document::{Document, Edit};
use unfilled::filter::Policy;
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::rule::{RuleSet, Severity};
use unfilled::text::{Language, Stop, TextRange};
use unfilled::writer::{Note, NoteStyle, annotate, apply, remove};

use super::package::written_for;
use crate::docx::corpus::word_files;
use crate::support::corpus;
use crate::support::zip::parts_of;

/// What came of it.
#[derive(Debug, Default)]
struct Tally {
    files: usize,
    not_written: BTreeMap<String, usize>,
    findings: usize,
    collected: usize,
    collected_in: BTreeMap<&'static str, usize>,
    filled: usize,
    refused: BTreeMap<String, usize>,
}

pub(super) struct Checker {
    linter: Linter,
}

impl Checker {
    pub(super) fn new() -> Self {
        Self {
            linter: Linter::new(RuleSet::builtin().unwrap()),
        }
    }

    /// The document, and where something was found in it: one range a place, none over another.
    pub(super) fn check(&self, path: &Path, bytes: &[u8]) -> (Document, Vec<TextRange>) {
        let input = Input {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: bytes.into(),
            format: None,
        };
        let ruling = self.linter.ruling(Policy {
            min_severity: Severity::Info,
            ..Policy::default()
        });
        let report = self.linter.check(input, &ruling, &Stop::never());
        let mut ranges: Vec<TextRange> = report.findings.iter().map(|it| it.range).collect();
        ranges.retain(|range| !range.is_empty());
        ranges.sort_by_key(|range| (range.start(), range.end()));
        ranges.dedup_by(|next, kept| next.start() < kept.end());
        (report.document, ranges)
    }
}

fn reason(error: &impl Debug) -> String {
    let text = format!("{error:?}");
    text.split(['{', '(']).next().unwrap().trim().to_owned()
}

fn mark_and_unmark(
    path: &Path,
    bytes: &[u8],
    document: &Document,
    ranges: &[TextRange],
    tally: &mut Tally,
) {
    let before = parts_of(bytes);
    for (comments, highlights) in [(true, false), (false, true), (true, true)] {
        let style = NoteStyle {
            comments,
            highlights,
            ..NoteStyle::default()
        };
        let notes: Vec<Note> = ranges
            .iter()
            .map(|&range| Note {
                range,
                text: "请填写".to_owned(),
                place: "某处".to_owned(),
            })
            .collect();
        let marked = match annotate(bytes, document, &notes, style) {
            Ok(marked) => marked,
            Err(error) => {
                *tally.not_written.entry(reason(&error)).or_default() +=
                    usize::from(style.comments && !style.highlights);
                return;
            }
        };
        if comments && !highlights {
            tally.collected += marked.collected.len();
            for &index in &marked.collected {
                let around = document.nodes_around(ranges[index]);
                let kinds = around.map(|node| node.kind);
                let place = kinds.filter(|kind| {
                    kind.is_outside_body()
                        || kind.name().contains("control")
                        || kind.name().contains("field")
                });
                let place = place.last().map_or("body", |kind| kind.name());
                *tally.collected_in.entry(place).or_default() += 1;
            }
        }
        assert!(
            marked.refused.is_empty(),
            "{}: {:?}",
            path.display(),
            marked.refused
        );
        let input = Input {
            name: "x.docx".to_owned(),
            bytes: marked.bytes.clone().into(),
            format: Some(document.format),
        };
        let again = unfilled::reader::read(input, &Stop::never());
        assert!(
            again.text == document.text,
            "{}: other text, {style:?}",
            path.display()
        );
        if !highlights {
            assert!(
                again.nodes == document.nodes,
                "{}: other nodes",
                path.display()
            );
        }
        for (name, part) in parts_of(&marked.bytes) {
            if before.get(&name) != Some(&part) {
                assert_well_formed(&part, &format!("{} {name}", path.display()));
            }
        }
        if let Some(folder) = std::env::var_os("UNFILLED_KEEP") {
            let name = format!(
                "{comments}-{highlights}-{}",
                path.file_name().unwrap().display()
            );
            std::fs::write(Path::new(&folder).join(name), &marked.bytes).unwrap();
        }
        let removed = remove(&marked.bytes, &again).unwrap();
        assert!(removed.exact, "{}", path.display());
        assert!(
            parts_of(&removed.bytes) == before,
            "{}: other parts",
            path.display()
        );
    }
}

/// Every tag is closed by its like, and every prefix is declared.
fn assert_well_formed(part: &[u8], name: &str) {
    let mut reader = quick_xml::NsReader::from_reader(part);
    loop {
        match reader.read_resolved_event() {
            Ok((_, quick_xml::events::Event::Eof)) => return,
            Ok((namespace, _)) => {
                let is_unknown = matches!(namespace, quick_xml::name::ResolveResult::Unknown(_));
                assert!(!is_unknown, "{name}: a prefix is not declared");
            }
            Err(error) => panic!("{name}: {error}"),
        }
    }
}

fn fill_and_read(
    path: &Path,
    bytes: &[u8],
    document: &Document,
    ranges: &[TextRange],
    tally: &mut Tally,
) {
    let word = |index: usize| format!("答{index}案");
    let edits: Vec<Edit> = ranges
        .iter()
        .enumerate()
        .map(|(index, &range)| Edit::new(range, word(index)))
        .collect();
    let Ok(written) = apply(bytes, document, &edits) else {
        return;
    };
    let mut made: Vec<usize> = (0..edits.len()).collect();
    for refusal in &written.refused {
        *tally.refused.entry(reason(&refusal.reason)).or_default() += 1;
        assert!(!refusal.reason.message(Language::Zh).is_empty());
        made.retain(|&index| index != refusal.index);
        if std::env::var_os("UNFILLED_SHOW").is_some() {
            let range = ranges[refusal.index];
            println!(
                "{}: {:?} {:?}",
                path.display(),
                range.slice(&document.text),
                refusal.reason
            );
        }
    }
    tally.findings += edits.len();
    tally.filled += made.len();
    let mut expected = document.text.to_string();
    for &index in made.iter().rev() {
        let range = edits[index].range;
        let made = written_for(document, range, &edits[index].replacement);
        expected.replace_range(range.start()..range.end(), &made);
    }
    let again = unfilled::reader::docx::read(
        written.bytes.clone().into(),
        document.format,
        &Stop::never(),
    );
    if again.text != expected {
        let differs = again
            .text
            .chars()
            .zip(expected.chars())
            .position(|(a, b)| a != b);
        let at = differs.unwrap_or(0).saturating_sub(20);
        let around = |text: &str| text.chars().skip(at).take(60).collect::<String>();
        panic!(
            "{}:\nfound    {:?}\nexpected {:?}",
            path.display(),
            around(&again.text),
            around(&expected)
        );
    }
    for &index in &made {
        assert_eq!(
            again.text.matches(&word(index)).count(),
            1,
            "{}",
            path.display()
        );
    }
}

fn check_all() -> Option<Tally> {
    let checker = Checker::new();
    let mut tally = Tally::default();
    let mut files: Vec<PathBuf> = Vec::new();
    for name in ["office/truth", "office/odd", "office/zh-forms", "seed"] {
        files.extend(word_files(&corpus::folder(name)?));
    }
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        let (document, ranges) = checker.check(path, &bytes);
        if document.format != unfilled::document::Format::Docx || document.text.is_empty() {
            continue;
        }
        tally.files += 1;
        mark_and_unmark(path, &bytes, &document, &ranges, &mut tally);
        fill_and_read(path, &bytes, &document, &ranges, &mut tally);
    }
    println!("{tally:#?}");
    Some(tally)
}

fn assert_few_refused(tally: &Tally) {
    let refused: usize = tally.refused.values().sum();
    assert!(refused * 50 <= tally.findings, "{tally:?}");
}

#[test]
fn real_documents_are_marked_and_filled() {
    if let Some(tally) = check_all() {
        assert!(tally.not_written.is_empty(), "{tally:?}");
        assert_few_refused(&tally);
    }
}
