//! Real Word files: how much of their text is read, that every piece of it is where the map says, that nothing
//! panics. Skipped where the corpus is not there.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use unfilled::document::{Document, Format, NodeKind};
use unfilled::reader::docx;
use unfilled::text::Stop;

use super::package::parts_of;
use super::soundness::assert_sound_package;
use crate::support::corpus;

/// The Word files of `folder`.
pub(crate) fn word_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = corpus::files(folder);
    files.retain(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        matches!(extension, Some("docx" | "docm" | "dotx" | "dotm"))
    });
    assert!(!files.is_empty(), "{}", folder.display());
    files
}

fn read(path: &Path) -> Document {
    docx::read(
        std::fs::read(path).unwrap().into(),
        Format::Docx,
        &Stop::never(),
    )
}

/// The words of a text, each with its number. What the makers of the expected texts put in themselves is no word:
/// the lines of drawn tables, the marks of Markdown, a byte order mark, their own choice among hyphens.
fn words(text: &str) -> HashMap<String, u32> {
    let mut words = HashMap::new();
    let text = text
        .replace('\u{2011}', "-")
        .replace(['\u{feff}', '\u{ad}'], "");
    for word in text.split_whitespace() {
        if word.contains(char::is_alphanumeric) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}

/// The share of the words beside each file, as another program reads it, that its text holds.
pub(crate) fn recall<'p>(texts: impl Iterator<Item = (&'p Path, String)>) -> f64 {
    let (mut expected, mut read_words) = (0, 0);
    for (path, text) in texts {
        let mut truth = path.to_owned().into_os_string();
        truth.push(".expected.txt");
        let truth = std::fs::read_to_string(truth).unwrap();
        let have = words(&text);
        let mut missed = Vec::new();
        for (word, times) in words(&truth) {
            let found = times.min(have.get(&word).copied().unwrap_or(0));
            expected += times;
            read_words += found;
            if found < times {
                missed.push(format!("{word}×{}", times - found));
            }
        }
        if !missed.is_empty() {
            missed.sort();
            println!("{}: missed {}", path.display(), missed.join(" "));
        }
    }
    let recall = f64::from(read_words) / f64::from(expected);
    println!("{read_words} of {expected} expected words: {recall:.4}");
    recall
}

#[test]
fn nearly_all_expected_words_are_read() {
    let Some(folder) = corpus::folder("office/truth") else {
        return;
    };
    let files = word_files(&folder);
    let recall = recall(
        files
            .iter()
            .map(|path| (path.as_path(), read(path).text.to_string())),
    );
    assert!(recall >= 0.98, "{recall}");
}

#[test]
fn real_files_are_read_soundly_and_without_panic() {
    for name in ["office/truth", "office/zh-forms", "office/odd"] {
        let Some(folder) = corpus::folder(name) else {
            return;
        };
        for path in word_files(&folder) {
            let document = read(&path);
            if !document.problems.is_empty() {
                println!("{}: {:?}", path.display(), document.problems);
            }
            if document.text.is_empty() {
                continue;
            }
            let parts = parts_of(&std::fs::read(&path).unwrap());
            assert_sound_package(&document, &parts);
        }
    }
}

#[test]
fn runs_cut_at_random_give_the_lines_of_the_plain_text() {
    let Some(folder) = corpus::folder("seed") else {
        return;
    };
    let plain = std::fs::read_to_string(folder.join("000_b657f9cf63a3437d.txt")).unwrap();
    let document = read(&folder.join("seed-split-runs.docx"));
    let lines = |text: &str| {
        let lines = text
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let properties = document
        .nodes
        .iter()
        .find(|node| node.kind == NodeKind::Property);
    let body = properties.map_or(document.text.len(), |node| node.range.start());
    assert_eq!(lines(&document.text[..body]), lines(&plain));
}
