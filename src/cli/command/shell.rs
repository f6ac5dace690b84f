//! `unfilled completions` and `unfilled man`: what a shell and a manual reader need, made from the table of options.

use std::str::FromStr;

use clap_complete::Shell;

use crate::cli::Outcome;
use crate::cli::args;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::obstacle::Obstacle;
use crate::cli::usage_error::UsageError;
use crate::text::Language;

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
    let page = String::from_utf8_lossy(&page);
    console.print(&match console.language {
        Language::Zh => in_chinese(&page),
        Language::En => page.into_owned(),
    })?;
    Ok(Outcome::Clean)
}

/// The words that the page is made with, and what they are in Chinese.
const WORDS: [(&str, &str); 7] = [
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH VERSION", ".SH 版本"),
    ("\\fIPossible values:\\fR", "可以写："),
];

fn in_chinese(page: &str) -> String {
    let line = |line: &str| {
        let known = WORDS.iter().find(|(english, _)| *english == line);
        match known {
            Some((_, chinese)) => format!("{chinese}\n"),
            None => line.replace("[\\fIsubcommands\\fR]", "[\\fI命令\\fR]") + "\n",
        }
    };
    page.lines().map(line).collect()
}
