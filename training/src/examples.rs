//! The brackets to learn from: marked by hand, in labelled drafts, and in finished texts.
//!
//! Owns where they stand. `⟦` and `⟧` stand round the one that is meant in each line of `fixtures/notes`, and round each label,
//! which begins with its letter, in `fixtures/quality`.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::scan::note::features::{Bracket, MARKS, Tongue};

/// The most characters between brackets that are looked at.
const LONGEST: usize = 120;

/// The letter of labels that are prompts.
const PROMPT: char = 'p';

/// A bracket and what it is.
#[derive(Clone)]
pub(crate) struct Example {
    pub(crate) features: Vec<String>,
    pub(crate) is_note: bool,
}

/// Those in the files of the folder for the language: notes in `…-notes.txt`, prose in `…-prose.txt` and `…-forms.txt`.
pub(crate) fn marked(folder: &Path, language: &str, tongue: Tongue) -> Vec<Example> {
    let mut examples = Vec::new();
    for path in files(folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let kinds = ["notes", "prose", "forms"].map(|kind| format!("{language}-{kind}.txt"));
        let Some(kind) = kinds.iter().position(|it| *it == name) else {
            continue;
        };
        let is_note = kind == 0;
        let text = fs::read_to_string(&path).expect("examples are text");
        for line in text.lines() {
            let (plain, marks) = without_marks(line);
            for range in marks {
                examples.extend(example(&plain, range, tongue, is_note));
            }
        }
    }
    examples
}

/// Those of the labelled documents in the folder: a bracket that is labelled a prompt is a note, one that no label touches is none, and
/// from the others nothing is learned.
pub(crate) fn labelled(folder: &Path, tongue: Tongue) -> Vec<Example> {
    let mut examples = Vec::new();
    for path in files(folder) {
        let text = fs::read_to_string(&path).expect("drafts are text");
        for line in text.lines() {
            let (plain, labels) = without_labels(line);
            for range in brackets(&plain) {
                if let Some(is_note) = is_note(&labels, &range) {
                    examples.extend(example(&plain, range, tongue, is_note));
                }
            }
        }
    }
    examples
}

/// Those of all texts in the folder and below it, of which each is prose.
pub(crate) fn finished(folder: &Path, tongue: Tongue) -> Vec<Example> {
    texts(folder)
        .flat_map(|text| of_prose(&text, tongue))
        .collect()
}

/// Those of a text in which each is prose.
pub(crate) fn of_prose(text: &str, tongue: Tongue) -> Vec<Example> {
    let mut examples = Vec::new();
    for line in text.lines() {
        let found = brackets(line).into_iter();
        examples.extend(found.filter_map(|range| example(line, range, tongue, false)));
    }
    examples
}

/// The `good` examples of the rules in the folder, a text each.
pub(crate) fn good_of_rules(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for path in files(folder) {
        let rule = fs::read_to_string(path).unwrap_or_default();
        let lines = rule
            .lines()
            .skip_while(|line| !line.starts_with("good = ["));
        let lines = lines.take_while(|line| *line != "]").map(str::trim);
        let quoted = lines.filter_map(|line| {
            let quote = line.chars().next().filter(|c| "\"'".contains(*c))?;
            line.trim_end_matches(',')
                .strip_prefix(quote)?
                .strip_suffix(quote)
        });
        texts.extend(quoted.map(|text| text.replace("\\\"", "\"")));
    }
    texts
}

/// Whether the labels of a line say that what stands there is a note: it is labelled a prompt, or no label touches it. Of anything else
/// they say neither.
pub(crate) fn is_note(labels: &[Labelled], range: &Range<usize>) -> Option<bool> {
    let touches = |(label, _): &&Labelled| label.start < range.end && range.start < label.end;
    match labels.iter().find(touches) {
        None => Some(false),
        Some((label, Some(PROMPT))) if label == range => Some(true),
        Some(_) => None,
    }
}

/// What stands in each of them that is text.
pub(crate) fn texts(folder: &Path) -> impl Iterator<Item = String> {
    let paths = files(folder).into_iter();
    paths.map(|path| fs::read_to_string(path).unwrap_or_default())
}

/// All files in the folder and below it, in the order of their names.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut entries: Vec<_> = entries.map(|it| it.path()).collect();
    entries.sort();
    let inside = |path: PathBuf| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    };
    entries.into_iter().flat_map(inside).collect()
}

/// The line without its marks, and what stood in them.
fn without_marks(line: &str) -> (String, Vec<Range<usize>>) {
    let mut plain = String::new();
    let mut marks = Vec::new();
    let mut open = None;
    for c in line.chars() {
        match c {
            '⟦' => open = Some(plain.len()),
            '⟧' => marks.extend(open.take().map(|start| start..plain.len())),
            _ => plain.push(c),
        }
    }
    (plain, marks)
}

/// Where a label was, and its letter.
pub(crate) type Labelled = (Range<usize>, Option<char>);

/// The line without its labels, and where they were, each with its letter, which a bar divides from what is labelled.
pub(crate) fn without_labels(line: &str) -> (String, Vec<Labelled>) {
    const HEAD: usize = 2;
    let (mut plain, marks) = without_marks(line);
    let letters = marks
        .iter()
        .map(|it| plain[it.clone()].chars().next())
        .collect::<Vec<_>>();
    for mark in marks.iter().rev() {
        plain.replace_range(mark.start..mark.start + HEAD, "");
    }
    let moved = marks.iter().enumerate();
    let moved = moved.map(|(before, it)| it.start - HEAD * before..it.end - HEAD * (before + 1));
    let labels = moved.zip(letters).collect();
    (plain, labels)
}

/// The brackets in the line that hold none of their kind.
fn brackets(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, close) in MARKS {
        for (at, _) in line.match_indices(open) {
            let inside = &line[at + open.len_utf8()..];
            let end = inside.find([open, close]);
            if let Some(end) = end.filter(|&end| inside[end..].starts_with(close)) {
                found.push(at..at + open.len_utf8() + end + close.len_utf8());
            }
        }
    }
    found
}

fn example(line: &str, range: Range<usize>, tongue: Tongue, is_note: bool) -> Option<Example> {
    let (before, after) = (&line[..range.start], &line[range.end..]);
    let mut inner = line[range].chars();
    inner.next();
    inner.next_back();
    let inner = inner.as_str().trim();
    let bracket = Bracket {
        before: before.trim_end().chars().next_back(),
        inner,
        after: after.trim_start().chars().next(),
    };
    if bracket.tongue() != Some(tongue) || inner.chars().count() > LONGEST {
        return None;
    }
    let mut features = Vec::new();
    bracket.each_feature(tongue, |name, _| features.push(name.to_owned()));
    Some(Example { features, is_note })
}
