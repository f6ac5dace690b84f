//! What of the words found is the gap, and what stands with it and stays: 第 and 位 of 第XX位.
//!
//! Told by form alone. What is asked for is not known here.

use std::ops::Range;

use crate::text::fold;

/// Signs that stand in place of words or digits wherever they are.
const SIGNS: &str = "_×╳✕*#○〇◯△▲□■◇◆●☆★▁?¤…⋯";
/// Letters that do where no other letters stand beside them.
const LETTERS: &str = "XxNnＸ";
/// Words that do, and say by themselves that nothing is known yet.
const WORDS: [&str; 12] = [
    "多少",
    "若干",
    "什么",
    "哪些",
    "哪个",
    "几",
    "某",
    "谁",
    "待定",
    "待填",
    "待补充",
    "待核实",
];
/// Words that do, and as an answer say that there is nothing.
const NOTHING: [&str; 2] = ["N/A", "n/a"];
/// Words that as an answer say that nothing is known yet.
const STATUSES: [&str; 4] = ["TBD", "TBC", "TBA", "TODO"];
/// Signs that do at the head of the words, behind which a unit stands.
const DASHES: &str = "—–-/~、";
/// What may stand within a figure, between signs and digits.
const INSIDE: &str = ".,:";
/// Brackets whose words are a request.
const BRACKETS: [(char, char); 8] = [
    ('【', '】'),
    ('[', ']'),
    ('{', '}'),
    ('«', '»'),
    ('〔', '〕'),
    ('<', '>'),
    ('《', '》'),
    ('（', '）'),
];

/// Where the gap is among the words found, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// There is one gap; what stands before it and behind it stays.
    One(Range<usize>),
    /// There are several, or none that can be told: all of it gives way.
    Whole,
}

impl Frame {
    /// The frame of the words `found`.
    pub(super) fn of(found: &str) -> Self {
        let runs = runs(found);
        match runs.as_slice() {
            [run] => Self::One(run.clone()),
            _ => Self::Whole,
        }
    }

    /// What stands before the gap in `found`, the gap, and what stands behind it.
    pub(super) fn parts<'f>(&self, found: &'f str) -> (&'f str, &'f str, &'f str) {
        let range = match self {
            Self::One(range) => range.clone(),
            Self::Whole => 0..found.len(),
        };
        let part = |range: Range<usize>| found.get(range).unwrap_or("");
        (
            part(0..range.start),
            part(range.clone()),
            part(range.end..found.len()),
        )
    }
}

/// Whether `found` is nothing but signs that stand for something, digits, spaces and the characters of `others`.
pub(super) fn is_signs(found: &str, others: &str) -> bool {
    let is_sign = |c: char| {
        SIGNS.contains(c) || LETTERS.contains(c) || c.is_ascii_digit() || c.is_whitespace()
    };
    found
        .chars()
        .filter_map(fold)
        .all(|c| is_sign(c) || others.contains(c) || "几某".contains(c))
}

/// Whether an answer is a gap by its form alone, wherever it stands: `XX`, `____`, `？？`, 多少. Signs that a form is ticked or
/// rated with are none.
pub(super) fn is_unfilled(answer: &str) -> bool {
    let is_sign = |c: char| "_×╳✕*#○◯△□?？¤…⋯Xx".contains(c);
    WORDS
        .iter()
        .chain(&STATUSES)
        .any(|word| answer.eq_ignore_ascii_case(word))
        || {
            let mut signs = answer
                .chars()
                .filter_map(fold)
                .filter(|c| !c.is_whitespace())
                .peekable();
            signs.peek().is_some() && signs.all(is_sign)
        }
}

/// The runs of signs, words and bracketed words in `found` that stand for something; a run of spaces is one where there is no
/// other.
fn runs(found: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = found.get(at..).filter(|rest| !rest.is_empty()) {
        let length = gap_length(found, at);
        if length > 0 {
            match runs.last_mut() {
                Some(last) if is_joined(found, last.end, at) => last.end = at + length,
                _ => runs.push(at..at + length),
            }
        }
        at += length.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    for run in &mut runs {
        with_digits(found, run);
    }
    match runs.is_empty() {
        true => spaces(found),
        false => runs,
    }
}

/// How many bytes at `at` stand for something.
fn gap_length(found: &str, at: usize) -> usize {
    let rest = found.get(at..).unwrap_or("");
    let Some(c) = rest.chars().next() else {
        return 0;
    };
    if let Some(word) = WORDS
        .iter()
        .chain(&NOTHING)
        .find(|word| rest.starts_with(**word))
    {
        // 几十 and 几百 are one figure.
        let behind = rest.trim_start_matches(word).chars().next();
        let zeros = behind.filter(|c| *word == "几" && "十百千".contains(*c));
        return word.len() + zeros.map_or(0, char::len_utf8);
    }
    if rest.starts_with("${") || rest.starts_with("#{") {
        return 1 + gap_length(found, at + 1);
    }
    // Behind other words these say what is meant with it: 篇（幅）.
    let is_aside = at > 0 && matches!(c, '（' | '《' | '〔');
    let bracket = BRACKETS.iter().find(|(open, _)| *open == c && !is_aside);
    if let Some((_, close)) = bracket {
        let end = rest.find(*close).map(|end| {
            let closed = rest.get(end..).unwrap_or("");
            rest.len() - closed.trim_start_matches(*close).len()
        });
        // Digits in round and square brackets are words that stay (〔2024〕), those in braces belong to a variable.
        let is_words = |end: &usize| {
            let inside = rest.get(..*end).unwrap_or("");
            c == '{' || !inside.contains(|c: char| c.is_ascii_digit())
        };
        return end.filter(is_words).unwrap_or(0);
    }
    if at == 0 && DASHES.contains(c) {
        return rest.len() - rest.trim_start_matches(|c| DASHES.contains(c)).len();
    }
    let folded = fold(c).unwrap_or(c);
    if SIGNS.contains(folded) {
        return c.len_utf8();
    }
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let run = rest.len()
        - rest
            .trim_start_matches(|c| LETTERS.contains(fold(c).unwrap_or(c)))
            .len();
    let before = found
        .get(..at)
        .and_then(|before| before.chars().next_back());
    let behind = rest.get(run..).and_then(|behind| behind.chars().next());
    match run > 0 && !is_word(before) && !is_word(behind) {
        true => run,
        false => 0,
    }
}

/// Whether nothing but digits, and what figures are written with, stands between two runs.
fn is_joined(found: &str, end: usize, start: usize) -> bool {
    let between = found.get(end..start).unwrap_or("-");
    between
        .chars()
        .all(|c| c.is_ascii_digit() || INSIDE.contains(c))
}

/// Take the digits beside `run` into it (20XX, 3.X), and the word for a rest behind it (多少余).
fn with_digits(found: &str, run: &mut Range<usize>) {
    let before = found.get(..run.start).unwrap_or("");
    let is_figure = |c: char| c.is_ascii_digit() || INSIDE.contains(c);
    let digits = before.trim_end_matches(is_figure);
    let digits = before
        .get(digits.len()..)
        .unwrap_or("")
        .trim_start_matches(|c| INSIDE.contains(c));
    run.start -= digits.len();
    let after = found.get(run.end..).unwrap_or("");
    let rest = after.trim_start_matches(is_figure);
    let digits = after
        .get(..after.len() - rest.len())
        .unwrap_or("")
        .trim_end_matches(|c| INSIDE.contains(c));
    run.end += digits.len();
    let after = found.get(run.end..).unwrap_or("");
    if let Some(word) = ["余", "多"].iter().find(|word| after.starts_with(**word)) {
        run.end += word.len();
    }
}

/// The runs of white space in `found`, where at least one letter stands beside them.
fn spaces(found: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in found.char_indices().filter(|(_, c)| c.is_whitespace()) {
        match runs.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => runs.push(at..at + c.len_utf8()),
        }
    }
    // A single space parts words.
    runs.retain(|run| run.len() > 1);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gap_is_what_stands_for_something() {
        for (found, before, gap, after) in [
            ("多少次", "", "多少", "次"),
            ("多少余条", "", "多少余", "条"),
            ("多少万余份", "", "多少", "万余份"),
            ("几百株", "", "几百", "株"),
            ("第X位", "第", "X", "位"),
            ("$XX,XXX", "$", "XX,XXX", ""),
            ("X.X亿元", "", "X.X", "亿元"),
            ("20XX年", "", "20XX", "年"),
            ("20__", "", "20__", ""),
            ("〔2024〕__号", "〔2024〕", "__", "号"),
            ("{{受益村数}}", "", "{{受益村数}}", ""),
            ("【数量】人", "", "【数量】", "人"),
            ("${company}", "", "${company}", ""),
            ("多少篇（幅）", "", "多少", "篇（幅）"),
            ("{{7*7}}", "", "{{7*7}}", ""),
            ("____ day of", "", "____", " day of"),
            ("____座", "", "____", "座"),
            ("    万元", "", "    ", "万元"),
            ("XX大", "", "XX", "大"),
            ("3-N天", "3-", "N", "天"),
            ("[Company Name]", "", "[Company Name]", ""),
            ("待补充", "", "待补充", ""),
            ("TBD", "", "TBD", ""),
            ("2024年X月X日", "", "2024年X月X日", ""),
            ("next", "", "next", ""),
            ("——户", "", "——", "户"),
            ("N/A", "", "N/A", ""),
            ("待核实万元", "", "待核实", "万元"),
        ] {
            assert_eq!(
                Frame::of(found).parts(found),
                (before, gap, after),
                "{found}"
            );
        }
    }
}
