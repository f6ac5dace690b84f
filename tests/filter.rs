//! Which findings count: the precedence of selectors, and the notes in documents, a file a case under `fixtures/filter/`.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use unfilled::document::{Document, Format, Node, NodeKind, Problem, ProblemKind};
use unfilled::filter::{Policy, suppress};
use unfilled::finding::{Finding, FindingStatus};
use unfilled::rule::{self, Category, RuleId, RuleSet, Selector, Severity, Vocabulary};
use unfilled::text::{LineIndex, TextRange};

/// The rules of these tests: name, category, the one word that each finds.
const RULES: [(&str, &str, &str); 3] = [
    ("how-many", "quantity", "多少次"),
    ("mask", "mask", "XX"),
    ("blank", "blank", "____"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    format: String,
    text: String,
    #[serde(default)]
    nodes: Vec<CaseNode>,
    expect: Vec<String>,
}

/// A node over the first place of its text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseNode {
    kind: String,
    text: String,
    detail: Option<String>,
}

pub(crate) fn rule_set() -> RuleSet {
    let finders =
        RULES.map(|(id, category, word)| (id, category, format!("pattern = '{word}'"), word));
    let guardian = (
        "unused-suppression",
        "structure",
        "check = 'unused-suppression'".to_owned(),
        "unfilled",
    );
    let rules = finders
        .into_iter()
        .chain([guardian])
        .map(|(id, category, matcher, word)| {
            let text = format!(
                "id = '{id}'\nlanguages = ['zh']\nseverity = 'warning'\nkeywords = ['{word}']\n{matcher}\n\
                 bad = ['a', 'b', 'c']\ngood = ['d', 'e', 'f']\n\
                 message = {{ zh = 'x', en = 'x' }}\nhelp = {{ zh = 'x', en = 'x' }}\n"
            );
            rule::load(id, &text, Category::from_name(category), &Vocabulary::default()).unwrap()
        });
    RuleSet::new(rules.collect())
}

fn selector(name: &str) -> Selector {
    rule_set().selector(name).unwrap()
}

fn severity_of(policy: &Policy, rule: &str) -> Option<Severity> {
    policy.severity(rule_set().get(&RuleId::new(rule)).unwrap())
}

/// What the scanner would find.
fn findings(text: &str) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES
        .iter()
        .flat_map(|(id, _, word)| {
            text.match_indices(word).map(|(at, _)| {
                let range = TextRange::new(at, at + word.len());
                Finding::new(RuleId::new(id), range, Severity::Warning)
            })
        })
        .collect();
    findings.sort_by_key(|finding| finding.range);
    findings
}

fn text_document(text: impl Into<String>) -> Document {
    Document {
        text: text.into().into(),
        ..Document::default()
    }
}

fn document(case: &Case) -> Document {
    let mut document = text_document(&case.text);
    let mut formats = Format::ALL.iter().copied();
    document.format = formats.find(|format| format.name() == case.format).unwrap();
    for node in &case.nodes {
        let at = case
            .text
            .find(&node.text)
            .expect("the node's text is in the text");
        let range = TextRange::new(at, at + node.text.len());
        let kind = NodeKind::from_name(&node.kind).unwrap();
        document.nodes.push(Node {
            detail: node.detail.as_deref().map(Into::into),
            ..Node::new(range, kind)
        });
    }
    document.sort_nodes();
    document
}

/// One line a finding: line, rule, words, whether it counts, and the unknown name where there is one.
fn shown(findings: &[Finding], text: &str) -> Vec<String> {
    let lines = LineIndex::new(text);
    findings
        .iter()
        .map(|finding| {
            let status = match finding.status {
                FindingStatus::Open => "open",
                FindingStatus::Suppressed(note) => {
                    let note = note.slice(text).to_lowercase();
                    assert!(note.starts_with("unfilled"), "{note} is no note");
                    "silenced"
                }
                FindingStatus::Allowed => "allowed",
                FindingStatus::BelowSeverity => "hidden",
                FindingStatus::Known => "known",
                FindingStatus::Unchanged => "unchanged",
            };
            let line = lines.line(finding.range.start());
            let mut shown = format!(
                "{line} {} {} {status}",
                finding.rule,
                finding.range.slice(text)
            );
            for capture in &finding.captures {
                shown.push_str(&format!(" ({})", capture.range.slice(text)));
            }
            if let Some(words) = &finding.own_words {
                shown.push_str(&format!(" | {} | {}", words.message.zh, words.help.en));
            }
            shown
        })
        .collect()
}

fn suppressed(document: &Document, policy: &Policy) -> Vec<String> {
    let mut found = findings(&document.text);
    suppress(document, &rule_set(), policy, &mut found);
    assert!(found.is_sorted_by_key(|finding| finding.range.start()));
    shown(&found, &document.text)
}

#[test]
fn notes_silence_what_they_are_about() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/filter");
    let mut cases = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let shown = suppressed(&document(&case), &Policy::default());
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            expect(&path, &shown);
        } else {
            assert_eq!(shown, case.expect, "{}", path.display());
        }
        cases += 1;
    }
    assert!(cases >= 25, "only {cases} cases were read");
}

/// Write what is expected of a case anew; then read the difference.
fn expect(path: &Path, shown: &[String]) {
    let text = fs::read_to_string(path).unwrap();
    let (case, _) = text.split_once("expect = [").unwrap();
    let lines: String = shown
        .iter()
        .map(|line| format!("    {line:?},\n"))
        .collect();
    let expected = match lines.is_empty() {
        true => "expect = []\n".to_owned(),
        false => format!("expect = [\n{lines}]\n"),
    };
    fs::write(path, format!("{case}{expected}")).unwrap();
}

#[test]
fn a_note_is_called_unused_only_when_that_is_known() {
    let unused = text_document("开会12次。unfilled:ignore how-many 已核");
    let ignoring = |name: &str| Policy {
        ignore: vec![selector(name)],
        ..Policy::default()
    };
    assert_eq!(suppressed(&unused, &Policy::default()).len(), 1);
    assert_eq!(suppressed(&unused, &ignoring("mask")).len(), 1);
    assert!(suppressed(&unused, &ignoring("how-many")).is_empty());
    assert!(suppressed(&unused, &ignoring("unused-suppression")).is_empty());
    let all = text_document("开会12次。unfilled:ignore all 已核");
    assert_eq!(suppressed(&all, &Policy::default()).len(), 1);
    assert!(suppressed(&all, &ignoring("mask")).is_empty());
    let cut_short = Document {
        problems: vec![Problem::new(ProblemKind::TooSlow)],
        ..unused
    };
    assert!(suppressed(&cut_short, &Policy::default()).is_empty());
}

#[test]
fn notes_and_hiding_may_come_in_any_order() {
    let text = text_document("多少次 unfilled:ignore how-many\nXX unfilled:ignore blank");
    let policy = Policy {
        min_severity: Severity::Error,
        ..Policy::default()
    };
    let mut hidden_first = findings(&text.text);
    policy.hide(&mut hidden_first);
    suppress(&text, &rule_set(), &policy, &mut hidden_first);
    let mut hidden_last = findings(&text.text);
    suppress(&text, &rule_set(), &policy, &mut hidden_last);
    policy.hide(&mut hidden_last);
    assert_eq!(hidden_first, hidden_last);
    assert_eq!(
        shown(&hidden_last, &text.text),
        [
            "1 how-many 多少次 silenced",
            "2 mask XX hidden",
            "2 unused-suppression unfilled:ignore blank hidden | 这条忽略说明没有用处：它管的地方没有 blank 要报的 \
             | Where the place is mended, delete the note."
        ]
    );
}

#[test]
fn a_note_on_every_line_or_in_one_long_paragraph_stays_fast() {
    // Each of these would take many minutes if a note looked at more than its surroundings.
    let on_each_line = "开会多少次 unfilled:ignore how-many\n".repeat(50_000);
    let on_one_line = on_each_line.replace('\n', " ");
    let stacked = "unfilled:ignore how-many\n".repeat(100_000) + "开会多少次\n";
    let idle = [&on_each_line, &on_one_line, &stacked].map(|text| text.replace("多少", "12"));
    let [idle_lines, idle_line, idle_stack] = idle;
    for (text, open) in [
        (on_each_line, 0),
        (on_one_line, 0),
        (stacked, 0),
        (idle_lines, 50_000),
        (idle_line, 50_000),
        (idle_stack, 100_000),
    ] {
        for format in [Format::Text, Format::Markdown] {
            let document = Document {
                format,
                ..text_document(text.clone())
            };
            let mut found = findings(&text);
            suppress(&document, &rule_set(), &Policy::default(), &mut found);
            let left = found.iter().filter(|finding| finding.is_open()).count();
            assert_eq!(left, open, "{format:?}");
        }
    }
}

#[test]
fn the_narrower_selector_wins_and_ignore_wins_a_tie() {
    let cases: [(&[&str], &[&str], bool); 9] = [
        (&["all"], &[], true),
        (&[], &[], false),
        (&["mask"], &[], false),
        (&["quantity"], &[], true),
        (&["all"], &["all"], false),
        (&["all"], &["quantity"], false),
        (&["how-many"], &["quantity"], true),
        (&["quantity"], &["all"], true),
        (&["all", "how-many"], &["how-many"], false),
    ];
    for (select, ignore, on) in cases {
        let policy = Policy {
            select: select.iter().map(|name| selector(name)).collect(),
            ignore: ignore.iter().map(|name| selector(name)).collect(),
            ..Policy::default()
        };
        assert_eq!(
            severity_of(&policy, "how-many").is_some(),
            on,
            "{select:?} {ignore:?}"
        );
    }
}

#[test]
fn a_later_severity_wins_a_tie() {
    use Severity::{Error, Info, Warning};
    type Entries = &'static [(&'static str, Option<Severity>)];
    let cases: [(Entries, Option<Severity>); 6] = [
        (&[], Some(Warning)),
        (&[("all", Some(Error))], Some(Error)),
        (
            &[("how-many", Some(Info)), ("all", Some(Error))],
            Some(Info),
        ),
        (
            &[("quantity", Some(Info)), ("quantity", Some(Error))],
            Some(Error),
        ),
        (&[("how-many", None)], None),
        (&[("quantity", None), ("how-many", Some(Info))], Some(Info)),
    ];
    for (entries, expected) in cases {
        let severities = entries
            .iter()
            .map(|&(name, severity)| (selector(name), severity));
        let policy = Policy {
            severities: severities.collect(),
            ..Policy::default()
        };
        assert_eq!(severity_of(&policy, "how-many"), expected, "{entries:?}");
    }
}
