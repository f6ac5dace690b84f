//! The documents that lie in an archive or hang on a mail, one after the other, each by the name it has there.
//!
//! Nothing is written to disk and no declared size is believed; archives in archives have one account. What a document says is not looked at.

#[cfg(feature = "office")]
mod archive;

use super::detect::{self, Container};
use super::{Input, format_of_name};
use crate::document::{Format, Problem, ProblemKind};
use crate::text::Stop;

/// How deep archives in archives are opened.
const NESTING_LIMIT: usize = 2;

/// What a file holds besides words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// Nothing that is read by itself.
    Nothing,
    /// It is an archive, which has no words of its own.
    Archive,
    /// It is a mail, to which documents may be attached.
    Mail,
}

/// A document that lies in an archive or hangs on a mail.
#[derive(Debug)]
pub struct Held {
    /// The document, by its name there: `a.zip/b/c.docx`.
    pub input: Input,
    /// How many documents hang on it, if it is a mail, that come behind it or are told of by themselves.
    pub attached: usize,
}

/// What came of unpacking a file.
#[derive(Debug, Default)]
pub struct Unpacked {
    /// How many documents were handed out.
    pub documents: usize,
    /// What kept others from it, each with the name of what it is about.
    pub problems: Vec<Problem>,
}

/// What `input` holds. Costs next to nothing for whatever is neither an archive nor a mail: readers tell its format once more.
pub fn holding(input: &Input) -> Holding {
    match format_of(input) {
        Some(Format::Zip) if cfg!(feature = "office") => Holding::Archive,
        Some(Format::Eml | Format::Msg) if cfg!(feature = "mail") => Holding::Mail,
        _ => Holding::Nothing,
    }
}

/// Hand each document in the archive or on the mail `input` to `visit`, archives in it opened.
pub fn unpack(input: &Input, stop: &Stop, visit: &mut dyn FnMut(Held)) -> Unpacked {
    let mut unpacking = Unpacking {
        stop,
        visit,
        #[cfg(feature = "office")]
        account: archive::Account::default(),
        unpacked: Unpacked::default(),
    };
    unpacking.open(input, 0);
    unpacking.unpacked
}

/// The format of `input`; nothing where its name and its first bytes say that it holds no other file.
fn format_of(input: &Input) -> Option<Format> {
    if input.format.is_some() {
        return input.format;
    }
    let named = format_of_name(&input.name);
    let may_hold = match detect::container(&input.bytes) {
        // A package of an Office format is what its name says, however it looks inside.
        Some(Container::Zip) => named.is_none_or(|named| !detect::is_package(named)),
        Some(Container::Compound) => true,
        None => !named.is_some_and(|named| named.is_text() || named == Format::Html),
    };
    may_hold.then(|| detect::detect(named, &input.bytes).format)
}

/// An archive while it is gone through, with all that lie in it.
struct Unpacking<'u> {
    stop: &'u Stop,
    visit: &'u mut dyn FnMut(Held),
    #[cfg(feature = "office")]
    account: archive::Account,
    unpacked: Unpacked,
}

impl Unpacking<'_> {
    /// Go through the archive or mail `input`, which lies in so many others.
    fn open(&mut self, input: &Input, nesting: usize) {
        match holding(input) {
            Holding::Mail => self.take_attached(&input.name, attachments(input), nesting),
            #[cfg(feature = "office")]
            _ => self.open_archive(input, nesting),
            #[cfg(not(feature = "office"))]
            _ => {}
        }
    }

    /// What hangs on the mail called `name`, which lies in so many others.
    fn take_attached(&mut self, name: &str, attached: Vec<(String, Vec<u8>)>, nesting: usize) {
        for (file, bytes) in attached {
            if self.stop.requested() {
                return self.fails(ProblemKind::TooSlow, name, nesting);
            }
            self.take(format!("{name}/{file}"), bytes, nesting);
        }
    }

    /// A file has been had that lies in so many archives besides this one.
    fn take(&mut self, name: String, bytes: Vec<u8>, nesting: usize) {
        let input = Input {
            name,
            bytes: bytes.into(),
            format: None,
        };
        let is_innermost = nesting + 1 >= NESTING_LIMIT;
        let attached = match holding(&input) {
            Holding::Archive if is_innermost => {
                let limit = NESTING_LIMIT;
                return self.fails(ProblemKind::TooDeep { limit }, &input.name, 1);
            }
            Holding::Archive => return self.open(&input, nesting + 1),
            // It has words of its own, and says what hangs on it and is not read.
            Holding::Mail if is_innermost => Vec::new(),
            Holding::Mail => attachments(&input),
            Holding::Nothing => Vec::new(),
        };
        let name = input.name.clone();
        self.unpacked.documents += 1;
        (self.visit)(Held {
            input,
            attached: attached.len(),
        });
        self.take_attached(&name, attached, nesting + 1);
    }

    /// Something was not read: the file of this name, or all of what is unpacked where nothing lies round it.
    fn fails(&mut self, kind: ProblemKind, name: &str, nesting: usize) {
        self.unpacked.problems.push(match nesting {
            0 => Problem::new(kind),
            _ => Problem::in_part(kind, name),
        });
    }
}

/// The documents and archives that hang on a mail.
#[cfg(feature = "mail")]
fn attachments(input: &Input) -> Vec<(String, Vec<u8>)> {
    let mut attached = match detect::container(&input.bytes) {
        Some(Container::Compound) => super::msg::attachments(&input.bytes),
        _ => super::mail::attachments(&input.bytes),
    };
    attached.retain(|(name, _)| is_wanted(name));
    attached
}

#[cfg(not(feature = "mail"))]
fn attachments(_: &Input) -> Vec<(String, Vec<u8>)> {
    Vec::new()
}

/// Whether the file of this name is a document or may hold some. What macOS adds of its own to archives is neither.
#[cfg(feature = "office")]
fn is_wanted(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    super::is_document_name(name) && !file.starts_with("._") && !name.starts_with("__MACOSX/")
}
