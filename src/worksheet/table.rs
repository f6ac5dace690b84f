//! The columns of a sheet: what they are called, how wide they are, who writes in them, what a row has in each.

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

/// What is known of a column.
pub(super) struct Heading {
    pub(super) column: Column,
    zh: &'static str,
    en: &'static str,
    /// In characters of the usual font.
    pub(super) width: u8,
    /// Whether those who answer write in it.
    pub(super) is_open: bool,
}

const fn heading(column: Column, zh: &'static str, en: &'static str, width: u8) -> Heading {
    let is_open = matches!(column, Column::Answer | Column::Status | Column::Remark);
    Heading {
        column,
        zh,
        en,
        width,
        is_open,
    }
}

/// All columns, in order.
pub(super) const COLUMNS: &[Heading] = &[
    heading(Column::Number, "编号", "No.", 6),
    heading(Column::File, "文件", "File", 18),
    heading(Column::Section, "位置", "Where", 22),
    heading(Column::Sentence, "原句", "Sentence", 46),
    heading(Column::Asked, "要填什么", "Asked for", 12),
    heading(Column::Unit, "单位", "Unit", 8),
    heading(Column::Department, "负责部门", "Department", 14),
    heading(Column::Answer, "填写内容", "Answer", 24),
    heading(Column::Status, "状态", "Status", 10),
    heading(Column::Remark, "备注", "Remark", 18),
    heading(Column::Key, "标识（勿改）", "Key (do not change)", 12),
];

/// What may stand in the column for the status; the first word stands there at first.
pub(super) fn statuses(language: Language) -> [&'static str; 3] {
    language.pick(["待填", "已填", "不需填"], ["open", "done", "not needed"])
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
