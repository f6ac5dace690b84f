//! The columns of a sheet: what they are called, and what a row has in each.

use crate::text::Language;
use crate::worksheet::sheet::Row;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    File,
    Section,
    Sentence,
    Asked,
    Unit,
    Department,
    Answer,
    Status,
    Remark,
    Key,
}

/// What a column is called.
pub(super) struct Heading {
    pub(super) column: Column,
    zh: &'static str,
    en: &'static str,
}

const fn heading(column: Column, zh: &'static str, en: &'static str) -> Heading {
    Heading { column, zh, en }
}

/// All columns, in order.
pub(super) const COLUMNS: &[Heading] = &[
    heading(Column::Number, "编号", "No."),
    heading(Column::File, "文件", "File"),
    heading(Column::Section, "位置", "Where"),
    heading(Column::Sentence, "原句", "Sentence"),
    heading(Column::Asked, "要填什么", "Asked for"),
    heading(Column::Unit, "单位", "Unit"),
    heading(Column::Department, "负责部门", "Department"),
    heading(Column::Answer, "填写内容", "Answer"),
    heading(Column::Status, "状态", "Status"),
    heading(Column::Remark, "备注", "Remark"),
    heading(Column::Key, "标识（勿改）", "Key (do not change)"),
];

/// What may stand in the column for the status; the first word stands there at first.
pub(super) fn statuses(language: Language) -> [&'static str; 3] {
    language.pick(["待填", "已填", "不需填"], ["open", "done", "not needed"])
}

/// Words for the last of these: people type what they mean.
const NOT_NEEDED: [&str; 8] = [
    "不需填",
    "不需填写",
    "不需要填",
    "不需要填写",
    "不用填",
    "无需填",
    "无需填写",
    "not needed",
];

/// Whether the words in the column for the status say that the place stays as it is.
pub(super) fn is_not_needed(status: &str) -> bool {
    let status = status.trim();
    NOT_NEEDED
        .iter()
        .any(|word| status.eq_ignore_ascii_case(word))
}

impl Heading {
    pub(super) fn title(&self, language: Language) -> &'static str {
        language.pick(self.zh, self.en)
    }

    /// Whether `words` are its title in either language.
    pub(super) fn is_called(&self, words: &str) -> bool {
        let words = words.trim().trim_start_matches('\u{feff}');
        words == self.zh || words.eq_ignore_ascii_case(self.en)
    }
}

/// What `row` has in `column`; one line without signs that hide or steer.
pub(super) fn cell(row: &Row, column: Column, language: Language) -> String {
    match column {
        Column::Number => row.place.number.to_string(),
        Column::File => plain(&row.place.file),
        Column::Section => plain(&row.section),
        Column::Sentence => plain(&row.sentence),
        Column::Asked => row.place.asked.label(language).to_owned(),
        Column::Unit => plain(&row.unit),
        Column::Department => plain(&row.department),
        Column::Status => statuses(language)[0].to_owned(),
        Column::Answer | Column::Remark => String::new(),
        Column::Key => row.place.key(),
    }
}

/// `text` in one line that any form can hold.
pub(super) fn plain(text: &str) -> String {
    let is_none = |c: char| matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff);
    crate::report::visible(text).replace(is_none, "\u{fffd}")
}
