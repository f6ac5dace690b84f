//! Delimiters: those of one's own in the settings, and how many syntaxes the built-in rules know behind a greeting and in a sentence.

use std::fs;
use std::path::Path;

use unfilled::config::{Config, FlagOverrides};
use unfilled::filter::Policy;
use unfilled::finding::{FileReport, FindingStatus};
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::rule::{RuleSet, Severity};
use unfilled::text::Stop;

use crate::words::{check, shown};

/// The built-in rules, made ready once for many short texts.
struct Checker {
    linter: Linter,
    policy: Policy,
}

impl Checker {
    fn with(settings: &str) -> Self {
        let rules = RuleSet::builtin().unwrap();
        let config = Config::parse("unfilled.toml", settings).unwrap();
        let config = config.resolve(&rules).unwrap();
        Self {
            policy: config.policy("a.txt", &FlagOverrides::default()),
            linter: Linter::new(rules),
        }
    }

    fn check(&self, name: &str, text: &str) -> FileReport {
        let input = Input {
            name: name.to_owned(),
            bytes: text.into(),
            format: None,
        };
        let ruling = self.linter.ruling(self.policy.clone());
        self.linter.check(input, &ruling, &Stop::never())
    }
}

#[test]
fn delimiters_of_the_settings_are_one_rule() {
    let settings =
        "select = ['house-delimiters']\ndelimiters = ['⟪*⟫', '((*))', '%%[*]%%', '#*#']\n";
    let text = "甲方⟪某某⟫与((x y))签约。\nPay %%[the sum]%% to #abc#, 5# of 6#.\n";
    let report = check(settings, "a.txt", text);
    let found = ["⟪某某⟫", "((x y))", "%%[the sum]%%", "#abc#"];
    let expected: Vec<String> = found.map(|it| format!("house-delimiters {it}")).into();
    assert_eq!(shown(&report), expected);
    assert!(
        report
            .findings
            .iter()
            .all(|it| it.severity == Severity::Error)
    );
}

#[test]
fn a_name_between_delimiters_is_short_and_on_one_line() {
    let settings = "select = ['house-delimiters']\ndelimiters = ['⟪*⟫']\n";
    let long = "长".repeat(61);
    let text = format!("甲方⟪某\n某⟫签约。\n甲方⟪{long}⟫签约。\n甲方⟪⟫签约。\n");
    assert!(shown(&check(settings, "a.txt", &text)).is_empty());
}

#[test]
fn delimiters_are_found_in_full_width_and_a_star_may_be_one() {
    let settings = "select = ['house-delimiters']\ndelimiters = ['\\*|*|\\*', '{#*#}']\n";
    let report = check(settings, "a.txt", "您好*|FNAME|*，金额为｛＃金额＃｝。\n");
    let expected = [
        "house-delimiters *|FNAME|*",
        "house-delimiters ｛＃金额＃｝",
    ];
    assert_eq!(shown(&report), expected);
}

#[test]
fn the_rule_can_be_turned_off_and_words_stand_beside_it() {
    let settings = "words = ['待领导定']\ndelimiters = ['⟪*⟫']\nignore = ['template']\n";
    let report = check(settings, "a.txt", "人数待领导定，甲方为⟪某某⟫。\n");
    assert_eq!(shown(&report), ["house-words 待领导定"]);
    let empty = check("delimiters = []\n", "a.txt", "甲方为⟪某某⟫。\n");
    assert!(shown(&empty).iter().all(|it| !it.starts_with("house-")));
}

/// Each syntax in `fixtures/tokens.txt` in each frame: at least 95 of 100 are found behind a greeting, and as many in a sentence.
#[test]
fn nearly_all_syntaxes_are_known_wherever_they_stand() {
    let greetings = [
        "Dear Ms. TOKEN,\n\nPlease find the offer below.\n",
        "Hi TOKEN, the boat leaves at noon.\n",
        "尊敬的TOKEN：\n现将有关事项通知如下。\n",
        "TOKEN，您好！\n感谢您参加本次活动。\n",
    ];
    let sentences = [
        "Our records show TOKEN for the month of March, which is less than last year.\n",
        "As agreed, the goods go to TOKEN by train.\n",
        "根据协议，乙方应支付TOKEN，并于月底前结清。\n",
        "本次培训由TOKEN主讲，地点在三楼。\n",
    ];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tokens.txt");
    let tokens = fs::read_to_string(path).unwrap();
    let tokens: Vec<&str> = tokens.lines().filter(|it| !it.starts_with("# ")).collect();
    assert!(tokens.len() >= 100, "{}", tokens.len());
    let checker = Checker::with("");
    for frames in [greetings, sentences] {
        let mut missed = Vec::new();
        for frame in frames {
            let at = frame.find("TOKEN").unwrap();
            for token in &tokens {
                let report = checker.check("a.txt", &frame.replace("TOKEN", token));
                let is_found = report.findings.iter().any(|it| {
                    it.status == FindingStatus::Open
                        && it.range.start() < at + token.len()
                        && it.range.end() > at
                });
                if !is_found {
                    missed.push(format!("{token} in {frame}"));
                }
            }
        }
        let tried = tokens.len() * frames.len();
        assert!(
            missed.len() * 20 <= tried,
            "{} of {tried}: {missed:#?}",
            missed.len()
        );
    }
}

/// Finished lines that look like tokens, one a line: texts about templates, markup of sites, mathematics, code, topics, greetings.
#[test]
fn what_looks_like_a_token_stays_silent() {
    let checker = Checker::with("select = ['template']");
    for name in ["tokens-finished.md", "tokens-finished.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(name);
        let text = fs::read_to_string(path).unwrap();
        let alarms: Vec<String> = text
            .lines()
            .flat_map(|line| {
                let report = checker.check(name, &format!("{line}\n"));
                let shown = shown(&report);
                let open = shown.into_iter().filter(|it| !it.ends_with(" (hidden)"));
                open.map(|it| format!("{it} in {line}")).collect::<Vec<_>>()
            })
            .collect();
        assert!(alarms.is_empty(), "{name}: {alarms:#?}");
    }
}
