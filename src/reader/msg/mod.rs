//! Mails as Outlook saves them ([MS-OXMSG]): .msg.
//!
//! The subject, then what was written: as plain text, or as a page where there is no plain text. What is attached is handed out and not
//! read here.

mod storage;

use encoding_rs::Encoding;

use crate::document::{Bytes, Document, Format, Problem, ProblemKind, UnreadContent};
use crate::reader::mail::{count_documents, write_plain, write_subject};
use crate::reader::web_page::{Scope, Series};
use crate::text::Stop;

use storage::{Message, Storage};

/// More files than this nobody attaches.
const MOST_ATTACHED: usize = 1_000;

/// What stands under these numbers ([MS-OXPROPS]).
mod property {
    pub(super) const SUBJECT: u16 = 0x0037;
    pub(super) const BODY: u16 = 0x1000;
    pub(super) const RTF: u16 = 0x1009;
    pub(super) const HTML: u16 = 0x1013;
    pub(super) const DISPLAY_NAME: u16 = 0x3001;
    pub(super) const DATA: u16 = 0x3701;
    pub(super) const SHORT_NAME: u16 = 0x3704;
    pub(super) const LONG_NAME: u16 = 0x3707;
}

/// Read the mail that `bytes` are.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    let Some(mut message) = Message::open(&bytes) else {
        return Document::unread(format, Problem::new(ProblemKind::BrokenArchive));
    };
    let root = message.root();
    let mut series = Series::default();
    if let Some(subject) = message.words(&root, property::SUBJECT) {
        write_subject(subject.trim(), &mut series.flow);
    }
    match body(&mut message, &root) {
        Some(Body::Plain(text)) => write_plain(&text, &mut series, stop),
        Some(Body::Page(page)) => {
            series.add("html", &page, Scope::Shown, stop);
        }
        Some(Body::Rtf) => {
            let unread = UnreadContent {
                documents: 1,
                ..UnreadContent::default()
            };
            series.has_problem(Problem::new(ProblemKind::UnreadContent(unread)));
        }
        None => {}
    }
    for part in message.broken() {
        series.has_problem(Problem::in_part(ProblemKind::BrokenPart, part));
    }
    count_documents(&attachments(&bytes), &mut series);
    series.into_document(format)
}

/// The names and bytes of what is attached to the mail that `bytes` are. A mail in it becomes one that ends with `.eml`.
pub(in crate::reader) fn attachments(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Some(mut message) = Message::open(bytes) else {
        return Vec::new();
    };
    let storages = message.attached().into_iter().take(MOST_ATTACHED);
    let mut attached = Vec::new();
    for (storage, number) in storages.zip(1..) {
        let mut name = None;
        for property in [
            property::LONG_NAME,
            property::SHORT_NAME,
            property::DISPLAY_NAME,
        ] {
            name = name.or_else(|| message.words(&storage, property));
        }
        let name = name.filter(|name| !name.trim().is_empty());
        if let Some(content) = message.bytes(&storage, property::DATA) {
            attached.push((name.unwrap_or(format!("attachment {number}")), content));
        } else if let Some(inside) = message.inside(&storage) {
            let (subject, content) = as_mail(&mut message, &inside);
            let name = name.or(subject).unwrap_or(format!("mail {number}"));
            attached.push((format!("{name}.eml"), content));
        }
    }
    attached
}

/// What was written.
enum Body {
    Plain(String),
    Page(Vec<u8>),
    /// In a form that is not read.
    Rtf,
}

fn body(message: &mut Message<'_>, storage: &Storage) -> Option<Body> {
    let text = message.words(storage, property::BODY);
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        return Some(Body::Plain(text));
    }
    if let Some(page) = message.bytes(storage, property::HTML) {
        return Some(Body::Page(in_utf8(page, message.encoding())));
    }
    if let Some(page) = message.words(storage, property::HTML) {
        return Some(Body::Page(page.into_bytes()));
    }
    message.bytes(storage, property::RTF).map(|_| Body::Rtf)
}

/// A page in UTF-8, where it says nothing of its encoding itself.
fn in_utf8(page: Vec<u8>, encoding: Option<&'static Encoding>) -> Vec<u8> {
    let says = page
        .windows(8)
        .any(|it| it.eq_ignore_ascii_case(b"charset="));
    match encoding
        .filter(|_| !says)
        .map(|encoding| encoding.decode(&page))
    {
        Some((text, _, false)) => text.into_owned().into_bytes(),
        _ => page,
    }
}

/// A mail that is attached, as a file of its own, with its subject.
fn as_mail(message: &mut Message<'_>, storage: &Storage) -> (Option<String>, Vec<u8>) {
    let subject = message.words(storage, property::SUBJECT);
    let title = subject.as_deref().unwrap_or("").replace(['\r', '\n'], " ");
    let (kind, content) = match body(message, storage) {
        Some(Body::Page(page)) => ("text/html", page),
        Some(Body::Plain(text)) => ("text/plain; charset=utf-8", text.into_bytes()),
        Some(Body::Rtf) | None => ("text/plain; charset=utf-8", Vec::new()),
    };
    let head = format!("MIME-Version: 1.0\nSubject: {title}\nContent-Type: {kind}\n\n");
    let mut mail = head.into_bytes();
    mail.extend(content);
    (subject, mail)
}
