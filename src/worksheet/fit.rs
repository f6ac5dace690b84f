//! An answer in the form of its place: the unit once, dates as the place writes them, and no words where a figure is asked for.

use crate::text::{Language, is_han};
use crate::worksheet::asked::{self, Asked};
use crate::worksheet::date::Date;
use crate::worksheet::frame::{Frame, is_unfilled};
use crate::worksheet::head;
use crate::worksheet::number::{MAGNITUDES, Number};
use crate::worksheet::ordinal;
use crate::worksheet::sentence::Sentence;

/// Why an answer cannot be what its place asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongKind {
    /// No figure where one is asked for.
    NotANumber,
    /// A figure with another unit than the one that stands there.
    OtherUnit {
        /// The unit that stands there.
        expected: String,
    },
    /// No date where one is asked for.
    NotADate,
    /// A date that lacks what the place has: the year, the month or the day.
    PartOfDate,
    /// No numeral where one in Chinese is asked for.
    NotAnOrdinal,
    /// What a spreadsheet shows where a formula fails, such as `#REF!`.
    CellError,
    /// What is a gap itself, such as `XX` or 待补充.
    Unfilled,
}

impl WrongKind {
    /// What is wrong, in one sentence that says what to do.
    pub fn message(&self, language: Language) -> String {
        let (zh, en) = match self {
            Self::NotANumber => (
                "这里要填数字；请改填数字".to_owned(),
                "a figure is asked for here; answer with one".to_owned(),
            ),
            Self::OtherUnit { expected } => (
                format!("单位不一样，原文的单位是“{expected}”；请只填数字，或换算后再填"),
                format!(
                    "the unit there is “{expected}”; answer with the figure alone, worked out for it"
                ),
            ),
            Self::NotADate => (
                "这里要填日期；请填成 2026年3月5日 这样".to_owned(),
                "a date is asked for here; write it like 2026-03-05".to_owned(),
            ),
            Self::PartOfDate => (
                "日期不全；请把年、月、日写完整".to_owned(),
                "the date is not whole; give its year, month and day".to_owned(),
            ),
            Self::NotAnOrdinal => (
                "这里要填届次；请填成 二十 这样".to_owned(),
                "a Chinese numeral is asked for here, such as 二十".to_owned(),
            ),
            Self::CellError => (
                "单元格里是公式的报错；请改填内容".to_owned(),
                "the cell shows an error of a formula; type the answer".to_owned(),
            ),
            Self::Unfilled => (
                "这个答案自己还没有填写；请换成要写进文档的内容".to_owned(),
                "the answer is itself still to be filled in; answer with the words for the document"
                    .to_owned(),
            ),
        };
        language.pick(zh, en)
    }
}

/// What a spreadsheet shows where a formula fails.
const CELL_ERRORS: [&str; 8] = [
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!",
];

/// Answers that say that there is nothing, which do where a place is a cell by itself.
const NOTHING: [&str; 8] = ["无", "没有", "/", "—", "——", "-", "none", "n/a"];

/// What is written in the place of the words found for `answer`; the place is a sentence, and the head of a cell that it fills.
/// `forced`: whatever kind it is.
pub(super) fn fit(
    (sentence, head): (&Sentence<'_>, Option<&str>),
    asked: Asked,
    answer: &str,
    forced: bool,
) -> Result<String, WrongKind> {
    let answer = answer.trim();
    if !forced && is_unfilled(answer) {
        return Err(WrongKind::Unfilled);
    }
    if asked == Asked::Mending {
        return Ok(answer.to_owned());
    }
    let frame = Frame::of(sentence.found);
    let fitted = match asked {
        _ if CELL_ERRORS.contains(&answer) => Err(WrongKind::CellError),
        _ if head.is_some() && NOTHING.contains(&answer.to_lowercase().as_str()) => {
            Ok(answer.to_owned())
        }
        Asked::Date => date(sentence, &frame, answer),
        Asked::Ordinal => ordinal::fit(sentence, &frame, answer).ok_or(WrongKind::NotAnOrdinal),
        Asked::Number | Asked::Percent | Asked::Amount => {
            match head
                .and_then(head::unit)
                .filter(|_| is_bare(sentence, &frame))
            {
                Some(unit) => in_column(unit, answer),
                None => figure(sentence, &frame, asked, answer),
            }
        }
        _ => Ok(framed(sentence, &frame, answer)),
    };
    match fitted {
        Err(_) if forced => Ok(framed(sentence, &frame, answer)),
        fitted => fitted,
    }
}

/// Whether the gap is all that was found.
fn is_bare(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let (lead, _, rest) = frame.parts(sentence.found);
    lead.trim().is_empty() && rest.trim().is_empty()
}

/// A figure of which the unit stands at the head of the column.
fn in_column(unit: &str, answer: &str) -> Result<String, WrongKind> {
    let is_share = unit.starts_with(['%', '％']);
    let bare = match is_share {
        true => answer.strip_suffix(['%', '％']),
        false => answer
            .strip_suffix(unit)
            .or_else(|| answer.strip_prefix(unit)),
    };
    let figure = bare.unwrap_or(answer).trim();
    let number = Number::parse(figure).ok_or(WrongKind::NotANumber)?;
    if !number.tail.is_empty() {
        let expected = unit.to_owned();
        return Err(WrongKind::OtherUnit { expected });
    }
    // 35.5万 under 万元 is no 35.5万万元.
    let magnitude = unit.chars().next().filter(|c| MAGNITUDES.contains(c));
    let once = magnitude
        .filter(|_| bare.is_none())
        .and_then(|c| figure.strip_suffix(c))
        .filter(|it| it.ends_with(|c: char| c.is_numeric()));
    Ok(once.unwrap_or(figure).to_owned())
}

/// A figure with what stands with it.
fn figure(
    sentence: &Sentence<'_>,
    frame: &Frame,
    asked: Asked,
    answer: &str,
) -> Result<String, WrongKind> {
    let (lead, _, rest) = frame.parts(sentence.found);
    let inner = answer
        .strip_prefix(lead.trim())
        .filter(|_| !lead.trim().is_empty());
    let number = inner
        .and_then(Number::parse)
        .or_else(|| Number::parse(answer))
        .ok_or(WrongKind::NotANumber)?;
    if *frame == Frame::Whole {
        // Several figures, or a request in words: the answer stands for all of it.
        return Ok(without_following(answer, sentence.after));
    }
    let unit = rest.trim();
    if unit.is_empty() {
        return outside(sentence, frame, asked, answer, &number);
    }
    let unit = match number.has_magnitude() {
        true => unit.trim_start_matches(MAGNITUDES),
        false => unit,
    };
    if number.tail.is_empty() {
        let is_double = number.is_share() && unit.starts_with(['%', '％']);
        let figure = if is_double {
            number.figure.trim_end_matches(['%', '％'])
        } else {
            number.figure
        };
        let lead = without_repeat(lead, figure);
        let space = rest
            .get(..rest.len() - rest.trim_start().len())
            .unwrap_or("");
        return Ok(format!("{lead}{figure}{space}{unit}"));
    }
    let is_same = |tail: &str| rest.trim().ends_with(tail) || tail.ends_with(unit);
    match is_same(number.tail) {
        true => Ok(format!("{}{answer}", without_repeat(lead, answer))),
        false => Err(WrongKind::OtherUnit {
            expected: rest.trim().to_owned(),
        }),
    }
}

/// A figure of which the unit, if there is one, stands outside the words found.
fn outside(
    sentence: &Sentence<'_>,
    frame: &Frame,
    asked: Asked,
    answer: &str,
    number: &Number<'_>,
) -> Result<String, WrongKind> {
    let (lead, ..) = frame.parts(sentence.found);
    let lead = without_repeat(lead, answer);
    let unit = asked::unit(sentence, frame, None);
    if number.tail.is_empty() {
        let is_double = unit.starts_with('%') && number.is_share();
        let figure = if is_double {
            answer.trim_end_matches(['%', '％'])
        } else {
            answer
        };
        let is_bare = asked == Asked::Percent && unit.is_empty() && !number.is_share();
        let is_share =
            is_bare && !sentence.before.ends_with("百分之") && asked::is_share(sentence.before);
        return Ok(format!("{lead}{figure}{}", if is_share { "%" } else { "" }));
    }
    let behind = sentence.after.trim_start();
    match answer.strip_suffix(number.tail) {
        Some(figure) if behind.starts_with(number.tail) => {
            Ok(format!("{lead}{}", figure.trim_end()))
        }
        _ if unit.is_empty()
            || number.tail.ends_with(&unit) && behind.starts_with(&unit) && number.tail == unit =>
        {
            Ok(format!("{lead}{answer}"))
        }
        _ => Err(WrongKind::OtherUnit { expected: unit }),
    }
}

/// A date in the form of its place.
fn date(sentence: &Sentence<'_>, frame: &Frame, answer: &str) -> Result<String, WrongKind> {
    let (lead, gap, rest) = frame.parts(sentence.found);
    let date = Date::parse(answer);
    let signs = ['年', '月', '日'];
    if *frame == Frame::Whole && sentence.found.contains(signs) {
        let date = date.ok_or(WrongKind::NotADate)?;
        return date.in_form(sentence.found).ok_or(WrongKind::PartOfDate);
    }
    let (inner, outer) = (rest.trim_start(), sentence.after.trim_start());
    let sign = inner
        .chars()
        .next()
        .or_else(|| outer.chars().next())
        .filter(|c| signs.contains(c));
    let is_number = !answer.is_empty() && answer.chars().all(|c| c.is_ascii_digit());
    if let Some(sign) = sign {
        let figure = match date.and_then(|date| date.part(sign)) {
            Some(part) => part.to_string(),
            None if is_number => with_century(gap, answer),
            None => answer.trim_end_matches(sign).to_owned(),
        };
        let is_figure = figure
            .chars()
            .all(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c));
        let rest = if lead.contains(signs) || rest.matches(signs).count() > 1 {
            rest
        } else {
            inner
        };
        return match is_figure && !figure.is_empty() {
            true => Ok(format!("{lead}{figure}{rest}")),
            false => Err(WrongKind::NotADate),
        };
    }
    if is_number {
        return Ok(format!("{lead}{}{rest}", with_century(gap, answer)));
    }
    let is_told =
        answer.contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if !is_told {
        return Err(WrongKind::NotADate);
    }
    let is_chinese = [sentence.before, sentence.found, sentence.after]
        .iter()
        .any(|it| it.contains(is_han));
    let english = date
        .filter(|_| !is_chinese && rest.is_empty())
        .and_then(|date| date.in_english());
    Ok(english.unwrap_or_else(|| framed(sentence, frame, answer)))
}

/// `answer` with the digits that stand in the gap already, where it has one for each sign: 26 for 20XX.
fn with_century(gap: &str, answer: &str) -> String {
    let signs = gap.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = gap.get(..gap.len() - signs.len()).unwrap_or("");
    let is_rest = !digits.is_empty() && signs.chars().count() == answer.chars().count();
    format!("{}{answer}", if is_rest { digits } else { "" })
}

/// Words with what stands with them, each once.
fn framed(sentence: &Sentence<'_>, frame: &Frame, answer: &str) -> String {
    let (lead, _, rest) = frame.parts(sentence.found);
    let lead = without_repeat(lead, answer);
    let repeated = overlap(answer, rest);
    let rest = rest.get(repeated..).unwrap_or("");
    let made = format!("{lead}{answer}{rest}");
    match rest.is_empty() {
        true => without_following(&made, sentence.after),
        false => made,
    }
}

/// `lead` without what `answer` begins with.
fn without_repeat<'l>(lead: &'l str, answer: &str) -> &'l str {
    let repeated = overlap(lead, answer);
    lead.get(..lead.len() - repeated).unwrap_or(lead)
}

/// `made` without two or more characters at its end that follow in the text anyway.
fn without_following(made: &str, after: &str) -> String {
    let repeated = overlap(made, after);
    let kept = made.get(..made.len() - repeated).unwrap_or(made);
    let is_word = made
        .get(kept.len()..)
        .is_some_and(|it| it.chars().count() > 1)
        && !kept.is_empty();
    (if is_word { kept } else { made }).to_owned()
}

/// How many bytes at the end of `one` are the beginning of `other`, at most.
fn overlap(one: &str, other: &str) -> usize {
    let starts = one.char_indices().map(|(at, _)| one.len() - at);
    starts
        .filter(|&length| length <= other.len())
        .find(|&length| other.get(..length).is_some_and(|head| one.ends_with(head)))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests;
