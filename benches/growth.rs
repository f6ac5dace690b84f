//! How the cost of a whole check grows: with the bytes of a document, the files, the findings in one file, and the rules.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::{env, fs};

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use tempfile::TempDir;
use unfilled::filter::Policy;
use unfilled::linter::Linter;
use unfilled::rule::RuleSet;
use unfilled::text::Stop;

use crate::house_rules::with_house_rules;
use crate::reading::input;
use crate::report::output;
use crate::texts::{self, Figures};
use crate::{KIB, MIB, drafts};

/// Measure a check of `text` by `rules`, which is known to find nothing.
fn check(bencher: Bencher<'_, '_>, rules: RuleSet, text: &str) {
    let linter = Linter::new(rules);
    let ruling = linter.ruling(Policy::default());
    let stop = Stop::never();
    let input = || input("a.txt", text);
    let report = linter.check(input(), &ruling, &stop);
    assert_eq!(
        report.open_findings().count(),
        0,
        "finished prose is silent"
    );
    bencher
        .counter(BytesCount::of_str(text))
        .with_inputs(input)
        .bench_values(|input| linter.check(black_box(input), &ruling, &stop));
}

#[divan::bench(args = [1, 2, 4, 8])]
fn by_mebibytes(bencher: Bencher<'_, '_>, mebibytes: usize) {
    let rules = RuleSet::builtin().expect("embedded rules");
    let text = texts::prose(&mut Figures::new(), mebibytes * MIB);
    check(bencher, rules, &text);
}

/// The program from its start to its end, on files of 4 KiB.
#[divan::bench(args = [1, 500, 1000, 2000])]
fn by_files(bencher: Bencher<'_, '_>, files: usize) {
    let program = program();
    let folder = TempDir::new().expect("a temporary folder");
    let mut figures = Figures::new();
    let mut bytes = 0;
    for number in 0..files {
        let text = texts::prose(&mut figures, 4 * KIB);
        bytes += text.len();
        let name = folder.path().join(format!("{number}.txt"));
        fs::write(name, text).expect("room for it");
    }
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(files))
        .bench(|| {
            let status = Command::new(&program)
                .args(["check", "--isolated", "--no-progress", "--jobs", "1"])
                .args(["--format", "concise"])
                .arg(folder.path())
                .stdout(Stdio::null())
                .status();
            assert!(status.expect("the program").success());
        });
}

/// The program, which cargo puts into the folder above that of the benches.
fn program() -> PathBuf {
    let benches = env::current_exe().expect("the path of the benches");
    let folder = benches.ancestors().nth(2).expect("a folder of the profile");
    let program = folder.join(format!("unfilled{}", env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is not there: run cargo build with the same profile first",
        program.display()
    );
    program
}

/// The program on one file of 4 KiB, with so many words of the house in its settings.
#[divan::bench(args = [0, 1, 100, 2000])]
fn by_house_words(bencher: Bencher<'_, '_>, words: u32) {
    let program = program();
    let folder = TempDir::new().expect("a temporary folder");
    let text = texts::prose(&mut Figures::new(), 4 * KIB);
    fs::write(folder.path().join("a.txt"), text).expect("room for it");
    let han = |place: u32| char::from_u32(0x4e00 + place % 5000).unwrap_or('一');
    let word = |number: u32| String::from_iter([17, 1009, 3163].map(|step| han(number * step)));
    let words: Vec<String> = (1..=words).map(word).collect();
    let settings = match words.is_empty() {
        true => String::new(),
        false => format!("words = {words:?}\n"),
    };
    fs::write(folder.path().join("unfilled.toml"), settings).expect("room for it");
    bencher.counter(ItemsCount::new(words.len())).bench(|| {
        let status = Command::new(&program)
            .args(["check", "--no-progress", "--format", "concise", "a.txt"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .status();
        assert!(status.expect("the program").success());
    });
}

/// A check of one file and its report for people.
#[divan::bench(args = [2500, 5000, 10_000])]
fn by_findings(bencher: Bencher<'_, '_>, findings: usize) {
    let rules = RuleSet::builtin().expect("embedded rules");
    let linter = Linter::new(rules.clone());
    let rules = Arc::new(rules);
    let ruling = linter.ruling(Policy::default());
    let stop = Stop::never();
    let text = drafts::with_gaps(findings);
    let input = || input("a.txt", text.as_str());
    let report = linter.check(input(), &ruling, &stop);
    assert_eq!(report.open_findings().count(), findings);
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(findings))
        .with_inputs(input)
        .bench_values(|input| {
            let report = linter.check(black_box(input), &ruling, &stop);
            output("human", &rules, &report)
        });
}

/// As many house rules as there are built-in ones, then twice as many, on finished prose.
#[divan::bench(args = [0, 1, 2])]
fn by_rules_on_prose(bencher: Bencher<'_, '_>, times: usize) {
    let text = texts::prose(&mut Figures::new(), 4 * MIB);
    check(bencher, with_house_rules(times), &text);
}

/// The same where every other sentence has to be looked at.
#[divan::bench(args = [0, 1, 2])]
fn by_rules_on_look_alikes(bencher: Bencher<'_, '_>, times: usize) {
    let text = drafts::with_look_alikes(MIB);
    check(bencher, with_house_rules(times), &text);
}

/// What it takes to get the rules ready; the built-in ones alone were prepared by the build.
#[divan::bench(args = [0, 1, 2])]
fn by_rules_getting_ready(bencher: Bencher<'_, '_>, times: usize) {
    let rules = with_house_rules(times);
    bencher
        .with_inputs(|| rules.clone())
        .bench_values(|rules| Linter::new(black_box(rules)));
}
