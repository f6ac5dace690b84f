//! `unfilled completions` and `unfilled man`: what a shell and a manual reader need, made from the table of options.

use std::str::FromStr;

use clap_complete::Shell;

use crate::cli::Outcome;
use crate::cli::args;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::obstacle::Obstacle;
use crate::cli::usage_error::UsageError;

/// Print the completion script for `shell`.
pub(in crate::cli) fn completions(shell: &str, console: &Console) -> Result<Outcome, Failure> {
    let shell = Shell::from_str(shell).map_err(|_| UsageError::no_shell(shell))?;
    let mut command = args::whole_command(console.language);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "unfilled", &mut script);
    console.print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}

/// Print the manual page.
pub(in crate::cli) fn man(console: &Console) -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(args::whole_command(console.language))
        .render(&mut page)
        .map_err(|error| Failure::Output(Obstacle::from_io(&error)))?;
    console.print(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Clean)
}
