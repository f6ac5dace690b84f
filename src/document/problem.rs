//! What went wrong while reading, in words a person can act on.

use crate::document::{Format, UnreadContent};
use crate::text::Language;

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The part of the file it is about (`word/footnotes.xml`), where there is one.
    pub part: Option<String>,
}

impl Problem {
    /// A problem of the file as a whole.
    pub fn new(kind: ProblemKind) -> Self {
        Self { kind, part: None }
    }

    /// A problem of one part of an archive.
    pub fn in_part(kind: ProblemKind, part: impl Into<String>) -> Self {
        Self {
            kind,
            part: Some(part.into()),
        }
    }

    /// What is wrong, in one sentence.
    pub fn message(&self, language: Language) -> String {
        let text = self.kind.message(language);
        match (&self.part, language) {
            (None, _) => text,
            (Some(part), Language::Zh) => format!("{text}（{part}）"),
            (Some(part), Language::En) => format!("{text} ({part})"),
        }
    }
}

/// How far a file was read, as one word for reports; the worst comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// All of it was read.
    Ok,
    /// Its text was read; it shows pictures, embedded objects or scanned pages too, which were not, or is damaged and was read as far
    /// as that goes.
    Incomplete,
    /// It shows pages, and none of their words can be read: they are scans, or drawn letter by letter.
    NoText,
    /// Some of it was damaged; the rest was read.
    Corrupt,
    /// Reading stopped at a limit; what came before it was read.
    Limit,
    /// The format is not read yet.
    Unsupported,
    /// An old format that must be saved anew first.
    Legacy,
    /// It needs a password.
    Encrypted,
    /// Its contents could not be had.
    Unreadable,
}

/// Some pages of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// Their numbers, 1-based, in order.
    pub numbers: Vec<usize>,
    /// How many pages the file has.
    pub of: usize,
}

impl Pages {
    /// Whether they are all that there are.
    fn are_all(&self) -> bool {
        self.numbers.len() >= self.of
    }

    /// `第3、5页`, `pages 3, 5`; of many the first ones and how many there are.
    pub(super) fn list(&self, language: Language) -> String {
        const MOST: usize = 10;
        if self.are_all() {
            return language.pick("所有页", "all pages").to_owned();
        }
        let numbers = self.numbers.iter().take(MOST).map(usize::to_string);
        let numbers = numbers.collect::<Vec<_>>();
        let many = self.numbers.len() > MOST;
        let count = self.numbers.len();
        match language {
            Language::Zh if many => format!("第{}等 {count} 页", numbers.join("、")),
            Language::Zh => format!("第{}页", numbers.join("、")),
            Language::En if many => format!("pages {} … ({count} in all)", numbers.join(", ")),
            Language::En if count == 1 => format!("page {}", numbers.join(", ")),
            Language::En => format!("pages {}", numbers.join(", ")),
        }
    }
}

/// How much of a file there was to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// All of it was read.
    Whole,
    /// It was read, and there is no text in it.
    Empty,
    /// Some of it was not read.
    Part,
    /// Nothing of it was read.
    Nothing,
}

impl Status {
    /// Whether no limit cut off any of the text, and no damage that leaves nothing to be read of a part.
    pub(super) fn is_whole_text(self) -> bool {
        self <= Status::Incomplete
    }

    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Incomplete => "incomplete",
            Status::NoText => "no-text",
            Status::Corrupt => "corrupt",
            Status::Limit => "limit",
            Status::Unsupported => "unsupported",
            Status::Legacy => "legacy",
            Status::Encrypted => "encrypted",
            Status::Unreadable => "unreadable",
        }
    }
}

/// The kinds of things that go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file needs a password.
    Encrypted,
    /// An old binary format.
    Legacy(Format),
    /// A format that is not read.
    Unsupported(Format),
    /// The content is not of the format that the file's name promises.
    Renamed {
        /// What the name says.
        named: Format,
        /// What the bytes are.
        found: Format,
    },
    /// Text under the name of a format that is an archive; no program opens it under that name.
    NotAnArchive {
        /// What the name says.
        named: Format,
    },
    /// What Git LFS keeps in place of a file that was not fetched.
    LfsPointer,
    /// There is no text in the file.
    NoText,
    /// There is no document in the archive.
    NoDocuments,
    /// Pages that show something and hold no text: scans, or letters drawn as lines.
    PagesWithoutText(Pages),
    /// Pages whose letters do not say which characters they are.
    UnreadableLetters(Pages),
    /// A zip archive that cannot be opened.
    BrokenArchive,
    /// A zip archive without its directory: the entries that were found in it were read.
    SalvagedArchive,
    /// A part that the document needs is not in the archive.
    MissingPart,
    /// The main part is no document with a body: it is empty, or something else that stands under its name.
    MissingBody,
    /// A part declares a document type, whose entities could stand for anything.
    Dtd,
    /// A part whose compressed bytes are damaged.
    BrokenPart,
    /// The same, where some of it could be read, or all of it and it is not what its checksum says.
    DamagedPart,
    /// XML that is not well-formed; the text before the damage was read.
    BrokenXml {
        /// Byte in the inflated part, 0-based.
        offset: usize,
    },
    /// Two parts of one name: it is not clear which one a program would show.
    DuplicatePart,
    /// A part with two different names: it is not clear by which one a program would know it.
    TwoNames,
    /// An encoding that is recognised and not read, by its name.
    UnsupportedEncoding(&'static str),
    /// What the document shows and may hold words, but is not read.
    UnreadContent(UnreadContent),
    /// The text is so long that hints, which nobody asked to see, were not looked for.
    HintsLeftOut {
        /// From how many bytes of text on.
        limit: u64,
    },
    /// It was taken for a test paper, and what stands for the pupils' answers made a hint.
    LikeExercise {
        /// In how many places.
        hints: usize,
    },
    /// It was taken for a court's judgment, and what stands for masked names and places made a hint.
    LikeJudgment {
        /// In how many places.
        hints: usize,
    },
    /// Bytes that mean nothing in the file's encoding; each stands as U+FFFD in the text.
    UndecodableBytes {
        /// How many places.
        places: usize,
    },
    /// The file is larger than this many bytes.
    FileTooLarge {
        /// The limit.
        limit: u64,
    },
    /// A part inflates to more than this many bytes.
    PartTooLarge {
        /// The limit.
        limit: u64,
    },
    /// All parts together inflate to more than this many bytes.
    ArchiveTooLarge {
        /// The limit.
        limit: u64,
    },
    /// The archive lists more entries than this.
    TooManyEntries {
        /// The limit.
        limit: usize,
    },
    /// The document is made of more pieces (cells, marks, fields, changes of origin) than this.
    TooManyPieces {
        /// The limit.
        limit: usize,
    },
    /// Elements are nested deeper than this.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// There are more findings than this; the rest of the document was not searched.
    TooManyFindings {
        /// The limit.
        limit: usize,
    },
    /// The work took too long and was ended.
    TooSlow,
    /// The file could not be opened or read; the operating system's reason.
    Unreadable(String),
    /// A defect of `unfilled` itself.
    Internal,
}

impl ProblemKind {
    /// Its name in machine-readable reports.
    pub fn name(&self) -> &'static str {
        use ProblemKind as K;
        match self {
            K::Encrypted => "encrypted",
            K::Legacy(_) => "legacy",
            K::Unsupported(_) => "unsupported",
            K::Renamed { .. } => "renamed",
            K::NotAnArchive { .. } => "not-an-archive",
            K::LfsPointer => "lfs-pointer",
            K::NoText => "no-text",
            K::NoDocuments => "no-documents",
            K::PagesWithoutText(_) => "pages-without-text",
            K::UnreadableLetters(_) => "unreadable-letters",
            K::BrokenArchive => "broken-archive",
            K::SalvagedArchive => "salvaged-archive",
            K::MissingPart => "missing-part",
            K::MissingBody => "missing-body",
            K::Dtd => "dtd",
            K::BrokenPart => "broken-part",
            K::DamagedPart => "damaged-part",
            K::BrokenXml { .. } => "broken-xml",
            K::DuplicatePart => "duplicate-part",
            K::TwoNames => "two-names",
            K::UnsupportedEncoding(_) => "unsupported-encoding",
            K::UnreadContent(_) => "unread-content",
            K::HintsLeftOut { .. } => "hints-left-out",
            K::LikeExercise { .. } => "like-exercise",
            K::LikeJudgment { .. } => "like-judgment",
            K::UndecodableBytes { .. } => "undecodable-bytes",
            K::FileTooLarge { .. } => "file-too-large",
            K::PartTooLarge { .. } => "part-too-large",
            K::ArchiveTooLarge { .. } => "archive-too-large",
            K::TooManyEntries { .. } => "too-many-entries",
            K::TooManyPieces { .. } => "too-many-pieces",
            K::TooDeep { .. } => "too-deep",
            K::TooManyFindings { .. } => "too-many-findings",
            K::TooSlow => "too-slow",
            K::Unreadable(_) => "unreadable",
            K::Internal => "internal",
        }
    }

    /// Whether some of the text may be lost by it, though the rest was read.
    pub(super) fn may_lose_text(&self) -> bool {
        matches!(self, Self::SalvagedArchive | Self::DamagedPart) || !self.status().is_whole_text()
    }

    /// The word that stands for it in reports.
    pub fn status(&self) -> Status {
        use ProblemKind as K;
        match self {
            K::Encrypted => Status::Encrypted,
            K::Legacy(_) => Status::Legacy,
            K::Unsupported(_) | K::UnsupportedEncoding(_) => Status::Unsupported,
            K::Renamed { .. }
            | K::HintsLeftOut { .. }
            | K::LikeExercise { .. }
            | K::LikeJudgment { .. }
            | K::UndecodableBytes { .. }
            | K::NoText
            | K::NoDocuments => Status::Ok,
            K::PagesWithoutText(pages) | K::UnreadableLetters(pages) if pages.are_all() => {
                Status::NoText
            }
            K::UnreadContent(_)
            | K::PagesWithoutText(_)
            | K::UnreadableLetters(_)
            | K::SalvagedArchive
            | K::DamagedPart => Status::Incomplete,
            K::NotAnArchive { .. }
            | K::BrokenArchive
            | K::MissingPart
            | K::MissingBody
            | K::Dtd
            | K::BrokenPart
            | K::BrokenXml { .. }
            | K::DuplicatePart
            | K::TwoNames => Status::Corrupt,
            K::FileTooLarge { .. }
            | K::PartTooLarge { .. }
            | K::ArchiveTooLarge { .. }
            | K::TooManyEntries { .. }
            | K::TooManyPieces { .. }
            | K::TooDeep { .. }
            | K::TooManyFindings { .. }
            | K::TooSlow => Status::Limit,
            K::LfsPointer | K::Unreadable(_) | K::Internal => Status::Unreadable,
        }
    }
}
