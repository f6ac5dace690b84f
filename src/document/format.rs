//! The file formats by name. How to recognise and read them is `reader`'s affair.

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// Declares [`Format`] with the names that the JSON output uses.
macro_rules! formats {
    ($($(#[doc = $doc:literal])* $format:ident = $name:literal,)*) => {
        /// A file format, read or merely recognised.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        pub enum Format {
            #[default]
            $($(#[doc = $doc])* $format,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Format] = &[$(Format::$format,)*];

            /// The name in reports: lower case, as the usual file extension.
            pub fn name(self) -> &'static str {
                match self { $(Format::$format => $name,)* }
            }
        }
    };
}

formats! {
    /// Plain text in any encoding.
    Text = "text",
    /// Markdown.
    Markdown = "markdown",
    /// A Word document (also .docm, .dotx, .dotm).
    Docx = "docx",
    /// A Word document of 1997 to 2003.
    Doc = "doc",
    /// A document of WPS Writer.
    Wps = "wps",
    /// An Excel workbook.
    Xlsx = "xlsx",
    /// A binary Excel workbook.
    Xlsb = "xlsb",
    /// An Excel workbook of 1997 to 2003, or of WPS.
    Xls = "xls",
    /// PowerPoint slides.
    Pptx = "pptx",
    /// PowerPoint slides of 1997 to 2003, or of WPS.
    Ppt = "ppt",
    /// OpenDocument text.
    Odt = "odt",
    /// OpenDocument spreadsheet.
    Ods = "ods",
    /// OpenDocument slides.
    Odp = "odp",
    /// Portable Document Format.
    Pdf = "pdf",
    /// The Chinese fixed-layout format, GB/T 33190.
    Ofd = "ofd",
    /// Rich Text Format.
    Rtf = "rtf",
    /// Values in lines, divided by commas or tabs.
    Csv = "csv",
    /// TeX.
    Tex = "tex",
    /// AsciiDoc.
    AsciiDoc = "adoc",
    /// reStructuredText.
    Rst = "rst",
    /// Typst.
    Typst = "typ",
    /// Org.
    Org = "org",
    /// A web page.
    Html = "html",
    /// An e-book.
    Epub = "epub",
    /// A mail.
    Eml = "eml",
    /// An Outlook message.
    Msg = "msg",
    /// An Office file that needs a password.
    EncryptedOffice = "encrypted-office",
    /// Another Office file of the old, binary kind.
    LegacyOffice = "legacy-office",
    /// A zip archive that is no document.
    Zip = "zip",
    /// Bytes that are no text.
    Binary = "binary",
    /// A file that could not be opened.
    Unknown = "unknown",
}

impl Format {
    /// Whether its files are text as people write it, with signs of its own or without.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Format::Text
                | Format::Markdown
                | Format::Csv
                | Format::Tex
                | Format::AsciiDoc
                | Format::Rst
                | Format::Typst
                | Format::Org
        )
    }

    /// What people call it.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Format::Text => language.pick("纯文本", "plain text"),
            Format::Markdown => "Markdown",
            Format::Docx => language.pick("Word 文档", "Word document"),
            Format::Doc => language.pick("Word 97–2003 文档", "Word 97–2003 document"),
            Format::Wps => language.pick("WPS 文字文档", "document of WPS Writer"),
            Format::Xls => language.pick("Excel 97–2003 工作簿", "Excel 97–2003 workbook"),
            Format::Ppt => language.pick("PowerPoint 97–2003 幻灯片", "PowerPoint 97–2003 slides"),
            Format::Xlsx => language.pick("Excel 工作簿", "Excel workbook"),
            Format::Pptx => language.pick("PowerPoint 幻灯片", "PowerPoint slides"),
            Format::Odt => language.pick("ODT 文档", "OpenDocument text"),
            Format::Ods => language.pick("ODS 表格", "OpenDocument spreadsheet"),
            Format::Odp => language.pick("ODP 幻灯片", "OpenDocument slides"),
            Format::Html => language.pick("网页", "web page"),
            Format::Csv => language.pick("CSV 表格", "CSV table"),
            Format::Rtf => language.pick("RTF 文档", "Rich Text document"),
            Format::Pdf => "PDF",
            Format::Ofd => "OFD",
            Format::Epub => language.pick("EPUB 电子书", "EPUB e-book"),
            Format::Eml | Format::Msg => language.pick("邮件", "mail"),
            Format::EncryptedOffice => language.pick("加密的文档", "encrypted document"),
            Format::LegacyOffice => language.pick("旧格式的文档", "Office file of the old kind"),
            Format::Zip => language.pick("压缩包", "zip archive"),
            Format::Binary => language.pick("没有文字的文件", "no text"),
            Format::Unknown => language.pick("不认识的内容", "unknown"),
            other => other.name(),
        }
    }
}
