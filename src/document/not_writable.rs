//! Why words of a document cannot be written to its file, in words a person can act on.

use thiserror::Error;

use crate::text::Language;

/// Why a place in a document's text cannot be changed in the file that it came from.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotWritable {
    /// The place lies outside the text, or cuts a character.
    #[error("no place in the text")]
    NoPlace,
    /// The place holds the end of a paragraph, which stays.
    #[error("the end of a paragraph")]
    ParagraphEnd,
    /// A number or bullet that the program counts itself.
    #[error("an automatic number")]
    Numbering,
    /// Something that stands nowhere in the file as it is read: the state of a check box, a value that is worked out.
    #[error("not in the file")]
    NotInSource,
    /// The file has only some of it in one piece, which cannot be cut.
    #[error("part of a piece that cannot be cut")]
    PartOfPiece,
    /// The encoding of the file has no bytes for the character.
    #[error("{encoding} has no {character:?}")]
    NotInEncoding {
        /// The encoding's name.
        encoding: &'static str,
        /// The first character that it lacks.
        character: char,
    },
    /// A character that the format does not allow.
    #[error("{character:?} is not allowed")]
    NotAllowed {
        /// The first such character.
        character: char,
    },
    /// The words end in another part of the file, table cell or text box than they begin in.
    #[error("over several parts")]
    OverParts,
    /// A content control that shows what stands elsewhere in the file: the program would put the old words back.
    #[error("a bound content control")]
    BoundControl,
    /// What a field shows, which the program works out again; `instruction` says how.
    #[error("the result of a field")]
    FieldResult {
        /// The field's instruction.
        instruction: String,
    },
    /// A mark of ours stands between the words, which would go with them.
    #[error("a mark between the words")]
    OwnMark,
    /// A text box that the file holds twice, for older programs, with other words in the second one.
    #[error("a text box with another copy")]
    OtherCopy,
    /// Words of a chart, a drawing or a file inside this one.
    #[error("a part that is not written")]
    OtherPart,
    /// A place where programs keep no tracked changes, or where one would not survive: a form field or control that waits for
    /// words, a field that gives way to them, a formula, a drawing, a property.
    #[error("no place for tracked changes")]
    NotTracked,
    /// The part is in an encoding that is not written.
    #[error("a part in an encoding that is not written")]
    PartEncoding,
}

impl NotWritable {
    /// Why, in one sentence that says what to do instead.
    pub fn message(&self, language: Language) -> String {
        let (zh, en) = match self {
            Self::NoPlace => (
                "文档里没有这个位置；请重新检查后再试".to_owned(),
                "the document has no such place; check it again first".to_owned(),
            ),
            Self::ParagraphEnd => (
                "跨了段落；请分段填写".to_owned(),
                "it reaches over the end of a paragraph; write to each paragraph by itself".to_owned(),
            ),
            Self::Numbering => (
                "这是自动编号；请在 Word 或 WPS 里修改编号".to_owned(),
                "an automatic number; change the numbering in Word".to_owned(),
            ),
            Self::NotInSource => (
                "这些字不直接存在文件里（如复选框）；请在 Word 或 WPS 里修改".to_owned(),
                "these characters do not stand in the file as such (a check box, for example); change them in Word".to_owned(),
            ),
            Self::PartOfPiece => (
                "只能整个替换，不能只改其中几个字".to_owned(),
                "it can only be replaced as a whole".to_owned(),
            ),
            Self::NotInEncoding { encoding, character } => (
                format!("文件的编码 {encoding} 里没有“{character}”这个字；请换一个字，或先把文件另存为 UTF-8"),
                format!("the file's encoding {encoding} has no “{character}”; use another character, or save the file as UTF-8 first"),
            ),
            Self::NotAllowed { character } => (
                format!("文档里不能有字符 U+{:04X}；请去掉它", u32::from(*character)),
                format!("U+{:04X} is not allowed in a document; take it out", u32::from(*character)),
            ),
            Self::OverParts => (
                "跨了单元格、文本框或文件的不同部分；请分开填写".to_owned(),
                "it reaches over cells, text boxes or parts of the file; write to each by itself".to_owned(),
            ),
            Self::BoundControl => (
                "这是与文档属性或数据绑定的内容控件，改了也会被还原；请在 Word 里填写".to_owned(),
                "a content control bound to data, which Word would set back; fill it in in Word".to_owned(),
            ),
            Self::FieldResult { instruction } => (
                format!("这是域（{instruction}）的结果，更新域时会被还原；请在 Word 里修改域"),
                format!("the result of a field ({instruction}), which an update would set back; change the field in Word"),
            ),
            Self::OwnMark => (
                "中间夹着本程序的标注〔※…〕；请先用 annotate --remove 去掉".to_owned(),
                "a mark 〔※…〕 of this program stands in its midst; take the marks out first (annotate --remove)".to_owned(),
            ),
            Self::OtherCopy => (
                "这个文本框另有一份给旧版软件的副本，文字不同；请在 Word 里修改".to_owned(),
                "the text box has a copy for older programs with other words; change it in Word".to_owned(),
            ),
            Self::OtherPart => (
                "这些字在图表、图形或嵌入的文件里；请在 Word 里打开修改".to_owned(),
                "these words stand in a chart, a drawing or a file inside this one; change them in Word".to_owned(),
            ),
            Self::NotTracked => (
                "这里（控件、域、公式、图形或文档属性）不能留修订痕迹；请在 Word 或 WPS 里填写，或去掉 --track 再填".to_owned(),
                "changes cannot be tracked here (a control, a field, a formula, a drawing or a property); fill it in in Word, or leave out --track".to_owned(),
            ),
            Self::PartEncoding => (
                "这一部分不是 UTF-8 编码；请用 Word 或 WPS 另存一次再试".to_owned(),
                "this part is not in UTF-8; save the document anew in Word first".to_owned(),
            ),
        };
        language.pick(zh, en)
    }
}
