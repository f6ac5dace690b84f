//! What becomes of the rows of a sheet in one document, in data and in words.
//!
//! Owns how an outcome is said and which of them leave the document as it was. Nothing is decided here.

use crate::document::NotWritable;
use crate::text::{Language, TextRange};
use crate::worksheet::answers::Answer;
use crate::worksheet::fit::WrongKind;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOutcome {
    /// The row, as it came back first with an answer.
    pub answer: Answer,
    /// Where its place is in the document as it was before, if that is known.
    pub at: Option<TextRange>,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its answer is written, by the edit of this 0-based number.
    Filled {
        /// The edit.
        edit: usize,
    },
    /// Its status says that nothing is to be filled in: the place stays as it is.
    NotNeeded,
    /// Nobody has answered it.
    Open,
    /// The document has no such place any more.
    NotFound,
    /// Several places of the document could be meant.
    Ambiguous,
    /// It was answered with different words.
    Conflict {
        /// The answers, each once.
        answers: Vec<String>,
    },
    /// It was answered, and its status says that nothing is to be filled in.
    Contradicted {
        /// The first answer.
        answer: String,
    },
    /// The answer cannot be what is asked for.
    WrongKind(WrongKind),
    /// The file cannot be changed there.
    Refused(NotWritable),
}

impl Outcome {
    /// Whether the row is done with: filled in, or not to be filled in.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Filled { .. } | Self::NotNeeded)
    }

    /// Whether the place stands in the document as it was and waits for an answer.
    pub fn is_left(&self) -> bool {
        !self.is_settled() && *self != Self::NotFound
    }

    /// What became of the row, in one sentence that says what to do.
    pub fn message(&self, language: Language) -> String {
        let (zh, en) = match self {
            Self::Filled { .. } => ("已填入".to_owned(), "filled in".to_owned()),
            Self::NotNeeded => (
                "标为不需填，原文没有动".to_owned(),
                "marked as not needed, left as it is".to_owned(),
            ),
            Self::Open => (
                "还没有填写；请在“填写内容”里填上".to_owned(),
                "not answered yet; write into “Answer”".to_owned(),
            ),
            Self::NotFound => (
                "文档里找不到这一处，可能已经改好；没有写入，请打开文档看一下".to_owned(),
                "the document has no such place any more, so it was mended or rewritten; not written, look at the document".to_owned(),
            ),
            Self::Ambiguous => (
                "文档改过，有几处都像这一处；没有写入，请直接在文档里填".to_owned(),
                "the document was edited, and several places could be meant; not written, fill it in by hand".to_owned(),
            ),
            Self::Conflict { answers } => (
                format!("答案不一致：{}；没有写入，请定下一个，其余清空", answers.iter().map(|it| format!("“{it}”")).collect::<Vec<_>>().join("、")),
                format!("answered differently: {}; not written, keep one answer and clear the others", answers.iter().map(|it| format!("“{it}”")).collect::<Vec<_>>().join(", ")),
            ),
            Self::Contradicted { answer } => (
                format!("填了“{answer}”，又标为不需填；没有写入，请清空答案，或者改掉状态"),
                format!("answered with “{answer}” and marked as not needed; not written, clear the answer or change the status"),
            ),
            Self::WrongKind(wrong) => (
                format!("没有写入：{}", wrong.message(Language::Zh)),
                format!("not written: {}", wrong.message(Language::En)),
            ),
            Self::Refused(reason) => (
                format!("没有写入：{}", reason.message(Language::Zh)),
                format!("not written: {}", reason.message(Language::En)),
            ),
        };
        language.pick(zh, en)
    }
}
