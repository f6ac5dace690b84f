//! The kinds of faults, how certain a match is, and how far the document it stands in has come.

use serde::{Deserialize, Serialize};

use crate::text::Language;

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
    pub fn label(self, language: Language) -> &'static str {
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
    pub fn label(self, language: Language) -> &'static str {
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

    /// The category that people know by this label in either language.
    pub fn from_label(label: &str) -> Option<Self> {
        let languages = [Language::Zh, Language::En];
        let mut all = Self::ALL.iter().copied();
        all.find(|category| {
            languages
                .iter()
                .any(|language| category.label(*language).eq_ignore_ascii_case(label))
        })
    }

    /// What its rules find, for a person who has never met it.
    pub fn about(self, language: Language) -> &'static str {
        match self {
            Category::Quantity => language.pick(
                "该写数字的地方还没有写，例如 多少次、培训N人次、XX万元",
                "figures that are still open, such as 多少次 (how many times) or N participants",
            ),
            Category::WhWord => language.pick(
                "疑问词占着内容的位置，例如 获得什么荣誉、由哪个部门负责",
                "question words where a fact belongs, such as 什么荣誉 (which honour)",
            ),
            Category::Mask => language.pick(
                "用字母或符号代替的名称、人名、日期、编号，例如 XX市、××同志、党的XX大",
                "names, dates and numbers with letters or signs in their place, such as XX市 or [XX]",
            ),
            Category::Blank => language.pick(
                "空着等人填写的横线、括号和空格，例如 ____、（　）、年　月　日",
                "lines, brackets and spaces to write on, such as ____ or (  )",
            ),
            Category::Prompt => language.pick(
                "请人填写的提示，例如 [单位名称]、单击此处输入文字",
                "requests to fill something in, such as [Company Name] or Click here to enter text",
            ),
            Category::Template => language.pick(
                "没有换成内容的模板变量，例如 {{姓名}}、${date}、«地址»",
                "variables of a template that nothing was put in for, such as {{name}} or ${date}",
            ),
            Category::Marker => language.pick(
                "写给自己的记号和发布系统留下的痕迹，例如 TODO、此处待核、分页标记",
                "notes to oneself and traces of publishing systems, such as TODO or a page-break tag",
            ),
            Category::FieldError => language.pick(
                "办公软件和转换软件的报错留在了文中，例如 错误!未找到引用源。、乱码",
                "error messages of office programs and converters left in the text, such as Error! Reference source not found.",
            ),
            Category::Damage => language.pick(
                "丢了字、断了句、缺了另一半的地方，例如 有“没有”、序号跳过一个",
                "text that got lost or broken, such as a mark without its other half or a number that is skipped",
            ),
            Category::Structure => language.pick(
                "Word 文档里没处理完的：空着的表单、批注、修订、突出显示",
                "unfinished parts of Word documents: empty form fields, comments, tracked changes, highlighting",
            ),
            Category::Residue => language.pick(
                "从别处带来的内容：示例数据、别的单位的名称、聊天助手的话",
                "what came from elsewhere: sample data, another client's name, a chat assistant's words",
            ),
        }
    }
}
