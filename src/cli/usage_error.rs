//! Mistakes on the command line, in both languages, with the most likely meaning.
//!
//! Takes over from clap, which speaks English only. Prints nothing.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::flags;
use crate::cli::verbs::{COMMANDS, SHELLS, Verb, say};
use crate::report::REPORTERS;
use crate::rule::{Category, RuleSet};
use crate::text::{Language, Localized};
use crate::toml_file::nearest;

/// A mistake on the command line: what is wrong and how to fix it, without full stops.
#[derive(Debug, thiserror::Error)]
#[error("{}", message.en)]
pub(super) struct UsageError {
    pub(super) message: Localized,
    pub(super) help: Localized,
}

impl UsageError {
    pub(super) fn new(message: Localized, help: Localized) -> Self {
        Self { message, help }
    }

    /// The same mistake in our words.
    pub(super) fn from_clap(error: &clap::Error, verb: Verb) -> Self {
        let argument = context(error, ContextKind::InvalidArg);
        // clap names an option with its value: `--format <FORMAT>`.
        let option = argument.split(' ').next().unwrap_or_default();
        let value = context(error, ContextKind::InvalidValue);
        match error.kind() {
            ErrorKind::UnknownArgument if option.starts_with('-') => unknown_option(option, verb),
            ErrorKind::UnknownArgument => one_too_many(&argument),
            ErrorKind::InvalidValue if value.is_empty() => missing_value(option, verb),
            ErrorKind::InvalidValue => bad_value(option, &value, verb),
            // An argument without a dash is named by what it stands for: `[RULE]`.
            ErrorKind::TooManyValues if !option.starts_with('-') => one_too_many(&value),
            ErrorKind::TooManyValues => Self::new(
                Localized::new(
                    format!("{option} 后面不带值"),
                    format!("{option} takes no value"),
                ),
                Localized::new(format!("只写 {option}"), format!("write just {option}")),
            ),
            ErrorKind::InvalidUtf8 => Self::new(
                Localized::new("有一个参数不是 UTF-8 文字", "an argument is not UTF-8 text"),
                Localized::new(
                    "文件名可以是任意字节，选项的值不行",
                    "names of files may be any bytes, values of options may not",
                ),
            ),
            kind => Self::new(
                Localized::new(
                    "命令行写得不对",
                    format!("this command line is not understood ({kind})"),
                ),
                see_help(),
            ),
        }
    }

    pub(super) fn missing_operand(verb: Verb) -> Self {
        let operand = verb.command().and_then(|row| row.operand.as_ref());
        let name = |language| operand.map_or("", |operand| say(operand.name, language));
        let command = verb.command().map_or("", |row| row.name);
        let example = match verb {
            Verb::Explain => " how-many",
            Verb::Completions => " bash",
            _ => " 报告.docx",
        };
        Self::new(
            Localized::new(
                format!("{command} 后面还要写{}", name(Language::Zh)),
                format!("{command} needs a {}", name(Language::En)),
            ),
            Localized::new(
                format!("例如 unfilled {command}{example}"),
                format!(
                    "for example unfilled {command}{}",
                    example.replace("报告", "report")
                ),
            ),
        )
    }

    pub(super) fn no_answers() -> Self {
        Self::new(
            Localized::new("fill 还要写 --answers", "fill needs --answers"),
            Localized::new(
                "例如 unfilled fill 报告.docx --answers 待填.xlsx",
                "for example unfilled fill report.docx --answers worksheet.xlsx",
            ),
        )
    }

    pub(super) fn no_command(name: &str) -> Self {
        let names = COMMANDS.iter().map(|command| command.name);
        Self::new(
            Localized::new(
                format!("没有“{name}”这个命令"),
                format!("there is no command “{name}”"),
            ),
            did_you_mean(nearest(name, names), ""),
        )
    }

    /// `option` is the one that named the rule, if one did.
    pub(super) fn no_rule(name: &str, option: Option<&str>, rules: &RuleSet) -> Self {
        let (zh, en) = match option {
            Some(option) => (format!("--{option}："), format!("--{option}: ")),
            None => (String::new(), String::new()),
        };
        // Commands know categories by the words that people read, too; options and settings by their names alone.
        let labels = Category::ALL
            .iter()
            .map(|category| category.label(Language::Zh));
        let labels = labels.filter(|_| option.is_none());
        let help = match nearest(name, rules.selector_names().chain(labels)) {
            Some(near) => did_you_mean(Some(near), ""),
            None => Localized::new(
                "用 unfilled rules 查看全部规则和类别",
                "see unfilled rules for all rules and categories",
            ),
        };
        Self::new(
            Localized::new(
                format!("{zh}没有名叫“{name}”的规则或类别"),
                format!("{en}there is no rule or category “{name}”"),
            ),
            help,
        )
    }

    pub(super) fn author_alone() -> Self {
        Self::new(
            Localized::new("--author 要和 --track 一起用", "--author needs --track"),
            Localized::new(
                "加上 --track，把修改写成这个人的修订；或者去掉 --author",
                "add --track to write changes of this author, or leave --author out",
            ),
        )
    }

    pub(super) fn changed_lines_alone() -> Self {
        Self::new(
            Localized::new(
                "--changed-lines 要和 --changed-since 一起用",
                "--changed-lines needs --changed-since",
            ),
            Localized::new(
                "写上从哪个提交、分支或标签算起，例如 --changed-since origin/main --changed-lines",
                "say since which commit, branch or tag, for example --changed-since origin/main --changed-lines",
            ),
        )
    }

    pub(super) fn no_statistics(format: &str) -> Self {
        let able = REPORTERS.iter().filter(|entry| entry.has_statistics);
        let able: Vec<&str> = able.map(|entry| entry.name).collect();
        Self::new(
            Localized::new(
                format!("--format {format} 里没有地方放按规则统计的处数"),
                format!("--format {format} has no place for counts by rule"),
            ),
            one_of(None, &able),
        )
    }

    pub(super) fn no_shell(name: &str) -> Self {
        Self::new(
            Localized::new(
                format!("没有给“{name}”用的补全脚本"),
                format!("there are no completions for “{name}”"),
            ),
            one_of(nearest(name, SHELLS), &SHELLS),
        )
    }

    pub(super) fn no_number(option: &str, value: &str, most: u32) -> Self {
        Self::new(
            Localized::new(
                format!("--{option} 的值“{value}”不对"),
                format!("“{value}” is not a value for --{option}"),
            ),
            Localized::new(
                format!("写一个 1 到 {most} 的整数"),
                format!("give a whole number from 1 to {most}"),
            ),
        )
    }
}

fn one_too_many(argument: &str) -> UsageError {
    UsageError::new(
        Localized::new(
            format!("多了一个参数“{argument}”"),
            format!("there is one argument too many: “{argument}”"),
        ),
        Localized::new("去掉它", "leave it out"),
    )
}

fn unknown_option(option: &str, verb: Verb) -> UsageError {
    let name = option.trim_start_matches('-');
    let elsewhere = COMMANDS.iter().find(|command| {
        let mut flags = command.verb.flags();
        option.starts_with("--") && flags.any(|flag| flag.long == name)
    });
    let known = verb.flags().map(|flag| flag.long);
    let help = match elsewhere {
        Some(command) => Localized::new(
            format!("它是 unfilled {} 的选项", command.name),
            format!("it is an option of unfilled {}", command.name),
        ),
        None => did_you_mean(nearest(name, known), "--"),
    };
    UsageError::new(
        Localized::new(
            format!("没有 {option} 这个选项"),
            format!("there is no option {option}"),
        ),
        help,
    )
}

fn missing_value(option: &str, verb: Verb) -> UsageError {
    let choices = choices_of(option, verb);
    let flag = flags::all().find(|flag| flag.long == option.trim_start_matches('-'));
    let value = flag.and_then(|flag| flag.value);
    let help = match value {
        Some((zh, en)) if choices.is_empty() => Localized::new(
            format!("写成 {option} <{zh}>"),
            format!("write {option} <{en}>"),
        ),
        _ => one_of(None, &choices),
    };
    UsageError::new(
        Localized::new(
            format!("{option} 后面缺少值"),
            format!("{option} needs a value"),
        ),
        help,
    )
}

fn bad_value(option: &str, value: &str, verb: Verb) -> UsageError {
    let choices = choices_of(option, verb);
    UsageError::new(
        Localized::new(
            format!("{option} 的值“{value}”不对"),
            format!("“{value}” is not a value for {option}"),
        ),
        one_of(nearest(value, choices.iter().copied()), &choices),
    )
}

fn choices_of(option: &str, verb: Verb) -> Vec<&'static str> {
    let name = option.trim_start_matches('-');
    flags::all()
        .find(|flag| flag.on.contains(&verb) && flag.long == name)
        .and_then(|flag| flag.choices)
        .map(|choices| choices())
        .unwrap_or_default()
}

fn one_of(near: Option<&str>, choices: &[&str]) -> Localized {
    match near {
        Some(_) => did_you_mean(near, ""),
        None => Localized::new(
            format!("可以写 {}", choices.join("、")),
            format!("choose one of {}", choices.join(", ")),
        ),
    }
}

fn did_you_mean(near: Option<&str>, dashes: &str) -> Localized {
    match near {
        Some(near) => Localized::new(
            format!("是不是想写 {dashes}{near}？"),
            format!("did you mean {dashes}{near}?"),
        ),
        None => see_help(),
    }
}

fn see_help() -> Localized {
    Localized::new(
        "用 unfilled --help 查看用法",
        "see unfilled --help for the usage",
    )
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    }
}
