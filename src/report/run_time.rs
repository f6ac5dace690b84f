//! When a run was made, for reports that are kept. The clock itself is the shell's.

use crate::text::Language;

/// A moment as a clock on the wall shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunTime {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month, 1 to 31.
    pub day: u32,
    /// The hour, 0 to 23.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
    /// The second.
    pub second: u32,
    /// How far the clock is ahead of UTC, in minutes.
    pub offset: i32,
}

/// The months in English.
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

impl RunTime {
    /// For programs, as RFC 3339 has it: `2026-11-24T11:37:05+08:00`.
    pub fn rfc3339(&self) -> String {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
            ..
        } = self;
        let zone = self.zone();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
    }

    /// For people: `2026年11月24日 11:37（UTC+08:00）`.
    pub fn words(&self, language: Language) -> String {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            ..
        } = self;
        let zone = self.zone();
        match language {
            Language::Zh => {
                format!("{year}年{month}月{day}日 {hour:02}:{minute:02}（UTC{zone}）")
            }
            Language::En => {
                let month = (1..=12)
                    .zip(MONTHS)
                    .find_map(|(number, name)| (number == *month).then_some(name))
                    .unwrap_or_default();
                format!("{day} {month} {year}, {hour:02}:{minute:02} (UTC{zone})")
            }
        }
    }

    fn zone(&self) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs();
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_with_its_zone() {
        let time = RunTime {
            year: 2026,
            month: 3,
            day: 7,
            hour: 9,
            minute: 5,
            second: 1,
            offset: -210,
        };
        assert_eq!(time.rfc3339(), "2026-03-07T09:05:01-03:30");
        assert_eq!(time.words(Language::Zh), "2026年3月7日 09:05（UTC-03:30）");
        assert_eq!(time.words(Language::En), "7 March 2026, 09:05 (UTC-03:30)");
    }
}
