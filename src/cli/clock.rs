//! The time of the run, for reports that state it and for changes that are signed with it.

use chrono::{DateTime, Datelike, FixedOffset, Local, Timelike, Utc};

use crate::report::RunTime;

/// What the clock of the machine shows; or the time that `SOURCE_DATE_EPOCH` names, in UTC, for reports that must not
/// differ (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub(super) fn run_time() -> Option<RunTime> {
    let time = named().map_or_else(|| Local::now().fixed_offset(), |time| time.fixed_offset());
    Some(wall_time(&time))
}

/// The same as seconds since the beginning of 1970 in UTC.
pub(super) fn seconds() -> i64 {
    named().unwrap_or_else(Utc::now).timestamp()
}

fn named() -> Option<DateTime<Utc>> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?;
    DateTime::from_timestamp(seconds.trim().parse().ok()?, 0)
}

fn wall_time(time: &DateTime<FixedOffset>) -> RunTime {
    RunTime {
        year: time.year(),
        month: time.month(),
        day: time.day(),
        hour: time.hour(),
        minute: time.minute(),
        second: time.second(),
        offset: time.offset().local_minus_utc() / 60,
    }
}
