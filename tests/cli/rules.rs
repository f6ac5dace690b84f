//! Listing rules and telling what categories are.

use unfilled::rule::Category;
use unfilled::text::Language;

use super::{run, site, stderr, stdout, write};

#[test]
fn rules_are_listed_in_columns_and_as_data() {
    let site = site();
    let table = stdout(&run(&site, ["rules", "--lang", "zh"]));
    let column = |line: &str, word: &str| {
        let (before, _) = line.split_once(word).unwrap();
        unfilled::text::display_width(before)
    };
    let heading = table.lines().next().unwrap();
    let row = table
        .lines()
        .find(|line| line.starts_with("open-number "))
        .unwrap();
    assert_eq!(column(heading, "类别"), column(row, "quantity"));
    assert_eq!(column(heading, "程度"), column(row, "必须改"));
    assert_eq!(column(heading, "说明"), column(row, "次数还没有写：…"));
    let listed = run(&site, ["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let ours = rules
        .as_array()
        .unwrap()
        .iter()
        .find(|rule| rule["id"] == "open-number")
        .unwrap();
    assert_eq!(ours["severity"], "error");
    assert_eq!(ours["message"], "a number is still open: …");
}

#[test]
fn a_category_s_name_in_either_language_shows_all_of_its_rules() {
    let site = site();
    let all = run(&site, ["rules", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_slice(&all.stdout).unwrap();
    for category in Category::ALL {
        let rules = all.as_array().unwrap().iter();
        let ids = rules.filter(|rule| rule["category"] == category.name());
        let mut expected: Vec<&str> = ids.map(|rule| rule["id"].as_str().unwrap()).collect();
        expected.sort_unstable();
        for name in [
            category.name(),
            category.label(Language::Zh),
            category.label(Language::En),
        ] {
            for command in ["rules", "explain"] {
                let shown = stdout(&run(&site, [command, name]));
                let lines = shown
                    .lines()
                    .filter_map(|line| line.split_whitespace().next());
                let mut ids: Vec<&str> = lines.filter(|word| expected.contains(word)).collect();
                ids.sort_unstable();
                assert_eq!(ids, expected, "{command} {name}");
                let others = all
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|rule| rule["category"] != category.name());
                for other in others {
                    let id = format!("{} ", other["id"].as_str().unwrap());
                    assert!(
                        !shown.lines().any(|line| line.starts_with(&id)),
                        "{command} {name}: {id}"
                    );
                }
            }
        }
    }
    let listed = run(&site, ["rules", "mask", "open-number", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let is_named =
        |rule: &serde_json::Value| rule["category"] == "mask" || rule["id"] == "open-number";
    let listed = listed.as_array().unwrap();
    assert!(listed.len() > 2 && listed.iter().all(is_named));
    assert_eq!(run(&site, ["rules", "no-such"]).status.code(), Some(2));
}

#[test]
fn a_house_has_a_vocabulary_of_its_own() {
    let site = site();
    let vocabulary = "[parts]\nopen = '''若干回|{ask}'''\nask = '''多少{measure}'''\n";
    let rule = super::RULE
        .replace("pattern = \"若干回\"", "pattern = '''{open}'''")
        .replace("keywords = [\"若干回\"]", "keywords = [\"若干\", \"多少\"]");
    write(&site, "house/vocabulary.toml", vocabulary);
    write(&site, "house/quantity/open-number.toml", &rule);
    write(&site, "a.txt", "开展活动若干回，走访多少户。\n");
    let found = run(&site, ["a.txt"]);
    assert_eq!(found.status.code(), Some(1), "{}", stderr(&found));
    assert!(stdout(&found).contains("若干回") && stdout(&found).contains("多少户"));
    for named in ["house", "house/quantity/open-number.toml"] {
        let tested = run(&site, ["test", named]);
        assert_eq!(tested.status.code(), Some(0), "{}", stderr(&tested));
    }
    // A mistake in it is shown in it.
    write(
        &site,
        "house/vocabulary.toml",
        &vocabulary.replace("{measure}", "{mesure}"),
    );
    for args in [&["a.txt"][..], &["test", "house"]] {
        let failed = run(&site, args);
        assert_eq!(failed.status.code(), Some(2));
        let told = stderr(&failed);
        assert!(
            told.contains("vocabulary.toml:3") && told.contains("{measure}"),
            "{told}"
        );
    }
}
