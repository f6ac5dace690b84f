//! Real Word files: how much of their text is read, that every piece of it is where the map says, that nothing
//! panics. Skipped where the corpus is not there.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use unfilled::document::{Document, Format};
use unfilled::reader::docx;
use unfilled::text::Stop;

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("UNFILLED_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
        PathBuf::from,
    );
    if !folder.is_dir() {
        eprintln!("skipped: no corpus at {}", folder.display());
        return None;
    }
    Some(folder)
}

fn word_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("docx" | "docm" | "dotx" | "dotm"))
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{}", folder.display());
    files
}

fn read(path: &Path) -> Document {
    docx::read(std::fs::read(path).unwrap(), Format::Docx, &Stop::never())
}

/// The words of a text, each with its number. What the makers of the expected texts put in themselves is no word:
/// the lines of drawn tables, the marks of Markdown, a byte order mark, their own choice among hyphens.
fn words(text: &str) -> HashMap<String, usize> {
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

#[test]
fn nearly_all_expected_words_are_read() {
    let Some(corpus) = corpus() else { return };
    let (mut expected, mut read_words) = (0, 0);
    for path in word_files(&corpus.join("office/truth")) {
        let mut truth = path.clone().into_os_string();
        truth.push(".expected.txt");
        let truth = std::fs::read_to_string(truth).unwrap();
        let document = read(&path);
        let have = words(&document.text);
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
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            eprintln!(
                "{name}: {:?} missed {}",
                document.problems,
                missed.join(" ")
            );
        }
    }
    let recall = read_words as f64 / expected as f64;
    eprintln!("{read_words} of {expected} expected words: {recall:.4}");
    assert!(recall >= 0.98, "{recall}");
}
