//! The tool and its rules as SARIF 2.1.0 describes them (§3.18 toolComponent, §3.49 reportingDescriptor).
//!
//! Owns how a rule's words become those of a descriptor; nothing about results.

use serde::Serialize;

use crate::report::json_escape::to_line;
use crate::report::wording::{capitalized, sentence};
use crate::rule::{Rule, RuleSet, Severity};
use crate::text::Language;

/// Text as SARIF wraps it.
#[derive(Serialize)]
pub(super) struct Text {
    text: String,
}

impl Text {
    pub(super) fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }
}

/// SARIF's word for a severity; also what GitHub shows.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The `tool` of a run, with all rules in their order.
pub(super) fn tool(rules: &RuleSet, language: Language) -> String {
    let rules: Vec<String> = rules
        .iter()
        .map(|rule| to_line(&Descriptor::new(rule, language)))
        .collect();
    format!(
        "{{\"driver\":{{\"name\":\"{}\",\"informationUri\":\"{}\",\"semanticVersion\":\"{version}\",\"version\":\"{version}\",\"language\":\"{}\",\"rules\":[\n{}\n]}}}}",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_HOMEPAGE"),
        language.pick("zh-CN", "en-US"),
        rules.join(",\n"),
        version = env!("CARGO_PKG_VERSION"),
    )
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'r> {
    id: &'r str,
    /// Must differ from the id by more than its case; an id of one word has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: Properties<'r>,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// What GitHub reads (`tags`, `precision`, `problem.severity`) and what we say besides.
#[derive(Serialize)]
struct Properties<'r> {
    tags: [&'static str; 1],
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    problem_severity: &'static str,
    category: &'static str,
    severity: &'static str,
    since: &'r str,
    languages: &'r [String],
}

impl<'r> Descriptor<'r> {
    fn new(rule: &'r Rule, language: Language) -> Self {
        let (colon, stop) = language.pick(("：", "。"), (": ", "."));
        let message = without_gaps(rule.explanation.message.get(language));
        let message = message.trim_end_matches(['…', '：', ':', '。', '.', ' ']);
        let help = sentence(&without_gaps(rule.explanation.help.get(language)), language);
        let category = rule.category.label(language);
        Self {
            id: rule.id.as_str(),
            name: Some(pascal_case(rule.id.as_str()))
                .filter(|name| name.len() < rule.id.as_str().len()),
            short_description: Text::of(&capitalized(&format!("{message}{stop}"))),
            full_description: Text::of(&capitalized(&format!("{category}{colon}{message}{stop}"))),
            help: Help {
                markdown: markdown(rule, &help, language),
                text: help,
            },
            default_configuration: Configuration {
                level: level(rule.severity),
            },
            properties: Properties {
                tags: [rule.category.name()],
                precision: match rule.severity {
                    Severity::Error => "very-high",
                    Severity::Warning => "high",
                    Severity::Info => "medium",
                },
                problem_severity: match rule.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info => "recommendation",
                },
                category: rule.category.name(),
                severity: rule.severity.name(),
                since: &rule.record.since,
                languages: &rule.record.languages,
            },
        }
    }
}

/// The help with an example of what is found and one of what is not.
fn markdown(rule: &Rule, help: &str, language: Language) -> String {
    let mut markdown = help.to_owned();
    let examples = [
        (rule.record.bad.first(), language.pick("会报告：", "Found:")),
        (
            rule.record.good.first(),
            language.pick("不报告：", "Not found:"),
        ),
    ];
    for (example, word) in examples {
        if let Some(example) = example {
            markdown.push_str(&format!("\n\n{word}{}", code(&example.text)));
        }
    }
    markdown
}

/// `text` as a code block of Markdown (CommonMark §4.5): the fence is longer than any in it.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("\n\n{fence}text\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// A rule's words where no match fills them in: `数量还没有填写：{match}` is `数量还没有填写：…`.
fn without_gaps(template: &str) -> String {
    let mut words = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let gap = after.split_once('}');
        let gap = gap.filter(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        words.push_str(before);
        match gap {
            Some((_, tail)) => {
                words.push('…');
                rest = tail;
            }
            None => {
                words.push('{');
                rest = after;
            }
        }
    }
    words.push_str(rest);
    words
}

/// `how-many` as SARIF wants names: `HowMany`.
fn pascal_case(id: &str) -> String {
    id.split('-').map(capitalized).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_told_without_a_match() {
        assert_eq!(without_gaps("数量还没有填写：{match}"), "数量还没有填写：…");
        assert_eq!(without_gaps("{what} in {{name}} left"), "… in {…} left");
        assert_eq!(pascal_case("how-many"), "HowMany");
    }

    #[test]
    fn no_example_closes_its_code_block() {
        assert_eq!(code("a ``` b\n"), "\n\n````text\na ``` b\n````");
    }
}
