//! `unfilled explain RULE`: what a rule finds, how to fix it, and its examples as it really reports them; of a category, what
//! it is about and which rules it has.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::cli::Outcome;
use crate::cli::args::RuleArgs;
use crate::cli::command::selector;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::cli::usage_error::UsageError;
use crate::filter::Policy;
use crate::finding::general_words;
use crate::linter::{Linter, read_example};
use crate::report::{REPORTERS, plural, visible};
use crate::rule::{Category, Example, Rule, RuleSet, Selector, Severity, Stage};
use crate::text::{Align, Language, Stop, columns};

/// Print all about the rule that is called `name`, or about the category.
pub(in crate::cli) fn run(
    args: &RuleArgs,
    name: &str,
    console: &Console,
) -> Result<Outcome, Failure> {
    let house = House::load(args, &[])?;
    let rules = &house.rules;
    let text = match selector(name, rules)? {
        Selector::Rule(id) => rules.get(&id).map(|rule| explained(rule, console)),
        Selector::Category(category) => Some(overview(category, rules, console.language)),
        Selector::All => None,
    };
    let text = text.ok_or_else(|| UsageError::no_rule(name, None, rules))?;
    console.print(&text)?;
    Ok(Outcome::Clean)
}

/// A rule with its examples.
fn explained(rule: &Arc<Rule>, console: &Console) -> String {
    let language = console.language;
    let mut out = head(rule, language);
    out.push_str(language.pick("\n会报告：\n\n", "\nIt reports:\n\n"));
    out.push_str(reported(rule, console).trim_end());
    out.push('\n');
    if !rule.record.good.is_empty() {
        out.push_str(language.pick("\n不会报告：\n\n", "\nIt does not report:\n\n"));
    }
    for example in &rule.record.good {
        out.push_str(&quoted(example));
    }
    out
}

/// A category with its rules.
fn overview(category: Category, rules: &RuleSet, language: Language) -> String {
    let (name, label) = (category.name(), category.label(language));
    let mut out = match language {
        Language::Zh => format!(
            "类别：{}\n说明：{}\n\n",
            named(label, name),
            category.about(language)
        ),
        Language::En => format!(
            "category:  {}\nabout:     {}\n\n",
            named(label, name),
            category.about(language)
        ),
    };
    let all = rules.iter().filter(|rule| rule.category == category);
    let rows: Vec<[String; 3]> = all
        .map(|rule| {
            let (message, _) = general_words(rule, language);
            [
                rule.id.to_string(),
                rule.severity.label(language).to_owned(),
                visible(&message).into_owned(),
            ]
        })
        .collect();
    let count = rows.len();
    out.push_str(&columns(&rows, [Align::Left; 3]));
    out.push_str(&match language {
        Language::Zh => format!(
            "\n共 {count} 条。用 unfilled explain 规则 看一条规则的说明和例子。\n只查这一类：--select {name}；不查这一类：--ignore {name}。\n"
        ),
        Language::En => format!(
            "\n{count} rule{}. See unfilled explain RULE for help and examples.\nOnly this category: --select {name}; all but this one: --ignore {name}.\n",
            plural(count)
        ),
    });
    out
}

fn head(rule: &Rule, language: Language) -> String {
    let (message, help) = general_words(rule, language);
    let rows = [
        (language.pick("规则", "rule"), rule.id.to_string()),
        (language.pick("说明", "message"), message),
        (language.pick("改法", "fix"), help),
        (language.pick("程度", "severity"), certainty(rule, language)),
        (
            language.pick("类别", "category"),
            named(rule.category.label(language), rule.category.name()),
        ),
        (
            language.pick("语言", "languages"),
            rule.record.languages.join(", "),
        ),
        (language.pick("始于", "since"), rule.record.since.clone()),
    ];
    let mut out = String::new();
    for (name, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        let colon = language.pick("：", ":");
        let pad = language.pick(0, 10_usize.saturating_sub(name.len()));
        let _ = writeln!(out, "{name}{colon}{}{}", " ".repeat(pad), visible(text));
    }
    out
}

/// How certain the rule's findings are, and how certain alone and in the version that is sent where that differs.
fn certainty(rule: &Rule, language: Language) -> String {
    let label = |severity: Severity| named(severity.label(language), severity.name());
    let mut words = label(rule.severity);
    if let Some(alone) = rule.alone.map(label) {
        words.push_str(&match language {
            Language::Zh => format!("；附近没有别的空缺时：{alone}"),
            Language::En => format!("; with no other gaps near it: {alone}"),
        });
    }
    let weak = rule.weak.as_ref().map(|weak| label(weak.severity));
    if let Some(weak) = weak {
        words.push_str(&match language {
            Language::Zh => format!("；只有“？”一类的符号，附近又没有别的空缺时：{weak}"),
            Language::En => {
                format!("; with only a sign such as ? and no other gaps near it: {weak}")
            }
        });
    }
    let least = rule.least();
    let when_final = rule.severity_at(Stage::Final, least);
    if when_final != least {
        let when_final = label(when_final);
        words.push_str(&match language {
            Language::Zh => format!("；最后一稿里（--final）：{when_final}"),
            Language::En => format!("; in the version that is sent (--final): {when_final}"),
        });
    }
    words
}

/// Words for people and the name to use in settings, where they differ.
fn named(label: &str, name: &str) -> String {
    if label == name {
        name.to_owned()
    } else {
        format!("{label} ({name})")
    }
}

/// The `bad` examples, really checked and shown as findings always are.
fn reported(rule: &Arc<Rule>, console: &Console) -> String {
    let mut rules = RuleSet::default();
    rules.add(Rule::clone(rule));
    let reporter = (REPORTERS[0].make)(Arc::new(rules.clone()), console.results(Severity::Warning));
    let linter = Linter::new(rules);
    let ruling = linter.ruling(Policy {
        min_severity: Severity::Info,
        ..Policy::default()
    });
    let mut out = String::new();
    for (number, example) in rule.record.bad.iter().enumerate() {
        let name = format!("{} {}", console.language.pick("例", "example"), number + 1);
        let (document, _) = read_example(example);
        let report = linter.check_document(name, document, &ruling, &Stop::never());
        out.push_str(&reporter.file(&report).now);
    }
    out
}

fn quoted(example: &Example) -> String {
    let (document, _) = read_example(example);
    let lines = document.text.lines();
    lines.map(|line| format!("  {}\n", visible(line))).collect()
}
