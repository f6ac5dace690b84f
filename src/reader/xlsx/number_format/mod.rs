//! Number formats of cells (ECMA-376 part 1, 18.8.30 and 18.8.31): what is shown for a number, with the words that stand in the format alone:
//! `0"台"` shows 3台.
//!
//! As far as words and dates need it: colours, conditions, fractions and exponents are not followed.

mod date;

/// The format of a cell's number.
#[derive(Debug)]
pub(super) struct NumberFormat {
    /// For numbers above zero, below it, and zero, as far as they are told apart.
    sections: Vec<Vec<Sign>>,
}

/// A sign of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    /// Words that stand there as they are.
    Words(String),
    /// Where the digits of the number belong.
    Digits {
        /// How many stand behind the point, where there is one.
        decimals: Option<usize>,
        is_grouped: bool,
    },
    /// The number is shown in hundredths.
    Percent,
    /// A part of a date or time, by its letter and how often that stands there.
    Date(char, usize),
    /// The number as it is.
    General,
}

/// The formats that have a number and no code in the file: those of dates and percentages; of the others all show the number as it is.
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 | 19 | 20 | 21 | 32 | 33 => "h:mm",
        22 => "yyyy/m/d h:mm",
        27 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        _ => return None,
    })
}

impl NumberFormat {
    /// The format that `code` says.
    pub(super) fn new(code: &str) -> Self {
        let sections = sections(code);
        Self { sections }
    }

    /// What is shown for `value`; nothing where that is the value as it is.
    pub(super) fn shown(&self, value: f64, since_1904: bool) -> Option<String> {
        let section = match self.sections.as_slice() {
            [_, negative, ..] if value < 0.0 => negative,
            [_, _, zero, ..] if value == 0.0 => zero,
            [first, ..] => first,
            [] => return None,
        };
        if section.iter().any(|sign| matches!(sign, Sign::Date(..))) {
            return date::shown(section, value, since_1904);
        }
        let says_nothing = |sign: &Sign| match sign {
            Sign::Words(words) => words.trim().is_empty(),
            Sign::General => true,
            _ => false,
        };
        if section.iter().all(says_nothing) {
            return None;
        }
        let is_percent = section.contains(&Sign::Percent);
        // A section of its own for them has the sign in its words.
        let value = match self.sections.len() > 1 && value < 0.0 {
            true => -value,
            false => value,
        };
        let mut shown = String::new();
        for sign in section {
            match sign {
                Sign::Words(words) => shown.push_str(words),
                Sign::Percent => shown.push('%'),
                Sign::General => shown.push_str(&value.to_string()),
                &Sign::Digits {
                    decimals,
                    is_grouped,
                } => {
                    let value = if is_percent { value * 100.0 } else { value };
                    shown.push_str(&digits(value, decimals.unwrap_or(0), is_grouped));
                }
                Sign::Date(..) => {}
            }
        }
        Some(shown)
    }
}

/// The digits of a number, with that many behind the point.
fn digits(value: f64, decimals: usize, is_grouped: bool) -> String {
    const MOST: usize = 30;
    let written = format!("{value:.*}", decimals.min(MOST));
    if !is_grouped {
        return written;
    }
    let whole = written.find('.').unwrap_or(written.len());
    let mut grouped = String::new();
    for (at, digit) in written.char_indices() {
        let before = whole.saturating_sub(at);
        if digit.is_ascii_digit()
            && at > 0
            && at < whole
            && before % 3 == 0
            && !grouped.ends_with('-')
        {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn sections(code: &str) -> Vec<Vec<Sign>> {
    let mut sections = vec![Vec::new()];
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        if c == ';' {
            sections.push(Vec::new());
            continue;
        }
        let Some(section) = sections.last_mut() else {
            break;
        };
        match c {
            '"' => {
                let mut words = String::new();
                while let Some(c) = rest.next().filter(|&c| c != '"') {
                    words.push(c);
                }
                push_words(section, &words);
            }
            '\\' => push_words(section, &rest.next().map(String::from).unwrap_or_default()),
            // Room as wide as a character, and a character that fills the cell.
            '_' | '*' => {
                rest.next();
            }
            '[' => {
                let mut inside = String::new();
                while let Some(c) = rest.next().filter(|&c| c != ']') {
                    inside.push(c);
                }
                // A currency, `$¥-804`; hours that go on behind 24; else a colour, a condition or a language.
                if let Some(currency) = inside.strip_prefix('$') {
                    push_words(section, currency.split('-').next().unwrap_or_default());
                } else if matches!(inside.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    section.push(Sign::Date(
                        inside.chars().next().unwrap_or('h'),
                        inside.len(),
                    ));
                }
            }
            '0' | '#' | '?' | '.' | ',' => push_digits(section, c),
            '%' => section.push(Sign::Percent),
            '@' => section.push(Sign::General),
            'G' | 'g'
                if rest
                    .clone()
                    .take(6)
                    .collect::<String>()
                    .eq_ignore_ascii_case("eneral") =>
            {
                rest.nth(5);
                section.push(Sign::General);
            }
            'A' | 'a'
                if rest
                    .clone()
                    .take(4)
                    .collect::<String>()
                    .eq_ignore_ascii_case("m/pm") =>
            {
                rest.nth(3);
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' => {
                let letter = c.to_ascii_lowercase();
                let mut count = 1;
                while rest
                    .next_if(|it| it.to_ascii_lowercase() == letter)
                    .is_some()
                {
                    count += 1;
                }
                section.push(Sign::Date(letter, count));
            }
            c => push_words(section, c.encode_utf8(&mut [0; 4])),
        }
    }
    // The fourth is for text.
    sections.truncate(3);
    for section in &mut sections {
        settle(section);
    }
    sections
}

/// Letters in a number with digits are no date: `0.00E+00`.
fn settle(section: &mut Vec<Sign>) {
    let has_digits = section
        .iter()
        .any(|sign| matches!(sign, Sign::Digits { .. }));
    let is_of_day = |sign: &Sign| matches!(sign, Sign::Date(letter, _) if *letter != 'e');
    let is_date = section.iter().any(is_of_day);
    if has_digits && is_date {
        section.retain(|sign| !matches!(sign, Sign::Digits { .. }));
    } else if has_digits && section.iter().any(|sign| matches!(sign, Sign::Date(..))) {
        *section = vec![Sign::General];
    }
}

fn push_words(section: &mut Vec<Sign>, words: &str) {
    match section.last_mut() {
        Some(Sign::Words(known)) => known.push_str(words),
        _ => section.push(Sign::Words(words.to_owned())),
    }
}

/// One sign more of the digits; all of a section are one number.
fn push_digits(section: &mut Vec<Sign>, c: char) {
    let behind_words = !matches!(section.last(), Some(Sign::Digits { .. }));
    let known = section
        .iter()
        .any(|sign| matches!(sign, Sign::Digits { .. }));
    if behind_words && matches!(c, '.' | ',') {
        return push_words(section, c.encode_utf8(&mut [0; 4]));
    }
    if behind_words && known {
        // `000-0000`: a number that is cut into groups, which is not followed.
        return;
    }
    if behind_words {
        section.push(Sign::Digits {
            decimals: None,
            is_grouped: false,
        });
        return;
    }
    if let Some(Sign::Digits {
        decimals,
        is_grouped,
    }) = section.last_mut()
    {
        match c {
            ',' => *is_grouped = true,
            '.' => *decimals = Some(0),
            _ => *decimals = decimals.map(|count| count + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_with_the_words_of_their_format() {
        let shown = |code: &str, value| NumberFormat::new(code).shown(value, false);
        let is = |code: &str, value, expected: &str| {
            assert_eq!(shown(code, value).as_deref(), Some(expected), "{code}");
        };
        is("0\"XX台\"", 3.0, "3XX台");
        is(
            "#,##0.00\\元;[Red]\\-#,##0.00\\元",
            -1_234_567.891,
            "-1,234,567.89元",
        );
        is("0.0%", 0.953, "95.3%");
        is("[$¥-804]#,##0", 1200.0, "¥1,200");
        is("yyyy\"年\"m\"月\"d\"日\"", 45_000.0, "2023年3月15日");
        is("yyyy/mm/dd hh:mm:ss", 45_000.75, "2023/03/15 18:00:00");
        is("yyyy-mm-dd", 1.0, "1900-01-01");
        is("yyyy-mm-dd", 61.0, "1900-03-01");
        is("\"待核\"", 5.0, "待核");
        is("0;-0;\"无\"", 0.0, "无");
        for code in ["General", "@", "", "0.00E+00"] {
            assert_eq!(shown(code, 12.0), None, "{code}");
        }
    }
}
