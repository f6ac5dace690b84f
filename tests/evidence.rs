//! How much a weak finding counts beside others: a file a case under `fixtures/evidence/`.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use unfilled::document::Document;
use unfilled::finding;
use unfilled::rule::{self, Category, Rule, RuleId, RuleSet, Severity, Vocabulary};
use unfilled::scan::Scanner;
use unfilled::text::{Language, Stop};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    /// How often a filling sentence is put in place of the first line end.
    #[serde(default)]
    between: usize,
    /// Whether a second rule finds XX too.
    #[serde(default)]
    twice: bool,
    /// Severity, rule, place and, where others near it made it count, how many.
    expect: Vec<String>,
}

const FILLERS: &str = "fillers = { firm = '[×＿_]{2,}', weak = '[〇N]|若干' }";

fn a_rule(id: &str, category: &str, pattern: &str, keyword: &str, severity: &str) -> Rule {
    let text = format!(
        "id = '{id}'\nlanguages = ['zh']\n{severity}\nkeywords = ['{keyword}']\npattern = '{pattern}'\n\
         bad = ['a', 'b', 'c']\ngood = ['d', 'e', 'f']\n\
         message = {{ zh = 'x', en = 'x' }}\nhelp = {{ zh = '写。', en = 'Write.' }}\n"
    );
    let mut vocabulary = Vocabulary::default();
    vocabulary.read("vocabulary.toml", FILLERS).unwrap();
    rule::load(id, &text, Category::from_name(category), &vocabulary).unwrap()
}

fn rules(twice: bool) -> RuleSet {
    let warning = "severity = 'warning'";
    let mut rules = vec![
        a_rule("mask", "mask", "XX", "XX", warning),
        a_rule("damage", "damage", "坏", "坏", warning),
        a_rule("hint", "blank", "？", "？", "severity = 'info'"),
        a_rule(
            "few",
            "quantity",
            "几次",
            "几次",
            "severity = 'warning'\nalone = 'info'",
        ),
        a_rule(
            "slot",
            "prompt",
            "\\[[a-z]+\\]|问：",
            "[','问：",
            "severity = 'warning'\nalone = 'info'",
        ),
        a_rule(
            "writing",
            "prompt",
            "写法：[\\p{Han}]{2}。",
            "写法：",
            "severity = 'warning'\nalone = 'info'\ntogether = true",
        ),
        a_rule(
            "figure",
            "quantity",
            "(?<span>(?:×+|_+|N|〇|若干|某)[户件万]元?)",
            "户','件','万",
            "severity = 'error'\nweak = 'info'",
        ),
    ];
    if twice {
        rules.push(a_rule("twice", "quantity", "XX人", "XX人", warning));
    }
    RuleSet::new(rules)
}

/// The severities that the rules have of themselves.
fn as_rated(rules: &RuleSet) -> Vec<Option<Severity>> {
    rules.iter().map(|rule| Some(rule.severity)).collect()
}

fn document(case: &Case) -> Document {
    let filling = "这是一句写好了的话。\n".repeat(case.between);
    Document {
        text: case.text.replacen('\n', &format!("\n{filling}"), 1).into(),
        ..Document::default()
    }
}

#[test]
fn a_weak_finding_counts_beside_gaps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/evidence");
    let mut cases = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let (rules, document) = (rules(case.twice), document(&case));
        let scan =
            Scanner::new(&rules).scan(&document, &as_rated(&rules), Severity::Info, &Stop::never());
        let found: Vec<String> = scan
            .findings
            .iter()
            .map(|finding| {
                let place = finding.range.slice(&document.text);
                let shown = format!("{} {} {place}", finding.severity.name(), finding.rule);
                match finding.beside {
                    0 => shown,
                    beside => format!("{shown} {beside}"),
                }
            })
            .collect();
        assert_eq!(found, case.expect, "{}", path.display());
        cases += 1;
    }
    assert!(cases > 5);
}

#[test]
fn the_help_says_why_and_a_setting_of_ones_own_holds() {
    let rules = rules(false);
    let scanner = Scanner::new(&rules);
    let text = |text: &str| Document {
        text: text.into(),
        ..Document::default()
    };
    let draft = text("到会XX人，走访XX户，发放XX份，回收XX份，另有几次座谈、几次走访。");
    let mut findings = scanner
        .scan(&draft, &as_rated(&rules), Severity::Warning, &Stop::never())
        .findings;
    finding::tell_beside_once(&mut findings);
    let helps = |language: Language| -> Vec<String> {
        let weak = findings.iter().filter(|found| found.rule.as_str() == "few");
        let rule = rules.get(&RuleId::new("few")).unwrap();
        weak.map(|finding| finding::help(finding, rule, &draft.text, language))
            .collect()
    };
    // Once a document.
    assert_eq!(
        helps(Language::Zh),
        [
            "写。（附近还有 4 处没有填写，所以这里也报告；后面同样的不再说明。）",
            "写。"
        ]
    );
    assert_eq!(
        helps(Language::En),
        [
            "Write. (Reported because 4 other gaps stand near it; said once a document.)",
            "Write."
        ]
    );

    let finished = text("他来过几次。");
    let as_set = |severity: Severity| {
        let given = vec![Some(severity); rules.len()];
        let scan = scanner.scan(&finished, &given, Severity::Info, &Stop::never());
        scan.findings.first().map(|found| found.severity)
    };
    // As the rule has it, it is a hint.
    assert_eq!(as_set(Severity::Warning), Some(Severity::Info));
    assert_eq!(as_set(Severity::Error), Some(Severity::Error));
}

#[test]
fn a_template_is_known_where_hints_are_not_looked_for() {
    let rules = rules(false);
    let text = "## 甲\n写法：背景。\n## 乙\n写法：目标。\n## 丙\n写法：风险。\n## 丁\n写法：办法。\n另有几次座谈。\n";
    let document = Document {
        text: text.into(),
        ..Document::default()
    };
    let counted = |least: Severity| -> Vec<String> {
        let scan = Scanner::new(&rules).scan(&document, &as_rated(&rules), least, &Stop::never());
        let counts = scan
            .findings
            .iter()
            .filter(|found| found.severity >= Severity::Warning);
        counts
            .map(|found| found.range.slice(&document.text).to_owned())
            .collect()
    };
    assert_eq!(counted(Severity::Warning), counted(Severity::Info));
    assert_eq!(counted(Severity::Warning).len(), 5);
}
