//! Keywords that are taken from patterns: with them a rule finds all that it finds when every paragraph is tried.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex_syntax::hir::{Class, Hir, HirKind};
use unfilled::document::{Document, Format};
use unfilled::rule::{self, Rule, RuleSet, Severity, Vocabulary};
use unfilled::scan::Scanner;
use unfilled::text::{Stop, TextRange};

use crate::support::corpus;

/// How many matches of each pattern are tried.
const MATCHES: usize = 60;

/// What patterns take for s and k if they take capital and small letters alike; keywords are not compared like that.
const NEVER_COMPARED: [char; 2] = ['ſ', '\u{212a}'];

/// A sequence of numbers without a plan, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count.max(1)
    }
}

/// Add something that `hir` matches, as far as what stands beside it allows that.
fn write_match(hir: &Hir, random: &mut Random, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(str::from_utf8(&literal.0).unwrap()),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            let Some(range) = ranges.get(random.below(ranges.len())) else {
                return;
            };
            // Of large classes mostly the first characters.
            let count = (range.start()..=range.end()).count().min(200);
            out.extend((range.start()..=range.end()).nth(random.below(count)));
        }
        HirKind::Class(Class::Bytes(class)) => {
            let ranges = class.ranges();
            let range = ranges[random.below(ranges.len())];
            let length = usize::from(range.end() - range.start()) + 1;
            out.push(char::from(range.start() + random.below(length) as u8));
        }
        HirKind::Repetition(repeated) => {
            let most = repeated
                .max
                .unwrap_or(repeated.min + 3)
                .min(repeated.min + 3);
            let count = repeated.min as usize + random.below((most - repeated.min) as usize + 1);
            (0..count).for_each(|_| write_match(&repeated.sub, random, out));
        }
        HirKind::Capture(group) => write_match(&group.sub, random, out),
        HirKind::Concat(all) => all.iter().for_each(|it| write_match(it, random, out)),
        HirKind::Alternation(any) => write_match(&any[random.below(any.len())], random, out),
    }
}

/// A paragraph with each match, with stars round some words.
fn paragraphs(pattern: &str, random: &mut Random) -> String {
    let hir = regex_syntax::parse(pattern).unwrap();
    let mut text = String::new();
    for count in 0..MATCHES {
        let mut found = String::new();
        write_match(&hir, random, &mut found);
        if found.contains(NEVER_COMPARED) {
            continue;
        }
        if count % 3 == 0 && !found.is_empty() {
            let places: Vec<usize> = found.char_indices().map(|(at, _)| at).collect();
            let [from, to] = [0, 1].map(|_| places[random.below(places.len())]);
            found.insert_str(from.max(to), "**");
            found.insert_str(from.min(to), "**");
        }
        text.push_str(["", "，", "a ", "共"][random.below(4)]);
        text.push_str(&found);
        text.push_str(["\n", "。\n", " b\n", "次\n"][random.below(4)]);
    }
    text
}

/// A rule with `pattern`, and with `keywords` where there are any.
fn a_rule(pattern: &str, keywords: Option<&BTreeSet<char>>) -> Rule {
    // TOML has the escapes of JSON, and wants one more character escaped.
    let quoted = |text: &str| {
        let quoted = serde_json::to_string(text).unwrap();
        quoted.replace('\u{7f}', "\\u007f")
    };
    let keywords = keywords.map(|all| {
        let all: Vec<String> = all.iter().map(|c| quoted(&c.to_string())).collect();
        format!("keywords = [{}]", all.join(", "))
    });
    let text = format!(
        "id = 'a'\nlanguages = ['zh']\ncategory = 'mask'\nseverity = 'warning'\npattern = {}\n{}\n\
         bad = ['a', 'b', 'c']\ngood = ['d', 'e', 'f']\n\
         message = {{ zh = 'x', en = 'x' }}\nhelp = {{ zh = 'x', en = 'x' }}\n",
        quoted(pattern),
        keywords.unwrap_or_default(),
    );
    rule::load("a.toml", &text, None, &Vocabulary::default()).unwrap_or_else(|error| {
        panic!("{pattern}: {error}");
    })
}

fn found(rule: Rule, document: &Document) -> Vec<TextRange> {
    let rules = RuleSet::new(vec![rule]);
    let scanner = Scanner::new(&rules);
    let severities = [Some(Severity::Warning)];
    let scan = scanner.scan(document, &severities, Severity::Info, &Stop::never());
    scan.findings.iter().map(|finding| finding.range).collect()
}

#[test]
fn a_rule_without_keywords_finds_all_matches() {
    let rules = RuleSet::builtin().unwrap();
    let mut random = Random(7);
    let mut all = 0;
    for rule in rules.iter() {
        let Some(pattern) = rule.searched_pattern() else {
            continue;
        };
        let examples = rule.record.bad.iter().map(|example| example.text.as_str());
        let examples: String = examples.map(|text| format!("{text}\n")).collect();
        let text = paragraphs(pattern, &mut random) + &examples.replace(['⟦', '⟧'], "");
        let characters = text
            .chars()
            .filter(|c| *c != ' ' && !is_changed(*c))
            .collect();
        for format in [Format::Text, Format::Markdown] {
            let document = Document {
                text: text.as_str().into(),
                format,
                ..Document::default()
            };
            let everywhere = found(a_rule(pattern, Some(&characters)), &document);
            let derived = found(a_rule(pattern, None), &document);
            let lost = everywhere.iter().find(|it| !derived.contains(it));
            if let Some(lost) = lost {
                let line = text[..lost.start()].lines().count();
                let line = text.lines().nth(line.saturating_sub(1));
                panic!("{}: {:?} in {line:?} is lost", rule.id, lost.slice(&text));
            }
            all += everywhere.len();
        }
    }
    assert!(all > 8_000, "only {all} matches were tried");
}

/// So many keywords stand in rule files. It only gets less: what a pattern does not say, its author forgets in part.
const WRITTEN: usize = 292;

#[test]
fn few_keywords_are_written_by_hand() {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    let files = folders.filter(|path| path.is_dir());
    let files = files.flat_map(|folder| corpus::files(&folder));
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "toml"));
    let written = files.map(|path| {
        let rule: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let keywords = rule.get("keywords").and_then(|it| it.as_array());
        keywords.map_or(0, Vec::len)
    });
    let written: usize = written.sum();
    assert!(
        written <= WRITTEN,
        "{written} keywords are written in rules"
    );
}

/// Whether a keyword of this character alone would be another one or none.
fn is_changed(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{a0}'..='\u{ad}' | '\u{2000}'..='\u{2060}' | '\u{fe00}'..='\u{ff5e}')
}
