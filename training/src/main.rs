//! Makes the weights by which `scan::note` tells a note among writers from the brackets of prose, and a remark on the text from its
//! sentences.
//!
//! ```text
//! cargo run --release -p unfilled-training -- brackets zh FOLDER… > src/scan/note/zh-brackets.weights
//! cargo run --release -p unfilled-training -- sentences en FOLDER… > src/scan/note/en-sentences.weights
//! ```
//!
//! Learns from `fixtures/notes`, from the documents of `fixtures/quality`, the `good` examples of the rules, and the brackets of finished texts in the folders, of which
//! each counts as prose. Prints one weight a line: the feature, a tab, the weight in 32nds. The same texts give the same bytes everywhere: no random numbers, no
//! function whose last bit depends on the machine. With `--check` it learns from one half and says how it does on the other.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::exit,
    reason = "a tool of the makers' reads files and prints"
)]
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    reason = "the shared modules serve the library"
)]

mod examples;
mod learner;
mod remarks;
mod scan;
#[path = "../../src/text/fold.rs"]
mod text;

use std::path::Path;

use examples::Example;
use scan::note::features::Tongue;

/// Weights smaller than this say little, and there are many.
const SLIGHT: f64 = 0.15;

/// Weights are whole numbers of this part.
const SCALE: f64 = 32.0;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let checks = arguments.iter().any(|it| it == "--check");
    arguments.retain(|it| it != "--check");
    let (tongue, language) = match arguments.get(1).map(String::as_str) {
        Some("zh") => (Tongue::Chinese, "zh"),
        Some("en") => (Tongue::English, "en"),
        _ => usage(),
    };
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let documents = own.join("quality").join(language);
    let good = examples::good_of_rules(&own.join("../rules"));
    let folders = arguments[2..].iter().map(Path::new);
    let mut examples = Vec::new();
    match arguments[0].as_str() {
        "brackets" => {
            examples.extend(examples::marked(&own.join("notes"), language, tongue));
            examples.extend(examples::labelled(&documents.join("drafts"), tongue));
            examples.extend(examples::finished(&documents.join("finished"), tongue));
            examples.extend(good.iter().flat_map(|it| examples::of_prose(it, tongue)));
            examples.extend(folders.flat_map(|it| examples::finished(it, tongue)));
        }
        "sentences" => {
            examples.extend(remarks::own(&own.join("notes"), language, tongue));
            examples.extend(remarks::labelled(&documents.join("drafts"), tongue));
            examples.extend(remarks::finished(&documents.join("finished"), tongue));
            examples.extend(good.iter().flat_map(|it| remarks::of_prose(it, tongue)));
            examples.extend(folders.flat_map(|it| remarks::finished(it, tongue)));
        }
        _ => usage(),
    }
    let of_notes = examples.iter().filter(|it| it.is_note).count();
    eprintln!("{} brackets, {of_notes} of them notes", examples.len());
    if checks {
        check(&examples);
    } else {
        for (feature, weight) in whole(&learner::learn(&examples)) {
            println!("{feature}\t{weight}");
        }
    }
}

fn usage() -> ! {
    eprintln!("brackets or sentences, then zh or en, then folders with finished texts");
    std::process::exit(2);
}

/// The weights as they are written, without those that say little.
fn whole(weights: &learner::Weights) -> Vec<(&str, i32)> {
    let kept = weights
        .iter()
        .filter(|(name, weight)| name.is_empty() || weight.abs() >= SLIGHT);
    #[allow(clippy::cast_possible_truncation, reason = "weights are small")]
    let rounded = kept.map(|(name, weight)| {
        (
            name.as_str(),
            (weight * SCALE).round().clamp(-127.0, 127.0) as i32,
        )
    });
    rounded
        .filter(|&(name, weight)| weight != 0 || name.is_empty())
        .collect()
}

/// Learn from every other example, and print what the rest comes to at several thresholds.
fn check(examples: &[Example]) {
    let half = |odd| {
        examples
            .iter()
            .enumerate()
            .filter(move |(at, _)| at % 2 == odd)
            .map(|(_, it)| it.clone())
    };
    let (known, unseen): (Vec<_>, Vec<_>) = (half(0).collect(), half(1).collect());
    let weights = learner::learn(&known);
    for threshold in [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0] {
        let above = |is_note| {
            let of_kind = unseen.iter().filter(move |it| it.is_note == is_note);
            let found = of_kind
                .clone()
                .filter(|it| learner::score(&weights, &it.features) > threshold)
                .count();
            (found, of_kind.count())
        };
        let ((notes, all_notes), (alarms, prose)) = (above(true), above(false));
        println!("{threshold:5}: notes {notes} of {all_notes}, alarms {alarms} of {prose}");
    }
}
