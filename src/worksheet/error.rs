//! Why a sheet cannot be written or read, in words a person can act on.

use thiserror::Error;

use crate::text::Language;

/// Why there is no sheet, or none that answers could be taken from. `name` is the file's, as shown to people.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SheetError {
    /// The file is no table, or none of its sheets has the columns that answers are taken from.
    #[error("{name} is no worksheet of unfilled")]
    NoColumns {
        /// The file.
        name: String,
    },
    /// The sheets have the columns, but no row has a key that tells its place.
    #[error("{name} has no row with a key")]
    NoKeys {
        /// The file.
        name: String,
    },
    /// A row's key was written by a later version of the program.
    #[error("{name} row {row} has form {version}")]
    Newer {
        /// The file.
        name: String,
        /// The row, 1-based.
        row: usize,
        /// The version of the form.
        version: u64,
    },
    /// The file is damaged.
    #[error("{name} is damaged")]
    Damaged {
        /// The file.
        name: String,
    },
    /// The file needs a password to be opened, or is in Excel's old form.
    #[error("{name} is protected by a password or in an old form")]
    Locked {
        /// The file.
        name: String,
    },
    /// Another kind of file, such as `.ods`, or `.xlsx` where the program was built without it.
    #[error("{name} is of a kind that is not read")]
    Unsupported {
        /// The file.
        name: String,
    },
    /// The file holds more than a sheet of answers can.
    #[error("{name} is too large")]
    TooLarge {
        /// The file.
        name: String,
    },
    /// The sheet has more rows, or longer words, than the form allows.
    #[error("the sheet cannot be written: {reason}")]
    NotWritten {
        /// What the writing crate says.
        reason: String,
    },
}

impl SheetError {
    /// What is wrong, in one sentence that says what to do.
    pub fn message(&self, language: Language) -> String {
        let (zh, en) = match self {
            Self::NoColumns { name } => (
                format!(
                    "{name} 不是待填表：没有“填写内容”和“标识（勿改）”这两列；请用 unfilled 导出的表，保留表头"
                ),
                format!(
                    "{name} is no worksheet: it lacks the columns “Answer” and “Key (do not change)”; use the sheet that was handed out, with its headings"
                ),
            ),
            Self::NoKeys { name } => (
                format!(
                    "{name} 的“标识（勿改）”列是空的，认不出各行是哪一处；请从原来的待填表里恢复这一列"
                ),
                format!(
                    "the column “Key (do not change)” of {name} is empty, so no row tells its place; restore it from the sheet that was handed out"
                ),
            ),
            Self::Newer { name, row, version } => (
                format!(
                    "{name} 第 {row} 行的标识是第 {version} 版，这个程序读不懂；请换用导出它的那个版本的 unfilled"
                ),
                format!(
                    "the key in row {row} of {name} has form {version}, which this program does not know; use the version of unfilled that made it"
                ),
            ),
            Self::Damaged { name } => (
                format!("{name} 已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx 再试"),
                format!("{name} is damaged; open it in Excel and save it anew as .xlsx"),
            ),
            Self::Locked { name } => (
                format!("{name} 设了打开密码，或者是旧版 .xls；请去掉密码，另存为 .xlsx 再试"),
                format!(
                    "{name} needs a password, or is an old .xls; take the password off and save it as .xlsx"
                ),
            ),
            Self::Unsupported { name } => (
                format!("还不能读取这种表格（{name}）；请另存为 .xlsx 或 CSV 再试"),
                format!("{name} is of a kind that is not read; save it as .xlsx or CSV"),
            ),
            Self::TooLarge { name } => (
                format!("{name} 太大，不像待填表；请只留下待填表的各行，另存后再试"),
                format!(
                    "{name} is too large for a worksheet; keep the rows of the worksheet alone and save it anew"
                ),
            ),
            Self::NotWritten { reason } => (
                format!("待填表写不出来（{reason}）；请减少文件，分几次导出，或改用 CSV"),
                format!(
                    "the worksheet cannot be written ({reason}); take fewer files at a time, or write CSV"
                ),
            ),
        };
        language.pick(zh, en)
    }
}
