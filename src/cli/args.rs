//! What was typed: from the arguments of the process to a [`Request`], or to a mistake told in the person's language.
//!
//! The first of two levels: looks at no file and no environment. `settings` makes of it what is to be done.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches};

use crate::cli::flags::{self, Flag, LANGUAGES};
use crate::cli::typed::Typed;
use crate::cli::usage_error::UsageError;
use crate::cli::verbs::{COMMANDS, Verb, say};
use crate::cli::wish::{FillWish, FixWish, SheetWish};
use crate::text::Language;

/// What the person asked for.
#[derive(Debug)]
pub(super) enum Request {
    /// The words of welcome: neither a command nor a path was named.
    Welcome,
    Help(Option<Verb>),
    Version,
    Check(Box<CheckArgs>),
    Baseline {
        check: Box<CheckArgs>,
        /// Take out what is mended, add nothing.
        update: bool,
    },
    Annotate {
        check: Box<CheckArgs>,
        /// Only a ground under the words, no comments.
        highlight: bool,
        /// Take out what was put in.
        remove: bool,
    },
    Fix {
        check: Box<CheckArgs>,
        wish: FixWish,
    },
    Worksheet {
        check: Box<CheckArgs>,
        wish: SheetWish,
    },
    Fill {
        check: Box<CheckArgs>,
        wish: FillWish,
    },
    Rules {
        rules: RuleArgs,
        /// The categories or rules to list; all where none is named.
        names: Vec<String>,
        /// Where the documents are that tell what each rule costs.
        cost: Option<PathBuf>,
        json: bool,
    },
    Explain {
        rules: RuleArgs,
        rule: String,
        color: Moment,
    },
    Test {
        paths: Vec<PathBuf>,
        color: Moment,
    },
    Init,
    Text(PathBuf),
    Completions(String),
    Man,
}

/// Where the rules come from.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleArgs {
    pub(super) config: Option<PathBuf>,
    pub(super) isolated: bool,
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Auto,
    Always,
    Never,
}

/// The arguments of `check` and of what checks in another's name, as typed.
#[derive(Debug)]
pub(super) struct CheckArgs {
    pub(super) paths: Vec<PathBuf>,
    pub(super) files_from: Option<PathBuf>,
    pub(super) changed_since: Option<String>,
    pub(super) changed_lines: bool,
    pub(super) rules: RuleArgs,
    pub(super) select: Vec<String>,
    pub(super) ignore: Vec<String>,
    pub(super) min_severity: Option<String>,
    /// Check as the version that is sent.
    pub(super) sent: bool,
    pub(super) fail_on: Option<String>,
    pub(super) baseline: Option<PathBuf>,
    pub(super) no_baseline: bool,
    pub(super) fail_on_stale: bool,
    pub(super) format: Option<String>,
    pub(super) output: Option<PathBuf>,
    pub(super) force: bool,
    pub(super) statistics: bool,
    pub(super) stdin_filename: Option<PathBuf>,
    pub(super) relative_to: Option<PathBuf>,
    pub(super) color: Moment,
    pub(super) hidden: bool,
    pub(super) no_ignore: bool,
    pub(super) force_exclude: bool,
    pub(super) quiet: bool,
    pub(super) no_progress: bool,
    pub(super) strict: bool,
    pub(super) allow_unread: bool,
    pub(super) exit_zero: bool,
    pub(super) jobs: Option<u32>,
    pub(super) timeout: Option<u32>,
    pub(super) memory: Option<u32>,
}

/// Read the arguments that follow the program's name.
///
/// # Errors
/// The first mistake in them.
pub(super) fn parse(arguments: Vec<OsString>) -> Result<Request, UsageError> {
    let (typed, rest) = take_verb(arguments);
    let verb = typed.unwrap_or(Verb::Check);
    let matches = command_of(verb, Language::En)
        .no_binary_name(true)
        .try_get_matches_from(rest)
        .map_err(|error| UsageError::from_clap(&error, verb))?;
    if matches.get_flag("help") {
        return Ok(Request::Help(typed));
    }
    if matches.get_flag("version") {
        return Ok(Request::Version);
    }
    if typed.is_none() && !Typed(&matches).names_files() {
        return Ok(Request::Welcome);
    }
    request(verb, &matches)
}

/// The language that `--lang` names, looked for before anything else so that a mistake can be told in it.
pub(super) fn language(arguments: &[OsString]) -> Option<Language> {
    let mut found = None;
    let mut tokens = arguments.iter().map(|token| token.to_string_lossy());
    while let Some(token) = tokens.next() {
        let value = match token.as_ref() {
            "--" => break,
            "--lang" => tokens.next().map(std::borrow::Cow::into_owned),
            other => other.strip_prefix("--lang=").map(str::to_owned),
        };
        let named = value.and_then(|v| LANGUAGES.iter().find(|(name, _)| *name == v));
        found = named.map(|(_, language)| *language).or(found);
    }
    found
}

/// All commands and options as clap knows them, for completions and the manual page.
pub(super) fn whole_command(language: Language) -> clap::Command {
    let root = command_of(Verb::Check, language).about(language.pick(
        "找出文档里忘了填写、忘了删除的地方",
        "Finds what somebody forgot to fill in or take out of a document",
    ));
    COMMANDS.iter().fold(root, |root, command| {
        let sub = command_of(command.verb, language).name(command.name);
        root.subcommand(sub.about(say(command.about, language)))
    })
}

/// Finds the command among the arguments and takes it out, so that options may stand before it.
fn take_verb(mut arguments: Vec<OsString>) -> (Option<Verb>, Vec<OsString>) {
    let mut at = 0;
    while let Some(token) = arguments.get(at) {
        let token = token.to_string_lossy();
        if token == "--" {
            break;
        }
        if token.starts_with('-') && token != "-" {
            at += if value_follows(&token) { 2 } else { 1 };
            continue;
        }
        let verb = Verb::from_name(&token);
        if verb.is_some() {
            arguments.remove(at);
        }
        return (verb, arguments);
    }
    (None, arguments)
}

/// Whether the argument after the option `token` is the option's value.
fn value_follows(token: &str) -> bool {
    let takes_value = |is: &dyn Fn(&Flag) -> bool| flags::all().any(|f| is(f) && f.value.is_some());
    if let Some(long) = token.strip_prefix("--") {
        return takes_value(&|flag| flag.long == long);
    }
    let shorts = &token[1..];
    shorts
        .char_indices()
        .find(|&(_, c)| takes_value(&|flag| flag.short == Some(c)))
        .is_some_and(|(at, c)| at + c.len_utf8() == shorts.len())
}

fn command_of(verb: Verb, language: Language) -> clap::Command {
    let command = clap::Command::new("unfilled")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args_override_self(true)
        .args(verb.flags().map(|flag| option(flag, language)));
    match verb.command().and_then(|row| row.operand.as_ref()) {
        Some(operand) => command.arg(
            Arg::new("operand")
                .value_name(say(operand.name, language))
                .value_parser(ValueParser::os_string())
                .value_hint(clap::ValueHint::AnyPath)
                .num_args(0..=if operand.many { usize::MAX } else { 1 })
                .action(if operand.many {
                    ArgAction::Append
                } else {
                    ArgAction::Set
                }),
        ),
        None => command,
    }
}

fn option(flag: &'static Flag, language: Language) -> Arg {
    let arg = Arg::new(flag.long)
        .long(flag.long)
        .help(say(flag.about, language));
    let arg = match flag.short {
        Some(short) => arg.short(short),
        None => arg,
    };
    let Some(value) = flag.value else {
        return arg.action(ArgAction::SetTrue);
    };
    let arg = arg.value_name(say(value, language));
    let arg = match (flag.choices, flag.long) {
        (Some(choices), _) => arg.value_parser(PossibleValuesParser::new(choices())),
        (
            None,
            "output" | "config" | "stdin-filename" | "relative-to" | "cost" | "baseline"
            | "files-from",
        ) => arg.value_parser(ValueParser::path_buf()),
        (None, _) => arg.value_parser(ValueParser::string()),
    };
    if flag.list {
        arg.action(ArgAction::Append).value_delimiter(',')
    } else {
        arg.action(ArgAction::Set)
    }
}

fn request(verb: Verb, matches: &ArgMatches) -> Result<Request, UsageError> {
    let typed = Typed(matches);
    Ok(match verb {
        Verb::Check if !typed.names_files() => return Err(UsageError::missing_operand(verb)),
        Verb::Check => Request::Check(Box::new(check(&typed)?)),
        Verb::Baseline => Request::Baseline {
            check: Box::new(check(&typed)?),
            update: typed.switch("update"),
        },
        Verb::Annotate | Verb::Fix | Verb::Worksheet | Verb::Fill if typed.paths().is_empty() => {
            return Err(UsageError::missing_operand(verb));
        }
        Verb::Annotate => Request::Annotate {
            check: Box::new(check(&typed)?),
            highlight: typed.switch("highlight"),
            remove: typed.switch("remove"),
        },
        Verb::Fix => Request::Fix {
            check: Box::new(check(&typed)?),
            wish: FixWish {
                with_suggested: typed.switch("unsafe"),
                in_place: typed.switch("write") && !typed.switch("diff"),
                author: typed.author()?,
            },
        },
        Verb::Worksheet => Request::Worksheet {
            check: Box::new(check(&typed)?),
            wish: SheetWish {
                form: typed.text("format"),
                by_department: typed.switch("by-department"),
            },
        },
        Verb::Fill => {
            let answers: Vec<PathBuf> = typed.list("answers").into_iter().map(Into::into).collect();
            if answers.is_empty() {
                return Err(UsageError::no_answers());
            }
            Request::Fill {
                check: Box::new(check(&typed)?),
                wish: FillWish {
                    answers,
                    as_is: typed.switch("as-is"),
                    in_place: typed.switch("in-place"),
                    dry_run: typed.switch("dry-run"),
                    author: typed.author()?,
                },
            }
        }
        Verb::Rules => Request::Rules {
            rules: typed.rules(),
            names: typed.names(),
            cost: typed.path("cost"),
            json: typed.text("format").as_deref() == Some("json"),
        },
        Verb::Explain => Request::Explain {
            rules: typed.rules(),
            rule: typed.operand(verb)?.to_string_lossy().into_owned(),
            color: typed.color(),
        },
        Verb::Test => Request::Test {
            paths: typed.paths(),
            color: typed.color(),
        },
        Verb::Init => Request::Init,
        Verb::Text => Request::Text(typed.operand(verb)?.into()),
        Verb::Completions => {
            Request::Completions(typed.operand(verb)?.to_string_lossy().into_owned())
        }
        Verb::Man => Request::Man,
        Verb::Help => match typed.operand(verb) {
            Err(_) => Request::Help(None),
            Ok(name) => {
                let name = name.to_string_lossy();
                let verb = Verb::from_name(&name).ok_or_else(|| UsageError::no_command(&name))?;
                Request::Help(Some(verb))
            }
        },
    })
}

fn check(typed: &Typed<'_>) -> Result<CheckArgs, UsageError> {
    Ok(CheckArgs {
        paths: typed.paths(),
        files_from: typed.path("files-from"),
        changed_since: typed.text("changed-since"),
        changed_lines: typed.switch("changed-lines"),
        rules: typed.rules(),
        select: typed.list("select"),
        ignore: typed.list("ignore"),
        min_severity: typed.text("min-severity"),
        sent: typed.switch("final"),
        fail_on: typed.text("fail-on"),
        baseline: typed.path("baseline"),
        no_baseline: typed.switch("no-baseline"),
        fail_on_stale: typed.switch("fail-on-stale"),
        format: typed.text("format"),
        output: typed.path("output"),
        force: typed.switch("force"),
        statistics: typed.switch("statistics"),
        stdin_filename: typed.path("stdin-filename"),
        relative_to: typed.path("relative-to"),
        color: typed.color(),
        hidden: typed.switch("hidden"),
        no_ignore: typed.switch("no-ignore"),
        force_exclude: typed.switch("force-exclude"),
        quiet: typed.switch("quiet"),
        no_progress: typed.switch("no-progress"),
        strict: typed.switch("strict"),
        allow_unread: typed.switch("allow-unread"),
        exit_zero: typed.switch("exit-zero"),
        jobs: typed.number("jobs", 1024)?,
        timeout: typed.number("timeout", 86_400)?,
        memory: typed.number("memory", 1 << 20)?,
    })
}
