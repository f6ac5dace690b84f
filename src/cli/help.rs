//! The help texts, laid out by display width so that Chinese lines up. Prints nothing.

use std::fmt::Write as _;

use crate::cli::flags::{Flag, Group};
use crate::cli::verbs::{COMMANDS, Command, Verb, say};
use crate::text::{Language, display_width, line_end_within};

/// How wide help is, in columns.
const WIDTH: usize = 80;

/// What a person sees who typed nothing but the program's name.
pub(super) fn welcome(language: Language) -> &'static str {
    language.pick(
        "unfilled 找出文档里忘了填写、忘了删除的地方。

用法：unfilled <文件或文件夹>…

例如：unfilled 工作总结.docx
      unfilled 材料文件夹

可以检查 Word 文档（.docx）、文本文件（.txt）和 Markdown（.md）。
更多用法：unfilled --help
",
        "unfilled finds what somebody forgot to fill in or take out of a document.

Usage: unfilled <file or folder>…

For example: unfilled report.docx
             unfilled docs

It checks Word documents (.docx), text files (.txt) and Markdown (.md).
More: unfilled --help
",
    )
}

/// The help of a command, or of all of `unfilled`.
pub(super) fn help(verb: Option<Verb>, language: Language) -> String {
    let mut out = String::new();
    let shown = verb.unwrap_or(Verb::Check);
    match verb.and_then(Verb::command) {
        Some(command) => line(&mut out, &capital(say(command.about, language))),
        None => line(
            &mut out,
            language.pick(
                "找出文档里忘了填写、忘了删除的地方",
                "Finds what somebody forgot to fill in or take out of a document",
            ),
        ),
    }
    out.push('\n');
    let colon = language.pick("：", ": ");
    let usage = language.pick("用法", "Usage");
    line(
        &mut out,
        &format!("{usage}{colon}{}", synopsis(verb, language)),
    );
    let mut sections = Vec::new();
    if verb.is_none() {
        let rows = COMMANDS.iter().map(|command| {
            let name = format!("{}{}", command.name, operand(command, language));
            (name, say(command.about, language).to_owned())
        });
        sections.push((language.pick("命令", "Commands"), rows.collect()));
    }
    for group in Group::ALL {
        let flags = shown.flags().filter(|flag| flag.group == group);
        let rows: Vec<(String, String)> = flags
            .map(|flag| (flag_name(flag, language), flag_about(flag, language)))
            .collect();
        sections.push((say(group.heading(), language), rows));
    }
    for (heading, rows) in sections.iter().filter(|(_, rows)| !rows.is_empty()) {
        let end = language.pick("：", ":");
        let _ = write!(out, "\n{heading}{end}\n");
        table(&mut out, rows);
    }
    if shown == Verb::Check {
        out.push('\n');
        out.push_str(language.pick(
            "程度：error 必须改；warning 请确认；info 提示，可改可不改。
结束状态：0 通过；1 有待改之处；2 用法不对，或者有文件打不开；3 只差清理基线（--fail-on-stale）。\n",
            "Severities: error (almost surely a fault), warning (probably one), info (a hint).
Exit status: 0 passed, 1 findings, 2 wrong usage or a file that cannot be opened,
3 nothing but a stale baseline (with --fail-on-stale).\n",
        ));
    }
    out
}

fn synopsis(verb: Option<Verb>, language: Language) -> String {
    let options = language.pick("[选项]", "[OPTIONS]");
    match verb.and_then(Verb::command) {
        Some(command) => format!(
            "unfilled {} {options}{}",
            command.name,
            operand(command, language)
        ),
        None => language
            .pick(
                "unfilled [选项] <路径>…\n      unfilled <命令> …",
                "unfilled [OPTIONS] <PATH>…\n       unfilled <COMMAND> …",
            )
            .to_owned(),
    }
}

fn operand(command: &Command, language: Language) -> String {
    let Some(operand) = &command.operand else {
        return String::new();
    };
    let name = say(operand.name, language);
    let dots = if operand.many { "…" } else { "" };
    if operand.required || command.verb == Verb::Check {
        format!(" <{name}>{dots}")
    } else {
        format!(" [{name}]{dots}")
    }
}

fn flag_name(flag: &Flag, language: Language) -> String {
    let short = flag.short.map_or("    ".to_owned(), |c| format!("-{c}, "));
    let value = flag
        .value
        .map(|value| format!(" <{}>", say(value, language)));
    format!("{short}--{}{}", flag.long, value.unwrap_or_default())
}

/// What the option does; a text that ends with a colon is followed by the choices.
fn flag_about(flag: &Flag, language: Language) -> String {
    let about = say(flag.about, language);
    match (about.strip_suffix(['：', ':']), flag.choices) {
        (Some(_), Some(choices)) => {
            let space = language.pick("", " ");
            format!(
                "{about}{space}{}",
                choices().join(language.pick("、", ", "))
            )
        }
        _ => about.to_owned(),
    }
}

/// Two columns, the second broken where it gets too wide.
fn table(out: &mut String, rows: &[(String, String)]) {
    let left = rows
        .iter()
        .map(|(name, _)| display_width(name))
        .max()
        .unwrap_or(0);
    let room = WIDTH.saturating_sub(left + 4);
    for (name, about) in rows {
        let pad = " ".repeat(left - display_width(name));
        let indent = " ".repeat(left + 4);
        let lines = broken(about, room);
        line(
            out,
            &format!("  {name}{pad}  {}", lines.join(&format!("\n{indent}"))),
        );
    }
}

/// `text` in lines of at most `room` columns.
fn broken(text: &str, room: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut left = text;
    loop {
        let (line, later) = left.split_at(line_end_within(left, room));
        lines.push(line.trim_end());
        left = later.trim_start();
        if left.is_empty() {
            return lines;
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
