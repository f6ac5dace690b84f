//! An example of what belongs in a gap for a figure, with the words that stand with it: “12万元” for ×××万元.
//!
//! Owns what is written with a figure; every other sign stands in its place, whichever it is. Knows no rule.

use crate::text::fold;

/// Signs that stand beside a figure.
const BESIDE: &str = "%‰°℃℉㎡㎥$€£¥￥+";

/// Signs that stand between figures, or in place of one where no figure is near.
const BETWEEN: &str = "-—–/~";

/// Punctuation, which stands in place of a figure when it is repeated.
const PUNCTUATION: &str = ".,:，。；、";

/// Brackets that stand in place of a figure with all that is between them.
const BRACKETS: [(char, char); 10] = [
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('[', ']'),
    ('〔', '〕'),
    ('《', '》'),
    ('〈', '〉'),
    ('{', '}'),
    ('<', '>'),
    ('“', '”'),
];

/// Letters that do.
const LETTERS: &str = "XxNn";

/// What may stand behind these letters in one word.
const BEHIND_LETTERS: [&str; 12] = [
    "", "th", "st", "nd", "rd", "k", "K", "M", "B", "m", "bn", "kg",
];

/// Words that stand for a number.
const WORDS: [&str; 21] = [
    "多少",
    "若干",
    "待填写",
    "待填",
    "待补充",
    "待核实",
    "待核",
    "待统计",
    "待定",
    "待查",
    "待报",
    "不详",
    "暂缺",
    "无数据",
    "空缺",
    "NaN",
    "null",
    "NULL",
    "N/A",
    "n/a",
    "undefined",
];

/// What else a number is written with, with signs beside it.
const INSIDE: &str = "0123456789.,:~—– 余多";

/// `found`, in which figures are missing, with figures for an example.
pub(super) fn example(found: &str) -> String {
    let folded: String = found.chars().filter_map(fold).collect();
    let mut rest = folded.trim();
    let mut out = String::new();
    let mut is_filled = false;
    while let Some(c) = rest.chars().next() {
        let gap = gap_length(rest, out.chars().next_back());
        if gap > 0 {
            let (signs, behind) = rest.split_at(gap);
            out.push_str(figure(signs, is_filled));
            is_filled = true;
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix('几') {
            let zeros = ['十', '百', '千']
                .iter()
                .position(|unit| behind.starts_with(*unit));
            out.push_str(["3", "30", "300", "3000"][zeros.map_or(0, |at| at + 1)]);
            is_filled = true;
            rest = behind
                .get(zeros.map_or(0, |_| '十'.len_utf8())..)
                .unwrap_or("");
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if is_filled {
        return out;
    }
    // Spaces before the unit, and nothing else.
    let unit = out.trim();
    format!("12{unit}")
}

/// How many bytes at the start of `text`, behind the character `before`, stand for one number.
fn gap_length(text: &str, before: Option<char>) -> usize {
    let mut length = 0;
    let mut previous = before;
    loop {
        let rest = &text[length..];
        let next = sign_length(rest, previous);
        // What belongs to a number counts only if a sign stands on.
        let step = match next {
            0 if length == 0 => match digits_before_sign(rest, previous) {
                0 if before.is_none_or(|c| BESIDE.contains(c)) => zeros_length(rest),
                digits => digits,
            },
            0 => inside_length(rest),
            next => next,
        };
        if step == 0 {
            return length;
        }
        length += step;
        previous = text[..length].chars().next_back();
    }
}

/// How many bytes at the start of `text` are a sign or a word for digits.
fn sign_length(text: &str, before: Option<char>) -> usize {
    if let Some(word) = WORDS.iter().find(|word| text.starts_with(**word)) {
        return word.len();
    }
    let Some(c) = text.chars().next() else {
        return 0;
    };
    if let Some(&(_, closing)) = BRACKETS.iter().find(|(opening, _)| *opening == c) {
        let inside = text.find(closing).unwrap_or(0);
        let closed = text[inside..].trim_start_matches(closing);
        return text.len() - closed.len();
    }
    if is_sign(c, before, text[c.len_utf8()..].chars().next()) {
        return c.len_utf8();
    }
    let is_in_word = before.is_some_and(|c| c.is_ascii_alphabetic() && !LETTERS.contains(c));
    let letters = text.len() - text.trim_start_matches(|c| LETTERS.contains(c)).len();
    let behind = &text[letters..];
    let word = behind.len()
        - behind
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    match letters > 0 && !is_in_word && BEHIND_LETTERS.contains(&&behind[..word]) {
        true => letters,
        false => 0,
    }
}

/// How many bytes at the start of `text` are zeros that stand for other digits, as in 00.00%.
fn zeros_length(text: &str) -> usize {
    match text.starts_with('0') {
        true => text.len() - text.trim_start_matches(['0', '.', ',']).len(),
        false => 0,
    }
}

/// Whether `c` stands for digits between what stands before and behind it.
fn is_sign(c: char, before: Option<char>, behind: Option<char>) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_bracket = || BRACKETS.iter().any(|&(one, other)| c == one || c == other);
    match c {
        '〇' => true,
        _ if c.is_alphanumeric() || c.is_whitespace() => false,
        _ if BESIDE.contains(c) || is_bracket() => false,
        _ if BETWEEN.contains(c) => !is_digit(before) && !is_digit(behind),
        _ if PUNCTUATION.contains(c) => before == Some(c) || behind == Some(c),
        _ => true,
    }
}

/// How many digits stand before the first sign, as in 20XX.
fn digits_before_sign(text: &str, before: Option<char>) -> usize {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = text.len() - behind.len();
    let before = text[..digits].chars().next_back().or(before);
    match sign_length(behind, before) {
        0 => 0,
        _ => digits,
    }
}

/// How many bytes at the start of `text`, which stands behind a sign, belong to the same number: what goes on to another
/// sign, and the words for "more than".
fn inside_length(text: &str) -> usize {
    let behind = text.trim_start_matches(|c| INSIDE.contains(c));
    let length = text.len() - behind.len();
    if sign_length(behind, None) > 0 {
        return length;
    }
    ["余", "多"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map_or(0, |word| word.len())
}

/// A figure in the shape of the `signs`.
fn figure(signs: &str, is_second: bool) -> &'static str {
    let inner = signs.trim_matches(|c: char| INSIDE.contains(c) && !c.is_ascii_digit());
    let is_bracketed = BRACKETS.iter().any(|&(one, _)| inner.starts_with(one));
    match inner {
        _ if is_bracketed => "12",
        _ if inner.contains(':') => "12:30",
        _ if inner.contains('.') => "1.2",
        _ if is_second => "5",
        _ => "12",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_keeps_what_stands_with_the_figure() {
        for (found, expected) in [
            ("×××万元", "12万元"),
            ("？？户", "12户"),
            ("N人次", "12人次"),
            ("多少余亿元", "12亿元"),
            ("Ｘ．Ｘ亿元", "1.2亿元"),
            ("几百株", "300株"),
            ("几次", "3次"),
            ("几月几日", "3月3日"),
            ("全县第几", "全县第3"),
            ("第X位", "第12位"),
            ("若干处", "12处"),
            ("____％", "12%"),
            ("   万元", "12万元"),
            ("XX个工作日", "12个工作日"),
            ("$____", "$12"),
            ("$X million", "$12 million"),
            ("XX boxes", "12 boxes"),
            ("XX% to", "12% to"),
            ("Xth", "12th"),
            ("XX,XXX+ customers", "12+ customers"),
            ("X:XX", "12:30"),
            ("20XX", "12"),
            ("next", "12next"),
            ("▲▲亿元", "12亿元"),
            ("◇.◇万元", "1.2万元"),
            ("……公里", "12公里"),
            ("——户", "12户"),
            ("、、、次", "12次"),
            ("【数量】人", "12人"),
            ("约{{count}}家", "约12家"),
            ("（ ）个百分点", "12个百分点"),
            ("3-N天", "3-12天"),
            ("/项", "12项"),
            ("~~ tons", "12 tons"),
            ("00公里", "12公里"),
            ("00.00%", "1.2%"),
            ("$0.00", "$1.2"),
            ("", "12"),
        ] {
            assert_eq!(example(found), expected, "{found}");
        }
    }
}
