//! What a document is taken for: a judgment and a test paper hide nothing, and the file's report says what became a hint.

use unfilled::document::{Document, ProblemKind};
use unfilled::filter::Policy;
use unfilled::finding::FileReport;
use unfilled::linter::Linter;
use unfilled::rule::{Profile, RuleSet, Selector, Severity, Stage};
use unfilled::text::Stop;

const JUDGMENT: &str = "原告：青禾××有限公司，住所地云川市××路××号。\n被告：孙某某。\n\
    本院认为，合同有效，判决如下：\n被告孙某某支付原告货款{{金额}}元。\n审判员　李××\n书记员　何×\n";

const TEST_PAPER: &str = "一、填空题（每小题2分）\n1．荷叶上的露珠是________的。\n二、选择题\n\
    2．下列词语中正确的是（　　）\nA．山青水秀　B．山清水秀\n";

fn check(text: &str, policy: Policy) -> FileReport {
    let linter = Linter::new(RuleSet::builtin().unwrap());
    let ruling = linter.ruling(policy);
    let document = Document {
        text: text.to_owned().into(),
        ..Document::default()
    };
    linter.check_document(String::new(), document, &ruling, &Stop::never())
}

/// The words of the findings that count.
fn open(report: &FileReport) -> Vec<&str> {
    let text = &report.document.text;
    let findings = report.open_findings();
    findings.map(|it| it.range.slice(text)).collect()
}

fn taken_for(report: &FileReport, kind: Profile) -> usize {
    let findings = report.findings.iter();
    findings.filter(|it| it.taken_for == Some(kind)).count()
}

fn problems(report: &FileReport) -> Vec<&ProblemKind> {
    report.document.problems.iter().map(|it| &it.kind).collect()
}

#[test]
fn what_a_court_masks_is_a_hint_and_anything_else_counts() {
    for stage in [Stage::Draft, Stage::Final] {
        let policy = Policy {
            stage,
            ..Policy::default()
        };
        let report = check(JUDGMENT, policy);
        assert_eq!(open(&report), ["{{金额}}"], "{stage:?}");
        let hints = taken_for(&report, Profile::Judgment);
        assert!(hints >= 3, "{:?}", report.findings);
        assert_eq!(problems(&report), [&ProblemKind::LikeJudgment { hints }]);
    }
}

#[test]
fn the_same_masks_count_where_no_court_speaks() {
    let text = JUDGMENT.replace("本院认为，合同有效，判决如下：", "双方协商如下：");
    let report = check(&text, Policy::default());
    assert!(open(&report).len() > 1, "{:?}", report.findings);
    assert!(problems(&report).is_empty());
}

#[test]
fn blanks_in_a_test_paper_are_hints_that_one_can_see() {
    let report = check(TEST_PAPER, Policy::default());
    assert!(open(&report).is_empty(), "{:?}", open(&report));
    let hints = taken_for(&report, Profile::Exercise);
    assert_eq!(problems(&report), [&ProblemKind::LikeExercise { hints }]);
    let all = check(
        TEST_PAPER,
        Policy {
            min_severity: Severity::Info,
            ..Policy::default()
        },
    );
    assert!(open(&all).contains(&"________"), "{:?}", open(&all));
}

#[test]
fn a_severity_of_the_settings_holds_in_any_document() {
    let policy = Policy {
        severities: vec![(Selector::All, Some(Severity::Error))],
        ..Policy::default()
    };
    let report = check(TEST_PAPER, policy);
    assert!(open(&report).contains(&"________"), "{:?}", open(&report));
}
