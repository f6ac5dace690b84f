//! `unfilled init`: a settings file with every setting explained.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::discover::SETTINGS_FILE;
use crate::cli::failure::Failure;
use crate::cli::obstacle::Obstacle;
use crate::cli::usage_error::UsageError;
use crate::config;
use crate::text::Localized;

/// Write the file into the current folder; one that is there is left alone.
pub(in crate::cli) fn run(console: &Console) -> Result<Outcome, Failure> {
    let language = console.language;
    let written = File::create_new(SETTINGS_FILE).and_then(|mut file| {
        let text = config::template(language);
        // Half a file would stand in the way of the next try.
        file.write_all(text.as_bytes())
            .inspect_err(|_| drop(fs::remove_file(SETTINGS_FILE)))
    });
    if let Err(error) = written {
        if error.kind() == ErrorKind::AlreadyExists {
            return Err(exists().into());
        }
        return Err(Failure::write(SETTINGS_FILE, Obstacle::of_written(&error)));
    }
    console.print(language.pick(
        "已新建 unfilled.toml。里面逐项写着说明，去掉行首的 # 就生效。\n",
        "unfilled.toml is written. It explains every setting; take the # away to switch one on.\n",
    ))?;
    Ok(Outcome::Clean)
}

fn exists() -> UsageError {
    UsageError::new(
        Localized::new(
            "这里已经有 unfilled.toml，没有改动它",
            "there is an unfilled.toml here already; it was left as it is",
        ),
        Localized::new(
            "直接修改它，或者先给它改名再新建",
            "edit it, or rename it first and run this again",
        ),
    )
}
