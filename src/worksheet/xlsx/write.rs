//! A sheet as `.xlsx`: the same bytes for the same sheet. All cells are text; formulas stand in no cell.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, ProtectionOptions,
    Workbook, Worksheet, XlsxError,
};

use crate::text::display_width;
use crate::worksheet::error::SheetError;
use crate::worksheet::place::VERSION;
use crate::worksheet::sheet::Sheet;
use crate::worksheet::table::{COLUMNS, Column, Heading, cell, plain};
use crate::worksheet::xlsx::hints;

/// How rows are laid out on sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// All rows on one sheet.
    #[default]
    OneSheet,
    /// A sheet for each department.
    ByDepartment,
}

/// The sheet for what the program wants to know of its files.
pub(super) const HIDDEN: &str = "_unfilled";
/// A4, as Excel numbers paper (ECMA-376 part 1, 18.3.1.63).
const A4: u8 = 9;
/// How high a line is, in points.
const LINE_HEIGHT: f64 = 15.0;
/// The longest name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;

impl Sheet {
    /// The sheet as the bytes of an `.xlsx` file.
    ///
    /// # Errors
    /// [`SheetError::NotWritten`] where it has more rows than the form allows.
    pub fn to_xlsx(&self, layout: Layout) -> Result<Vec<u8>, SheetError> {
        self.workbook(layout)
            .map_err(|error| SheetError::NotWritten {
                reason: error.to_string(),
            })
    }

    fn workbook(&self, layout: Layout) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // No clock here: the same sheet is the same file.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let title = self.language.pick("待填表", "To fill in");
        match layout {
            Layout::OneSheet => self.add(&mut workbook, title, self)?,
            Layout::ByDepartment => {
                let mut names = vec![HIDDEN.to_owned()];
                for department in self.departments() {
                    let nobody = self.language.pick("未定部门", "No department");
                    let name = sheet_name(
                        if department.is_empty() {
                            nobody
                        } else {
                            department
                        },
                        &names,
                    );
                    self.add(&mut workbook, &name, &self.of_department(department))?;
                    names.push(name);
                }
                if names.len() == 1 {
                    self.add(&mut workbook, title, self)?;
                }
            }
        }
        self.add_hidden(&mut workbook)?;
        workbook.save_to_buffer()
    }

    fn add(&self, workbook: &mut Workbook, name: &str, of: &Self) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet().set_name(name)?;
        let text = Format::new()
            .set_num_format("@")
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin);
        let open = text
            .clone()
            .set_unlocked()
            .set_background_color(Color::RGB(0x00FF_F8E1));
        let head = text
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0x00E3_E8EF))
            .set_align(FormatAlign::VerticalCenter);
        for (column, heading) in (0..).zip(COLUMNS) {
            sheet.set_column_width(column, width(heading.column))?;
            sheet.set_column_format(
                column,
                if is_open(heading.column) {
                    &open
                } else {
                    &text
                },
            )?;
            sheet.write_string_with_format(0, column, heading.title(self.language), &head)?;
            if heading.column == Column::Key {
                sheet.set_column_hidden(column)?;
            }
            for (line, row) in (1..).zip(&of.rows) {
                let format = if is_open(heading.column) {
                    &open
                } else {
                    &text
                };
                sheet.write_string_with_format(
                    line,
                    column,
                    cell(row, heading.column, self.language),
                    format,
                )?;
            }
        }
        for (line, row) in (1..).zip(&of.rows) {
            let lines = |column: &Heading| {
                let words = display_width(&cell(row, column.column, self.language));
                // A word that does not fit moves to the next line as a whole.
                (words as f64 * 1.1 / width(column.column)).ceil()
            };
            let shown = COLUMNS.iter().filter(|it| it.column != Column::Key);
            let most = shown.map(lines).fold(1.0, f64::max);
            if most > 1.0 {
                // LibreOffice does not look for itself how high a row has to be.
                sheet.set_row_height(line, most * LINE_HEIGHT)?;
            }
        }
        let last = u32::try_from(of.rows.len()).unwrap_or(u32::MAX);
        let columns = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, last.max(1), columns)?;
        hints::add(sheet, of)?;
        protect_and_print(sheet)
    }

    /// The names of the files and their digests, and the version of the form: for programs, not for people.
    fn add_hidden(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet().set_name(HIDDEN)?;
        let text = Format::new().set_num_format("@");
        sheet.write_string_with_format(0, 0, "unfilled", &text)?;
        sheet.write_string_with_format(0, 1, VERSION.to_string(), &text)?;
        for (line, file) in (1..).zip(&self.files) {
            sheet.write_string_with_format(line, 0, plain(&file.name), &text)?;
            sheet.write_string_with_format(line, 1, &file.digest, &text)?;
        }
        sheet.set_very_hidden(true);
        Ok(())
    }
}

fn protect_and_print(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
    sheet.set_footer("&C&P / &N");
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// How wide a column is, in characters of the usual font.
fn width(column: Column) -> f64 {
    match column {
        Column::Number => 6.0,
        Column::Unit => 8.0,
        Column::Status => 10.0,
        Column::Asked | Column::Key => 12.0,
        Column::Department => 14.0,
        Column::File | Column::Remark => 18.0,
        Column::Section => 22.0,
        Column::Answer => 24.0,
        Column::Sentence => 46.0,
    }
}

/// Whether those who answer write in it.
fn is_open(column: Column) -> bool {
    matches!(
        column,
        Column::Department | Column::Answer | Column::Status | Column::Remark
    )
}

/// `words` as the name of a sheet that is none of `taken` (ECMA-376 part 1, 18.2.19, and what Excel refuses besides).
fn sheet_name(words: &str, taken: &[String]) -> String {
    let mut base = plain(words).replace(['*', '?', ':', '[', ']', '\\', '/'], "_");
    if base.trim().is_empty() || base.eq_ignore_ascii_case("history") {
        base.push('_');
    }
    for number in 1_u32.. {
        let end = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let mut name = cut(&base, LONGEST_NAME - end.len())
            .trim()
            .trim_matches('\'')
            .to_owned();
        name.push_str(&end);
        let is_free = |taken: &String| taken.to_lowercase() != name.to_lowercase();
        if !name.trim().is_empty() && taken.iter().all(is_free) {
            return name;
        }
        if name.trim().is_empty() {
            "_".clone_into(&mut base);
        }
    }
    base
}

/// The beginning of `text` that fits into so many UTF-16 units.
fn cut(text: &str, units: usize) -> &str {
    let mut left = units;
    for (at, c) in text.char_indices() {
        if c.len_utf16() > left {
            return text.get(..at).unwrap_or("");
        }
        left -= c.len_utf16();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_such_that_excel_takes_them() {
        let mut taken = vec![HIDDEN.to_owned()];
        for words in [
            "人事科",
            "人事科",
            "a/b:c*[d]",
            "'quoted'",
            "",
            "'",
            "_UNFILLED",
            "History",
            "=cmd|' /C calc'!A0",
            "\u{202e}x",
            &"长".repeat(40),
            &"长".repeat(41),
            &"😀".repeat(20),
        ] {
            let name = sheet_name(words, &taken);
            assert!(Worksheet::new().set_name(&name).is_ok(), "{name}");
            assert!(
                !taken.iter().any(|it| it.eq_ignore_ascii_case(&name)),
                "{name}"
            );
            taken.push(name);
        }
    }
}
