//! Words of one's own: what `*` and `?` mean wherever they may be written, and which findings allowed texts take away.

use std::sync::Arc;

use proptest::prelude::*;
use regex::Regex;
use unfilled::config::{Config, FlagOverrides};
use unfilled::filter::Policy;
use unfilled::finding::{FileReport, FindingStatus, Summary};
use unfilled::linter::{self, Linter};
use unfilled::reader::Input;
use unfilled::report::{REPORTERS, ReportOptions, Trial, Tried};
use unfilled::rule::{self, Matcher, Rule, RuleSet, Severity, Vocabulary};
use unfilled::text::{Language, Phrase, Stop, Surroundings, TextRange};

use crate::filter::rule_set;

/// A rule that looks for one word.
fn rule_for(word: &str) -> Option<Rule> {
    let text = format!("id = 'sample'\nwords = ['''{word}''']\n");
    rule::load("sample.toml", &text, None, &Vocabulary::default()).ok()
}

fn pattern(rule: &Rule) -> &str {
    match &rule.matcher {
        Matcher::Pattern(pattern) => pattern,
        other => panic!("{other:?} is no pattern"),
    }
}

/// Whether a pattern can be tried on the text as it stands: no space stands between Han and Latin.
fn is_folded(text: &str) -> bool {
    !Regex::new("[甲乙] [ab]|[ab] [甲乙]")
        .unwrap()
        .is_match(text)
}

const WORD: &str = "[甲乙ab?*， ]{1,6}";
const TEXT: &str = "[甲乙ab，。,. ]{0,12}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A word is looked for by its pattern and allowed by a walk through the text: both must mean the same.
    #[test]
    fn a_word_means_the_same_to_be_found_and_to_be_allowed(word in WORD, text in TEXT) {
        let (Some(rule), Ok(phrase)) = (rule_for(&word), Phrase::parse(&word)) else {
            return Ok(());
        };
        prop_assume!(is_folded(&text));
        let found = Regex::new(pattern(&rule)).unwrap().is_match(&text);
        let boundaries = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let allowed = boundaries
            .map(|at| Surroundings::new(&text, TextRange::empty(at)))
            .any(|surroundings| phrase.covers(&surroundings));
        prop_assert_eq!(found, allowed, "{} in {}", word, text);
    }

    /// What is found is allowed by the same word, and holds one of the keywords.
    #[test]
    fn what_a_word_finds_it_also_covers(word in WORD, text in TEXT) {
        let Some(rule) = rule_for(&word) else { return Ok(()) };
        prop_assume!(is_folded(&text));
        let phrase = Phrase::parse(&word).unwrap();
        for found in Regex::new(pattern(&rule)).unwrap().find_iter(&text) {
            let surroundings = Surroundings::new(&text, found.range().into());
            prop_assert!(phrase.covers(&surroundings), "{} in {}", word, text);
            let has_keyword = rule.keywords.iter().any(|k| found.as_str().contains(k.as_str()));
            prop_assert!(has_keyword, "{} in {}", word, text);
        }
    }
}

/// Check `text` as `path` under the settings.
pub(crate) fn check(settings: &str, path: &str, text: &str) -> FileReport {
    let config = Config::parse("unfilled.toml", settings).unwrap();
    let mut rules = rule_set();
    config.add_word_rules(&mut rules).unwrap();
    let policy = config
        .resolve(&rules)
        .unwrap()
        .policy(path, &FlagOverrides::default());
    let input = Input {
        name: path.to_owned(),
        bytes: text.into(),
        format: None,
    };
    let linter = Linter::new(rules);
    linter.check(input, &linter.ruling(policy), &Stop::never())
}

/// The findings by rule and words, with a note on those that do not count.
pub(crate) fn shown(report: &FileReport) -> Vec<String> {
    let text = &report.document.text;
    let findings = report.findings.iter();
    findings
        .map(|finding| {
            let status = match finding.status {
                FindingStatus::Open => "",
                FindingStatus::Suppressed(_) => " (silenced)",
                FindingStatus::Allowed => " (allowed)",
                FindingStatus::BelowSeverity => " (hidden)",
                FindingStatus::Known => " (known)",
                FindingStatus::Unchanged => " (unchanged)",
            };
            format!("{} {}{status}", finding.rule, finding.range.slice(text))
        })
        .collect()
}

#[test]
fn plain_words_are_one_rule_and_tables_are_rules_of_their_own() {
    let settings = "words = ['待领导定', { id = 'as-per', words = ['以*为准'], severity = 'info' }]\n[severity]\nhouse-words = 'warning'\n";
    let report = check(settings, "a.txt", "人数待领导定，以合同为准。\n");
    assert_eq!(
        shown(&report),
        ["house-words 待领导定", "as-per 以合同为准 (hidden)"]
    );
    assert_eq!(report.findings[0].severity, Severity::Warning);
    let off = format!("ignore = ['house-words']\n{settings}");
    assert_eq!(
        shown(&check(&off, "a.txt", "人数待领导定。\n")),
        [""; 0],
        "they are switched off like any other rule"
    );
}

#[test]
fn allowed_texts_take_away_what_lies_within_them() {
    let settings = "[allow]\nall = ['XX染色体']\nhow-many = ['第多少次', '无论*']\n\
                    [[override]]\npaths = ['forms/**']\nallow = { blank = ['签字：*'] }\n";
    let text = "XX染色体和XX病，第多少次、多少次。\n签字：____\n";
    let everywhere = [
        "mask XX (allowed)",
        "mask XX",
        "how-many 多少次 (allowed)",
        "how-many 多少次",
    ];
    let plain = check(settings, "a.txt", text);
    assert_eq!(shown(&plain), [&everywhere[..], &["blank ____"]].concat());
    let form = check(settings, "forms/a.txt", text);
    let beyond = ["blank ____ (allowed)"];
    assert_eq!(shown(&form), [&everywhere[..], &beyond].concat());
    let list = check("allow = ['第多少次']", "a.txt", "第多少次\n");
    assert_eq!(shown(&list), ["how-many 多少次 (allowed)"]);
}

#[test]
fn a_rule_s_allowed_text_does_not_help_another_rule() {
    let report = check("[allow]\nmask = ['第多少次']\n", "a.txt", "第多少次\n");
    assert_eq!(shown(&report), ["how-many 多少次"]);
}

#[test]
fn a_note_on_an_allowed_place_is_no_unused_one() {
    let text = "第多少次 unfilled:ignore how-many 已核\n";
    let report = check("allow = ['第多少次']", "a.txt", text);
    assert_eq!(shown(&report), ["how-many 多少次 (silenced)"]);
}

#[test]
fn reports_count_what_was_allowed() {
    let report = check("allow = ['第多少次']", "a.txt", "第多少次，____\n");
    let mut summary = Summary::default();
    summary.add(&report);
    assert_eq!((summary.allowed, summary.open()), (1, 1));
    for (language, words) in [
        (Language::Zh, "设置里放过的有 1 处"),
        (Language::En, "1 place allowed by the settings"),
    ] {
        let options = ReportOptions {
            language,
            width: 80,
            color: false,
            statistics: false,
            fail_on: Severity::Warning,
            clock: || None,
        };
        let rules: Arc<RuleSet> = Arc::new(rule_set());
        let end = (REPORTERS[0].make)(rules, options).end(&[], &summary);
        assert!(end.contains(words), "{end}");
    }
}

#[test]
fn a_trial_shows_the_first_places_and_counts_the_rest() {
    let mut rules = RuleSet::default();
    rules.add(rule_for("以*为准").unwrap());
    let linter = Linter::new(rules.clone());
    let mut trial = Trial::new(&rules);
    let text = "以甲为准。以乙为准。以丙为准。以丁为准。\n";
    for number in 0..8 {
        let input = Input {
            name: format!("{number}.txt"),
            bytes: text.repeat(usize::from(number > 0)).into(),
            format: None,
        };
        let report = linter.check(input, &linter.ruling(Policy::default()), &Stop::never());
        trial.add(Tried::new(&report, Language::Zh));
    }
    let options = ReportOptions {
        language: Language::Zh,
        width: 200,
        color: false,
        statistics: false,
        fail_on: Severity::Warning,
        clock: || None,
    };
    let shown = trial.render(&options);
    assert_eq!((trial.documents(), trial.alarms()), (8, 28));
    assert_eq!(shown.matches("⟦以丙为准⟧").count(), 5, "{shown}");
    assert!(!shown.contains("⟦以丁为准⟧"), "{shown}");
    assert!(shown.contains("另有 2 份文档，共 8 处"), "{shown}");
    assert!(shown.contains("8 份文档中的 7 份里报 28 处"), "{shown}");
}

#[test]
fn a_list_of_two_thousand_words_is_cheap_enough() {
    let words: Vec<String> = ('一'..)
        .step_by(7)
        .take(2000)
        .enumerate()
        .map(|(number, c)| match number % 10 {
            0 => format!("{c}待*{c}定"),
            1 => format!("{number}TBC"),
            _ => format!("{c}处待定"),
        })
        .collect();
    let list = words.join("', '");
    let text = format!("id = 'sample'\nwords = ['{list}']\n");
    let rule = rule::load("sample.toml", &text, None, &Vocabulary::default()).unwrap();
    let mistakes = linter::prove(&rule);
    assert!(mistakes.is_empty(), "{:?}", mistakes.first());
    assert_eq!(rule.record.bad.len(), words.len());
}
