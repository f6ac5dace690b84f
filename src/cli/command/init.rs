//! `unfilled init`: a settings file with every setting explained.

use std::fs::File;
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
    let written = File::create_new(SETTINGS_FILE)
        .and_then(|mut file| file.write_all(config::template(language).as_bytes()));
    if let Err(error) = written {
        if error.kind() == ErrorKind::AlreadyExists {
            return Err(exists().into());
        }
        return Err(Failure::write(SETTINGS_FILE, Obstacle::from_io(&error)));
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
