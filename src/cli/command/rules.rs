//! `unfilled rules`: every rule, or those of some categories, in a table, or as JSON; with `--cost`, what each of them costs.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::args::RuleArgs;
use crate::cli::command::selector;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::cli::measure;
use crate::cli::usage_error::UsageError;
use crate::finding::general_words;
use crate::report::{plural, visible};
use crate::rule::{Rule, Selector, Severity, Stage};
use crate::text::{Align, Localized, columns};

/// A rule in JSON.
#[derive(Serialize)]
struct Row<'r> {
    id: &'r str,
    category: &'static str,
    severity: &'static str,
    /// The least that it is in the version that is sent.
    #[serde(rename = "final")]
    when_final: &'static str,
    languages: &'r [String],
    since: &'r str,
    message: String,
    help: String,
}

/// Print the rules of this place that `names` name, or all, the built-in ones and the house's own; or what they cost on the documents at `cost`.
pub(in crate::cli) fn run(
    args: &RuleArgs,
    names: &[String],
    cost: Option<PathBuf>,
    json: bool,
    console: &Console,
) -> Result<Outcome, Failure> {
    let house = House::load(args, cost.as_slice())?;
    let named: Result<Vec<Selector>, _> = names
        .iter()
        .map(|name| selector(name, &house.rules))
        .collect();
    let named = named?;
    let is_named =
        |rule: &Rule| named.is_empty() || named.iter().any(|selector| selector.covers(rule));
    if let Some(path) = cost {
        if !named.is_empty() {
            return Err(cost_of_all().into());
        }
        return measure::run(&house, path, json, console);
    }
    let language = console.language;
    if json {
        let rows: Vec<Row<'_>> = house
            .rules
            .iter()
            .filter(|rule| is_named(rule))
            .map(|rule| {
                let (message, help) = general_words(rule, language);
                Row {
                    id: rule.id.as_str(),
                    category: rule.category.name(),
                    severity: rule.severity.name(),
                    when_final: least_when_final(rule).name(),
                    languages: &rule.record.languages,
                    since: &rule.record.since,
                    message,
                    help,
                }
            })
            .collect();
        let text = serde_json::to_string_pretty(&rows).unwrap_or_default();
        console.print(&format!("{text}\n"))?;
        return Ok(Outcome::Clean);
    }
    let heading = language.pick(
        ["规则", "类别", "程度", "说明"],
        ["rule", "category", "severity", "message"],
    );
    let mut rows = vec![heading.map(str::to_owned)];
    for rule in house.rules.iter().filter(|rule| is_named(rule)) {
        let (message, _) = general_words(rule, language);
        rows.push([
            rule.id.to_string(),
            rule.category.name().to_owned(),
            rule.severity.label(language).to_owned(),
            visible(&message).into_owned(),
        ]);
    }
    let more = language.pick(
        format!(
            "\n共 {} 条。用 unfilled explain 规则 查看说明和例子。\n",
            rows.len() - 1
        ),
        format!(
            "\n{} rule{}. See unfilled explain RULE for help and examples.\n",
            rows.len() - 1,
            plural(rows.len() - 1)
        ),
    );
    console.print(&(columns(&rows, [Align::Left; 4]) + &more))?;
    Ok(Outcome::Clean)
}

/// The least certain that a finding of `rule` is in the version that is sent.
fn least_when_final(rule: &Rule) -> Severity {
    rule.severity_at(Stage::Final, rule.least())
}

fn cost_of_all() -> UsageError {
    UsageError::new(
        Localized::new(
            "--cost 量的是全部规则，不能再写类别",
            "--cost measures all rules, so no category can be named with it",
        ),
        Localized::new("去掉类别", "leave the category out"),
    )
}
