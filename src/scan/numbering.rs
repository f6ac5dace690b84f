//! The check `numbering`: an item whose number does not follow the one before it, as （四） after （二）.
//!
//! Judged on the item and the nearest item above it that is written the same way; how items are nested does not matter.

use crate::document::Document;
use crate::scan::block::Block;
use crate::text::TextRange;

/// How far above an item the one before it is looked for, in bytes.
const REACH: usize = 12 << 10;

/// So many numbers may be missing; a greater leap is another list.
const MISSING: u32 = 2;

/// The number at the head of a paragraph.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    value: u32,
    style: Style,
    /// How many bytes it takes, with its signs and what stands before it.
    len: usize,
}

/// How a number is written; items of one list are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// （三）
    BracketedHan,
    /// （3）
    BracketedDigits,
    /// 三、
    HanComma,
    /// 3. 3． 3、
    DigitsPoint,
    /// 第三条
    Article,
}

/// The number at the head of the block, if some are missing before it.
pub(super) fn gap(document: &Document, block: &Block<'_>) -> Option<TextRange> {
    if !block.is_paragraph() {
        return None;
    }
    let number = number_of(block.text())?;
    let before = &document.text[..block.range().start()];
    let mut low = before.len().saturating_sub(REACH);
    while !before.is_char_boundary(low) {
        low += 1;
    }
    let previous = before[low..]
        .lines()
        .rev()
        .filter_map(number_of)
        .find(|above| above.style == number.style)?;
    let expected = previous.value.saturating_add(1);
    let is_gap = number.value > expected && number.value <= expected.saturating_add(MISSING);
    let start = block.range().start();
    is_gap.then(|| TextRange::new(start, start + number.len))
}

/// The number that `line` begins with. A list may begin behind a label: 附件：1.
fn number_of(line: &str) -> Option<Number> {
    let body = line.trim_start_matches([' ', '\u{3000}', '\t', '>', '#', '*']);
    let body = body.strip_prefix("附件：").unwrap_or(body);
    let lead = line.len() - body.len();
    let (rest, opening) = match body.strip_prefix('（') {
        Some(rest) => (rest, "（"),
        None => match body.strip_prefix('第') {
            Some(rest) => (rest, "第"),
            None => (body, ""),
        },
    };
    let end = rest.find(|c: char| !c.is_ascii_digit() && han_digit(c).is_none())?;
    let (digits, tail) = rest.split_at(end);
    let sign = tail.chars().next()?;
    let after = tail[sign.len_utf8()..].chars().next();
    let is_latin = digits.starts_with(|c: char| c.is_ascii_digit());
    let style = match (opening, sign, is_latin) {
        ("（", '）', false) => Style::BracketedHan,
        ("（", '）', true) => Style::BracketedDigits,
        ("", '、', false) => Style::HanComma,
        ("", '.' | '．' | '、', true) if !after.is_some_and(|c| c.is_ascii_digit()) => {
            Style::DigitsPoint
        }
        ("第", '条', false) => Style::Article,
        _ => return None,
    };
    let value = if is_latin {
        digits.parse().ok()?
    } else {
        han_number(digits)?
    };
    Some(Number {
        value,
        style,
        len: lead + opening.len() + digits.len() + sign.len_utf8(),
    })
}

/// The value of a Chinese number below one hundred: 七, 十二, 三十.
fn han_number(digits: &str) -> Option<u32> {
    let (tens, ones) = match digits.split_once('十') {
        Some(("", ones)) => (1, ones),
        Some((tens, ones)) => (one_digit(tens)?, ones),
        None => (0, digits),
    };
    let ones = if ones.is_empty() { 0 } else { one_digit(ones)? };
    Some(tens * 10 + ones)
}

fn one_digit(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let digit = han_digit(chars.next()?)?;
    (chars.next().is_none() && digit < 10).then_some(digit)
}

fn han_digit(c: char) -> Option<u32> {
    "零一二三四五六七八九十"
        .chars()
        .position(|digit| digit == c)
        .and_then(|at| u32::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(line: &str) -> Option<(u32, Style)> {
        number_of(line).map(|number| (number.value, number.style))
    }

    #[test]
    fn reads_the_number_at_the_head_of_a_line() {
        assert_eq!(value("（十二）加强督导"), Some((12, Style::BracketedHan)));
        assert_eq!(value("　　三十、附则"), Some((30, Style::HanComma)));
        assert_eq!(value("附件：1.报名表"), Some((1, Style::DigitsPoint)));
        assert_eq!(value("第七条　违约责任"), Some((7, Style::Article)));
        assert_eq!(value("1.2 事件分级"), None);
        assert_eq!(value("2023年工作总结"), None);
        assert_eq!(value("一一、"), None);
    }
}
