//! In which manner edits get into a file: as if the words had always stood there, or as changes that somebody made.
//!
//! Opens no file and asks no clock: who made the changes and when comes from above.

/// How edits are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// As tracked changes, which people accept or reject one by one; otherwise the words simply change.
    pub tracked: Option<Revision>,
    /// Also into a document whose author [protects](super::Protection) it; that stays in it.
    pub despite_protection: bool,
}

/// Who made changes, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The name that programs show beside the changes.
    pub author: String,
    /// The time, in seconds since the beginning of 1970 in UTC.
    pub seconds: i64,
}

/// A year is written with four digits, so these are the times that can be written.
const EARLIEST: i64 = -62_135_596_800;
const LATEST: i64 = 253_402_300_799;
const DAY: i64 = 86_400;

impl Revision {
    /// Its time as `xsd:dateTime` in UTC: `2026-03-01T08:05:00Z`.
    pub fn date(&self) -> String {
        let seconds = self.seconds.clamp(EARLIEST, LATEST);
        let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let [year, month, day] = civil(days);
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Year, month and day of the day that comes so many days after 1 January 1970, in the Gregorian calendar. Years are counted from
/// March on, so that the day that some of them have more is the last.
fn civil(days: i64) -> [i64; 3] {
    /// From 1 March of the year 0 to 1 January 1970.
    const SHIFT: i64 = 719_468;
    /// In 400 years the calendar comes round.
    const ERA: i64 = 146_097;
    let day = (days + SHIFT).rem_euclid(ERA);
    let year_of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + (days + SHIFT).div_euclid(ERA) * 400 + i64::from(month <= 2);
    [year, month, day_of_year - (153 * from_march + 2) / 5 + 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_dates() {
        for (seconds, date) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_772_352_300, "2026-03-01T08:05:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (i64::MIN, "0001-01-01T00:00:00Z"),
            (i64::MAX, "9999-12-31T23:59:59Z"),
        ] {
            let author = String::new();
            assert_eq!(Revision { author, seconds }.date(), date);
        }
    }
}
