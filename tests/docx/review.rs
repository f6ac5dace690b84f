//! What reviewers left in a Word document, as a draft and as the version that is sent: the cases under `fixtures/review`.
//!
//! A file holds sections that begin with `=== name`: `body` (the content of the main part) and other parts by their names,
//! then `draft` and `final`: a line for each finding, with its severity, rule, words and message in both languages.
//! `UPDATE_EXPECT=1` writes these two anew.

use std::fmt::Write as _;
use std::path::Path;

use unfilled::document::Format;
use unfilled::filter::Policy;
use unfilled::finding::{Anchor, FileReport, message};
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::rule::{RuleId, RuleSet, Selector, Severity, Stage};
use unfilled::text::{Language, Stop};

use super::package::{WORD, body, package};

fn parts(content: &str) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    for section in content.split("=== ").skip(1) {
        let (name, content) = section.split_once('\n').unwrap();
        match name {
            "draft" | "final" => {}
            "body" => parts.push(("word/document.xml".to_owned(), body(content))),
            _ => {
                let content = content.trim_end();
                let content = content.replace("{w}", &format!("xmlns:w=\"{WORD}\""));
                parts.push((name.to_owned(), content));
            }
        }
    }
    parts
}

fn check(linter: &Linter, bytes: Vec<u8>, policy: Policy) -> FileReport {
    let input = Input {
        name: "a.docx".to_owned(),
        bytes: bytes.into(),
        format: Some(Format::Docx),
    };
    let report = linter.check(input, &linter.ruling(policy), &Stop::never());
    assert!(report.document.problems.is_empty());
    report
}

/// The findings at this stage, whatever their severity.
fn findings(linter: &Linter, bytes: Vec<u8>, stage: Stage) -> String {
    let policy = Policy {
        stage,
        min_severity: Severity::Info,
        ..Policy::default()
    };
    let report = check(linter, bytes, policy);
    let text = &report.document.text;
    let mut out = String::new();
    for finding in report.open_findings() {
        let rule = linter.rules().get(&finding.rule).unwrap();
        let words = finding.range.slice(text).replace('\n', "¶");
        let message = |language| message(finding, rule, text, language);
        let (zh, en) = (message(Language::Zh), message(Language::En));
        let severity = finding.severity.name();
        writeln!(out, "{severity} {} [{words}] {zh} | {en}", finding.rule).unwrap();
    }
    out
}

#[test]
fn every_case_gives_its_findings_at_both_stages() {
    let linter = Linter::new(RuleSet::builtin().unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/review");
    let mut failures = Vec::new();
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let content = std::fs::read_to_string(&path).unwrap();
        let bytes = package(&parts(&content));
        let (given, _) = content.split_once("=== draft\n").unwrap();
        let draft = findings(&linter, bytes.clone(), Stage::Draft);
        let sent = findings(&linter, bytes, Stage::Final);
        let found = format!("{given}=== draft\n{draft}=== final\n{sent}");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, &found).unwrap();
        } else if found != content {
            failures.push(format!("{}:\n{found}", path.display()));
        }
        cases += 1;
    }
    assert!(cases > 8, "only {cases} cases were read");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

const COMMENT: &str = "<w:p><w:r><w:t>全年</w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:t>培训GAP</w:t></w:r>\
    <w:commentRangeEnd w:id=\"0\"/><w:ins w:id=\"1\" w:author=\"周岚\"><w:r><w:t>，成效明显</w:t></w:r></w:ins></w:p>";
const COMMENTS: &str = "<w:comments {w}><w:comment w:id=\"0\" w:author=\"周岚\"><w:p><w:r><w:t>请人事科提供</w:t></w:r></w:p></w:comment></w:comments>";

fn with_gap(gap: &str) -> Vec<u8> {
    let body = COMMENT.replace("GAP", gap);
    package(&parts(&format!(
        "=== body\n{body}\n=== word/comments.xml\n{COMMENTS}\n"
    )))
}

/// A baseline knows what nobody touched: a comment stays the same while the words it is about are filled in.
#[test]
fn filling_in_what_a_comment_is_about_makes_no_other_comment() {
    let linter = Linter::new(RuleSet::builtin().unwrap());
    let anchors = |gap: &str| -> Vec<(RuleId, Anchor)> {
        let policy = Policy {
            stage: Stage::Final,
            ..Policy::default()
        };
        let report = check(&linter, with_gap(gap), policy);
        let findings = report.open_findings();
        let reviews = findings.filter(|finding| !finding.remarks.is_empty());
        let anchor = |finding| Anchor::new(&report.document, finding, &report.findings);
        reviews
            .map(|finding| (finding.rule.clone(), anchor(finding)))
            .collect()
    };
    let (open, filled) = (anchors("多少人次"), anchors("十二人次"));
    assert_eq!(open.len(), 2);
    let words = |anchors: &[(RuleId, Anchor)]| -> Vec<(RuleId, String)> {
        let words = anchors.iter();
        words
            .map(|(rule, anchor)| (rule.clone(), anchor.text.clone()))
            .collect()
    };
    assert_eq!(words(&open), words(&filled));
}

#[test]
fn a_severity_that_settings_give_holds_in_the_version_that_is_sent() {
    let linter = Linter::new(RuleSet::builtin().unwrap());
    let severities = |given: &[(Selector, Option<Severity>)], stage| -> Vec<String> {
        let policy = Policy {
            stage,
            severities: given.to_vec(),
            ..Policy::default()
        };
        let report = check(&linter, with_gap("多少人次"), policy);
        let open = report.open_findings();
        open.map(|finding| format!("{} {}", finding.rule, finding.severity.name()))
            .collect()
    };
    let quiet = [(
        Selector::Rule(RuleId::new("open-comment")),
        Some(Severity::Info),
    )];
    let (gap, change) = ("how-many error", "tracked-change warning");
    let comment = "open-comment warning";
    assert_eq!(severities(&[], Stage::Draft), [gap]);
    assert_eq!(severities(&[], Stage::Final), [comment, gap, change]);
    assert_eq!(severities(&quiet, Stage::Final), [gap, change]);
}
