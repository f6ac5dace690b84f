//! The elements that are looked at, by name. What they mean is the affair of whoever reads them.

#[macro_use]
mod open_document;

use std::collections::HashMap;
use std::sync::LazyLock;

use fnv::FnvBuildHasher;

use super::namespace::Namespace;

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

with_open_document! {
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
            CellMerge = "vMerge",
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
        Sheet {
            SheetEntry = "sheet",
            WorkbookProperties = "workbookPr",
            SharedString = "si",
            SheetText = "t",
            PhoneticRun = "rPh",
            SheetColumn = "col",
            SheetRow = "row",
            SheetCell = "c",
            CellValue = "v",
            InlineString = "is",
            InputRule = "dataValidation",
            HeaderOfOddPages = "oddHeader",
            HeaderOfEvenPages = "evenHeader",
            HeaderOfFirstPage = "firstHeader",
            FooterOfOddPages = "oddFooter",
            FooterOfEvenPages = "evenFooter",
            FooterOfFirstPage = "firstFooter",
            CellComment = "comment",
            ValueFormat = "numFmt",
            CellFormats = "cellXfs",
            CellFormat = "xf",
        }
        SheetDrawing {
            SheetTextBody = "txBody",
        }
        Threads {
            ThreadedComment = "threadedComment",
            ThreadedText = "text",
        }
        Slides {
            SlideEntry = "sldId",
            Slide = "sld",
            SlideShape = "sp",
            SlidePlaceholder = "ph",
            SlideTextBody = "txBody",
            SlideComment = "cm",
            SlideCommentText = "text",
        }
        Book {
            BookRoot = "rootfile",
            BookItem = "item",
            BookItemReference = "itemref",
            BookEncryption = "EncryptionMethod",
            BookEncrypted = "CipherReference",
        }
        SlideThreads {
            ThreadedSlideComment = "cm",
            SlideReply = "reply",
            SlideThreadText = "txBody",
        }
        Drawing {
            DrawingTable = "tbl",
            DrawingRow = "tr",
            DrawingCell = "tc",
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
            Publisher = "publisher",
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
}
