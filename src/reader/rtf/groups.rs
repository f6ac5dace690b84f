//! The groups of RTF: what stands in them goes somewhere, or nowhere.

use crate::document::NodeKind;

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// The text that is open: that of the body, or of a note, header or text box.
    Text,
    /// Nowhere: it is for programs.
    Nowhere,
    /// The list of fonts.
    Fonts,
    /// The list of styles.
    Styles,
    /// The properties of the document, each in a group of its own.
    Info,
    /// The property of this name.
    Property(&'static str),
    /// The instruction of a field.
    Instruction,
    /// The data of a form field.
    FormData,
    /// The name of a form field.
    FormName,
    /// The words that a form field shows at first.
    FormDefault,
    /// An entry of a list in a form field.
    FormEntry,
    /// The name and the value of a property of a drawing.
    ShapeName,
    ShapeValue,
    /// The author of the next comment.
    CommentAuthor,
}

/// What holds for the text of a group; groups in it begin with the same.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) destination: Destination,
    /// What the destination was outside a group that is written twice, for older and newer programs.
    pub(super) outside: Destination,
    pub(super) font: i32,
    /// How many characters stand for each one of Unicode behind it.
    pub(super) fallback: usize,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    pub(super) is_inserted: bool,
    pub(super) is_underlined: bool,
    /// A text of its own ends with the group.
    pub(super) ends: Option<NodeKind>,
    /// A field or its result ends with the group.
    pub(super) ends_field: bool,
    pub(super) ends_numbering: bool,
    /// The group begins with `\*`: programs that do not know its name leave it out.
    pub(super) may_be_left_out: bool,
    pub(super) is_new: bool,
}

impl Group {
    /// What holds at the beginning of a file.
    pub(super) fn outermost() -> Self {
        Self {
            destination: Destination::Text,
            outside: Destination::Text,
            font: -1,
            fallback: 1,
            is_hidden: false,
            is_deleted: false,
            is_inserted: false,
            is_underlined: false,
            ends: None,
            ends_field: false,
            ends_numbering: false,
            may_be_left_out: false,
            is_new: true,
        }
    }

    /// A group in this one.
    pub(super) fn inside(&self) -> Self {
        Self {
            outside: self.destination,
            ends: None,
            ends_field: false,
            ends_numbering: false,
            may_be_left_out: false,
            is_new: true,
            ..self.clone()
        }
    }
}

/// What a group is that begins with the word `name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begun {
    /// Its text goes there.
    To(Destination),
    /// It is a text of its own of this kind.
    Aside(NodeKind),
    /// A field as a whole, the number of an item.
    Field,
    Numbering,
    /// A picture, an object.
    Picture,
    Object,
    /// Of a text that is written twice the second time.
    Unicode,
}

/// What begins with the word `name`, if anything does.
pub(super) fn begun(name: &str) -> Option<Begun> {
    use Begun as B;
    use Destination as D;
    Some(match name {
        "fonttbl" => B::To(D::Fonts),
        "stylesheet" => B::To(D::Styles),
        "info" => B::To(D::Info),
        "title" => B::To(D::Property("title")),
        "subject" => B::To(D::Property("subject")),
        "author" => B::To(D::Property("creator")),
        "manager" => B::To(D::Property("Manager")),
        "company" => B::To(D::Property("Company")),
        "operator" => B::To(D::Property("lastModifiedBy")),
        "category" => B::To(D::Property("category")),
        "keywords" => B::To(D::Property("keywords")),
        "doccomm" => B::To(D::Property("description")),
        "field" => B::Field,
        "fldinst" => B::To(D::Instruction),
        "formfield" => B::To(D::FormData),
        "ffname" => B::To(D::FormName),
        "ffdeftext" => B::To(D::FormDefault),
        "ffl" => B::To(D::FormEntry),
        "header" | "headerl" | "headerr" | "headerf" => B::Aside(NodeKind::Header),
        "footer" | "footerl" | "footerr" | "footerf" => B::Aside(NodeKind::Footer),
        "footnote" => B::Aside(NodeKind::Footnote),
        "annotation" => B::Aside(NodeKind::Comment),
        "shptxt" | "dptxbxtext" => B::Aside(NodeKind::TextBox),
        "atnauthor" => B::To(D::CommentAuthor),
        "sn" => B::To(D::ShapeName),
        "sv" => B::To(D::ShapeValue),
        "listtext" | "pntext" => B::Numbering,
        "pict" => B::Picture,
        "object" => B::Object,
        "ud" => B::Unicode,
        "fldrslt" | "shp" | "shpinst" | "shpgrp" | "sp" | "do" | "result" | "shppict" | "upr" => {
            B::To(D::Text)
        }
        "colortbl" | "nonshppict" | "objdata" | "objclass" | "objname" | "shprslt" | "xe"
        | "tc" | "rxe" | "bkmkstart" | "bkmkend" | "atnid" | "atnref" | "atndate" | "atntime"
        | "atrfstart" | "atrfend" | "annotationparent" | "listtable" | "listoverridetable"
        | "revtbl" | "generator" | "filetbl" | "template" | "datafield" | "private"
        | "pnseclvl" | "pntxta" | "pntxtb" | "comment" | "creatim" | "revtim" | "printim"
        | "buptim" | "hlinkbase" | "nextfile" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep"
        | "aftnsepc" | "aftncn" | "themedata" | "latentstyles" | "datastore" | "rsidtbl"
        | "xmlnstbl" | "mmathPr" | "background" | "fchars" | "lchars" | "passwordhash"
        | "protusertbl" | "userprops" => B::To(D::Nowhere),
        _ => return None,
    })
}
