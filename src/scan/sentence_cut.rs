//! The checks `sentence-cut` and `sentence-cut-en`: a paragraph of running text that breaks off in the middle of a sentence.
//!
//! Judged on the end of the line. What else speaks against it, the rules' guards say.

use crate::rule::Profile;
use crate::scan::subject::Subject;
use crate::text::{TextRange, fold};

/// How many bytes the paragraph has before the words that are reported, at least: titles and captions have no full stop.
const LEAST_BEFORE: usize = 31 * '一'.len_utf8();

/// How many characters are reported at most.
const SHOWN: usize = 4;

/// How many characters an English paragraph has before the reported words: lines that were broken to a width are shorter.
const LEAST_BEFORE_EN: usize = 96;

/// How many characters (Chinese) and words (English) a line has that ends with a comma, so that it is no form of address.
const LEAST_BEFORE_COMMA: usize = 9;
const LEAST_WORDS_BEFORE_COMMA: usize = 7;

/// Words that want another one behind them.
const OPEN_WORDS: &[&str] = &[
    "the", "a", "an", "of", "to", "and", "for", "with", "was", "were", "by", "from", "or", "that",
    "which", "will", "shall", "be", "its", "their", "our", "than", "not", "into", "between",
];

/// Words that want one only with an article behind them.
const OPEN_PREPOSITIONS: &[&str] = &["in", "on", "at", "as", "under", "if", "is", "are"];

/// What may stand as a second word behind these.
const OPEN_SECOND: &[&str] = &["the", "a", "an", "be", "its", "their", "our"];

/// The last words of the Chinese `line`, which begins at byte `start`, if it has several sentences and its last one has no end.
pub(super) fn end_of_chinese(subject: &Subject<'_>, start: usize, line: &str) -> Option<TextRange> {
    let line = trimmed(line);
    if line.ends_with(['，', '、']) {
        return at_comma(start, line).filter(|_| !subject.is(Profile::Wrapped));
    }
    if line.len() < LEAST_BEFORE || !line.ends_with(is_han) {
        return None;
    }
    let shown = line.char_indices().rev().take(SHOWN);
    let (from, _) = shown.take_while(|&(_, c)| is_han(c)).last()?;
    let before = &line[..from];
    let last_end = before.rfind(['。', '；', '？', '！'])?;
    // Each looks farther than the one before.
    let is_open = !before[last_end..].contains(['：', ':'])
        && before.chars().nth(30).is_some()
        && !subject.is(Profile::Wrapped);
    is_open.then(|| TextRange::new(start + from, start + line.len()))
}

/// The comma that a Chinese line ends with, and the words before it, if it is more than a form of address.
fn at_comma(start: usize, line: &str) -> Option<TextRange> {
    let mark = line.chars().next_back()?;
    let words = line.get(..line.len() - mark.len_utf8())?;
    let shown = words.char_indices().rev().take(SHOWN);
    let (from, _) = shown.take_while(|&(_, c)| is_han(c)).last()?;
    let is_running = line
        .chars()
        .filter(|&c| is_han(c))
        .nth(LEAST_BEFORE_COMMA)
        .is_some();
    is_running.then(|| TextRange::new(start + from, start + line.len()))
}

/// The last words of the English `line`, which begins at byte `start`, if no sentence ends with them.
pub(super) fn end_of_english(subject: &Subject<'_>, start: usize, line: &str) -> Option<TextRange> {
    let whole = line;
    let line = line.trim_end();
    if line.ends_with(',') {
        // Where a text is broken to a width, a paragraph ends before an empty line.
        let behind = subject.document.text.get(start + whole.len()..)?;
        let behind = behind.strip_prefix('\n').unwrap_or(behind);
        let ends =
            behind.is_empty() || behind.lines().next().is_some_and(|it| it.trim().is_empty());
        let last = line.rsplit_once(' ')?.1;
        let is_running = line
            .split_whitespace()
            .nth(LEAST_WORDS_BEFORE_COMMA)
            .is_some()
            && last.starts_with(|c: char| c.is_ascii_lowercase());
        return (ends && is_running)
            .then(|| TextRange::new(start + line.len() - last.len(), start + line.len()));
    }
    if line.len() < LEAST_BEFORE_EN || !line.ends_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let (before, last) = line.rsplit_once(' ')?;
    let (before_both, last_but_one) = before.rsplit_once(' ')?;
    let wants = |word: &str| OPEN_WORDS.contains(&word) || OPEN_PREPOSITIONS.contains(&word);
    let before = if OPEN_SECOND.contains(&last) && wants(last_but_one) {
        before_both
    } else if OPEN_WORDS.contains(&last) {
        before
    } else {
        return None;
    };
    let is_running = before.ends_with(|c: char| c.is_ascii_lowercase())
        && before.chars().nth(LEAST_BEFORE_EN - 2).is_some();
    is_running.then(|| TextRange::new(start + before.len() + 1, start + line.len()))
}

/// `line` without the white space and the invisible characters at its end.
fn trimmed(line: &str) -> &str {
    line.trim_end_matches(|c: char| c.is_whitespace() || fold(c).is_none())
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
