//! The elements and namespaces that are looked at, by name. What they mean is the affair of whoever reads them.

use std::collections::HashMap;
use std::sync::LazyLock;

use fnv::FnvBuildHasher;

/// A namespace, whatever prefix a file binds to it; the transitional and the strict address are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Namespace {
    /// WordprocessingML.
    Word,
    /// Office mathematics.
    Math,
    /// Markup compatibility: alternatives for programs of different age.
    Compatibility,
    /// One whose text boxes and settings are understood, so that an alternative that needs it is taken.
    Understood,
    /// DrawingML, for text in drawings that are no Word text boxes.
    Drawing,
    /// What places a drawing in a Word document.
    WordDrawing,
    /// What says that a drawing is there for its looks alone.
    Decorative,
    /// Charts.
    Chart,
    /// SmartArt.
    Diagram,
    /// The older drawings.
    Vml,
    /// What Office adds to the older drawings.
    Office,
    /// Package relationships, content types and document properties: told apart by their element names.
    Package,
    /// Any other.
    Other,
}

impl Namespace {
    /// The namespace of an address.
    pub(crate) fn of(address: &str) -> Self {
        match address {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/drawingml/2006/main"
            | "http://purl.oclc.org/ooxml/drawingml/main" => Self::Drawing,
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Self::WordDrawing,
            "http://schemas.microsoft.com/office/drawing/2017/decorative" => Self::Decorative,
            "http://schemas.openxmlformats.org/drawingml/2006/chart"
            | "http://purl.oclc.org/ooxml/drawingml/chart" => Self::Chart,
            "http://schemas.openxmlformats.org/drawingml/2006/diagram"
            | "http://purl.oclc.org/ooxml/drawingml/diagram" => Self::Diagram,
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "urn:schemas-microsoft-com:office:office" => Self::Office,
            "http://schemas.openxmlformats.org/package/2006/relationships"
            | "http://schemas.openxmlformats.org/package/2006/content-types"
            | "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
            | "http://purl.org/dc/elements/1.1/"
            | "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
            | "http://purl.oclc.org/ooxml/officeDocument/extendedProperties"
            | "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
            | "http://purl.oclc.org/ooxml/officeDocument/customProperties"
            | "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
            | "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes" => Self::Package,
            // Its symbols are no text that could be read; the fallback holds the character itself.
            "http://schemas.microsoft.com/office/word/2015/wordml/symex" => Self::Other,
            _ if address.starts_with("http://schemas.microsoft.com/office/word/2")
                || address == "http://schemas.microsoft.com/office/drawing/2010/main" =>
            {
                Self::Understood
            }
            _ => Self::Other,
        }
    }

    /// The namespace of a prefix that a file uses without binding it.
    pub(crate) fn by_custom(prefix: &str) -> Self {
        match prefix {
            "w" => Self::Word,
            "m" => Self::Math,
            "mc" => Self::Compatibility,
            "a" => Self::Drawing,
            "wp" => Self::WordDrawing,
            "c" => Self::Chart,
            "dgm" => Self::Diagram,
            "v" => Self::Vml,
            "o" => Self::Office,
            "wps" | "wpg" | "wpc" | "wp14" | "w14" | "w15" => Self::Understood,
            _ => Self::Other,
        }
    }
}

/// Declares [`Element`] and the list of names.
macro_rules! elements {
    ($($namespace:ident { $($element:ident = $name:literal,)* })*) => {
        /// An element that is looked at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Element {
            $($($element,)*)*
            /// Any other: its content is read as if it were not there.
            Other,
        }

        /// Every element that is looked at, by namespace and local name.
        const NAMES: &[(Namespace, &str, Element)] =
            &[$($((Namespace::$namespace, $name, Element::$element),)*)*];
    };
}

/// Most elements of a document are not looked at, so that a list would mostly be tried to its end. The names are our own,
/// so a hash that an enemy could foresee does no harm.
static BY_NAME: LazyLock<HashMap<(Namespace, &str), Element, FnvBuildHasher>> =
    LazyLock::new(|| {
        let named = NAMES.iter();
        named
            .map(|&(namespace, name, element)| ((namespace, name), element))
            .collect()
    });

impl Element {
    /// The element `local` of `namespace`.
    pub(crate) fn of(namespace: Namespace, local: &str) -> Self {
        match namespace {
            Namespace::Other => Self::Other,
            _ => BY_NAME
                .get(&(namespace, local))
                .copied()
                .unwrap_or(Self::Other),
        }
    }
}

elements! {
    Word {
        Run = "r",
        RunProperties = "rPr",
        Text = "t",
        Paragraph = "p",
        ParagraphProperties = "pPr",
        Tab = "tab",
        Break = "br",
        Underline = "u",
        ParagraphStyle = "pStyle",
        RunStyle = "rStyle",
        Fonts = "rFonts",
        LastPageBreak = "lastRenderedPageBreak",
        Cell = "tc",
        Row = "tr",
        Table = "tbl",
        RowProperties = "trPr",
        CellProperties = "tcPr",
        CellsBefore = "gridBefore",
        CellSpan = "gridSpan",
        NumberProperties = "numPr",
        NumberLevel = "ilvl",
        NumberId = "numId",
        FieldCharacter = "fldChar",
        Instruction = "instrText",
        Insertion = "ins",
        Deletion = "del",
        MoveFrom = "moveFrom",
        MoveTo = "moveTo",
        CellDeletion = "cellDel",
        DeletedText = "delText",
        DeletedInstruction = "delInstrText",
        SimpleField = "fldSimple",
        FormText = "textInput",
        FormCheckBox = "checkBox",
        FormChecked = "checked",
        FormDefault = "default",
        FormList = "ddList",
        FormChoice = "result",
        FormEntry = "listEntry",
        FormData = "ffData",
        Name = "name",
        Control = "sdt",
        ControlProperties = "sdtPr",
        ControlEndProperties = "sdtEndPr",
        Alias = "alias",
        Tag = "tag",
        ShowingPlaceholder = "showingPlcHdr",
        CommentStart = "commentRangeStart",
        CommentEnd = "commentRangeEnd",
        CommentReference = "commentReference",
        TextBox = "txbxContent",
        Symbol = "sym",
        CarriageReturn = "cr",
        PositionedTab = "ptab",
        NoBreakHyphen = "noBreakHyphen",
        RubyText = "rt",
        InsertedFile = "altChunk",
        DrawingRoot = "drawing",
        Picture = "pict",
        Object = "object",
        ObjectEmbedded = "objectEmbed",
        ObjectLinked = "objectLink",
        ActiveControl = "control",
        DataBinding = "dataBinding",
        PlainText = "text",
        Date = "date",
        ComboBox = "comboBox",
        DropDown = "dropDownList",
        ListItem = "listItem",
        Document = "document",
        Vanish = "vanish",
        Highlight = "highlight",
        Color = "color",
        Size = "sz",
        OutlineLevel = "outlineLvl",
        ParagraphPropertiesChange = "pPrChange",
        RunPropertiesChange = "rPrChange",
        SectionPropertiesChange = "sectPrChange",
        TablePropertiesChange = "tblPrChange",
        TableExceptionsChange = "tblPrExChange",
        RowPropertiesChange = "trPrChange",
        CellPropertiesChange = "tcPrChange",
        GridChange = "tblGridChange",
        NumberingChange = "numberingChange",
        Body = "body",
        Header = "hdr",
        Footer = "ftr",
        Footnote = "footnote",
        Endnote = "endnote",
        Comment = "comment",
        // styles.xml
        Style = "style",
        BasedOn = "basedOn",
        // numbering.xml
        AbstractNumber = "abstractNum",
        AbstractNumberId = "abstractNumId",
        Number = "num",
        Level = "lvl",
        LevelOverride = "lvlOverride",
        StartOverride = "startOverride",
        Start = "start",
        NumberFormat = "numFmt",
        LevelText = "lvlText",
        LevelRestart = "lvlRestart",
        LevelSuffix = "suff",
        Legal = "isLgl",
        NumberStyleLink = "numStyleLink",
    }
    Understood {
        // commentsExtended.xml
        CommentInThread = "commentEx",
        // commentsIds.xml
        CommentIdentity = "commentId",
        LaterDataBinding = "dataBinding",
    }
    Math {
        MathText = "t",
        Formula = "oMath",
        Delimiters = "d",
        DelimiterProperties = "dPr",
        BeginCharacter = "begChr",
        SeparatorCharacter = "sepChr",
        EndCharacter = "endChr",
        MathArgument = "e",
    }
    Compatibility {
        Alternatives = "AlternateContent",
        Choice = "Choice",
        Fallback = "Fallback",
    }
    Drawing {
        DrawingTextBody = "txBody",
        DrawingParagraph = "p",
        DrawingText = "t",
        DrawingBreak = "br",
        Blip = "blip",
    }
    WordDrawing {
        Extent = "extent",
    }
    Decorative {
        DecorativeFlag = "decorative",
    }
    Chart {
        ChartReference = "chart",
        StringCache = "strCache",
        MultiLevelCache = "multiLvlStrCache",
        ChartWords = "tx",
        ChartValue = "v",
    }
    Diagram {
        DiagramReference = "relIds",
    }
    Vml {
        Shape = "shape",
        ShapeRectangle = "rect",
        ImageData = "imagedata",
        TextPath = "textpath",
    }
    Office {
        OleObject = "OLEObject",
    }
    Package {
        Relationship = "Relationship",
        PartType = "Override",
        Title = "title",
        Subject = "subject",
        Creator = "creator",
        Keywords = "keywords",
        Description = "description",
        Category = "category",
        LastModifiedBy = "lastModifiedBy",
        ContentStatus = "contentStatus",
        Company = "Company",
        Manager = "Manager",
        CustomProperty = "property",
        WideString = "lpwstr",
        AnsiString = "lpstr",
        BasicString = "bstr",
    }
}
