//! `unfilled rules --cost`: times differ from run to run, so what is tested is what must hold of them, and the counts.

use serde_json::Value;
use tempfile::TempDir;

use super::{run, site, stdout, write};

/// A paragraph with a keyword of [`super::RULE`], which finds it there, and one without.
const DRAFT: &str = "全年开展活动若干回。\n\n已经写好。\n";

fn draft() -> TempDir {
    let site = site();
    write(&site, "docs/a.txt", DRAFT);
    write(&site, "docs/deep/b.txt", DRAFT);
    write(&site, "docs/program.py", DRAFT);
    site
}

fn measured(site: &TempDir, args: &[&str]) -> Value {
    let args = [&["rules", "--format", "json", "--cost"], args].concat();
    let output = run(site, args);
    assert_eq!(output.status.code(), Some(0), "findings are no failure");
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn rules(table: &Value) -> &[Value] {
    table["rules"].as_array().unwrap()
}

fn counts(table: &Value, id: &str) -> [u64; 3] {
    let rule = rules(table).iter().find(|rule| rule["id"] == id).unwrap();
    ["tried", "matches", "findings"].map(|key| rule[key].as_u64().unwrap())
}

#[test]
fn every_rule_is_there_and_the_shares_make_a_whole() {
    let site = draft();
    let table = measured(&site, &["docs", "--isolated"]);
    let listed = run(&site, ["rules", "--format", "json", "--isolated"]);
    let listed: Value = serde_json::from_str(&stdout(&listed)).unwrap();
    let ids = |rules: &Value| {
        let rules = rules.as_array().unwrap().iter();
        let mut ids: Vec<_> = rules.map(|rule| rule["id"].to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&table["rules"]), ids(&listed));

    let figure = |value: &Value, key: &str| value[key].as_f64().unwrap();
    for (key, whole) in [("share", 100.0), ("ms", figure(&table, "total_ms"))] {
        let of_rules: f64 = rules(&table).iter().map(|rule| figure(rule, key)).sum();
        let sum = figure(&table["shared"], key) + of_rules;
        assert!((sum - whole).abs() < 0.05, "{key}: {sum} of {whole}");
    }
    assert!(figure(&table["shared"], "ms") > 0.0);
    assert!(rules(&table).is_sorted_by(|a, b| figure(a, "ms") >= figure(b, "ms")));
}

#[test]
fn what_is_counted_does_not_depend_on_the_clock() {
    let site = draft();
    let table = measured(&site, &["docs"]);
    assert_eq!(table["documents"], 2, "the walk of a check");
    assert_eq!(counts(&table, "open-number"), [2, 2, 2]);
    assert_eq!(counts(&table, "how-many"), [0, 0, 0], "it is not selected");
    assert_eq!(measured(&site, &["docs/a.txt"])["documents"], 1);
    for rule in rules(&table) {
        let [tried, matches, findings] = counts(&table, rule["id"].as_str().unwrap());
        assert!(findings <= matches && (tried > 0 || matches == 0));
    }
}

#[test]
fn guards_stand_between_matches_and_findings() {
    let site = site();
    // A question is no gap; where no unit follows, nothing is tried.
    let text = "他们走访了多少次（含复查）？\n\n今年走访企业多少次。\n\n多少总得有一点。\n";
    write(&site, "a.txt", text);
    let table = measured(&site, &["a.txt", "--isolated"]);
    assert_eq!(counts(&table, "how-many"), [2, 2, 1]);
}

#[test]
fn people_see_what_costs_something() {
    let site = draft();
    for (language, first, others, last) in [
        ("en", "(all rules: ", " other rules)", "total "),
        ("zh", "（所有规则共用", "（其余 ", "合计 "),
    ] {
        let output = run(&site, ["rules", "--cost", "docs", "--lang", language]);
        let shown = stdout(&output);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[1].starts_with(first), "{shown}");
        assert!(shown.contains("\nopen-number "), "{shown}");
        assert!(shown.contains(others), "{shown}");
        let total = lines.iter().find(|line| line.starts_with(last)).unwrap();
        let cells: Vec<&str> = total.split_whitespace().collect();
        assert_eq!(cells[1..3], ["100.0", "%"]);
        assert_eq!(cells[4..], ["2", "2", "2"]);
    }
}
