//! What rules cost, for people and for programs.
//!
//! Owns the words, the order and what is summed up. How it was measured, `stopwatch` knows.

use std::cmp::Reverse;
use std::time::Duration;

use serde::Serialize;

use crate::cli::stopwatch::{Cost, Costs};
use crate::rule::RuleSet;
use crate::text::{Align, Language, columns};

/// Rules with a smaller share, in percent, are shown as one line.
const SMALL: f64 = 0.05;

/// What was measured, ready to be shown.
pub(super) struct CostTable<'r> {
    documents: usize,
    total: Duration,
    shared: Line<'r>,
    /// The dearest first.
    rules: Vec<Line<'r>>,
}

/// The figures of a rule, or of some.
#[derive(Clone, Debug)]
struct Line<'r> {
    name: &'r str,
    share: f64,
    time: Duration,
    cost: Cost,
}

/// The table in JSON; times in milliseconds, shares in percent.
#[derive(Serialize)]
struct TableShape<'r> {
    documents: usize,
    total_ms: f64,
    shared: SharedShape,
    rules: Vec<RuleShape<'r>>,
}

#[derive(Serialize)]
struct SharedShape {
    share: f64,
    ms: f64,
}

#[derive(Serialize)]
struct RuleShape<'r> {
    id: &'r str,
    share: f64,
    ms: f64,
    tried: u64,
    matches: u64,
    findings: u64,
}

impl<'r> CostTable<'r> {
    /// What checking so many documents with `rules` cost.
    pub(super) fn new(rules: &'r RuleSet, costs: &Costs, documents: usize) -> Self {
        let total = costs.total();
        let line = |name: &'r str, cost: &Cost| {
            let time = costs.time(cost);
            Line {
                name,
                share: percent(time, total),
                time,
                cost: *cost,
            }
        };
        let mut lines: Vec<Line<'r>> = rules
            .iter()
            .zip(&costs.rules)
            .map(|(rule, cost)| line(rule.id.as_str(), cost))
            .collect();
        lines.sort_by_key(|line| (Reverse(line.time), Reverse(line.cost.tried), line.name));
        Self {
            documents,
            total,
            shared: line("", &costs.shared),
            rules: lines,
        }
    }

    /// For programs: every rule.
    pub(super) fn json(&self) -> String {
        let shape = TableShape {
            documents: self.documents,
            total_ms: milliseconds(self.total),
            shared: SharedShape {
                share: rounded(self.shared.share),
                ms: milliseconds(self.shared.time),
            },
            rules: self.rules.iter().map(Line::shape).collect(),
        };
        serde_json::to_string_pretty(&shape).unwrap_or_default() + "\n"
    }

    /// For people: the rules that cost something.
    pub(super) fn human(&self, language: Language) -> String {
        let heading = language.pick(
            ["规则", "占比", "毫秒", "试过的段落", "匹配", "报出"],
            ["rule", "share", "ms", "tried", "matches", "findings"],
        );
        let mut rows = vec![heading.map(str::to_owned)];
        let shared = language.pick(
            "（所有规则共用：找关键词等）",
            "(all rules: keywords, folding)",
        );
        rows.push(self.shared.without_counts(shared));
        let (large, small): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
            self.rules.iter().partition(|line| line.share >= SMALL);
        rows.extend(large.iter().map(|line| line.row(line.name)));
        if !small.is_empty() {
            let count = small.len();
            let name = match (language, large.is_empty()) {
                (Language::Zh, true) => format!("（全部 {count} 条规则）"),
                (Language::Zh, false) => format!("（其余 {count} 条规则）"),
                (Language::En, true) => format!("(all {count} rules)"),
                (Language::En, false) => format!("({count} other rules)"),
            };
            rows.push(sum(&small).row(&name));
        }
        let all: Vec<&Line<'_>> = self.rules.iter().collect();
        let mut total = sum(&all);
        total.time = self.total;
        total.share = percent(self.total, self.total);
        rows.push(total.row(language.pick("合计", "total")));
        let documents = self.documents;
        let closing = match language {
            Language::Zh => format!(
                "\n共 {documents} 份文档；读文件的时间不算。段落里有一条规则的关键词，才用这条规则去试。\n"
            ),
            Language::En => format!(
                "\nDocuments: {documents}; the time for reading them does not count. A rule is tried on paragraphs that hold one of its keywords.\n"
            ),
        };
        let [left, right] = [Align::Left, Align::Right];
        columns(&rows, [left, right, right, right, right, right]) + &closing
    }
}

impl<'r> Line<'r> {
    fn shape(&self) -> RuleShape<'r> {
        RuleShape {
            id: self.name,
            share: rounded(self.share),
            ms: milliseconds(self.time),
            tried: self.cost.tried,
            matches: self.cost.matches,
            findings: self.cost.findings,
        }
    }

    fn row(&self, name: &str) -> [String; 6] {
        let [name, share, time, ..] = self.without_counts(name);
        let Cost {
            tried,
            matches,
            findings,
            ..
        } = self.cost;
        let [tried, matches, findings] = [tried, matches, findings].map(|n| n.to_string());
        [name, share, time, tried, matches, findings]
    }

    /// Work that serves all rules is neither tried nor does it find anything.
    fn without_counts(&self, name: &str) -> [String; 6] {
        let (share, time) = (self.share, self.time.as_secs_f64() * 1e3);
        let none = String::new;
        let (share, time) = (format!("{share:.1} %"), format!("{time:.2}"));
        [name.to_owned(), share, time, none(), none(), none()]
    }
}

/// The sum of some lines, without a name.
fn sum<'r>(lines: &[&Line<'r>]) -> Line<'r> {
    let mut sum = Line {
        name: "",
        share: 0.0,
        time: Duration::ZERO,
        cost: Cost::default(),
    };
    for line in lines {
        sum.share += line.share;
        sum.time += line.time;
        sum.cost.add(&line.cost);
    }
    sum
}

/// The share of `part` in `whole`.
fn percent(part: Duration, whole: Duration) -> f64 {
    if whole.is_zero() {
        return 0.0;
    }
    100.0 * part.as_secs_f64() / whole.as_secs_f64()
}

fn milliseconds(time: Duration) -> f64 {
    rounded(time.as_secs_f64() * 1e3)
}

/// To four places: more would be noise.
fn rounded(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}
