//! The command line: files, environment, clock and streams, and the exit status made of what came of them.
//!
//! Two levels: `args` is what was typed, `settings` what to do. Knows no rule and no file format; everything that is said
//! about a document comes from `report`.
#![allow(
    clippy::disallowed_methods,
    reason = "this is the shell round a library that does no I/O"
)]

mod args;
mod baseline_file;
mod baseline_words;
mod build_page;
mod changed_files;
mod changed_lines;
mod clock;
mod command;
mod console;
mod copy;
mod cost_table;
mod demand;
mod discover;
mod failure;
mod file_name;
mod flags;
mod help;
mod house;
mod ignore_files;
mod inspector;
mod load;
mod measure;
mod memory;
mod memory_account;
mod naming;
mod obstacle;
mod ordered;
mod output;
mod overwriting;
mod path_list;
mod processor;
mod progress;
mod recogniser;
mod repository;
mod rule_files;
mod rulings;
mod settings;
mod sources;
mod stopwatch;
mod terminal;
mod trial;
mod typed;
mod unpacked;
mod usage_error;
mod verbs;
mod walk;
mod watch;
mod wish;

use std::ffi::OsString;
use std::panic::{catch_unwind, set_hook};
use std::process::ExitCode;

use crate::cli::args::{Moment, Request};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::settings::Settings;
use crate::text::Language;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to mend.
    Clean,
    /// Something to mend.
    Findings,
    /// The command could not do all of its work.
    Failed,
    /// Nothing to mend but the baseline.
    Stale,
}

/// Run the program: arguments in, exit status out.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let named = args::language(&arguments);
    let console = Console {
        language: named.unwrap_or_else(terminal::language),
        color: Moment::Auto,
    };
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        // Panics are told in the person's language, and never with text from a document.
        set_hook(Box::new(|_| {}));
    }
    let outcome = catch_unwind(|| run(arguments, named, console)).unwrap_or_else(|_| {
        console.complain(
            console
                .language
                .pick("unfilled 自己出错了", "unfilled itself failed"),
            Some(console.language.pick(
                "请设 RUST_BACKTRACE=1 再运行一次，把显示的内容告诉我们",
                "please run it again with RUST_BACKTRACE=1 and report what it shows",
            )),
        );
        Outcome::Failed
    });
    ExitCode::from(outcome.status())
}

impl Outcome {
    /// The exit status that stands for it.
    fn status(self) -> u8 {
        match self {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Failed => 2,
            Outcome::Stale => 3,
        }
    }
}

fn run(arguments: Vec<OsString>, language: Option<Language>, console: Console) -> Outcome {
    let done = args::parse(arguments)
        .map_err(Failure::from)
        .and_then(|request| perform(request, language, console));
    done.unwrap_or_else(|failure| {
        failure.tell(&console);
        Outcome::Failed
    })
}

fn perform(
    request: Request,
    language: Option<Language>,
    console: Console,
) -> Result<Outcome, Failure> {
    let colored = |color| Console { color, ..console };
    match request {
        Request::Welcome => {
            console.tell(help::welcome(console.language));
            Ok(Outcome::Failed)
        }
        Request::Help(verb) => {
            console.print(&help::help(verb, console.language))?;
            Ok(Outcome::Clean)
        }
        Request::Version => {
            console.print(concat!("unfilled ", env!("CARGO_PKG_VERSION"), "\n"))?;
            Ok(Outcome::Clean)
        }
        Request::Check(args) => command::check::run(&Settings::resolve(*args, language)?),
        Request::Baseline { check, update } => {
            command::baseline::run(&Settings::resolve(*check, language)?, update)
        }
        Request::Annotate {
            check,
            highlight,
            remove,
        } => command::annotate::run(&Settings::resolve(*check, language)?, highlight, remove),
        Request::Fix { check, wish } => {
            command::fix::run(&Settings::resolve(*check, language)?, &wish)
        }
        Request::Worksheet { check, wish } => {
            command::worksheet::run(&Settings::resolve(*check, language)?, &wish)
        }
        Request::Fill { check, wish } => {
            command::fill::run(&Settings::resolve(*check, language)?, &wish)
        }
        Request::Rules {
            rules,
            names,
            cost,
            json,
        } => command::rules::run(&rules, &names, cost, json, &console),
        Request::Explain { rules, rule, color } => {
            command::explain::run(&rules, &rule, &colored(color))
        }
        Request::Test { paths, color } => command::test::run(paths, &colored(color)),
        Request::Init => command::init::run(&console),
        Request::Text(path) => command::text::run(&path, &console),
        Request::Completions(shell) => command::shell::completions(&shell, &console),
        Request::Man => command::shell::man(&console),
    }
}
