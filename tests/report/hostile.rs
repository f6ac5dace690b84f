//! Texts, names and files that try to steer the terminal or the build server that shows our output.

use std::sync::Arc;

use unfilled::document::{Format, Lines, NodeKind, Problem, ProblemKind};
use unfilled::finding::FileReport;
use unfilled::report::{problems, source_error};
use unfilled::rule::{Explanation, RuleSet};
use unfilled::text::{Language, Localized, TextRange};
use unfilled::toml_file::Mistake;

use super::sample::{formats, marked, node, options, rule, run_with, without_color};

const STEERING: &[&str] = &[
    "\u{1b}[2J",
    "\u{1b}[31m",
    "\u{1b}[1A\u{1b}[2K",
    "\u{1b}[8m",
    "\u{1b}[?1049h",
    "\u{1b}[6n",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]2;t\u{1b}\\",
    "\u{1b}]52;c;cm0gLXJm\u{7}",
    "\u{1b}]8;;http://x.example\u{1b}\\a\u{1b}]8;;\u{1b}\\",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}_Gf=24\u{1b}\\",
    "\u{1b}^pm\u{1b}\\",
    "\u{1b}X\u{1b}\\",
    "\u{1b}c",
    "\u{9b}2J",
    "\u{9d}0;t\u{9c}",
    "\u{90}q\u{9c}",
    "\u{9f}G\u{9c}",
    "\u{85}",
    "\u{84}",
    "\r",
    "ok\rfine",
    "\u{8}\u{8}\u{8}",
    "\u{7}",
    "\u{0}",
    "\u{b}\u{c}",
    "\u{e}\u{f}",
    "\u{7f}",
    "\u{202e}txt.exe",
    "\u{2066}a\u{2069}",
    "\u{202a}\u{202c}",
    "\u{200e}\u{200f}\u{61c}",
    "\u{2028}",
    "\u{2029}",
    "\u{200b}\u{200c}\u{200d}",
    "\u{feff}",
    "\u{2060}",
    "\u{e0001}\u{e0061}",
    "\u{ad}",
    "\u{fff9}a\u{fffb}",
];

const COMMANDS: &[&str] = &[
    "::error::forged",
    "::error file=a,line=1::forged",
    "::set-output name=x::y",
    "::set-env name=PATH::/tmp",
    "::add-path::/tmp",
    "::add-mask::a",
    "::stop-commands::t",
    "::debug::x",
    "::group::x",
    "::endgroup::",
    "::warning::x",
    "::notice::x",
    "::save-state name=a::b",
    "::add-matcher::x.json",
    "::echo::on",
    "##[group]x",
    "##[error]x",
    "##[command]rm",
    "##[section]x",
    "##[add-mask]x",
    "##vso[task.setvariable variable=PATH]x",
    "##vso[task.complete result=Failed;]x",
    "##VSO[task.debug]x",
    "#vso[task.prependpath]/tmp",
    "##teamcity[buildStatus text='x']",
    "##TeamCity[message text='x']",
];

/// How a command may come to stand at the start of a line.
const LEADS: &[&str] = &[
    "",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\u{2028}",
    "\u{85}",
    "\u{3000}",
    "x\n\t",
    "字字字字字字字字字字字字字字字字字字字字 ",
];

/// Texts that would steer a terminal or a build server if they were printed as they are.
pub(crate) fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = STEERING.iter().map(|&text| text.to_owned()).collect();
    for command in COMMANDS {
        payloads.extend(LEADS.iter().map(|lead| format!("{lead}{command}")));
    }
    payloads.push(":".repeat(200));
    payloads.push("字 ::error::x ".repeat(30));
    payloads
}

/// A report with the payload in every place that a file can fill.
fn report(payload: &str) -> FileReport {
    let text = format!(
        "一、{payload}\n{payload}⟦多少{payload}次⟧{payload}\n格{payload}⟦{payload}⟧\n{}⟦多少户⟧⟦{payload}⟧{payload}",
        "长".repeat(80)
    );
    let mut report = marked(&format!("{payload}.docx"), Format::Docx, &text);
    let cell = format!("格{payload}");
    node(&mut report, &cell, NodeKind::TableCell, payload);
    report.document.problems = vec![
        Problem::in_part(ProblemKind::BrokenPart, payload),
        Problem::new(ProblemKind::Unreadable(payload.to_owned())),
    ];
    report
}

fn rules(payload: &str) -> Arc<RuleSet> {
    let message = payload.replace(['{', '}'], "");
    // TOML takes no such characters as they are; what a house rule can hold is escaped there.
    let mut rule = rule("how-many", "error", ["", ""], ["", ""]);
    let words = format!("{message}{{match}}{message}");
    let text = Localized::new(words.clone(), words);
    let explanation = Explanation {
        message: text.clone(),
        help: text,
    };
    rule.explanation = explanation.into();
    Arc::new(RuleSet::new(vec![rule]))
}

/// Fails when `output` steers anything, or a line of it is a command that is not one of `ours`.
pub(crate) fn assert_harmless(output: &str, payload: &str, ours: &[&str]) {
    for c in output.chars() {
        let steers = (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        assert!(!steers, "{payload:?} lets {c:?} through:\n{output}");
    }
    let lower = output.to_lowercase();
    for command in ["##[", "#vso[", "##teamcity["] {
        assert!(
            !lower.contains(command),
            "{payload:?} forges {command}:\n{output}"
        );
    }
    for line in output.lines() {
        let line = line.trim_start();
        let is_ours = ours.iter().any(|own| line.starts_with(own));
        assert!(
            is_ours || !line.starts_with("::"),
            "{payload:?} forges a line:\n{output}"
        );
    }
}

#[test]
fn there_are_many_payloads() {
    assert!(payloads().len() >= 300, "{}", payloads().len());
}

#[test]
fn no_payload_gets_through_any_format() {
    for payload in payloads() {
        let report = report(&payload);
        let rules = rules(&payload);
        for (language, width, format) in [
            (Language::Zh, 60, Format::Docx),
            (Language::En, 33, Format::Text),
        ] {
            let mut report = report.clone();
            report.document.format = format;
            report.document.lines = match format.is_text() {
                true => Lines::OfText,
                false => Lines::None,
            };
            for reporter in formats() {
                let found = run_with(
                    rules.clone(),
                    reporter,
                    options(language, width),
                    &[report.clone()],
                );
                let ours: &[&str] = match reporter {
                    "github" => &["::error file=", "::warning file="],
                    _ => &[],
                };
                assert_harmless(&found, &payload, ours);
                if reporter == "github" {
                    let told = report.findings.len() + report.document.problems.len();
                    assert_eq!(found.lines().count(), told, "{found}");
                }
            }
            let plain = options(language, width);
            let mut colored = plain;
            colored.color = true;
            let found = run_with(
                rules.clone(),
                "human",
                colored,
                std::slice::from_ref(&report),
            );
            // Had a colour of the payload survived, it would be taken out here and stand in the plain output.
            let expected = run_with(rules.clone(), "human", plain, std::slice::from_ref(&report));
            assert_eq!(without_color(&found), expected, "{payload:?}");
            assert_harmless(&problems(&report, &plain), &payload, &[]);
        }
    }
}

#[test]
fn no_payload_gets_through_a_mistake_in_a_file() {
    for payload in payloads() {
        let text = format!("a = 1\n{payload}b = {payload}\n{payload}");
        for (start, end) in [
            (0, 1),
            (6, 9),
            (0, text.len()),
            (text.len(), text.len() + 5),
        ] {
            let words = Localized::new(payload.clone(), payload.clone());
            let mistake = Mistake::new(TextRange::new(start, end), words.clone(), words);
            let error = mistake.in_file(&payload, &text);
            let found = source_error(&error, &options(Language::En, 40));
            assert_harmless(&found, &payload, &[]);
        }
    }
}

#[test]
fn json_tells_the_true_text() {
    for payload in payloads() {
        let report = report(&payload);
        let options = options(Language::Zh, 80);
        let found = run_with(
            rules(&payload),
            "json",
            options,
            std::slice::from_ref(&report),
        );
        let value: serde_json::Value = serde_json::from_str(&found).unwrap();
        assert_eq!(value["files"][0]["path"], report.name);
        assert_eq!(value["files"][0]["problems"][0]["part"], payload);
        let diagnostics = value["diagnostics"].as_array().unwrap();
        assert_eq!(diagnostics.len(), report.findings.len());
        for (diagnostic, finding) in diagnostics.iter().zip(&report.findings) {
            assert_eq!(
                diagnostic["text"],
                finding.range.slice(&report.document.text)
            );
            assert_eq!(diagnostic["start"]["byte"], finding.range.start());
        }
        let lines = run_with(
            rules(&payload),
            "jsonl",
            options,
            std::slice::from_ref(&report),
        );
        assert_eq!(lines.lines().count(), report.findings.len() + 2);
        for (line, diagnostic) in lines.lines().skip(1).zip(diagnostics) {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(record["fingerprint"], diagnostic["fingerprint"]);
        }
    }
}
