//! What is wrong with a note that does not silence what it should, and how to mend it, in words.

use crate::filter::note::Note;
use crate::rule::{Explanation, RuleSet};
use crate::text::{Localized, TextRange};
use crate::toml_file::nearest;

/// What is wrong with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteFault {
    /// This name in it belongs to no rule.
    UnknownRule(TextRange),
    /// What follows the colon, here, is neither `ignore` nor `ignore-file`.
    UnknownForm(TextRange),
    /// It is meant to be a note and is written in a way that counts for nothing.
    Misspelt,
    /// It names no rule.
    NoName,
    /// What it names is not found in its place but beside it.
    Misplaced,
    /// What it names is not found in its place.
    Idle,
}

impl NoteFault {
    /// The words for it, about `note` in a document with this `text`.
    pub(super) fn words(self, note: &Note<'_>, text: &str, rules: &RuleSet) -> Explanation {
        let names: Vec<&str> = note.names.iter().map(|name| name.slice(text)).collect();
        let (zh, en) = (names.join("、"), names.join(", "));
        let everything = names.contains(&"all");
        let (message, help) = match self {
            NoteFault::UnknownRule(name) => unknown_rule(name.slice(text), rules),
            NoteFault::UnknownForm(form) => unknown_form(form.slice(text)),
            NoteFault::Misspelt => misspelt(note, text, &zh, &en),
            NoteFault::NoName => (
                Localized::new(
                    "这条忽略说明没有写明忽略哪条规则",
                    "this note names no rule",
                ),
                Localized::new(
                    "在后面写上规则名，例如 unfilled:ignore how-many；所有规则都忽略就写 all。",
                    "Name the rule after it, as in unfilled:ignore how-many; for all rules write all.",
                ),
            ),
            NoteFault::Misplaced => misplaced(&zh, &en, everything),
            NoteFault::Idle => (
                match everything {
                    true => Localized::new(
                        "这条忽略说明没有用处：它管的地方没有要忽略的",
                        "this note silences nothing: nothing is found in its place",
                    ),
                    false => Localized::new(
                        format!("这条忽略说明没有用处：它管的地方没有 {zh} 要报的"),
                        format!("this note silences nothing: {en} finds nothing in its place"),
                    ),
                },
                Localized::new(
                    "已经改好了，就删去这条说明。",
                    "Where the place is mended, delete the note.",
                ),
            ),
        };
        Explanation { message, help }
    }
}

fn unknown_rule(name: &str, rules: &RuleSet) -> (Localized, Localized) {
    let message = Localized::new(
        format!("忽略说明里的“{name}”不是规则名"),
        format!("“{name}” in this note is no rule"),
    );
    let help = match nearest(name, rules.selector_names()) {
        Some(near) => Localized::new(
            format!("是不是 {near}？改正规则名；全部规则见 unfilled rules。"),
            format!("Did you mean {near}? Correct the name; unfilled rules lists all of them."),
        ),
        None => Localized::new(
            "改成规则名或类别名；全部规则见 unfilled rules。",
            "Write the name of a rule or a category; unfilled rules lists all of them.",
        ),
    };
    (message, help)
}

fn unknown_form(form: &str) -> (Localized, Localized) {
    (
        Localized::new(
            format!("忽略说明没有“{form}”这种写法"),
            format!("there is no note “{form}”"),
        ),
        Localized::new(
            "只忽略这一处，写 unfilled:ignore 规则名；忽略全文，写 unfilled:ignore-file 规则名。",
            "For this place write unfilled:ignore RULE, for the whole document unfilled:ignore-file RULE.",
        ),
    )
}

fn misspelt(note: &Note<'_>, text: &str, zh: &str, en: &str) -> (Localized, Localized) {
    let end = note.names.last().unwrap_or(&note.range).end();
    let written = TextRange::new(note.range.start(), end).slice(text);
    let verb = match note.whole_document {
        true => "ignore-file",
        false => "ignore",
    };
    (
        Localized::new(
            format!("这条忽略说明写得不对，不起作用：{written}"),
            format!("this note is not written as it must be and silences nothing: {written}"),
        ),
        Localized::new(
            format!("写成 unfilled:{verb} {zh}，冒号两边不留空格，全用小写。"),
            format!(
                "Write unfilled:{verb} {en}, without spaces round the colon, in small letters."
            ),
        ),
    )
}

fn misplaced(zh: &str, en: &str, everything: bool) -> (Localized, Localized) {
    let message = match everything {
        true => Localized::new(
            "这条忽略说明放错了地方：要忽略的在旁边一段，不在它管的地方",
            "this note stands in the wrong place: what is found is not where it counts but beside it",
        ),
        false => Localized::new(
            format!("这条忽略说明放错了地方：{zh} 报的在旁边一段，不在它管的地方"),
            format!(
                "this note stands in the wrong place: what {en} finds is not where it counts but beside it"
            ),
        ),
    };
    let help = Localized::new(
        format!(
            "移到那一段的末尾，或者单独写在那一段的上一行；忽略全文，写 unfilled:ignore-file {zh}。"
        ),
        format!(
            "Move it to the end of that paragraph, or to a line of its own above it; \
             for the whole document write unfilled:ignore-file {en}."
        ),
    );
    (message, help)
}
