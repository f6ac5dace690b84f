//! `QUALITY.md`: the figures of all scored documents, and every miss and alarm by name.
//!
//! Owns the words of that page and nothing of the measuring.

use std::fmt::Write as _;

use unfilled::finding::Finding;
use unfilled::rule::{Category, RuleSet};
use unfilled::text::{LineIndex, TextRange};

use super::documents::LANGUAGES;
use super::score::Scored;

/// How many characters are shown on each side of a place.
const AROUND: usize = 12;

const HEAD: &str = "\
# Quality, measured

This page is written by a test (`tests/quality.rs`); do not edit it. When a change alters a figure, the test fails, and
`UPDATE_EXPECT=1 cargo test quality` writes the page anew, so that each change of quality is seen in review.

The documents are in `fixtures/quality/`: drafts in which every place that a careful editor would flag is labelled, and finished texts in which
nothing should be reported. They were written for this purpose, and labelled by what is unfinished, not by what the rules find.

- A label is **found** when an error or a warning lies on it and is not much wider (three times the label and six characters at most).
- A finding is **right** when it fits a label so, or touches a place marked as \"either way is fine\"; else it is an **alarm**.
- **Recall** is the share of labels found, **precision** the share of findings that are right.
";

/// Counts that belong together.
#[derive(Default, Clone, Copy)]
struct Sum {
    documents: usize,
    characters: usize,
    labels: usize,
    found: usize,
    findings: usize,
    alarms: usize,
}

/// The whole page, with the part on what is `put` into finished documents at its end.
pub(super) fn table(scored: &[Scored], rules: &RuleSet, put: &str) -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n## Drafts\n\n");
    drafts(&mut page, scored);
    page.push_str("\n## Finished texts\n\n");
    finished(&mut page, scored);
    page.push_str(
        "\n## By category\n\nAll documents, the finished ones too. Findings and alarms are counted under the category of the rule.\n\n",
    );
    categories(&mut page, scored, rules);
    page.push_str("\n## By document\n\n");
    documents(&mut page, scored);
    page.push_str("\n## Alarms\n\nLine, rule, and the reported place in ⟦⟧.\n");
    list(&mut page, scored, |one| {
        let wrong = one.findings().filter(|(_, right)| !right);
        wrong
            .map(|(finding, _)| (finding.rule.as_str().to_owned(), finding.range))
            .collect()
    });
    page.push_str("\n## Misses\n\nLine, category, and the label in ⟦⟧.\n");
    list(&mut page, scored, |one| {
        let missed = one.places().filter(|(_, found)| !found);
        missed
            .map(|(place, _)| (place.category.name().to_owned(), place.range))
            .collect()
    });
    page + put
}

fn sum<'a>(scored: impl IntoIterator<Item = &'a Scored>) -> Sum {
    let mut sum = Sum::default();
    for one in scored {
        sum.documents += 1;
        sum.characters += one.text().chars().count();
        sum.labels += one.places().count();
        sum.found += one.places().filter(|(_, found)| *found).count();
        sum.findings += one.findings().count();
        sum.alarms += one.findings().filter(|(_, right)| !right).count();
    }
    sum
}

/// `part` of `whole` in per cent; a dash where there is nothing to divide.
pub(super) fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{:.1} %", 100.0 * part as f64 / whole as f64)
}

/// The rows of each language and of all, with the documents that are finished or not.
fn by_language(scored: &[Scored], finished: bool) -> Vec<(&'static str, Sum)> {
    let of = |language: &str| {
        sum(scored.iter().filter(|one| {
            one.labelled.finished == finished
                && (language == "all" || one.labelled.language == language)
        }))
    };
    let languages = LANGUAGES.into_iter().chain(["all"]);
    languages.map(|language| (language, of(language))).collect()
}

fn drafts(page: &mut String, scored: &[Scored]) {
    page.push_str("| language | documents | characters | labels | found | recall | findings | alarms | precision |\n");
    page.push_str("| --- | --: | --: | --: | --: | --: | --: | --: | --: |\n");
    for (language, sum) in by_language(scored, false) {
        let _ = writeln!(
            page,
            "| {language} | {} | {} | {} | {} | {} | {} | {} | {} |",
            sum.documents,
            sum.characters,
            sum.labels,
            sum.found,
            percent(sum.found, sum.labels),
            sum.findings,
            sum.alarms,
            percent(sum.findings - sum.alarms, sum.findings)
        );
    }
}

fn finished(page: &mut String, scored: &[Scored]) {
    page.push_str(
        "| language | documents | characters | alarms | alarms per 100,000 characters |\n",
    );
    page.push_str("| --- | --: | --: | --: | --: |\n");
    for (language, sum) in by_language(scored, true) {
        let rate = 100_000.0 * sum.alarms as f64 / sum.characters.max(1) as f64;
        let _ = writeln!(
            page,
            "| {language} | {} | {} | {} | {rate:.1} |",
            sum.documents, sum.characters, sum.alarms
        );
    }
}

fn categories(page: &mut String, scored: &[Scored], rules: &RuleSet) {
    page.push_str("| category | zh: found of labels | recall | en: found of labels | recall | findings | alarms | precision |\n");
    page.push_str("| --- | --: | --: | --: | --: | --: | --: | --: |\n");
    for category in Category::ALL {
        let _ = write!(page, "| `{}` |", category.name());
        for language in LANGUAGES {
            let places = scored
                .iter()
                .filter(|one| one.labelled.language == language)
                .flat_map(Scored::places)
                .filter(|(place, _)| place.category == *category);
            let found: Vec<bool> = places.map(|(_, found)| found).collect();
            let hits = found.iter().filter(|found| **found).count();
            let share = percent(hits, found.len());
            let _ = write!(page, " {hits} of {} | {share} |", found.len());
        }
        let of_category = |(finding, right): (&Finding, bool)| {
            let rule = rules.get(&finding.rule)?;
            (rule.category == *category).then_some(right)
        };
        let right: Vec<bool> = scored
            .iter()
            .flat_map(Scored::findings)
            .filter_map(of_category)
            .collect();
        let hits = right.iter().filter(|right| **right).count();
        let alarms = right.len() - hits;
        let share = percent(hits, right.len());
        let _ = writeln!(page, " {} | {alarms} | {share} |", right.len());
    }
}

fn documents(page: &mut String, scored: &[Scored]) {
    page.push_str("| document | labels | missed | alarms |\n| --- | --: | --: | --: |\n");
    for one in scored {
        let sum = sum([one]);
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            one.labelled.name,
            sum.labels,
            sum.labels - sum.found,
            sum.alarms
        );
    }
}

/// The places that `pick` takes from each document, under its name.
fn list(page: &mut String, scored: &[Scored], pick: impl Fn(&Scored) -> Vec<(String, TextRange)>) {
    for one in scored {
        let places = pick(one);
        if places.is_empty() {
            continue;
        }
        let lines = LineIndex::new(one.text());
        let _ = writeln!(page, "\n`{}`\n\n```text", one.labelled.name);
        for (what, range) in places {
            let line = lines.line(range.start());
            let _ = writeln!(page, "{line:>3}  {what:<10}  {}", shown(one.text(), range));
        }
        page.push_str("```\n");
    }
}

/// A place with a little of what stands round it, on one line.
pub(super) fn shown(text: &str, range: TextRange) -> String {
    let before: Vec<char> = text[..range.start()].chars().rev().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[range.end()..].chars().take(AROUND).collect();
    let shown = format!("{before}⟦{}⟧{after}", range.slice(text));
    shown.replace('\n', "⏎").trim().replace("```", "'''")
}
