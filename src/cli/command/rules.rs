//! `unfilled rules`: every rule in a table, or as JSON; with `--cost`, what each of them costs.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::args::RuleArgs;
use crate::cli::columns::{Align, columns};
use crate::cli::command::general_words;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::cli::measure;
use crate::report::visible;
use crate::rule::{Rule, Severity, Stage};

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

/// Print all rules of this place, the built-in ones and the house's own, or what they cost on the documents at `cost`.
pub(in crate::cli) fn run(
    args: &RuleArgs,
    cost: Option<PathBuf>,
    json: bool,
    console: &Console,
) -> Result<Outcome, Failure> {
    let house = House::load(args, cost.as_slice())?;
    if let Some(path) = cost {
        return measure::run(&house, path, json, console);
    }
    let language = console.language;
    if json {
        let rows: Vec<Row<'_>> = house
            .rules
            .iter()
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
    for rule in house.rules.iter() {
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
            "\n{} rules. See unfilled explain RULE for help and examples.\n",
            rows.len() - 1
        ),
    );
    console.print(&(columns(&rows, [Align::Left; 4]) + &more))?;
    Ok(Outcome::Clean)
}

/// The least certain that a finding of `rule` is in the version that is sent.
fn least_when_final(rule: &Rule) -> Severity {
    rule.severity_at(Stage::Final, rule.alone.unwrap_or(rule.severity))
}
