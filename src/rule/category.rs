//! The kinds of faults, how certain a match is, and how far the document it stands in has come.

use serde::{Deserialize, Serialize};

/// Declares an enum of named values for rule files, reports and the command line.
macro_rules! named {
    ($(#[doc = $doc:literal])+ $type:ident { $($(#[doc = $vdoc:literal])+ $variant:ident = $name:literal,)* }) => {
        $(#[doc = $doc])+
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum $type { $($(#[doc = $vdoc])+ $variant,)* }

        impl $type {
            /// Every value, in order.
            pub const ALL: &'static [$type] = &[$($type::$variant,)*];

            /// Its name in files and reports.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)* }
            }

            /// The value of the given name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}

named! {
    /// How certain a match is; not how bad the fault would be.
    Severity {
        /// A hint, hidden unless asked for.
        Info = "info",
        /// Usually an oversight; a legitimate use is known.
        Warning = "warning",
        /// Almost never legitimate.
        Error = "error",
    }
}

named! {
    /// How far a document has come.
    Stage {
        /// It is being written and reviewed: comments and tracked changes are its work.
        Draft = "draft",
        /// It is the version that is sent: nothing of that may be left in it.
        Final = "final",
    }
}

named! {
    /// The kind of fault; also the folder of the rule's file.
    Category {
        /// A quantity left open: 多少次.
        Quantity = "quantity",
        /// A question word in place of a fact: 什么荣誉.
        WhWord = "wh-word",
        /// Letters or signs in place of a fact: XX市, ××.
        Mask = "mask",
        /// An empty space to write on: ____, （　）.
        Blank = "blank",
        /// A request to fill something in: [Company Name], 单击此处输入文字。
        Prompt = "prompt",
        /// A template's variable: {{name}}.
        Template = "template",
        /// A note to oneself or a trace of a publishing system: TODO, ##paidbegin##.
        Marker = "marker",
        /// An error message of an office program: 错误!未找到引用源。
        FieldError = "field-error",
        /// Text that got lost or broken: a 》 without its 《.
        Damage = "damage",
        /// Office structure: an empty form field, a reviewer's comment.
        Structure = "structure",
        /// Something of another's: sample data, a chat assistant's words.
        Residue = "residue",
    }
}

impl Severity {
    /// The word a person reads.
    pub fn label(self, language: crate::text::Language) -> &'static str {
        match self {
            Severity::Error => language.pick("必须改", "error"),
            Severity::Warning => language.pick("请确认", "warning"),
            Severity::Info => language.pick("提示", "info"),
        }
    }
}

impl Category {
    /// Whether such faults are places that wait for something to be written.
    pub fn is_gap(self) -> bool {
        matches!(
            self,
            Category::Quantity
                | Category::WhWord
                | Category::Mask
                | Category::Blank
                | Category::Prompt
                | Category::Template
        )
    }

    /// The words a person reads.
    pub fn label(self, language: crate::text::Language) -> &'static str {
        match self {
            Category::Quantity => language.pick("数量未填", "open quantity"),
            Category::WhWord => language.pick("疑问词未换成内容", "question word left in"),
            Category::Mask => language.pick("代替符号未改", "mask left in"),
            Category::Blank => language.pick("空白未填", "empty blank"),
            Category::Prompt => language.pick("填写提示未删", "prompt left in"),
            Category::Template => language.pick("模板变量未替换", "template variable"),
            Category::Marker => language.pick("标记残留", "leftover marker"),
            Category::FieldError => language.pick("域出错", "field error"),
            Category::Damage => language.pick("文字残缺", "damaged text"),
            Category::Structure => language.pick("表单与批注", "forms and reviews"),
            Category::Residue => language.pick("他处内容残留", "foreign residue"),
        }
    }
}
