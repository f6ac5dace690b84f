//! What build servers ask of their formats, as far as it can be held without them; `.ci/formats` asks the servers' own tools.

use std::collections::HashSet;

use serde_json::Value;
use unfilled::document::{Format, Problem, ProblemKind, UnreadContent};
use unfilled::finding::{FileReport, FindingStatus};
use unfilled::report::ReporterEntry;
use unfilled::rule::Severity;
use unfilled::text::{Language, TextRange};

use super::hostile::{assert_harmless, payloads};
use super::sample::{formats, marked, options, page, rules, run};

/// What GitHub takes in one run.
const RESULTS: usize = 25_000;

fn text(name: &str, words: &str) -> FileReport {
    marked(name, Format::Text, words)
}

fn sarif(reports: &[FileReport]) -> Value {
    let found = run("sarif", options(Language::Zh, 80), reports);
    serde_json::from_str(&found).unwrap()
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

#[test]
fn sarif_columns_are_utf16_units_and_ends_are_exclusive() {
    let log = sarif(&[text("a.txt", "好\n𠀀é ⟦多少次⟧\r\n")]);
    let region = &results(&log)[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(log["runs"][0]["columnKind"], "utf16CodeUnits");
    assert_eq!(region["startLine"], 2);
    assert_eq!(region["startColumn"], 5);
    assert_eq!(region["endLine"], 2);
    assert_eq!(region["endColumn"], 8);
    assert_eq!(region["snippet"]["text"], "多少次");
}

#[test]
fn sarif_results_name_their_rule_by_id_and_index() {
    let log = sarif(&[text("a.txt", "⟦todo|TODO⟧⟦多少次⟧⟦no-such-rule|x⟧")]);
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert_eq!(rules.len(), 3);
    for result in results(&log) {
        match result["ruleIndex"].as_u64() {
            Some(index) => assert_eq!(rules[index as usize]["id"], result["ruleId"]),
            None => assert_eq!(result["ruleId"], "no-such-rule"),
        }
    }
    assert_eq!(results(&log)[0]["ruleId"], "how-many", "most certain first");
    assert_eq!(results(&log)[0]["level"], "error");
    assert_eq!(results(&log)[2]["level"], "note");
}

#[test]
fn sarif_knows_a_finding_again_after_edits_elsewhere() {
    let name = |words: &str| {
        let log = sarif(&[text("a.txt", words)]);
        results(&log)[0]["partialFingerprints"].clone()
    };
    let before = name("全年集体学习⟦多少次⟧。\n");
    assert_eq!(
        before,
        name(&format!(
            "{}全年集体学习⟦多少次⟧。\n",
            "新的一行\n".repeat(50)
        ))
    );
    assert!(
        before["unfilled/v1"]
            .as_str()
            .is_some_and(|name| name.len() == 32)
    );
}

#[test]
fn sarif_names_are_uris_and_hold_no_folder_of_the_machine() {
    let log = sarif(&[
        text("材料/a b#?%.txt", "⟦多少次⟧"),
        text("c:d.txt", "⟦多少次⟧"),
    ]);
    let uris: Vec<&str> = results(&log)
        .iter()
        .map(|result| &result["locations"][0]["physicalLocation"]["artifactLocation"])
        .inspect(|artifact| assert_eq!(artifact["uriBaseId"], "%SRCROOT%"))
        .map(|artifact| artifact["uri"].as_str().unwrap())
        .collect();
    assert_eq!(uris, ["%E6%9D%90%E6%96%99/a%20b%23%3F%25.txt", "c%3Ad.txt"]);
}

#[test]
fn sarif_keeps_within_the_limit_of_results_and_says_so() {
    let mut reports = vec![text("first.txt", &"⟦todo|TODO⟧\n".repeat(RESULTS))];
    reports.push(text("last.txt", &"⟦多少次⟧\n".repeat(10)));
    let log = sarif(&reports);
    assert_eq!(results(&log).len(), RESULTS);
    let errors = results(&log)
        .iter()
        .filter(|result| result["level"] == "error");
    assert_eq!(errors.count(), 10, "those that matter most are kept");
    let notifications = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    let said = notifications[0]["message"]["text"].as_str().unwrap();
    assert!(said.contains("另有 10 处"), "{said}");

    let reporter = (ReporterEntry::find("sarif").unwrap().make)(rules(), options(Language::En, 80));
    let mut summary = unfilled::finding::Summary::default();
    summary.add(&reports[0]);
    assert_eq!(reporter.remark(&summary), None);
    summary.add(&reports[1]);
    assert!(
        reporter
            .remark(&summary)
            .unwrap()
            .contains("10 more are left out")
    );
}

#[test]
fn rdjson_columns_are_bytes() {
    let report = text("a.txt", "好\n𠀀é ⟦多少次⟧\r\n");
    let found = run(
        "rdjsonl",
        options(Language::Zh, 80),
        std::slice::from_ref(&report),
    );
    let line: Value = serde_json::from_str(found.trim_end()).unwrap();
    let range = &line["location"]["range"];
    assert_eq!(range["start"], serde_json::json!({"line": 2, "column": 8}));
    assert_eq!(range["end"], serde_json::json!({"line": 2, "column": 17}));
    let found = run(
        "rdjson",
        options(Language::Zh, 80),
        &[report.clone(), report],
    );
    let whole: Value = serde_json::from_str(&found).unwrap();
    assert_eq!(whole["diagnostics"].as_array().unwrap().len(), 2);
    assert_eq!(whole["diagnostics"][0]["location"], line["location"]);
}

#[test]
fn gitlab_fingerprints_are_all_different() {
    let mut reports = vec![text("clean.txt", "好。")];
    reports.extend(["a.txt", "b.txt"].map(|name| text(name, &"⟦多少次⟧\n".repeat(50))));
    let found = run("gitlab", options(Language::Zh, 80), &reports);
    let issues: Vec<Value> = serde_json::from_str(&found).unwrap();
    let names: HashSet<&str> = issues
        .iter()
        .map(|issue| issue["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), 100);
    assert_eq!(issues[1]["location"]["lines"]["begin"], 2);
}

#[test]
fn junit_fails_what_fails_the_run() {
    let report = text("a.txt", "⟦多少次⟧\n⟦多少次⟧⟦what-thing|什么⟧⟦todo|TODO⟧\n");
    let attributes = |fail_on, expected: &str| {
        let mut options = options(Language::En, 80);
        options.fail_on = fail_on;
        let found = run("junit", options, std::slice::from_ref(&report));
        assert!(found.contains(expected), "{found}");
        assert_eq!(
            found.matches("<failure ").count() + found.matches("<system-out>").count(),
            4
        );
    };
    attributes(Severity::Error, "tests=\"4\" failures=\"2\"");
    attributes(Severity::Warning, "tests=\"4\" failures=\"3\"");
    attributes(Severity::Info, "tests=\"4\" failures=\"4\"");
}

#[test]
fn the_page_beside_a_step_is_short_and_has_what_matters() {
    let many = "⟦todo|TODO⟧ ⟦多少次⟧\n".repeat(3000);
    let reports = [text("a.txt", &many), text("b.txt", &many)];
    let shown = page("github", options(Language::En, 80), &reports).unwrap();
    assert!(shown.len() < 1 << 20, "{}", shown.len());
    assert_eq!(shown.matches("| error | a\\.txt").count(), 200);
    assert!(shown.contains("11800 places more not listed"), "{shown}");
    let clean = page(
        "github",
        options(Language::En, 80),
        &[text("a.txt", "好。")],
    );
    assert!(clean.unwrap().contains("ready to submit"));
    for format in ["json", "sarif", "human"] {
        assert_eq!(page(format, options(Language::En, 80), &reports), None);
    }
}

#[test]
fn no_payload_leaves_its_row_on_the_page() {
    for payload in payloads() {
        let report = text(&format!("{payload}|.txt"), &format!("⟦a|{payload}⟧"));
        let page = page("github", options(Language::Zh, 80), &[report]).unwrap();
        assert_harmless(&page, &payload, &[]);
        assert_eq!(page.lines().count(), 5, "{page}");
    }
}

#[test]
fn silenced_findings_are_told_in_sarif_alone() {
    let mut report = text("a.txt", "⟦多少次⟧ unfilled:ignore how-many 数字待定");
    report.findings[0].status = FindingStatus::Suppressed(TextRange::new(10, 47));
    let log = sarif(std::slice::from_ref(&report));
    assert_eq!(results(&log)[0]["suppressions"][0]["kind"], "inSource");
    for format in ["gitlab", "rdjson", "rdjsonl", "junit", "checkstyle"] {
        let found = run(
            format,
            options(Language::Zh, 80),
            std::slice::from_ref(&report),
        );
        assert!(!found.contains("how-many"), "{format}: {found}");
    }
}

#[test]
fn files_that_were_not_read_are_in_every_format() {
    use ProblemKind as K;
    let kinds = [
        K::Encrypted,
        K::Legacy(Format::Doc),
        K::Unsupported(Format::Pdf),
        K::NotAnArchive {
            named: Format::Docx,
        },
        K::LfsPointer,
        K::NoText,
        K::BrokenPart,
        K::FileTooLarge { limit: 1 },
        K::Unreadable("no".to_owned()),
        K::UnreadContent(UnreadContent::default()),
    ];
    for kind in kinds {
        let mut report = text("the-file.txt", "");
        // Twice, as parts of a document may be.
        report.document.problems = vec![Problem::new(kind.clone()), Problem::new(kind.clone())];
        for language in [Language::Zh, Language::En] {
            for format in formats() {
                let options = options(language, 80);
                let found = run(format, options, &[text("a.txt", "好。"), report.clone()]);
                assert!(
                    found.contains("the-file.txt"),
                    "{format}, {kind:?}: {found}"
                );
            }
            let shown = page(
                "github",
                options(language, 80),
                std::slice::from_ref(&report),
            );
            assert!(shown.unwrap().contains("the\\-file\\.txt"), "{kind:?}");
        }
        let found = run("gitlab", options(Language::En, 80), &[report]);
        let issues: Vec<Value> = serde_json::from_str(&found).unwrap();
        assert_eq!(issues.len(), 2);
        assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
        assert_eq!(issues[0]["check_name"], kind.name());
    }
}

#[test]
fn no_payload_breaks_json_or_xml() {
    for payload in payloads() {
        let words = format!("⟦a{}⟧ ]]>\"'&<b> {payload}", payload.replace('|', ""));
        let report = text(&format!("{payload}\"<>&'.txt"), &words);
        let of = |format| {
            run(
                format,
                options(Language::Zh, 80),
                std::slice::from_ref(&report),
            )
        };
        for format in ["sarif", "gitlab", "rdjson"] {
            let parsed: Result<Value, _> = serde_json::from_str(&of(format));
            assert!(parsed.is_ok(), "{format}: {payload:?}");
        }
        for format in ["junit", "checkstyle"] {
            assert_well_formed(&of(format));
        }
    }
}

/// Fails when `xml` is not well-formed or holds characters that XML 1.0 forbids.
fn assert_well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                for attribute in tag.attributes() {
                    assert!(attribute.is_ok(), "{xml}");
                }
            }
            Ok(_) => {}
            Err(error) => panic!("{error}: {xml}"),
        }
    }
    let forbidden = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    assert!(!xml.contains(forbidden), "{xml:?}");
}
