//! The time of the run, for reports that state it.

use chrono::{DateTime, Datelike, FixedOffset, Local, Timelike};

use crate::report::RunTime;

/// What the clock of the machine shows; or the time that `SOURCE_DATE_EPOCH` names, in UTC, for reports that must not
/// differ (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub(super) fn run_time() -> Option<RunTime> {
    let named = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds.trim().parse().ok()?, 0));
    let time = named.map_or_else(|| Local::now().fixed_offset(), |time| time.fixed_offset());
    Some(wall_time(&time))
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
