//! Dates as people and programs write them in an answer, and the form in which a gap for one wants them.

/// A date of which some may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// The date that `answer` is; nothing where it is none, or says more.
    pub(super) fn parse(answer: &str) -> Option<Self> {
        let answer = answer.trim();
        match answer.contains(['年', '月', '日', '号']) {
            true => chinese(answer),
            false => in_figures(answer),
        }
    }

    /// Its year, month or day as asked for by 年, 月 or 日.
    pub(super) fn part(&self, sign: char) -> Option<u32> {
        match sign {
            '年' => self.year,
            '月' => self.month,
            '日' | '号' => self.day,
            _ => None,
        }
    }

    /// The date in the form of the words `found`, such as 2024年X月X日: each of 年, 月 and 日 that stands there, with the year that
    /// is written there already. Nothing where it lacks one of them.
    pub(super) fn in_form(&self, found: &str) -> Option<String> {
        let mut made = String::new();
        for sign in ['年', '月', '日'] {
            let Some((before, _)) = found.split_once(sign) else {
                continue;
            };
            let written = before.trim_end();
            let digits = written.trim_end_matches(|c: char| c.is_ascii_digit());
            let written = written
                .get(digits.len()..)
                .filter(|it| sign != '年' || it.len() == 4);
            let is_fixed =
                |it: &&str| !it.is_empty() && (digits.is_empty() || digits.ends_with(['年', '月']));
            match written.filter(is_fixed) {
                Some(written) => made += written,
                None => made += &self.part(sign)?.to_string(),
            }
            made.push(sign);
        }
        (!made.is_empty()).then_some(made)
    }

    /// The date in English: `5 March 2026`; nothing where it is not whole.
    pub(super) fn in_english(&self) -> Option<String> {
        let month = usize::try_from(self.month?).ok()?.checked_sub(1)?;
        Some(format!(
            "{} {} {}",
            self.day?,
            MONTHS.get(month)?,
            self.year?
        ))
    }

    fn checked(self) -> Option<Self> {
        let fits =
            |part: Option<u32>, least, most| part.is_none_or(|it| (least..=most).contains(&it));
        (fits(self.year, 1000, 9999) && fits(self.month, 1, 12) && fits(self.day, 1, 31))
            .then_some(self)
    }
}

/// Of 2026年3月5日, with any of its parts.
fn chinese(answer: &str) -> Option<Date> {
    let mut date = Date::default();
    let mut rest = answer;
    for (signs, part) in [(&['年'][..], 0), (&['月'], 1), (&['日', '号'], 2)] {
        let Some(at) = rest.find(signs) else { continue };
        let (figure, behind) = rest.split_at_checked(at)?;
        let figure = Some(figure.trim().parse().ok()?);
        match part {
            0 => date.year = figure,
            1 => date.month = figure,
            _ => date.day = figure,
        }
        let sign = behind.chars().next().map_or(0, char::len_utf8);
        rest = behind.get(sign..)?.trim_start();
    }
    rest.is_empty().then_some(date)?.checked()
}

/// Of 2026-03-05, 2026/3/5, 2026.3.5 and 3/5.
fn in_figures(answer: &str) -> Option<Date> {
    let separator = answer.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    let parts: Vec<u32> = answer
        .split(separator)
        .map(|it| it.parse().ok())
        .collect::<Option<_>>()?;
    let date = match *parts.as_slice() {
        [year, month, day] => Date {
            year: Some(year),
            month: Some(month),
            day: Some(day),
        },
        [year, month] if year > 999 => Date {
            year: Some(year),
            month: Some(month),
            day: None,
        },
        // 3.5 is a figure more often than a day.
        [month, day] if separator != '.' => Date {
            year: None,
            month: Some(month),
            day: Some(day),
        },
        _ => return None,
    };
    date.checked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_takes_the_form_of_its_gap() {
        for (answer, found, made) in [
            ("2026年3月5日", "XX年X月X日", Some("2026年3月5日")),
            ("2026-03-05", "____年__月__日", Some("2026年3月5日")),
            ("3月5日", "2024年X月X日", Some("2024年3月5日")),
            ("2026/3/5", "X月X日", Some("3月5日")),
            ("2026年3月5日", "3月X日", Some("3月5日")),
            ("2026年3月", "20XX年X月", Some("2026年3月")),
            ("3月5日", "XX年X月X日", None),
        ] {
            let date = Date::parse(answer).unwrap();
            assert_eq!(date.in_form(found).as_deref(), made, "{answer} in {found}");
        }
        for answer in [
            "3月上旬",
            "12",
            "3.5",
            "13月5日",
            "下周",
            "2026年",
            "1/2/3/4",
        ] {
            let date = Date::parse(answer);
            assert!(
                date.is_none_or(|it| it.month.is_none()),
                "{answer}: {date:?}"
            );
        }
        assert_eq!(
            Date::parse("2026-3-5").unwrap().in_english().unwrap(),
            "5 March 2026"
        );
    }
}
