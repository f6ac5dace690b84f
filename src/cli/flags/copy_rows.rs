//! The rows of the options of commands that write a copy of a document, in the order of the help.

use super::rows::{FILE, PLAIN};
use super::{Flag, Group, sheet_forms};
use crate::cli::verbs::Verb;

/// The options in the order of the help.
pub(super) const FLAGS: &[Flag] = &[
    Flag {
        long: "output",
        short: Some('o'),
        value: FILE,
        group: Group::Output,
        about: (
            "副本写进这个文件；不给就写在原文件旁边，名字里加“标注”",
            "the copy's name; by default it lies beside the file, with “marked” in its name",
        ),
        on: &[Verb::Annotate],
        ..PLAIN
    },
    Flag {
        long: "output",
        short: Some('o'),
        value: FILE,
        group: Group::Output,
        about: ("改好的写进这个文件", "the file to write with all mended"),
        on: &[Verb::Fix],
        ..PLAIN
    },
    Flag {
        long: "write",
        group: Group::Output,
        about: ("直接改在文件里", "write into the files themselves"),
        on: &[Verb::Fix],
        ..PLAIN
    },
    Flag {
        long: "diff",
        group: Group::Output,
        about: (
            "只显示每一段改前改后（不写别的就是这样）",
            "only show each paragraph before and after (what happens anyway)",
        ),
        on: &[Verb::Fix],
        ..PLAIN
    },
    Flag {
        long: "unsafe",
        group: Group::What,
        about: (
            "连要先看一眼的也改",
            "mend, too, what should be looked at first",
        ),
        on: &[Verb::Fix],
        ..PLAIN
    },
    Flag {
        long: "answers",
        value: FILE,
        list: true,
        group: Group::What,
        about: (
            "填好的表，几张就用逗号隔开",
            "the tables with the answers (a,b,…)",
        ),
        on: &[Verb::Fill],
        ..PLAIN
    },
    Flag {
        long: "as-is",
        group: Group::What,
        about: (
            "答案和要填的对不上（比如数字处填了文字）也照填",
            "write answers, too, that are of another kind than what is asked for",
        ),
        on: &[Verb::Fill],
        ..PLAIN
    },
    Flag {
        long: "track",
        group: Group::Output,
        about: (
            "写成修订，在 Word 里逐处接受或拒绝（只用于 Word 文档）",
            "write tracked changes, to be accepted or rejected in Word (Word documents only)",
        ),
        on: &[Verb::Fix, Verb::Fill],
        ..PLAIN
    },
    Flag {
        long: "author",
        value: Some(("姓名", "NAME")),
        group: Group::Output,
        about: (
            "和 --track 一起用：修订的作者，默认 unfilled",
            "with --track: whose changes they are, by default unfilled",
        ),
        on: &[Verb::Fix, Verb::Fill],
        ..PLAIN
    },
    Flag {
        long: "output",
        short: Some('o'),
        value: FILE,
        group: Group::Output,
        about: (
            "表写进这个文件；不给就在当前文件夹，叫“待填.xlsx”",
            "the table's name; by default worksheet.xlsx in this folder",
        ),
        on: &[Verb::Worksheet],
        ..PLAIN
    },
    Flag {
        long: "format",
        value: Some(("格式", "FORMAT")),
        choices: Some(sheet_forms),
        group: Group::Output,
        about: (
            "表的格式；不给就看文件名",
            "the table's form; by default as its name says",
        ),
        on: &[Verb::Worksheet],
        ..PLAIN
    },
    Flag {
        long: "by-department",
        group: Group::Output,
        about: ("每个部门一张工作表", "a sheet for each department"),
        on: &[Verb::Worksheet],
        ..PLAIN
    },
    Flag {
        long: "output",
        short: Some('o'),
        value: Some(("文件夹", "FOLDER")),
        group: Group::Output,
        about: (
            "填好的写进这个文件夹；不给就写在原文件旁边，名字里加“已填”",
            "where the copies go; by default beside each file, with “filled” in the name",
        ),
        on: &[Verb::Fill],
        ..PLAIN
    },
    Flag {
        long: "in-place",
        group: Group::Output,
        about: (
            "直接填进原文件，旁边留一份备份",
            "write into the files themselves, with a backup beside each",
        ),
        on: &[Verb::Fill],
        ..PLAIN
    },
    Flag {
        long: "dry-run",
        group: Group::Output,
        about: ("只看能填上哪些，不写", "only tell what would be filled in"),
        on: &[Verb::Fill],
        ..PLAIN
    },
    Flag {
        long: "force",
        group: Group::Output,
        about: (
            "-o 的文件已经有了也覆盖；限制编辑的文档也照写",
            "replace the file of -o where there is one; write protected documents, too",
        ),
        on: &[Verb::Annotate, Verb::Fix, Verb::Fill],
        ..PLAIN
    },
    Flag {
        long: "force",
        group: Group::Output,
        about: (
            "-o 的文件已经有了也覆盖",
            "replace the file of -o where there is one",
        ),
        on: &[Verb::Worksheet],
        ..PLAIN
    },
    Flag {
        long: "highlight",
        group: Group::Output,
        about: (
            "只用黄底标出来，不加批注（Word 文档）",
            "only a yellow ground, no comments (in Word documents)",
        ),
        on: &[Verb::Annotate],
        ..PLAIN
    },
    Flag {
        long: "remove",
        group: Group::Output,
        about: (
            "反过来：把加进去的批注和标记去掉，另存一份",
            "the other way: write a copy without what was put in",
        ),
        on: &[Verb::Annotate],
        ..PLAIN
    },
];
