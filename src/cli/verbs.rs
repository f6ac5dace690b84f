//! Every command with its words in both languages: half of the table that parsing, help, completions and the manual page
//! are made from; the options are in `flags`.
//!
//! To add a command: a row here, a request in `args`, a file in `command`. Nothing here parses or prints.

use crate::text::Language;

/// A text in Chinese and English.
pub(super) type Words = (&'static str, &'static str);

/// The version of `words` in `language`.
pub(super) fn say(words: Words, language: Language) -> &'static str {
    language.pick(words.0, words.1)
}

/// The shells that completions are made for.
pub(super) const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Check,
    Baseline,
    Annotate,
    Fix,
    Worksheet,
    Fill,
    Rules,
    Explain,
    Test,
    Init,
    Text,
    Completions,
    Man,
    Help,
}

/// What a command is called and what it does.
pub(super) struct Command {
    pub(super) verb: Verb,
    pub(super) name: &'static str,
    pub(super) about: Words,
    /// The argument without a dash, if the command takes one.
    pub(super) operand: Option<Operand>,
}

/// An argument without a dash.
pub(super) struct Operand {
    pub(super) name: Words,
    pub(super) required: bool,
    pub(super) many: bool,
}

/// The commands in the order of the help.
pub(super) const COMMANDS: &[Command] = &[
    Command {
        verb: Verb::Check,
        name: "check",
        about: (
            "检查文件和文件夹（check 可以省略）",
            "check files and folders (the word check may be left out)",
        ),
        operand: many("路径", "PATH"),
    },
    Command {
        verb: Verb::Baseline,
        name: "baseline",
        about: (
            "把现有的问题记进基线文件，以后只报新的",
            "write down today's findings, so that only new ones are reported",
        ),
        operand: many("路径", "PATH"),
    },
    Command {
        verb: Verb::Annotate,
        name: "annotate",
        about: (
            "另存一份，在 Word 里用批注标出每一处（文本文件里写 〔※…〕）",
            "write a copy with a Word comment at each place (in texts, 〔※…〕)",
        ),
        operand: many("文件", "FILE"),
    },
    Command {
        verb: Verb::Fix,
        name: "fix",
        about: (
            "改好不用问人的地方：杂散标记、网页代码等；默认只显示怎么改",
            "mend what needs nobody's answer, such as stray marks; by default only show it",
        ),
        operand: many("文件", "FILE"),
    },
    Command {
        verb: Verb::Worksheet,
        name: "worksheet",
        about: (
            "把还没填的地方列成一张表，发给各部门填",
            "list what is still to be filled in, in a table to send round",
        ),
        operand: many("文件", "FILE"),
    },
    Command {
        verb: Verb::Fill,
        name: "fill",
        about: (
            "把填好的表（一张或几张）填回文件，另存一份",
            "put the answers of such tables into copies of the documents",
        ),
        operand: many("文件", "FILE"),
    },
    Command {
        verb: Verb::Rules,
        name: "rules",
        about: (
            "列出全部规则，或者这些类别的规则",
            "list all rules, or those of these categories",
        ),
        operand: many("类别", "CATEGORY"),
    },
    Command {
        verb: Verb::Explain,
        name: "explain",
        about: (
            "说明一条规则：查什么、怎么改，附例子；或者一类规则",
            "what a rule finds and how to fix it, with examples; or what a category is",
        ),
        operand: required("规则或类别", "RULE"),
    },
    Command {
        verb: Verb::Test,
        name: "test",
        about: (
            "用规则自带的例子检验规则（不写就是内置规则）；后面再写旧稿，就看会在旧稿里报多少处",
            "test rules (without any, the built-in ones) on their examples, and on old documents named after them",
        ),
        operand: many("规则或旧稿", "PATH"),
    },
    Command {
        verb: Verb::Init,
        name: "init",
        about: (
            "在当前文件夹新建设置文件 unfilled.toml",
            "write a settings file, unfilled.toml, into this folder",
        ),
        operand: None,
    },
    Command {
        verb: Verb::Text,
        name: "text",
        about: (
            "显示从文件里读到的文字",
            "show the text that is read from a file",
        ),
        operand: required("文件", "FILE"),
    },
    Command {
        verb: Verb::Completions,
        name: "completions",
        about: (
            "输出命令行补全脚本，给 bash、zsh、fish、powershell 或 elvish 用",
            "print completions for bash, zsh, fish, powershell or elvish",
        ),
        operand: required("程序", "SHELL"),
    },
    Command {
        verb: Verb::Man,
        name: "man",
        about: ("输出手册页（给 man 命令看）", "print the manual page"),
        operand: None,
    },
    Command {
        verb: Verb::Help,
        name: "help",
        about: ("显示帮助", "show help"),
        operand: Some(Operand {
            name: ("命令", "COMMAND"),
            required: false,
            many: false,
        }),
    },
];

impl Verb {
    /// Its row in [`COMMANDS`].
    pub(super) fn command(self) -> Option<&'static Command> {
        COMMANDS.iter().find(|command| command.verb == self)
    }

    /// The command of the given name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let command = COMMANDS.iter().find(|command| command.name == name)?;
        Some(command.verb)
    }
}

const fn required(zh: &'static str, en: &'static str) -> Option<Operand> {
    Some(Operand {
        name: (zh, en),
        required: true,
        many: false,
    })
}

const fn many(zh: &'static str, en: &'static str) -> Option<Operand> {
    Some(Operand {
        name: (zh, en),
        required: false,
        many: true,
    })
}
