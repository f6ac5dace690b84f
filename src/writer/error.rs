//! Why a file cannot be written at all, in words a person can act on.

use thiserror::Error;

use crate::document::{Format, Problem};
use crate::text::Language;
use crate::writer::Protection;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WriteError {
    /// Two edits share bytes, or put words in at one place; by their 0-based numbers.
    #[error("edits {first} and {second} overlap")]
    Overlap {
        /// The edit with the smaller number.
        first: usize,
        /// The other one.
        second: usize,
    },
    /// There is no writer for the format.
    #[error("{} is not written", .0.name())]
    Unsupported(Format),
    /// The bytes are not those that the document was read from.
    #[error("the file has changed since it was read")]
    Changed,
    /// Changes were to be tracked in a format that has no such thing.
    #[error("{} has no tracked changes", .0.name())]
    NotTracked(Format),
    /// A signature vouches for the file as it is (ECMA-376 part 2, 13).
    #[error("the file is signed")]
    Signed,
    /// The document's author does not want it changed like this.
    #[error("the document is protected: {}", .0.words(Language::En))]
    Protected(Protection),
    /// The text holds marks like those that are to be put in, so that these could not be taken out again.
    #[error("the file holds such marks already")]
    HasMarks,
    /// The file is damaged, or written in a way that cannot be kept.
    #[error("{}", .0.message(Language::En))]
    Damaged(Problem),
    /// The part is written in a way that is read and not written: in another encoding, or without a prefix for its words.
    #[error("{part} is in an unusual form")]
    Unusual {
        /// The part's name.
        part: String,
    },
}

impl WriteError {
    /// What is wrong, in one sentence that says what to do.
    pub fn message(&self, language: Language) -> String {
        let (zh, en) = match self {
            Self::Overlap { first, second } => (
                format!("第 {} 处和第 {} 处修改重叠；请合并或去掉一处", first + 1, second + 1),
                format!("changes {} and {} overlap; join them or leave one out", first + 1, second + 1),
            ),
            // There is no other form of these that keeps what they are.
            Self::Unsupported(format @ (Format::Xlsx | Format::Pptx)) => (
                format!("还不能修改这种文件（{}）；请照检查报告里的位置自己改", format.label(language)),
                format!("files of this kind ({}) are not changed yet; go by the places in the report", format.label(language)),
            ),
            Self::Unsupported(format) => (
                format!("还不能修改这种文件（{}）；请先另存为 .docx 或文本", format.label(language)),
                format!("files of this kind ({}) are not changed yet; save it as .docx or text first", format.label(language)),
            ),
            Self::Changed => (
                "文件在检查之后被改过；请重新检查再试".to_owned(),
                "the file was changed after it was checked; check it again first".to_owned(),
            ),
            Self::NotTracked(format) => (
                format!("这种文件（{}）里不能留修订痕迹，只有 Word 文档能；请去掉 --track", format.label(language)),
                format!("files of this kind ({}) cannot hold tracked changes, only Word documents can; leave out --track", format.label(language)),
            ),
            Self::Signed => (
                "文件带有数字签名，修改会使签名失效；请在 Word 里去掉签名，或修改未签名的原稿".to_owned(),
                "the file is signed, and any change would break the signature; remove it in Word, or change the copy before signing".to_owned(),
            ),
            Self::Protected(protection) => (
                format!("文档受保护：{}；{}", protection.words(Language::Zh), protection.way_out(Language::Zh)),
                format!("the document is protected: {}; {}", protection.words(Language::En), protection.way_out(Language::En)),
            ),
            Self::HasMarks => (
                "文件里已经有本程序的批注或〔※…〕标注；请先去掉它们".to_owned(),
                "the file holds comments or marks 〔※…〕 of this program already; take them out first".to_owned(),
            ),
            Self::Damaged(problem) => (
                format!("文件已损坏，不能修改：{}；请用 Word 或 WPS 打开后另存一次再试", problem.message(language)),
                format!("the file is damaged and cannot be changed: {}; open it in Word and save it anew first", problem.message(language)),
            ),
            Self::Unusual { part } => (
                format!("文件的写法少见（{part}），不能修改；请用 Word 或 WPS 另存一次再试"),
                format!("the file is written in an unusual way ({part}) and cannot be changed; save it anew in Word first"),
            ),
        };
        language.pick(zh, en)
    }
}
