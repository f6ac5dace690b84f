//! Structure as data: ranges of the text with a kind.

use serde::{Deserialize, Serialize};

use crate::text::TextRange;

/// A piece of the text that is something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The text it covers; empty for things that stand at a place without text (a deletion, a page break).
    pub range: TextRange,
    /// What it is.
    pub kind: NodeKind,
    /// What the file says of it: a field's instruction, a comment's author, a property's name; often nothing.
    pub detail: Option<Box<str>>,
}

impl Node {
    /// A node without detail.
    pub fn new(range: TextRange, kind: NodeKind) -> Self {
        Self {
            range,
            kind,
            detail: None,
        }
    }

    /// A node with what the file says of it.
    pub fn with_detail(range: TextRange, kind: NodeKind, detail: impl Into<Box<str>>) -> Self {
        Self {
            range,
            kind,
            detail: Some(detail.into()),
        }
    }
}

/// Declares [`NodeKind`] with the names that rule files use, so that neither list can miss a kind.
macro_rules! node_kinds {
    ($($(#[doc = $doc:literal])* $kind:ident = $name:literal,)*) => {
        /// What a [`Node`] is. Each has a kebab-case name for rule files (`in = "code"`).
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        pub enum NodeKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl NodeKind {
            /// Every kind.
            pub const ALL: &'static [NodeKind] = &[$(NodeKind::$kind,)*];

            /// The name used in rule files.
            pub fn name(self) -> &'static str {
                match self { $(NodeKind::$kind => $name,)* }
            }
        }
    };
}

node_kinds! {
    /// A heading of the given style; the outline level (1 to 9) is in `detail`.
    Heading = "heading",
    /// A code span inside a paragraph.
    Code = "code",
    /// A fenced or indented block of code.
    CodeBlock = "code-block",
    /// A link or image as a whole, from its `[` to its `)`.
    Link = "link",
    /// The address of a link or image.
    LinkTarget = "link-target",
    /// The settings block at the head of a Markdown file.
    FrontMatter = "front-matter",
    /// An HTML or Markdown comment, with its `<!--` and `-->`.
    HtmlComment = "html-comment",
    /// An HTML tag in a Markdown file.
    HtmlTag = "html-tag",
    /// A block of quoted text.
    Quote = "quote",
    /// The text of a reviewer's comment; `detail` is `id:author`, the author being empty where nobody signed.
    Comment = "comment",
    /// The text a reviewer's comment is about; `detail` is the `id` of the comment. Empty where the comment
    /// hangs on a place.
    Commented = "commented",
    /// A content control of a form; its title or tag is in `detail`.
    ContentControl = "content-control",
    /// A content control that still shows its prompt.
    ContentControlPrompt = "content-control-prompt",
    /// A form field of the older kind (text, check box, drop-down) as a whole; its name is in `detail`.
    FormField = "form-field",
    /// A text form field that nobody has filled in.
    EmptyFormField = "empty-form-field",
    /// A mail-merge field that was not merged; `detail` is its instruction.
    MergeField = "merge-field",
    /// A field that asks for a value (FILLIN, ASK, MACROBUTTON); `detail` is its instruction.
    PromptField = "prompt-field",
    /// The result of a reference (REF, PAGEREF, NOTEREF, TOC, HYPERLINK); `detail` is its instruction.
    ReferenceField = "reference-field",
    /// The result of any other field; `detail` is its instruction.
    Field = "field",
    /// A table as a whole.
    Table = "table",
    /// A row of a table.
    TableRow = "table-row",
    /// A cell of a table; `detail` is its place, `table:row:cell`, counted from 1, a nested table's
    /// cells being numbered within that table under the number of the outermost one. Where merged cells stand
    /// before it, the column that it begins in follows: `table:row:cell:column`.
    TableCell = "table-cell",
    /// A sheet of a workbook as a whole, its name in `detail`. Its cells are table cells, whose row and column are those of the sheet.
    Sheet = "sheet",
    /// A slide as a whole; its number, from 1, is in `detail`.
    Slide = "slide",
    /// A chapter of an e-book as a whole; the name of its file is in `detail`.
    Chapter = "chapter",
    /// What a program shows to whoever selects a cell or types into it.
    InputPrompt = "input-prompt",
    /// The speaker's notes to a slide.
    SlideNotes = "slide-notes",
    /// A place on a slide that shows only the program's own prompt; empty.
    EmptyPlaceholder = "empty-placeholder",
    /// The subject of a mail.
    Subject = "subject",
    /// The text of a page header.
    Header = "header",
    /// The text of a page footer.
    Footer = "footer",
    /// The text of a footnote.
    Footnote = "footnote",
    /// The text of an endnote.
    Endnote = "endnote",
    /// The text of a text box.
    TextBox = "text-box",
    /// Letters drawn as a picture: WordArt, a watermark.
    WordArt = "word-art",
    /// The words of a chart: titles, names of series and categories.
    Chart = "chart",
    /// The words of a SmartArt drawing.
    Diagram = "diagram",
    /// How words of the paragraph before are pronounced, as it stands over them.
    Ruby = "ruby",
    /// Text that a tracked change inserted, or the empty end of a paragraph that it did; the author is in `detail`.
    Insertion = "insertion",
    /// The place where a tracked change deleted text; empty. `detail` is the author, a line feed, and the beginning of the
    /// deleted words.
    Deletion = "deletion",
    /// A reviewer's comment that is settled, over the same text as the comment.
    Resolved = "resolved",
    /// Letters in red, of the size that is read and not of the size of a letterhead.
    RedText = "red-text",
    /// Highlighted text; the colour is in `detail`.
    Highlight = "highlight",
    /// Text that is hidden when the document is shown or printed.
    Hidden = "hidden",
    /// Underlined white space: a blank drawn by hand.
    UnderlinedBlank = "underlined-blank",
    /// A number or bullet that the program counts itself.
    Numbering = "numbering",
    /// A page break that the program has recorded; empty.
    PageBreak = "page-break",
    /// A document property (title, author, …); its name is in `detail`.
    Property = "property",
}

impl NodeKind {
    /// Whether it stands in a document's flow beside the paragraph that it hangs on, and so under its headings.
    pub fn hangs_on_a_paragraph(self) -> bool {
        use NodeKind as K;
        matches!(
            self,
            K::TextBox | K::WordArt | K::Chart | K::Diagram | K::Ruby
        )
    }

    /// The kind of the given name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether its text is no part of the body's: a header, a note, a comment, a property, or what hangs on a paragraph.
    pub fn is_outside_body(self) -> bool {
        use NodeKind as K;
        self.hangs_on_a_paragraph()
            || matches!(
                self,
                K::Header
                    | K::Footer
                    | K::Footnote
                    | K::Endnote
                    | K::Comment
                    | K::Property
                    | K::Subject
                    | K::SlideNotes
                    | K::InputPrompt
            )
    }
}
