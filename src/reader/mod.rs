//! From the bytes of a file to a [`Document`]. One file a format; the table [`READERS`] lists them.
//!
//! A reader takes any bytes: damage becomes a [`Problem`], never a panic. Nothing here opens a file.

#[cfg(feature = "legacy")]
mod compound;
mod csv;
mod detect;
#[cfg(feature = "legacy")]
mod doc;
#[cfg(feature = "office")]
pub mod docx;
mod encoding;
#[cfg(feature = "web")]
mod epub;
mod fence;
#[cfg(feature = "office")]
mod flow;
mod front_matter;
mod html;
#[cfg(feature = "mail")]
mod mail;
mod markdown;
mod marked_up;
#[cfg(feature = "web")]
mod mime;
#[cfg(feature = "mail")]
mod msg;
#[cfg(feature = "office")]
mod odf;
#[cfg(feature = "office")]
mod ofd;
#[cfg(feature = "office")]
mod office_parts;
mod own_marks;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
#[cfg(feature = "legacy")]
mod ppt;
#[cfg(feature = "office")]
mod pptx;
#[cfg(feature = "office")]
mod printed_page;
#[cfg(feature = "office")]
mod rtf;
mod unpack;
mod unsupported_encoding;
mod utf32;
#[cfg(feature = "web")]
mod web_page;
#[cfg(feature = "legacy")]
mod xls;
#[cfg(feature = "office")]
mod xlsx;

#[cfg(feature = "office")]
pub(crate) use crate::ooxml::archive::{ENTRY_LIMIT, PART_LIMIT};
pub use unpack::{Held, Holding, Unpacked, holding, unpack};

use crate::document::{Bytes, Document, Format, Problem, ProblemKind};
use crate::text::Stop;

/// The largest file that is read, in bytes. A shell need not load more than one byte beyond it:
/// [`read`] answers any longer input with [`ProblemKind::FileTooLarge`].
pub const FILE_LIMIT: u64 = 256 << 20;

/// The most nodes and segments of its map that a document may have: each takes up to a hundred bytes of memory, and as
/// little as three bytes of a file make one.
const PIECE_LIMIT: usize = 3_500_000;

/// A file to be read.
#[derive(Debug)]
pub struct Input {
    /// The file's name as shown to people; its extension helps to tell the format.
    pub name: String,
    /// All of its bytes.
    pub bytes: Bytes,
    /// The format, where the caller knows better than name and content.
    pub format: Option<Format>,
}

/// Reads all bytes of a file that is of the given format.
pub type ReadFormat = fn(Bytes, Format, &Stop) -> Document;

/// What happens with files of a format.
#[derive(Clone, Copy, Debug)]
pub enum Handling {
    /// They are read.
    Read(ReadFormat),
    /// They are of an old kind and must be saved anew first.
    Legacy,
    /// They are recognised and reported as not read yet.
    Unsupported,
}

/// A line of [`READERS`].
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The format.
    pub format: Format,
    /// The extensions of its files, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// What happens with it.
    pub handling: Handling,
}

/// Declares what happens with files of formats that a build may be without.
macro_rules! handlings {
    ($($name:ident: $feature:literal, $read:path, else $otherwise:ident;)*) => {$(
        #[cfg(feature = $feature)]
        const $name: Handling = Handling::Read($read);
        #[cfg(not(feature = $feature))]
        const $name: Handling = Handling::$otherwise;
    )*};
}

handlings! {
    DOCX: "office", docx::read, else Unsupported;
    XLSX: "office", xlsx::read, else Unsupported;
    PPTX: "office", pptx::read, else Unsupported;
    ODF: "office", odf::read, else Unsupported;
    OFD: "office", ofd::read, else Unsupported;
    RTF: "office", rtf::read, else Unsupported;
    DOC: "legacy", doc::read, else Legacy;
    XLS: "legacy", xls::read, else Legacy;
    PPT: "legacy", ppt::read, else Legacy;
    HTML: "web", web_page::read, else Unsupported;
    EPUB: "web", epub::read, else Unsupported;
    EML: "mail", mail::read, else Unsupported;
    MSG: "mail", msg::read, else Unsupported;
    PDF: "pdf", pdf::read, else Unsupported;
}

/// Every format that is recognised. A new reader is a file and a line here.
pub const READERS: &[Reader] = &[
    reader(
        Format::Text,
        &["txt", "text", "srt", "vtt", "lrc"],
        Handling::Read(plain::read),
    ),
    reader(Format::Csv, &["csv", "tsv"], Handling::Read(csv::read)),
    reader(Format::Tex, &["tex"], Handling::Read(marked_up::read)),
    reader(
        Format::AsciiDoc,
        &["adoc", "asciidoc"],
        Handling::Read(marked_up::read),
    ),
    reader(Format::Rst, &["rst"], Handling::Read(marked_up::read)),
    reader(Format::Org, &["org"], Handling::Read(marked_up::read)),
    reader(Format::Typst, &["typ"], Handling::Read(marked_up::read)),
    reader(
        Format::Markdown,
        &["md", "markdown", "mdown", "mkd", "mdx"],
        Handling::Read(markdown::read),
    ),
    reader(Format::Docx, &["docx", "docm", "dotx", "dotm"], DOCX),
    reader(Format::Doc, &["doc", "dot"], DOC),
    reader(Format::Wps, &["wps", "wpt"], DOC),
    reader(Format::Xls, &["xls", "xlt", "et", "ett"], XLS),
    reader(Format::Ppt, &["ppt", "pps", "pot", "dps", "dpt"], PPT),
    reader(Format::LegacyOffice, &[], Handling::Legacy),
    reader(Format::Xlsx, &["xlsx", "xlsm", "xltx", "xltm"], XLSX),
    reader(Format::Xlsb, &["xlsb"], Handling::Unsupported),
    reader(
        Format::Pptx,
        &["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"],
        PPTX,
    ),
    reader(Format::Odt, &["odt", "ott", "fodt"], ODF),
    reader(Format::Ods, &["ods", "ots", "fods"], ODF),
    reader(Format::Odp, &["odp", "otp", "fodp"], ODF),
    reader(Format::Rtf, &["rtf"], RTF),
    reader(Format::Ofd, &["ofd"], OFD),
    reader(Format::Pdf, &["pdf"], PDF),
    reader(
        Format::Html,
        &["html", "htm", "xhtml", "mht", "mhtml"],
        HTML,
    ),
    reader(Format::Zip, &["zip"], Handling::Unsupported),
    reader(Format::Epub, &["epub"], EPUB),
    reader(Format::Eml, &["eml"], EML),
    reader(Format::Msg, &["msg"], MSG),
    reader(Format::Binary, &[], Handling::Unsupported),
];

/// Read `input`, whatever it is.
pub fn read(input: Input, stop: &Stop) -> Document {
    let named = format_of_name(&input.name);
    if input.bytes.len() as u64 > FILE_LIMIT {
        let limit = FILE_LIMIT;
        return Document::unread(
            input.format.or(named).unwrap_or_default(),
            Problem::new(ProblemKind::FileTooLarge { limit }),
        );
    }
    let found = match input.format {
        Some(format) => detect::Detected::plainly(format),
        None => detect::detect(named, &input.bytes),
    };
    let size = input.bytes.len();
    let mut document = read_as(&found, input.bytes, stop);
    document.size = size;
    if document.has_whole_text() && document.is_blank() {
        document.problems.push(Problem::new(ProblemKind::NoText));
    }
    if let Some(named) = named
        && input.format.is_none()
        && named != found.format
        && found.format != Format::EncryptedOffice
    {
        let found = found.format;
        let problem = Problem::new(ProblemKind::Renamed { named, found });
        document.problems.insert(0, problem);
    }
    document
}

/// The format that a file's name promises; nothing where the extension is not one of a document.
pub fn format_of_name(name: &str) -> Option<Format> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (_, extension) = file.rsplit_once('.')?;
    READERS
        .iter()
        .find(|reader| {
            reader
                .extensions
                .iter()
                .any(|known| known.eq_ignore_ascii_case(extension))
        })
        .map(|reader| reader.format)
}

/// Whether a walk through a folder should look at the file of this name: one that is read, or one that a person
/// would expect to be read and must hear about. Source code, data and programs are left alone, and so are the
/// lock files (`~$…`) that Word and WPS keep beside an open document.
pub fn is_document_name(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    !file.starts_with("~$") && format_of_name(file).is_some()
}

fn read_as(found: &detect::Detected, bytes: Bytes, stop: &Stop) -> Document {
    let format = found.format;
    let handling = READERS
        .iter()
        .find(|reader| reader.format == format)
        .map_or(Handling::Unsupported, |reader| reader.handling);
    let is_read = matches!(handling, Handling::Read(_));
    // What would not be read in any case need not be fetched or put right first.
    let matters = |kind: &ProblemKind| is_read || *kind == ProblemKind::Encrypted;
    if let Some(kind) = found.obstacle.clone().filter(matters) {
        return Document::unread(format, Problem::new(kind));
    }
    match handling {
        Handling::Read(read) => read(bytes, format, stop),
        Handling::Legacy => Document::unread(format, Problem::new(ProblemKind::Legacy(format))),
        Handling::Unsupported => {
            Document::unread(format, Problem::new(ProblemKind::Unsupported(format)))
        }
    }
}

const fn reader(format: Format, extensions: &'static [&'static str], handling: Handling) -> Reader {
    Reader {
        format,
        extensions,
        handling,
    }
}
