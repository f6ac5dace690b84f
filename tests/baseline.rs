//! What a baseline knows again after a file was edited, a file a case under `fixtures/baseline/`; its form; its errors.

use std::fs;
use std::path::PathBuf;

use encoding_rs::GB18030;
use serde::Deserialize;
use unfilled::filter::{Baseline, KnownFindings, Policy};
use unfilled::finding::{FileReport, FindingStatus};
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::rule::{RuleSet, Selector, Severity};
use unfilled::text::Stop;

const BASE: &str = include_str!("../fixtures/baseline/base.md");
/// How many findings there are in [`BASE`].
const HELD: usize = 12;

/// What somebody did to [`BASE`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What was replaced, and by what; each stands there once.
    edits: Vec<[String; 2]>,
    /// The form in which the file was saved.
    save: Option<String>,
    /// The severity of all rules from then on.
    severity: Option<String>,
    /// How many of the known findings the edits mended.
    #[serde(default)]
    mended: usize,
    /// How many they added.
    #[serde(default)]
    new: usize,
}

impl Case {
    fn edited(&self) -> String {
        self.edits.iter().fold(BASE.to_owned(), |text, [old, new]| {
            assert_eq!(text.matches(old).count(), 1, "{old}");
            text.replace(old, new)
        })
    }

    fn saved(&self, text: &str) -> Vec<u8> {
        match self.save.as_deref() {
            None => text.into(),
            Some("crlf") => text.replace('\n', "\r\n").into(),
            Some("bom") => format!("\u{feff}{text}").into(),
            Some("gb18030") => GB18030.encode(text).0.into_owned(),
            Some("utf-16") => format!("\u{feff}{text}")
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
            Some(other) => panic!("no such form: {other}"),
        }
    }
}

struct Checker {
    linter: Linter,
}

impl Checker {
    fn new() -> Self {
        Self {
            linter: Linter::new(RuleSet::builtin().unwrap()),
        }
    }

    fn check(&self, bytes: Vec<u8>, severity: Option<&str>) -> FileReport {
        let input = Input {
            name: "report.md".to_owned(),
            bytes: bytes.into(),
            format: None,
        };
        let severities = severity
            .map(|name| (Selector::All, Severity::from_name(name)))
            .into_iter()
            .collect();
        let ruling = self.linter.ruling(Policy {
            severities,
            ..Policy::default()
        });
        self.linter.check(input, &ruling, &Stop::never())
    }

    fn baseline(&self, text: &str) -> Baseline {
        let mut baseline = Baseline::default();
        let known = KnownFindings::of(&self.check(text.into(), None));
        baseline.set("report.md".to_owned(), known);
        baseline
    }
}

/// The words of the findings that are still open, and how many entries are left over.
fn judged(baseline: &Baseline, mut report: FileReport) -> (Vec<String>, usize) {
    let known = baseline.file("report.md").unwrap();
    let met = known.recognise(&report.document, &mut report.findings);
    let open = report
        .open_findings()
        .map(|finding| finding.range.slice(&report.document.text).to_owned());
    (open.collect(), known.without(&met, |_| true).count())
}

fn cases() -> Vec<(String, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/baseline");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case = toml::from_str(&fs::read_to_string(path).unwrap());
        (name.clone(), case.unwrap_or_else(|e| panic!("{name}: {e}")))
    };
    files.iter().map(read).collect()
}

#[test]
fn edits_elsewhere_bring_no_old_finding_back_and_hide_no_new_one() {
    let checker = Checker::new();
    let text = checker.baseline(BASE).to_text();
    let baseline = Baseline::parse("b", &text).unwrap();
    assert_eq!(baseline.count(), HELD);
    let cases = cases();
    assert!(cases.len() > 20);
    let mut faults = Vec::new();
    for (name, case) in &cases {
        let edited = case.edited();
        let judge = |text: &str| {
            let report = checker.check(case.saved(text), case.severity.as_deref());
            judged(&baseline, report)
        };
        let (open, left) = judge(&edited);
        if (open.len(), left) != (case.new, case.mended) {
            faults.push(format!("{name}: open {open:?}, left over {left}"));
        }
        // A place of its own, one more of what is known already, and one where another was mended.
        for sentence in [
            "全年开展志愿服务多少次，受到好评。",
            "全年举办专题研讨多少场，党员参学率进一步提高。",
            "走访群众多少家。",
        ] {
            let (more, _) = judge(&format!("{edited}\n{sentence}\n"));
            if more.len() != open.len() + 1 {
                faults.push(format!("{name}, then {sentence} {more:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_new_finding_is_told_from_one_that_was_mended() {
    let checker = Checker::new();
    let baseline = checker.baseline("全年开会多少次。\n\n全年培训多少次，效果良好。\n");
    let edited = "全年开会12次。\n\n全年培训多少次，效果良好。\n\n全年调研多少次。\n";
    let (open, left) = judged(&baseline, checker.check(edited.into(), None));
    assert_eq!((open, left), (vec!["多少次".to_owned()], 1));
}

#[test]
fn the_file_is_the_same_whatever_the_order() {
    let checker = Checker::new();
    let known = KnownFindings::of(&checker.check(BASE.into(), None));
    let paths = ["b.md", "a/z.md", "a.md"];
    let fill = |paths: &mut dyn Iterator<Item = &&str>| {
        let mut baseline = Baseline::default();
        for path in paths {
            baseline.set((*path).to_owned(), known.clone());
        }
        baseline.to_text()
    };
    let text = fill(&mut paths.iter());
    assert_eq!(text, fill(&mut paths.iter().rev()));
    let baseline = Baseline::parse("b", &text).unwrap();
    assert_eq!(baseline.to_text(), text);
    let entries: Vec<&str> = text.lines().skip(1).collect();
    let is_shown = |line: &&&str| !line.contains("\"count\":0");
    let shown = entries.iter().filter(is_shown).count();
    assert_eq!(shown, 3 * HELD, "an entry a line");
    assert_eq!(baseline.count(), shown, "no one counts what gave way");
    assert!(shown < entries.len() && entries.iter().all(|line| line.ends_with('}')));
}

#[test]
fn two_branches_merge_by_lines() {
    let text = Checker::new().baseline(BASE).to_text();
    let is_shown = |line: &&str| !line.contains("\"count\":0");
    let lines: Vec<&str> = text.lines().filter(is_shown).collect();
    // One branch mended the first entry, the other one the last: a merge by lines keeps what both have.
    let merged = lines[..1].iter().chain(&lines[2..HELD]);
    let merged = merged.map(|line| format!("{line}\r\n")).collect::<String>();
    assert_eq!(Baseline::parse("b", &merged).unwrap().count(), HELD - 2);
    // A union of both sides has entries twice.
    let union = format!("{text}{}\n", lines[1..].join("\n"));
    assert_eq!(Baseline::parse("b", &union).unwrap().count(), HELD);
}

#[test]
fn what_is_no_baseline_is_pointed_at() {
    let entry = r#"{"path":"a","rule":"r","before":"","text":"t","after":"","count":1}"#;
    let head = r#"{"unfilled-baseline":1}"#;
    // The sum with any other count would be no number.
    let endless = entry.replace("\"count\":1", "\"count\":18446744073709551615");
    for (text, at, english) in [
        (String::new(), "", "this is no baseline"),
        (format!("{entry}\n"), entry, "this is no baseline"),
        (
            "{\"unfilled-baseline\":2}\n".to_owned(),
            "{\"unfilled-baseline\":2}",
            "form 2",
        ),
        (format!("{head}\n{entry}\nx\n"), "x", "is no entry"),
        (
            format!("{head}\n{{\"path\":\"a\"}}\n"),
            "{\"path\":\"a\"}",
            "is no entry",
        ),
        (
            format!("{head}\n{entry}\n{endless}\n"),
            endless.as_str(),
            "is no entry",
        ),
        (
            format!("{head}\n<<<<<<< HEAD\n{entry}\n"),
            "<<<<<<< HEAD",
            "conflict",
        ),
    ] {
        let error = Baseline::parse("b", &text).unwrap_err();
        assert!(
            error.mistake.message.en.contains(english),
            "{text}: {error}"
        );
        assert_eq!(error.mistake.range.slice(&text), at);
    }
}

/// Thirty thousand entries with the same words, each beside words of its own.
#[test]
fn a_huge_baseline_is_no_burden() {
    let checker = Checker::new();
    let numbers: Vec<char> = ('\u{4e00}'..).take(200).collect();
    let mut text = String::new();
    for a in &numbers {
        for b in &numbers[..150] {
            text.push_str(&format!("组织甲{a}{b}多少次。\n"));
        }
    }
    let file = checker.baseline(&text).to_text();
    let baseline = Baseline::parse("b", &file).unwrap();
    let mut report = checker.check(text.into(), None);
    let findings = report.findings.len();
    let known = baseline.file("report.md").unwrap();
    let met = known.recognise(&report.document, &mut report.findings);
    assert!(findings > 5_000 && met.count() == findings, "{findings}");
    let is_known = |status| status == FindingStatus::Known;
    assert!(
        report
            .findings
            .iter()
            .all(|finding| is_known(finding.status))
    );
}
