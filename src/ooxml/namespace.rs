//! The namespaces that are looked at, by address.

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
    /// SpreadsheetML.
    Sheet,
    /// What is drawn on sheets.
    SheetDrawing,
    /// Comments of a workbook in threads.
    Threads,
    /// PresentationML.
    Slides,
    /// Comments of slides in threads.
    SlideThreads,
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
    /// OpenDocument: the document as a whole.
    OdfOffice,
    /// OpenDocument: paragraphs, lists, fields, notes.
    OdfText,
    /// OpenDocument: tables and sheets.
    OdfTable,
    /// OpenDocument: what is drawn.
    OdfDraw,
    /// OpenDocument: slides.
    OdfPresentation,
    /// OpenDocument: styles.
    OdfStyle,
    /// OpenDocument: properties of a document.
    OdfMeta,
    /// OpenDocument: forms.
    OdfForm,
    /// OpenDocument: fields of Word's forms.
    OdfFieldMark,
    /// What LibreOffice adds to OpenDocument.
    OdfLater,
    /// What OpenDocument takes from SVG.
    OdfSvg,
    /// MathML.
    MathMl,
    /// OFD, whose files give it many addresses: whoever reads them says that it is all they hold.
    Ofd,
    /// What holds an e-book together: container, package, encryption.
    Book,
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
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Self::Sheet,
            "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing" => Self::SheetDrawing,
            "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments" => {
                Self::Threads
            }
            "http://schemas.openxmlformats.org/presentationml/2006/main"
            | "http://purl.oclc.org/ooxml/presentationml/main" => Self::Slides,
            "http://schemas.microsoft.com/office/powerpoint/2018/8/main" => Self::SlideThreads,
            "http://schemas.openxmlformats.org/drawingml/2006/chart"
            | "http://purl.oclc.org/ooxml/drawingml/chart" => Self::Chart,
            "http://schemas.openxmlformats.org/drawingml/2006/diagram"
            | "http://purl.oclc.org/ooxml/drawingml/diagram" => Self::Diagram,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            | "http://openoffice.org/2009/office" => Self::OdfOffice,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Self::OdfText,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Self::OdfTable,
            "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Self::OdfDraw,
            "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" => Self::OdfPresentation,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Self::OdfStyle,
            "urn:oasis:names:tc:opendocument:xmlns:meta:1.0" => Self::OdfMeta,
            "urn:oasis:names:tc:opendocument:xmlns:form:1.0" => Self::OdfForm,
            "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0" => {
                Self::OdfFieldMark
            }
            "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" => {
                Self::OdfLater
            }
            "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" => Self::OdfSvg,
            "http://www.w3.org/1998/Math/MathML" => Self::MathMl,
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
            "urn:oasis:names:tc:opendocument:xmlns:container"
            | "http://www.idpf.org/2007/opf"
            | "http://www.w3.org/2001/04/xmlenc#" => Self::Book,
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
