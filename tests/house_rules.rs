//! Rules of one's own beside those that come with the program: wherever a rule comes from, it finds the same.

use std::iter;

use proptest::prelude::*;
use unfilled::document::{Document, Format};
use unfilled::finding::Finding;
use unfilled::linter;
use unfilled::rule::{self, Rule, RuleId, RuleSet, Severity, Vocabulary};
use unfilled::scan::Scanner;
use unfilled::text::Stop;

/// Short documents of all formats, and one in which so much is open that weak findings count.
fn documents() -> Vec<Document> {
    let rules = RuleSet::builtin().unwrap();
    let examples = rules.iter().map(|rule| &rule.record);
    let examples = examples.flat_map(|record| record.bad.iter().chain(&record.good));
    let examples: Vec<_> = examples
        .map(|example| (example.format, linter::read_example(example).0))
        .collect();
    let texts = examples
        .iter()
        .filter(|(format, _)| *format == Format::Text);
    let crowded: Vec<&str> = texts.map(|(_, document)| document.text.as_str()).collect();
    let crowded = Document {
        text: crowded.join("\n").into(),
        ..Document::default()
    };
    let of_other_formats = examples
        .iter()
        .filter(|(format, _)| *format != Format::Text);
    let of_other_formats = of_other_formats.map(|(_, document)| document.clone());
    iter::once(crowded).chain(of_other_formats).collect()
}

/// All that `rules` find in `document`, overlapping findings among them.
fn found(rules: &RuleSet, document: &Document) -> Vec<Finding> {
    let severities: Vec<_> = rules.iter().map(|rule| Some(rule.severity)).collect();
    let scan = Scanner::new(rules).scan(document, &severities, Severity::Info, &Stop::never());
    assert_eq!(scan.cut, None);
    scan.findings
}

fn rule(text: &str) -> Rule {
    rule::load("sample.toml", text, None, &Vocabulary::default()).unwrap()
}

fn text(text: &str) -> Document {
    Document {
        text: text.into(),
        ..Document::default()
    }
}

fn shown(findings: &[Finding], document: &Document) -> Vec<String> {
    let findings = findings.iter();
    findings
        .map(|finding| format!("{} {}", finding.rule, finding.range.slice(&document.text)))
        .collect()
}

#[test]
fn built_in_rules_find_the_same_as_rules_of_ones_own() {
    let builtin = RuleSet::builtin().unwrap();
    let documents = documents();
    let expected: Vec<_> = documents.iter().map(|it| found(&builtin, it)).collect();
    let count: usize = expected.iter().map(Vec::len).sum();
    assert!(documents.len() > 20 && count > 1000, "{count} findings");
    let same_of = |are_own: &[bool]| {
        let mut rules = builtin.clone();
        for (rule, _) in builtin.iter().zip(are_own).filter(|(_, is_own)| **is_own) {
            rules.add(Rule::clone(rule));
        }
        documents
            .iter()
            .zip(&expected)
            .all(|(document, expected)| found(&rules, document) == *expected)
    };
    assert!(same_of(&vec![true; builtin.len()]), "all are one's own");
    let config = ProptestConfig {
        cases: 8,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let some = prop::collection::vec(any::<bool>(), builtin.len());
    proptest!(config, |(are_own in some)| prop_assert!(same_of(&are_own)));
}

#[test]
fn a_rule_of_ones_own_takes_the_place_of_a_built_in_one() {
    let mut rules = RuleSet::builtin().unwrap();
    let document = text("走访群众多少次，待领导定");
    let finds = |rules: &RuleSet| {
        let mut findings = found(rules, &document);
        findings.retain(|finding| finding.rule.as_str() == "how-many");
        shown(&findings, &document)
    };
    assert_eq!(finds(&rules), ["how-many 多少次"]);
    rules.add(rule("id = 'how-many'\nwords = ['待领导定']"));
    assert_eq!(finds(&rules), ["how-many 待领导定"]);
    rules.add(rule("id = 'how-many'\nwords = ['群众']\nalone = 'info'"));
    assert_eq!(finds(&rules), ["how-many 群众"]);
    let count = RuleSet::builtin().unwrap().len();
    assert_eq!(rules.len(), count, "it has the place of the other one");
}

#[test]
fn words_of_ones_own_are_found_in_every_form() {
    let mut rules = RuleSet::builtin().unwrap();
    // Some share their pairs with keywords of built-in rules, one is a single character, one is such a keyword.
    let words = ["多少人次", "丨", "TBC", "党的XX大", "Ｑ组定"];
    let list = words.map(|word| format!("'{word}'")).join(", ");
    rules.add(rule(&format!("id = 'ours'\nwords = [{list}]")));
    for (found_as, count) in [
        ("走访多少人次，多\u{200b}少人次，多少户", 2),
        ("甲丨乙|丙", 1),
        ("ＴＢＣ，TBC，TBCs，由TBC 定", 3),
        ("党的 XX 大，党的ＸＸ大", 2),
        ("Q 组定，Ｑ组定", 2),
        ("第\u{3000}丨\u{ad}丨\u{3000}条", 2),
    ] {
        let document = text(found_as);
        let findings = found(&rules, &document);
        let ours = findings.iter().filter(|it| it.rule == RuleId::new("ours"));
        assert_eq!(ours.count(), count, "{:?}", shown(&findings, &document));
    }
}
