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

/// The places in the alphabet of letters that are Roman numerals, too: (i) behind (f) opens a list of its own.
const ROMAN: [u32; 3] = [9, 22, 24];

/// The number at the head of a paragraph.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    value: u32,
    /// The number of the section that it is a part of, if it says so: 4 of 4.2.
    section: u32,
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
    /// (c)
    BracketedLetter,
    /// 4.2, of a section
    Decimal,
    /// 4 in the first cell of a row
    Cell,
}

/// How many styles there are.
const STYLES: usize = 8;

/// The last number of each style in the lines that have been read so far.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Where the first of these lines begins.
    from: usize,
    /// By style, the last two numbers, the later one first.
    last: [[Option<Above>; 2]; STYLES],
}

/// A number above a line.
#[derive(Clone, Copy, Debug)]
struct Above {
    /// Where its line begins.
    start: usize,
    value: u32,
    section: u32,
}

impl Numbers {
    /// Of no lines yet; the first one will begin at byte `from`.
    pub(super) fn from(from: usize) -> Self {
        Self {
            from,
            last: [[None; 2]; STYLES],
        }
    }

    /// Read the next `line` of `text`, which begins at byte `start`. Returns its number, if some are missing before it.
    pub(super) fn read(&mut self, text: &str, start: usize, line: &str) -> Option<TextRange> {
        if !may_begin_number(line.as_bytes()) {
            return None;
        }
        let number = number_of(line)?;
        let lowest = start.saturating_sub(REACH);
        let read = self.last.get_mut(number.style as usize)?;
        let mut above = read.map(|it| it.filter(|above| above.start >= lowest));
        *read = [Some(Above::new(start, &number)), read[0]];
        // What was not read by this search stands above the lines that were.
        let missing = above
            .iter()
            .position(Option::is_none)
            .unwrap_or(above.len());
        let unread = numbers_above(text, lowest..self.from, number.style);
        for (place, before) in above.iter_mut().skip(missing).zip(unread) {
            *place = Some(before);
        }
        is_gap(&number, above).then(|| TextRange::new(start, start + number.len))
    }
}

impl Above {
    fn new(start: usize, number: &Number) -> Self {
        Self {
            start,
            value: number.value,
            section: number.section,
        }
    }
}

/// Whether numbers are missing between the last one above and this one.
fn is_gap(number: &Number, above: [Option<Above>; 2]) -> bool {
    let [Some(last), before] = above else {
        return false;
    };
    let expected = last.value.saturating_add(1);
    let leaps = number.value > expected && number.value <= expected.saturating_add(MISSING);
    let is_list = match number.style {
        // Figures look the same, so two items in order come first, or the very first item.
        Style::Decimal => {
            let follows = |it: Above| it.section == last.section && it.value + 1 == last.value;
            number.section == last.section && (last.value == 1 || before.is_some_and(follows))
        }
        Style::Cell => before.is_some_and(|it| it.value + 1 == last.value),
        Style::BracketedLetter => !ROMAN.contains(&number.value),
        _ => true,
    };
    leaps && is_list
}

/// The numbers of the style in the whole lines of this part of `text`, which ends with one, from the last one up.
fn numbers_above(text: &str, part: Range<usize>, style: Style) -> impl Iterator<Item = Above> + '_ {
    let bytes = text.as_bytes().get(..part.end).unwrap_or_default();
    let low = match part.start.checked_sub(1) {
        Some(before) => bytes
            .get(before..)
            .and_then(|rest| memchr::memchr(b'\n', rest))
            .map_or(part.end, |at| before + at + 1),
        None => 0,
    };
    let lines = text.get(low..part.end).unwrap_or_default();
    let starts = lines.split('\n').rev().scan(part.end, |end, line| {
        let start = end.saturating_sub(line.len());
        *end = start.saturating_sub(1);
        Some((start, line))
    });
    starts.filter_map(move |(start, line)| {
        let number = number_of(line).filter(|above| above.style == style)?;
        Some(Above::new(start, &number))
    })
}

/// Whether a line with these bytes may begin with a number: most do not, and are told by their first character.
fn may_begin_number(line: &[u8]) -> bool {
    match line {
        [
            b'0'..=b'9' | b' ' | b'\t' | b'>' | b'#' | b'*' | b'(' | b'|',
            ..,
        ] => true,
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
    let own = [letter_of, decimal_of, cell_of];
    if let Some(number) = own.iter().find_map(|read| read(body, lead)) {
        return Some(number);
    }
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
        section: 0,
        style,
        len: lead + opening.len() + digits.len() + sign.len_utf8(),
    })
}

/// (c), at the head of `body`, which stands `lead` bytes into its line.
fn letter_of(body: &str, lead: usize) -> Option<Number> {
    let rest = body.strip_prefix('(')?;
    let letter = rest.chars().next().filter(char::is_ascii_lowercase)?;
    rest.get(1..)?.strip_prefix(')')?;
    Some(Number {
        value: u32::from(letter) - u32::from('a') + 1,
        section: 0,
        style: Style::BracketedLetter,
        len: lead + "(a)".len(),
    })
}

/// 4.2 with a space behind it, likewise.
fn decimal_of(body: &str, lead: usize) -> Option<Number> {
    let (section, rest) = body.split_once('.').filter(|(head, _)| head.len() <= 2)?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let (value, behind) = rest.split_at(end);
    behind.starts_with(char::is_whitespace).then_some(())?;
    Some(Number {
        value: value.parse().ok()?,
        section: section.parse().ok()?,
        style: Style::Decimal,
        len: lead + section.len() + 1 + value.len(),
    })
}

/// | 4 | at the head of a row, likewise.
fn cell_of(body: &str, lead: usize) -> Option<Number> {
    let cell = body.strip_prefix('|')?.trim_start();
    let before = body.len() - cell.len();
    let end = cell.find(|c: char| !c.is_ascii_digit())?;
    let (value, behind) = cell.split_at(end);
    behind.trim_start().starts_with('|').then_some(())?;
    Some(Number {
        value: value.parse().ok()?,
        section: 0,
        style: Style::Cell,
        len: lead + before + value.len(),
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
        assert_eq!(value("1.2 事件分级"), Some((2, Style::Decimal)));
        assert_eq!(value("(c) the keys;"), Some((3, Style::BracketedLetter)));
        assert_eq!(value("1.25万元"), None);
        assert_eq!(value("2023年工作总结"), None);
        assert_eq!(value("一一、"), None);
    }
}
