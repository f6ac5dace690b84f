//! Settings and rules that came with a stranger's documents: a word about what is wrong, or an end soon.

use std::fmt::Write;
use std::fs;

use tempfile::TempDir;

use super::OPEN;
use super::child::{Run, run, status};

/// A house rule with the given pattern and keyword that fires on `bad`.
fn rule(id: &str, pattern: &str, keyword: &str, bad: &str) -> String {
    format!(
        "id = \"{id}\"\nsince = \"0.1.0\"\nlanguages = [\"en\"]\ncategory = \"residue\"\nseverity = \"error\"\n\
         keywords = [\"{keyword}\"]\npattern = '''{pattern}'''\n\
         bad = [\"{bad}\", \"{bad}\", \"{bad}\"]\ngood = [\"多\", \"少\", \"次\"]\n\
         [message]\nzh = \"空\"\nen = \"open\"\n[help]\nzh = \"填\"\nen = \"fill in\"\n"
    )
}

/// A folder with one file of `text`, and settings that name these rules.
fn site(rules: impl IntoIterator<Item = (String, String)>, text: &str) -> TempDir {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("unfilled.toml"), "rules = [\"house\"]\n").unwrap();
    fs::create_dir(site.path().join("house")).unwrap();
    for (name, content) in rules {
        fs::write(site.path().join("house").join(name), content).unwrap();
    }
    fs::write(site.path().join("a.txt"), text).unwrap();
    site
}

fn check(site: &TempDir, args: &[&str]) -> Run {
    run(site.path(), ["a.txt", "--lang", "en"].iter().chain(args))
}

#[test]
fn deeply_nested_settings_are_refused() {
    let depth = 100_000;
    for text in [
        format!("a = {}", "[".repeat(depth)),
        format!("a = {}{}", "[".repeat(depth), "]".repeat(depth)),
        format!("a = {}", "{a=".repeat(depth)),
        format!("[{}a]\n", "a.".repeat(depth)),
        format!("{}a = 1\n", "a.".repeat(depth)),
    ] {
        let site = site([], OPEN);
        fs::write(site.path().join("unfilled.toml"), &text).unwrap();
        let run = check(&site, &[]);
        run.assert_within(2, 300, "settings");
        assert_eq!(run.status, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains("unfilled.toml:1:"), "{}", run.stderr);
        assert!(run.stderr.len() < 4096, "{} bytes", run.stderr.len());
    }
}

#[test]
fn a_pattern_that_grows_too_large_is_refused_at_its_place() {
    for pattern in [
        r"(?:\w{2000}){2000}a",
        r"a(?:.{0,2000}){0,2000}",
        r"a\w{0,60000}",
    ] {
        let site = site(
            [("a.toml".to_owned(), rule("big", pattern, "a", "a"))],
            OPEN,
        );
        let run = check(&site, &[]);
        run.assert_within(2, 300, pattern);
        assert_eq!(run.status, Some(2), "{pattern}: {}", run.stderr);
        assert!(
            run.stderr.contains("a.toml:7:"),
            "{pattern}: {}",
            run.stderr
        );
        assert!(run.stderr.contains("too large"), "{pattern}");
    }
}

#[test]
fn a_rule_that_matches_the_empty_string_is_refused() {
    for pattern in ["x?", "x*?", "(?:)", "^", "$|x", "(?<span>)x"] {
        let rules = [("a.toml".to_owned(), rule("empty", pattern, "x", "⟦x⟧"))];
        let run = check(&site(rules, "x"), &["--format", "json"]);
        run.assert_within(2, 300, pattern);
        assert_eq!(run.status, Some(2), "{pattern}");
        assert!(run.stderr.contains("a.toml:"), "{pattern}: {}", run.stderr);
    }
}

#[test]
fn a_slow_pattern_is_ended_by_the_time_limit() {
    // Each match is looked for up to the end of the text that is searched at once.
    let slow = rule("slow", ".*[^QZ]|[QZ]", "Q", "⟦Q⟧");
    // Between small repetitions the search cannot skip, and it must keep thousands of states.
    let wide = rule("wide", "(?:Q?){5000}B|QZ", "Q", "⟦QZ⟧");
    let many = "Q".repeat(60) + "W";
    for (name, rule, piece) in [("slow", slow, "QZ"), ("wide", wide, &*many)] {
        let text = piece.repeat((10 << 20) / piece.len());
        let site = site([("a.toml".to_owned(), rule)], &text);
        let run = check(
            &site,
            &["--format", "json", "--timeout", "2", "--select", name],
        );
        run.assert_within(3, 300, name);
        assert_eq!(run.status, Some(2), "{name}");
        // One look at a piece of the text may take longer than there is time; then the run ends, and says why.
        match run.stdout.is_empty() {
            true => assert!(run.stderr.contains("a.txt: its check took more than 2 s")),
            false => assert_eq!(status(&run.json()), "limit", "{name}"),
        }
    }
}

#[test]
fn ten_thousand_rules_are_loaded_and_used() {
    let rules = (0..10_000).map(|n| {
        let word = format!("词{n}号");
        (
            format!("{n}.toml"),
            rule(&format!("r{n}"), &word, &word, &format!("⟦{word}⟧")),
        )
    });
    let mut text = OPEN.to_owned();
    for n in 0..10_000 {
        writeln!(text, "，词{n}号").unwrap();
    }
    let site = site(rules, &text);
    let run = check(&site, &["--format", "json"]);
    run.assert_within(10, 500, "10,000 rules");
    assert_eq!(super::child::found(&run.json()).len(), 10_001);
}

#[test]
fn more_rule_files_than_anybody_keeps_are_refused_at_once() {
    let rules = (0..20_000).map(|n| (format!("{n}.toml"), String::new()));
    let site = site(rules, OPEN);
    let run = check(&site, &[]);
    run.assert_within(5, 200, "20,000 rule files");
    assert_eq!(run.status, Some(2));
    let said = "there are more than 10000 rule files";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}
