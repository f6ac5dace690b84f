//! Mails (RFC 5322): .eml.
//!
//! The subject, then what was written: as plain text, or as a page where there is no plain text. What is attached is a document of its
//! own, which is handed out and not read here.

mod attached;
mod body;

use mail_parser::{Message, MessageParser};

use crate::document::{
    Bytes, Document, Format, NodeKind, Origin, Problem, ProblemKind, UnreadContent,
};
use crate::reader::flow::Flow;
use crate::reader::is_document_name;
use crate::reader::mime::Part;
use crate::reader::web_page::Series;
use crate::text::Stop;

pub(in crate::reader) use attached::attachments;

/// Read the mail that `bytes` are.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    let mail = Part::of(&bytes);
    let mut series = Series::default();
    if let Some(subject) = subject(&mail) {
        write_subject(&subject, &mut series.flow);
    }
    body::write(&mail, &mut series, stop);
    count_documents(&attachments(&bytes), &mut series);
    series.into_document(format)
}

/// Say how many documents are attached, which are not read here.
pub(in crate::reader) fn count_documents(attached: &[(String, Vec<u8>)], series: &mut Series) {
    let names = attached.iter().map(|(name, _)| name);
    let unread = UnreadContent {
        documents: names.filter(|name| is_document_name(name)).count(),
        ..UnreadContent::default()
    };
    if !unread.is_empty() {
        series.has_problem(Problem::new(ProblemKind::UnreadContent(unread)));
    }
}

/// Write the subject of a mail as its first line.
pub(in crate::reader) fn write_subject(subject: &str, flow: &mut Flow) {
    flow.enter_part("subject");
    let range = flow.write(subject, whole(subject));
    if !range.is_empty() {
        flow.node(range, NodeKind::Subject, None);
    }
    flow.end_line();
}

/// Write the plain text of a mail.
pub(in crate::reader) fn write_plain(text: &str, series: &mut Series, stop: &Stop) {
    body::write_lines(text.lines().map(str::to_owned), text, series, stop);
}

/// What stands somewhere in a part of which only the whole is known.
fn whole(part: &str) -> Origin {
    Origin::Decoded {
        start: 0,
        end: u32::try_from(part.len()).unwrap_or(u32::MAX),
    }
}

/// What a mail is about.
fn subject(mail: &Part<'_>) -> Option<String> {
    with_head(mail, |head| head.subject().map(str::to_owned))
}

/// Look into the head of a part, where words may stand in an encoding of their own.
fn with_head<T>(part: &Part<'_>, look: impl FnOnce(&Message<'_>) -> Option<T>) -> Option<T> {
    let head = format!("{}\n\n", part.head().trim_end());
    let message = MessageParser::default().parse_headers(head.as_bytes())?;
    (!message.parts.is_empty())
        .then(|| look(&message))
        .flatten()
}
