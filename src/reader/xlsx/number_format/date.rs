//! Numbers that are shown as dates and times.

use super::Sign;

/// What the signs of a format show for a number of days; nothing where it is no date that Excel has.
pub(super) fn shown(section: &[Sign], days: f64, since_1904: bool) -> Option<String> {
    /// The day behind 31 December 9999.
    const END: f64 = 2_958_466.0;
    const SECONDS_A_DAY: f64 = 86_400.0;
    if !(0.0..END).contains(&days) {
        return None;
    }
    let whole = days.floor();
    let seconds = ((days - whole) * SECONDS_A_DAY).round() as u32;
    let (year, month, day) = civil(whole as i64 + first_day(whole, since_1904));
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut shown = String::new();
    let mut follows_hour = false;
    for (at, sign) in section.iter().enumerate() {
        let (letter, count) = match sign {
            Sign::Words(words) => {
                shown.push_str(words);
                continue;
            }
            &Sign::Date(letter, count) => (letter, count),
            _ => continue,
        };
        let is_before_second = || {
            let mut rest = section.iter().skip(at + 1);
            let next = rest.find(|sign| matches!(sign, Sign::Date(..)));
            matches!(next, Some(Sign::Date('s', _)))
        };
        let (value, width) = match letter {
            'y' | 'e' if count == 2 => (year.rem_euclid(100) as u32, 2),
            'y' | 'e' => (year as u32, 4),
            'm' if follows_hour || is_before_second() => (minute, count),
            'm' => (month, count.min(2)),
            'd' => (day, count.min(2)),
            'h' => (hour, count),
            _ => (second, count),
        };
        follows_hour = letter == 'h';
        shown.push_str(&format!("{value:0width$}"));
    }
    Some(shown)
}

/// The day, from 1 January 1970 on, that number 0 stands for. Excel takes 1900 for a leap year, as Lotus 1-2-3 did, so that the numbers of
/// its first two months are off by one.
fn first_day(number: f64, since_1904: bool) -> i64 {
    const DAY_0: i64 = -25_569;
    const LEAP_DAY: f64 = 60.0;
    match since_1904 {
        true => -24_107,
        false if number < LEAP_DAY => DAY_0 + 1,
        false => DAY_0,
    }
}

/// Year, month and day of a day that is counted from 1 January 1970 on, in the Gregorian calendar: years are taken to begin in March, so
/// that the leap day is the last.
fn civil(day: i64) -> (i64, u32, u32) {
    const DAYS_TO_1970: i64 = 719_468;
    const DAYS_OF_400_YEARS: i64 = 146_097;
    let day = day + DAYS_TO_1970;
    let (era, day) = (
        day.div_euclid(DAYS_OF_400_YEARS),
        day.rem_euclid(DAYS_OF_400_YEARS),
    );
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month as u32, day as u32)
}
