//! What Excel says beside the cells to be written in: which words are wanted, and a doubt about those that cannot be meant.
//! Nothing is forbidden: a figure may come in words.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};

use crate::text::Language;
use crate::worksheet::asked::Asked;
use crate::worksheet::sheet::{Row, Sheet};
use crate::worksheet::table::{COLUMNS, Column, statuses};

/// What figures are written with.
const FIGURES: &str = "0123456789〇零一二两三四五六七八九十百千万半";

/// Add them to the sheet of `of`.
pub(super) fn add(sheet: &mut Worksheet, of: &Sheet) -> Result<(), XlsxError> {
    let last = u32::try_from(of.rows.len()).unwrap_or(u32::MAX);
    if last == 0 {
        return Ok(());
    }
    let status = position(Column::Status);
    let list = DataValidation::new()
        .allow_list_strings(&statuses(of.language))?
        .set_error_style(DataValidationErrorStyle::Warning);
    sheet.add_data_validation(1, status, last, status, &list)?;
    let answer = position(Column::Answer);
    let mut line = 1;
    for run in of.rows.chunk_by(|a, b| kind(a) == kind(b)) {
        let end = line + u32::try_from(run.len()).unwrap_or(u32::MAX) - 1;
        if let Some(row) = run.first() {
            let hint = hint(row, line, of.language)?;
            sheet.add_data_validation(line, answer, end, answer, &hint)?;
        }
        line = end + 1;
    }
    Ok(())
}

/// What rows have in common that are told the same.
fn kind(row: &Row) -> (Asked, bool) {
    (row.place.asked, row.unit.is_empty())
}

fn position(column: Column) -> u16 {
    let at = COLUMNS.iter().position(|heading| heading.column == column);
    u16::try_from(at.unwrap_or(0)).unwrap_or(0)
}

fn hint(row: &Row, line: u32, language: Language) -> Result<DataValidation, XlsxError> {
    let asked = row.place.asked;
    let title = asked.label(language);
    let hint = DataValidation::new()
        .set_input_title(title)?
        .set_input_message(wanted(row, language))?;
    if !asked.has_figure() {
        return Ok(hint);
    }
    let letter = char::from(b'A' + u8::try_from(position(Column::Answer)).unwrap_or(0));
    // Whether anything of a figure is in the cell: an answer is text, and may have its unit.
    let count = FIGURES.chars().count();
    let has_figure = format!(
        "=SUMPRODUCT(--ISNUMBER(FIND(MID(\"{FIGURES}\",ROW($1:${count}),1),{letter}{})))>0",
        line + 1
    );
    hint.allow_custom(Formula::new(has_figure))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title(title)?
        .set_error_message(doubt(asked, language))
}

/// Which words are wanted.
fn wanted(row: &Row, language: Language) -> &'static str {
    match (row.place.asked, row.unit.is_empty()) {
        (Asked::Number | Asked::Amount, false) => language.pick(
            "只填数字；单位已在“单位”一栏，不必再写。",
            "The figure alone: the unit stands in its own column.",
        ),
        (Asked::Number, true) => language.pick("填数字。", "A figure."),
        (Asked::Amount, true) => language.pick(
            "填金额，写明单位，例如 35.5万元。",
            "A sum with its currency, such as $5,000.",
        ),
        (Asked::Percent, _) => {
            language.pick("填百分比，例如 98.5%。", "A percentage, such as 98.5%.")
        }
        (Asked::Date, _) => language.pick(
            "填日期，例如 2026年3月5日。",
            "A date, such as 2026-03-05.",
        ),
        (Asked::Ordinal, _) => language.pick(
            "填届次，例如 二十；写 20 也会换成 二十。",
            "Which one it is, such as 二十; 20 is written as 二十.",
        ),
        (Asked::Person, _) => language.pick("填姓名。", "The name of a person."),
        (Asked::Organisation, _) => language.pick(
            "填单位或部门的全称。",
            "The full name of the organisation or department.",
        ),
        (Asked::Place, _) => language.pick("填地名或地址。", "The name of a place, or an address."),
        (Asked::Text, _) => language.pick(
            "填要写进原文的文字；没有就填“无”，不用写的把状态改成“不需填”。",
            "The words for the document; where nothing is to be written, set the status to “not needed”.",
        ),
        (Asked::Mending, _) => language.pick(
            "填改正以后的文字。",
            "The words that are to stand there instead.",
        ),
    }
}

/// What is said of an answer without any figure.
fn doubt(asked: Asked, language: Language) -> &'static str {
    match asked {
        Asked::Date => language.pick(
            "这里一般填日期，例如 2026年3月5日。确定要这样填吗？",
            "A date is asked for here, such as 2026-03-05. Keep this answer?",
        ),
        Asked::Percent => language.pick(
            "这里一般填百分比，例如 98.5%。确定要这样填吗？",
            "A percentage is asked for here, such as 98.5%. Keep this answer?",
        ),
        Asked::Amount => language.pick(
            "这里一般填金额。确定要这样填吗？",
            "A sum of money is asked for here. Keep this answer?",
        ),
        Asked::Ordinal => language.pick(
            "这里一般填届次，例如 二十。确定要这样填吗？",
            "An ordinal is asked for here, such as 二十. Keep this answer?",
        ),
        _ => language.pick(
            "这里一般填数字。确定要这样填吗？",
            "A figure is asked for here. Keep this answer?",
        ),
    }
}
