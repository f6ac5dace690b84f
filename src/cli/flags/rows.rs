//! The rows of the table of options, in the order of the help.

use super::{
    CHECK, CHECKING, EVERYWHERE, Flag, Group, QUIET, RECOGNISING, WITH_RULES, languages, moments,
    reporters, severities, table_formats,
};
use crate::cli::verbs::{Verb, Words};

/// A flag of `check` without a value; the rows below say what differs.
pub(super) const PLAIN: Flag = Flag {
    long: "",
    short: None,
    value: None,
    choices: None,
    list: false,
    group: Group::Other,
    about: ("", ""),
    on: CHECK,
};

const LEVEL: Option<Words> = Some(("程度", "SEVERITY"));
const RULES: Option<Words> = Some(("规则", "RULES"));
pub(super) const FILE: Option<Words> = Some(("文件", "FILE"));

/// The options in the order of the help.
pub(super) const FLAGS: &[Flag] = &[
    Flag {
        long: "select",
        value: RULES,
        list: true,
        group: Group::What,
        about: (
            "只用这些规则或类别，用逗号隔开",
            "only these rules or categories (a,b,…)",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "ignore",
        value: RULES,
        list: true,
        group: Group::What,
        about: (
            "不用这些规则或类别，用逗号隔开",
            "all but these rules or categories (a,b,…)",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "min-severity",
        value: LEVEL,
        choices: Some(severities),
        group: Group::What,
        about: (
            "只显示这一级以上的：error、warning（默认）、info",
            "show this severity and above: error, warning (default), info",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "final",
        group: Group::What,
        about: (
            "按要发出的最后一稿检查：批注、修订、突出显示、红字和存疑的空缺都算",
            "check as the version that is sent: comments, tracked changes, highlighted and red text and doubtful gaps count",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "hidden",
        group: Group::What,
        about: (
            "也查隐藏的文件和文件夹",
            "check hidden files and folders too",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "no-ignore",
        group: Group::What,
        about: (
            "不理会 .gitignore、.ignore 和 .unfilledignore",
            "disregard .gitignore, .ignore, .unfilledignore",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "force-exclude",
        group: Group::What,
        about: (
            "点名的文件也按设置和忽略文件排除",
            "leave out named files, too, as settings and ignore files say",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "stdin-filename",
        value: Some(("文件名", "NAME")),
        group: Group::What,
        about: (
            "从标准输入读时（路径写 -）用的文件名",
            "what to call standard input (path -)",
        ),
        ..PLAIN
    },
    Flag {
        long: "files-from",
        value: FILE,
        group: Group::What,
        about: (
            "再检查这个文件（- 是标准输入）里列出的文件，一行一个",
            "check the files listed in this file, too (- is standard input), one a line",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "changed-since",
        value: Some(("提交", "REV")),
        group: Group::What,
        about: (
            "只检查这个 git 提交、分支或标签以后改过的文件",
            "only files changed since this git commit, branch or tag",
        ),
        ..PLAIN
    },
    Flag {
        long: "changed-lines",
        group: Group::What,
        about: (
            "和 --changed-since 一起用：文本文件里只报改过的行",
            "with --changed-since: of text files report changed lines only",
        ),
        ..PLAIN
    },
    Flag {
        long: "cost",
        value: Some(("路径", "PATH")),
        group: Group::What,
        about: (
            "检查这个文件或文件夹，看每条规则要花多少时间",
            "check this file or folder and show how much time each rule takes",
        ),
        on: &[Verb::Rules],
        ..PLAIN
    },
    Flag {
        long: "format",
        value: Some(("格式", "FORMAT")),
        choices: Some(reporters),
        group: Group::Output,
        about: (
            "结果的格式，默认 human：",
            "the output format, by default human:",
        ),
        ..PLAIN
    },
    Flag {
        long: "format",
        value: Some(("格式", "FORMAT")),
        choices: Some(table_formats),
        group: Group::Output,
        about: ("格式，默认 human：", "the format, by default human:"),
        on: &[Verb::Rules],
        ..PLAIN
    },
    Flag {
        long: "statistics",
        group: Group::Output,
        about: (
            "不逐处列出，只说每条规则有多少处（json 和 jsonl 里是另加一项）",
            "not each place but how many each rule has (in json and jsonl: besides)",
        ),
        ..PLAIN
    },
    Flag {
        long: "output",
        short: Some('o'),
        value: FILE,
        group: Group::Output,
        about: (
            "把结果写进文件，不显示在屏幕上",
            "write the results to a file instead of the screen",
        ),
        ..PLAIN
    },
    Flag {
        long: "force",
        group: Group::Output,
        about: (
            "-o 的文件已有别的内容时也覆盖",
            "let -o replace a file that is no earlier report",
        ),
        ..PLAIN
    },
    Flag {
        long: "relative-to",
        value: Some(("文件夹", "DIR")),
        group: Group::Output,
        about: (
            "文件名从这个文件夹写起；给构建服务器的格式默认从 git 仓库的根写起",
            "name files from this folder on; formats for build servers do so from the root of the git repository",
        ),
        ..PLAIN
    },
    Flag {
        long: "lang",
        value: Some(("语言", "LANGUAGE")),
        choices: Some(languages),
        group: Group::Output,
        about: (
            "语言：zh 或 en，默认随系统",
            "the language, zh or en; by default the system's",
        ),
        on: EVERYWHERE,
        ..PLAIN
    },
    Flag {
        long: "color",
        value: Some(("何时", "WHEN")),
        choices: Some(moments),
        group: Group::Output,
        about: (
            "颜色：auto（默认，只在终端）、always、never",
            "colours: auto (default, on a terminal), always, never",
        ),
        on: &[Verb::Check, Verb::Explain, Verb::Test],
        ..PLAIN
    },
    Flag {
        long: "quiet",
        short: Some('q'),
        group: Group::Output,
        about: (
            "只显示待改之处和错误，不显示进度和总结",
            "only findings and errors: no progress, no summary",
        ),
        on: QUIET,
        ..PLAIN
    },
    Flag {
        long: "no-progress",
        group: Group::Output,
        about: ("不显示进度", "no progress line"),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "baseline",
        value: FILE,
        group: Group::Verdict,
        about: (
            "这个基线文件里记着的问题不再报",
            "do not report again what this baseline file holds",
        ),
        on: RECOGNISING,
        ..PLAIN
    },
    Flag {
        long: "baseline",
        value: FILE,
        group: Group::Verdict,
        about: (
            "写进这个文件；默认按设置，没有设置就是 unfilled-baseline.jsonl",
            "the file to write; by default that of the settings, or unfilled-baseline.jsonl",
        ),
        on: &[Verb::Baseline],
        ..PLAIN
    },
    Flag {
        long: "no-baseline",
        group: Group::Verdict,
        about: (
            "不用设置里的基线，老问题也照样报",
            "disregard the baseline of the settings: report what it holds, too",
        ),
        on: RECOGNISING,
        ..PLAIN
    },
    Flag {
        long: "fail-on-stale",
        group: Group::Verdict,
        about: (
            "基线里有已经改好的条目，就以状态码 3 结束",
            "end with status 3 when the baseline holds entries that are mended",
        ),
        ..PLAIN
    },
    Flag {
        long: "update",
        group: Group::Verdict,
        about: (
            "只从基线里去掉已经改好的，不添新的",
            "only take out what is mended; add nothing",
        ),
        on: &[Verb::Baseline],
        ..PLAIN
    },
    Flag {
        long: "fail-on",
        value: LEVEL,
        choices: Some(severities),
        group: Group::Verdict,
        about: (
            "有这一级以上的就不通过：error、warning（默认）、info",
            "fail on this severity and above: error, warning (default), info",
        ),
        ..PLAIN
    },
    Flag {
        long: "strict",
        group: Group::Verdict,
        about: (
            "没读全、没有文字、一个文件也没有，都算出错",
            "fail on files not read in full or without text, and on no files",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "allow-unread",
        group: Group::Verdict,
        about: (
            "文件夹里有文件没读到（损坏、有密码等）不算出错",
            "do not fail on damaged or encrypted files in folders",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "exit-zero",
        group: Group::Verdict,
        about: (
            "有待改之处也以状态码 0 结束",
            "end with status 0 even when there are findings",
        ),
        ..PLAIN
    },
    Flag {
        long: "config",
        value: FILE,
        about: (
            "用这个设置文件；不给就向上找 unfilled.toml",
            "settings file; by default unfilled.toml here or above",
        ),
        on: WITH_RULES,
        ..PLAIN
    },
    Flag {
        long: "isolated",
        about: ("不用任何设置文件", "use no settings file"),
        on: WITH_RULES,
        ..PLAIN
    },
];
