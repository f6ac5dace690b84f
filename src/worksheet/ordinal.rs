//! Which of a series in Chinese numerals: 党的二十大. Answers may come in digits.

use crate::worksheet::frame::Frame;
use crate::worksheet::sentence::Sentence;

const NUMERALS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
/// What people write round the numeral.
const BEFORE: [&str; 2] = ["党的", "第"];
const BEHIND: [&str; 5] = ["次全国代表大会", "次代表大会", "大", "届", "次"];

/// Whether `sentence` names a congress of which the numeral is missing.
pub(super) fn is_asked(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let (_, _, rest) = frame.parts(sentence.found);
    let names = |words: &str| words.starts_with('大');
    sentence.before.ends_with("党的")
        && match frame {
            Frame::One(_) if rest.is_empty() => names(sentence.after),
            Frame::One(_) => names(rest),
            Frame::Whole => names(sentence.found),
        }
}

/// What is written for `answer`; nothing where it is no numeral.
pub(super) fn fit(sentence: &Sentence<'_>, frame: &Frame, answer: &str) -> Option<String> {
    let mut bare = answer.trim();
    for lead in BEFORE {
        bare = bare.strip_prefix(lead).unwrap_or(bare);
    }
    let behind = BEHIND.iter().find_map(|end| bare.strip_suffix(end));
    let numeral = numeral(behind.unwrap_or(bare).trim())?;
    Some(match frame {
        // The numeral is not there at all: 党的大会.
        Frame::Whole => format!("{numeral}{}", sentence.found),
        Frame::One(_) => {
            let (lead, _, rest) = frame.parts(sentence.found);
            // 二十 before the gap belongs to the numeral: 一 goes on with it, 二十一 says it again.
            let is_rest = lead.ends_with('十') && !numeral.contains('十');
            format!("{}{numeral}{rest}", if is_rest { lead } else { "" })
        }
    })
}

/// `words` in Chinese numerals, up to ninety-nine.
fn numeral(words: &str) -> Option<String> {
    let is_numeral = |c: char| c == '十' || NUMERALS.iter().any(|it| it.starts_with(c));
    if !words.is_empty() && words.chars().all(is_numeral) {
        return Some(words.to_owned());
    }
    let digit = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        c => Some(c),
    };
    let number: usize = words
        .chars()
        .filter_map(digit)
        .collect::<String>()
        .parse()
        .ok()?;
    let (tens, ones) = (number / 10, NUMERALS.get(number % 10)?);
    match tens {
        0 if number > 0 => Some((*ones).to_owned()),
        1 => Some(format!("十{ones}")),
        2..=9 => Some(format!("{}十{ones}", NUMERALS.get(tens)?)),
        _ => None,
    }
}
