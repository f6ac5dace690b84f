//! How reports of ours are known by their beginning, so that a new report may take the place of an old one and of nothing
//! else.
//!
//! A mark counts only where the file begins as a report does: a text that shows a report is none.

use crate::rule::Severity;
use crate::text::Language;

/// How formats with a name in them begin, and where the name stands.
const MARKS: &[(&str, &str)] = &[
    (
        "<!DOCTYPE html>",
        "<meta name=\"generator\" content=\"unfilled ",
    ),
    ("{\"version\":", "\"tool\":{\"name\":\"unfilled\""),
    ("{\"type\":\"summary\"", "\"tool\":{\"name\":\"unfilled\""),
    ("{\"$schema\":", "\"driver\":{\"name\":\"unfilled\""),
    ("{\"source\":{\"name\":\"unfilled\"}", ""),
    ("{\"message\":", "\"source\":{\"name\":\"unfilled\"}"),
    ("<?xml", "<testsuites name=\"unfilled\""),
    ("<?xml", "<!-- unfilled "),
];

/// Formats that name no program: how they begin, and what the first line holds in this order.
const SHAPES: &[(&str, &[&str])] = &[
    (
        "{\"type\":\"file\",\"path\":",
        &[
            "\"format\":",
            "\"encoding\":",
            "\"status\":",
            "\"problems\":[",
        ],
    ),
    (
        "[\n{\"description\":",
        &[
            "\"check_name\":",
            "\"fingerprint\":",
            "\"severity\":",
            "\"location\":",
        ],
    ),
];

/// Whether a file that begins with `text` is a report in any of our formats.
pub fn is_report(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_marked = |(start, mark): &(&str, &str)| text.starts_with(start) && text.contains(mark);
    let has_shape = |(start, fields): &(&str, &[&str])| {
        text.strip_prefix(start)
            .and_then(|rest| rest.lines().next())
            .is_some_and(|line| holds_in_order(line, fields))
    };
    MARKS.iter().any(is_marked)
        || SHAPES.iter().any(has_shape)
        || is_empty_list(text)
        || is_titled(text)
        || is_concise(text)
        || is_annotation(text)
}

/// The line at the head of results for people that go into a file, with the empty line after it. It tells whoever opens the
/// file what it is, and us that it may be replaced.
pub fn title(language: Language) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let results = language.pick(RESULTS.0, RESULTS.1);
    format!("unfilled {version} {results}\n\n")
}

const RESULTS: (&str, &str) = ("检查结果", "report");

fn is_titled(text: &str) -> bool {
    let words = text
        .lines()
        .next()
        .unwrap_or_default()
        .strip_prefix("unfilled ");
    let words = words.and_then(|words| words.split_once(' '));
    words.is_some_and(|(version, results)| {
        version.starts_with(|c: char| c.is_ascii_digit())
            && [RESULTS.0, RESULTS.1].contains(&results)
    })
}

/// Whether the first line names a place, a severity and a rule: `报告.docx:3:38: error how-many …`.
fn is_concise(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.match_indices(": ").any(|(at, colon)| {
        let (place, told) = (&line[..at], &line[at + colon.len()..]);
        let mut words = told.split(' ');
        let severity = words.next().and_then(Severity::from_name);
        let rule = words.next().unwrap_or_default();
        let mut numbers = place.rsplitn(3, ':').take(2);
        let mut is_rule = rule.chars().map(|c| c.is_alphanumeric() || c == '-');
        severity.is_some()
            && !rule.is_empty()
            && is_rule.all(|part| part)
            && place.matches(':').count() >= 2
            && numbers.all(|number| number.parse::<usize>().is_ok())
    })
}

/// Whether the first line is a command to GitHub that names a file and a title, as ours all do.
fn is_annotation(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let commands = ["::error file=", "::warning file=", "::notice file="];
    let properties = commands
        .iter()
        .find_map(|command| line.strip_prefix(command));
    let properties = properties.and_then(|rest| rest.split_once("::"));
    properties.is_some_and(|(properties, _)| properties.contains(",title="))
}

/// A list of GitLab's without anything in it: whoever made it loses nothing.
fn is_empty_list(text: &str) -> bool {
    text.split_whitespace().collect::<String>() == "[]"
}

fn holds_in_order(line: &str, fields: &[&str]) -> bool {
    let mut rest = line;
    fields.iter().all(|field| match rest.split_once(field) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}
