//! How many of the gaps in planted documents are found: by filler and frame, and what is reported besides.
//!
//! Owns the measuring and that part of `QUALITY.md`; how the documents are made is `planting`'s affair.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unfilled::filter::{Policy, Ruling};
use unfilled::linter::Linter;
use unfilled::reader::Input;
use unfilled::text::Stop;

use super::documents::{LANGUAGES, Labelled};
use super::fillers::{Fillers, INVENTORIES};
use super::frames::{Frame, frames};
use super::planting::{Ground, Planted, alone, mixed};
use super::score::fits;
use super::table::{percent, shown};

const HEAD: &str = "
## Planted gaps

Finished documents of `fixtures/quality/` with a **filler** in the place of some facts: figures, dates, names and what else stands in the
**frames** below. They are drawn by lot, the same in every run, 5 to 14 a document where a filler has so many places. **Known** fillers
(`fillers/known.toml`) are those that rules may be written with; those **held back** (`fillers/held-back.toml`) no rule should name, so they
show how far the rules reach beyond what they were written with. Documents and fillers are the writers' own: this says which forms are found
and which are not, and nothing about how often other people leave them.

A gap is found, and a finding is right or an alarm, as with labels. *One filler*: the writer puts the same one everywhere. *Habits*: one or
two fillers for each frame. `␣` is a space, `␠` a full-width one.

| language | fillers | writer | documents | gaps | found | recall | findings | alarms | precision |
| --- | --- | --- | --: | --: | --: | --: | --: | --: | --: |
";

/// How much of some gaps was found.
#[derive(Clone, Copy, Default)]
struct Share {
    found: usize,
    gaps: usize,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.found += other.found;
        self.gaps += other.gaps;
    }
}

/// What was found in planted documents.
#[derive(Default)]
struct Tally {
    documents: usize,
    all: Share,
    findings: usize,
    alarms: usize,
    /// By filler and number of the frame.
    by_place: BTreeMap<(String, usize), Share>,
    /// Of each rule how often it raised an alarm, and the first one.
    by_rule: BTreeMap<String, (usize, String)>,
}

impl Tally {
    fn of(documents: &[Planted], linter: &Linter, ruling: &Ruling) -> Self {
        let mut tally = Self::default();
        for document in documents {
            tally.add(document, linter, ruling);
        }
        tally
    }

    fn add(&mut self, document: &Planted, linter: &Linter, ruling: &Ruling) {
        let input = Input {
            name: document.name.clone(),
            bytes: document.text.as_str().into(),
            format: None,
        };
        let report = linter.check(input, ruling, &Stop::never());
        let text = report.document.text.as_str();
        assert_eq!(text, document.text, "{} is read otherwise", document.name);
        self.documents += 1;
        for gap in &document.gaps {
            let mut findings = report.open_findings();
            let is_found = findings.any(|it| fits(text, it.range, gap.range));
            let share = Share {
                found: usize::from(is_found),
                gaps: 1,
            };
            self.all.add(share);
            let place = (gap.filler.clone(), gap.frame);
            self.by_place.entry(place).or_default().add(share);
        }
        for finding in report.open_findings() {
            self.findings += 1;
            let mut gaps = document.gaps.iter();
            if !gaps.any(|gap| fits(text, finding.range, gap.range)) {
                self.alarms += 1;
                let rule = finding.rule.as_str().to_owned();
                let first = || (0, shown(text, finding.range));
                self.by_rule.entry(rule).or_insert_with(first).0 += 1;
            }
        }
    }

    /// The gaps with `filler`, or with any, in the frame of this number, or in any.
    fn share(&self, filler: Option<&str>, frame: Option<usize>) -> Share {
        let mut sum = Share::default();
        for ((of, number), share) in &self.by_place {
            if filler.is_none_or(|it| it == of) && frame.is_none_or(|it| it == *number) {
                sum.add(*share);
            }
        }
        sum
    }
}

/// That part of the page.
pub(super) fn section(documents: &[&Labelled], linter: &Linter) -> String {
    let ruling = linter.ruling(Policy::default());
    let mut page = HEAD.to_owned();
    let mut matrices = String::new();
    let mut alarms: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for language in LANGUAGES {
        let frames = frames(language);
        let grounds = Ground::all(documents, language, &frames);
        for inventory in INVENTORIES {
            let fillers = Fillers::read(inventory, language);
            let one = Tally::of(&alone(&grounds, &frames, &fillers), linter, &ruling);
            let habits = Tally::of(&mixed(&grounds, &frames, &fillers), linter, &ruling);
            row(&mut page, [language, inventory, "one filler"], &one);
            row(&mut page, [language, inventory, "habits"], &habits);
            let _ = writeln!(
                matrices,
                "\n### {language}, {inventory}: one filler a document, found of planted\n"
            );
            matrix(&mut matrices, &one, &frames, &fillers);
            for (rule, (count, first)) in one.by_rule.into_iter().chain(habits.by_rule) {
                alarms.entry(rule).or_insert((0, first)).0 += count;
            }
        }
    }
    if !alarms.is_empty() {
        page.push_str("\nAlarms by rule, each with the first one:\n\n```text\n");
        for (rule, (count, first)) in alarms {
            let _ = writeln!(page, "{count:>4}  {rule:<28}  {first}");
        }
        page.push_str("```\n");
    }
    page + &matrices
}

fn row(page: &mut String, names: [&str; 3], tally: &Tally) {
    let Tally {
        documents,
        all: Share { found, gaps },
        findings,
        alarms,
        ..
    } = tally;
    let recall = percent(*found, *gaps);
    let precision = percent(findings - alarms, *findings);
    let names = names.join(" | ").replace('-', " ");
    let _ = writeln!(
        page,
        "| {names} | {documents} | {gaps} | {found} | {recall} | {findings} | {alarms} | {precision} |"
    );
}

/// Fillers by frames.
fn matrix(page: &mut String, tally: &Tally, frames: &[Frame], fillers: &Fillers) {
    let names: Vec<&str> = frames.iter().map(|frame| frame.name).collect();
    let _ = writeln!(page, "| filler | {} | all | recall |", names.join(" | "));
    let _ = writeln!(page, "| --- |{}", " --: |".repeat(frames.len() + 2));
    let mut line = |name: &str, filler: Option<&str>| {
        let cells: Vec<String> = (0..frames.len())
            .map(|frame| cell(tally.share(filler, Some(frame))))
            .collect();
        let all = tally.share(filler, None);
        let recall = percent(all.found, all.gaps);
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {recall} |",
            cells.join(" | "),
            cell(all)
        );
    };
    line("all", None);
    for filler in fillers.all() {
        line(&named(filler), Some(filler));
    }
    let shares: Vec<String> = (0..frames.len())
        .map(|frame| tally.share(None, Some(frame)))
        .map(|share| percent(share.found, share.gaps))
        .collect();
    let all = percent(tally.all.found, tally.all.gaps);
    let _ = writeln!(page, "| recall | {} | {all} | |", shares.join(" | "));
}

fn cell(share: Share) -> String {
    match share.gaps {
        0 => "–".to_owned(),
        gaps => format!("{}/{gaps}", share.found),
    }
}

/// A filler as it can be seen on the page.
fn named(filler: &str) -> String {
    match filler {
        "" => "nothing".to_owned(),
        _ => format!("`{}`", filler.replace(' ', "␣").replace('\u{3000}', "␠")),
    }
}
