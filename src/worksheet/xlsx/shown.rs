//! What people see in a cell: 12 and not 12.0, 12.5% and not 0.125, 2026年3月5日 and not 46086.

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};

/// How many digits a spreadsheet shows of a figure at most.
const DIGITS: usize = 15;

/// The text of a cell with the number format `format`.
pub(super) fn shown(value: &DataRef<'_>, format: &str, is_1904: bool) -> String {
    match value {
        DataRef::Int(value) => figure(*value as f64, format),
        DataRef::Float(value) => match is_date(format) {
            true => date(&ExcelDateTime::new(
                *value,
                ExcelDateTimeType::DateTime,
                is_1904,
            )),
            false => figure(*value, format),
        },
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => (if *value { "TRUE" } else { "FALSE" }).to_owned(),
        DataRef::DateTime(value) if value.is_datetime() => date(value),
        DataRef::DateTime(value) => figure(value.as_f64(), ""),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Whether a format shows dates in words that the crate does not know for such.
fn is_date(format: &str) -> bool {
    format.contains('年') || (format.contains('月') && format.contains('日'))
}

/// A day, and the time where there is one.
fn date(value: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = value.to_ymd_hms_milli();
    let is_day = value.as_f64() >= 1.0;
    let has_time = (hour, minute) != (0, 0);
    match (is_day, has_time) {
        (true, false) => format!("{year}年{month}月{day}日"),
        (true, true) => format!("{year}年{month}月{day}日{hour}:{minute:02}"),
        (false, _) => format!("{hour}:{minute:02}"),
    }
}

/// A figure: as a share, with so many places, with commas, as its format says.
fn figure(value: f64, format: &str) -> String {
    let positive = format.split(';').next().unwrap_or("");
    let is_share = positive.contains('%');
    let value = if is_share { value * 100.0 } else { value };
    let mut text = match places(positive) {
        Some(places) => format!("{value:.places$}"),
        None => general(value),
    };
    if positive.contains("#,##") {
        text = with_commas(&text);
    }
    if is_share {
        text.push('%');
    }
    text
}

/// How many places behind the point a format shows; nothing where it leaves that to the figure.
fn places(format: &str) -> Option<usize> {
    if !format.contains('0') {
        return None;
    }
    let behind = format.split_once('.').map_or("", |(_, behind)| behind);
    Some(behind.chars().take_while(|c| *c == '0').count())
}

/// As many digits as a figure needs.
fn general(value: f64) -> String {
    // The shortest one that is the same in so many digits: 0.3, not 0.30000000000000004.
    let rounded: f64 = format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value);
    rounded.to_string()
}

fn with_commas(text: &str) -> String {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let end = text.find('.').unwrap_or(text.len());
    let (Some(sign), Some(digits), Some(rest)) =
        (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return text.to_owned();
    };
    let mut out = sign.to_owned();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_that_people_see() {
        for (value, format, text) in [
            (12.0, "General", "12"),
            (12.5, "@", "12.5"),
            (0.1 + 0.2, "", "0.3"),
            (0.125, "0.0%", "12.5%"),
            (0.98, "0%", "98%"),
            (1_234_567.0, "#,##0", "1,234,567"),
            (-1234.5, "#,##0.00_);(#,##0.00)", "-1,234.50"),
            (12.0, "0.00", "12.00"),
            (1e21, "General", "1000000000000000000000"),
            (46086.0, "yyyy\"年\"m\"月\"d\"日\"", "2026年3月5日"),
        ] {
            assert_eq!(
                shown(&DataRef::Float(value), format, false),
                text,
                "{value} {format}"
            );
        }
    }
}
