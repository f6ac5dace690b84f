//! The sentences to learn from: remarks of writers, and the sentences of finished texts.
//!
//! Owns where they come from; what a sentence is, `sentence` says.

use std::fs;
use std::ops::Range;
use std::path::Path;

use crate::examples::{Example, files, is_note, texts, without_labels};
use crate::scan::note::features::Tongue;
use crate::scan::note::sentence::{Sentences, each_feature, may_be_remark};

/// The remarks in `<language>-remarks.txt` of the folder, and what is near them and none in `<language>-sentences.txt`, one a line.
pub(crate) fn own(folder: &Path, language: &str, tongue: Tongue) -> Vec<Example> {
    let mut examples = Vec::new();
    for (kind, is_note) in [("remarks", true), ("sentences", false)] {
        let path = folder.join(format!("{language}-{kind}.txt"));
        let text = fs::read_to_string(path).expect("the examples lie in fixtures/notes");
        examples.extend(text.lines().map(|line| example(line, tongue, is_note)));
    }
    examples
}

/// The sentences of labelled documents in the folder which no label touches, and those that are labelled a prompt, which are remarks.
pub(crate) fn labelled(folder: &Path, tongue: Tongue) -> Vec<Example> {
    let mut examples = Vec::new();
    for path in files(folder) {
        let text = fs::read_to_string(path).expect("drafts are text");
        for line in text.lines() {
            let (line, labels) = without_labels(line);
            for range in sentences(&line, tongue) {
                if let Some(is_note) = is_note(&labels, &range) {
                    examples.extend(line.get(range).map(|it| example(it, tongue, is_note)));
                }
            }
        }
    }
    examples
}

/// The sentences of all texts in the folder and below it, of which none is a remark.
pub(crate) fn finished(folder: &Path, tongue: Tongue) -> Vec<Example> {
    texts(folder)
        .flat_map(|text| of_prose(&text, tongue))
        .collect()
}

/// The sentences of a text of which none is a remark.
pub(crate) fn of_prose(text: &str, tongue: Tongue) -> Vec<Example> {
    let mut examples = Vec::new();
    for line in text.lines() {
        let sentences = sentences(line, tongue).filter_map(|range| line.get(range));
        examples.extend(sentences.map(|sentence| example(sentence, tongue, false)));
    }
    examples
}

/// The sentences of a line in that language that are as long as a remark.
fn sentences(line: &str, tongue: Tongue) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut sentences = Sentences::of(line);
    let is_other = sentences.tongue() != tongue;
    std::iter::from_fn(move || sentences.next(|_| {}).filter(|_| !is_other))
        .filter(move |range| may_be_remark(&line[range.clone()], tongue))
}

fn example(sentence: &str, tongue: Tongue, is_note: bool) -> Example {
    let mut features = Vec::new();
    each_feature(sentence, tongue, |name, _| features.push(name.to_owned()));
    Example { features, is_note }
}
