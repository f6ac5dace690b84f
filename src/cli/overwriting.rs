//! What results may be written over: an older report of ours, and nothing else unless the person says so.
//!
//! Owns the refusal. How a report of ours is known by its beginning is `report`'s affair, writing is `output`'s.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use same_file::is_same_file;

use crate::cli::file_name;
use crate::cli::usage_error::UsageError;
use crate::report;
use crate::text::Localized;

/// So much of a file is looked at to know a report by, in bytes.
const BEGINNING: u64 = 16 << 10;

/// Refuse to write to `path` where that would destroy one of the `inputs`, under whatever name, or anything else that is no
/// report of ours.
///
/// # Errors
/// What is there, and what else the person can do.
pub(super) fn refuse_harm<'p>(
    path: &Path,
    mut inputs: impl Iterator<Item = &'p Path>,
) -> Result<(), UsageError> {
    // Folders are refused when it comes to writing; devices and pipes hold nothing that could be lost.
    let Some(there) = fs::metadata(path).ok().filter(fs::Metadata::is_file) else {
        return Ok(());
    };
    if let Some(input) = inputs.find(|input| is_same_file(path, input).unwrap_or(false)) {
        return Err(is_input(&file_name::shown(path), &file_name::shown(input)));
    }
    if there.len() == 0 || beginning(path).is_ok_and(|text| report::is_report(&text)) {
        return Ok(());
    }
    Err(is_no_report(&file_name::shown(path)))
}

/// The first lines of a file. Half a character at the end is left as a mark that no report has.
fn beginning(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_input(name: &str, input: &str) -> UsageError {
    let message = match name == input {
        true => Localized::new(
            format!("“{name}”正是要检查的文件，没有用结果覆盖它"),
            format!("“{name}” is a file to be checked; the results were not written over it"),
        ),
        false => Localized::new(
            format!("“{name}”就是要检查的“{input}”，没有用结果覆盖它"),
            format!(
                "“{name}” is “{input}”, a file to be checked; the results were not written over it"
            ),
        ),
    };
    UsageError::new(message, way_out())
}

fn is_no_report(name: &str) -> UsageError {
    UsageError::new(
        Localized::new(
            format!("“{name}”已经有了，又不是以前的检查结果，没有覆盖它"),
            format!("“{name}” exists and is no earlier report; it was left as it is"),
        ),
        way_out(),
    )
}

fn way_out() -> Localized {
    Localized::new(
        "给结果换一个文件名；确实要覆盖，就加 --force",
        "give the results another name, or add --force to replace the file",
    )
}
