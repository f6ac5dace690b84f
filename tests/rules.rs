//! Every built-in rule proves itself: the build writes a test for each rule file.

use unfilled::document::Format;
use unfilled::filter::Policy;
use unfilled::linter::{self, Linter};
use unfilled::rule::{Matcher, Rule, RuleId, RuleSet};
use unfilled::text::{Language, LineIndex, Stop};

mod each {
    include!(concat!(env!("OUT_DIR"), "/rule_tests.rs"));
}

/// The rule in the file named after it: its examples hold on their own, and beside all other rules.
fn prove(name: &str) {
    let rules = RuleSet::builtin().unwrap();
    let rule = rules
        .get(&RuleId::new(name))
        .unwrap_or_else(|| panic!("the file {name}.toml holds another rule"));
    // What the build wrote can be read.
    assert!(!rule.record.bad.is_empty() && rule.searched_pattern() != Some(""));
    let does_without = match rule.matcher {
        Matcher::Node { .. } => true,
        Matcher::Check(check) => !check.has_keywords(),
        Matcher::Pattern(_) => false,
    };
    assert_eq!(rule.keywords.is_empty(), does_without, "{name}");
    let mistakes = linter::prove(rule);
    let shown: Vec<String> = mistakes
        .iter()
        .map(|m| {
            format!(
                "{:?} {}: {}",
                m.range,
                m.message.get(Language::En),
                m.help.get(Language::En)
            )
        })
        .collect();
    assert!(mistakes.is_empty(), "{name}:\n{}", shown.join("\n"));
    for text in [&rule.explanation.message, &rule.explanation.help] {
        assert!(
            !text.zh.trim().is_empty() && !text.en.trim().is_empty(),
            "{name} lacks a language"
        );
    }
    beside_all_others(rules.clone(), rule);
}

/// With all rules on, a `bad` example has findings at its marks only (of this rule or a more telling one), a `good` one none.
fn beside_all_others(rules: RuleSet, rule: &Rule) {
    let linter = Linter::new(rules);
    for (example, is_bad) in rule
        .record
        .bad
        .iter()
        .map(|e| (e, true))
        .chain(rule.record.good.iter().map(|e| (e, false)))
    {
        let (document, marked) = linter::read_example(example);
        let text = document.text.clone();
        let ruling = linter.ruling(Policy::default());
        let report = linter.check_document(String::new(), document, &ruling, &Stop::never());
        for finding in report.open_findings() {
            let allowed = is_bad
                && marked
                    .iter()
                    .any(|mark| mark.overlaps(finding.range) || *mark == finding.range);
            assert!(
                allowed,
                "{}: in its example on line {} ({:?}) the rule {} finds “{}”",
                rule.id,
                LineIndex::new(&text).line(finding.range.start()),
                example.format == Format::Text,
                finding.rule,
                finding.range.slice(&text),
            );
        }
    }
}

#[test]
fn rule_names_are_unique_and_kebab_case() {
    let rules = RuleSet::builtin().unwrap();
    let mut ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let count = ids.len();
    ids.dedup();
    assert_eq!(count, ids.len());
    assert!(count > 50, "only {count} rules were embedded");
}
