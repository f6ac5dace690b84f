//! The check `numbering`: an item whose number does not follow the one before it, as （四） after （二）.
//!
//! Judged on the item and the nearest item above it that is written the same way; how items are nested does not matter.

use std::ops::Range;

use crate::text::TextRange;

/// How far above an item the one before it is looked for, in bytes.
const REACH: usize = 12 << 10;

/// So many numbers may be missing; a greater leap is another list.
const MISSING: u32 = 2;

/// What numbers begin with, if not with a digit.
const HEADS: [&str; 14] = [
    "（", "第", "附", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "零",
];

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

/// How many styles there are.
const STYLES: usize = 5;

/// The last number of each style in the lines that have been read so far.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Where the first of these lines begins.
    from: usize,
    /// By style, where the line with the last number begins, and its value.
    last: [Option<(usize, u32)>; STYLES],
}

impl Numbers {
    /// Of no lines yet; the first one will begin at byte `from`.
    pub(super) fn from(from: usize) -> Self {
        Self {
            from,
            last: [None; STYLES],
        }
    }

    /// Read the next `line` of `text`, which begins at byte `start`. Returns its number, if some are missing before it.
    pub(super) fn read(&mut self, text: &str, start: usize, line: &str) -> Option<TextRange> {
        if !may_begin_number(line.as_bytes()) {
            return None;
        }
        let number = number_of(line)?;
        let above = self.last[number.style as usize].replace((start, number.value));
        let lowest = start.saturating_sub(REACH);
        let previous = match above {
            Some((at, value)) => (at >= lowest).then_some(value),
            None => number_above(text, lowest..self.from, number.style),
        }?;
        let expected = previous.saturating_add(1);
        let is_gap = number.value > expected && number.value <= expected.saturating_add(MISSING);
        is_gap.then(|| TextRange::new(start, start + number.len))
    }
}

/// The last number of the style in the whole lines of this part of `text`, which ends with one.
fn number_above(text: &str, part: Range<usize>, style: Style) -> Option<u32> {
    let bytes = text.as_bytes().get(..part.end)?;
    let low = match part.start.checked_sub(1) {
        Some(before) => before + memchr::memchr(b'\n', bytes.get(before..)?)? + 1,
        None => 0,
    };
    text[low..part.end]
        .lines()
        .rev()
        .filter_map(number_of)
        .find(|above| above.style == style)
        .map(|above| above.value)
}

/// Whether a line with these bytes may begin with a number: most do not, and are told by their first character.
fn may_begin_number(line: &[u8]) -> bool {
    match line {
        [b'0'..=b'9' | b' ' | b'\t' | b'>' | b'#' | b'*', ..] => true,
        [0xe3, 0x80, 0x80, rest @ ..] => may_begin_number(rest),
        [first, second, third, ..] => HEADS
            .iter()
            .any(|head| head.as_bytes() == [*first, *second, *third]),
        _ => false,
    }
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
