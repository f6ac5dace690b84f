//! Every option with its words in both languages: half of the table that parsing, help, completions and the manual page
//! are made from; the commands are in `verbs`.
//!
//! To add an option: a row in `rows` (in `run_rows` for what a run may use, in `copy_rows` for commands that write copies), a field in `args`. Nothing here parses or prints.

mod copy_rows;
mod rows;
mod run_rows;

use crate::cli::command::worksheet::FORMS;
use crate::cli::verbs::{Verb, Words};
use crate::rule::Severity;
use crate::text::Language;

/// An option.
pub(super) struct Flag {
    pub(super) long: &'static str,
    pub(super) short: Option<char>,
    /// The name of its value, if it takes one.
    pub(super) value: Option<Words>,
    pub(super) choices: Option<fn() -> Vec<&'static str>>,
    /// It may be given again, and its value may hold commas.
    pub(super) list: bool,
    pub(super) group: Group,
    pub(super) about: Words,
    pub(super) on: &'static [Verb],
}

// Which commands take an option.
const CHECK: &[Verb] = &[Verb::Check];
const QUIET: &[Verb] = &[
    Verb::Check,
    Verb::Annotate,
    Verb::Fix,
    Verb::Worksheet,
    Verb::Fill,
];
/// Those that go by a baseline.
const RECOGNISING: &[Verb] = QUIET;
const CHECKING: &[Verb] = &[
    Verb::Check,
    Verb::Baseline,
    Verb::Annotate,
    Verb::Fix,
    Verb::Worksheet,
    Verb::Fill,
];
const WITH_RULES: &[Verb] = &[
    Verb::Check,
    Verb::Baseline,
    Verb::Annotate,
    Verb::Fix,
    Verb::Worksheet,
    Verb::Fill,
    Verb::Rules,
    Verb::Explain,
];
const EVERYWHERE: &[Verb] = &[
    Verb::Check,
    Verb::Baseline,
    Verb::Annotate,
    Verb::Fix,
    Verb::Worksheet,
    Verb::Fill,
    Verb::Rules,
    Verb::Explain,
    Verb::Test,
    Verb::Init,
    Verb::Text,
    Verb::Completions,
    Verb::Man,
    Verb::Help,
];

/// The headings of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    What,
    Output,
    Verdict,
    Other,
}

impl Group {
    pub(super) const ALL: [Group; 4] = [Group::What, Group::Output, Group::Verdict, Group::Other];

    pub(super) fn heading(self) -> Words {
        match self {
            Group::What => ("查什么", "What to check"),
            Group::Output => ("怎样显示", "Output"),
            Group::Verdict => ("怎样算通过", "Pass or fail"),
            Group::Other => ("其他选项", "Other options"),
        }
    }
}

/// All options, in the order of the help.
pub(super) fn all() -> impl Iterator<Item = &'static Flag> {
    rows::FLAGS
        .iter()
        .chain(run_rows::FLAGS)
        .chain(copy_rows::FLAGS)
}

/// The languages by their names on the command line.
pub(super) const LANGUAGES: [(&str, Language); 2] = [("zh", Language::Zh), ("en", Language::En)];

impl Verb {
    /// The options that the command takes, in the order of the help.
    pub(super) fn flags(self) -> impl Iterator<Item = &'static Flag> {
        all().filter(move |flag| flag.on.contains(&self))
    }
}

fn sheet_forms() -> Vec<&'static str> {
    FORMS.to_vec()
}

fn severities() -> Vec<&'static str> {
    Severity::ALL.iter().rev().map(|s| s.name()).collect()
}

fn reporters() -> Vec<&'static str> {
    crate::report::REPORTERS.iter().map(|r| r.name).collect()
}

fn table_formats() -> Vec<&'static str> {
    vec!["human", "json"]
}

fn languages() -> Vec<&'static str> {
    LANGUAGES.iter().map(|(name, _)| *name).collect()
}

fn moments() -> Vec<&'static str> {
    vec!["auto", "always", "never"]
}
