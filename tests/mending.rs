//! Whoever mends one place of a draft loses no other one: each stays in the report at some severity, and a baseline calls
//! nothing new that nobody touched. Shown on every labelled draft, place by place, in an order without a plan.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use unfilled::filter::{KnownFindings, Policy};
use unfilled::finding::{FileReport, Finding};
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::rule::{Category, RuleSet, Severity};
use unfilled::text::{Stop, TextRange};

use crate::support::corpus;

/// Signs and words that stand for figures: what follows the last of them is the unit.
const FOR_FIGURES: &str = "XxNnＸｘ×●○〇*＊？?□△_＿多少几若干余 　0123456789.";

/// Names and words that somebody may write.
const WORDS: [[&str; 2]; 2] = [["王强", "李家沟"], ["Ann Miller", "the Oak Street office"]];

/// A stretch of text and what somebody puts in its place.
type Edit = (TextRange, String);

struct Checker {
    rules: RuleSet,
    linter: Linter,
}

impl Checker {
    fn new() -> Self {
        let rules = RuleSet::builtin().unwrap();
        let linter = Linter::new(rules.clone());
        Self { rules, linter }
    }

    /// Everything that is found, hints too.
    fn check(&self, name: &str, text: &str) -> FileReport {
        let input = Input {
            name: name.to_owned(),
            bytes: text.into(),
            format: None,
        };
        let ruling = self.linter.ruling(Policy {
            min_severity: Severity::Info,
            ..Policy::default()
        });
        self.linter.check(input, &ruling, &Stop::never())
    }

    /// What mends the finding at `at`, in the order of the text.
    fn mend(&self, report: &FileReport, at: usize, step: usize) -> Vec<Edit> {
        let (text, finding) = (&report.document.text, &report.findings[at]);
        let (range, found) = (finding.range, finding.range.slice(text));
        let rule = finding.rule.as_str();
        let is_chinese = found.chars().chain(text.chars().take(400)).any(is_han);
        let word = WORDS[usize::from(!is_chinese)][step % 2].to_owned();
        let unit = found.rsplit(|c| FOR_FIGURES.contains(c)).next().unwrap();
        let figure = match unit == found {
            true => word.clone(),
            false => format!("12{unit}"),
        };
        let mended = match self.rules.get(&finding.rule).unwrap().category {
            // Both marks of a pair are one slip.
            _ if rule == "markdown-mark" => return both_marks(report, at),
            _ if rule.starts_with("sentence-cut") => format!("{found}，均已完成。"),
            _ if rule == "double-punctuation" => first_half(found).to_owned(),
            _ if rule == "word-cut" => format!("{found}得"),
            _ if rule.starts_with("doubled-word") => first_half(found).trim().to_owned(),
            _ if rule == "empty-label" => format!("{found}{word}"),
            Category::Quantity | Category::Blank => figure,
            Category::Mask if unit.is_empty() && is_chinese || unit.chars().count() > 3 => word,
            Category::Mask => figure,
            // A remark is taken out.
            Category::Prompt if found.starts_with(['（', '(', '【']) => String::new(),
            Category::FieldError if is_chinese => "附件2".to_owned(),
            Category::FieldError => "section 2".to_owned(),
            Category::WhWord | Category::Prompt | Category::Template => word,
            _ => String::new(),
        };
        vec![(range, mended)]
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn first_half(text: &str) -> &str {
    let middle = text.chars().count().div_ceil(2);
    text.char_indices()
        .nth(middle)
        .map_or(text, |(at, _)| &text[..at])
}

/// Take out the mark at `at` and its other half: they come in pairs.
fn both_marks(report: &FileReport, at: usize) -> Vec<Edit> {
    let marks: Vec<TextRange> = report
        .findings
        .iter()
        .filter(|finding| finding.rule == report.findings[at].rule)
        .map(|finding| finding.range)
        .collect();
    let place = marks.iter().position(|it| *it == report.findings[at].range);
    let first = place.unwrap() / 2 * 2;
    let pair = &marks[first..marks.len().min(first + 2)];
    pair.iter().map(|&mark| (mark, String::new())).collect()
}

/// `text` after the edits, which are in its order.
fn edited(text: &str, edits: &[Edit]) -> String {
    let (mut out, mut done) = (String::new(), 0);
    for (range, words) in edits {
        out.push_str(&text[done..range.start()]);
        out.push_str(words);
        done = range.end();
    }
    out + &text[done..]
}

/// Where `range` is after the edits; nothing where one of them touched it.
fn moved(range: TextRange, edits: &[Edit]) -> Option<TextRange> {
    let mut shift = 0;
    for (edit, words) in edits {
        if edit.overlaps(range) || *edit == range {
            return None;
        }
        if edit.end() <= range.start() {
            shift += words.len() as isize - edit.len() as isize;
        }
    }
    let place = |at: usize| at.checked_add_signed(shift).unwrap();
    Some(TextRange::new(place(range.start()), place(range.end())))
}

fn meets(one: TextRange, other: TextRange) -> bool {
    one == other || one.overlaps(other)
}

/// Whether the finding at `range` holds words that were `written`, or stands where some were taken out, or is the note in
/// brackets that says what to write there.
fn is_touched(text: &str, range: TextRange, written: TextRange) -> bool {
    let is_inside = range.start() <= written.start() && written.end() <= range.end();
    let is_note = range.start() == written.end() && range.slice(text).starts_with('（');
    let between = text.get(written.end()..range.start());
    let is_beside = between.is_some_and(|between| between.trim().is_empty());
    meets(range, written) || (written.is_empty() && (is_inside || is_beside)) || is_note
}

/// What is wrong with the reports while somebody mends the draft.
fn faults(checker: &Checker, name: &str, draft: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut text = draft.to_owned();
    let mut report = checker.check(name, &text);
    let known = KnownFindings::of(&report);
    // What has been written so far.
    let mut written: Vec<TextRange> = Vec::new();
    let mut random = draft.len();
    let mut called_new = BTreeSet::new();
    for step in 0.. {
        if report.findings.is_empty() {
            return faults;
        }
        assert!(step < 500, "{name} does not get finished");
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // An item that was lost is not in the draft, so it cannot be put back.
        let can_be_mended = |it: &&usize| report.findings[**it].rule.as_str() != "number-skipped";
        let places: Vec<usize> = (0..report.findings.len()).collect();
        let places: Vec<&usize> = places.iter().filter(can_be_mended).collect();
        if places.is_empty() {
            break;
        }
        let at = *places[(random >> 33) % places.len()];
        let edits = checker.mend(&report, at, step);
        text = edited(&text, &edits);
        let next = checker.check(name, &text);
        let show = |finding: &Finding, text: &str| {
            let start = text[..finding.range.start()].char_indices().rev().nth(15);
            let start = start.map_or(0, |(at, _)| at);
            let end = text[finding.range.end()..].char_indices().nth(15);
            let end = end.map_or(text.len(), |(at, _)| finding.range.end() + at);
            format!("{} in {:?}", finding.rule, &text[start..end])
        };
        let mended = show(&report.findings[at], &report.document.text);
        for finding in &report.findings {
            let Some(place) = moved(finding.range, &edits) else {
                continue;
            };
            if !next.findings.iter().any(|it| meets(it.range, place)) {
                let lost = show(finding, &report.document.text);
                faults.push(format!("{name}: {lost} was lost after {mended}"));
            }
        }
        written = written.iter().filter_map(|&it| moved(it, &edits)).collect();
        let mut shift = 0;
        for (range, words) in &edits {
            let start = range.start().checked_add_signed(shift).unwrap();
            written.push(TextRange::new(start, start + words.len()));
            shift += words.len() as isize - range.len() as isize;
        }
        report = next;
        let mut judged = report.findings.clone();
        known.recognise(&report.document, &mut judged);
        for finding in judged.iter().filter(|finding| finding.is_open()) {
            if !written
                .iter()
                .any(|&it| is_touched(&report.document.text, finding.range, it))
            {
                let new = show(finding, &report.document.text);
                if called_new.insert(new.clone()) {
                    faults.push(format!("{name}: {new} is called new after {mended}"));
                }
            }
        }
    }
    faults
}

/// `marked` without the marks round its labelled places.
fn unmarked(marked: &str) -> String {
    let mut pieces = marked.split('⟦');
    let mut text = pieces.next().unwrap().to_owned();
    for piece in pieces {
        text.push_str(piece.split_once('|').unwrap().1);
    }
    text.replace('⟧', "")
}

fn assert_nothing_is_lost(files: Vec<PathBuf>, read: impl Fn(&str) -> String) {
    let checker = Checker::new();
    let mut all = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".txt") || name.ends_with(".md") {
            all.extend(faults(
                &checker,
                &name,
                &read(&fs::read_to_string(&path).unwrap()),
            ));
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn mending_a_place_loses_no_other_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/quality");
    let drafts = |language: &str| corpus::files(&root.join(language).join("drafts"));
    let files = [drafts("zh"), drafts("en")].concat();
    assert!(files.len() > 60);
    assert_nothing_is_lost(files, unmarked);
}

#[test]
fn mending_a_place_of_the_corpus_loses_no_other_one() {
    let Some(folder) = corpus::folder("drafts") else {
        return;
    };
    assert_nothing_is_lost(corpus::files(&folder), str::to_owned);
}
